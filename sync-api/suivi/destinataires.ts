import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Someone a list is meant for. */
export interface Destinataire {
  role: 'responsable' | 'delegue';
  /** null: the responsable has no account yet. */
  compteId: string | null;
  /** SIRET of the responsable, or address of the délégué. */
  identifiant: string;
  nom: string;
  statut: 'invite' | 'actif' | 'suspendu' | null;
}

interface Delegation {
  relationId: string;
  compteId: string;
  statut: 'invite' | 'actif' | 'suspendu';
}

export interface Destinataires {
  /** The main recipients of a relation's lists: its active délégués, else its responsable (facts 5.5). Never empty. */
  de(relation: { id: string; siretResponsable: string }): readonly Destinataire[];
  /** Accounts of responsables, by SIRET. */
  responsables: ReadonlyMap<string, Destinataire>;
  /** Running délégations, those of a suspended account included. */
  delegations: readonly Delegation[];
}

/**
 * Who every list is meant for, now. Read whole: some thousand rows for the whole country.
 * A délégué whose account is suspended receives nothing, so that the responsable is the recipient again.
 */
export async function lireDestinataires(db: Kysely<Tables>, now: Date): Promise<Destinataires> {
  const instant = now.toISOString();
  const comptes = await db
    .selectFrom('compte')
    .select(['id', 'identifiant', 'nom', 'role', 'siret', 'statut'])
    .where('role', '=', 'responsable')
    .execute();
  const responsables = new Map<string, Destinataire>();
  for (const { id, identifiant, nom, siret, statut } of comptes)
    if (siret !== null) responsables.set(siret, { role: 'responsable', compteId: id, identifiant, nom, statut });
  const running = await db
    .selectFrom('delegation')
    .innerJoin('compte', 'compte.id', 'delegation.compte_id')
    .select(['delegation.relation_id', 'compte.id', 'compte.identifiant', 'compte.nom', 'compte.statut'])
    .distinct()
    .where('delegation.debut_le', '<=', instant)
    .where((eb) => eb.or([eb('delegation.fin_le', 'is', null), eb('delegation.fin_le', '>', instant)]))
    .orderBy('compte.identifiant')
    .execute();
  const active = Map.groupBy(
    running.filter(({ statut }) => statut !== 'suspendu'),
    (row) => row.relation_id,
  );
  return {
    responsables,
    delegations: running.map(({ relation_id, id, statut }) => ({ relationId: relation_id, compteId: id, statut })),
    de({ id, siretResponsable }) {
      const delegues = active.get(id);
      if (delegues !== undefined)
        return delegues.map(({ id: compteId, identifiant, nom, statut }) => {
          return { role: 'delegue' as const, compteId, identifiant, nom, statut };
        });
      const known = responsables.get(siretResponsable);
      if (known !== undefined) return [known];
      return [{ role: 'responsable', compteId: null, identifiant: siretResponsable, nom: '', statut: null }];
    },
  };
}
