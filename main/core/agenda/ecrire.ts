import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { CreneauSaisi } from '../../../shared/contract/ipc/agenda.ts';
import type { RequestOf } from '../../../shared/contract/ipc/index.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import type { Acte } from '../../../shared/domain/actes/acte.ts';
import { type CreneauCorps, creneauCorps } from '../../../shared/domain/actes/creneau.ts';
import { refusHoraire } from '../../../shared/domain/agenda/creneaux.ts';
import { envelope, store, type Writing } from '../actes/enregistrer.ts';
import { refusedByFlux, refusedByRole } from '../actes/rules.ts';
import { readSaisie, removeSaisie } from '../actes/saisies.ts';
import { fuseauOfFlux } from '../candidats/fold.ts';
import { projectDossiers } from '../candidats/projection.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type CreneauRow, lireContenu, readCreneau } from './creneau-etat.ts';
import { nonPartisDe } from './dependances.ts';

const queries = perDatabase((db) => ({
  genre: db.prepare<[string], string>('SELECT genre FROM flux WHERE id = ?').pluck(),
  saisies: db.prepare<[string], string>("SELECT acte FROM saisie WHERE dossier = ? AND etat <> 'squelette'").pluck(),
  recu: db.prepare<[string], number>('SELECT 1 FROM ligne WHERE dossier = ? LIMIT 1').pluck(),
  reservee: db.prepare<[string], number>('SELECT 1 FROM reservation_etat WHERE creneau = ? LIMIT 1').pluck(),
}));

/** An acte has no null text: what was left empty is not there. */
const sansVide = (textes: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(textes).flatMap(([nom, saisi]) => {
      const tidy = saisi?.trim() ?? '';
      return tidy === '' ? [] : [[nom, tidy]];
    }),
  );

/** Failure: CRENEAU_INVALIDE {motif}, which is a code of `refusHoraire`, LIEN, or the name of the field. */
function corpsDe(id: string, saisi: CreneauSaisi, fuseau: string): Result<CreneauCorps> {
  const horaire = refusHoraire(saisi.debut, saisi.fin, fuseau);
  if (horaire !== null) return failure('CRENEAU_INVALIDE', { motif: horaire });
  const { genre, debut, fin, capacite, listeAttente, offre, titre, lieu, lien, consigne } = saisi;
  const parsed = creneauCorps.safeParse({
    creneau: id,
    genre,
    debut,
    fin,
    capacite,
    liste_attente: listeAttente,
    ...sansVide({ titre, lieu, lien, consigne }),
    offre,
  });
  if (parsed.success) return success(parsed.data);
  const champ = parsed.error.issues[0]?.path[0];
  return failure('CRENEAU_INVALIDE', { motif: champ === 'lien' ? 'LIEN' : String(champ ?? '') });
}

/** An acte of a créneau: it is its own dossier, and `vues` are the heads that its author saw. */
function acteDe(
  writing: Writing,
  flux: string,
  { creneau, type, corps, vues }: { creneau: string; type: string; corps: Acte['corps']; vues: readonly string[] },
): Result<Acte> {
  return store(writing, {
    ...envelope(writing, flux, { dossier: creneau, type, corps }),
    remplace: { [`creneau:${creneau}`]: [...vues] },
    depend: nonPartisDe(writing.db, creneau, 'creneau-cree'),
  });
}

/** All of them or none. Failures: FLUX_INCONNU, FLUX_RETIRE, ROLE_INSUFFISANT, CRENEAU_INVALIDE {motif, rang}. */
export function creerCreneaux(
  writing: Writing,
  { flux, creneaux }: RequestOf<'agenda:creer'>,
): Result<{ creneaux: string[] }> {
  const { db, random } = writing;
  if (estFluxLocal(flux) || queries(db).genre.get(flux) !== 'relation') return failure('FLUX_INCONNU');
  const refused = refusedByFlux(db, flux) ?? refusedByRole(db, 'creneau-cree');
  if (refused !== null) return refused;
  const fuseau = fuseauOfFlux(db, flux);
  const ids: string[] = [];
  for (const [rang, saisi] of creneaux.entries()) {
    const id = random.uuid();
    const corps = corpsDe(id, saisi, fuseau);
    if (!corps.ok) return failure(corps.error.code, { ...corps.error.details, rang });
    const written = acteDe(writing, flux, { creneau: id, type: 'creneau-cree', corps: { ...corps.value }, vues: [] });
    if (!written.ok) return written;
    ids.push(id);
  }
  projectDossiers(db, ids);
  return success({ creneaux: ids });
}

function admettre(db: Sqlite, creneau: string, type: string): Result<CreneauRow> {
  const known = readCreneau(db, creneau);
  if (known === null) return failure('CRENEAU_INCONNU');
  const refused = refusedByFlux(db, known.flux) ?? refusedByRole(db, type);
  if (refused !== null) return refused;
  if (known.etat === 'annule') return failure('CRENEAU_ANNULE');
  return lireContenu(known.corps).creationRefusee ? failure('DEPENDANCE_REFUSEE') : success(known);
}

/**
 * Failures: CRENEAU_INCONNU, FLUX_RETIRE, ROLE_INSUFFISANT, CRENEAU_ANNULE, CRENEAU_INVALIDE {motif}, and
 * DEPENDANCE_REFUSEE while somebody is to decide about its creation.
 */
export function modifierCreneau(
  writing: Writing,
  { creneau, saisie, mot, vues }: RequestOf<'agenda:modifier'>,
): Result<{ acte: string }> {
  const admitted = admettre(writing.db, creneau, 'creneau-modifie');
  if (!admitted.ok) return admitted;
  const { flux } = admitted.value;
  const corps = corpsDe(creneau, saisie, fuseauOfFlux(writing.db, flux));
  if (!corps.ok) return corps;
  const dit = { ...corps.value, ...sansVide({ mot }) };
  const written = acteDe(writing, flux, { creneau, type: 'creneau-modifie', corps: dit, vues });
  if (!written.ok) return written;
  projectDossiers(writing.db, [creneau]);
  return success({ acte: written.value.id });
}

/** Failures: those of `modifierCreneau` but CRENEAU_INVALIDE. */
export function annulerCreneau(
  writing: Writing,
  { creneau, mot, vues }: RequestOf<'agenda:annuler'>,
): Result<{ acte: string }> {
  const admitted = admettre(writing.db, creneau, 'creneau-annule');
  if (!admitted.ok) return admitted;
  const corps = { creneau, ...sansVide({ mot }) };
  const written = acteDe(writing, admitted.value.flux, { creneau, type: 'creneau-annule', corps, vues });
  if (!written.ok) return written;
  projectDossiers(writing.db, [creneau]);
  return success({ acte: written.value.id });
}

/**
 * Drops créneaux that nobody else has seen: no acte of theirs ever left and nobody was given one.
 * Failures, for all of them: INTROUVABLE, ACTE_DEJA_PARTI.
 */
export function retirerCreneaux(db: Sqlite, creneaux: readonly string[]): Result<null> {
  const sql = queries(db);
  const wanted = new Set(creneaux);
  for (const creneau of wanted) {
    if (readCreneau(db, creneau) === null) return failure('INTROUVABLE');
    if (sql.recu.get(creneau) !== undefined || sql.reservee.get(creneau) !== undefined)
      return failure('ACTE_DEJA_PARTI');
    for (const acte of sql.saisies.all(creneau)) {
      const saisie = readSaisie(db, acte);
      const isUnseen = saisie?.etat === 'a_revoir' || (saisie?.etat === 'a_envoyer' && saisie.deja_en_vol === 0);
      if (!isUnseen) return failure('ACTE_DEJA_PARTI');
      removeSaisie(db, acte);
    }
  }
  projectDossiers(db, wanted);
  return success(null);
}
