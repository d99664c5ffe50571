import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import {
  exportEnMasse,
  type exportsChannels,
  type FormatExport,
  type Portee,
} from '../../../shared/contract/ipc/exports.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';
import { fluxGardes } from '../candidats/membres.ts';
import { countPortee, fluxOfCandidats } from '../candidats/portee.ts';
import type { Clock, Host, Random } from '../deps.ts';
import { isConnexionRecente } from '../session/connexion.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { noteTrace } from '../traces/traces.ts';
import type { Travaux } from '../travaux/travaux.ts';
import { countExport } from './compte.ts';
import { type Commande, exporter } from './export.ts';
import { type Disque, partDe } from './fichier.ts';
import { nomPropose } from './nom.ts';
import { pagesOf } from './personnes.ts';
import { retenirPart } from './restes.ts';

export interface ExportsDeps {
  store: Store;
  clock: Clock;
  serverNow: ServerNow;
  random: Random;
  host: Pick<Host, 'pathOfToken'>;
  disque: Disque;
  travaux: Pick<Travaux, 'start' | 'isRunning'>;
  breathe(): Promise<void>;
  /**
   * How long ago the person last proved who they are, in milliseconds; null when nobody can say. A sign-in here; the
   * PIN for an account that has no server.
   */
  derniereConnexion(): number | null;
}

export type ExportsHandlers = {
  [C in keyof typeof exportsChannels]: (
    request: RequestOf<C>,
  ) => Promise<Result<ResponseOf<C>>> | Result<ResponseOf<C>>;
};

/** Counts shown to a person are capped like every other; the audit line has the whole number. */
const shownMax = 10_000;
const everybody = Number.MAX_SAFE_INTEGER - 1;

const queries = perDatabase((db) => ({
  flux: db.prepare<[], string>("SELECT DISTINCT cle FROM valeur WHERE genre = 'flux' ORDER BY cle").pluck(),
}));

export function createExportsHandlers(deps: ExportsDeps): ExportsHandlers {
  const { store, clock, serverNow, random, travaux } = deps;
  const nowOf = (): string => correctedNow(store.persons, clock, serverNow);

  // Of people who all left the lists the official format makes a file all the same: its header says that nobody is left.
  const isNobody = (portee: Portee, now: string): boolean => countPortee(store.persons, portee, now, 1) === 0;

  const isConnexionRequise = (portee: Portee, candidats: number): boolean => {
    // A question that names lists is a list by another door: other filters may narrow it to nobody or to all of it.
    const isBulk = portee.genre === 'tout' || fluxGardes(portee) !== null || candidats > exportEnMasse;
    return isBulk && !isConnexionRecente(deps.derniereConnexion());
  };

  /** Who would be in the file, or why nothing may be written. */
  const admettre = (portee: Portee, format: FormatExport, now: string): Result<number> => {
    if (travaux.isRunning('export')) return failure('TRAVAIL_EN_COURS');
    if (isNobody(portee, now)) return failure('EXPORT_VIDE');
    const candidats = countExport(store.persons, { portee, format }, { now, bound: everybody });
    return isConnexionRequise(portee, candidats) ? failure('CONNEXION_RECENTE_REQUISE') : success(candidats);
  };

  /** The flux that the people of a portée belong to and that the file speaks of: a long list is walked with breaths. */
  const fluxOf = async (portee: Portee, now: string): Promise<string[]> => {
    if (portee.genre === 'flux') return [portee.flux];
    if (portee.genre === 'tout') return queries(store.persons).flux.all();
    const gardes = fluxGardes(portee);
    const found = new Set<string>();
    for (const page of pagesOf(store.persons, portee, now)) {
      for (const flux of fluxOfCandidats(store.persons, page)) {
        if (gardes === null || gardes.has(flux)) found.add(flux);
      }
      await deps.breathe();
    }
    return [...found].sort();
  };

  /** The audit line and the note of the part are on the disk before the first byte of the file. */
  const noter = ({ portee, format, candidats, now, part }: Commande, flux: readonly string[]): Result<null> =>
    store.writePersons((db) => {
      noteTrace(db, {
        id: random.uuid(),
        genre: 'export',
        format,
        portee: portee.genre,
        nombre: candidats,
        flux: [...flux],
        operateur: readLocal(db, 'operateur', operateurLocal),
        fait_le: now,
      });
      retenirPart(db, part);
      return success(null);
    });

  return {
    'exports:preparer': ({ portee, format }) => {
      const now = nowOf();
      if (isNobody(portee, now)) return failure('EXPORT_VIDE');
      const candidats = countExport(store.persons, { portee, format }, { now, bound: shownMax });
      return success({
        candidats: Math.min(candidats, shownMax),
        plus: candidats > shownMax,
        nom: nomPropose(store.persons, portee, format, heureCivile(now, fuseauParDefaut).jour),
        extension: format === 'excel-xlsx' ? 'xlsx' : 'csv',
        connexionRequise: isConnexionRequise(portee, candidats),
      });
    },
    'exports:lancer': async ({ portee, format, jeton }) => {
      // Before the token: it serves once, and a refusal would ask for the file again.
      const asked = admettre(portee, format, nowOf());
      if (!asked.ok) return asked;
      const cible = await deps.host.pathOfToken(jeton);
      if (cible === null) return failure('JETON_INVALIDE');
      const now = nowOf();
      const flux = await fluxOf(portee, now);
      const admitted = admettre(portee, format, now);
      if (!admitted.ok) return admitted;
      const part = partDe(cible, random.uuid());
      const commande: Commande = { portee, format, cible, part, now, candidats: admitted.value };
      const noted = noter(commande, flux);
      if (!noted.ok) return noted;
      return travaux.start('export', (travail) => exporter(deps, commande, travail));
    },
  };
}
