import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { estActive } from '../../shared/domain/agenda/places.ts';
import type { ReservationMontree } from '../guichet/creneaux-publics.ts';
import type { DepotReservation } from '../guichet/depot.ts';
import { empreinteDeJeton } from '../guichet/jeton.ts';
import type { Accueil } from './contexte.ts';
import { lireCreneauEcrit, montrerCreneaux } from './creneaux-proposes.ts';
import { champs } from './pages/champs.ts';
import { chemins } from './pages/chemins.ts';
import {
  type ErreurRendezVous,
  type EtatAffiche,
  type FaitRendezVous,
  type GestesPossibles,
  pageRendezVous,
} from './pages/rendez-vous.ts';
import { sendPage } from './reponses.ts';

const jeton = z.string().trim().max(200);
const jetonSeul = z.object({ [champs.jeton]: jeton });
const formulaireJeton = z.strictObject({ [champs.jeton]: jeton });
const formulaireVenir = z.strictObject({ [champs.jeton]: jeton, [champs.debut]: z.string().max(40) });
const texteCreneau = z.string().max(80).default('');
const formulaireDeplacer = z.strictObject({
  [champs.jeton]: jeton,
  [champs.creneau]: texteCreneau,
  [champs.creneauxApres]: texteCreneau,
  [champs.voir]: texteCreneau,
});

/** Where a réservation stands by the clock: the server comes by a moment later to say the same. */
export const etatAffiche = ({ etat, debut, expireLe }: ReservationMontree, maintenant: string): EtatAffiche => {
  if (maintenant >= debut) return 'passee';
  return etat === 'offerte' && expireLe !== null && maintenant >= expireLe ? 'expiree' : etat;
};

/** What its page lets her do: only what the server would carry out. */
export const gestesDe = (etat: EtatAffiche, { motif, formation }: ReservationMontree): GestesPossibles => {
  if (etat === 'passee' || etat === 'dite')
    return { venir: false, annuler: false, deplacer: false, refaire: formation !== null };
  const isOuverte = estActive(etat);
  // What she did not end herself may be taken up again at once; what is over for her begins with a new demande.
  const peutReprendre = isOuverte || etat === 'complet' || etat === 'expiree' || motif === 'creneau' || motif === 'cfa';
  return {
    // Fewer places than people: the CFA calls, and says who comes.
    venir: etat === 'offerte' || (etat === 'a_reconfirmer' && motif !== 'capacite'),
    annuler: isOuverte,
    deplacer: peutReprendre && formation !== null,
    refaire: !peutReprendre && formation !== null,
  };
};

interface Lien {
  jeton: string;
  empreinte: string;
  reservation: ReservationMontree;
  etat: EtatAffiche;
}

interface Montrer {
  erreur?: ErreurRendezVous;
  fait?: FaitRendezVous;
  choisi?: string;
  apres?: string;
  isFeuillete?: boolean;
}

/** The page of the link of a réservation. A GET shows an empty form, and changes nothing. */
export function registerRendezVous(app: FastifyInstance, accueil: Accueil): void {
  const { guichet, freins, journal, clock } = accueil;

  app.get(chemins.rendezVous, async (request, reply) => {
    await freins.lire(request);
    return sendPage(reply, pageRendezVous({ etat: null, erreur: null }));
  });

  app.post(chemins.rendezVous, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    return formulaireJeton.safeParse(request.body).success ? montrer(reply, lien) : montrer(reply, lien, refuse);
  });

  app.post(chemins.rendezVousVenir, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    const lu = formulaireVenir.safeParse(request.body);
    if (!lu.success) return montrer(reply, lien, refuse);
    if (!gestesDe(lien.etat, lien.reservation).venir) return montrer(reply, lien);
    const { debut } = lien.reservation;
    if (lu.data.debut !== debut) return montrer(reply, lien, { erreur: 'CHANGE' });
    await deposer(request, lien, { geste: 'venir', empreinte_jeton: lien.empreinte, debut });
    // The server has not come by yet: what was just asked is shown, not what the guichet still says.
    return montrer(reply, { ...lien, etat: 'dite' }, { fait: 'venir' });
  });

  app.post(chemins.rendezVousAnnuler, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    if (!formulaireJeton.safeParse(request.body).success) return montrer(reply, lien, refuse);
    if (!gestesDe(lien.etat, lien.reservation).annuler) return montrer(reply, lien);
    await deposer(request, lien, { geste: 'annuler', empreinte_jeton: lien.empreinte });
    const reservation = { ...lien.reservation, motif: 'candidat' };
    // Who only waits has nothing that she could have said that she comes to.
    const fait = lien.etat === 'attente' ? 'quitter' : 'annuler';
    return montrer(reply, { ...lien, reservation, etat: 'annulee' }, { fait });
  });

  app.post(chemins.rendezVousDeplacer, async (request, reply) => {
    await freins.lire(request);
    const lien = await lireLien(request.body);
    if (typeof lien === 'string') return refuser(reply, lien);
    const lu = formulaireDeplacer.safeParse(request.body);
    if (!lu.success) return montrer(reply, lien, refuse);
    const { creneau: choisi, creneaux_apres: apres, voir } = lu.data;
    const { formation } = lien.reservation;
    if (!gestesDe(lien.etat, lien.reservation).deplacer || formation === null) return montrer(reply, lien);
    if (voir !== '') return montrer(reply, lien, { choisi, apres: voir, isFeuillete: true });
    if (choisi === '') return montrer(reply, lien, { erreur: 'CRENEAU_MANQUE', apres });
    const ecrit = lireCreneauEcrit(choisi);
    if (ecrit === null || ecrit.id === lien.reservation.creneauId) return montrer(reply, lien, { ...refuse, apres });
    const offre = await guichet.lireCreneau(formation.cle, formation.origine, ecrit.id);
    if (offre === null || offre.debut !== ecrit.debut) return montrer(reply, lien, { erreur: 'CRENEAU_PARTI', apres });
    // Nobody gives up a place, or a rank, for another waiting list.
    if (offre.libres === 0) return montrer(reply, lien, { erreur: 'CRENEAU_COMPLET', apres });
    const creneau = { id: ecrit.id, debut: ecrit.debut };
    await deposer(request, lien, { geste: 'deplacer', empreinte_jeton: lien.empreinte, creneau });
    return montrer(reply, lien, { fait: 'deplacer' });
  });

  async function deposer(request: FastifyRequest, lien: Lien, corps: DepotReservation): Promise<void> {
    await freins.changer(request, lien.empreinte);
    const id = await guichet.deposer('reservation', corps);
    journal.note({ code: `DEPOT_RESERVATION_${corps.geste.toUpperCase()}`, id });
  }

  async function lireLien(body: unknown): Promise<Lien | 'INCOMPLET' | 'INCONNU'> {
    const lu = jetonSeul.safeParse(body);
    const empreinte = lu.success ? empreinteDeJeton(lu.data.jeton) : null;
    if (!lu.success || empreinte === null) return 'INCOMPLET';
    const reservation = await guichet.lireReservation(empreinte);
    if (reservation === null) return 'INCONNU';
    return { jeton: lu.data.jeton, empreinte, reservation, etat: etatAffiche(reservation, clock.now().toISOString()) };
  }

  async function montrer(
    reply: FastifyReply,
    { jeton: carried, reservation, etat }: Lien,
    { erreur, fait, choisi = '', apres = '', isFeuillete = false }: Montrer = {},
  ): Promise<FastifyReply> {
    const possibles = gestesDe(etat, reservation);
    // One act at a time: the next one after what its mail will say.
    const gestes = fait === undefined ? possibles : { venir: false, annuler: false, deplacer: false, refaire: false };
    const { formation, creneauId } = reservation;
    const creneaux =
      formation === null || !gestes.deplacer
        ? null
        : await montrerCreneaux(guichet, formation, {
            choisi,
            apres,
            garder: ({ id, libres }) => libres > 0 && id !== creneauId,
          });
    const text = pageRendezVous({
      etat: { jeton: carried, reservation, etat, gestes, creneaux, choisi },
      erreur: erreur ?? null,
      fait,
      isFeuillete,
    });
    return sendPage(reply, text, erreur === undefined ? 200 : 422);
  }
}

const refuse: Montrer = { erreur: 'REFUSE' };

const refuser = (reply: FastifyReply, erreur: 'INCOMPLET' | 'INCONNU'): FastifyReply =>
  sendPage(reply, pageRendezVous({ etat: null, erreur }), erreur === 'INCONNU' ? 404 : 422);
