import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { errorCode, failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { SaisieEnAttente } from '../../../shared/contract/ipc/synchro.ts';
import { acte } from '../../../shared/domain/actes/acte.ts';
import { genreCreneau } from '../../../shared/domain/agenda/creneaux.ts';
import { fuseauOfFlux } from '../candidats/fold.ts';
import { isServerSql } from '../store/flux-local.ts';
import { readPassages } from './journal.ts';
import { listEveryFlux } from './mirror.ts';
import { dependentsOf } from './outbox.ts';
import { readRetraits } from './retraits.ts';

/** What the *Synchronisation* screen shows: what waits, what was refused and why, the last runs, each flux. */
const maxShown = 200;
const excerptCharacters = 80;

const waiting = z.object({
  acte: z.string(),
  type: z.string(),
  corps: z.string(),
  fait_le: z.string(),
  etat: z.enum(['a_envoyer', 'en_vol', 'accepte', 'a_revoir']),
  code: errorCode.nullable(),
  candidat: z.string().nullable(),
  ligne: z.string().nullable(),
  flux: z.string(),
  genre: genreCreneau.nullable(),
  debut: z.string().nullable(),
  efface: z.number(),
  parti: z.number(),
});
const named = z.object({ nom: z.string(), prenom: z.string() });

/** The page words it: codes for a call, the beginning of the text for what was written. */
function resumeOf(type: string, corps: unknown): string {
  const body = z
    .object({
      disposition: z.string(),
      issue: z.string(),
      texte: z.string(),
      quoi: z.string(),
    })
    .partial()
    .safeParse(corps);
  if (!body.success) return '';
  if (type === 'appel') return [body.data.disposition, body.data.issue].filter((part) => part !== undefined).join(' ');
  return (body.data.quoi ?? body.data.texte ?? '').slice(0, excerptCharacters);
}

function toWaiting(db: Database, row: z.infer<typeof waiting>): SaisieEnAttente {
  const envelope = acte.safeParse(JSON.parse(row.corps));
  const person = row.ligne === null ? null : named.parse(JSON.parse(row.ligne));
  return {
    acte: row.acte,
    candidat: row.candidat,
    nom: person === null ? '' : `${person.nom} ${person.prenom}`,
    creneau:
      row.genre === null || row.debut === null
        ? null
        : { genre: row.genre, debut: row.debut, fuseau: fuseauOfFlux(db, row.flux) },
    type: row.type,
    resume: envelope.success && row.efface === 0 ? resumeOf(row.type, envelope.data.corps) : '',
    faitLe: row.fait_le,
    etat: row.etat,
    code: row.code,
    efface: row.efface === 1,
    reprenable: row.type === 'effacement' && row.parti === 0,
  };
}

const count = z.object({ n: z.number() });

export function readDetail(db: Database): ResponseOf<'synchro:detail'> {
  // Refused ones first: they need a person. The rest in the order in which it will leave.
  const rows = z.array(waiting).parse(
    db
      .prepare(
        `SELECT s.acte, s.type, s.corps, s.fait_le, s.etat, s.code, c.id AS candidat, t.corps AS ligne, s.flux,
           k.debut, k.corps ->> '$.corps.genre' AS genre,
           EXISTS (SELECT 1 FROM saisie e
             WHERE e.dossier = s.dossier AND e.type = 'effacement' AND e.etat <> 'squelette') AS efface,
           EXISTS (SELECT 1 FROM saisie e WHERE e.type = s.type AND e.fait_le = s.fait_le
             AND (e.deja_en_vol = 1 OR e.etat <> 'a_envoyer')) AS parti
         FROM saisie s LEFT JOIN dossier_etat d ON d.dossier = s.dossier LEFT JOIN candidat c ON c.id = d.candidat
           LEFT JOIN candidat_corps t ON t.rang = c.rang LEFT JOIN creneau_etat k ON k.id = s.dossier
         WHERE s.etat <> 'squelette' AND ${isServerSql('s.flux')} ORDER BY s.etat <> 'a_revoir', s.rang LIMIT ?`,
      )
      .all(maxShown),
  );
  const lignes = db.prepare('SELECT count(*) AS n FROM ligne WHERE flux = ?');
  const illisibles = db.prepare(
    "SELECT count(*) AS n FROM ligne WHERE flux = ? AND lecture <> 'lue' AND lecture = 'quarantaine'",
  );
  return {
    passages: readPassages(db),
    attente: rows.map((row) => toWaiting(db, row)),
    attenteTotal: count.parse(
      db.prepare(`SELECT count(*) AS n FROM saisie WHERE etat <> 'squelette' AND ${isServerSql('flux')}`).get(),
    ).n,
    flux: listEveryFlux(db)
      .slice(0, maxShown)
      .map((flux) => ({
        flux: flux.id,
        genre: flux.genre,
        nom: flux.nom,
        tete: flux.tete,
        lignes: count.parse(lignes.get(flux.id)).n,
        illisibles: count.parse(illisibles.get(flux.id)).n,
        verifie: flux.verifie_tete === flux.curseur && flux.curseur >= flux.tete,
        indisponible: flux.indisponible === 1,
        purgeApres: flux.purge_apres,
      })),
    retraits: readRetraits(db),
  };
}

const parked = z.object({
  dossier: z.string(),
  flux: z.string(),
  type: z.string(),
  corps: z.string(),
  fait_le: z.string(),
  echange_le: z.string().nullable(),
});

const readParked = (db: Database, id: string) =>
  parked.safeParse(
    db
      .prepare(
        "SELECT dossier, flux, type, corps, fait_le, echange_le FROM saisie WHERE acte = ? AND etat = 'a_revoir'",
      )
      .get(id),
  );

/** null when nothing of that id was refused. */
export const typeOfParked = (db: Database, id: string): string | null => readParked(db, id).data?.type ?? null;

/**
 * Sends a refused acte again. It takes a new id and names the old one, since the server answered for the old id
 * (PROTOCOL 3); parked actes that named it follow. Returns the dossiers to fold again.
 */
export function resumeParked(db: Database, id: string, newId: string, now: string): Result<Set<string>> {
  const row = readParked(db, id);
  if (!row.success) return failure('INTROUVABLE');
  const again = { ...acte.parse(JSON.parse(row.data.corps)), id: newId, corrige: id };
  db.prepare('DELETE FROM saisie WHERE acte = ?').run(id);
  db.prepare(
    `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, echange_le, etat)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'a_envoyer')`,
  ).run(
    newId,
    row.data.flux,
    row.data.dossier,
    row.data.type,
    JSON.stringify(again),
    row.data.fait_le,
    now,
    row.data.echange_le,
  );
  db.prepare(
    `UPDATE saisie SET corps = replace(corps, ?, ?)
     WHERE acte <> ? AND (deja_en_vol = 0 OR etat = 'a_revoir') AND instr(corps, ?) > 0`,
  ).run(id, newId, newId, id);
  // The server kept nothing of what it refused for its dependency: the same acte may be offered again.
  const release = db.prepare("UPDATE saisie SET etat = 'a_envoyer', code = NULL WHERE acte = ?");
  const dependents = dependentsOf(db, newId, 'a_revoir');
  for (const dependent of dependents) release.run(dependent.acte);
  return success(new Set([row.data.dossier, ...dependents.map(({ dossier }) => dossier)]));
}

/** Gives a refused acte up: the page asked first and said what is lost. */
export function abandonParked(db: Database, id: string): Result<Set<string>> {
  const row = readParked(db, id);
  if (!row.success) return failure('INTROUVABLE');
  const dossiers = new Set<string>();
  const drop = (acteId: string, dossier: string): void => {
    dossiers.add(dossier);
    db.prepare('DELETE FROM saisie WHERE acte = ?').run(acteId);
    // What only corrected, undid or followed it has nothing left to say, and the server would wait for it for ever.
    for (const etat of ['a_revoir', 'a_envoyer'] as const) {
      for (const dependent of dependentsOf(db, acteId, etat)) drop(dependent.acte, dependent.dossier);
    }
  };
  drop(id, row.data.dossier);
  return success(dossiers);
}
