import type { Disposition, Issue } from '../../shared/domain/actes/appel.ts';
import type { Libelles, Modele, Vue } from '../../shared/domain/partages.ts';

/** The work of the last days at the demo CFA, told in working days from the day it is built: nobody of it is real. */

/** Names that are shown, declared beside the two opérateurs of the demo; the third one is away. */
export const sarah = { id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8a03', nomAffiche: 'Sarah D.' } as const;

/** One step with a family, so many working days ago. */
export interface Etape {
  avant: number;
  demi: 'matin' | 'apres-midi';
  quoi:
    | { genre: 'appel'; disposition: Disposition; issue?: Issue; sens?: 'recu'; note?: string; numero?: number }
    /** Follows the call before it. `dans`: hours from the day the demo is built, before it when negative. */
    | { genre: 'promesse'; dans: number; motif?: string }
    | { genre: 'note'; texte: string }
    | { genre: 'courriel'; objet: string; texte: string };
}

const appel = (
  avant: number,
  demi: Etape['demi'],
  disposition: Disposition,
  reste: { issue?: Issue; sens?: 'recu'; note?: string; numero?: number } = {},
): Etape => ({ avant, demi, quoi: { genre: 'appel', disposition, ...reste } });
const joint = (avant: number, demi: Etape['demi'], issue: Issue, note?: string): Etape =>
  appel(avant, demi, 'JOINT', { issue, ...(note === undefined ? {} : { note }) });

const dossierEnvoye: Etape['quoi'] = {
  genre: 'courriel',
  objet: 'Votre dossier d’inscription',
  texte: 'Madame, Monsieur, vous trouverez avec ce courriel le dossier d’inscription et la liste des pièces.',
};

/** Ways that people of a list go, a letter each. */
export const parcours: Readonly<Record<string, readonly Etape[]>> = {
  '.': [],
  s: [appel(1, 'apres-midi', 'SANS_REPONSE')],
  t: [appel(0, 'matin', 'SANS_REPONSE')],
  m: [appel(2, 'apres-midi', 'SANS_REPONSE'), appel(1, 'matin', 'MESSAGE')],
  o: [appel(1, 'apres-midi', 'OCCUPE')],
  n: [appel(2, 'matin', 'NUMERO_INVALIDE'), appel(1, 'apres-midi', 'SANS_REPONSE', { numero: 1 })],
  w: [appel(3, 'apres-midi', 'MAUVAIS_CONTACT', { note: 'Ancien numéro de la famille.' })],
  r: [joint(2, 'apres-midi', 'REFLECHIT', 'Hésite avec une seconde générale, en parle ce week-end.')],
  c: [appel(3, 'matin', 'SANS_REPONSE'), joint(2, 'apres-midi', 'CHERCHE_ENTREPRISE', 'Trois restaurants contactés.')],
  e: [joint(3, 'matin', 'A_UNE_ENTREPRISE', 'Promesse écrite du patron attendue lundi.')],
  d: [
    joint(2, 'matin', 'DOSSIER_ENVOYE'),
    { avant: 2, demi: 'matin', quoi: dossierEnvoye },
    {
      avant: 1,
      demi: 'apres-midi',
      quoi: { genre: 'note', texte: 'Dossier reçu, il manque l’attestation de sécurité.' },
    },
  ],
  i: [joint(4, 'apres-midi', 'REFLECHIT'), joint(1, 'matin', 'INSCRIT')],
  v: [appel(2, 'matin', 'MESSAGE'), joint(0, 'matin', 'RDV_FIXE')],
  a: [joint(3, 'apres-midi', 'AUTRE_VOIE')],
  z: [joint(2, 'apres-midi', 'SANS_SUITE')],
  h: [appel(1, 'apres-midi', 'JOINT', { sens: 'recu', issue: 'REFLECHIT', note: 'Rappelle après notre message.' })],
  // Tried on each number, over four days, in the morning and in the afternoon.
  x: [
    appel(5, 'matin', 'SANS_REPONSE', { numero: 0 }),
    appel(4, 'apres-midi', 'SANS_REPONSE', { numero: 1 }),
    appel(3, 'matin', 'MESSAGE', { numero: 2 }),
    appel(1, 'apres-midi', 'SANS_REPONSE', { numero: 3 }),
  ],
  p: [
    appel(1, 'apres-midi', 'RAPPELER', { note: 'Au travail à cette heure.' }),
    { avant: 1, demi: 'apres-midi', quoi: { genre: 'promesse', dans: -1, motif: 'Après le service de midi' } },
  ],
  q: [
    appel(2, 'matin', 'RAPPELER'),
    { avant: 2, demi: 'matin', quoi: { genre: 'promesse', dans: 2, motif: 'Quand le père est rentré' } },
  ],
  l: [appel(1, 'matin', 'RAPPELER'), { avant: 1, demi: 'matin', quoi: { genre: 'promesse', dans: 26 } }],
};

/** A list, from its head: the letters above, again and again until `part` of it was worked with. */
export const sites: readonly { formateur: string; chemin: string; part: number }[] = [
  { formateur: '99998000600020', chemin: '..prs.crmt.xdsieqo.rvnmcah.lswrz', part: 0.85 },
  { formateur: '99998100400016', chemin: '.rsm.csx.hd.ivto.qan.', part: 0.7 },
  { formateur: '99998200200019', chemin: '..s..rm...p', part: 0.3 },
];

/** Two postes that were offline noted these calls apart: whom to believe is asked (PROTOCOL 2). */
export const aDepartager: readonly { rang: number; ici: Etape; ailleurs: Etape }[] = [
  { rang: 3, ici: joint(1, 'matin', 'REFLECHIT'), ailleurs: joint(1, 'apres-midi', 'CHERCHE_ENTREPRISE') },
  { rang: 9, ici: joint(2, 'matin', 'A_UNE_ENTREPRISE'), ailleurs: joint(1, 'matin', 'AUTRE_VOIE') },
];

/** Fixed ids: building the demo twice must not double them. */
export const modeles: readonly { id: string; valeur: Modele }[] = [
  {
    id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3be001',
    valeur: {
      nom: 'Visite des cuisines',
      canal: 'courriel',
      objet: 'Venez voir nos cuisines avec {prenom}',
      texte: `Madame, Monsieur,

{prenom} a demandé la formation {formation}. Le mieux est de venir voir : nos cuisines sont ouvertes aux familles chaque mercredi à 14 heures.

Dites-nous quand vous venez, en répondant à ce courriel ou au {telephone_cfa}.

Bien cordialement,
{operateur}, {cfa}`,
    },
  },
  {
    id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3be002',
    valeur: {
      nom: 'Pièce manquante',
      canal: 'sms',
      objet: '',
      texte: 'Bonjour, il manque une pièce au dossier de {prenom}. Appelez-nous au {telephone_cfa}. {cfa}',
    },
  },
];

export const libellesDemo: Libelles = { issues: { CHERCHE_ENTREPRISE: 'Cherche un patron' } };

export const vues: readonly { id: string; valeur: Vue }[] = [
  {
    id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3be101',
    valeur: {
      nom: 'Sans entreprise',
      filtres: { situation: ['CHERCHE_ENTREPRISE', 'REFLECHIT'] },
      tri: 'prochaine-action',
      sens: 'croissant',
      colonnes: ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'],
    },
  },
  {
    id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3be102',
    valeur: {
      nom: 'Confiés à personne',
      filtres: { affecteA: 'personne' },
      tri: 'nom',
      sens: 'croissant',
      colonnes: ['formation', 'accueil', 'situation', 'prochaine-action'],
    },
  },
];
