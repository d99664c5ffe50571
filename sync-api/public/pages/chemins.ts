/** Where the intake answers. Forms post to them, and the mails and the button link to them. */
export const chemins = {
  /** GET: the form of a training, `?cle=…&origine=…`. POST: the filled form. */
  demande: '/demande',
  /** GET, `?cle=…&mode=…`: what follows a form that was taken. Read again, it sends nothing again. */
  merci: '/demande/merci',
  /** GET, `?cle=…&mode=…`: what follows a form whose address is to be confirmed first. */
  aConfirmer: '/demande/a-confirmer',
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
  /** GET: an empty form for the code of a réservation, token after « # ». POST `jeton`: where it stands. Changes nothing. */
  rendezVous: '/rendez-vous',
  /** POST only, with `jeton` and the beginning that was shown: she comes. */
  rendezVousVenir: '/rendez-vous/venir',
  /** POST only, with `jeton`. */
  rendezVousAnnuler: '/rendez-vous/annuler',
  /** POST only, with `jeton` and the créneau that is chosen instead. */
  rendezVousDeplacer: '/rendez-vous/deplacer',
  /** GET JSON, `?cle=…&origine=…&apres=…`: how many places are left. */
  places: '/v1/places',
  confidentialite: '/confidentialite',
} as const;
