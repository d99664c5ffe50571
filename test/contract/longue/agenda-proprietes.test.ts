import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { CreneauCorps } from '../../../shared/domain/actes/creneau.ts';
import { estActive, finDeLOffre, tientUnePlace } from '../../../shared/domain/agenda/places.ts';
import type { ReservationRow } from '../../../sync-api/agenda/ligne.ts';
import { expirerOffres } from '../../../sync-api/agenda/promotion.ts';
import {
  type Agenda,
  annulerCreneau,
  annulerPlace,
  corpsDeCreneau,
  creer,
  demanderPlace,
  modifier,
  ouvrirAgenda,
  reconfirmer,
} from '../../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../../support/demandes.ts';
import { checkFlux } from '../../support/flux-invariants.ts';

/**
 * Whatever staff change offline and families book online, in whatever order the server hears of it, every step leaves one
 * créneau with its promises kept (PROTOCOL 8).
 */

const heures = ['08', '10', '13'].map((heure) => ({
  debut: `2026-06-16T${heure}:00:00.000Z`,
  fin: `2026-06-16T${heure}:45:00.000Z`,
}));
const gens = 6;

const qui = fc.nat({ max: gens - 1 });
const pas = fc.oneof(
  { weight: 5, arbitrary: fc.record({ quoi: fc.constant('enLigne' as const), qui, vue: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ quoi: fc.constant('poste' as const), qui, vue: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ quoi: fc.constant('annuler' as const), qui }) },
  { weight: 3, arbitrary: fc.record({ quoi: fc.constant('reconfirmer' as const), qui, vue: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ quoi: fc.constant('deplacer' as const), vers: fc.nat({ max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ quoi: fc.constant('capacite' as const), capacite: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ quoi: fc.constant('attendre' as const), heures: fc.constantFrom(1, 25, 60) }) },
  { weight: 1, arbitrary: fc.record({ quoi: fc.constant('fermer' as const) }) },
);
type Pas = typeof pas extends fc.Arbitrary<infer T> ? T : never;

let guichets: Guichets | undefined;
afterEach(async () => {
  await guichets?.close();
  guichets = undefined;
});

/** One créneau, its people, and the head that everybody last saw of it. */
interface Scene {
  g: Guichets;
  agenda: Agenda;
  corps: CreneauCorps;
  tete: string;
  dossiers: string[];
}

const ouvrir = async (): Promise<Scene> => {
  const g = await ouvrirGuichets();
  guichets = g;
  const agenda = await ouvrirAgenda(g);
  const corps = corpsDeCreneau(randomUUID(), { ...heures[0], capacite: 2 });
  const cree = creer(agenda.flux, corps);
  await g.pousser(cree);
  const dossiers = [];
  for (let rang = 0; rang < gens; rang += 1) dossiers.push(await agenda.personne(`P${rang}`));
  return { g, agenda, corps, tete: cree.id, dossiers };
};

const lister = ({ g, corps }: Scene): Promise<ReservationRow[]> =>
  g.db.selectFrom('reservation').selectAll().where('creneau_id', '=', corps.creneau).orderBy('rang').execute();

const derniereDe = async (scene: Scene, dossier: string): Promise<string> =>
  (await lister(scene)).findLast(({ dossier_id }) => dossier_id === dossier)?.id ?? randomUUID();

const faire = async (scene: Scene, un: Pas): Promise<void> => {
  const { g, agenda, corps, dossiers } = scene;
  const dossier = 'qui' in un ? (dossiers[un.qui] ?? '') : '';
  const vue = heures['vue' in un ? un.vue : 0]?.debut ?? '';
  const changer = async (suite: CreneauCorps): Promise<void> => {
    const acte = modifier(agenda.flux, suite, [scene.tete]);
    await g.pousser(acte);
    scene.corps = suite;
    scene.tete = acte.id;
  };
  switch (un.quoi) {
    case 'enLigne':
      await agenda.reserverEnLigne({ dossierId: dossier, creneauId: corps.creneau, debutVu: vue });
      return;
    case 'poste':
      await g.pousser(demanderPlace(agenda.flux, dossier, { ...corps, debut: vue }));
      return;
    case 'annuler':
      await g.pousser(annulerPlace(agenda.flux, dossier, await derniereDe(scene, dossier), corps.creneau));
      return;
    case 'reconfirmer': {
      const reservation = await derniereDe(scene, dossier);
      const fait_le = g.clock.now().toISOString();
      const oui = { reservation, creneau: corps.creneau, le: vue };
      await g.pousser(reconfirmer(agenda.flux, dossier, oui, { fait_le }));
      return;
    }
    case 'deplacer':
      return changer({ ...corps, ...heures[un.vers] });
    case 'capacite':
      return changer({ ...corps, capacite: un.capacite });
    case 'attendre':
      g.clock.advance(un.heures * 3_600_000);
      await expirerOffres({ ...g, annoncer: () => {} });
      return;
    case 'fermer':
      await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [scene.tete]));
  }
};

/** What holds after every step. */
const verifier = async ({ g, agenda, corps }: Scene, rows: readonly ReservationRow[]): Promise<void> => {
  const creneau = await agenda.ligneDe(corps.creneau);
  const vivantes = rows.filter(({ etat }) => estActive(etat));
  expect(new Set(vivantes.map(({ dossier_id }) => dossier_id)).size).toBe(vivantes.length);
  expect(new Set(rows.map(({ rang }) => rang)).size).toBe(rows.length);
  if (creneau.etat === 'annule') expect(vivantes).toEqual([]);
  const prises = vivantes.filter(({ etat }) => tientUnePlace(etat)).length;
  const attend = vivantes.some(({ etat }) => etat === 'attente');
  const maintenant = g.clock.now().toISOString();
  if (attend && prises < creneau.capacite) expect(finDeLOffre(maintenant, creneau.debut)).toBeNull();
  const signalees = rows.filter(({ etat, motif }) => etat === 'a_reconfirmer' && motif === 'capacite').length;
  if (maintenant < creneau.fin) expect(signalees).toBeLessThanOrEqual(Math.max(0, prises - creneau.capacite));
  for (const row of rows) {
    // An offer that lapsed keeps its end, for a yes that was said in time; postes read it of an offer alone.
    if (row.etat !== 'expiree') expect(row.etat === 'offerte').toBe(row.expire_le !== null);
    const { etat, motif, rang, expire_le, debut } = await agenda.lu(row.id);
    expect({ etat, motif, rang, expire_le }).toEqual({
      etat: row.etat,
      motif: row.motif,
      rang: row.rang,
      expire_le: row.etat === 'offerte' ? row.expire_le : null,
    });
    if (estActive(row.etat)) expect(debut).toBe(creneau.debut);
  }
};

/** Who may lose what she had by this step: she herself, whoever let an offer lapse, everybody of a cancelled créneau. */
const perd = (un: Pas, row: ReservationRow, dossiers: readonly string[]): boolean => {
  if (un.quoi === 'fermer') return true;
  if (row.etat === 'offerte' && (un.quoi === 'attendre' || un.quoi === 'reconfirmer')) return true;
  return un.quoi === 'annuler' && dossiers[un.qui] === row.dossier_id;
};

test('nobody is removed, nobody waits beside a free place, and postes read what the server settled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pas, { minLength: 5, maxLength: 25 }), async (suite) => {
      const scene = await ouvrir();
      let avant = await lister(scene);
      for (const un of suite) {
        await faire(scene, un);
        const apres = await lister(scene);
        await verifier(scene, apres);
        for (const row of avant) {
          const maintenant = apres.find(({ id }) => id === row.id);
          expect(maintenant?.rang).toBe(row.rang);
          if (estActive(row.etat) && !perd(un, row, scene.dossiers))
            expect(estActive(maintenant?.etat ?? 'annulee')).toBe(true);
          // Made smaller, a place that is only offered is taken back, and she waits again.
          const estReprise = un.quoi === 'capacite' && row.etat === 'offerte';
          if (tientUnePlace(row.etat) && !estReprise && !perd(un, row, scene.dossiers))
            expect(tientUnePlace(maintenant?.etat ?? 'annulee')).toBe(true);
        }
        avant = apres;
      }
      await checkFlux(scene.g);
      await scene.g.close();
      guichets = undefined;
    }),
    { seed: 6, numRuns: 12 },
  );
});
