import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Agenda,
  annulerPlace,
  corpsDeCreneau,
  debut,
  demanderPlace,
  ouvrirAgenda,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** One booking is settled by the server, in one transaction (PROTOCOL 8). Monday 8 June 2026, 10:00 in Paris. */
describe('the places of a créneau', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const at = (list: readonly string[], index: number): string => list[index] ?? '';

  test('a place, then the waiting list; each is told, and postes read the same', async () => {
    const { corps, dossiers, ids } = await agenda.remplir(1, 2);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'attente']);
    expect(await agenda.lu(at(ids, 0))).toEqual({
      dossier: at(dossiers, 0),
      creneau: corps.creneau,
      demande: null,
      etat: 'confirmee',
      motif: null,
      genre: 'reunion',
      debut,
      fin: corps.fin,
      rang: 1,
      demandee_le: '2026-06-08T08:00:00.000Z',
      etat_le: '2026-06-08T08:00:00.000Z',
      expire_le: null,
      source: 'poste',
      remplace: null,
    });
    expect(await agenda.courriels(at(dossiers, 0))).toEqual({ elle: ['confirmee'], cfa: [] });
    expect(await agenda.courriels(at(dossiers, 1))).toEqual({ elle: ['attente'], cfa: [] });
  });

  test('complet where nobody may wait', async () => {
    const { corps, dossiers } = await agenda.remplir(1, 2, { liste_attente: false });
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'complet']);
    expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['complet']);
  });

  test('by the public pages, the CFA is told', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    await agenda.reserverEnLigne({ dossierId: ines, creneauId: corps.creneau });
    await agenda.reserverEnLigne({ dossierId: noa, creneauId: corps.creneau });
    expect(await agenda.courriels(ines)).toEqual({ elle: ['confirmee'], cfa: ['prise'] });
    expect(await agenda.courriels(noa)).toEqual({ elle: ['attente'], cfa: ['attente'] });
  });

  test('the same id again moves nothing; a créneau of another flux, or none, is null', async () => {
    const { corps } = await agenda.creneau();
    const r = { id: randomUUID(), dossierId: await agenda.personne(), creneauId: corps.creneau };
    const [first, again] = [await agenda.reserverEnLigne(r), await agenda.reserverEnLigne(r)];
    expect(again).toEqual(first);
    expect((await agenda.courriels(r.dossierId)).elle).toEqual(['confirmee']);
    expect(await agenda.reserverEnLigne({ ...r, id: randomUUID(), creneauId: randomUUID() })).toBeNull();
    expect(await agenda.reserverEnLigne({ ...r, fluxId: randomUUID() })).toBeNull();
    expect(await agenda.reserverEnLigne({ ...r, id: randomUUID(), fluxId: randomUUID() })).toBeNull();
  });

  test('somebody who has a place is not given two, and no poste waits for an answer', async () => {
    const { corps, dossiers, ids } = await agenda.remplir(2, 1);
    const dossier = at(dossiers, 0);
    const enLigne = await agenda.reserverEnLigne({ dossierId: dossier, creneauId: corps.creneau });
    expect(enLigne?.id).toBe(at(ids, 0));
    const seconde = await agenda.reserver(dossier, corps);
    expect(await agenda.lu(seconde)).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'annulee']);
    expect((await agenda.courriels(dossier)).elle).toEqual(['confirmee']);
  });

  test('booked for an hour that has moved since, she keeps the place and has to say that she comes', async () => {
    const { corps } = await agenda.creneau();
    const dossier = await agenda.personne();
    const id = await agenda.reserver(dossier, { ...corps, debut: '2026-06-16T07:00:00.000Z' });
    expect(await agenda.lu(id)).toMatchObject({ etat: 'a_reconfirmer', motif: 'deplace', debut });
    expect((await agenda.courriels(dossier)).elle).toEqual(['deplacee']);
  });

  test('somebody noted after the meeting was there, and nobody is written to', async () => {
    const passe = { debut: '2026-06-05T08:00:00.000Z', fin: '2026-06-05T10:00:00.000Z', capacite: 1 };
    const { corps, dossiers } = await agenda.remplir(1, 2, passe);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'confirmee']);
    expect(await agenda.courriels(at(dossiers, 1))).toEqual({ elle: [], cfa: [] });
  });

  test('somebody noted at the door has her place at a full meeting, and is written to no more', async () => {
    const { corps } = await agenda.remplir(1, 2);
    const porte = await agenda.personne();
    guichets.clock.set(corps.debut);
    const id = randomUUID();
    await guichets.pousser({ ...demanderPlace(agenda.flux, porte, corps, { reservation: id }), fait_le: corps.debut });
    expect(await agenda.lire(id)).toMatchObject({ etat: 'confirmee', motif: null });
    await guichets.pousser(annulerPlace(agenda.flux, porte, id, corps.creneau));
    expect(await agenda.courriels(porte)).toEqual({ elle: [], cfa: [] });
  });

  test.each([
    ['with a waiting list', true],
    ['without', false],
  ])(
    'put down before a full meeting by a poste that came back after it, she had no place: %s',
    async (_quoi, attente) => {
      const { corps } = await agenda.remplir(1, 1, { liste_attente: attente });
      const dossier = await agenda.personne();
      guichets.clock.set('2026-06-16T15:00:00.000Z');
      expect(await agenda.lire(await agenda.reserver(dossier, corps))).toMatchObject({ etat: 'complet' });
      expect(await agenda.courriels(dossier)).toEqual({ elle: [], cfa: [] });
    },
  );

  test('put down before a meeting that had a place, by a poste that came back after it, she had it', async () => {
    const { corps } = await agenda.remplir(2, 1);
    const dossier = await agenda.personne();
    guichets.clock.set('2026-06-16T15:00:00.000Z');
    expect(await agenda.lire(await agenda.reserver(dossier, corps))).toMatchObject({ etat: 'confirmee' });
  });

  test('a form that comes once the meeting has begun has no place any more', async () => {
    const { corps } = await agenda.creneau({ capacite: 5 });
    guichets.clock.set(debut);
    const row = await agenda.reserverEnLigne({ dossierId: await agenda.personne(), creneauId: corps.creneau });
    expect(row?.etat).toBe('complet');
    // Settled again after a restore, as it was then.
    const avant = { dossierId: await agenda.personne(), creneauId: corps.creneau, le: '2026-06-15T08:00:00.000Z' };
    expect(await agenda.reserverEnLigne(avant)).toMatchObject({ etat: 'confirmee', demandee_le: avant.le });
  });

  test('three bookings to come for one demande; the fourth is not made', async () => {
    const demande = await guichets.demander();
    const r = { dossierId: demande.dossier_id, demandeId: demande.id, fluxId: demande.flux_id };
    const creneaux = [];
    for (const jour of ['16', '17', '18', '19']) {
      const corps = corpsDeCreneau(randomUUID(), {
        debut: `2026-06-${jour}T08:00:00.000Z`,
        fin: `2026-06-${jour}T09:00:00.000Z`,
      });
      await guichets.pousser({
        ...demanderPlace(demande.flux_id, corps.creneau, corps),
        type: 'creneau-cree',
        corps,
      });
      creneaux.push(corps);
    }
    const faites = [];
    for (const corps of creneaux)
      faites.push(await agenda.reserverEnLigne({ ...r, creneauId: corps.creneau, debutVu: corps.debut }));
    expect(faites.map((row) => row?.etat)).toEqual(['confirmee', 'confirmee', 'confirmee', undefined]);
    expect((await agenda.courriels(demande.dossier_id)).elle).toEqual([
      'confirmee',
      'confirmee',
      'confirmee',
      'inchangee',
    ]);
    // A place that she changes for another one is not one more.
    const echange = {
      ...r,
      creneauId: at(
        creneaux.map(({ creneau }) => creneau),
        3,
      ),
      remplaceId: faites[0]?.id ?? '',
    };
    expect((await agenda.reserverEnLigne({ ...echange, debutVu: '2026-06-19T08:00:00.000Z' }))?.etat).toBe('confirmee');
  });

  describe('one in the place of another', () => {
    test('the former one is given up, and its place offered to who waits', async () => {
      const plein = await agenda.remplir(1, 2);
      const { corps: autre } = await agenda.creneau();
      const id = await agenda.reserver(at(plein.dossiers, 0), autre, { remplace: at(plein.ids, 0) });
      expect(await agenda.lu(id)).toMatchObject({ etat: 'confirmee', remplace: at(plein.ids, 0) });
      expect(await agenda.lu(at(plein.ids, 0))).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
      expect(await agenda.etats(plein.corps.creneau)).toEqual(['annulee', 'offerte']);
      expect((await agenda.courriels(at(plein.dossiers, 0))).elle).toEqual(['confirmee', 'confirmee']);
    });

    test.each([true, false])('no place there: she keeps the one she has (waiting list: %s)', async (listeAttente) => {
      const plein = await agenda.remplir(1, 1, { liste_attente: listeAttente });
      const { corps: sien } = await agenda.creneau();
      const dossier = await agenda.personne();
      const premiere = await agenda.reserver(dossier, sien);
      const id = await agenda.reserver(dossier, plein.corps, { remplace: premiere });
      expect((await agenda.lire(id)).etat).toBe('complet');
      expect((await agenda.lire(premiere)).etat).toBe('confirmee');
      expect((await agenda.courriels(dossier)).elle).toEqual(['confirmee', 'inchangee']);
    });

    test('what was over already is only named', async () => {
      const plein = await agenda.remplir(1, 1);
      const { corps: sien } = await agenda.creneau();
      const dossier = await agenda.personne();
      const premiere = await agenda.reserver(dossier, sien);
      await guichets.pousser(annulerPlace(agenda.flux, dossier, premiere, sien.creneau));
      const id = await agenda.reserver(dossier, plein.corps, { remplace: premiere });
      expect((await agenda.lire(id)).etat).toBe('attente');
    });

    test('the former one is given up as well when she already had a place at the one she moves to', async () => {
      const { corps } = await agenda.creneau();
      const { corps: autre } = await agenda.creneau();
      const ines = await agenda.personne();
      const ancienne = await agenda.reserver(ines, corps);
      const deja = await agenda.reserver(ines, autre);
      const seconde = await agenda.reserver(ines, autre, { remplace: ancienne });
      expect(await agenda.lire(ancienne)).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
      expect(await agenda.lire(deja)).toMatchObject({ etat: 'confirmee' });
      expect(await agenda.lire(seconde)).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
    });

    test('the former one stays while she only waits at the one she moves to', async () => {
      const { corps } = await agenda.creneau();
      const { corps: plein } = await agenda.remplir(1, 1);
      const ines = await agenda.personne();
      const ancienne = await agenda.reserver(ines, corps);
      const attente = await agenda.reserver(ines, plein);
      await agenda.reserver(ines, plein, { remplace: ancienne });
      expect(await agenda.lire(ancienne)).toMatchObject({ etat: 'confirmee' });
      expect(await agenda.lire(attente)).toMatchObject({ etat: 'attente' });
    });

    test('the booking of somebody else is not given up', async () => {
      const { ids } = await agenda.remplir(1, 1);
      const { corps: autre } = await agenda.creneau();
      await agenda.reserver(await agenda.personne(), autre, { remplace: at(ids, 0) });
      expect((await agenda.lire(at(ids, 0))).etat).toBe('confirmee');
    });
  });

  test('the guichet is to be told of the places of an offered créneau, and of each link', async () => {
    const { corps, ids } = await agenda.remplir(1, 1);
    const offres = await guichets.db.selectFrom('offre_a_dire').select('creneau_id').execute();
    expect(offres.map(({ creneau_id }) => creneau_id)).toEqual([corps.creneau, corps.creneau]);
    const suivis = await guichets.db.selectFrom('suivi_a_dire').select('empreinte_jeton').execute();
    expect(suivis).toEqual([{ empreinte_jeton: (await agenda.lire(at(ids, 0))).empreinte_jeton }]);
    const { corps: interne } = await agenda.creneau({ offre: null });
    await agenda.reserver(await agenda.personne(), interne);
    const apres = await guichets.db.selectFrom('offre_a_dire').select('creneau_id').execute();
    expect(apres.filter(({ creneau_id }) => creneau_id === interne.creneau)).toHaveLength(1);
  });
});
