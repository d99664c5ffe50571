import { basename } from 'node:path';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type ApercuImport, importsMax, type RelationLue } from '../../../shared/contract/ipc/imports.ts';
import { pertesInhabituelles } from '../../../shared/domain/listes/seuils.ts';
import type { Clock, Random } from '../deps.ts';
import { lecteurEffacees } from '../store/marques.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { TravailEnCours } from '../travaux/travaux.ts';
import { colonnes, type Entete } from './colonnes.ts';
import { copierConnus, lireEleves, marquerEleves, pupilsPerSlice } from './connues.ts';
import { lireFichier, reconnaitre, type Tete } from './fichier.ts';
import { type FluxConnu, listFluxServeur, trouverFluxLocal } from './flux-local.ts';
import { ecarterEffacee, lireLigne } from './ligne.ts';
import { type Comptes, mettreEnScene, noComptes, oublierScene } from './scene.ts';

/** One list of the file, as it will be written: what the page is shown, and what it was compared with. */
export interface RelationPrete {
  lue: RelationLue;
  couple: string;
  /** Head of the local list when it was compared; null for a new one. */
  tete: number | null;
  /** Active vœux that it holds now. */
  avant: number;
  uai: string | null;
}

export interface LectureFinie {
  apercu: ApercuImport;
  relations: RelationPrete[];
  campagne: number;
}

export interface LectureDeps {
  store: Store;
  clock: Clock;
  random: Random;
  breathe: () => Promise<void>;
}

/** The civil year in Paris, where the lists are made: a file never says which campagne it is of. */
export const campagneDuJour = (nowMs: number): number =>
  Number(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', year: 'numeric' }).format(new Date(nowMs)));

/** `<siret_responsable>-<siret_formateur>.csv`, as it was downloaded, « (1) » added by a browser or not. */
const coupleDuNom = (nom: string): string => {
  const found = /^([0-9]{14})-([0-9]{14})(?![0-9])/.exec(nom);
  return found === null ? '' : `${found[1]}-${found[2]}`;
};

const shown = 8;

interface Lu {
  comptes: Comptes;
  extrait: string[][];
  tete: Tete | null;
}

const queries = perDatabase((db) => ({
  couples: db.prepare<[number], { couple: string }>(
    `SELECT couple FROM arrivee WHERE etat = 'valide' GROUP BY couple ORDER BY min(rang) LIMIT ?`,
  ),
  count: db.prepare<[string], { voeux: number; ajoutes: number; modifies: number; inchanges: number }>(
    `SELECT count(*) AS voeux, coalesce(sum(genre = 'ajoute'), 0) AS ajoutes,
       coalesce(sum(genre = 'modifie'), 0) AS modifies, coalesce(sum(genre = 'inchange'), 0) AS inchanges
     FROM arrivee WHERE couple = ? AND etat = 'valide'`,
  ),
  known: db.prepare<[string], { avant: number; retires: number }>(
    `SELECT coalesce(sum(etat = 'actif'), 0) AS avant, coalesce(sum(genre = 'retire'), 0) AS retires
     FROM arrivee_connue WHERE couple = ?`,
  ),
  accueil: db.prepare<[string], { nom: string | null; uai: string | null }>(
    `SELECT voeu ->> '$.etablissement_accueil.nom' AS nom, voeu ->> '$.etablissement_accueil.uai' AS uai
     FROM arrivee WHERE couple = ? AND etat = 'valide' ORDER BY rang LIMIT 1`,
  ),
}));

/** Reads the lines into the staging, a transaction a chunk. */
async function mettreLeFichier(
  { store }: LectureDeps,
  path: string,
  ouverture: Parameters<typeof lireFichier>[1],
  campagne: number,
  travail: TravailEnCours,
): Promise<Result<Lu>> {
  const lu: Lu = { comptes: noComptes(), extrait: [], tete: null };
  const couple = coupleDuNom(basename(path));
  let entete: Entete | null = null;
  const read = await lireFichier(path, ouverture, travail, {
    tete: (tete) => {
      lu.tete = tete;
      entete = tete.entete;
    },
    lignes: (enregistrements, octets) => {
      const columns = entete;
      if (enregistrements.length === 0 || columns === null) return success(null);
      const written = store.writeBulk((db) => {
        const isEffacee = lecteurEffacees(db);
        for (const { ligne, cellules } of enregistrements) {
          const lue = ecarterEffacee(lireLigne(cellules, { entete: columns, couple, campagne }), isEffacee);
          mettreEnScene(db, ligne, lue, lu.comptes);
          if (lu.extrait.length < shown && lue.etat === 'valide') {
            lu.extrait.push(lue.cellules.map((cellule) => cellule.slice(0, importsMax.cellule)));
          }
        }
        return success(null);
      });
      // The second half of the way; how many lines are to come is known by the bytes that are left.
      const { total } = lu.comptes;
      const estime = Math.max(total, Math.round((total * ouverture.octets) / Math.max(1, octets)));
      travail.progress(Math.min(estime, Math.round((estime + total) / 2)), estime);
      return written;
    },
  });
  return read.ok ? success(lu) : read;
}

/** Copies what the local list of a couple holds and marks what the file changes of it, by slices. */
async function comparer(
  { store }: LectureDeps,
  couple: string,
  flux: string,
  travail: TravailEnCours,
): Promise<Result<null>> {
  for (let apres: number | null = 0; apres !== null; ) {
    const from: number = apres;
    const copied = store.writeBulk((db) => success(copierConnus(db, { flux, couple }, from)));
    if (!copied.ok) return copied;
    apres = copied.value;
    await travail.breathe();
  }
  for (let apres = ''; ; ) {
    const marked = store.writeBulk((db) => {
      const eleves = lireEleves(db, couple, apres, pupilsPerSlice);
      marquerEleves(db, flux, eleves);
      return success(eleves.at(-1)?.ine ?? null);
    });
    if (!marked.ok) return marked;
    if (marked.value === null) return success(null);
    apres = marked.value;
    await travail.breathe();
  }
}

function preparer(db: Sqlite, couple: string, flux: FluxConnu | null, fichier: string): RelationPrete {
  const sql = queries(db);
  const { voeux = 0, ajoutes = 0, modifies = 0, inchanges = 0 } = sql.count.get(couple) ?? {};
  const { avant = 0, retires = 0 } = sql.known.get(couple) ?? {};
  const { nom: accueil = null, uai = null } = sql.accueil.get(couple) ?? {};
  const [responsable = '', formateur = ''] = couple.split('-');
  const serveur = couple === '' ? undefined : listFluxServeur(db).find((known) => known.couple === couple);
  const noms = [flux?.nom, serveur?.nom, accueil, couple === '' ? fichier.replace(/\.[a-z]+$/i, '') : formateur];
  const lue: RelationLue = {
    couple: couple === '' ? null : { responsable, formateur },
    nom: (noms.find((nom) => nom !== undefined && nom !== null && nom.trim() !== '') ?? '').trim().slice(0, 120),
    flux: flux?.id ?? null,
    voeux,
    ajoutes,
    modifies,
    inchanges,
    retires,
    retraitsInhabituels: false,
  };
  return { lue, couple, tete: flux?.tete ?? null, avant, uai };
}

/**
 * Reads a file into the staging and compares it with the local lists; nothing known changes. A failure or a cancel
 * leaves the staging empty. Failures: those of `reconnaitre` and `lireFichier`, FICHIER_SANS_LIGNE, TROP_VOLUMINEUX
 * (`relations`, `max`), DISQUE_PLEIN.
 */
export async function lire(deps: LectureDeps, path: string, travail: TravailEnCours): Promise<Result<LectureFinie>> {
  const emptied = await oublierScene(deps.store, deps.breathe);
  if (!emptied.ok) return emptied;
  let outcome: Result<LectureFinie> | null = null;
  try {
    outcome = await lireVraiment(deps, path, travail);
    return outcome;
  } finally {
    if (outcome?.ok !== true) await oublierScene(deps.store, deps.breathe);
  }
}

async function lireVraiment(deps: LectureDeps, path: string, travail: TravailEnCours): Promise<Result<LectureFinie>> {
  const { store } = deps;
  const campagne = campagneDuJour(deps.clock.now());
  const ouverture = await reconnaitre(path, travail);
  if (!ouverture.ok) return ouverture;
  const read = await mettreLeFichier(deps, path, ouverture.value, campagne, travail);
  if (!read.ok) return read;
  const { comptes, extrait, tete } = read.value;
  if (tete === null || comptes.total === 0) return failure('FICHIER_SANS_LIGNE');
  const couples = queries(store.bulk).couples.all(importsMax.relations + 1);
  // A national file is the server's to import.
  if (couples.length > importsMax.relations)
    return failure('TROP_VOLUMINEUX', { relations: true, max: importsMax.relations });
  const fichier = basename(path).slice(0, 260);
  const relations: RelationPrete[] = [];
  for (const { couple } of couples) {
    const flux = trouverFluxLocal(store.bulk, couple, campagne);
    if (flux !== null) {
      const compared = await comparer(deps, couple, flux.id, travail);
      if (!compared.ok) return compared;
    }
    relations.push(preparer(store.bulk, couple, flux, fichier));
  }
  const pertes = relations.map((relation) => ({ ...relation, retires: relation.lue.retires, deplaces: 0 }));
  const unusual = new Set(pertesInhabituelles(pertes).map(({ couple }) => couple));
  const marked = relations.map((relation) => ({
    ...relation,
    lue: { ...relation.lue, retraitsInhabituels: unusual.has(relation.couple) },
  }));
  const { separateur, entete } = tete;
  return success({
    relations: marked,
    campagne,
    apercu: {
      lecture: deps.random.uuid(),
      fichier: {
        nom: fichier,
        octets: ouverture.value.octets,
        encodage: ouverture.value.encodage,
        separateur: separateur === '\t' ? 'tabulation' : separateur,
        format: entete.format,
        colonnesEnTrop: entete.enTrop.slice(0, importsMax.colonnes).map((nom) => nom.slice(0, importsMax.cellule)),
      },
      lignes: {
        total: comptes.total,
        valides: comptes.valides,
        ecartees: comptes.ecartees,
        doublons: comptes.doublons,
      },
      reparations: [...comptes.reparations]
        .map(([code, nombre]) => ({ code, nombre }))
        .sort((a, b) => b.nombre - a.nombre || (a.code < b.code ? -1 : 1))
        .slice(0, importsMax.reparations),
      anomalies: comptes.anomalies,
      relations: marked.map(({ lue }) => lue),
      extrait: { colonnes: [...colonnes], lignes: extrait },
    },
  });
}
