import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import {
  impressionMax,
  type impressionsChannels,
  personnesParFeuille,
} from '../../../shared/contract/ipc/impressions.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { OperateurResume } from '../../../shared/contract/ipc/session.ts';
import { createMembres, fluxGardes } from '../candidats/membres.ts';
import { countPortee, fluxOfCandidats, walkPortee } from '../candidats/portee.ts';
import type { Clock, Random } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { noteTrace } from '../traces/traces.ts';
import { createGardees } from './gardees.ts';
import { ligneOf } from './ligne.ts';

/** Counted no further: enough to say how far above the limit a choice is. */
const countedMax = 10_000;

export interface ImpressionsDeps {
  store: Store;
  clock: Clock;
  random: Random;
  serverNow: ServerNow;
  /** Who works here now. */
  operateur(): OperateurResume | null;
  /** As the director named them; empty while the file belongs to nobody. */
  poste(): { nom: string; etablissement: string };
}

export type ImpressionsHandlers = {
  [C in keyof typeof impressionsChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
};

/** Who is on the sheet, frozen: what is told of them is read page by page. */
interface Impression {
  candidats: readonly string[];
  /** The lists it may speak of; null for all. */
  gardes: ReadonlySet<string> | null;
  entete: Pick<ResponseOf<'impressions:feuille'>, 'titre' | 'portee' | 'operateur' | 'poste' | 'imprimeeLe'>;
}

const queries = perDatabase((db) => ({
  // A local flux is a list as well: its name is what the person gave it.
  noms: db
    .prepare<[string], string>(
      `SELECT DISTINCT f.nom FROM json_each(?) k CROSS JOIN dossier_etat e ON e.candidat = k.value
       JOIN flux f ON f.id = e.flux AND f.genre = 'relation' ORDER BY f.nom LIMIT 2`,
    )
    .pluck(),
  ofFlux: db.prepare<[string], string>('SELECT nom FROM flux WHERE id = ?').pluck(),
}));

const feuillesOf = (candidats: number): number => Math.ceil(candidats / personnesParFeuille);

function titreOf(db: Sqlite, portee: Portee, candidats: readonly string[], etablissement: string): string {
  if (portee.genre === 'flux') return queries(db).ofFlux.get(portee.flux) ?? etablissement;
  const [only, other] = queries(db).noms.all(JSON.stringify(candidats));
  return only !== undefined && other === undefined ? only : etablissement;
}

/** The call sheets of this session: prepared here, read page by page by the print window, kept in memory only. */
export function createImpressionsHandlers(deps: ImpressionsDeps): ImpressionsHandlers {
  const { store, clock, random, serverNow } = deps;
  const impressions = createGardees<Impression>(clock);

  const freeze = (portee: Portee, now: string): Result<string[]> => {
    const nombre = countPortee(store.persons, portee, now, countedMax);
    if (nombre > impressionMax) {
      const details = { candidats: Math.min(nombre, countedMax), plus: nombre > countedMax, max: impressionMax };
      return failure('TROP_VOLUMINEUX', details);
    }
    const membres = createMembres(store.persons, fluxGardes(portee));
    const asked = [...walkPortee(store.persons, portee, now)].flat();
    // Whose data may not be used any more has no line: a page never counts more people than it shows.
    const candidats = asked.filter((candidat) => membres(candidat).length > 0);
    return candidats.length === 0 ? failure('EXPORT_VIDE') : success(candidats);
  };

  return {
    'impressions:preparer': ({ portee }) => {
      const now = correctedNow(store.persons, clock, serverNow);
      const frozen = freeze(portee, now);
      if (!frozen.ok) return frozen;
      const candidats = frozen.value;
      const gardes = fluxGardes(portee);
      const operateur = deps.operateur();
      const impression = random.uuid();
      const noted = store.writePersons((db) => {
        noteTrace(db, {
          id: impression,
          genre: 'impression',
          format: 'feuille-appel',
          portee: portee.genre,
          nombre: candidats.length,
          flux: fluxOfCandidats(db, candidats).filter((flux) => gardes === null || gardes.has(flux)),
          operateur: operateur?.id ?? null,
          fait_le: now,
        });
        return success(null);
      });
      if (!noted.ok) return noted;
      const { nom, etablissement } = deps.poste();
      impressions.keep(impression, {
        candidats,
        gardes,
        entete: {
          titre: titreOf(store.persons, portee, candidats, etablissement),
          portee: portee.genre,
          operateur: operateur?.nom ?? null,
          poste: nom,
          imprimeeLe: now,
        },
      });
      return success({ impression, candidats: candidats.length, feuilles: feuillesOf(candidats.length) });
    },
    'impressions:feuille': ({ impression, feuille }) => {
      const known = impressions.get(impression);
      const feuilles = feuillesOf(known?.candidats.length ?? 0);
      if (known === undefined || feuille > feuilles) return failure('INTROUVABLE');
      const ids = known.candidats.slice((feuille - 1) * personnesParFeuille, feuille * personnesParFeuille);
      const membres = createMembres(store.persons, known.gardes);
      return success({
        ...known.entete,
        candidats: known.candidats.length,
        feuille,
        feuilles,
        lignes: ids.flatMap((candidat) => ligneOf(membres(candidat)) ?? []),
      });
    },
  };
}
