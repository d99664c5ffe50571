import fc from 'fast-check';
import { depot as depotLu } from '../../sync-api/guichet/depot.ts';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { chemins } from '../../sync-api/public/pages/chemins.ts';
import { fichiersPublics } from '../../sync-api/public/pages/fichiers.ts';
import {
  type Champs,
  encode,
  formationFermee,
  formationOuverte,
  formulaireJuste,
  startTestAccueil,
  type TestAccueil,
} from './accueil.ts';

/** What was asked, and whether a deposit may come of it. */
interface Essai {
  method: 'GET' | 'POST';
  path: string;
  type?: string;
  body?: string;
  /** `jamais`: whoever accepts this is wrong. `peut-etre`: generated text that may be right by chance. */
  depot: 'jamais' | 'peut-etre' | 'toujours';
}

export interface BilanFuzz {
  runs: number;
  /** Answers by status. */
  statuts: Record<number, number>;
  depots: number;
}

const jeton = 'F'.repeat(43);
const urlencoded = 'application/x-www-form-urlencoded';
const formulaires = [chemins.demande, chemins.suivi, chemins.changement, chemins.annulation, chemins.confirmation];
const lectures = [
  ...formulaires,
  chemins.contexte,
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

const essai: fc.Arbitrary<Essai> = fc.oneof(
  // A right form, from somebody else each time.
  courriel.map((un) => post(chemins.demande, formulaireJuste({ courriel: un }), 'toujours')),
  fausse.map((champs) => post(chemins.demande, champs, 'jamais')),
  // One field of a right form is anything at all.
  fc
    .tuple(fc.constantFrom(...Object.keys(formulaireJuste())), texte, courriel)
    .map(([name, value, un]) => post(chemins.demande, formulaireJuste({ courriel: un, [name]: value }), 'peut-etre')),
  fc.tuple(fc.constantFrom(...formulaires), champsLibres).map(([path, champs]) => post(path, champs, 'jamais')),
  fc
    .tuple(fc.constantFrom(chemins.changement, chemins.annulation), champsLibres)
    .map(([path, champs]) => post(path, { ...champs, jeton }, 'peut-etre')),
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
);

/**
 * Sends generated requests to every public route. Each comes from an address of its own, so that throttles hide nothing.
 *
 * @param runs how many requests: 500 in `npm test`, 20,000 in the bench profile
 * @param seed the same seed makes the same requests
 * @throws when an answer is a 5xx, when a body that may not be accepted left a deposit, or when a deposit is wrong
 */
export async function fuzzAccueil(runs: number, seed = 20_261_122): Promise<BilanFuzz> {
  const accueil = await startTestAccueil({ config: { trustProxy: true } });
  const bilan: BilanFuzz = { runs: 0, statuts: {}, depots: 0 };
  try {
    await accueil.serveur.ecrireSuivi({
      empreinteJeton: empreinteDeJeton(jeton) ?? '',
      intitule: formationOuverte.intitule,
      raisonSociale: formationOuverte.raisonSociale,
      mode: 'rappel',
      souhaits: [],
      etat: 'ouverte',
      recueLe: '2026-03-02T09:00:00.000Z',
      fuseau: 'Europe/Paris',
    });
    await fc.assert(
      fc.asyncProperty(essai, async (one) => essayer(accueil, one, bilan)),
      { numRuns: runs, seed, endOnFailure: true },
    );
    return bilan;
  } finally {
    await accueil.stop();
  }
}

async function essayer(accueil: TestAccueil, one: Essai, bilan: BilanFuzz): Promise<void> {
  bilan.runs += 1;
  const n = bilan.runs;
  const response = await accueil.app.inject({
    method: one.method,
    url: one.path,
    headers: {
      'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      ...(one.type === undefined ? {} : { 'content-type': one.type }),
    },
    ...(one.body === undefined ? {} : { payload: one.body }),
  });
  bilan.statuts[response.statusCode] = (bilan.statuts[response.statusCode] ?? 0) + 1;
  if (response.statusCode >= 500) throw new Error(`answered ${response.statusCode}`);
  const rows = await accueil.db.selectFrom('depot').selectAll().execute();
  if (one.depot === 'jamais' && rows.length > 0) throw new Error('a body that may not be accepted left a deposit');
  if (one.depot === 'toujours' && rows.length !== 1) throw new Error('a right form left no deposit');
  for (const row of rows) {
    const read = depotLu.parse({ ...row, corps: JSON.parse(row.corps) });
    if (response.statusCode !== 200) throw new Error('a refusal left a deposit');
    if (
      read.genre === 'demande' &&
      /\p{C}|:\/\//u.test(`${read.corps.nom}${read.corps.prenom}${read.corps.courriel}`)
    ) {
      throw new Error('a name holds what a mail must not');
    }
  }
  bilan.depots += rows.length;
  await accueil.serveur.oublier(rows.map(({ id }) => id));
}
