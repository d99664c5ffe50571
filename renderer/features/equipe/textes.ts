import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { ajouterJours } from '../../../shared/domain/jours-ouvres.ts';
import { ilYA } from '../../textes/dates.ts';
import { heureMots, jourEnMots } from '../../textes/echeances.ts';
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

/** Now by the server's clock, and the zone that the words are told in. */
export interface Maintenant {
  now: number;
  fuseau: string;
}

const hourMs = 3_600_000;

/** « vu hier vers 9 h »: the hour is all that the server tells, and no hour to come was ever seen. */
const vuMot = (vuLe: string, { now, fuseau }: Maintenant): string | null => {
  const ms = Date.parse(vuLe);
  // Further than clocks differ: one was wrong.
  if (ms > now + hourMs) return null;
  const civil = (at: number) => heureCivile(new Date(at).toISOString(), fuseau);
  const { jour, heure } = civil(Math.min(ms, now));
  const aujourdhui = civil(now).jour;
  const vers = `vers ${heureMots({ heure, minute: 0 })}`;
  if (jour === aujourdhui) return `relié · vu aujourd’hui ${vers}`;
  return jour === ajouterJours(aujourdhui, -1) ? `vu hier ${vers}` : `vu ${jourEnMots(jour, aujourdhui.slice(0, 4))}`;
};

/** This poste says its own last exchange; another one, around when the server last told of it. */
export const posteMot = (
  { ici, revoque, vuLe }: Pick<PosteEquipe, 'ici' | 'revoque' | 'vuLe'>,
  quand: Maintenant,
): string => {
  if (revoque) return 'déconnecté';
  if (ici) return vuLe === null ? 'ici' : `ici · dernier échange ${ilYA(vuLe, quand.now)}`;
  return (vuLe === null ? null : vuMot(vuLe, quand)) ?? 'relié';
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
