import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { demandesChannels } from '../../../shared/contract/ipc/demandes.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { writeSaisies } from '../actes/enregistrer.ts';
import { autresDossiers } from '../actes/personne-entiere.ts';
import { refusedByFlux, refusedByPerson } from '../actes/rules.ts';
import { readFolded } from '../candidats/fold.ts';
import type { Clock, Random } from '../deps.ts';
import { correctedNow, readDecalage, type ServerNow } from '../store/horloge.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { writeReponseDraft } from './brouillons.ts';
import { countDemandes } from './compteurs.ts';
import { listDemandes } from './liste.ts';

export interface DemandesDeps {
  store: Store;
  clock: Clock;
  /** Absent where nothing measures the server's clock: the stored offset is used. */
  serverNow?: ServerNow;
  random: Random;
  /** The candidats that changed. */
  onCandidats: (candidats: string[]) => void;
  /** The outbox changed. */
  onSaisie: () => void;
}

export type DemandesHandlers = {
  [C in keyof typeof demandesChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

const queries = perDatabase((db) => ({
  dossier: db.prepare<[string], string>('SELECT dossier FROM demande_etat WHERE id = ? LIMIT 1').pluck(),
}));

export function createDemandesHandlers(deps: DemandesDeps): DemandesHandlers {
  const { store, clock, serverNow, random, onCandidats, onSaisie } = deps;
  const now = (): string => correctedNow(store.persons, clock, serverNow);

  /** Who was told that it is seen; nobody when nothing was written. */
  const voir = (db: Sqlite, demande: string): Result<ReadonlySet<string>> => {
    const dossier = queries(db).dossier.get(demande);
    const folded = dossier === undefined ? null : readFolded(db, dossier);
    const known = folded?.etat.demandes.find(({ id }) => id === demande);
    if (folded === null || known === undefined) return failure('INTROUVABLE');
    // Reading is no reason to be told what may not be written here any more.
    const corps = { demande };
    const others = autresDossiers(db, folded.rows.id).map(({ etat }) => etat);
    const isRefused =
      refusedByFlux(db, folded.rows.flux) !== null || refusedByPerson(folded.etat, 'vue', corps, others) !== null;
    if (known.vue !== null || isRefused) return success(new Set<string>());
    const nowMs = clock.now();
    const written = writeSaisies({ db, random, nowMs, decalageMs: readDecalage(db, nowMs, serverNow) }, [
      { dossier: folded.rows.id, type: 'vue', corps, vues: {} },
    ]);
    return written.ok ? success(written.value.candidats) : written;
  };

  return {
    'demandes:liste': (request) => listDemandes(store.persons, request, now()),
    'demandes:compteurs': () => success(countDemandes(store.persons, now())),
    'demandes:ouvrir': ({ demande }) => {
      const seen = store.writePersons((db) => voir(db, demande));
      if (!seen.ok) return seen;
      if (seen.value.size > 0) {
        onCandidats([...seen.value]);
        onSaisie();
      }
      return success({});
    },
    'demandes:brouillon': ({ demande, texte }) =>
      store.writePersons((db) => {
        const dossier = queries(db).dossier.get(demande);
        if (dossier === undefined) return failure('INTROUVABLE');
        writeReponseDraft(db, { demande, dossier }, texte, now());
        return success({});
      }),
  };
}
