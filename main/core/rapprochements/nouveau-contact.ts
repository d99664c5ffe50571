import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf } from '../../../shared/contract/ipc/index.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';
import { envelope, store as keep, type Writing } from '../actes/enregistrer.ts';
import { refusedByFlux } from '../actes/rules.ts';
import { readKnown } from '../candidats/groups.ts';
import { projectDossiers } from '../candidats/projection.ts';
import { perDatabase } from '../store/sqlite.ts';

export interface NouveauContact {
  candidat: string;
  dossier: string;
  actes: string[];
  candidats: Set<string>;
}

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { genre: string; indisponible: number }>(
    'SELECT genre, indisponible FROM flux WHERE id = ?',
  ),
}));

/**
 * Opens a dossier for somebody known from a call, with that call, inside the caller's transaction. Somebody else may
 * have the same number: the two are then proposed as one, never refused.
 * Failures: FLUX_INCONNU (not a list of people), FLUX_RETIRE, REQUETE_INVALIDE (the call names another number),
 * ACTE_INVALIDE, ACTE_TROP_GRAND.
 */
export function creerContact(writing: Writing, request: RequestOf<'contacts:creer'>): Result<NouveauContact> {
  const { db, random } = writing;
  const { flux, nom, prenom, telephones, appel } = request;
  const row = queries(db).flux.get(flux);
  if (row === undefined || row.genre !== 'relation') return failure('FLUX_INCONNU');
  const refused = row.indisponible === 1 ? failure('FLUX_RETIRE') : refusedByFlux(db, flux);
  if (refused !== null) return refused;
  if (appel !== null && !isOwnNumber(appel.numero, telephones)) {
    return failure('REQUETE_INVALIDE', { champ: 'appel.numero' });
  }
  const dossier = random.uuid();
  const corps = { nom, prenom, telephones, source: 'appel' };
  const opened = keep(writing, envelope(writing, flux, { dossier, type: 'dossier-cree', corps }));
  if (!opened.ok) return opened;
  const actes = [opened.value.id];
  if (appel !== null) {
    const un = envelope(writing, flux, { dossier, type: 'appel', corps: { ...appel } });
    // The server must have the dossier before what is written in it.
    const called = keep(writing, { ...un, depend: [opened.value.id] });
    if (!called.ok) return called;
    actes.push(called.value.id);
  }
  const candidats = projectDossiers(db, [dossier]);
  return success({ candidat: readKnown(db, dossier)?.candidat ?? dossier, dossier, actes, candidats });
}

/** A hidden number has none to name. */
const isOwnNumber = (numero: string | null, telephones: readonly string[]): boolean =>
  numero === null || telephones.some((brut) => lireTelephone(brut).e164 === numero);
