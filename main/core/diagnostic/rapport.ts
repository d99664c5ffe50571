import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import type { Host } from '../deps.ts';
import type { Journal } from '../journal/journal.ts';
import { writeFileAtomically } from '../session/atomic-file.ts';
import type { ServerTime } from '../session/server-time.ts';
import { isLocalSql } from '../store/flux-local.ts';
import type { Store } from '../store/store.ts';
import { readPassages } from '../sync/journal.ts';

export interface RapportDeps {
  version: string;
  store: Store;
  journal: Journal;
  serverTime: ServerTime;
  nowMs(): number;
  synchro(): SynchroEtat;
}

const journalLines = 200;
const counted = z.object({ cle: z.string(), n: z.number() });

const counts = {
  flux: `SELECT genre || CASE WHEN ${isLocalSql('id')} THEN ' locale' ELSE '' END AS cle, count(*) AS n
    FROM flux GROUP BY 1`,
  ligne: 'SELECT lecture AS cle, count(*) AS n FROM ligne GROUP BY lecture',
  saisie: `SELECT etat || coalesce(' ' || code, '') || CASE WHEN ${isLocalSql('flux')} THEN ' locale' ELSE '' END AS cle,
    count(*) AS n FROM saisie GROUP BY 1`,
} as const;

/** Versions, codes, counts, dates: nothing that names a person, a site or an address (SECURITY, Outside). */
export function writeRapport(deps: RapportDeps): string {
  const { store, serverTime } = deps;
  const etat = deps.synchro();
  const tables = Object.entries(counts).flatMap(([table, sql]) =>
    z
      .array(counted)
      .parse(store.persons.prepare(sql).all())
      .map(({ cle, n }) => `${table} ${cle} : ${n}`),
  );
  const passages = readPassages(store.persons).map(
    ({ le, issue, dureeMs, recues, envoyees, erreur }) =>
      `${le} ${issue}${erreur === null ? '' : ` ${erreur}`} ${dureeMs} ms, reçues ${recues}, envoyées ${envoyees}`,
  );
  const offsetMs = serverTime.offsetMs();
  return [
    'Rappel CFA : diagnostic sans donnée personnelle',
    `Le : ${new Date(deps.nowMs()).toISOString()}`,
    `Version : ${deps.version}`,
    `Système : ${process.platform} ${process.arch}, node ${process.versions.node}`,
    `Fichier : ${store.mode}`,
    `Écart d’horloge : ${offsetMs === null ? 'inconnu' : `${Math.round(offsetMs / 1000)} s`}`,
    `Accès hors ligne jusqu’au : ${serverTime.bail() ?? 'inconnu'}`,
    `Synchronisation : ${etat.connexion}, ${etat.enCours}${etat.erreur === null ? '' : `, ${etat.erreur}`}`,
    `Dernière réussite : ${etat.derniereReussiteLe ?? 'aucune'}`,
    '',
    'Contenu :',
    ...tables,
    '',
    'Derniers passages :',
    ...passages,
    '',
    'Journal :',
    ...deps.journal.tail(journalLines),
    '',
  ].join('\n');
}

/** Into the file that the save dialog gave: written beside it first, so that no half report has its name. */
export async function saveRapport(host: Host, jeton: string, texte: string): Promise<Result<null>> {
  const path = await host.pathOfToken(jeton);
  if (path === null) return failure('JETON_INVALIDE');
  try {
    await writeFileAtomically(path, texte);
    return success(null);
  } catch (error: unknown) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return isFull ? failure('DISQUE_PLEIN') : failure('NON_AUTORISE', { motif: 'ecriture' });
  }
}
