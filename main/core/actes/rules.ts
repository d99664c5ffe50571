import { z } from 'zod';
import { type Failure, failure } from '../../../shared/contract/errors.ts';
import { definitionDe } from '../../../shared/domain/actes/catalogue.ts';
import { peutEcrire } from '../../../shared/domain/actes/qui-peut.ts';
import { estRefusee, reservationDe } from '../../../shared/domain/agenda/reservations.ts';
import type { DossierEtat } from '../../../shared/domain/dossier.ts';
import { readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  droits: db.prepare<[string], { droits: string }>('SELECT droits FROM flux WHERE id = ?'),
}));

const compte = z.object({ role: z.enum(['responsable', 'delegue']) });

type Refusal = { ok: false; error: Failure };

/** A right that ended takes what was done before its end, and nothing new (PROTOCOL 5). */
export function refusedByFlux(db: Sqlite, flux: string): Refusal | null {
  const row = queries(db).droits.get(flux);
  return row === undefined || row.droits !== 'complets' ? failure('FLUX_RETIRE') : null;
}

/** The server checks again; here the office learns at once. */
export function refusedByRole(db: Sqlite, type: string): Refusal | null {
  const definition = definitionDe(type);
  if (definition === null) return failure('TYPE_INCONNU');
  const role = readLocal(db, 'compte', compte)?.role ?? null;
  return peutEcrire(role, definition) ? null : failure('ROLE_INSUFFISANT');
}

/** Reaching out to the family, or planning to. A call that *they* make may still be written down. */
const isContact = (type: string, corps: Record<string, unknown>): boolean => {
  if (type === 'appel') return corps.sens === 'emis' && corps.disposition !== 'OPPOSITION';
  if (type === 'prochaine-action') return corps.quoi === 'rappeler' || corps.quoi === 'relancer';
  // « J'ai répondu autrement » sends nothing: it tells what was done, and closes what the person had asked.
  return type === 'message' || (type === 'reponse' && corps.genre !== 'autre_canal');
};

/** What may still be written about a person whose data are frozen (RGPD art. 18). */
const allowedUnderLimitation = new Set(['limitation', 'opposition', 'effacement', 'annule']);

type Droits = Pick<DossierEtat, 'opposition' | 'limitation' | 'efface'>;

/**
 * OPPOSITION: nobody contacts that person any more; LIMITATION: her data are kept and not used; PERSONNE_EFFACEE: she
 * asked to be forgotten, and what would be written meanwhile goes with the rest. Said in one of her dossiers, each holds
 * in all of them: `others` are those. Erasing what is left of her, and undoing, stay possible.
 */
export function refusedByPerson(
  etat: Droits,
  type: string,
  corps: Record<string, unknown>,
  others: readonly Droits[] = [],
): Refusal | null {
  const all = [etat, ...others];
  if (type !== 'annule' && (etat.efface || (type !== 'effacement' && others.some(({ efface }) => efface))))
    return failure('PERSONNE_EFFACEE');
  if (isContact(type, corps) && all.some(({ opposition }) => opposition)) return failure('OPPOSITION');
  if (!allowedUnderLimitation.has(type) && all.some(({ limitation }) => limitation)) return failure('LIMITATION');
  return null;
}

/**
 * What follows a booking names a réservation of that dossier: INTROUVABLE. One that the server refused was given to
 * nobody: DEPENDANCE_REFUSEE, the person first decides about it. RENDEZ_VOUS_A_VENIR: who came is known once it began.
 *
 * @param now the server's time as this poste measures it, ISO 8601 UTC
 */
export function refusedByReservation(
  { rendezVous }: Pick<DossierEtat, 'rendezVous'>,
  type: string,
  corps: Record<string, unknown>,
  now: string,
): Refusal | null {
  const reservation = reservationDe({ type, corps });
  // A booking makes its réservation; a body that cannot be read is refused as such when it is parsed whole.
  if (reservation === null || type === 'reservation-demandee') return null;
  const suivi = rendezVous.find(({ id }) => id === reservation);
  if (suivi === undefined) return failure('INTROUVABLE');
  if (estRefusee(suivi)) return failure('DEPENDANCE_REFUSEE');
  return type === 'assiduite' && now < suivi.debut ? failure('RENDEZ_VOUS_A_VENIR') : null;
}
