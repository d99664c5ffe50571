import type { Kysely } from 'kysely';
import { type TransmissionLigne, transmissionLigne } from '../../shared/contract/lignes.ts';
import { isTransmission } from '../store/mouvement.ts';
import type { Tables } from '../store/tables.ts';
import { type Destinataire, lireDestinataires } from './destinataires.ts';

/** One proof: who held the list, on which poste, since when. */
interface Reception {
  role: 'responsable' | 'delegue';
  compte: { identifiant: string; nom: string };
  /** `retire`: the poste is no longer enrolled; the proof stands all the same. */
  poste: { id: string; nom: string; retire: boolean };
  recue_le: string;
}

/** One list sent to one relation, the oldest first. */
export interface ListeSuivie extends TransmissionLigne {
  transmission: string;
  receptions: Reception[];
  /** Main recipients none of whose postes proved this list. Empty: it is received. */
  en_attente: { role: Destinataire['role']; identifiant: string; nom: string; compte: Destinataire['statut'] }[];
}

export interface RelationSuivie {
  /** `siretResponsable-siretFormateur` */
  relation: string;
  campagne: number;
  flux: string;
  responsable: string;
  formateur: string;
  listes: ListeSuivie[];
}

const receptionsDe = async (db: Kysely<Tables>): Promise<Map<string, (Reception & { compteId: string })[]>> => {
  const rows = await db
    .selectFrom('reception')
    .leftJoin('compte', 'compte.id', 'reception.compte_id')
    .leftJoin('poste', 'poste.id', 'reception.poste_id')
    .select(['reception.transmission_id', 'reception.poste_id', 'reception.compte_id', 'reception.role'])
    .select(['reception.recu_le', 'compte.identifiant', 'compte.nom', 'poste.nom as poste_nom', 'poste.revoque_le'])
    .orderBy('reception.recu_le')
    .orderBy('reception.poste_id')
    .execute();
  const receptions = rows.map((row) => ({
    transmission: row.transmission_id,
    compteId: row.compte_id,
    role: row.role,
    compte: { identifiant: row.identifiant ?? row.compte_id, nom: row.nom ?? '' },
    poste: { id: row.poste_id, nom: row.poste_nom ?? '', retire: row.revoque_le !== null },
    recue_le: row.recu_le,
  }));
  return Map.groupBy(receptions, ({ transmission }) => transmission);
};

/**
 * Every list of every relation with who received it and who is still waited for (facts 5.3 to 5.5). A flux that was
 * purged is left out: its lists are gone.
 *
 * @param couple only this relation
 * @returns relations in the order of their SIRET, the newest campagne first; null when `couple` is unknown
 */
export async function listerReceptions(
  db: Kysely<Tables>,
  now: Date,
  couple: { responsable: string; formateur: string } | null,
): Promise<RelationSuivie[] | null> {
  const flux = await db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .leftJoin('etablissement as r', 'r.siret', 'relation.siret_responsable')
    .leftJoin('etablissement as f', 'f.siret', 'relation.siret_formateur')
    .select(['flux.id', 'flux.tete', 'flux.campagne', 'flux.purge_le', 'relation.id as relation_id'])
    .select(['relation.siret_responsable', 'relation.siret_formateur'])
    .select((eb) => [
      eb.fn.coalesce('r.enseigne', 'r.raison_sociale').as('responsable'),
      eb.fn.coalesce('f.enseigne', 'f.raison_sociale').as('formateur'),
    ])
    .$if(couple !== null, (query) =>
      query
        .where('relation.siret_responsable', '=', couple?.responsable ?? '')
        .where('relation.siret_formateur', '=', couple?.formateur ?? ''),
    )
    .orderBy('relation.siret_responsable')
    .orderBy('relation.siret_formateur')
    .orderBy('flux.campagne', 'desc')
    .execute();
  if (couple !== null && flux.length === 0) return null;
  const receptions = await receptionsDe(db);
  const destinataires = await lireDestinataires(db, now);
  const suivies: RelationSuivie[] = [];
  for (const row of flux) {
    if (row.purge_le !== null) continue;
    const main = destinataires.de({ id: row.relation_id, siretResponsable: row.siret_responsable });
    const listes = await listesDe(db, row);
    suivies.push({
      relation: `${row.siret_responsable}-${row.siret_formateur}`,
      campagne: row.campagne ?? 0,
      flux: row.id,
      responsable: row.responsable ?? row.siret_responsable,
      formateur: row.formateur ?? row.siret_formateur,
      listes: listes.map((liste) => {
        const proofs = receptions.get(liste.transmission) ?? [];
        const waiting = main.filter(({ compteId }) => proofs.every((proof) => proof.compteId !== compteId));
        return {
          ...liste,
          receptions: proofs.map(({ role, compte, poste, recue_le }) => ({ role, compte, poste, recue_le })),
          en_attente: waiting.map(({ role, identifiant, nom, statut }) => ({ role, identifiant, nom, compte: statut })),
        };
      }),
    });
  }
  return suivies;
}

async function listesDe(
  db: Kysely<Tables>,
  flux: { id: string; tete: number },
): Promise<(TransmissionLigne & { transmission: string })[]> {
  const rows = await db
    .selectFrom('ligne as l')
    .select(['l.id', 'l.corps'])
    .where('l.flux_id', '=', flux.id)
    .where('l.seq', '<=', flux.tete)
    .where(isTransmission)
    .orderBy('l.seq')
    .execute();
  return rows.map(({ id, corps }) => ({ transmission: id, ...transmissionLigne.parse(JSON.parse(corps)) }));
}
