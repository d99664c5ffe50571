import type { Kysely } from 'kysely';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import type { TablesGuichet } from '../../sync-api/guichet/tables.ts';
import { formationOuverte } from './accueil.ts';

type Db = Kysely<TablesGuichet>;

/** Ids in the order of their numbers. */
export const idDeCreneau = (numero: number): string => `0000000c-0000-4000-8000-${String(numero).padStart(12, '0')}`;

/**
 * Offers one créneau as the server does: an entretien of half an hour at the CFA, open for every origine of the tests.
 *
 * @returns its value in the form
 */
export async function offrirCreneau(
  db: Db,
  autres: Partial<TablesGuichet['creneau_offert']> & { id: string; debut: string },
  cle = formationOuverte.cleMinistereEducatif,
): Promise<string> {
  const row = {
    genre: 'entretien',
    titre: null,
    fin: new Date(Date.parse(autres.debut) + 30 * 60_000).toISOString(),
    fuseau: 'Europe/Paris',
    lieu: null,
    en_ligne: 0,
    capacite: 1,
    libres: 1,
    liste_attente: 0,
    origines: '["LBA","PARCOURSUP"]',
    ...autres,
  } as const;
  await db.replaceInto('creneau_offert').values(row).execute();
  await db
    .insertInto('creneau_formation')
    .values({ cle_ministere_educatif: cle, debut: row.debut, creneau_id: row.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return `${row.debut}~${row.id}`;
}

/** What the server says of one réservation: a place kept for her at a meeting online. */
export async function suivreReservation(
  db: Db,
  jeton: string,
  autres: Partial<TablesGuichet['suivi_reservation']> = {},
): Promise<string> {
  const empreinte = empreinteDeJeton(jeton);
  if (empreinte === null) throw new Error('no token');
  await db
    .replaceInto('suivi_reservation')
    .values({
      empreinte_jeton: empreinte,
      cle_ministere_educatif: formationOuverte.cleMinistereEducatif,
      origine: 'LBA',
      intitule: formationOuverte.intitule,
      raison_sociale: formationOuverte.raisonSociale,
      creneau_id: idDeCreneau(900),
      genre: 'reunion',
      titre: 'Découvrir le BTS',
      debut: '2026-03-09T13:05:00.000Z',
      fin: '2026-03-09T14:30:00.000Z',
      fuseau: 'Europe/Paris',
      lieu: null,
      lien: 'https://visio.example/salle',
      consigne: 'Venez avec votre dernier bulletin.',
      etat: 'offerte',
      motif: null,
      expire_le: '2026-03-03T09:00:00.000Z',
      ...autres,
    })
    .execute();
  return empreinte;
}
