import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import {
  type CarteListe,
  type ConstatListe,
  listesMax,
  type TransmissionListe,
} from '../../../shared/contract/ipc/listes.ts';
import { transmissionLigne } from '../../../shared/contract/lignes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { type CompteListe, emptyCompte, readComptes } from '../candidats/compte-liste.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { comptesKept } from './comptes.ts';
import { bornesOf } from './ecarts.ts';
import { coupleOf, readEtablissements } from './etablissements.ts';

interface FluxRow {
  id: string;
  nom: string;
  entree: string;
  campagne: number | null;
  droits: 'complets' | 'envoi_seul';
  purge_apres: string | null;
  curseur: number;
  tete: number;
  reconstruit: number;
  indisponible: number;
}

const queries = perDatabase((db) => ({
  flux: db.prepare<[], FluxRow>(
    `SELECT id, nom, entree, campagne, droits, purge_apres, curseur, tete, reconstruit, indisponible
     FROM flux WHERE genre = 'relation'`,
  ),
  transmissions: db.prepare<[string, number], { id: string; corps: string }>(
    `SELECT l.id, t.corps FROM ligne l JOIN ligne_corps t ON t.rang = l.rang
     WHERE l.flux = ? AND l.type = 'transmission' AND l.lecture = 'lue' ORDER BY l.seq DESC LIMIT ?`,
  ),
  receptions: db.prepare<[], { transmission: string; le: string }>('SELECT transmission, le FROM reception'),
  broken: db
    .prepare<[string], number>(
      "SELECT 1 FROM ligne WHERE flux = ? AND lecture <> 'lue' AND lecture = 'quarantaine' LIMIT 1",
    )
    .pluck(),
  saisies: db.prepare<[], { flux: string; nombre: number }>(
    `SELECT flux, count(*) AS nombre FROM saisie
     WHERE ${isLocalSql('flux')} AND etat <> 'squelette' GROUP BY flux`,
  ),
  accueils: db.prepare<[], { cle: string; nom: string }>(
    "SELECT cle, min(nom) AS nom FROM valeur WHERE genre = 'accueil' GROUP BY cle",
  ),
}));

/** What every card is made with, read once. */
interface Facts {
  comptes: Map<string, CompteListe>;
  receptions: Map<string, string>;
  saisies: Map<string, number>;
  accueils: Map<string, string>;
  etablissements: ReturnType<typeof readEtablissements>;
}

/** Costs per list, never per person. */
export function readCartes(db: Sqlite): ResponseOf<'listes:cartes'> {
  const sql = queries(db);
  const facts: Facts = {
    comptes: readComptes(db),
    receptions: new Map(sql.receptions.all().map((row) => [row.transmission, row.le])),
    saisies: new Map(sql.saisies.all().map((row) => [row.flux, row.nombre])),
    accueils: new Map(sql.accueils.all().map((row) => [row.cle, row.nom])),
    etablissements: readEtablissements(db),
  };
  const shown = sql.flux.all().sort(localFirst).slice(0, listesMax.cartes);
  return { cartes: shown.map((flux) => carteOf(db, flux, facts)) };
}

const localFirst = (a: FluxRow, b: FluxRow): number =>
  Number(estFluxLocal(b.id)) - Number(estFluxLocal(a.id)) || a.nom.localeCompare(b.nom, 'fr') || (a.id < b.id ? -1 : 1);

function carteOf(db: Sqlite, flux: FluxRow, facts: Facts): CarteListe {
  const { responsable, formateur } = coupleOf(flux.entree, facts.etablissements);
  const { accueils, ...compte } = facts.comptes.get(flux.id) ?? emptyCompte();
  const transmissions = transmissionsOf(db, flux.id, facts.receptions);
  const isLocal = estFluxLocal(flux.id);
  return {
    flux: flux.id,
    local: isLocal,
    nom: flux.nom,
    campagne: flux.campagne,
    responsable,
    formateur,
    ...compte,
    comptes: comptesDe(db, flux.id, transmissions[0]),
    accueils: accueils
      .map(({ cle, candidats }) => ({ cle, nom: facts.accueils.get(cle) ?? cle, candidats }))
      .sort((a, b) => b.candidats - a.candidats || a.nom.localeCompare(b.nom, 'fr') || (a.cle < b.cle ? -1 : 1))
      .slice(0, listesMax.accueils),
    transmissions,
    constats: constatsOf(db, flux, compte, transmissions.length > 0),
    saisiesLocales: isLocal ? (facts.saisies.get(flux.id) ?? 0) : 0,
    purgeApres: flux.purge_apres,
  };
}

function comptesDe(db: Sqlite, flux: string, derniere: TransmissionListe | undefined): CarteListe['comptes'] {
  const bornes = derniere?.genre === 'mise_a_jour' ? bornesOf(db, flux, derniere.id) : null;
  return derniere === undefined || bornes === null ? null : comptesKept(db, flux, derniere.id, bornes);
}

function transmissionsOf(db: Sqlite, flux: string, receptions: ReadonlyMap<string, string>): TransmissionListe[] {
  return queries(db)
    .transmissions.all(flux, listesMax.transmissions)
    .flatMap(({ id, corps }) => {
      const parsed = transmissionLigne.safeParse(JSON.parse(corps));
      if (!parsed.success) return [];
      const { recue_le: recueLe, ...rest } = parsed.data;
      return [{ id, ...rest, recueLe, receptionLe: receptions.get(id) ?? null }];
    });
}

function constatsOf(
  db: Sqlite,
  flux: FluxRow,
  { voeux, retires }: { voeux: number; retires: number },
  isTransmitted: boolean,
): ConstatListe[] {
  const constats: ConstatListe[] = [];
  // A right that ended and a relation that is named no more: either way nothing comes any longer.
  const isOver = flux.indisponible === 1 || flux.droits !== 'complets';
  const isWhole = flux.reconstruit === 0 && flux.curseur >= flux.tete;
  if (isOver) constats.push('INDISPONIBLE');
  else if (!isWhole && !estFluxLocal(flux.id)) constats.push('RECEPTION_EN_COURS');
  if (queries(db).broken.get(flux.id) !== undefined) constats.push('LIGNES_ILLISIBLES');
  if (!isTransmitted) constats.push('JAMAIS_TRANSMISE');
  else if (voeux === 0) constats.push(retires > 0 ? 'TOUS_RETIRES' : 'LISTE_VIDE');
  return constats;
}
