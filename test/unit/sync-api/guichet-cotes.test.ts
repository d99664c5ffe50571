import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../../../sync-api/context.ts';
import { depotsEnAttenteMax, GuichetPublic } from '../../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../../sync-api/guichet/cote-serveur.ts';
import type { DepotDemande } from '../../../sync-api/guichet/depot.ts';
import { empreinteDeJeton } from '../../../sync-api/guichet/jeton.ts';
import { openGuichet } from '../../../sync-api/guichet/ouvrir.ts';
import type { Suivi } from '../../../sync-api/guichet/suivi.ts';
import type { TablesGuichet } from '../../../sync-api/guichet/tables.ts';
import { formationFermee, formationOuverte } from '../../support/accueil.ts';
import { TestClock } from '../../support/server.ts';

const clock = new TestClock(Date.parse('2026-03-02T09:00:00.000Z'));
let db: Kysely<TablesGuichet>;
let accueil: GuichetPublic;
let serveur: GuichetServeur;
beforeEach(async () => {
  db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  accueil = new GuichetPublic({ db, clock, random: systemRandom });
  serveur = new GuichetServeur(db);
});
afterEach(() => db.destroy());

const demande: DepotDemande = {
  cle_ministere_educatif: formationOuverte.cleMinistereEducatif,
  origine: 'LBA',
  mode: 'rappel',
  auteur: 'parent',
  nom: 'Vauquelin',
  prenom: 'Anne',
  jeune: { nom: 'Vauquelin', prenom: 'Inès' },
  telephone: '+33639980112',
  courriel: 'anne@example.org',
  motifs: ['place'],
  message: null,
  souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
  consentement: '2026-11',
  a_confirmer: false,
};
const empreinte_jeton = 'ab'.repeat(32);

describe('offers', () => {
  test('are read back as they were published, by each of their names', async () => {
    await serveur.publier([formationFermee, formationOuverte]);
    const found = { ...formationOuverte, origines: ['LBA', 'PARCOURSUP', 'SITE_CFA'] };
    expect(await accueil.trouverFormation({ cle: formationOuverte.cleMinistereEducatif })).toEqual(found);
    expect(await accueil.trouverFormation({ parcoursupId: '99901' })).toEqual(found);
    expect(await accueil.trouverFormation({ onisepId: 'FOR.9901' })).toEqual(found);
    expect(await accueil.trouverFormation({ cle: formationFermee.cleMinistereEducatif })).toEqual(formationFermee);
    expect(await accueil.trouverFormation({ cle: 'inconnue' })).toBeNull();
    expect(await accueil.listerParcoursup()).toEqual(['99901']);
  });

  test('are written when they differ, and only then', async () => {
    expect(await serveur.publier([formationOuverte, formationFermee])).toEqual({ ecrites: 2, retirees: 0 });
    const reordered = { ...formationOuverte, origines: formationOuverte.origines.toReversed() };
    expect(await serveur.publier([formationFermee, reordered])).toEqual({ ecrites: 0, retirees: 0 });
    const renamed = { ...formationOuverte, intitule: 'BTS SAM' };
    expect(await serveur.publier([renamed])).toEqual({ ecrites: 1, retirees: 1 });
    expect(await accueil.trouverFormation({ parcoursupId: '99901' })).toMatchObject({ intitule: 'BTS SAM' });
    expect(await accueil.trouverFormation({ parcoursupId: '99902' })).toBeNull();
  });

  test('are written by slices: a catalogue does not hold the intake', async () => {
    const many = Array.from({ length: 900 }, (_, n) => ({
      ...formationOuverte,
      cleMinistereEducatif: `cle ${n}`,
      parcoursupId: null,
    }));
    expect(await serveur.publier(many)).toEqual({ ecrites: 900, retirees: 0 });
    expect(await serveur.publier(many.slice(0, 450))).toEqual({ ecrites: 0, retirees: 450 });
  });

  test('of an origine that this version does not know are closed for it', async () => {
    await serveur.publier([formationOuverte]);
    await db.updateTable('formation').set({ origines: '["NOUVELLE","LBA"]' }).execute();
    expect((await accueil.trouverFormation({ parcoursupId: '99901' }))?.origines).toEqual(['LBA']);
  });
});

describe('deposits', () => {
  test('are taken oldest first, whatever the clocks say, until they are forgotten', async () => {
    const first = await accueil.deposer('demande', demande);
    clock.advance(-60_000);
    const second = await accueil.deposer('annulation', { empreinte_jeton });
    const third = await accueil.deposer('changement', { empreinte_jeton, souhaits: [] });
    const fourth = await accueil.deposer('confirmation', { empreinte_jeton });
    expect((await serveur.prendre(3)).map(({ id }) => id)).toEqual([first, second, third]);
    expect(await serveur.prendre(100)).toMatchObject([
      { id: first, genre: 'demande', corps: demande, depose_le: '2026-03-02T09:00:00.000Z' },
      { id: second, genre: 'annulation', corps: { empreinte_jeton }, depose_le: '2026-03-02T08:59:00.000Z' },
      { id: third, genre: 'changement', corps: { empreinte_jeton, souhaits: [] } },
      { id: fourth, genre: 'confirmation' },
    ]);
    await serveur.oublier([first, third]);
    expect((await serveur.prendre(100)).map(({ id }) => id)).toEqual([second, fourth]);
    await serveur.oublier([]);
  });

  test.each([
    { telephone: '06 39 98 01 12' },
    { courriel: 'anne' },
    { motifs: [] },
    { nom: ' ' },
    { message: 'x'.repeat(2_001) },
  ])('that are wrong are never left: %j', async (wrong) => {
    await expect(accueil.deposer('demande', { ...demande, ...wrong })).rejects.toThrow();
    expect(await serveur.prendre(1)).toEqual([]);
  });

  test('of a newer intake stay, and hide no other', async () => {
    const row = { genre: 'demande', depose_le: clock.now().toISOString() } as const;
    const corps = JSON.stringify({ ...demande, visio: true });
    await db
      .insertInto('depot')
      .values([
        { ...row, id: systemRandom.uuid(), corps },
        { ...row, id: systemRandom.uuid(), corps: 'illisible' },
      ])
      .execute();
    const read = await accueil.deposer('demande', demande);
    expect((await serveur.prendre(1)).map(({ id }) => id)).toEqual([read]);
    expect(await serveur.compterIllisibles()).toBe(2);
  });

  test('beyond what a disk should hold are refused, for later', async () => {
    await db
      .insertInto('depot')
      .columns(['id', 'genre', 'corps', 'depose_le'])
      .expression((eb) =>
        eb
          .selectFrom(
            // Rows of the cheapest kind: only their number counts here.
            db
              .withRecursive('n(i)', (cte) =>
                cte
                  .selectNoFrom((one) => one.val(1).as('i'))
                  .unionAll(
                    cte
                      .selectFrom('n')
                      .select((one) => one('i', '+', 1).as('i'))
                      .where('i', '<', depotsEnAttenteMax),
                  ),
              )
              .selectFrom('n')
              .select('i')
              .as('n'),
          )
          .select((one) => [
            one.cast<string>('n.i', 'text').as('id'),
            one.val('annulation').as('genre'),
            one.val('{}').as('corps'),
            one.val('').as('depose_le'),
          ]),
      )
      .execute();
    await expect(accueil.deposer('demande', demande)).rejects.toMatchObject({ code: 'OCCUPE', status: 503 });
  });
});

describe('personal links', () => {
  const suivi: Suivi = {
    empreinteJeton: empreinte_jeton,
    intitule: 'BTS',
    raisonSociale: 'CFA du Rhône',
    mode: 'rappel',
    souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
    etat: 'ouverte',
    recueLe: '2026-03-02T09:00:00.000Z',
    fuseau: 'Europe/Paris',
  };

  test('show what the server last wrote, until it removes them', async () => {
    await serveur.ecrireSuivi(suivi);
    await serveur.ecrireSuivi({ ...suivi, etat: 'repondue', souhaits: [] });
    expect(await accueil.lireSuivi(empreinte_jeton)).toEqual({ ...suivi, etat: 'repondue', souhaits: [] });
    expect(await serveur.listerSuivis()).toMatchObject([{ empreinte_jeton }]);
    await serveur.retirerSuivi([empreinte_jeton]);
    await serveur.retirerSuivi([]);
    expect(await accueil.lireSuivi(empreinte_jeton)).toBeNull();
  });

  test('are named by the digest of a whole token', () => {
    expect(empreinteDeJeton('A'.repeat(43))).toMatch(/^[0-9a-f]{64}$/);
    for (const other of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, ` ${'A'.repeat(43)}`]) {
      expect(empreinteDeJeton(other)).toBeNull();
    }
  });
});

test('the server says when it last came by', async () => {
  expect(await accueil.dernierPassage()).toBeNull();
  await serveur.passer(new Date('2026-03-02T09:00:00.000Z'));
  await serveur.passer(new Date('2026-03-02T09:00:02.000Z'));
  expect(await accueil.dernierPassage()).toEqual(new Date('2026-03-02T09:00:02.000Z'));
});
