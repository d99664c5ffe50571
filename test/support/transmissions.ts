import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { TransmissionLigne } from '../../shared/contract/lignes.ts';
import { writeLignes } from '../../sync-api/store/flux.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

/** A list as an import leaves it: so many vœux known to the server, and the row of the transmission. @returns its id */
export const transmettre = async (
  db: Kysely<Tables>,
  fluxId: string,
  { numero, le, voeux, accueil = '0699904R', ines }: TransmissionDeTest,
): Promise<string> => {
  const id = randomUUID();
  const lignes = [];
  for (let count = 0; count < voeux; count += 1) {
    const voeuId = randomUUID();
    const corps = JSON.stringify({ etablissement_accueil: { uai: accueil, nom: 'CFA fictif', ville: null } });
    lignes.push({ id: voeuId, type: 'voeu', v: 1, dossierId: null, corps });
    await db
      .insertInto('voeu')
      .values({
        id: voeuId,
        campagne: 2026,
        academie_code: '10',
        ine: ines?.[count] ?? randomUUID().slice(0, 11),
        code_offre: randomUUID(),
        flux_id: fluxId,
        dossier_id: null,
        empreinte_ligne: '',
        etat: 'actif',
        cree_le: le,
        modifie_le: le,
      })
      .execute();
  }
  const corps: TransmissionLigne = {
    numero,
    genre: numero === 1 ? 'premiere' : 'mise_a_jour',
    recue_le: le,
    total: voeux,
    ajoutes: voeux,
    modifies: 0,
    retires: 0,
  };
  lignes.push({ id, type: 'transmission', v: 1, dossierId: null, corps: JSON.stringify(corps) });
  await writeLignes(db, { fluxId, lignes });
  return id;
};

export interface TransmissionDeTest {
  numero: number;
  /** Instant of the extraction. */
  le: string;
  /** Vœux that it adds. */
  voeux: number;
  accueil?: string;
  /** Their pupils, by INE; others are made up. */
  ines?: readonly string[];
}

/** The proof that a poste gives of a flux when its file is the same as the server's. */
export const preuveDe = async (
  db: Kysely<Tables>,
  fluxId: string,
): Promise<{ flux: string; tete: number; nombre: number; empreinte: string }> => {
  const row = await db.selectFrom('flux').selectAll().where('id', '=', fluxId).executeTakeFirstOrThrow();
  return { flux: fluxId, tete: row.tete, nombre: row.nombre, empreinte: row.empreinte };
};
