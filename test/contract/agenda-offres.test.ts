import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import { direOffres, offrables, redireOffres, reparerOffres } from '../../sync-api/agenda/offres.ts';
import { type Travail, travailler } from '../../sync-api/cli/serveur-sync.ts';
import { createCourrier } from '../../sync-api/courriels/courrier.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, annulerCreneau, debut, fin, modifier, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { autreCle, cle, formation, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** What the guichet is told of créneaux. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const lus = (pour = cle) => g.intake.listerCreneaux(pour, 'PARCOURSUP', { limite: 50 });
const libres = async () => (await lus()).map((creneau) => creneau.libres);

describe('a créneau that is offered', () => {
  it('is shown after one pass with what families need to choose, for every training of its site', async () => {
    const { corps } = await agenda.creneau({ titre: 'Portes ouvertes', lien: 'https://visio.example/salle' });
    expect(await lus()).toEqual([]);
    await g.passer();
    const [montre] = await lus();
    expect(montre).toMatchObject({
      id: corps.creneau,
      genre: 'reunion',
      titre: 'Portes ouvertes',
      debut,
      fin,
      fuseau: 'Europe/Paris',
      lieu: '14 rue des Maîtres-Queux',
      enLigne: true,
      libres: 2,
      listeAttente: true,
    });
    expect(await lus(autreCle)).toEqual([montre]);
    // The address of an online meeting is for those who come.
    expect(JSON.stringify(await g.guichetDb.selectFrom('creneau_offert').selectAll().execute())).not.toContain('visio');
    expect(await g.db.selectFrom('offre_a_dire').selectAll().execute()).toEqual([]);
  });

  it('is shown to those it is for: these trainings, these origines', async () => {
    await agenda.creneau({ offre: { formations: [autreCle, 'retiree'], origines: ['LBA'] } });
    await g.passer();
    expect(await lus(autreCle)).toEqual([]);
    expect(await g.intake.listerCreneaux(autreCle, 'LBA', { limite: 5 })).toHaveLength(1);
    expect(await g.intake.listerCreneaux(cle, 'LBA', { limite: 5 })).toEqual([]);
  });

  it('says the places that are left, none as soon as somebody waits', async () => {
    const { corps } = await agenda.creneau();
    await g.passer();
    const shown: number[] = [];
    for (const [rang, prenom] of ['Inès', 'Karim', 'Louise'].entries()) {
      const { reservation } = await famille.reserver(corps, personne(prenom.replace('è', 'e'), rang));
      shown.push(...(await libres()));
      if (prenom !== 'Louise' || reservation === null) continue;
      expect(reservation.etat).toBe('attente');
    }
    expect(shown).toEqual([1, 0, 0]);
    // Two leave: one place is kept for Louise, one is free for anybody.
    const [premiere, seconde] = await famille.reservations();
    for (const row of [premiere, seconde]) if (row !== undefined) await famille.presser(row, { geste: 'annuler' });
    expect(await libres()).toEqual([1]);
  });

  it('follows its changes, and leaves when it is cancelled or offered no more', async () => {
    const { corps, acte } = await agenda.creneau();
    const { corps: autre, acte: cree } = await agenda.creneau();
    await g.passer();
    const apres = { ...corps, debut: '2026-06-15T08:00:00.000Z', fin: '2026-06-15T09:00:00.000Z', capacite: 9 };
    const change = modifier(agenda.flux, apres, [acte.id]);
    await g.pousser(change);
    await g.passer();
    expect(await lus()).toMatchObject([{ id: corps.creneau, debut: apres.debut, libres: 9 }, { id: autre.creneau }]);
    expect(await g.guichetDb.selectFrom('creneau_formation').selectAll().execute()).toHaveLength(4);
    await g.pousser(
      modifier(agenda.flux, { ...apres, offre: null }, [change.id]),
      annulerCreneau(agenda.flux, autre.creneau, [cree.id]),
    );
    await g.passer();
    expect([await lus(), await g.guichet.listerOffres()]).toEqual([[], []]);
    expect(await g.guichetDb.selectFrom('creneau_formation').selectAll().execute()).toEqual([]);
  });

  it('leaves two hours before it begins, with nothing else to tell', async () => {
    await agenda.creneau();
    await g.passer();
    g.clock.set(new Date(Date.parse(debut) - fermetureMs - 1).toISOString());
    await g.passer();
    expect(await g.guichet.listerOffres()).toHaveLength(1);
    g.clock.advance(1);
    await g.passer();
    expect(await g.guichet.listerOffres()).toEqual([]);
    await redireOffres(g);
    await g.passer();
    expect(await g.guichet.listerOffres()).toEqual([]);
  });

  it('is read in the zone of its site', async () => {
    await g.db.updateTable('etablissement').set({ code_postal: '97460' }).execute();
    await agenda.creneau();
    await g.passer();
    expect(await lus()).toMatchObject([{ fuseau: 'Indian/Reunion' }]);
  });
});

describe('the guichet', () => {
  it('that was lost, or put back from a backup, is told what is offered now, and loses what is not', async () => {
    const { corps } = await agenda.creneau();
    const { corps: annule, acte } = await agenda.creneau();
    await g.passer();
    const [backup] = await g.guichetDb.selectFrom('creneau_offert').selectAll().execute();
    await g.pousser(annulerCreneau(agenda.flux, annule.creneau, [acte.id]));
    await famille.reserver(corps);
    await g.guichetDb.deleteFrom('creneau_offert').execute();
    await g.guichetDb.deleteFrom('creneau_formation').execute();
    for (const id of [annule.creneau, g.random.uuid()])
      if (backup !== undefined)
        await g.guichet.ecrireOffre({ creneau: { ...backup, id, libres: 2 }, formations: [cle] });
    expect(await reparerOffres(g)).toBe(2);
    await g.passer();
    expect(await lus()).toMatchObject([{ id: corps.creneau, libres: 1 }]);
  });

  it('that is busy is told later: nothing is forgotten', async () => {
    await agenda.creneau();
    const busy = { ...g.guichet, ecrireOffre: () => Promise.reject(new Error('busy')) };
    const guichet = {
      listerOffres: () => g.guichet.listerOffres(),
      retirerOffres: async () => {},
      effacerLiens: async () => {},
      ...busy,
    };
    await expect(direOffres({ ...g, guichet })).rejects.toThrow('busy');
    expect(await lus()).toEqual([]);
    await g.passer();
    expect(await lus()).toHaveLength(1);
  });
});

it('what may be offered is found by its index', async () => {
  const plan = await offrables(g.db, g.clock.now().toISOString()).explain(undefined, sql`query plan`);
  expect(JSON.stringify(plan)).toContain('creneau_offert');
});

describe('beside the requests', () => {
  let server: TestServer;
  let travail: Travail;
  beforeEach(async () => {
    server = await startTestServer({ db: g.db, clock: g.clock });
    travail = travailler({
      deps: server.deps,
      guichet: g.guichet,
      courrier: createCourrier({ ...server.deps, transport: null, retours: null }),
      minuterie: { every: () => () => {} },
      annoncer: (tetes) => g.annonces.push(...tetes),
    });
  });
  afterEach(async () => {
    await travail.arreter();
    await server.stop();
  });

  it('offers are told at each pass, again at start, and when the catalogue changes', async () => {
    const { corps } = await agenda.creneau();
    await travail.recevoir();
    expect(await lus()).toMatchObject([{ id: corps.creneau }]);
    const troisieme = cle.replace('#L01', '#L03');
    await g.db
      .insertInto('formation_catalogue')
      .values(formation({ cle_ministere_educatif: troisieme }))
      .execute();
    await g.db
      .updateTable('formation_catalogue')
      .set({ retiree_le: g.clock.now().toISOString() })
      .where('cle_ministere_educatif', '=', autreCle)
      .execute();
    await travail.recevoir();
    expect([(await lus(troisieme)).length, (await lus(autreCle)).length]).toEqual([0, 1]);
    await g.db
      .updateTable('catalogue_version')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .execute();
    await travail.recevoir();
    expect([(await lus(troisieme)).length, (await lus(autreCle)).length]).toEqual([1, 0]);
  });

  it('an offer that lapsed goes to the next who waits, once what was answered in time is taken', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const attendre = async (prenom: string, rang: number) =>
      (await famille.reserver(corps, personne(prenom, rang))).reservation;
    const premiere = await attendre('Ines', 0);
    const suivante = await attendre('Karim', 1);
    const derniere = await attendre('Louise', 2);
    if (premiere === null || suivante === null) throw new Error('places were to be booked');
    await famille.presser(premiere, { geste: 'annuler' });
    g.clock.advance(86_400_000 - 1);
    await g.intake.deposer('reservation', { geste: 'venir', empreinte_jeton: suivante.empreinte_jeton, debut });
    g.clock.advance(1);
    await travail.recevoir();
    expect([await famille.etatDe(suivante), await famille.etatDe(derniere)]).toEqual(['confirmee', 'attente']);
    await famille.presser(suivante, { geste: 'annuler' });
    g.clock.advance(86_400_000);
    g.annonces.length = 0;
    await travail.recevoir();
    expect(await famille.etatDe(derniere)).toBe('expiree');
    expect(g.annonces.map(({ flux }) => flux)).toContain(agenda.flux);
    expect(await libres()).toEqual([1]);
  });
});
