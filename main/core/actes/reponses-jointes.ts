import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { Acte } from '../../../shared/domain/actes/acte.ts';
import { type AppelCorps, appelCorps } from '../../../shared/domain/actes/appel.ts';
import { reponseCorps } from '../../../shared/domain/actes/reponse.ts';
import { reponseParDefaut } from '../../../shared/domain/demandes.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { demandesOuvertes } from './demandes-ouvertes.ts';
import { dossiersDeLaPersonne, dossiersQuiFurentLies } from './personne-entiere.ts';
import { refusedByFlux, refusedByPerson } from './rules.ts';
import { lastOf, namedBy } from './saisies.ts';

/**
 * A call that reached somebody, made or received, answers what that person asked, in whichever dossier she asked it:
 * « j'ai répondu autrement » is written with the call, so that the server stops waiting. So does the one in which she
 * says that nobody is to contact her any more: her demande would stay in the inbox of people who may no longer answer.
 * The answer names its call: it is undone with it, and with the merge by which it was hers.
 */

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
 * The answers that go with the calls of one request, which were just written, before anything of it is folded into the
 * inbox. A demande that the request answers itself is left alone, and so is one that this poste may not write about any
 * more.
 */
export function reponsesJointes(db: Sqlite, saisies: readonly Saisie[]): Saisie[] {
  const told = new Set(saisies.flatMap(demandeOf));
  // One person, one call that answers, even when it was logged in two of her dossiers.
  const calls = new Map(
    saisies.flatMap(({ dossier, type, corps }): [string, { dossier: string; appel: string }][] => {
      const appel = isAnsweringCall(type, corps) ? lastOf(db, dossier, type) : null;
      return appel === null ? [] : [[dossiersDeLaPersonne(db, dossier)[0] ?? dossier, { dossier, appel }]];
    }),
  );
  const open = [...calls.values()].flatMap(({ dossier, appel }) =>
    demandesOuvertes(db, dossier, appel).map((one) => ({ ...one, appel })),
  );
  return open.flatMap(({ dossier, id, appel }): Saisie[] => {
    const folded = told.has(id) ? null : readFolded(db, dossier);
    const corps = { demande: id, genre: 'autre_canal', appel };
    if (folded === null || isRefused(db, folded, corps)) return [];
    const fait = `reponse:${id}`;
    const heads = (folded.etat.faits.get(fait)?.tetes ?? []).map(({ acte }) => acte);
    // The server does not know the answers it refused.
    const seen = heads.filter((head) => folded.rows.saisies.get(head) !== 'a_revoir');
    return [{ dossier, type: 'reponse', corps, vues: { [fait]: seen } }];
  });
}

const isRefused = (db: Sqlite, { rows, etat }: FoldedDossier, corps: Record<string, unknown>): boolean =>
  refusedByFlux(db, rows.flux) !== null || refusedByPerson(etat, 'reponse', corps) !== null;

interface Jointe {
  acte: string;
  dossier: string;
  /** The call that gave it. */
  appel: string;
}

/** The live answers of one dossier that a call gave and that may be undone there. */
function jointesDe(db: Sqlite, { rows, etat }: FoldedDossier): Jointe[] {
  if (refusedByFlux(db, rows.flux) !== null) return [];
  return etat.fil.flatMap(({ acte, type, corps, annulePar }): Jointe[] => {
    const parsed = type === 'reponse' && annulePar === null ? reponseCorps.safeParse(corps) : null;
    const appel = parsed?.success === true ? parsed.data.appel : undefined;
    // Refused by the server it closes nothing: it stays for as long as another acte needs it.
    const isNeeded = rows.saisies.get(acte) === 'a_revoir' && namedBy(db, rows.id, acte).length > 0;
    return appel === undefined || isNeeded ? [] : [{ acte, dossier: rows.id, appel }];
  });
}

const membersOf = (db: Sqlite, dossiers: readonly string[]): FoldedDossier[] =>
  [...new Set(dossiers.flatMap((dossier) => dossiersQuiFurentLies(db, dossier)))]
    .sort()
    .flatMap((dossier) => readFolded(db, dossier) ?? []);

/** A call that was refused and written again goes on under another id, and names the one it had. */
const idsOf = ({ id, corrige }: Pick<Acte, 'id' | 'corrige'>): string[] => (corrige === null ? [id] : [id, corrige]);

/**
 * The answers that a call gave are undone with it, long after the request that wrote both, and wherever they are: the
 * merge by which they were that person's may be undone.
 */
export function reponsesDeLAppel(db: Sqlite, appel: string, dossier: string): string[] {
  const call = readFolded(db, dossier)?.rows.actes.find(({ acte: un }) => un.id === appel)?.acte;
  const ids = call === undefined ? [] : idsOf(call);
  return membersOf(db, [dossier])
    .flatMap((member) => jointesDe(db, member))
    .flatMap(({ acte, appel: given }) => (ids.includes(given) ? [acte] : []));
}

/**
 * Once a merge is undone: the answers that a call to somebody else gave, in these dossiers and in those that a merge
 * bound to them. The person whose demande it is was told nothing. An answer whose call is not here says nothing of whose
 * it was, and stays.
 */
export function reponsesDUnAutre(db: Sqlite, dossiers: readonly string[]): string[] {
  const members = membersOf(db, dossiers);
  const calls = members.flatMap(({ rows }) =>
    rows.actes.map(({ acte: un }) => un).filter(({ type }) => type === 'appel'),
  );
  const calledIn = new Map(calls.flatMap((call) => idsOf(call).map((id) => [id, call.dossier])));
  return members
    .flatMap((member) => jointesDe(db, member))
    .flatMap(({ acte, dossier, appel }) => {
      const called = calledIn.get(appel);
      const isOther = called !== undefined && readKnown(db, called)?.candidat !== readKnown(db, dossier)?.candidat;
      return isOther ? [acte] : [];
    });
}
