import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import type { Acte } from '../../../shared/domain/actes/acte.ts';
import { faitsDe } from '../../../shared/domain/actes/catalogue.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { autresDossiers, dossiersDeLaPersonne, dossiersQuiFurentLies } from './personne-entiere.ts';
import { refusedByFlux } from './rules.ts';

/**
 * « Ne souhaite plus être contacté » and « oubliez-moi » are said by a person. The server repeats them for the dossiers
 * of one INE; those that only a merge binds to her, a demande above all, would go on being mailed. So this poste writes
 * it in each of them, with what somebody said, and takes it back with it.
 */

/** Tells the acte of a poste that repeats from what somebody said, and says why it stands there. */
export const motifRepete = 'Dit dans un autre dossier de la même personne';

type Etendu = 'opposition' | 'effacement';

const saysOpposition = (un: Pick<Acte, 'id' | 'type' | 'corps'>): boolean =>
  (un.type === 'appel' || un.type === 'opposition') && faitsDe(un).some(({ fait }) => fait === 'opposition');

const repeat = (dossier: string, type: Etendu): Saisie => ({
  dossier,
  type,
  corps: type === 'opposition' ? { motif: motifRepete } : {},
  vues: {},
});

/**
 * Whom the server, or this poste, sees to by itself once it is said of one of these. An erasure is said in each dossier
 * of a list of the server all the same: until it answers, none of them is to be shown. Local lists are erased by INE.
 */
const covers = ({ rows }: FoldedDossier, type: Etendu): string[] =>
  type === 'opposition' || estFluxLocal(rows.flux) ? [rows.ligne?.ine ?? []].flat() : [];

/** One acte for each dossier that what is said in the `known` ones does not cover. */
function repetees(
  db: Sqlite,
  others: readonly FoldedDossier[],
  type: Etendu,
  known: readonly FoldedDossier[],
): Saisie[] {
  const covered = new Set(known.flatMap((one) => covers(one, type)));
  return others.flatMap((other): Saisie[] => {
    const { rows, etat } = other;
    const own = covers(other, type);
    const isSaid = type === 'opposition' ? etat.opposition : etat.efface;
    if (isSaid || own.some((ine) => covered.has(ine)) || refusedByFlux(db, rows.flux) !== null) return [];
    for (const ine of own) covered.add(ine);
    return [repeat(rows.id, type)];
  });
}

/** What an acte makes this poste write in her other dossiers. To be asked before it is written: it may erase. */
export function droitsEtendus(db: Sqlite, saisie: Saisie): Saisie[] {
  const type: Etendu | null =
    saisie.type === 'effacement' ? 'effacement' : saysOpposition({ ...saisie, id: '' }) ? 'opposition' : null;
  const own = type === null ? null : readFolded(db, saisie.dossier);
  return type === null || own === null ? [] : repetees(db, autresDossiers(db, saisie.dossier), type, [own]);
}

/** A merge makes one person of somebody opposed and somebody who is not. To be asked once both halves are drawn. */
export function oppositionsDeLaFusion(db: Sqlite, dossiers: readonly string[]): Saisie[] {
  const ids = new Set(dossiers.flatMap((dossier) => dossiersDeLaPersonne(db, dossier)));
  const members = [...ids].sort().flatMap((id) => readFolded(db, id) ?? []);
  const opposed = members.filter(({ etat }) => etat.opposition);
  return opposed.length === 0 ? [] : repetees(db, members, 'opposition', opposed);
}

interface Dite {
  un: Acte;
  flux: string;
  /** Written by the server, which takes it back by itself. */
  isMinted: boolean;
}

/** The live actes that say an opposition in these dossiers. */
const ditesDans = (db: Sqlite, dossiers: readonly string[]): Dite[] =>
  dossiers.flatMap((dossier) => {
    const folded = readFolded(db, dossier);
    if (folded === null) return [];
    const actes = new Map(folded.rows.actes.map((ordonne) => [ordonne.acte.id, ordonne]));
    return folded.etat.fil.flatMap(({ acte: id, type, corps, annulePar }): Dite[] => {
      const ordonne = actes.get(id);
      if (ordonne === undefined || annulePar !== null || !saysOpposition({ id, type, corps })) return [];
      const isMinted = ordonne.recu !== null && ordonne.recu.posteNom === null && ordonne.acte.operateur === null;
      return [{ un: { ...ordonne.acte, corps }, flux: folded.rows.flux, isMinted }];
    });
  });

const isRepeated = ({ type, corps }: Pick<Acte, 'type' | 'corps'>): boolean =>
  type === 'opposition' && corps.motif === motifRepete;

/**
 * What is undone with an acte of that dossier: what was said in her other dossiers at the same millisecond by the same
 * opérateur, and, when nobody says it of her any more, what only repeated it. Where nothing may be written any more it
 * stays: nobody calls her without a reason.
 */
export function oppositionsAvec(db: Sqlite, id: string, dossier: string): string[] {
  const said = readFolded(db, dossier)?.rows.actes.find(({ acte: un }) => un.id === id)?.acte;
  if (said === undefined || (said.type !== 'lien' && !saysOpposition(said))) return [];
  const all = ditesDans(db, dossiersQuiFurentLies(db, dossier)).filter(({ un }) => un.id !== id);
  const isTogether = ({ un }: Dite): boolean =>
    un.fait_le === said.fait_le && un.operateur === said.operateur && (isRepeated(un) || isRepeated(said));
  const members = new Set(dossiersDeLaPersonne(db, dossier));
  const left = all.filter((one) => members.has(one.un.dossier) && !one.isMinted && !isTogether(one));
  const repeated = said.type !== 'lien' && left.every(({ un }) => isRepeated(un)) ? left : [];
  return [...all.filter(isTogether), ...repeated]
    .filter(({ flux, isMinted }) => !isMinted && refusedByFlux(db, flux) === null)
    .map(({ un }) => un.id);
}
