import { type Failure, failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { type Acte, acte } from '../../../shared/domain/actes/acte.ts';
import { annuleCorps } from '../../../shared/domain/actes/annule.ts';
import { definitionDe, type Fait, faitsDe, parseActe } from '../../../shared/domain/actes/catalogue.ts';
import { correctionCorps } from '../../../shared/domain/actes/correction.ts';
import { decaler } from '../../../shared/domain/horloge.ts';
import { dependancesAgenda } from '../agenda/dependances.ts';
import { forgetBegunCall } from '../candidats/appels-commences.ts';
import { forgetLoggedNote } from '../candidats/brouillons.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { projectDossiers } from '../candidats/projection.ts';
import { forgetReponseDrafts, putDraftAside } from '../demandes/brouillons.ts';
import type { Random } from '../deps.ts';
import { forgetMessageDraft } from '../messages/brouillons.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { droitsEtendus, oppositionsDeLaFusion } from './droits-etendus.ts';
import { effacerLocal } from './effacer-local.ts';
import { autresDossiers } from './personne-entiere.ts';
import { reponsesJointes } from './reponses-jointes.ts';
import { refusedByFlux, refusedByPerson, refusedByReservation, refusedByRole } from './rules.ts';
import { insertSaisie, readSaisie, removeSaisie, renameInSaisies } from './saisies.ts';

export interface Writing {
  db: Sqlite;
  random: Random;
  /** The poste's wall clock, milliseconds. */
  nowMs: number;
  /** Server minus wall clock, milliseconds; null when never measured. */
  decalageMs: number | null;
  /** Who asked for it, where that may be somebody else than who works here now; absent: the current opérateur. */
  operateur?: string | null;
}

export interface Written {
  actes: string[];
  candidats: Set<string>;
  /** Whether somebody was erased from a local list: that cannot be undone. */
  isEfface: boolean;
}

/**
 * Writes actes inside the caller's transaction, then the answers that their calls give and what holds for her other
 * dossiers too; the first refusal is returned and the caller rolls back.
 */
export function writeSaisies(writing: Writing, saisies: readonly Saisie[]): Result<Written> {
  const actes: string[] = [];
  const dossiers = new Set<string>();
  const effaces = new Set<string>();
  const keep = (saisie: Saisie): Result<Acte> => {
    const written = writeOne(writing, saisie, effaces);
    if (written.ok) actes.push(written.value.id);
    dossiers.add(saisie.dossier);
    return written;
  };
  const suites: Saisie[] = [];
  for (const [rang, saisie] of saisies.entries()) {
    suites.push(...droitsEtendus(writing.db, saisie));
    const kept = keep(saisie);
    if (!kept.ok) return failure(kept.error.code, { ...kept.error.details, rang });
    // Together with the call: a kill in between would have it offered, and logged, once more.
    if (saisie.type === 'appel') {
      forgetBegunCall(writing.db, saisie.dossier);
      forgetLoggedNote(writing.db, saisie.dossier, saisie.corps.note);
    }
  }
  const candidats = new Set<string>();
  const fusionnes = saisies.flatMap(({ type, dossier }) => (type === 'lien' ? dossier : []));
  if (fusionnes.length > 0) {
    for (const candidat of projectDossiers(writing.db, fusionnes)) candidats.add(candidat);
    suites.push(...oppositionsDeLaFusion(writing.db, fusionnes));
  }
  for (const suite of [...reponsesJointes(writing.db, saisies), ...sansDoublon(saisies, suites)]) {
    const kept = keep(suite);
    if (!kept.ok) return kept;
  }
  for (const candidat of projectDossiers(writing.db, [...dossiers, ...effaces])) candidats.add(candidat);
  return success({ actes, candidats, isEfface: effaces.size > 0 });
}

/** Two of a request may ask for the same one, or be it. */
function sansDoublon(saisies: readonly Saisie[], suites: readonly Saisie[]): Saisie[] {
  const keyOf = ({ type, dossier }: Saisie): string => `${type} ${dossier}`;
  const written = new Set(saisies.map(keyOf));
  return [...new Map(suites.map((suite) => [keyOf(suite), suite])).values()].filter((one) => !written.has(keyOf(one)));
}

function writeOne(writing: Writing, saisie: Saisie, effaces: Set<string>): Result<Acte> {
  const { db } = writing;
  const folded = readFolded(db, saisie.dossier);
  if (folded === null) return failure('DOSSIER_INCONNU');
  const { rows, etat } = folded;
  const others = autresDossiers(db, saisie.dossier).map((other) => other.etat);
  const refused =
    refusedByFlux(db, rows.flux) ??
    refusedByRole(db, saisie.type) ??
    refusedByPerson(etat, saisie.type, saisie.corps, others) ??
    refusedByReservation(etat, saisie.type, saisie.corps, nowOf(writing)) ??
    refusedByTarget(folded, saisie);
  if (refused !== null) return refused;
  if (saisie.type === 'correction') return writeCorrection(writing, folded, saisie);
  const un = envelope(writing, rows.flux, saisie);
  if (saisie.type === 'effacement' && estFluxLocal(rows.flux)) {
    // Carried out instead of kept: what asks for it would name her.
    const parsed = parseActe(un);
    if (!parsed.ok) return parsed;
    for (const dossier of effacerLocal(db, writing.random, folded)) effaces.add(dossier);
    return success(un);
  }
  return store(writing, {
    ...un,
    remplace: seen(saisie, faitsDe(un)),
    depend: saisie.type === 'annule' ? unsent(db, targetOf(saisie)) : dependancesAgenda(db, saisie),
  });
}

const nowOf = ({ nowMs, decalageMs }: Writing): string => decaler(new Date(nowMs).toISOString(), decalageMs ?? 0);

/** A new acte, now. */
export function envelope(
  { db, random, nowMs, decalageMs, operateur }: Writing,
  flux: string,
  { dossier, type, corps }: Pick<Saisie, 'dossier' | 'type' | 'corps'>,
): Acte {
  return {
    id: random.uuid(),
    v: 1,
    flux,
    dossier,
    type,
    corps,
    remplace: {},
    operateur: operateur === undefined ? readLocal(db, 'operateur', operateurLocal) : operateur,
    fait_le: new Date(nowMs).toISOString(),
    decalage_ms: decalageMs,
    corrige: null,
    depend: [],
  };
}

/** Parsed whole, size included, before it is kept: what the server would refuse for its shape is refused here. */
export function store({ db, nowMs }: Writing, un: Acte): Result<Acte> {
  const parsed = parseActe(un);
  if (!parsed.ok) return parsed;
  insertSaisie(db, un, nowMs);
  if (un.type === 'reponse') putDraftAside(db, un, new Date(nowMs).toISOString());
  if (un.type === 'effacement') {
    forgetReponseDrafts(db, un.dossier);
    forgetMessageDraft(db, un.dossier);
  }
  return success(un);
}

/** For each fait the acte sets, the heads its author saw (PROTOCOL 2): none seen replaces none. */
const seen = (saisie: Saisie, faits: readonly Fait[]): Acte['remplace'] =>
  Object.fromEntries(faits.map(({ fait }) => [fait, saisie.vues[fait] ?? []]));

function targetOf(saisie: Saisie): string | null {
  const schema = saisie.type === 'correction' ? correctionCorps : saisie.type === 'annule' ? annuleCorps : null;
  const parsed = schema?.safeParse(saisie.corps);
  return parsed?.success === true ? parsed.data.acte : null;
}

/** What the server has not taken yet must be taken first. */
export function unsent(db: Sqlite, target: string | null): string[] {
  const saisie = target === null ? null : readSaisie(db, target);
  return saisie !== null && (saisie.etat === 'a_envoyer' || saisie.etat === 'en_vol') ? [saisie.acte] : [];
}

function refusedByTarget({ rows }: FoldedDossier, saisie: Saisie): { ok: false; error: Failure } | null {
  // A dossier made by hand needs a flux, which this request does not name: it is made where the flux is chosen.
  // A créneau is its own dossier, and no person's.
  if (saisie.type === 'dossier-cree' || saisie.type.startsWith('creneau-'))
    return failure('ACTE_INVALIDE', { chemins: ['type'] });
  if (saisie.type !== 'annule' && saisie.type !== 'correction') return null;
  const target = targetOf(saisie);
  if (target === null) return failure('ACTE_INVALIDE', { chemins: ['corps'] });
  const named = rows.actes.find(({ acte: un }) => un.id === target)?.acte;
  if (named === undefined) return failure('DEPENDANCE_INCONNUE');
  // The server has settled it, and wrote to people: it is not said otherwise afterwards, another acte follows.
  const isSettled = definitionDe(named.type)?.effet === 'agenda' && rows.saisies.get(target) !== 'a_revoir';
  return saisie.type === 'correction' && isSettled ? failure('ACTE_INVALIDE', { chemins: ['acte'] }) : null;
}

/**
 * A correction carries the complete new body of its target. A parked target has never been taken by the server: the
 * corrected acte takes its place under a new id and names it (PROTOCOL 3).
 */
function writeCorrection(writing: Writing, { rows }: FoldedDossier, saisie: Saisie): Result<Acte> {
  const { db } = writing;
  const wanted = correctionCorps.safeParse(saisie.corps);
  const target = rows.actes.find(({ acte: un }) => un.id === targetOf(saisie))?.acte;
  if (!wanted.success || target === undefined) return failure('ACTE_INVALIDE', { chemins: ['corps'] });
  const corrected = { ...target, corps: wanted.data.corps };
  const whole = parseActe(corrected);
  if (!whole.ok) return whole;
  const replaced = seen(saisie, faitsDe(corrected));
  // The target is a head of its own faits: a correction keeps its place, it does not come after it.
  const others = Object.fromEntries(
    Object.entries(replaced).map(([fait, heads]) => [fait, heads.filter((head) => head !== target.id)]),
  );
  const parked = readSaisie(db, target.id);
  if (parked?.etat === 'a_revoir') {
    const own = acte.parse(JSON.parse(parked.corps));
    const id = writing.random.uuid();
    removeSaisie(db, target.id);
    renameInSaisies(db, rows.id, target.id, id);
    return store(writing, {
      ...own,
      id,
      corps: wanted.data.corps,
      remplace: { ...own.remplace, ...others },
      corrige: target.id,
    });
  }
  return store(writing, {
    ...envelope(writing, rows.flux, saisie),
    remplace: others,
    depend: unsent(db, target.id),
  });
}
