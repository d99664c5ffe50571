import fc from 'fast-check';
import { chemins } from '../../sync-api/public/pages/chemins.ts';
import { fichiersPublics } from '../../sync-api/public/pages/fichiers.ts';
import { type Champs, encode, formationFermee, formationOuverte, formulaireJuste } from './accueil.ts';
import { idDeCreneau } from './accueil-creneaux.ts';

/** What was asked, and whether a deposit may come of it. */
export interface Essai {
  method: 'GET' | 'POST';
  path: string;
  type?: string;
  body?: string;
  /** `jamais`: whoever accepts this is wrong. `peut-etre`: generated text that may be right by chance. */
  depot: 'jamais' | 'peut-etre' | 'toujours';
  /** The token of a réservation that the server has just told of: one of its own, so that no throttle hides anything. */
  reservation?: string;
}

export const jeton = 'F'.repeat(43);
const urlencoded = 'application/x-www-form-urlencoded';
const gestes = [chemins.rendezVousVenir, chemins.rendezVousAnnuler, chemins.rendezVousDeplacer];
const formulaires = [
  chemins.demande,
  chemins.suivi,
  chemins.changement,
  chemins.annulation,
  chemins.confirmation,
  chemins.rendezVous,
  ...gestes,
];
export const maintenant = '2026-03-02T09:00:00.000Z';
export const debut = '2026-03-30T07:00:00.000Z';
const creneau = (numero: number): string => `${debut}~${idDeCreneau(numero)}`;
/** Free, full with a waiting list, full without. */
const [libre, attente, complet] = [creneau(1), creneau(2), creneau(3)];
const lectures = [
  ...formulaires,
  chemins.contexte,
  chemins.places,
  chemins.confidentialite,
  '/v1/partenaires/parcoursup/formations',
  ...Object.keys(fichiersPublics),
];

/** What people and machines type where a word is expected. */
const texte = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\u202e\u200b',
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '%00%ff',
    '__proto__',
    'ines@example.org\r\nBcc: x@example.org',
    '-1',
    '1e400',
    '06 39 98 01 12',
    'x'.repeat(5_000),
  ),
);
const nomDeChamp = fc.oneof(
  fc.constantFrom(...Object.keys(formulaireJuste()), 'jeton', 'defi', 'preuve', 'courriel_vu', 'courriel_corrige'),
  fc.constantFrom('creneau', 'creneaux_apres', 'voir', 'debut'),
  fc.constantFrom('__proto__', 'constructor', 'mode[]', 'nom.x', ''),
  fc.string({ maxLength: 12 }),
);
const champsLibres = fc
  .array(fc.tuple(nomDeChamp, fc.oneof(texte, fc.array(texte, { maxLength: 4 }))), { maxLength: 24 })
  .map((pairs): Champs => Object.fromEntries(pairs));

const post = (path: string, champs: Champs, depot: Essai['depot']): Essai => ({
  method: 'POST',
  path,
  type: urlencoded,
  body: encode(champs).toString(),
  depot,
});

/** Another one each time, without the small numbers that fast-check likes: one mailbox is soon throttled. */
const courriel = fc.noBias(fc.nat(1e9)).map((n) => `p${n}@example.org`);

const lienDeReservation = fc.noBias(fc.nat(1e9)).map((n) => String(n).padStart(43, 'R'));
const geste = (path: string, reservation: string, champs: Champs, depot: Essai['depot']): Essai => ({
  ...post(path, { ...champs, jeton: reservation }, depot),
  reservation,
});

/** A right form with one thing that no reading of it may accept. */
const fausse: fc.Arbitrary<Champs> = fc.oneof(
  fc
    .constantFrom('cle', 'origine', 'consentement', 'mode', 'auteur', 'prenom', 'nom', 'courriel', 'telephone', 'motif')
    .map((absent): Champs => Object.fromEntries(Object.entries(formulaireJuste()).filter(([name]) => name !== absent))),
  fc
    .constantFrom(
      { prenom: 'http://example.org' },
      { nom: 'www.example.org' },
      { nom: '<b>x</b>' },
      { courriel: 'ines@' },
      { telephone: 'zéro six' },
      { telephone: '0899 12 34 56' },
      { motif: ['inconnu'] },
      { motif: [] },
      { souhait: ['samedi:matin'] },
      { mode: 'creneau' },
      { mode: 'creneau', creneau: complet },
      { mode: 'creneau', creneau: creneau(9) },
      { mode: 'creneau', creneau: libre.replace('T', 't') },
      { mode: 'creneau', creneau: libre, voir: 'debut' },
      { mode: 'message', message: '' },
      { auteur: 'parent', prenom_jeune: 'Léo', nom_jeune: '' },
      { cle: formationFermee.cleMinistereEducatif },
      { origine: 'ONISEP' },
      { message: 'x'.repeat(2_001) },
      { site_web: 'https://example.org' },
      { de: 'plus' },
      { consentement: '2999-12' },
    )
    .map((wrong: Champs): Champs => formulaireJuste(wrong)),
);

/** One request to one of the public routes. */
export const essai: fc.Arbitrary<Essai> = fc.oneof(
  // A right form, from somebody else each time.
  courriel.map((un) => post(chemins.demande, formulaireJuste({ courriel: un }), 'toujours')),
  fc
    .tuple(courriel, fc.constantFrom(libre, attente))
    .map(([un, choisi]) =>
      post(chemins.demande, formulaireJuste({ courriel: un, mode: 'creneau', creneau: choisi }), 'toujours'),
    ),
  { weight: 3, arbitrary: fausse.map((champs) => post(chemins.demande, champs, 'jamais')) },
  // One field of a right form is anything at all.
  fc
    .tuple(fc.constantFrom(...Object.keys(formulaireJuste())), texte, courriel)
    .map(([name, value, un]) => post(chemins.demande, formulaireJuste({ courriel: un, [name]: value }), 'peut-etre')),
  fc.tuple(fc.constantFrom(...formulaires), champsLibres).map(([path, champs]) => post(path, champs, 'jamais')),
  fc
    .tuple(fc.constantFrom(chemins.changement, chemins.annulation), champsLibres)
    .map(([path, champs]) => post(path, { ...champs, jeton }, 'peut-etre')),
  // Each button of a réservation, right, wrong, with one field that is anything at all, with anything.
  fc
    .tuple(
      lienDeReservation,
      fc.constantFrom<[string, Champs, Essai['depot']]>(
        [chemins.rendezVousVenir, { debut }, 'toujours'],
        [chemins.rendezVousAnnuler, {}, 'toujours'],
        [chemins.rendezVousDeplacer, { creneau: libre }, 'toujours'],
        [chemins.rendezVousDeplacer, { creneau: attente }, 'jamais'],
        [chemins.rendezVousDeplacer, { creneau: complet }, 'jamais'],
        [chemins.rendezVousDeplacer, { creneau: creneau(900) }, 'jamais'],
        [chemins.rendezVousVenir, { debut: maintenant }, 'jamais'],
        [chemins.rendezVousAnnuler, { debut }, 'jamais'],
      ),
    )
    .map(([un, [path, champs, depot]]) => geste(path, un, champs, depot)),
  fc
    .tuple(
      lienDeReservation,
      fc.constantFrom(...gestes),
      fc.constantFrom('creneau', 'creneaux_apres', 'voir', 'debut', 'mode'),
      texte,
    )
    .map(([un, path, name, value]) => geste(path, un, { [name]: value }, 'peut-etre')),
  fc
    .tuple(lienDeReservation, fc.constantFrom(...gestes, chemins.rendezVous), champsLibres)
    .map(([un, path, champs]) => geste(path, un, champs, 'peut-etre')),
  fc
    .tuple(fc.constantFrom('creneau', 'creneaux_apres', 'voir'), texte, courriel)
    .map(([name, value, un]) =>
      post(
        chemins.demande,
        formulaireJuste({ courriel: un, mode: 'creneau', creneau: libre, [name]: value }),
        'peut-etre',
      ),
    ),
  // Bytes of any kind under any name.
  fc
    .record({
      path: fc.constantFrom(...formulaires),
      type: fc.constantFrom(urlencoded, 'application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x/y', ''),
      body: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.json(),
        fc.constantFrom('%', '&&==', 'a=%E0%A4%A'),
      ),
    })
    .map(
      ({ path, type, body }): Essai => ({
        method: 'POST',
        path,
        body,
        ...(type === '' ? {} : { type }),
        depot: 'jamais',
      }),
    ),
  fc
    .tuple(fc.constantFrom(...lectures), champsLibres)
    .map(([path, champs]): Essai => ({ method: 'GET', path: `${path}?${encode(champs)}`, depot: 'jamais' })),
  fc.tuple(fc.constantFrom('cle', 'parcoursup_id', 'onisep_id', 'origine'), texte).map(([name, value]): Essai => {
    const query = encode({ cle: formationOuverte.cleMinistereEducatif, [name]: value });
    return { method: 'GET', path: `${chemins.contexte}?${query}`, depot: 'jamais' };
  }),
  fc.tuple(fc.constantFrom('cle', 'origine', 'apres', 'mode'), texte).map(([name, value]): Essai => {
    const path = name === 'mode' ? chemins.demande : chemins.places;
    const query = encode({ cle: formationOuverte.cleMinistereEducatif, origine: 'LBA', [name]: value });
    return { method: 'GET', path: `${path}?${query}`, depot: 'jamais' };
  }),
);
