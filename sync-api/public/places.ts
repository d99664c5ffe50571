import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { origine } from '../../shared/domain/demandes/origines.ts';
import { refuse } from '../errors.ts';
import type { Accueil } from './contexte.ts';
import { creneauxParPage, lireCreneauEcrit } from './creneaux-proposes.ts';
import { estOuverte } from './formation-demandee.ts';
import { chemins } from './pages/chemins.ts';

const parametres = z.strictObject({
  cle: z.string().min(1).max(120),
  origine,
  apres: z.string().max(80).optional(),
});

/** What a page shows may have slid by as many that came before it. */
const limite = 2 * creneauxParPage;

/** How many places are left, asked by the pages that show them while they stand open. Nobody is named, nothing is kept. */
export function registerPlaces(app: FastifyInstance, { guichet, freins }: Accueil): void {
  app.get(chemins.places, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    await freins.places(request);
    const asked = parametres.safeParse(request.query);
    if (!asked.success) throw refuse('REQUETE_INVALIDE', 400);
    const { cle, origine: platform, apres: texte } = asked.data;
    const apres = texte === undefined ? undefined : lireCreneauEcrit(texte);
    if (apres === null) throw refuse('REQUETE_INVALIDE', 400);
    const formation = await guichet.trouverFormation({ cle });
    if (formation === null || !estOuverte(formation, platform)) throw refuse('INTROUVABLE', 404);
    const lus = await guichet.listerCreneaux(cle, platform, { apres, limite: limite + 1 });
    return {
      creneaux: lus.slice(0, limite).map(({ id, debut, libres, listeAttente }) => ({
        id,
        debut,
        libres,
        liste_attente: listeAttente,
      })),
      suite: lus.length > limite,
    };
  });
}
