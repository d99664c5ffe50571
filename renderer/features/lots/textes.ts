import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { errorCode } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { GesteLot, Lot } from '../../../shared/contract/ipc/lots.ts';
import type { ProchaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import { jourEtHeure, jourRelatif } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre, pluriel } from '../../textes/pluriel.ts';

/** What is said of it. */
export type Preparation = Omit<ResponseOf<'lots:preparer'>, 'ecartes' | 'empreinte'>;
type Raison = Preparation['exclus'][number]['raison'];

/** Name of an opérateur by id, or the text itself when it already is a name. */
export type NomDe = (operateur: string) => string;

/** « Léa M. » already ends the sentence. */
const point = (phrase: string): string => (phrase.endsWith('.') ? phrase : `${phrase}.`);

const candidats = (n: number): string => compte(n, 'candidat', 'candidats');

/** « 2 ne souhaitent plus être contactés »: why somebody is left out. */
const raisons: Readonly<Record<Raison, readonly [un: string, plusieurs: string]>> = {
  close: ['a un suivi terminé', 'ont un suivi terminé'],
  opposition: ['ne souhaite plus être contacté', 'ne souhaitent plus être contactés'],
  limitation: ['a des données gelées à sa demande', 'ont des données gelées à leur demande'],
  effacement: ['a été effacé à sa demande', 'ont été effacés à leur demande'],
  sans_droit: ['vient d’une liste dont l’accès a pris fin', 'viennent de listes dont l’accès a pris fin'],
  sans_adresse: ['n’a pas d’adresse', 'n’ont pas d’adresse'],
};

/** « 3 sont laissés de côté : 2 ne souhaitent plus être contactés, 1 a un suivi terminé. »; '' when nobody is. */
export const phraseExclus = (exclus: Preparation['exclus']): string => {
  const counted = exclus.filter(({ nombre: n }) => n > 0);
  const total = counted.reduce((sum, { nombre: n }) => sum + n, 0);
  if (total === 0) return '';
  const parts = counted.map(({ raison, nombre: n }) => `${nombre(n)} ${pluriel(n, ...raisons[raison])}`);
  return `${nombre(total)} ${pluriel(total, 'est laissé', 'sont laissés')} de côté : ${parts.join(', ')}.`;
};

const quoiFait = { rappeler: 'à rappeler', relancer: 'à relancer', attendre: 'en attente', aucune: '' } as const;

/** « à rappeler demain 10 h, par Léa M. ». */
export const phraseProchaine = (corps: ProchaineActionCorps, now: number, nomDe: NomDe): string => {
  if (corps.quoi === 'aucune') return 'sans rien de prévu';
  const quand =
    corps.le === null
      ? ''
      : ` ${corps.precision === 'heure' ? jourEtHeure(corps.le, now) : jourRelatif(corps.le, now)}`;
  const jusque = corps.quoi === 'attendre' && corps.le !== null ? ' jusqu’à' : '';
  return `${quoiFait[corps.quoi]}${jusque}${quand}${corps.qui === null ? '' : `, par ${nomDe(corps.qui)}`}`;
};

const somme = (repris: Preparation['repris']): number => repris.reduce((sum, { nombre: n }) => sum + n, 0);

const phraseAffecter = (prep: Preparation, vers: string | null, nomDe: NomDe): string => {
  const n = prep.concernes;
  const tenus = prep.repris.filter(({ operateur, nombre: k }) => operateur !== null && k > 0);
  const noms = tenus.map(({ operateur, nombre: k }) => ({ nom: nomDe(operateur ?? ''), k }));
  if (vers === null) {
    const detail = noms.map(({ nom, k }, index) =>
      index === 0 ? `${nombre(k)} ${pluriel(k, 'l’était', 'l’étaient')} à ${nom}` : `${nombre(k)} à ${nom}`,
    );
    const tete = `${candidats(n)} ${pluriel(n, 'n’est plus confié', 'ne sont plus confiés')} à personne`;
    return point(detail.length === 0 ? tete : `${tete} : ${detail.join(', ')}`);
  }
  // Told, not what is left: somebody held by two is counted for each.
  const libres = prep.repris.find(({ operateur }) => operateur === null)?.nombre ?? 0;
  const parts = [
    ...(libres > 0 ? [`${nombre(libres)} sans personne`] : []),
    ...noms.map(({ nom, k }) => `${nombre(k)} repris à ${nom}`),
  ];
  const tete = `${candidats(n)} ${pluriel(n, 'passe', 'passent')} à ${vers}`;
  return point(parts.length === 0 ? tete : `${tete} : ${parts.join(', ')}`);
};

const phraseConcernes = (prep: Preparation, geste: GesteLot, now: number, nomDe: NomDe): string => {
  const n = prep.concernes;
  switch (geste.genre) {
    case 'affecter':
      return phraseAffecter(prep, geste.operateur === null ? null : nomDe(geste.operateur), nomDe);
    case 'prochaine-action': {
      const autre = somme(prep.repris);
      const suite = autre === 0 ? '' : `\n${nombre(autre)} ${pluriel(autre, 'avait', 'avaient')} autre chose de prévu.`;
      return `${point(`${candidats(n)} ${phraseProchaine(geste.corps, now, nomDe)}`)}${suite}`;
    }
    case 'message':
      return `Le message est noté pour ${candidats(n)}.`;
  }
};

/**
 * What will happen, said before: « 38 candidats passent à Léa : 30 sans personne, 8 repris à Karim D. », « 2 ne changent
 * pas. », « 3 sont laissés de côté : 2 ne souhaitent plus être contactés, 1 a un suivi terminé. » Each on a line of its
 * own: « Karim D. 2 ne changent pas » would read as one name and one number.
 */
export const phrasePreparation = (prep: Preparation, geste: GesteLot, now: number, nomDe: NomDe): string => {
  const { concernes, inchanges } = prep;
  const parts = [
    concernes === 0 ? 'Rien ne change.' : phraseConcernes(prep, geste, now, nomDe),
    inchanges === 0 || concernes === 0
      ? ''
      : `${nombre(inchanges)} ne ${pluriel(inchanges, 'change', 'changent')} pas.`,
    phraseExclus(prep.exclus),
  ];
  return parts.filter((part) => part !== '').join('\n');
};

/** What the one button says. */
export const motDuBouton = (geste: GesteLot['genre'], vers: string | null, n: number): string => {
  if (geste === 'prochaine-action') return `Prévoir pour ${candidats(n)}`;
  return vers === null ? `Ne plus confier ${candidats(n)}` : `Confier ${candidats(n)} à ${vers}`;
};

type LotDit = Pick<Lot, 'geste' | 'etat' | 'fait' | 'total' | 'refuses' | 'code' | 'operateur' | 'defait'>;

const ecrits = ({ geste, operateur, defait }: LotDit, n: number, nomDe: NomDe): string => {
  if (defait === true) return `${nombre(n)} remis comme avant`;
  if (geste === 'prochaine-action') return compte(n, 'prochaine action notée', 'prochaines actions notées');
  if (geste === 'message') return compte(n, 'message noté', 'messages notés');
  const confies = `${nombre(n)} ${pluriel(n, 'confié', 'confiés')}`;
  return operateur == null
    ? operateur === null
      ? `${confies} à personne`
      : confies
    : `${confies} à ${nomDe(operateur)}`;
};

const enCours = ({ geste, operateur, defait }: LotDit, nomDe: NomDe): string => {
  if (defait === true) return 'Annulation en cours';
  if (geste === 'prochaine-action') return 'Prochaine action';
  if (geste === 'message') return 'Messages notés';
  return operateur == null ? 'Affectation' : `Affectation à ${nomDe(operateur)}`;
};

const codeConnu = (code: string | null): ErrorCode | null => {
  const lu = errorCode.safeParse(code);
  return lu.success ? lu.data : null;
};

/** Nothing is lost and nobody has to begin again: it goes on once there is room. */
export const attendDeLaPlace = ({ etat, code }: Pick<Lot, 'etat' | 'code'>): boolean =>
  etat === 'en-cours' && code === 'DISQUE_PLEIN';

/** « 397 confiés à Léa, 3 refusés. »; what a lot says once, at its start and at its end. */
export const phraseLot = (lot: LotDit, nomDe: NomDe): string => {
  const refuses = lot.refuses === 0 ? '' : `, ${compte(lot.refuses, 'refusé', 'refusés')}`;
  const n = Math.max(0, lot.fait - lot.refuses);
  switch (lot.etat) {
    case 'en-cours':
      return attendDeLaPlace(lot)
        ? `${enCours(lot, nomDe)} : le disque est plein. Libérer de la place, la suite reprendra d’elle-même.`
        : enCours(lot, nomDe);
    case 'fini':
      return point(`${ecrits(lot, n, nomDe)}${refuses}`);
    case 'annule':
      return point(`Arrêté : ${ecrits(lot, n, nomDe)} sur ${nombre(lot.total)}${refuses}`);
    case 'echec': {
      const code = codeConnu(lot.code);
      return `Interrompu : ${ecrits(lot, n, nomDe)} sur ${nombre(lot.total)}.${code === null ? '' : ` ${phraseErreur(code)}`}`;
    }
  }
};

/** « 120 sur 400 ». */
export const avanceLot = ({ fait, total }: Pick<Lot, 'fait' | 'total'>): string =>
  `${nombre(Math.min(fait, total))} sur ${nombre(total)}`;

/** A lot that just changed among those that are known; the newest last. */
export const mergeLot = (known: readonly Lot[], changed: Lot): Lot[] => {
  const at = known.findIndex(({ lot }) => lot === changed.lot);
  return at === -1 ? [...known, changed].slice(-10) : known.map((one, index) => (index === at ? changed : one));
};

export const estAnnulable = ({ etat, annulableJusqua }: Lot, now: number): boolean =>
  etat !== 'en-cours' && annulableJusqua !== null && Date.parse(annulableJusqua) > now;

/** All that runs, and the ends that nobody put away and that can still be taken back or were not read yet. */
export const lotsMontres = (lots: readonly Lot[], vus: ReadonlySet<string>): Lot[] =>
  lots.filter(({ lot, etat }) => etat === 'en-cours' || !vus.has(lot)).slice(-4);
