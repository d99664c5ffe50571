import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { leading } from '../candidats/identite.ts';
import { membresDe } from '../candidats/membres.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { lireContenu } from './creneau-etat.ts';
import { ecrireCurseur, lireCurseur } from './curseur.ts';
import { rowsAVenir } from './listes.ts';
import { compte, suivisOf } from './reservation-etat.ts';
import { createVues } from './vue.ts';

const queries = perDatabase((db) => ({
  droits: db.prepare<[string], string>('SELECT droits FROM flux WHERE id = ?').pluck(),
}));

const vueDuChoix = 'choix';

/** The dossier of hers that a créneau of a flux is given to. */
function dossiersParFlux(db: Sqlite, members: readonly FoldedDossier[]): Map<string, string> {
  const open = [...new Set(members.map(({ rows }) => rows.flux))].filter(
    (flux) => queries(db).droits.get(flux) === 'complets',
  );
  return new Map(
    open.flatMap((flux) => {
      const lead = leading(members.filter(({ rows }) => rows.flux === flux));
      return lead === null ? [] : [[flux, lead.rows.id] as const];
    }),
  );
}

/**
 * Those of hers that a créneau is given to: the one that holds the demande it answers, or the place it takes the place
 * of, else every one. Failure: INTROUVABLE {champ}.
 */
function concernes(
  members: readonly FoldedDossier[],
  { demande = null, remplace = null }: Pick<RequestOf<'agenda:choix'>, 'demande' | 'remplace'>,
): Result<readonly FoldedDossier[]> {
  const moved = remplace === null ? members : members.filter((un) => suivisOf(un).some(({ id }) => id === remplace));
  if (moved.length === 0) return failure('INTROUVABLE', { champ: 'remplace' });
  const asked = demande === null ? moved : moved.filter(({ rows }) => rows.demandes.some(({ id }) => id === demande));
  return asked.length === 0 ? failure('INTROUVABLE', { champ: 'demande' }) : success(asked);
}

/** Failures: INTROUVABLE for nobody or {champ: demande | remplace}, REQUETE_INVALIDE. */
export function listerChoix(
  db: Sqlite,
  { candidat, demande, remplace, apres, limite }: RequestOf<'agenda:choix'>,
  now: string,
): Result<ResponseOf<'agenda:choix'>> {
  const members = membresDe(db, candidat);
  if (members.length === 0) return failure('INTROUVABLE');
  const from = lireCurseur(apres, vueDuChoix, null);
  if (!from.ok) return from;
  const concerned = concernes(members, { demande, remplace });
  if (!concerned.ok) return concerned;
  const dossiers = dossiersParFlux(db, concerned.value);
  const siennes = new Map(
    members.flatMap((member) =>
      suivisOf(member)
        .filter(compte)
        .map((suivi) => [suivi.creneau, { dossier: member.rows.id, suivi }] as const),
    ),
  );
  const rows = rowsAVenir(db, [...dossiers.keys()], { from: from.value, now, limite: limite + 1 });
  const page = rows.slice(0, limite);
  const last = page.at(-1);
  const vue = createVues(db);
  return success({
    lignes: page.flatMap((row) => {
      // It is to be decided about first.
      if (lireContenu(row.corps).creationRefusee) return [];
      const sienne = siennes.get(row.id);
      return {
        creneau: vue(row),
        dossier: sienne?.dossier ?? dossiers.get(row.flux) ?? '',
        reservation: sienne?.suivi.id ?? null,
        etat: sienne?.suivi.etat ?? null,
      };
    }),
    suite: rows.length <= limite || last === undefined ? null : ecrireCurseur(vueDuChoix, last),
  });
}
