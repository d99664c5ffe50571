import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, idOf, putFlux, putLigne, voeuCorps } from '../candidats/poste.ts';
import { Bureau, creneauId, reservationId } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

/** From `heure` to the next one, UTC. */
const a = (jour: string, heure: number) => ({
  debut: `2026-06-${jour}T${String(heure).padStart(2, '0')}:00:00.000Z`,
  fin: `2026-06-${jour}T${String(heure + 1).padStart(2, '0')}:00:00.000Z`,
});
const vue = async (nom: 'a_venir' | 'passes' | 'a_noter', over: { flux?: string[]; limite?: number } = {}) => {
  const ids: string[] = [];
  let apres: string | null = null;
  do {
    const page: { lignes: { id: string }[]; suite: string | null } = await bureau.ask('agenda:liste', {
      vue: nom,
      apres,
      limite: 200,
      ...over,
    });
    ids.push(...page.lignes.map(({ id }) => id));
    apres = page.suite;
  } while (apres !== null);
  return ids;
};
const noter = (n: number, etat: string, vues: Record<string, string[]> = {}) =>
  value(
    bureau.actes['actes:enregistrer']({
      saisies: [{ dossier: dossierId(n), type: 'assiduite', corps: { reservation: reservationId(n), etat }, vues }],
    }),
  );

describe('the lists', () => {
  beforeEach(() => {
    for (const [n, jour, heure, flux] of [
      [1, '02', 8, 1],
      [2, '03', 8, 2],
      [3, '03', 9, 1],
      [4, '12', 8, 2],
    ] as const) {
      bureau.creneau(n, a(jour, heure), flux);
    }
    // One cancelled before anybody came is nowhere.
    bureau.creneau(5, a('13', 8));
    bureau.received(creneauId(5), 'creneau-annule', { creneau: creneauId(5) });
  });

  test('those to come begin with the one that runs, the past ones with the last; each page goes on where the other ended', async () => {
    expect(await vue('a_venir')).toEqual([creneauId(3), creneauId(4)]);
    expect(await vue('passes')).toEqual([creneauId(2), creneauId(1)]);
    for (const limite of [1, 2, 3]) {
      expect(await vue('a_venir', { limite })).toEqual([creneauId(3), creneauId(4)]);
      expect(await vue('passes', { limite })).toEqual([creneauId(2), creneauId(1)]);
      expect(await vue('passes', { limite, flux: [fluxId(1), fluxId(2), fluxId(2)] })).toEqual([
        creneauId(2),
        creneauId(1),
      ]);
    }
    expect(await vue('a_venir', { flux: [fluxId(2)] })).toEqual([creneauId(4)]);
    expect(await vue('a_venir', { flux: [] })).toEqual([]);
  });

  test('a page that another view began is refused', async () => {
    const { suite } = await bureau.ask('agenda:liste', { vue: 'a_venir', apres: null, limite: 1 });
    const refused = await bureau.refusal('agenda:liste', { vue: 'passes', apres: suite, limite: 1 });
    expect(refused).toEqual({ code: 'REQUETE_INVALIDE', details: { champ: 'apres' } });
    expect(await bureau.refusal('agenda:absents', { apres: suite, limite: 1 })).toMatchObject({
      code: 'REQUETE_INVALIDE',
    });
  });

  test('a period holds what begins in it, cancelled ones that had people too, and says when more did not fit', async () => {
    const du = '2026-06-01T00:00:00.000Z';
    const ask = (over: Record<string, unknown> = {}) =>
      bureau.ask('agenda:periode', { du, au: '2026-06-30T00:00:00.000Z', ...over });
    const ids = async (over: Record<string, unknown> = {}) => (await ask(over)).creneaux.map(({ id }) => id);
    expect(await ids()).toEqual([1, 2, 3, 4].map(creneauId));
    expect(await ids({ au: '2026-06-03T09:00:00.000Z' })).toEqual([1, 2].map(creneauId));
    expect(await ids({ du: '2026-06-03T09:00:00.000Z' })).toEqual([3, 4].map(creneauId));
    expect(await ids({ flux: [fluxId(1)] })).toEqual([1, 3].map(creneauId));
    bureau.person(1);
    bureau.reservation(1, { au: 5, etat: 'annulee', motif: 'creneau', ...a('13', 8) });
    expect((await ask()).creneaux.at(-1)).toMatchObject({ id: creneauId(5), etat: 'annule' });
    for (let n = 100; n < 400; n += 1) bureau.creneau(n, a('20', 8));
    const full = await ask();
    expect([full.creneaux.length, full.plus]).toEqual([300, true]);
  });

  test('to note are those that ended with somebody whose presence nobody wrote', async () => {
    for (const n of [1, 2, 3]) bureau.person(n);
    bureau.reservation(1, { au: 1, ...a('02', 8) });
    bureau.reservation(2, { au: 1, etat: 'a_reconfirmer', motif: 'deplace', ...a('02', 8) });
    bureau.reservation(3, { au: 1, etat: 'attente', ...a('02', 8) });
    expect(await vue('a_noter')).toEqual([creneauId(1)]);
    noter(1, 'present');
    expect(await vue('a_noter', { flux: [fluxId(1)] })).toEqual([creneauId(1)]);
    noter(2, 'absent');
    expect(await vue('a_noter')).toEqual([]);
    expect((await bureau.vu(creneauId(1))).comptes).toMatchObject({ prises: 2, presents: 1, absents: 1, attente: 1 });
  });

  test('the counts: today where each site is, to note, absent, to be confirmed again', async () => {
    putFlux(bureau.store, 3, 'relation', 'Indian/Reunion');
    // 20:30 UTC on the third is already tomorrow there.
    bureau.creneau(6, { debut: '2026-06-03T20:30:00.000Z', fin: '2026-06-03T21:00:00.000Z' }, 3);
    bureau.creneau(7, { debut: '2026-06-03T20:30:00.000Z', fin: '2026-06-03T21:00:00.000Z' }, 1);
    for (const n of [1, 2, 3]) bureau.person(n);
    bureau.reservation(1, { au: 1, ...a('02', 8) });
    bureau.reservation(2, { au: 1, ...a('02', 8) });
    bureau.reservation(3, { au: 4, etat: 'a_reconfirmer', motif: 'deplace', ...a('12', 8) });
    expect(await bureau.ask('agenda:compteurs', {})).toEqual({ aujourdhui: 3, aNoter: 1, absents: 0, aReconfirmer: 1 });
    for (const n of [1, 2]) noter(n, 'absent');
    expect(await bureau.ask('agenda:compteurs', {})).toEqual({ aujourdhui: 3, aNoter: 0, absents: 2, aReconfirmer: 1 });
  });
});

describe('absent people', () => {
  const absents = async (over: { flux?: string[]; limite?: number } = {}) => {
    const names: string[] = [];
    let apres: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask({ apres, limite: 200, ...over });
      names.push(...page.lignes.map(({ nom }) => nom));
      apres = page.suite;
    } while (apres !== null);
    return names;
  };
  const ask = (request: { apres: string | null; limite: number; flux?: string[] }) =>
    bureau.ask('agenda:absents', request);

  beforeEach(() => {
    bureau.creneau(1, a('01', 8));
    bureau.creneau(2, a('02', 8));
    for (const n of [1, 2, 3]) bureau.person(n);
    bureau.reservation(1, { au: 1, ...a('01', 8) });
    bureau.reservation(2, { au: 2, ...a('02', 8) });
    bureau.reservation(3, { au: 2, ...a('02', 8) });
    noter(1, 'absent');
    noter(2, 'excuse');
    noter(3, 'present');
  });

  test('are called back, the newest meeting first, page after page, with their créneau', async () => {
    for (const limite of [1, 2]) expect(await absents({ limite })).toEqual(['NOM 2', 'NOM 1']);
    expect(await absents({ flux: [fluxId(1)] })).toEqual(['NOM 2', 'NOM 1']);
    expect(await absents({ flux: [fluxId(2)] })).toEqual([]);
    expect((await ask({ apres: null, limite: 1 })).lignes[0]).toMatchObject({
      assiduite: 'excuse',
      rappelee: false,
      telephone: '06 39 98 12 02',
      creneau: { id: creneauId(2), comptes: { excuses: 1, presents: 1 } },
    });
  });

  test('leave the list once called, written to, given another meeting, or corrected to present', async () => {
    const { actes } = value(
      bureau.actes['actes:enregistrer']({
        saisies: [
          {
            dossier: dossierId(2),
            type: 'appel',
            corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' },
            vues: {},
          },
        ],
      }),
    );
    expect(await absents()).toEqual(['NOM 1']);
    expect(await bureau.inscrits(creneauId(2))).toMatchObject([{ rappelee: true }, { rappelee: false }]);
    value(bureau.actes['actes:annuler']({ actes }));
    expect(await absents()).toEqual(['NOM 2', 'NOM 1']);
    bureau.reservation(12, { of: 2, au: 3, ...a('20', 8) });
    expect(await absents()).toEqual(['NOM 1']);
    noter(1, 'present', {
      [`assiduite:${reservationId(1)}`]: bureau
        .saisies()
        .slice(0, 1)
        .map(({ id }) => id),
    });
    expect(await absents()).toEqual([]);
  });

  test('a call before the meeting calls nobody back, and whoever is opposed is not called', async () => {
    const appel = { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' };
    bureau.received(dossierId(2), 'appel', appel, { fait_le: '2026-06-02T07:00:00.000Z' });
    expect(await absents()).toEqual(['NOM 2', 'NOM 1']);
    bureau.received(dossierId(2), 'opposition', {});
    expect(await absents()).toEqual(['NOM 1']);
  });
});

describe('where créneaux can be made', () => {
  test('relations of the server that may be written in, with the trainings they name and the places typed before', async () => {
    bureau.person(1);
    const formation = (libelle: string, cle: string | null) => ({
      libelle,
      mef: null,
      code_formation_diplome: null,
      cle_ministere_educatif: cle,
    });
    for (const [n, libelle, cle] of [
      [1, 'CAP VENTE', 'b#1'],
      [2, 'CAP CUISINE', 'a#1'],
      [3, 'SANS CLÉ', null],
    ] as const) {
      const corps = voeuCorps(dossierId(1), { formation: formation(libelle, cle) });
      putLigne(bureau.store, { id: idOf(5, n), flux: fluxId(1), type: 'voeu', dossier: dossierId(1), corps });
    }
    bureau.project(dossierId(1));
    bureau.creneau(1, { ...a('10', 8), lieu: 'Amphi' });
    bureau.creneau(2, { ...a('11', 8), lieu: 'Salle 12' });
    bureau.creneau(3, { ...a('12', 8), lieu: 'Amphi' });
    bureau.creneau(4, { ...a('13', 8), lieu: null, lien: 'https://visio.exemple.fr/a' });
    putFlux(bureau.store, 3);
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(3));
    bureau.store.bulk
      .prepare("INSERT INTO flux (id, genre, nom, entree, droits) VALUES (?, 'relation', 'Locale', '{}', 'complets')")
      .run(`local:${idOf(2, 9)}`);
    const { lieux } = await bureau.ask('agenda:lieux', {});
    expect(lieux).toEqual([
      {
        flux: fluxId(1),
        nom: 'CFA 1',
        fuseau: 'Europe/Paris',
        territoire: 'metropole',
        formations: [
          { cle: 'a#1', intitule: 'CAP CUISINE' },
          { cle: 'b#1', intitule: 'CAP VENTE' },
        ],
        lieuxConnus: ['Amphi', 'Salle 12'],
      },
      expect.objectContaining({ flux: fluxId(2), formations: [], lieuxConnus: [] }),
    ]);
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(dossierId(1));
    bureau.project(dossierId(1));
    expect((await bureau.ask('agenda:lieux', {})).lieux[0]?.formations).toEqual([]);
  });

  test('tell the public holidays of Alsace-Moselle, that only the postcode of the site knows', async () => {
    const siret = '13002526500013';
    const entree = { relation: { responsable: {}, formateur: { siret, nom: 'CFA 1', fuseau: 'Europe/Paris' } } };
    const sql = 'UPDATE flux SET entree = ? WHERE id = ?';
    bureau.store.bulk.prepare(sql).run(JSON.stringify(entree), fluxId(1));
    putFlux(bureau.store, 4, 'organisme');
    const corps = {
      siret,
      uai: null,
      raison_sociale: 'CFA 1',
      enseigne: null,
      ville: 'STRASBOURG',
      fuseau: 'Europe/Paris',
    };
    for (const [codePostal, territoire] of [
      [null, 'metropole'],
      ['67000', 'alsace-moselle'],
      ['69004', 'metropole'],
    ]) {
      putLigne(bureau.store, {
        id: idOf(6, 1),
        flux: fluxId(4),
        type: 'etablissement',
        corps: { ...corps, code_postal: codePostal },
      });
      expect((await bureau.ask('agenda:lieux', {})).lieux[0]?.territoire).toBe(territoire);
    }
  });
});
