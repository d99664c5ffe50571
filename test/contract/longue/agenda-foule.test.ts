import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choisir } from '../../support/agenda-depots.ts';
import { type Agenda, ouvrirAgenda } from '../../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../../support/demandes.ts';

/** 200 families press the button at once for 10 places: real files on both sides of the guichet. */
const places = 10;
const nombre = 200;

let folder: string;
let guichets: Guichets;
let agenda: Agenda;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-foule-'));
  guichets = await ouvrirGuichets({
    url: `sqlite:${join(folder, 'base.db')}`,
    guichetUrl: `sqlite:${join(folder, 'guichet.db')}`,
    key: '3c'.repeat(32),
  });
  agenda = await ouvrirAgenda(guichets);
});
afterEach(async () => {
  await guichets.close();
  await rm(folder, { recursive: true });
});

test('ten have a place in the order in which they came, 190 wait, each has one demande and one answer', async () => {
  const { corps } = await agenda.creneau({ capacite: places });
  const depots = await Promise.all(
    Array.from({ length: nombre }, (_, rang) => {
      const numero = String(rang).padStart(4, '0');
      return guichets.deposer(
        choisir(corps, {
          nom: `Vauquelin ${numero}`,
          courriel: `famille-${numero}@example.org`,
          telephone: `+33639${980_000 + rang}`,
        }),
      );
    }),
  );
  expect(new Set(depots).size).toBe(nombre);
  // Two passes of the server at most: a pass takes a hundred.
  await guichets.passer();
  await guichets.passer();

  const rows = await guichets.db.selectFrom('reservation').selectAll().orderBy('rang').execute();
  expect(rows.map(({ rang }) => rang)).toEqual(Array.from({ length: nombre }, (_, index) => index + 1));
  expect(rows.map(({ etat }) => etat)).toEqual([
    ...Array.from({ length: places }, () => 'confirmee'),
    ...Array.from({ length: nombre - places }, () => 'attente'),
  ]);
  expect(guichets.logs).toEqual([]);
  const demandes = await guichets.demandes();
  expect(demandes.filter(({ etat }) => etat === 'repondue')).toHaveLength(places);
  expect(demandes.filter(({ etat }) => etat === 'ouverte')).toHaveLength(nombre - places);
  expect(new Set(rows.map(({ demande_id }) => demande_id)).size).toBe(nombre);
  const dits = await guichets.db
    .selectFrom('courriel')
    .select('destinataire')
    .where('genre', '=', 'candidat-reservation')
    .execute();
  expect(new Set(dits.map(({ destinataire }) => destinataire)).size).toBe(nombre);
  expect(dits).toHaveLength(nombre);
});
