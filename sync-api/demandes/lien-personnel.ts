import type { z } from 'zod';
import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import { actives } from '../../shared/domain/agenda/places.ts';
import { annulerReservation } from '../agenda/annuler.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { depotChangement } from '../guichet/depot.ts';
import { jetonDeDemande } from './cles.ts';
import { ajouter } from './doublon.ts';
import { lireEcrite } from './ecrite.ts';
import { poserEtat } from './etat.ts';
import { type DemandeRow, direSuivi, ecrireLignes, enLigneDemande, lireDemande } from './ligne.ts';
import { estOpposee } from './opposee.ts';
import { ecrireAuCandidat, type Issue, marquer, type Passage } from './passage.ts';

/** The buttons of a personal link. */

type Changement = z.infer<typeof depotChangement>;

/** Changes that are mailed within an hour, to her and to the CFA; all of them are made. */
const changementsAnnonces = 3;
const heureMs = 3_600_000;

/** The demande of a link, while something can still be changed. */
const findOuverte = ({ trx }: Passage, empreinte: string): Promise<DemandeRow | undefined> =>
  trx
    .selectFrom('demande')
    .selectAll()
    .where('empreinte_jeton', '=', empreinte)
    .where('etat', '=', 'ouverte')
    .executeTakeFirst();

/** A text joins what was said before: staff may have read that already, and it must not change under their eyes. */
const avecMessage = (corps: DemandeLigne, message: string | undefined, recuLe: string): DemandeLigne => {
  if (message === undefined) return corps;
  if (corps.message === null) return { ...corps, message };
  return ajouter(corps, { motifs: [], message, recuLe }) ?? corps;
};

const estTropAnnonce = async ({ trx, clock }: Passage, demandeId: string): Promise<boolean> => {
  const depuis = new Date(clock.now().getTime() - heureMs).toISOString();
  const rows = await trx
    .selectFrom('courriel')
    .select('id')
    .where('demande_id', '=', demandeId)
    .where('genre', '=', 'cfa-changement')
    .where('cree_le', '>', depuis)
    .limit(changementsAnnonces)
    .execute();
  return rows.length === changementsAnnonces;
};

/** « Changer ma demande ». Nothing to change any more, or nothing new: nothing is done. */
export const changer = async (passage: Passage, changement: Changement, recuLe: string): Promise<Issue> => {
  const { trx } = passage;
  const row = await findOuverte(passage, changement.empreinte_jeton);
  const corps = row === undefined ? null : await lireDemande(trx, row);
  if (row === undefined || corps === null) return 'DEPOT_SANS_SUITE';
  const { mode = row.mode, souhaits = corps.souhaits, message } = changement;
  const complete = avecMessage(corps, message, recuLe);
  const isAutrement = mode !== corps.mode || JSON.stringify(souhaits) !== JSON.stringify(corps.souhaits);
  if (!isAutrement && JSON.stringify(complete) === JSON.stringify(corps)) return 'DEPOT_SANS_SUITE';
  const suite = { ...complete, mode, souhaits, ...(isAutrement ? { modifiee_le: recuLe } : {}) };
  await marquer(passage, row.empreinte_jeton);
  await ecrireLignes(passage, row.flux_id, [enLigneDemande(row.id, suite)]);
  await trx.updateTable('demande').set({ mode }).where('id', '=', row.id).execute();
  await direSuivi(trx, [row.empreinte_jeton]);
  const ecrite = await lireEcrite(trx, { ...row, mode });
  if (ecrite === null || (await estTropAnnonce(passage, row.id))) return 'prise';
  const { demande, titulaire } = ecrite;
  const jeton = jetonDeDemande(passage.secret, row.id);
  await ecrireAuCandidat(passage, (await estOpposee(passage, row)) ? null : titulaire, (adresse) => ({
    genre: 'candidat-changement',
    demande,
    destinataire: adresse,
    jeton,
  }));
  await ecrireCourriel(trx, passage, { genre: 'cfa-changement', demande, quoi: 'changee' });
  return 'prise';
};

/** « Annuler ma demande ». Answered meanwhile, it stays answered. */
export const annuler = async (passage: Passage, empreinte: string, annuleeLe: string): Promise<Issue> => {
  const { trx } = passage;
  const row = await findOuverte(passage, empreinte);
  const corps = row === undefined ? null : await lireDemande(trx, row);
  if (row === undefined || corps === null) return 'DEPOT_SANS_SUITE';
  await marquer(passage, row.empreinte_jeton);
  await poserEtat(passage, row, { etat: 'annulee', annuleeLe });
  // What she waits for, or was offered, goes to who comes next.
  const reservations = await trx
    .selectFrom('reservation')
    .selectAll()
    .where('demande_id', '=', row.id)
    .where('etat', 'in', [...actives])
    .orderBy('rang')
    .execute();
  for (const reservation of reservations) await annulerReservation(passage, reservation, 'candidat');
  const ecrite = await lireEcrite(trx, row);
  if (ecrite === null) return 'prise';
  const { demande, titulaire } = ecrite;
  await ecrireAuCandidat(passage, (await estOpposee(passage, row)) ? null : titulaire, (adresse) => ({
    genre: 'candidat-annulation',
    demande,
    destinataire: adresse,
  }));
  await ecrireCourriel(trx, passage, { genre: 'cfa-changement', demande, quoi: 'annulee' });
  return 'prise';
};
