import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { ilYA } from '../../textes/dates.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export type Equipe = ResponseOf<'equipe:lire'>;
export type Membre = Equipe['operateurs'][number];
export type PosteEquipe = Equipe['postes'][number];

export const suivis = (n: number): string => compte(n, 'candidat suivi', 'candidats suivis');
export const aAppeler = (n: number): string => `${nombre(n)} à appeler`;
export const enRetard = (n: number): string => `${nombre(n)} en retard`;
export const sansPersonneMot = (n: number): string =>
  n === 0 ? 'Chaque candidat est suivi par quelqu’un.' : compte(n, 'candidat sans personne', 'candidats sans personne');

/** What hands over somebody's people: taken over from a colleague, given by oneself. */
export const motRelais = ({ nom }: Membre, isMoi: boolean): string =>
  isMoi ? 'Confier mes candidats' : `Prendre la relève de ${nom}`;

/** Whom the window is about. */
export const phraseRelais = ({ nom, ouverts }: Membre, isMoi: boolean): string =>
  isMoi ? `Mes ${compte(ouverts, 'candidat suivi', 'candidats suivis')}` : `${suivis(ouverts)} par ${nom}`;

export const posteMot = ({ ici, vuLe, revoque }: PosteEquipe, now: number): string => {
  if (revoque) return 'déconnecté';
  if (ici) return 'ici';
  return vuLe === null ? 'jamais vu' : `vu ${ilYA(vuLe, now)}`;
};

/** « 48, de ABADIE Lina à GARNIER Tom ». */
export const partMot = (candidats: readonly { nom: string; prenom: string }[]): string => {
  const [first] = candidats;
  const last = candidats.at(-1);
  if (first === undefined || last === undefined) return '';
  if (candidats.length === 1) return `1 : ${first.nom} ${first.prenom}`;
  return `${nombre(candidats.length)}, de ${first.nom} ${first.prenom} à ${last.nom} ${last.prenom}`;
};

export const motRepartir = (candidats: number, personnes: number): string =>
  `Répartir ${compte(candidats, 'candidat', 'candidats')} entre ${compte(personnes, 'personne', 'personnes')}`;

export const motConfier = (candidats: number, nom: string): string =>
  `Confier ${compte(candidats, 'candidat', 'candidats')} à ${nom}`;
