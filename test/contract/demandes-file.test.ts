import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReceptionDemandes } from '../../sync-api/demandes/reception.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { autreCle, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

const codes = (): string[] => g.logs.map((line) => JSON.parse(line).code);

describe('the queue', () => {
  it('is emptied in order, and what names no training is dropped with a code', async () => {
    await g.deposer({ cle_ministere_educatif: 'inconnue' });
    await g.deposer();
    await g.intake.deposer('annulation', { empreinte_jeton: 'ab'.repeat(32) });
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
    expect(await g.guichet.prendre(10)).toEqual([]);
    expect(codes()).toEqual(['DEPOT_FORMATION_INCONNUE', 'DEPOT_SANS_SUITE']);
    expect(g.logs.join()).not.toContain('Vauquelin');
  });

  it('is not stopped by a deposit that nobody can read', async () => {
    await g.guichetDb
      .insertInto('depot')
      .values({ id: g.random.uuid(), genre: 'demande', corps: '{"nom":"', depose_le: '2026-06-08T07:00:00.000Z' })
      .execute();
    await g.deposer();
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
  });

  it('takes a deposit again after a crash between the two commits, and changes nothing', async () => {
    await g.deposer();
    const [depot] = await g.guichet.prendre(1);
    const cut = new ReceptionDemandes({
      ...g,
      serveur: { secretIne: g.secret },
      config: { retentionMois: 12 },
      journal: createJournal(() => {}, g.clock),
      annoncer: () => {},
      guichet: {
        prendre: (limite) => g.guichet.prendre(limite),
        oublier: async () => {
          throw new Error('killed');
        },
        listerGardes: async () => [],
        lireGarde: async () => undefined,
      },
    });
    await expect(cut.passer()).rejects.toThrow('killed');
    const before = await g.courriels();
    expect((await g.guichet.prendre(1))[0]?.id).toBe(depot?.id);
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
    expect(await g.courriels()).toEqual(before);
    expect(await g.guichet.prendre(1)).toEqual([]);
    await checkFlux(g);
  });

  it('leaves the rest for the next pass while another process holds the base', async () => {
    await g.deposer();
    let isHeld = true;
    const busy = new Proxy(g.db, {
      get: (target, name) => {
        if (name === 'transaction' && isHeld)
          return () => ({
            execute: async () => {
              throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
            },
          });
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const reception = new ReceptionDemandes({
      ...g,
      db: busy,
      serveur: { secretIne: g.secret },
      config: { retentionMois: 12 },
      journal: createJournal((line) => g.logs.push(line), g.clock),
      annoncer: () => {},
    });
    expect(await reception.passer()).toBe(0);
    expect(g.logs).toEqual([]);
    isHeld = false;
    expect(await reception.passer()).toBe(1);
  });

  it('goes on past a deposit that fails by accident, and tries it again a minute later', async () => {
    await g.deposer();
    await g.deposer({ cle_ministere_educatif: autreCle, nom: 'Oufkir', courriel: 'k@example.org' });
    const real = g.random.uuid;
    let calls = 0;
    const reception = new ReceptionDemandes({
      ...g,
      random: {
        bytes: g.random.bytes,
        uuid: () => {
          calls += 1;
          if (calls === 1) throw new Error('no entropy');
          return real();
        },
      },
      serveur: { secretIne: g.secret },
      config: { retentionMois: 12 },
      journal: createJournal((line) => g.logs.push(line), g.clock),
      annoncer: () => {},
    });
    expect(await reception.passer()).toBe(1);
    expect(codes()).toEqual(['DEPOT_EN_ACCIDENT']);
    expect(await reception.passer()).toBe(0);
    g.clock.advance(60_000);
    expect(await reception.passer()).toBe(1);
    expect(await g.demandes()).toHaveLength(2);
  });
});
