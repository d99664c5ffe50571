import { z } from 'zod';
import { type Failure, failure, type Result, success } from '../../../shared/contract/errors.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import type { CompteRole } from '../../../shared/domain/actes/qui-peut.ts';
import { peutEcrire } from '../../../shared/domain/actes/qui-peut.ts';
import type { Rapproche } from '../../../shared/domain/rapprochement.ts';
import { undoActes } from '../actes/annuler.ts';
import { type Writing, writeSaisies } from '../actes/enregistrer.ts';
import { reponsesDUnAutre } from '../actes/reponses-jointes.ts';
import { refusedByFlux } from '../actes/rules.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { dossiersOf, readKnown } from '../candidats/groups.ts';
import { isConnexionRecente } from '../session/connexion.ts';
import { readLocal } from '../store/local.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { dossiersDuLien, lienEntre, moitiesVives } from './fusions.ts';
import { isMemePersonne, oublierEcarts } from './propositions.ts';

/**
 * A merge is two half-actes that share an id, each in the flux of its own dossier and naming that side only (PROTOCOL
 * 1): whoever reads one flux learns nothing of the other, not even by the evidence, which is told by its kinds.
 */
export interface Fusionnee {
  lien: string;
  candidat: string;
  actes: string[];
  /** Nothing was written: the two dossiers were already bound by this merge. */
  isKnown: boolean;
  candidats: Set<string>;
}

type Refusal = { ok: false; error: Failure };

const compte = z.object({ role: z.enum(['responsable', 'delegue']) });

/** Across two flux: a director or délégué who has just proved who they are (SECURITY, Qui). */
function refusedAcrossFlux(db: Sqlite, ageMs: number | null): Refusal | null {
  const role: CompteRole | null = readLocal(db, 'compte', compte)?.role ?? null;
  if (!peutEcrire(role, { quiPeut: 'directeur' })) return failure('ROLE_INSUFFISANT');
  return isConnexionRecente(ageMs) ? null : failure('CONNEXION_RECENTE_REQUISE');
}

/** Everything that is known of either person counts: one of her dossiers is frozen, she is. */
function refusedByPeople(db: Sqlite, candidats: readonly string[]): Refusal | null {
  const members = candidats.flatMap((one) => dossiersOf(db, one)).flatMap((one) => readFolded(db, one) ?? []);
  return members.some(({ etat }) => etat.limitation) ? failure('LIMITATION') : null;
}

/**
 * A list imported by hand lives on this poste alone: half a merge with a dossier of the server would bind people there to
 * somebody whom nobody else can see, and would be lost when the list is given to the server, which finds her again by
 * itself. So that comes first.
 */
function refusedByFluxOf(db: Sqlite, a: FoldedDossier, b: FoldedDossier, ageMs: number | null): Refusal | null {
  if (estFluxLocal(a.rows.flux) !== estFluxLocal(b.rows.flux)) return failure('RATTACHEMENT_REQUIS');
  const closed = refusedByFlux(db, a.rows.flux) ?? refusedByFlux(db, b.rows.flux);
  if (closed !== null) return closed;
  // Two lists of this poste are read by the same people, who have no other account: nothing crosses a border.
  if (a.rows.flux === b.rows.flux || estFluxLocal(a.rows.flux)) return null;
  return refusedAcrossFlux(db, ageMs);
}

const kindsOf = ({ parNom, contacts }: Rapproche): string =>
  [
    ...(parNom ? ['nom'] : []),
    ...(contacts.some((un) => un.startsWith('+')) ? ['téléphone'] : []),
    ...(contacts.some((un) => !un.startsWith('+')) ? ['courriel'] : []),
  ].join(', ');

/**
 * Declares two dossiers to be one person, inside the caller's transaction. Asked again of two that are already bound, it
 * answers with the merge that stands.
 * Failures: DOSSIER_INCONNU, REQUETE_INVALIDE (already one person otherwise, or nothing says that they are one),
 * PERSONNE_EFFACEE, LIMITATION, RATTACHEMENT_REQUIS, FLUX_RETIRE, ROLE_INSUFFISANT, CONNEXION_RECENTE_REQUISE.
 */
export function fusionner(
  writing: Writing,
  { dossier, autre, ageMs }: { dossier: string; autre: string; ageMs: number | null },
): Result<Fusionnee> {
  const { db } = writing;
  const [a, b] = [readFolded(db, dossier), readFolded(db, autre)];
  // She is drawn nowhere any more: whoever still names her is told why.
  if (a?.etat.efface === true || b?.etat.efface === true) return failure('PERSONNE_EFFACEE');
  const [ofA, ofB] = [readKnown(db, dossier), readKnown(db, autre)];
  if (a === null || b === null || ofA === null || ofB === null) return failure('DOSSIER_INCONNU');
  const known = lienEntre(db, dossier, autre);
  if (known !== null) {
    const actes = [dossier, autre].flatMap((one) => moitiesVives(db, one, known)).map(({ acte }) => acte);
    return success({ lien: known, candidat: ofA.candidat, actes, isKnown: true, candidats: new Set() });
  }
  if (ofA.candidat === ofB.candidat) return failure('REQUETE_INVALIDE', { champ: 'autre' });
  const refused = refusedByPeople(db, [ofA.candidat, ofB.candidat]) ?? refusedByFluxOf(db, a, b, ageMs);
  if (refused !== null) return refused;
  const preuve = isMemePersonne(db, ofA.candidat, ofB.candidat);
  if (preuve === null) return failure('REQUETE_INVALIDE', { champ: 'autre' });
  oublierEcarts(db, ofA.candidat, ofB.candidat);
  const lien = writing.random.uuid();
  const half = (one: string, cote: 'a' | 'b') => ({
    dossier: one,
    type: 'lien',
    corps: { lien_id: lien, cote, preuve: kindsOf(preuve) },
    vues: {},
  });
  const written = writeSaisies(writing, [half(dossier, 'a'), half(autre, 'b')]);
  if (!written.ok) return written;
  const { actes, candidats } = written.value;
  return success({ lien, candidat: readKnown(db, dossier)?.candidat ?? dossier, actes, isKnown: false, candidats });
}

export interface Defaite {
  /** Who the two sides are now, those that this poste sees. */
  candidats: string[];
  touched: Set<string>;
}

/**
 * Undoes a merge, inside the caller's transaction: one annulled half is enough, so a half that is not here, or whose list
 * takes nothing any more, stops nobody. Already undone counts as done. What a call to the one answered to the other is
 * undone with it: who was never called has her demande open again. Failures: INTROUVABLE, FLUX_RETIRE (neither half may
 * be written to).
 */
export function defaire(writing: Writing, lien: string): Result<Defaite> {
  const { db } = writing;
  const dossiers = dossiersDuLien(db, lien);
  if (dossiers.length === 0) return failure('INTROUVABLE');
  const halves = dossiers.flatMap((dossier) =>
    moitiesVives(db, dossier, lien).map(({ acte }) => ({ acte, flux: readKnown(db, dossier)?.flux ?? '' })),
  );
  const open = halves.filter(({ flux }) => refusedByFlux(db, flux) === null);
  if (halves.length > 0 && open.length === 0) return failure('FLUX_RETIRE');
  const undone = undoActes(
    writing,
    open.map(({ acte }) => acte),
  );
  if (!undone.ok) return undone;
  const reopened = undoActes(writing, reponsesDUnAutre(db, dossiers));
  if (!reopened.ok) return reopened;
  const candidats = [...new Set(dossiers.flatMap((dossier) => readKnown(db, dossier)?.candidat ?? []))].sort();
  const touched = new Set([...undone.value.candidats, ...reopened.value.candidats]);
  return success({ candidats: candidats.slice(0, 2), touched });
}
