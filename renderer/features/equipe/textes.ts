import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { deNom } from '../../textes/elision.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export type Equipe = ResponseOf<'equipe:lire'>;
export type Membre = Equipe['operateurs'][number];
export type PosteEquipe = Equipe['postes'][number];

export const suivis = (n: number): string => compte(n, 'candidat suivi', 'candidats suivis');
export const aAppeler = (n: number): string => `${nombre(n)} à appeler`;
export const enRetard = (n: number): string => `${nombre(n)} en retard`;
export const sansPersonneMot = (n: number): string =>
  n === 0 ? 'Chaque candidat est suivi par quelqu’un.' : compte(n, 'candidat sans personne', 'candidats sans personne');

/** Somebody of whom this poste knows nothing but her people. */
export const nomDuMembre = ({ nom, inconnu }: Pick<Membre, 'nom' | 'inconnu'>): string =>
  inconnu === true ? 'Opérateur inconnu' : nom;

/** What hands over somebody's people: taken over from a colleague, given by oneself. */
export const motRelais = (membre: Membre, isMoi: boolean): string => {
  if (isMoi) return 'Confier mes candidats';
  return membre.inconnu === true ? 'Confier ses candidats' : `Prendre la relève ${deNom(membre.nom)}`;
};

/** Whom the window is about. */
export const phraseRelais = (membre: Membre, isMoi: boolean): string => {
  const { nom, ouverts, inconnu } = membre;
  if (isMoi) return `Mes ${compte(ouverts, 'candidat suivi', 'candidats suivis')}`;
  return `${suivis(ouverts)} par ${inconnu === true ? 'un opérateur inconnu de ce poste' : nom}`;
};

/** The server tells no poste when another one last exchanged: whether it may is all that is said of it. */
export const posteMot = ({ ici, revoque }: Pick<PosteEquipe, 'ici' | 'revoque'>): string => {
  if (revoque) return 'déconnecté';
  return ici ? 'ici' : 'relié';
};

/** « 48, d’ABADIE Lina à GARNIER Tom ». */
export const partMot = (candidats: readonly { nom: string; prenom: string }[]): string => {
  const [first] = candidats;
  const last = candidats.at(-1);
  if (first === undefined || last === undefined) return '';
  if (candidats.length === 1) return `1 : ${first.nom} ${first.prenom}`;
  return `${nombre(candidats.length)}, ${deNom(`${first.nom} ${first.prenom}`)} à ${last.nom} ${last.prenom}`;
};

export const motRepartir = (candidats: number, personnes: number): string =>
  `Répartir ${compte(candidats, 'candidat', 'candidats')} entre ${compte(personnes, 'personne', 'personnes')}`;

export const motConfier = (candidats: number, nom: string): string =>
  `Confier ${compte(candidats, 'candidat', 'candidats')} à ${nom}`;

/** Why sharing out stopped. What was kept before goes on: « rien n’est fait » would not be true. */
export const phraseArret = (code: ErrorCode, confies: number): string => {
  if (confies === 0) return phraseErreur(code);
  const dit = `${compte(confies, 'candidat est déjà confié', 'candidats sont déjà confiés')}.`;
  return code === 'LOT_PERIME'
    ? `${dit} D’autres ont changé entre-temps : relire ce qui se passerait, puis confirmer.`
    : `${dit} ${phraseErreur(code)}`;
};
