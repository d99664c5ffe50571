import { type ErrorCode, type Result, success } from '../../../shared/contract/errors.ts';
import type { GenreDePartage } from '../../../shared/domain/partages.ts';
import type { Random } from '../deps.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { SyncApi } from '../sync/api.ts';
import { ceder } from './depasse.ts';
import { lireLocal, mettreLocal, type PartageLocal, prochainPartage } from './locaux.ts';

/** What became of a document that was sent. */
export type SortDuPartage =
  | { sort: 'depasse'; genre: GenreDePartage }
  | { sort: 'refuse'; genre: GenreDePartage; id: string; code: ErrorCode };

export interface EnvoiDeps {
  store: Pick<Store, 'writePersons'>;
  api: Pick<SyncApi, 'putPartage'>;
  random: Pick<Random, 'uuid'>;
  onSort: (sort: SortDuPartage) => void;
}

/** Said of the document itself: sending it again would be answered the same. */
const refusals: readonly ErrorCode[] = [
  'REQUETE_INVALIDE',
  'TROP_VOLUMINEUX',
  'PARTAGES_TROP_NOMBREUX',
  'NON_AUTORISE',
];

/** The server failed on this one, or answered what nobody understands: the others may be taken all the same. */
const stumbles: readonly ErrorCode[] = ['ERREUR_INTERNE', 'SERVEUR_INJOIGNABLE', 'REPONSE_INVALIDE'];

const deleted = 'null';
const textOf = (valeur: string | null): string => valeur ?? deleted;
const valeurOf = (text: string): string | null => (text === deleted ? null : text);

interface Depart {
  local: PartageLocal;
  text: string;
}

/**
 * Chosen and marked in one transaction, committed before the first byte leaves. A text whose answer was lost leaves
 * again before the one that took its place: the server has it or takes it, and the next one is based on it.
 */
function partir(db: Sqlite, sauf: ReadonlySet<string>): Depart | null {
  const local = prochainPartage(db, sauf);
  if (local === null) return null;
  const text = local.envoye ?? textOf(local.valeur);
  mettreLocal(db, { ...local, etat: 'en_vol', envoye: text });
  return { local, text };
}

/** Taken by the server. What was written here meanwhile is based on it and leaves next. */
function prendre(db: Sqlite, now: PartageLocal, text: string): void {
  const isLast = textOf(now.valeur) === text;
  mettreLocal(
    db,
    isLast
      ? { ...now, etat: 'recu', envoye: null, code: null }
      : { ...now, etat: 'a_envoyer', base: valeurOf(text), envoye: null },
  );
}

function refuser(db: Sqlite, now: PartageLocal, text: string, code: ErrorCode): boolean {
  const isLast = textOf(now.valeur) === text;
  mettreLocal(db, { ...now, etat: isLast ? 'refuse' : 'a_envoyer', envoye: null, code: isLast ? code : null });
  return isLast;
}

/** Writes one answer; the row may have been written again while its text flew. */
function noter(db: Sqlite, { local, text }: Depart, answer: Reponse, deps: EnvoiDeps): SortDuPartage | null {
  const now = lireLocal(db, local.id);
  if (now === null) return null;
  const { genre, id } = now;
  if (answer === 'ecrit') prendre(db, now, text);
  else if (answer === 'depasse') {
    ceder(db, now, () => deps.random.uuid());
    return { sort: 'depasse', genre };
  } else if (refusals.includes(answer)) {
    return refuser(db, now, text, answer) ? { sort: 'refuse', genre, id, code: answer } : null;
  } else mettreLocal(db, { ...now, etat: 'a_envoyer' });
  return null;
}

type Reponse = 'ecrit' | 'depasse' | ErrorCode;

/** One text and the copy that its being outdone makes, for each of the two hundred modèles and hundred views. */
const maxSendings = 1_000;

/**
 * Sends what was written of the shared documents, one by one, oldest first. One that the server stumbles on is left for
 * the next run and the others leave; a failure of the network ends it. Failures: those of the exchange, the first one of
 * those that were left; DISQUE_PLEIN.
 */
export async function envoyerPartages(deps: EnvoiDeps, signal: AbortSignal): Promise<Result<null>> {
  const remis = new Set<string>();
  let echec: Result<null> = success(null);
  for (let sending = 0; sending < maxSendings; sending += 1) {
    const taken = deps.store.writePersons((db) => success(partir(db, remis)));
    if (!taken.ok) return taken;
    const depart = taken.value;
    if (depart === null) return echec;
    const { local, text } = depart;
    const valeur: unknown = JSON.parse(text);
    const answer = await deps.api.putPartage(local.id, { genre: local.genre, valeur, base: local.base }, signal);
    const said: Reponse = answer.ok ? answer.value.etat : answer.error.code;
    const noted = deps.store.writePersons((db) => success(noter(db, depart, said, deps)));
    if (!noted.ok) return noted;
    if (noted.value !== null) deps.onSort(noted.value);
    if (answer.ok || refusals.includes(answer.error.code)) continue;
    if (!stumbles.includes(answer.error.code)) return answer;
    remis.add(local.id);
    if (echec.ok) echec = answer;
  }
  return echec;
}
