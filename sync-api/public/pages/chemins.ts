/** Where the intake answers. Forms post to them, and the mails and the button link to them. */
export const chemins = {
  /** GET: the form of a training, `?cle=…&origine=…`. POST: the filled form. */
  demande: '/demande',
  /** GET JSON with CORS for everyone, `?cle=…&origine=…`: `{ouvert: boolean}` and no more is read by the button. */
  contexte: '/v1/contexte',
  /** GET: an empty form for the code. POST `jeton`: what the demande has become. Changes nothing. */
  suivi: '/suivi',
  /** POST only, with `jeton`. */
  changement: '/suivi/changer',
  /** POST only, with `jeton`. */
  annulation: '/suivi/annuler',
  /** GET: the button of a confirmation mail, token after « # ». POST `jeton`: the address is proved. */
  confirmation: '/confirmer',
  confidentialite: '/confidentialite',
} as const;
