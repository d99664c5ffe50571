import type { Kysely } from 'kysely';
import type { Ecriture } from '../actes/ecriture.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { estRetenue, estUnAvis, momentPour } from './adresser.ts';
import { alerterSansDestinataire, fluxDesAlertes } from './alertes.ts';
import { personneNeRecoit } from './consequences.ts';
import { destinatairesDuSite } from './destinataires.ts';
import { type Donnees, demandesDe, lireDonnees, type Resume, reservationsDe, siteDuCourriel } from './donnees.ts';
import type { ResumeReservation } from './donnees-reservation.ts';
import { insererCourriel } from './ecrire.ts';
import { type CourrielRow, finir } from './file.ts';
import { encoreOuvertes, encoreUtile } from './utilite.ts';

/** Whether rows are as they were listed: another process may have taken them meanwhile. */
const attendEncore = async (trx: Kysely<Tables>, rows: readonly CourrielRow[]): Promise<boolean> => {
  // A write first: SQLite then gives the writer lock at once.
  const done = await trx
    .updateTable('courriel')
    .set({ etat: 'a_envoyer' })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('etat', '=', 'a_envoyer')
    .where('destinataire', rows.every(({ destinataire }) => destinataire === null) ? 'is' : 'is not', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === rows.length;
};

/** A mail of a site becomes one mail for each of its recipients, so that a bad address never hides the others. */
export const repartir = async (ecriture: Ecriture, row: CourrielRow): Promise<void> => {
  const { trx, clock } = ecriture;
  const maintenant = clock.now();
  const le = maintenant.toISOString();
  if (!(await attendEncore(trx, [row]))) return;
  const lues = lireDonnees(row.donnees);
  const abandonner = (code: string) => finir(trx, row.id, { etat: 'abandonne', code, le }, ['a_envoyer']);
  const site = lues === null ? undefined : siteDuCourriel(lues);
  if (lues === null || site === undefined) {
    await abandonner('ILLISIBLE');
    return;
  }
  if ((await encoreUtile(trx, lues, le)) === null) {
    await abandonner('SANS_OBJET');
    return;
  }
  const [premier, ...autres] = await destinatairesDuSite(trx, site);
  if (premier === undefined) {
    await abandonner('SANS_DESTINATAIRE');
    await direPersonne(ecriture, site);
    return;
  }
  const quand = async (courriel: string): Promise<string> =>
    estUnAvis(row.genre) ? momentPour(trx, row.genre, courriel, maintenant) : row.envoyable_le;
  await trx
    .updateTable('courriel')
    .set({ destinataire: premier, cree_le: le, envoyable_le: await quand(premier) })
    .where('id', '=', row.id)
    .execute();
  for (const courriel of autres)
    await insererCourriel(trx, ecriture, {
      genre: row.genre,
      demande_id: row.demande_id,
      reservation_id: row.reservation_id,
      flux_id: row.flux_id,
      dossier_id: row.dossier_id,
      destinataire: courriel,
      donnees: row.donnees,
      envoyable_le: await quand(courriel),
    });
};

/** The demande says it on its row; of a réservation, which staff see where it is, only whoever may mend the address. */
const direPersonne = async (ecriture: Ecriture, site: Resume | ResumeReservation): Promise<void> => {
  const { trx, clock } = ecriture;
  if ('demandeId' in site && (await encoreOuvertes(trx, [site])).length === 0) return;
  await lockFlux(trx, [site.fluxId, ...(await fluxDesAlertes(trx, site.fluxId, clock.now().toISOString()))]);
  if ('demandeId' in site) await personneNeRecoit(ecriture, site);
  else await alerterSansDestinataire(ecriture, site);
};

const groupe = {
  'cfa-nouvelle': 'cfa-nouvelles',
  'cfa-relance': 'cfa-relances',
  'cfa-changement': 'cfa-changements',
  'cfa-candidat-injoignable': 'cfa-candidats-injoignables',
  'cfa-reservation': 'cfa-reservations',
} as const;
type GenreSimple = keyof typeof groupe;
const estSimple = (genre: string): genre is GenreSimple => genre in groupe;

/** Notices that were held and reminders, due and never tried, that one recipient would get side by side. */
export const listerGroupes = async (trx: Kysely<Tables>, maintenant: string): Promise<CourrielRow[][]> => {
  const rows = await trx
    .selectFrom('courriel')
    .selectAll()
    .where('etat', '=', 'a_envoyer')
    .where('envoyable_le', '<=', maintenant)
    .where('genre', 'in', Object.keys(groupe))
    .where('essais', '=', 0)
    .where('destinataire', 'is not', null)
    .orderBy('envoyable_le')
    .orderBy('id')
    .execute();
  const aReunir = rows.filter((row) => row.genre === 'cfa-relance' || estRetenue(row));
  return [...Map.groupBy(aReunir, (row) => `${row.genre} ${row.destinataire}`).values()].filter(
    ({ length }) => length > 1,
  );
};

/**
 * Several mails to one recipient become one, which names nobody. Each keeps its row, so that it is known who was told of
 * which demande. Two reminders of the same demande are the later one.
 */
export const reunir = async (ecriture: Ecriture, rows: readonly CourrielRow[]): Promise<void> => {
  const { trx, clock } = ecriture;
  const le = clock.now().toISOString();
  const [premier] = rows;
  const dernier = rows.at(-1);
  if (premier === undefined || dernier === undefined || !estSimple(premier.genre)) return;
  if (!(await attendEncore(trx, rows))) return;
  const ensemble = reunies(premier.genre, rows);
  // Of two notices of one réservation nothing says which is the later: both are told by one that counts it.
  const seul = ensemble.nombre < 2 && premier.genre !== 'cfa-reservation' ? dernier.id : null;
  for (const { id } of rows)
    if (id !== seul) await finir(trx, id, { etat: 'abandonne', code: 'REUNI', le }, ['a_envoyer']);
  if (seul !== null) return;
  await insererCourriel(trx, ecriture, {
    genre: groupe[premier.genre],
    demande_id: null,
    reservation_id: null,
    flux_id: null,
    dossier_id: null,
    destinataire: premier.destinataire,
    donnees: JSON.stringify(ensemble.donnees),
    envoyable_le: le,
  });
};

/** What several mails of one kind say together, and of how many. */
const reunies = (genre: GenreSimple, rows: readonly CourrielRow[]): { nombre: number; donnees: Donnees } => {
  const lues = rows.flatMap(({ donnees }) => lireDonnees(donnees) ?? []);
  if (genre === 'cfa-reservation') {
    const reservations = new Map(lues.flatMap(reservationsDe).map((resume) => [resume.reservationId, resume]));
    return { nombre: reservations.size, donnees: { genre: groupe[genre], reservations: [...reservations.values()] } };
  }
  const resumes = new Map(lues.flatMap(demandesDe).map((resume) => [resume.demandeId, resume]));
  return { nombre: resumes.size, donnees: { genre: groupe[genre], resumes: [...resumes.values()] } };
};
