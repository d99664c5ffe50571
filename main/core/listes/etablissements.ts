import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type EtablissementLigne, etablissementLigne } from '../../../shared/contract/lignes.ts';
import { siret } from '../../../shared/contract/primitives.ts';
import { type LieuEntree, lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

export type Etablissement = ResponseOf<'listes:cartes'>['cartes'][number]['responsable'];

const queries = perDatabase((db) => ({
  all: db.prepare<[], { corps: string }>(
    `SELECT t.corps FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'etablissement'
     JOIN ligne_corps t ON t.rang = l.rang
     WHERE f.genre = 'organisme' AND l.lecture = 'lue'`,
  ),
}));

/** The establishments that the organisme tells, by SIRET: as many as there are relations. */
export function readEtablissements(db: Sqlite): Map<string, EtablissementLigne> {
  const known = new Map<string, EtablissementLigne>();
  for (const { corps } of queries(db).all.iterate()) {
    const parsed = etablissementLigne.safeParse(JSON.parse(corps));
    if (parsed.success) known.set(parsed.data.siret, parsed.data);
  }
  return known;
}

interface Lieu {
  siret: string | null;
  nom: string;
  ville: string | null;
}

const lieuOf = (place: LieuEntree | undefined): Lieu => ({
  siret: siret.safeParse(place?.siret).data ?? null,
  nom: place?.nom ?? '',
  ville: place?.ville ?? null,
});

const complete = (place: Lieu, known: ReadonlyMap<string, EtablissementLigne>): Etablissement => {
  const row = place.siret === null ? undefined : known.get(place.siret);
  // A server that knows no name gives the SIRET in its place.
  const hasName = place.nom !== '' && place.nom !== place.siret;
  return {
    siret: place.siret,
    uai: row?.uai ?? null,
    nom: hasName ? place.nom : (row?.enseigne ?? row?.raison_sociale ?? place.nom),
    ville: place.ville ?? row?.ville ?? null,
  };
};

/** Both sides of a relation, from what the list of flux says of it (JSON text) and what the organisme knows. */
export function coupleOf(
  text: string,
  known: ReadonlyMap<string, EtablissementLigne>,
): { responsable: Etablissement; formateur: Etablissement } {
  const relation = lireRelation(text);
  return {
    responsable: complete(lieuOf(relation?.responsable), known),
    formateur: complete(lieuOf(relation?.formateur), known),
  };
}

/** One that no relation names here: what the organisme tells of it. */
export const etablissementOf = (row: EtablissementLigne): Etablissement => ({
  siret: row.siret,
  uai: row.uai,
  nom: row.enseigne ?? row.raison_sociale,
  ville: row.ville,
});
