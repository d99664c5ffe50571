import { randomUUID } from 'node:crypto';
import { CompiledQuery, type Kysely, type KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReceptionActes } from '../../sync-api/actes/reception.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import {
  type Agenda,
  annulerCreneau,
  annulerPlace,
  corpsDeCreneau,
  creer,
  demanderPlace,
  modifier,
  ouvrirAgenda,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { testRandom } from '../support/flux-server.ts';

/** A booking costs the same whatever the flux holds: every statement that it takes is served by an index. */
describe('the cost of a booking', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const ecouter = (db: Kysely<Tables>) => {
    const dites: CompiledQuery[] = [];
    const plugin: KyselyPlugin = {
      transformQuery: ({ node, queryId }) => {
        dites.push(db.getExecutor().compileQuery(node, queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    return { db: db.withPlugin(plugin), dites };
  };

  /** The steps of each statement that walk a table or a whole index. */
  const parcours = async (dites: readonly CompiledQuery[]): Promise<string[]> => {
    const trouves = new Set<string>();
    for (const { sql, parameters } of dites) {
      const { rows } = await guichets.db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
      );
      for (const { detail } of rows) if (detail.startsWith('SCAN')) trouves.add(detail);
    }
    return [...trouves].sort();
  };

  test('staff book, cancel, confirm; a créneau moves and is cancelled; an offer ends; somebody is erased', async () => {
    const { db, dites } = ecouter(guichets.db);
    const reception = new ReceptionActes({ db, clock: guichets.clock, random: testRandom });
    const pousser = async (...actes: ReturnType<typeof makeActe>[]) => {
      const porteur = { ...guichets.porteur, connecteLe: guichets.clock.now().toISOString() };
      const { resultats } = await reception.recevoir({ porteur, dernierEchangeLe: null, actes });
      expect(new Set(resultats.map(({ etat }) => etat))).toEqual(new Set(['accepte']));
    };
    const corps = corpsDeCreneau(randomUUID(), { capacite: 1 });
    const cree = creer(agenda.flux, corps);
    const dossiers = [await agenda.personne(), await agenda.personne('Noa'), await agenda.personne('Léa')];
    const ids = dossiers.map(() => randomUUID());
    const places = dossiers.map((dossier, rang) =>
      demanderPlace(agenda.flux, dossier, corps, { reservation: ids[rang] ?? '' }),
    );
    await pousser(cree, ...places);
    await pousser(annulerPlace(agenda.flux, dossiers[0] ?? '', ids[0] ?? '', corps.creneau));
    guichets.clock.advance(25 * 3_600_000);
    expect(await expirerOffres({ db, clock: guichets.clock, random: testRandom, annoncer: () => {} })).toBe(1);
    const change = modifier(agenda.flux, { ...corps, debut: '2026-06-16T07:00:00.000Z' }, [cree.id]);
    await pousser(change);
    await pousser(makeActe({ flux: agenda.flux, dossier: dossiers[2] ?? '', type: 'effacement', corps: {} }));
    await pousser(annulerCreneau(agenda.flux, corps.creneau, [change.id]));
    expect(dites.length).toBeGreaterThan(100);
    // What grows with bookings is walked by nothing; the flux of an account, and the one row of the server, are few.
    const grandes = /^SCAN (reservation|creneau|ligne|acte|courriel|demande|dossier|suivi_a_dire|offre_a_dire)\b/;
    expect((await parcours(dites)).filter((detail) => grandes.test(detail))).toEqual([]);
  });
});
