import { afterEach, beforeEach, expect, it } from 'vitest';
import { reservationDeDepot } from '../../../sync-api/demandes/cles.ts';
import { choisir, type Famille, ouvrirFamille } from '../../support/agenda-depots.ts';
import { type Agenda, ouvrirAgenda } from '../../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../../support/demandes.ts';
import { checkFlux } from '../../support/flux-invariants.ts';

let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

it('two hundred forms for ten places give ten of them in order of arrival, and make nobody lose her turn', async () => {
  const { corps } = await agenda.creneau({ capacite: 10 });
  const ids: string[] = [];
  for (let rang = 0; rang < 200; rang += 1) {
    const telephone = `+3363998${String(1_000 + rang)}`;
    ids.push(await g.deposer(choisir(corps, { courriel: `p${rang}@example.org`, telephone })));
  }
  // A pass takes a hundred.
  await g.passer();
  await g.passer();
  const rows = await famille.reservations();
  expect(rows.map(({ id }) => id)).toEqual(ids.map((id) => reservationDeDepot(g.secret, id)));
  expect(rows.map(({ etat }) => etat)).toEqual([...Array(10).fill('confirmee'), ...Array(190).fill('attente')]);
  const etats = (await g.demandes()).map(({ etat }) => etat);
  expect([etats.filter((un) => un === 'repondue').length, etats.length]).toEqual([10, 200]);
  expect(g.logs).toEqual([]);
  await checkFlux(g);
});
