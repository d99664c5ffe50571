import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import { refuse } from '../errors.ts';
import { modeDepot } from '../guichet/depot.ts';
import type { FormationOfferte } from '../guichet/formation.ts';
import type { Accueil } from './contexte.ts';
import { montrerCreneaux, refusCreneau } from './creneaux-proposes.ts';
import { lireDemande } from './demande-lue.ts';
import type { Suite } from './envois.ts';
import { estOuverte, lireParametres, trouver } from './formation-demandee.ts';
import { type Erreurs, type FormationMontree, type Valeurs, valeursVides } from './pages/champs.ts';
import { chemins } from './pages/chemins.ts';
import { versionConsentement } from './pages/confidentialite.ts';
import { pageAConfirmer, pageFermee, pageMerci } from './pages/fins.ts';
import { pageFormulaire } from './pages/formulaire.ts';
import { sendPage } from './reponses.ts';
import { lireSaisie, type Saisie } from './saisie.ts';

/** The server comes every two seconds; it is stopped for a minute when it is brought up to date. */
export const retardMs = 10 * 60_000;

const montrer = (formation: FormationOfferte): FormationMontree => ({
  cle: formation.cleMinistereEducatif,
  intitule: formation.intitule,
  raisonSociale: formation.raisonSociale,
  adresse: formation.adresse,
  codePostal: formation.codePostal,
  ville: formation.ville,
});

const parametresSuite = z.object({ cle: z.string().min(1).max(120), mode: modeDepot });
const apresEnvoi: Readonly<Record<Suite, string>> = { merci: chemins.merci, 'a-confirmer': chemins.aConfirmer };

/** A page of its own follows: read again, or come back to, it does not send the form once more. */
const rediriger = (reply: FastifyReply, { cle, valeurs }: Saisie, suite: Suite): FastifyReply => {
  const ou = new URLSearchParams({ cle, mode: valeurs.mode ?? 'rappel' }).toString();
  return reply.header('cache-control', 'no-store').redirect(`${apresEnvoi[suite]}?${ou}`, 303);
};

/** The form of a training, and what is done of it once it is sent. Reading it changes nothing. */
export function registerDemande(app: FastifyInstance, accueil: Accueil): void {
  const { guichet, freins, defis, envois, journal, clock } = accueil;

  app.get(chemins.demande, async (request, reply) => {
    await freins.lire(request);
    const asked = lireParametres(request.query);
    const formation = asked === null ? null : await trouver(guichet, asked.nom);
    if (asked === null || formation === null) return sendPage(reply, pageFermee(null), 404);
    if (!estOuverte(formation, asked.origine)) return sendPage(reply, pageFermee(formation));
    const isFreine = await freins.estFreine(request, formation.cleMinistereEducatif);
    return formulaire(reply, 200, {
      formation,
      origine: asked.origine,
      valeurs: { ...valeursVides, mode: asked.mode },
      isFreine,
    });
  });

  app.post(chemins.demande, async (request, reply) => {
    await freins.envoyer(request);
    const saisie = lireSaisie(request.body);
    const origine = saisie === null ? null : lireOrigine(saisie.origine);
    if (saisie === null || origine === null || saisie.consentement > versionConsentement) {
      throw refuse('REQUETE_INVALIDE', 400);
    }
    const formation = await guichet.trouverFormation({ cle: saisie.cle });
    if (formation === null) return sendPage(reply, pageFermee(null), 404);
    if (!estOuverte(formation, origine)) return sendPage(reply, pageFermee(formation), 409);
    return recevoir(request, reply, saisie, { formation, origine });
  });

  app.get(chemins.merci, async (request, reply) => {
    const { mode, formation } = await lireSuite(request);
    if (formation === null) return sendPage(reply, pageFermee(null), 404);
    const text = pageMerci({ mode, cfa: formation.raisonSociale, enRetard: await isEnRetard() });
    return sendPage(reply, text);
  });

  app.get(chemins.aConfirmer, async (request, reply) => {
    const { mode, formation } = await lireSuite(request);
    if (formation === null) return sendPage(reply, pageFermee(null), 404);
    return sendPage(reply, pageAConfirmer({ cfa: formation.raisonSociale, mode }));
  });

  async function lireSuite(request: FastifyRequest) {
    await freins.lire(request);
    const lue = parametresSuite.safeParse(request.query);
    if (!lue.success) throw refuse('REQUETE_INVALIDE', 400);
    const { cle, mode } = lue.data;
    return { mode, formation: await guichet.trouverFormation({ cle }) };
  }

  async function recevoir(
    request: FastifyRequest,
    reply: FastifyReply,
    saisie: Saisie,
    { formation, origine }: { formation: FormationOfferte; origine: Origine },
  ): Promise<FastifyReply> {
    const { valeurs } = saisie;
    const dessin = { formation, origine, valeurs, apres: saisie.creneauxApres };
    if (saisie.piege !== '') {
      journal.note({ code: 'DEPOT_PIEGE' });
      return rediriger(reply, saisie, 'merci');
    }
    if (saisie.voir !== '') {
      const isFreine = await freins.estFreine(request, formation.cleMinistereEducatif);
      return formulaire(reply, 200, { ...dessin, isFreine, apres: saisie.voir, isFeuillete: true });
    }
    const prise = await envois.prendre(saisie, () => prendre(request, saisie, { formation, origine }));
    return prise.suite === null
      ? formulaire(reply, prise.status, { ...dessin, ...prise.montrer })
      : rediriger(reply, saisie, prise.suite);
  }

  async function prendre(
    request: FastifyRequest,
    saisie: Saisie,
    { formation, origine }: { formation: FormationOfferte; origine: Origine },
  ): Promise<Prise> {
    const { valeurs } = saisie;
    const cle = formation.cleMinistereEducatif;
    const refus = valeurs.mode === 'creneau' ? await refusCreneau(guichet, { cle, origine }, valeurs.creneau) : null;
    const lue = lireDemande(saisie, { cle, origine }, refus);
    if (!lue.ok) {
      const isFreine = await freins.estFreine(request, cle);
      const { erreurs, suggestion } = lue;
      return { suite: null, status: 422, montrer: { isFreine, erreurs, suggestion } };
    }
    const { demande } = lue;
    const frein = await freins.deposer(request, cle, demande.courriel);
    // A place is taken from somebody else: work that a machine does is no proof that anybody will come.
    const isPlaceFreinee = demande.mode === 'creneau' && frein === 'personne';
    // The page was drawn before throttling tripped: it is shown again as it was filled in, with a challenge.
    if (frein !== 'aucun' && !isPlaceFreinee && saisie.defi === '')
      return { suite: null, status: 200, montrer: { isFreine: true } };
    const aConfirmer = isPlaceFreinee || (frein !== 'aucun' && !defis.accepter(cle, saisie.defi, saisie.preuve));
    if (aConfirmer) await freins.confirmer(request, demande.courriel);
    const id = await guichet.deposer('demande', { ...demande, a_confirmer: aConfirmer });
    journal.note({ code: aConfirmer ? 'DEPOT_A_CONFIRMER' : 'DEPOT_DEMANDE', id });
    return { suite: aConfirmer ? 'a-confirmer' : 'merci' };
  }

  /** Nobody came to take the deposits for long: said, so that nobody asks twice. */
  async function isEnRetard(): Promise<boolean> {
    const passage = await guichet.dernierPassage();
    return passage !== null && clock.now().getTime() - passage.getTime() > retardMs;
  }

  async function formulaire(reply: FastifyReply, status: number, dessin: Dessin): Promise<FastifyReply> {
    const { formation, origine, isFreine, apres = '', isFeuillete = false, suggestion = null } = dessin;
    const cle = formation.cleMinistereEducatif;
    const choisi = dessin.erreurs?.creneau === undefined ? dessin.valeurs.creneau : '';
    const creneaux = await montrerCreneaux(guichet, { cle, origine }, { choisi, apres });
    const { valeurs, erreurs } = sansCreneau(dessin, creneaux === null);
    const text = pageFormulaire({
      formation: montrer(formation),
      origine,
      valeurs: { ...valeurs, creneau: choisi },
      erreurs,
      suggestion,
      creneaux,
      isFeuillete,
      envoi: envois.emettre(),
      defi: isFreine ? defis.emettre(cle) : null,
    });
    return sendPage(reply, text, status);
  }
}

/** What follows a form that is on the disk; what to show of one that cannot be taken, or not yet. */
type Prise =
  | { suite: Suite }
  | { suite: null; status: number; montrer: Pick<Dessin, 'isFreine' | 'erreurs' | 'suggestion'> };

interface Dessin {
  formation: FormationOfferte;
  origine: Origine;
  valeurs: Valeurs;
  isFreine: boolean;
  erreurs?: Erreurs;
  suggestion?: string | null;
  /** Where the list of créneaux begins. */
  apres?: string;
  isFeuillete?: boolean;
}

/** A way that is offered no more is said where it was chosen; a link that asks for it opens the form without it. */
function sansCreneau({ valeurs, erreurs = {} }: Dessin, isAbsent: boolean): { valeurs: Valeurs; erreurs: Erreurs } {
  if (!isAbsent || valeurs.mode !== 'creneau') return { valeurs, erreurs };
  const { creneau, ...autres } = erreurs;
  return {
    valeurs: { ...valeurs, mode: null },
    erreurs: creneau === undefined ? autres : { ...autres, mode: 'PARTI' },
  };
}
