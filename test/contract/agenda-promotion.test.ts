import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { annulerReservation } from '../../sync-api/agenda/annuler.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import { reconfirmerReservation } from '../../sync-api/agenda/reconfirmer.ts';
import type { Tete } from '../../sync-api/flux/direct.ts';
import { type Agenda, annulerPlace, debut, ouvrirAgenda, reconfirmer } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** A place that is freed goes to the first who waits, for a time (PROTOCOL 8). Monday 8 June 2026, 10:00 in Paris. */
describe('a place that is freed', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const at = (list: readonly string[], index: number): string => list[index] ?? '';
  const expirer = (annonces: Tete[] = []) =>
    expirerOffres({ ...guichets, annoncer: (tetes) => annonces.push(...tetes) });

  describe('cancelling', () => {
    test('offers the place to the first who waits, for a day', async () => {
      const { corps, dossiers, ids } = await agenda.remplir(1, 3);
      await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 0), at(ids, 0), corps.creneau));
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'offerte', 'attente']);
      expect(await agenda.lu(at(ids, 1))).toMatchObject({ expire_le: '2026-06-09T08:00:00.000Z' });
      expect(await agenda.courriels(at(dossiers, 0))).toEqual({ elle: ['confirmee', 'annulee'], cfa: [] });
      expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['attente', 'offerte']);
    });

    test('keeps it for less time for somebody who cannot be written to: staff call her', async () => {
      const { corps } = await agenda.creneau({ capacite: 1 });
      const [anna, sans] = [await agenda.personne('Anna'), await agenda.personne('Sans', [])];
      const tenue = await agenda.reserver(anna, corps);
      const attente = await agenda.reserver(sans, corps);
      await guichets.pousser(annulerPlace(agenda.flux, anna, tenue, corps.creneau));
      expect(await agenda.lu(attente)).toMatchObject({ etat: 'offerte', expire_le: '2026-06-08T12:00:00.000Z' });
      expect((await agenda.courriels(sans)).elle).toEqual([]);
    });

    test('by her, the CFA is told; over already, nothing happens', async () => {
      const { ids, dossiers } = await agenda.remplir(1, 1);
      const id = at(ids, 0);
      const first = await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'candidat'));
      expect(first).toMatchObject({ etat: 'annulee', motif: 'candidat' });
      const again = await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'cfa'));
      expect(again).toEqual(first);
      expect(await agenda.courriels(at(dossiers, 0))).toEqual({ elle: ['confirmee', 'annulee'], cfa: ['annulee'] });
      expect(
        await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id: randomUUID() }, 'candidat')),
      ).toBeNull();
    });

    test('too near the meeting, nothing is offered by mail: staff give the free place by a call', async () => {
      const { corps, dossiers, ids } = await agenda.remplir(1, 2);
      guichets.clock.set('2026-06-16T05:30:00.000Z');
      await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 0), at(ids, 0), corps.creneau));
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'attente']);
      const oui = { reservation: at(ids, 1), creneau: corps.creneau };
      await guichets.pousser(reconfirmer(agenda.flux, at(dossiers, 1), oui));
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'confirmee']);
    });

    test('and a family that comes then does not pass before who waits', async () => {
      const { corps, dossiers, ids } = await agenda.remplir(1, 2);
      guichets.clock.set('2026-06-16T05:30:00.000Z');
      await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 0), at(ids, 0), corps.creneau));
      const dossierId = await agenda.personne();
      await agenda.reserverEnLigne({ dossierId, creneauId: corps.creneau });
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'attente', 'attente']);
    });
  });

  describe('a place that is offered', () => {
    const offrir = async (nombre: number) => {
      const plein = await agenda.remplir(1, nombre);
      await guichets.pousser(annulerPlace(agenda.flux, at(plein.dossiers, 0), at(plein.ids, 0), plein.corps.creneau));
      return plein;
    };

    test('is held for her, and hers once she says so', async () => {
      const { corps, dossiers, ids } = await offrir(2);
      const autre = await agenda.reserver(await agenda.personne(), corps);
      expect((await agenda.lire(autre)).etat).toBe('attente');
      const id = at(ids, 1);
      const row = await agenda.ecrire((ecriture) => reconfirmerReservation(ecriture, { id }, debut));
      expect(row).toMatchObject({ etat: 'confirmee', expire_le: null });
      expect(await agenda.courriels(at(dossiers, 1))).toEqual({
        elle: ['attente', 'offerte', 'confirmee'],
        cfa: ['reconfirmee'],
      });
    });

    test('goes to the next when nobody took it, once, and postes are told', async () => {
      const { corps, dossiers, ids } = await offrir(3);
      guichets.clock.set('2026-06-09T07:59:59.999Z');
      expect(await expirer()).toBe(0);
      guichets.clock.set('2026-06-09T08:00:00.000Z');
      const annonces: Tete[] = [];
      expect(await expirer(annonces)).toBe(1);
      expect(annonces.map(({ flux }) => flux)).toEqual([agenda.flux]);
      expect(await expirer()).toBe(0);
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'expiree', 'offerte']);
      expect(await agenda.courriels(at(dossiers, 1))).toEqual({
        elle: ['attente', 'offerte', 'expiree'],
        cfa: ['expiree'],
      });
      expect(await agenda.lu(at(ids, 1))).toMatchObject({ etat: 'expiree', expire_le: null });
      expect((await agenda.courriels(at(dossiers, 2))).elle).toEqual(['attente', 'offerte']);
    });

    test('is lost when she answers too late, even before anybody looked', async () => {
      const { corps, dossiers, ids } = await offrir(3);
      guichets.clock.set('2026-06-09T08:00:00.000Z');
      const oui = { reservation: at(ids, 1), creneau: corps.creneau };
      await guichets.pousser(reconfirmer(agenda.flux, at(dossiers, 1), oui, { fait_le: '2026-06-09T08:00:00.000Z' }));
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'expiree', 'offerte']);
    });

    test('said in time, and heard of after it lapsed, is hers while a place is free', async () => {
      const { corps, dossiers, ids } = await offrir(2);
      guichets.clock.set('2026-06-09T08:00:03.000Z');
      expect(await expirer()).toBe(1);
      const oui = { reservation: at(ids, 1), creneau: corps.creneau };
      const dire = (fait_le: string) => guichets.pousser(reconfirmer(agenda.flux, at(dossiers, 1), oui, { fait_le }));
      await dire('2026-06-09T08:00:00.000Z');
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'expiree']);
      await dire('2026-06-09T07:59:00.000Z');
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'confirmee']);
      expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['attente', 'offerte', 'expiree', 'confirmee']);
    });

    test('said in time, is gone when it was offered to the next meanwhile, or when she booked again', async () => {
      const { corps, dossiers, ids } = await offrir(3);
      guichets.clock.set('2026-06-09T08:00:03.000Z');
      await expirer();
      const oui = { reservation: at(ids, 1), creneau: corps.creneau };
      const dire = () =>
        guichets.pousser(reconfirmer(agenda.flux, at(dossiers, 1), oui, { fait_le: '2026-06-09T07:00:00.000Z' }));
      await dire();
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'expiree', 'offerte']);
      await agenda.reserver(at(dossiers, 1), corps);
      await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 2), at(ids, 2), corps.creneau));
      await dire();
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'expiree', 'annulee', 'offerte']);
    });

    test('taken in time on a poste that came back later, it is hers while nobody else was offered it', async () => {
      const { corps, dossiers, ids } = await offrir(3);
      guichets.clock.set('2026-06-09T09:00:00.000Z');
      const oui = { reservation: at(ids, 1), creneau: corps.creneau };
      await guichets.pousser(reconfirmer(agenda.flux, at(dossiers, 1), oui, { fait_le: '2026-06-09T07:00:00.000Z' }));
      expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'confirmee', 'attente']);
    });
  });

  test('who waits is not given a place that nobody freed', async () => {
    const { corps, dossiers, ids } = await agenda.remplir(1, 2);
    await guichets.pousser(
      reconfirmer(agenda.flux, at(dossiers, 1), { reservation: at(ids, 1), creneau: corps.creneau }),
    );
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'attente']);
    expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['attente']);
  });
});
