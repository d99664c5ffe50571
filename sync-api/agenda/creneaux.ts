import type { ActeDe } from '../../shared/domain/actes/catalogue.ts';
import { plierCreneau } from '../../shared/domain/agenda/creneau-plie.ts';
import { estActive, tientUnePlace } from '../../shared/domain/agenda/places.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { direSuivi } from '../demandes/ligne.ts';
import { terminee } from './annuler.ts';
import { type CreneauRow, direOffre, findCreneau, poserReservations, type ReservationRow } from './ligne.ts';
import { annoncer, estPasse } from './nouvelles.ts';
import { promouvoir } from './promotion.ts';

type ActeDeCreneau = ActeDe<'creneau-cree'> | ActeDe<'creneau-modifie'> | ActeDe<'creneau-annule'>;

/** A créneau as its actes leave it; null when none says what it is. Tens of actes at most, by their own index. */
const plier = async ({ trx, clock }: Ecriture, fluxId: string, id: string): Promise<CreneauRow | null> => {
  const plie = plierCreneau(id, await listActes(trx, fluxId, id));
  if (plie === null) return null;
  const { corps, etat, sequence } = plie;
  return {
    id,
    flux_id: fluxId,
    etat,
    genre: corps.genre,
    debut: corps.debut,
    fin: corps.fin,
    capacite: corps.capacite,
    liste_attente: corps.liste_attente ? 1 : 0,
    titre: corps.titre ?? null,
    lieu: corps.lieu ?? null,
    lien: corps.lien ?? null,
    consigne: corps.consigne ?? null,
    offre: corps.offre === null ? null : JSON.stringify(corps.offre),
    sequence,
    modifie_le: clock.now().toISOString(),
  };
};

const poserCreneau = async ({ trx }: Ecriture, { id, ...reste }: CreneauRow): Promise<void> => {
  await trx
    .insertInto('creneau')
    .values({ id, ...reste })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(reste))
    .execute();
  await direOffre(trx, id);
};

const listerActives = async ({ trx }: Ecriture, creneauId: string): Promise<ReservationRow[]> => {
  const rows = await trx
    .selectFrom('reservation')
    .selectAll()
    .where('creneau_id', '=', creneauId)
    .orderBy('rang')
    .execute();
  return rows.filter(({ etat }) => estActive(etat));
};

const annulerToutes = async (ecriture: Ecriture, creneau: CreneauRow, mot: string | null): Promise<void> => {
  const rows = (await listerActives(ecriture, creneau.id)).map((row) => terminee(ecriture, row, 'creneau'));
  await poserReservations(ecriture, creneau, rows);
  for (const row of rows) await annoncer(ecriture, creneau, row, { candidat: 'creneau_annule', cfa: null, mot });
};

/** Everybody who holds a place has to say that the new hours suit her; who waits goes on waiting. */
const deplacer = (rows: readonly ReservationRow[], maintenant: string): ReservationRow[] =>
  rows.map((row) =>
    tientUnePlace(row.etat)
      ? { ...row, etat: 'a_reconfirmer', motif: 'deplace', etat_le: maintenant, expire_le: null }
      : row,
  );

/**
 * There are too many: a place that is only offered is taken back first, and she waits again at her rank; then the last who
 * came are to be called. Whoever is to be called already counts.
 */
const reduire = (rows: readonly ReservationRow[], capacite: number, maintenant: string): ReservationRow[] => {
  const prises = rows.filter(({ etat }) => tientUnePlace(etat)).length;
  const signalees = rows.filter(({ etat, motif }) => etat === 'a_reconfirmer' && motif === 'capacite').length;
  const enTrop = Math.max(0, prises - capacite - signalees);
  const lesDernieres = (etat: ReservationRow['etat'], nombre: number): ReservationRow[] =>
    nombre === 0 ? [] : rows.filter((row) => row.etat === etat).slice(-nombre);
  const reprises = lesDernieres('offerte', enTrop);
  const signalables = lesDernieres('confirmee', enTrop - reprises.length);
  return [
    ...reprises.map((row): ReservationRow => ({ ...row, etat: 'attente', etat_le: maintenant, expire_le: null })),
    ...signalables.map(
      (row): ReservationRow => ({
        ...row,
        etat: 'a_reconfirmer',
        motif: 'capacite',
        etat_le: maintenant,
      }),
    ),
  ];
};

const modifier = async (
  ecriture: Ecriture,
  avant: CreneauRow,
  apres: CreneauRow,
  mot: string | null,
): Promise<void> => {
  const maintenant = ecriture.clock.now().toISOString();
  const rows = await listerActives(ecriture, apres.id);
  const aBouge = avant.debut !== apres.debut || avant.fin !== apres.fin;
  // The pages of their links say the place, the link and the name as well; with other hours each is written again anyway.
  if (!aBouge && avant.genre === apres.genre)
    await direSuivi(
      ecriture.trx,
      rows.map(({ empreinte_jeton }) => empreinte_jeton),
    );
  if (estPasse(ecriture, apres)) {
    // What is written down of a meeting that took place: nobody has to come again.
    if (aBouge || avant.genre !== apres.genre) await poserReservations(ecriture, apres, rows);
    return;
  }
  if (aBouge) {
    const deplacees = deplacer(rows, maintenant);
    await poserReservations(ecriture, apres, deplacees);
    for (const row of deplacees) await annoncer(ecriture, apres, row, { candidat: 'deplacee', cfa: null, mot });
  } else {
    const reduites = apres.capacite < avant.capacite ? reduire(rows, apres.capacite, maintenant) : [];
    const suites = new Map(reduites.map((row) => [row.id, row]));
    const actuelles = rows.map((row) => suites.get(row.id) ?? row);
    await poserReservations(ecriture, apres, avant.genre === apres.genre ? reduites : actuelles);
    for (const row of reduites.filter(({ etat }) => etat === 'attente'))
      await annoncer(ecriture, apres, row, { candidat: 'attente', cfa: null });
    if (avant.lieu !== apres.lieu || avant.lien !== apres.lien)
      // Who waits has not been told where to come yet.
      for (const row of actuelles.filter(({ etat }) => tientUnePlace(etat)))
        await annoncer(ecriture, apres, row, { candidat: 'changee', cfa: null, mot });
  }
  await promouvoir(ecriture, apres.id);
};

/**
 * After an acte on a créneau was written: the créneau as its actes leave it now, and what that makes of its bookings.
 * Cancelled is for good; moved, or smaller, it removes nobody (PROTOCOL 8).
 */
export const suivreCreneau = async (ecriture: Ecriture, acte: ActeDeCreneau): Promise<void> => {
  const avant = await findCreneau(ecriture.trx, acte.corps.creneau);
  const apres = await plier(ecriture, acte.flux, acte.corps.creneau);
  if (apres === null) return;
  await poserCreneau(ecriture, apres);
  if (avant === undefined || avant.etat === 'annule') return;
  const mot = acte.type === 'creneau-cree' ? null : (acte.corps.mot ?? null);
  if (apres.etat === 'annule') await annulerToutes(ecriture, apres, mot);
  else await modifier(ecriture, avant, apres, mot);
};
