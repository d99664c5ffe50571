import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import { echeanceDe, type Site } from '../../shared/domain/demandes/echeance.ts';
import { telephoneImprime } from '../../shared/domain/telephone.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import { ensureRelation } from '../referentiels/relation.ts';
import { ensureFlux, lockFlux } from '../store/flux.ts';
import { campagneDe, purgeApres } from '../voeux/campagne.ts';
import { cleCourriel, cleTelephone, empreinteJeton, jetonDeDemande, type Nom } from './cles.ts';
import { dossierPour } from './dossier.ts';
import { completer, estNouveau } from './doublon.ts';
import { lireEcrite } from './ecrite.ts';
import { fermerParAppel } from './etat.ts';
import { type DemandeRow, direSuivi, ecrireLignes, enLigneDemande, lireDemande } from './ligne.ts';
import { findMemePersonne } from './meme-personne.ts';
import { estOpposee } from './opposee.ts';
import { estOuverte } from './ouverte.ts';
import { aTropRecu, ecrireAuCandidat, type Issue, marquer, type Passage } from './passage.ts';
import { findDejaReservee, redire, reserverPour } from './reservation.ts';
import { connaitreFormateur, type FormationRow, findFormation, siteDe } from './site.ts';

/** Whom a demande is about: the young person when a parent gave the name, else whoever filled the form in. */
export const personneDe = (depot: DepotDemande): Nom => depot.jeune ?? { nom: depot.nom, prenom: depot.prenom };

interface Cles {
  courriel: string;
  telephone: string;
}

export const clesDe = (secret: string, depot: DepotDemande): Cles => ({
  courriel: cleCourriel(secret, personneDe(depot), depot.courriel),
  telephone: cleTelephone(secret, personneDe(depot), depot.telephone),
});

/** The flux that takes a demande; null when that campagne was purged. */
const fluxPour = async (
  { trx, random, retentionMois }: Passage,
  relationId: string,
  campagne: number,
): Promise<string | null> => {
  const id = await ensureFlux(trx, random, {
    genre: 'relation',
    relationId,
    campagne,
    purgeApres: purgeApres(campagne, retentionMois),
  });
  const flux = (await lockFlux(trx, [id])).get(id);
  return flux === undefined || flux.purge_le !== null ? null : id;
};

type FluxTrouve = { fluxId: string; campagne: number };

/** The flux where it was before a restore, when this base has it. */
const fluxDAlors = async ({ trx, fluxRepris }: Passage, relationId: string): Promise<FluxTrouve | null> => {
  if (fluxRepris === null) return null;
  const flux = await trx
    .selectFrom('flux')
    .select('campagne')
    .where('id', '=', fluxRepris)
    .where('relation_id', '=', relationId)
    .where('purge_le', 'is', null)
    .executeTakeFirst();
  if (flux === undefined || flux.campagne === null) return null;
  await lockFlux(trx, [fluxRepris]);
  return { fluxId: fluxRepris, campagne: flux.campagne };
};

/** The flux of the créneau that she chose, when it is one of this relation and nothing of it was purged. */
const fluxDuCreneau = async (
  { trx }: Passage,
  relationId: string,
  creneau: DepotDemande['creneau'],
): Promise<FluxTrouve | null> => {
  if (creneau === undefined) return null;
  const flux = await trx
    .selectFrom('creneau')
    .innerJoin('flux', 'flux.id', 'creneau.flux_id')
    .select(['flux.id', 'flux.campagne'])
    .where('creneau.id', '=', creneau.id)
    .where('flux.relation_id', '=', relationId)
    .where('flux.purge_le', 'is', null)
    .executeTakeFirst();
  if (flux === undefined || flux.campagne === null) return null;
  await lockFlux(trx, [flux.id]);
  return { fluxId: flux.id, campagne: flux.campagne };
};

/**
 * Where a demande goes (PROTOCOL 1): the relation that its training names, made if unknown, and the campagne of the day
 * of its reception. A server that was off until that campagne was purged gives it to the present one: nobody reads the
 * other any more. With a créneau it goes where that is: the meetings of January are offered in December. Taken again after a
 * restore, it goes where it was: the créneau may come back later, and what staff wrote in its dossier waits for it there.
 */
const trouverFlux = async (
  passage: Passage,
  formation: FormationRow,
  recueLe: string,
  creneau: DepotDemande['creneau'],
): Promise<FluxTrouve | null> => {
  const { trx, random, clock } = passage;
  const couple = { responsable: formation.siret_responsable, formateur: formation.siret_formateur };
  const now = clock.now();
  const relation = await ensureRelation(trx, random, couple, now.toISOString());
  if (relation.creee) await connaitreFormateur(trx, random, formation);
  const connu = (await fluxDAlors(passage, relation.id)) ?? (await fluxDuCreneau(passage, relation.id, creneau));
  if (connu !== null) return connu;
  for (const campagne of new Set([campagneDe(new Date(recueLe)), campagneDe(now)])) {
    const fluxId = await fluxPour(passage, relation.id, campagne);
    if (fluxId !== null) return { fluxId, campagne };
  }
  return null;
};

const corpsDe = (
  depot: DepotDemande,
  formation: FormationRow,
  { dossier, recueLe, site }: { dossier: string; recueLe: string; site: Site },
): DemandeLigne => ({
  dossier,
  mode: depot.mode,
  recue_le: recueLe,
  echeance: echeanceDe(recueLe, site),
  etat: 'ouverte',
  auteur: depot.auteur,
  demandeur: depot.jeune === null ? null : { nom: depot.nom, prenom: depot.prenom },
  motifs: depot.motifs,
  message: depot.message,
  courriel: depot.courriel.toLowerCase(),
  consentement: depot.consentement,
  ajouts: [],
  souhaits: depot.souhaits,
  origine: depot.origine,
  formation: {
    cle_ministere_educatif: formation.cle_ministere_educatif,
    intitule: formation.intitule,
    ville: formation.ville,
  },
  telephone_cfa: formation.telephone === null ? null : telephoneImprime(formation.telephone),
  cfa: formation.raison_sociale,
  territoire: site.territoire,
  courriel_rejete: null,
});

const creer = async (
  passage: Passage,
  depot: DepotDemande,
  { formation, cles, recueLe }: { formation: FormationRow; cles: Cles; recueLe: string },
): Promise<Issue> => {
  const { trx, secret, depotId: id } = passage;
  const flux = await trouverFlux(passage, formation, recueLe, depot.creneau);
  if (flux === null) return 'DEPOT_CAMPAGNE_PURGEE';
  const { fluxId, campagne } = flux;
  const dossier = await dossierPour(
    passage,
    { fluxId, campagne, cleCourriel: cles.courriel },
    depot,
    personneDe(depot),
  );
  const corps = corpsDe(depot, formation, { dossier: dossier.id, recueLe, site: await siteDe(trx, formation) });
  const jeton = jetonDeDemande(secret, id);
  const row: DemandeRow = {
    id,
    flux_id: fluxId,
    dossier_id: dossier.id,
    cle_ministere_educatif: formation.cle_ministere_educatif,
    origine: depot.origine,
    mode: depot.mode,
    etat: 'ouverte',
    cle_courriel: cles.courriel,
    cle_telephone: cles.telephone,
    empreinte_jeton: empreinteJeton(jeton),
    recue_le: recueLe,
    echeance: corps.echeance,
    repondue_le: null,
    annulee_le: null,
  };
  await trx.insertInto('demande').values(row).execute();
  await marquer(passage, row.empreinte_jeton);
  await ecrireLignes(passage, fluxId, [...(dossier.ligne === null ? [] : [dossier.ligne]), enLigneDemande(id, corps)]);
  await direSuivi(trx, [row.empreinte_jeton]);
  // A place that is hers answers the demande at once: its own mails tell both sides, and say all.
  if ((await reserverPour(passage, row, depot, recueLe)).etat === 'repondue') return 'prise';
  const ecrite = await lireEcrite(trx, row);
  if (ecrite === null) return 'prise';
  const { demande, titulaire } = ecrite;
  // She asked for silence earlier, in this very dossier: staff are told that she asks now, she is not written to.
  const isSilent = (await estOpposee(passage, row)) || (titulaire !== null && (await aTropRecu(passage, titulaire)));
  await ecrireAuCandidat(passage, isSilent ? null : titulaire, (adresse) => ({
    genre: 'candidat-confirmation',
    demande,
    destinataire: adresse,
    jeton,
  }));
  await ecrireCourriel(trx, passage, { genre: 'cfa-nouvelle', demande });
  return 'prise';
};

/** The same form again, for a créneau where she has a place or waits for one: it asks for nothing more. */
const estRedite = async (passage: Passage, depot: DepotDemande, cles: Cles): Promise<boolean> => {
  if (depot.creneau === undefined) return false;
  const deja = await findDejaReservee(passage, {
    cle: depot.cle_ministere_educatif,
    cleCourriel: cles.courriel,
    creneauId: depot.creneau.id,
  });
  const corps = deja === null ? null : await lireDemande(passage.trx, deja.row);
  if (deja === null || corps === null || estNouveau(corps, { motifs: depot.motifs, message: depot.message }))
    return false;
  await marquer(passage, deja.row.empreinte_jeton);
  await redire(passage, deja.reservation);
  return true;
};

/**
 * A filled form whose address needs no proof: a new demande, or something added to the one of the same person and
 * training that is still open.
 *
 * @param recueLe when it was asked, or when the address was proved: the deadline counts from there
 */
export const recevoirDemande = async (passage: Passage, depot: DepotDemande, recueLe: string): Promise<Issue> => {
  const formation = await findFormation(passage.trx, depot.cle_ministere_educatif);
  if (formation === undefined) return 'DEPOT_FORMATION_INCONNUE';
  const cles = clesDe(passage.secret, depot);
  // Two demandes at most: the one that has her e-mail and the one that has her phone.
  for (;;) {
    const ouverte = await findMemePersonne(passage.trx, formation.cle_ministere_educatif, cles);
    if (ouverte === null && (await estRedite(passage, depot, cles))) return 'prise';
    if (ouverte === null) return creer(passage, depot, { formation, cles, recueLe });
    if (await estOuverte(passage.trx, ouverte.row)) return completer(passage, ouverte, depot, recueLe);
    // Answered by a call that an older poste logged: added to it, her new words would be seen by nobody.
    await fermerParAppel(passage, ouverte.row);
  }
};
