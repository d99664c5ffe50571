import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { estRefusee } from '../../../shared/domain/agenda/reservations.ts';
import type { InscriptionRow } from '../agenda/inscriptions.ts';
import { inscriptionOf, inscriptionSql, positionDans } from '../agenda/inscriptions.ts';
import { compte } from '../agenda/reservation-etat.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  duDossier: db.prepare<[string], InscriptionRow>(inscriptionSql('r.dossier = ? ORDER BY r.debut, r.id')),
}));

/** The créneau of a demande as its line says it: the soonest that stands, else the last one; what was refused is nobody's. */
export function rendezVousDeLaDemande(
  db: Sqlite,
  { id, dossier }: Pick<DemandeEntree, 'id' | 'dossier'>,
): Pick<DemandeEntree, 'rendezVous'> {
  const siens = queries(db)
    .duDossier.all(dossier)
    .map((row) => ({ row, lu: inscriptionOf(row) }))
    .filter(({ lu }) => lu.demande === id && !estRefusee(lu));
  const un = siens.find(({ lu }) => compte(lu)) ?? siens.at(-1);
  if (un === undefined) return {};
  const { debut, fin, etat, motif, expireLe, rang = null } = un.lu;
  const position = positionDans(db, { creneau: un.row.creneau, etat, rang });
  return { rendezVous: { debut, fin, etat, motif, expireLe, position } };
}
