import { type FileEntree, fileEntree } from '../../../shared/contract/ipc/appels.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { memeDemiJournee } from '../../../shared/domain/file-appels.ts';
import { fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { familleA } from '../candidats/fiche.ts';
import { fuseauOfFlux } from '../candidats/fold.ts';
import { lineOf } from '../candidats/list.ts';
import { readOperateurs } from '../candidats/operateurs.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { compterFile, essaiLu, prochaineEntree, type QuestionDeFile, tetesDeFile } from './file-query.ts';
import { passesDe } from './passages.ts';

/** Beyond it a total says only that there are more. */
export const totalMax = 1_000;

interface Row {
  id: string;
  motif: string;
  cle: string;
  des: string;
  essai: string;
  corps: string;
}

const queries = perDatabase((db) => ({
  row: db.prepare<[number], Row>(
    `SELECT c.id, c.file_motif AS motif, c.file_cle AS cle, coalesce(c.a_appeler_des, '') AS des, c.file_essai AS essai, t.corps
     FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.rang = ?`,
  ),
  // The dossier that she is drawn from, as `leading` chooses it: nothing of her is folded again for a page.
  site: db.prepare<[string], { flux: string; codePostal: string | null }>(
    `SELECT e.flux, t.corps ->> '$.adresse.code_postal' AS codePostal FROM dossier_etat e
     LEFT JOIN ligne l ON l.id = e.dossier AND l.type = 'dossier' AND l.lecture = 'lue'
     LEFT JOIN ligne_corps t ON t.rang = l.rang
     WHERE e.candidat = ? ORDER BY l.id IS NULL, e.voeux = 0, e.dossier LIMIT 1`,
  ),
}));

const motif = fileEntree.shape.motif;

/** The hour that the entry is about: the one promised, the deadline, the one from which she is due. */
const leDe = ({ motif: pourquoi, cle, des }: Row): string | null =>
  pourquoi === 'rappel' || pourquoi === 'demande' ? cle : des === '' ? null : des;

interface Ici {
  now: string;
  operateurs: ReadonlyMap<string, OperateurLigne>;
}

function entreeOf(db: Sqlite, rang: number, passeeLe: string | null, { now, operateurs }: Ici): FileEntree[] {
  const row = queries(db).row.get(rang);
  if (row === undefined) return [];
  const site = queries(db).site.get(row.id);
  return [
    {
      candidat: row.id,
      ligne: lineOf(row.corps, operateurs),
      motif: motif.parse(row.motif),
      le: leDe(row),
      fuseau: site === undefined ? fuseauParDefaut : fuseauOfFlux(db, site.flux),
      famille: familleA(site?.codePostal ?? null, now),
      memeDemiJournee: memeDemiJournee({ dernierEssai: essaiLu(row.essai) }, now),
      passeeLe,
    },
  ];
}

/**
 * The queue from its head; those that were skipped stand at its end, or alone when they are all that is asked for.
 * Costs its page and who was skipped.
 */
export function lireFile(
  db: Sqlite,
  question: QuestionDeFile,
  limite: number,
  seulementPassees = false,
): ResponseOf<'appels:file'> {
  const { qui, now } = question;
  const passes = passesDe(db, now, qui);
  const sauf = passes.map(({ rang }) => rang);
  const tetes = seulementPassees ? [] : tetesDeFile(db, question, sauf, limite);
  const montres = [
    ...tetes.map(({ rang }) => ({ rang, passeeLe: null })),
    ...passes.map(({ rang, le }) => ({ rang, passeeLe: le })),
  ].slice(0, limite);
  const total = compterFile(db, question, totalMax);
  const ici = { now, operateurs: readOperateurs(db) };
  // Whoever was skipped takes her place again by herself, as somebody who becomes due does.
  const retours = passes.map(({ jusqua }) => jusqua);
  return {
    entrees: montres.flatMap(({ rang, passeeLe }) => entreeOf(db, rang, passeeLe, ici)),
    total: Math.min(total, totalMax),
    plus: total > totalMax,
    passees: passes.length,
    prochaineLe: [...retours, ...[prochaineEntree(db, question)].flatMap((le) => le ?? [])].sort()[0] ?? null,
  };
}
