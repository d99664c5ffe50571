import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { buildDemo } from '../../sync-api/cli/demo.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { serveurDuJour } from '../support/demo-bati.ts';

/** The demo as it is built on a day. */
const build = async (le: string) => {
  const { db, deps } = await serveurDuJour(le);
  return { db, again: () => buildDemo(deps, 'quatre mots sans rapport') };
};

const etats = async (db: Kysely<Tables>, debut: '<' | '>', le: string): Promise<Record<string, number>> => {
  const rows = await db
    .selectFrom('reservation')
    .innerJoin('creneau', 'creneau.id', 'reservation.creneau_id')
    .select(['reservation.etat', (eb) => eb.fn.countAll<number>().as('nombre')])
    .where('creneau.genre', '=', 'reunion')
    .where('creneau.capacite', '<=', 10)
    .where('creneau.debut', debut, le)
    .groupBy('reservation.etat')
    .execute();
  return Object.fromEntries(rows.map(({ etat, nombre }) => [etat, nombre]));
};

// A Sunday; the eve of a holiday, in summer time; the last Friday of a campagne.
test.each(['2026-11-22T11:00:00.000Z', '2026-07-13T06:00:00.000Z', '2026-12-18T15:00:00.000Z'])(
  'the agenda of the demo of %s is made once, with a meeting that is nearly full and one that is over',
  async (le) => {
    const { db, again } = await build(le);
    const { creneaux, demandes } = await again();
    expect([creneaux, demandes]).toEqual([24, 25]);
    expect(await etats(db, '>', le)).toEqual({ confirmee: 9, offerte: 1, attente: 2, annulee: 1 });
    expect(await etats(db, '<', le)).toEqual({ confirmee: 5 });
    const ouvertes = await db.selectFrom('demande').select('mode').where('etat', '=', 'ouverte').execute();
    expect(ouvertes).toHaveLength(25);
    expect(ouvertes.filter(({ mode }) => mode === 'creneau')).toHaveLength(3);
    // Nobody is written to about a meeting that is over.
    const ecrits = await db
      .selectFrom('courriel')
      .innerJoin('reservation', 'reservation.id', 'courriel.reservation_id')
      .innerJoin('creneau', 'creneau.id', 'reservation.creneau_id')
      .select('courriel.id')
      .where('creneau.debut', '<', le)
      .execute();
    expect(ecrits).toEqual([]);

    expect(await again()).toMatchObject({ creneaux: 0, demandes: 0 });
    expect(await etats(db, '>', le)).toEqual({ confirmee: 9, offerte: 1, attente: 2, annulee: 1 });
  },
);
