import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { messageMax, modeDepot } from '../guichet/depot.ts';
import { empreinteDeJeton } from '../guichet/jeton.ts';
import type { Suivi } from '../guichet/suivi.ts';
import { ecrireSouhaits, lireSouhaits, nettoyerMessage } from './champs-lus.ts';
import type { Accueil } from './contexte.ts';
import { champs, type EtatSuivi } from './pages/champs.ts';
import { chemins } from './pages/chemins.ts';
import { type ErreurSuivi, type FaitSuivi, pageConfirmee, pageConfirmer, pageSuivi } from './pages/suivi.ts';
import { sendPage } from './reponses.ts';

const jeton = z.string().trim().max(200);
const formulaireJeton = z.strictObject({ [champs.jeton]: jeton });
const formulaireChangement = z.strictObject({
  [champs.jeton]: jeton,
  [champs.mode]: modeDepot.exclude(['creneau']).optional(),
  [champs.souhait]: z.union([z.string().transform((one) => [one]), z.array(z.string()).max(40)]).default([]),
  [champs.message]: z.string().max(6_000).default(''),
});
const jetonSeul = z.object({ [champs.jeton]: jeton });

interface Lien {
  jeton: string;
  empreinte: string;
  suivi: Suivi;
}

/** The page of a personal link and the button of a confirmation mail. A GET shows an empty form, and changes nothing. */
export function registerSuivi(app: FastifyInstance, accueil: Accueil): void {
  const { guichet, freins, journal } = accueil;

  app.get(chemins.suivi, async (request, reply) => {
    await freins.lire(request);
    return sendPage(reply, pageSuivi({ etat: null, erreur: null }));
  });

  app.post(chemins.suivi, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    return typeof lien === 'string' ? refuser(reply, lien) : montrer(reply, lien);
  });

  app.post(chemins.changement, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    const lu = formulaireChangement.safeParse(request.body);
    const souhaits = lu.success ? lireSouhaits(lu.data.souhait) : null;
    const message = lu.success ? nettoyerMessage(lu.data.message) : '';
    if (!lu.success || souhaits?.ok !== true || message.length > messageMax) return montrer(reply, lien, 'REFUSE');
    if (lien.suivi.etat !== 'ouverte') return montrer(reply, lien);
    await freins.changer(request, lien.empreinte);
    const mode = lu.data.mode ?? lien.suivi.mode;
    const change = {
      // Who asked for a créneau and chooses nothing else keeps to it.
      ...(mode === 'creneau' ? {} : { mode }),
      // Days are for a call: whoever now writes has none.
      souhaits: mode === 'rappel' ? souhaits.valeur : [],
      ...(message === '' ? {} : { message }),
    };
    const id = await guichet.deposer('changement', { empreinte_jeton: lien.empreinte, ...change });
    journal.note({ code: 'DEPOT_CHANGEMENT', id });
    // The server has not come by yet: what was just asked is shown, not what the guichet still says.
    return montrer(reply, { ...lien, suivi: { ...lien.suivi, mode, souhaits: change.souhaits } }, null, 'change');
  });

  app.post(chemins.annulation, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    if (!formulaireJeton.safeParse(request.body).success) return montrer(reply, lien, 'REFUSE');
    if (lien.suivi.etat !== 'ouverte') return montrer(reply, lien);
    await freins.changer(request, lien.empreinte);
    const id = await guichet.deposer('annulation', { empreinte_jeton: lien.empreinte });
    journal.note({ code: 'DEPOT_ANNULATION', id });
    return montrer(reply, { ...lien, suivi: { ...lien.suivi, etat: 'annulee' } }, null, 'annule');
  });

  app.get(chemins.confirmation, async (request, reply) => {
    await freins.lire(request);
    return sendPage(reply, pageConfirmer({ erreur: null }));
  });

  app.post(chemins.confirmation, async (request, reply) => {
    await freins.envoyer(request);
    const lu = formulaireJeton.safeParse(request.body);
    const empreinte = lu.success ? empreinteDeJeton(lu.data.jeton) : null;
    if (empreinte === null) return sendPage(reply, pageConfirmer({ erreur: 'INCOMPLET' }), 422);
    // Whether somebody waits for this token is not known here: the words are the same.
    const id = await guichet.deposer('confirmation', { empreinte_jeton: empreinte });
    journal.note({ code: 'DEPOT_CONFIRMATION', id });
    return sendPage(reply, pageConfirmee());
  });

  async function lireLien(body: unknown): Promise<Lien | 'INCOMPLET' | 'INCONNU'> {
    const lu = jetonSeul.safeParse(body);
    const empreinte = lu.success ? empreinteDeJeton(lu.data.jeton) : null;
    if (!lu.success || empreinte === null) return 'INCOMPLET';
    const suivi = await guichet.lireSuivi(empreinte);
    return suivi === null ? 'INCONNU' : { jeton: lu.data.jeton, empreinte, suivi };
  }
}

const refuser = (reply: FastifyReply, erreur: 'INCOMPLET' | 'INCONNU'): FastifyReply =>
  sendPage(reply, pageSuivi({ etat: null, erreur }), erreur === 'INCONNU' ? 404 : 422);

function montrer(
  reply: FastifyReply,
  { jeton: carried, suivi }: Lien,
  erreur: ErreurSuivi | null = null,
  fait?: FaitSuivi,
): FastifyReply {
  const etat: EtatSuivi = {
    jeton: carried,
    intitule: suivi.intitule,
    raisonSociale: suivi.raisonSociale,
    mode: suivi.mode,
    souhaits: ecrireSouhaits(suivi.souhaits),
    etat: suivi.etat,
    recueLe: suivi.recueLe,
    fuseau: suivi.fuseau,
  };
  const text = pageSuivi({ etat, erreur, ...(fait === undefined ? {} : { fait }) });
  return sendPage(reply, text, erreur === null ? 200 : 422);
}
