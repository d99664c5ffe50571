import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { type AppelCorps, appelCorps } from '../../../shared/domain/actes/appel.ts';
import { reponseCorps } from '../../../shared/domain/actes/reponse.ts';
import { reponseParDefaut } from '../../../shared/domain/demandes.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { refusedByFlux, refusedByPerson } from './rules.ts';

/**
 * A call that reached somebody, made or received, answers what that person asked, in whichever dossier she asked it:
 * « j'ai répondu autrement » is written with the call, so that the server stops waiting. So does the one in which she
 * says that nobody is to contact her any more: her demande would stay in the inbox of people who may no longer answer.
 */
const queries = perDatabase((db) => ({
  ouvertes: db.prepare<[string], { dossier: string; id: string }>(
    `SELECT d.dossier, d.id FROM dossier_etat e CROSS JOIN demande_etat d ON d.dossier = e.dossier
     WHERE e.candidat = ? AND d.ouverte = 1 ORDER BY d.echeance, d.id`,
  ),
  dossiers: db
    .prepare<[string], string>(
      `SELECT DISTINCT d.dossier FROM dossier_etat e CROSS JOIN demande_etat d ON d.dossier = e.dossier
       WHERE e.candidat = ?`,
    )
    .pluck(),
}));

// A number less to dial answers nobody: only what was said does.
const answers = ({ disposition }: AppelCorps): boolean => reponseParDefaut(disposition) === 'autre_canal';

function isAnsweringCall(type: string, corps: unknown): boolean {
  const parsed = type === 'appel' ? appelCorps.safeParse(corps) : null;
  return parsed?.success === true && answers(parsed.data);
}

function demandeOf({ type, corps }: Pick<Saisie, 'type' | 'corps'>): string[] {
  const parsed = type === 'reponse' ? reponseCorps.safeParse(corps) : null;
  return parsed?.success === true ? [parsed.data.demande] : [];
}

/**
 * The answers that go with the calls of one request, before anything of it is folded into the inbox. A demande that the
 * request answers itself is left alone, and so is one that this poste may not write about any more.
 */
export function reponsesJointes(db: Sqlite, saisies: readonly Saisie[]): Saisie[] {
  const told = new Set(saisies.flatMap(demandeOf));
  const candidats = new Set(
    saisies.flatMap(({ dossier, type, corps }) =>
      isAnsweringCall(type, corps) ? (readKnown(db, dossier)?.candidat ?? []) : [],
    ),
  );
  const open = [...candidats].flatMap((candidat) => queries(db).ouvertes.all(candidat));
  return open.flatMap(({ dossier, id }): Saisie[] => {
    const folded = told.has(id) ? null : readFolded(db, dossier);
    const corps = { demande: id, genre: 'autre_canal' };
    if (folded === null || isRefused(db, folded, corps)) return [];
    const fait = `reponse:${id}`;
    const seen = (folded.etat.faits.get(fait)?.tetes ?? []).map(({ acte }) => acte);
    return [{ dossier, type: 'reponse', corps, vues: { [fait]: seen } }];
  });
}

const isRefused = (db: Sqlite, { rows, etat }: FoldedDossier, corps: Record<string, unknown>): boolean =>
  refusedByFlux(db, rows.flux) !== null || refusedByPerson(etat, 'reponse', corps) !== null;

/**
 * What was written with a call is undone with it: the « autre canal » answers of that person by the same opérateur at
 * the same millisecond, for a call may be undone from its sheet long after the request that wrote both.
 */
export function reponsesDeLAppel(db: Sqlite, appel: string, dossier: string): string[] {
  const call = readFolded(db, dossier)?.rows.actes.find(({ acte: un }) => un.id === appel)?.acte;
  const candidat = readKnown(db, dossier)?.candidat;
  if (call === undefined || candidat === undefined || !isAnsweringCall(call.type, call.corps)) return [];
  return queries(db)
    .dossiers.all(candidat)
    .flatMap((one) => {
      const folded = readFolded(db, one);
      if (folded === null || refusedByFlux(db, folded.rows.flux) !== null) return [];
      const together = folded.rows.actes.filter(
        ({ acte: un }) =>
          un.type === 'reponse' &&
          un.corps.genre === 'autre_canal' &&
          un.fait_le === call.fait_le &&
          un.operateur === call.operateur,
      );
      return together.map(({ acte: un }) => un.id);
    });
}
