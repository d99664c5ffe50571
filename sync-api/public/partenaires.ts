import type { FastifyInstance } from 'fastify';
import { refuse } from '../errors.ts';
import type { Accueil } from './contexte.ts';
import { estOuverte, lireParametres, trouver } from './formation-demandee.ts';
import { chemins } from './pages/chemins.ts';

/** How long the list of a whole platform is told again without being read again. */
const listeMs = 60_000;

/**
 * What platforms and the button ask: whether a training is open for them, and where its form is. The fields have the
 * names of the former service (rdv-apprentissage 4.1). Any site may read the context of a training: a CFA's own too.
 */
export function registerPartenaires(app: FastifyInstance, { guichet, freins, clock, origin }: Accueil): void {
  let liste: { ids: string[]; lueLe: number } | null = null;

  app.get(chemins.contexte, async (request, reply) => {
    // Before anything may be refused: a refusal has to be read by the page that asked, too.
    reply.header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=60');
    await freins.lire(request);
    const asked = lireParametres(request.query);
    if (asked === null) throw refuse('REQUETE_INVALIDE', 400);
    const formation = await trouver(guichet, asked.nom);
    if (formation === null) throw refuse('INTROUVABLE', 404);
    if (!estOuverte(formation, asked.origine)) return { ouvert: false };
    const cle = formation.cleMinistereEducatif;
    const query = new URLSearchParams({ cle, origine: asked.origine }).toString();
    return {
      ouvert: true,
      etablissement_formateur_entreprise_raison_sociale: formation.raisonSociale,
      intitule_long: formation.intitule,
      lieu_formation_adresse: formation.adresse,
      code_postal: formation.codePostal,
      localite: formation.ville,
      etablissement_formateur_siret: formation.siretFormateur,
      cfd: formation.cfd,
      cle_ministere_educatif: cle,
      form_url: `${origin()}${chemins.demande}?${query}`,
    };
  });

  app.get('/v1/partenaires/parcoursup/formations', async (request) => {
    await freins.lire(request);
    const now = clock.now().getTime();
    if (liste === null || now - liste.lueLe >= listeMs) liste = { ids: await guichet.listerParcoursup(), lueLe: now };
    return { ids: liste.ids };
  });
}
