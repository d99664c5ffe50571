import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demandeId, dossierId, fluxId, idOf, putDemande, putLigne, voeuCorps } from '../candidats/poste.ts';
import { Bureau, creneauId, reservationId } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const refus = (n: number, over: Record<string, unknown> = {}) =>
  bureau.refusal('agenda:inscrire', {
    creneau: creneauId(1),
    dossier: dossierId(n),
    demande: null,
    remplace: null,
    ...over,
  });

describe('what somebody can be given', () => {
  test('créneaux to come of the flux of her dossiers, soonest first, with what she already has, page after page', async () => {
    bureau.person(6, { ine: '123456781AB' });
    bureau.person(7, { ine: '123456781AB' }, 2);
    for (const [n, jour, flux] of [
      [1, 12, 1],
      [2, 11, 2],
      [3, 10, 1],
      [4, 1, 1],
    ] as const) {
      const du = `2026-06-${String(jour).padStart(2, '0')}`;
      bureau.creneau(n, { debut: `${du}T12:00:00.000Z`, fin: `${du}T13:00:00.000Z` }, flux);
    }
    bureau.reservation(6, {
      au: 1,
      etat: 'attente',
      debut: '2026-06-12T12:00:00.000Z',
      fin: '2026-06-12T13:00:00.000Z',
    });
    const page = (apres: string | null) => bureau.ask('agenda:choix', { candidat: dossierId(6), apres, limite: 2 });
    const first = await page(null);
    const rest = await page(first.suite);
    expect([...first.lignes, ...rest.lignes].map((une) => [une.creneau.id, une.dossier, une.etat])).toEqual([
      [creneauId(3), dossierId(6), null],
      [creneauId(2), dossierId(7), null],
      [creneauId(1), dossierId(6), 'attente'],
    ]);
    expect(rest.suite).toBeNull();
    expect(await bureau.refusal('agenda:choix', { candidat: idOf(1, 99), apres: null, limite: 2 })).toMatchObject({
      code: 'INTROUVABLE',
    });
    expect(await bureau.refusal('agenda:choix', { candidat: dossierId(6), apres: 'x', limite: 2 })).toMatchObject({
      code: 'REQUETE_INVALIDE',
    });
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(1));
    expect((await page(null)).lignes.map(({ creneau }) => creneau.id)).toEqual([creneauId(2)]);
  });

  describe('to a person of several dossiers', () => {
    const ine = { ine: '123456781AB' };
    const choix = async (n: number, pour: { demande?: string; remplace?: string }) => {
      const { lignes } = await bureau.ask('agenda:choix', { candidat: dossierId(n), ...pour, apres: null, limite: 50 });
      return lignes.map((une) => [une.creneau.id, une.dossier]);
    };

    test('in answer to her demande, with the dossier that holds it', async () => {
      // The list knows her; what the public form made was merged with it since.
      for (const n of [6, 7]) bureau.person(n, ine);
      bureau.person(8, ine, 2);
      putLigne(bureau.store, {
        id: idOf(5, 6),
        flux: fluxId(1),
        type: 'voeu',
        dossier: dossierId(6),
        corps: voeuCorps(dossierId(6)),
      });
      putDemande(bureau.store, 1, { flux: fluxId(1), dossier: dossierId(7) });
      putDemande(bureau.store, 2, { flux: fluxId(2), dossier: dossierId(8) });
      bureau.project(...[6, 7, 8].map(dossierId));
      bureau.creneau(1);
      bureau.creneau(2, {}, 2);
      expect(await choix(6, {})).toEqual([
        [creneauId(1), dossierId(6)],
        [creneauId(2), dossierId(8)],
      ]);
      expect(await choix(6, { demande: demandeId(1) })).toEqual([[creneauId(1), dossierId(7)]]);
      expect(await choix(6, { demande: demandeId(2) })).toEqual([[creneauId(2), dossierId(8)]]);
      expect(await refus(7, { demande: demandeId(1) })).toBe('ok');
      expect(await refus(8, { creneau: creneauId(2), demande: demandeId(2) })).toBe('ok');
    });

    test('in the place of one she has, with the dossier that holds it', async () => {
      for (const n of [6, 7]) bureau.person(n, ine);
      bureau.person(8, ine, 2);
      bureau.creneau(1);
      bureau.creneau(2, { debut: '2026-06-11T12:00:00.000Z', fin: '2026-06-11T13:00:00.000Z' });
      bureau.creneau(3, { debut: '2026-06-12T12:00:00.000Z', fin: '2026-06-12T13:00:00.000Z' }, 2);
      bureau.reservation(1, { of: 7, au: 1 });
      const moved = await choix(6, { remplace: reservationId(1) });
      expect(moved).toEqual([
        [creneauId(1), dossierId(7)],
        [creneauId(2), dossierId(7)],
      ]);
      expect(await refus(7, { creneau: creneauId(2), remplace: reservationId(1) })).toBe('ok');
    });

    test('of which none holds what it answers or replaces', async () => {
      bureau.person(1);
      bureau.person(6, ine);
      putDemande(bureau.store, 1, { flux: fluxId(1), dossier: dossierId(1) });
      bureau.reservation(1);
      const asked = (pour: object) =>
        bureau.refusal('agenda:choix', { candidat: dossierId(6), ...pour, apres: null, limite: 2 });
      expect(await asked({ demande: demandeId(1) })).toEqual({ code: 'INTROUVABLE', details: { champ: 'demande' } });
      expect(await asked({ remplace: reservationId(1) })).toEqual({
        code: 'INTROUVABLE',
        details: { champ: 'remplace' },
      });
    });
  });
});
