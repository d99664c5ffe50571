import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { dossiersOf } from '../candidats/groups.ts';
import { leading } from '../candidats/identite.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
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

/** Failures: INTROUVABLE for nobody, REQUETE_INVALIDE. */
export function listerChoix(
  db: Sqlite,
  { candidat, apres, limite }: RequestOf<'agenda:choix'>,
  now: string,
): Result<ResponseOf<'agenda:choix'>> {
  const members = dossiersOf(db, candidat).flatMap((dossier) => readFolded(db, dossier) ?? []);
  if (members.length === 0) return failure('INTROUVABLE');
  const from = lireCurseur(apres, vueDuChoix, null);
  if (!from.ok) return from;
  const dossiers = dossiersParFlux(db, members);
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
    lignes: page.map((row) => {
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
