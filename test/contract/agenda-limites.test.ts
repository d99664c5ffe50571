import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { reservationsParBoite, reservationsParPersonne } from '../../sync-api/agenda/limites.ts';
import { choisir, type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, demanderPlace, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';

/** How much of an agenda one person, or one mailbox, may take by the public pages. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const entretiens = async (nombre: number): Promise<CreneauCorps[]> => {
  const tous: CreneauCorps[] = [];
  while (tous.length < nombre)
    tous.push((await agenda.creneau({ genre: 'entretien', capacite: 1, liste_attente: false })).corps);
  return tous;
};
const etats = async (): Promise<string[]> => (await famille.reservations()).map(({ etat }) => etat);
const prenoms = ['Adam', 'Bilal', 'Clara', 'Diane', 'Elias', 'Farah'];

test('one person who sends form after form holds three entretiens, and the next form waits for the CFA', async () => {
  const creneaux = await entretiens(reservationsParPersonne + 2);
  for (const corps of creneaux) {
    await famille.reserver(corps);
    g.clock.advance(1000);
  }
  expect(await etats()).toEqual(['confirmee', 'confirmee', 'confirmee']);
  const demandes = (await g.demandes()).map(({ etat }) => etat).sort();
  expect(demandes).toEqual(['ouverte', 'repondue', 'repondue', 'repondue']);
  expect(await famille.courriels()).toContain('candidat-reservation inchangee');
  await checkFlux(g);
});

test('what she gives back, or what staff gave her, takes nothing of it', async () => {
  const creneaux = await entretiens(reservationsParPersonne + 2);
  const [premier, deLEquipe, ...autres] = creneaux;
  if (premier === undefined || deLEquipe === undefined) throw new Error('créneaux were to be made');
  const { row, reservation } = await famille.reserver(premier);
  if (reservation === null) throw new Error('a place was to be booked');
  await g.pousser(demanderPlace(row.flux_id, row.dossier_id, deLEquipe));
  await famille.presser(reservation, { geste: 'annuler' });
  for (const corps of autres) await famille.reserver(corps);
  const prises = (await famille.reservations()).filter(({ etat }) => etat === 'confirmee');
  expect(prises.map(({ source }) => source).sort()).toEqual(['poste', 'public', 'public', 'public']);
});

test('one mailbox has four places at one créneau, whatever the names and the tags; the next is told to call', async () => {
  const { corps } = await agenda.creneau({ capacite: 12 });
  for (const [rang, prenom] of prenoms.entries())
    await famille.reserver(corps, { ...personne(prenom, rang), courriel: `robot+${prenom.toLowerCase()}@example.org` });
  await famille.reserver(corps, personne('Gaelle', 7));
  expect(await agenda.etats(corps.creneau)).toEqual([
    ...Array.from({ length: reservationsParBoite }, () => 'confirmee'),
    ...['complet', 'complet', 'confirmee'],
  ]);
  const dits = await famille.courriels();
  expect(dits.filter((dit) => dit === 'candidat-reservation limite')).toHaveLength(2);
  // Somebody may be there: the CFA answers them.
  const demandes = await g.demandes();
  expect(demandes.filter(({ etat }) => etat === 'ouverte')).toHaveLength(2);
  // Nothing says whose mailbox it is.
  const boites = (await famille.reservations()).map(({ boite }) => boite);
  expect(new Set(boites).size).toBe(2);
  for (const boite of boites) expect(boite).toMatch(/^[0-9a-f]{64}$/);
});

test('by its links it takes no more: who moves to that créneau keeps what she has', async () => {
  const { corps } = await agenda.creneau({ capacite: 12 });
  const { corps: autre } = await agenda.creneau();
  const robot = (prenom: string, rang: number) => ({ ...personne(prenom, rang), courriel: 'robot@example.org' });
  const { reservation } = await famille.reserver(autre, robot('Farah', 9));
  if (reservation === null) throw new Error('a place was to be booked');
  for (const [rang, prenom] of prenoms.slice(0, reservationsParBoite).entries())
    await famille.reserver(corps, robot(prenom, rang));
  await famille.presser(reservation, { geste: 'deplacer', creneau: corps });
  expect(await famille.etatDe(reservation)).toBe('confirmee');
  expect((await famille.courriels()).at(-1)).toBe('candidat-reservation inchangee');
});

test('staff book whom they like, and a form taken again makes nothing more', async () => {
  const { corps } = await agenda.creneau({ capacite: 12 });
  for (const [rang, prenom] of prenoms.slice(0, reservationsParBoite).entries())
    await famille.reserver(corps, { ...personne(prenom, rang), courriel: 'parent@example.org' });
  await agenda.reserver(await agenda.personne('Farah', ['parent@example.org']), corps);
  await g.deposer(choisir(corps, { ...personne('Adam', 0), courriel: 'parent@example.org' }));
  await g.passer();
  expect(await agenda.etats(corps.creneau)).toEqual(Array.from({ length: 5 }, () => 'confirmee'));
});
