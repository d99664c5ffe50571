import { texteDuPartage } from '../../shared/domain/partages.ts';
import { writeLignes } from '../../sync-api/store/flux.ts';
import { responsable } from './population.ts';
import type { SimServer } from './sim-server.ts';

/** Who works at the three postes, in their order. */
export const operateurs = [
  'a1c7e0d2-55b1-4f0e-8d21-0f6b2c9e7001',
  'a1c7e0d2-55b1-4f0e-8d21-0f6b2c9e7002',
  'a1c7e0d2-55b1-4f0e-8d21-0f6b2c9e7003',
] as const;

const modeleId = 'a1c7e0d2-55b1-4f0e-8d21-0f6b2c9e7010';
const noms = ['Léa M.', 'Karim B.', 'Nora T.'];

/** What everybody reads from the first day on, and may write over. */
const modele = {
  nom: 'Premier contact',
  canal: 'courriel',
  objet: 'Votre demande',
  texte: 'Texte du premier jour',
};

/** The organisme knows its team, which has a modèle already. */
export async function openTeam({ db }: SimServer): Promise<void> {
  const { id } = await db
    .selectFrom('flux')
    .select('id')
    .where('genre', '=', 'organisme')
    .where('siret_responsable', '=', responsable)
    .executeTakeFirstOrThrow();
  const lignes = operateurs.map((operateur, rang) => {
    const corps = JSON.stringify({ nom_affiche: noms[rang], actif: true });
    return { id: operateur, type: 'operateur', v: 1, dossierId: null, corps };
  });
  const corps = `{"cle":"modele","valeur":${texteDuPartage(modele)}}`;
  const premier = { id: modeleId, type: 'reglage', v: 1, dossierId: null, corps };
  await db.transaction().execute((trx) => writeLignes(trx, { fluxId: id, lignes: [...lignes, premier] }));
}
