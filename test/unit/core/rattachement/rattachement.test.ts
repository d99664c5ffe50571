import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { limits } from '../../../../shared/contract/sync.ts';
import { type Acte, acte } from '../../../../shared/domain/actes/acte.ts';
import { parseActe } from '../../../../shared/domain/actes/catalogue.ts';
import { dossierCorps, dossierId, fluxId, putFlux, putLigne, transmissionId, voeuCorps } from '../candidats/poste.ts';
import { Bureau, cleDe, couple, fichier, granted, type Voeu, voeu } from '../imports/bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.synced();
});
afterEach(() => bureau.close());

const serveur = fluxId(1);

/** A dossier of the server's list. */
function putServeur(
  n: number,
  ine: string,
  formation: Record<string, unknown>,
  uai: string | null = '0699904R',
): string {
  const id = dossierId(n);
  const body = voeuCorps(id, {
    formation: { libelle: 'x', mef: null, code_formation_diplome: null, cle_ministere_educatif: null, ...formation },
    etablissement_accueil: { uai, nom: 'CFA', ville: null },
  });
  putLigne(bureau.store, {
    id,
    flux: serveur,
    type: 'dossier',
    dossier: id,
    corps: dossierCorps({ ine, nom: `NOM ${n}` }),
  });
  putLigne(bureau.store, { id: transmissionId(100 + n), flux: serveur, type: 'voeu', dossier: id, corps: body });
  bureau.store.write(bureau.store.bulk, () => projectDossiers(bureau.store.bulk, [id]));
  return id;
}

const liste = async (...voeux: Voeu[]): Promise<string> => {
  const done = await bureau.importer(`${couple}.csv`, fichier(voeux));
  return done.resultat?.flux[0] ?? '';
};

const dossierDe = (ine: string): string =>
  bureau.rows<{ dossier: string }>("SELECT dossier FROM dossier_etat WHERE ine = ? AND flux LIKE 'local:%'", ine)[0]
    ?.dossier ?? '';

function noter(ine: string, texte: string): string {
  const saisies = [{ dossier: dossierDe(ine), type: 'note', corps: { texte }, vues: {} }];
  return granted(bureau.actes['actes:enregistrer']({ saisies })).actes[0] ?? '';
}

const saisies = (): Acte[] =>
  bureau
    .rows<{ flux: string; dossier: string; corps: string }>('SELECT flux, dossier, corps FROM saisie ORDER BY rang')
    .map(({ flux, dossier, corps }) => {
      const un = acte.parse(JSON.parse(corps));
      expect([un.flux, un.dossier]).toEqual([flux, dossier]);
      return un;
    });

const rattacher = async (flux: string, destination = serveur) =>
  bureau.end(await bureau.rattachement['rattachement:appliquer']({ flux, destination }));

describe('who is found again', () => {
  beforeEach(() => putFlux(bureau.store, 1));

  const cases: readonly [string, Voeu, () => void, string | null][] = [
    [
      'INE and clé ministère éducatif',
      {},
      () => putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') }),
      'ine-cle',
    ],
    [
      'another clé: INE, MEF and UAI accueil',
      {},
      () => putServeur(1, '240000001AB', { mef: '2212213431', cle_ministere_educatif: cleDe('09') }),
      'ine-mef-uai',
    ],
    ['INE and MEF elsewhere', {}, () => putServeur(1, '240000001AB', { mef: '2212213431' }, '0429905N'), null],
    [
      'INE and MEF without UAI',
      { ID_ETAB_ACCUEIL: '' },
      () => putServeur(1, '240000001AB', { mef: '2212213431' }, null),
      null,
    ],
    ['INE alone', {}, () => putServeur(1, '240000001AB', {}), null],
    ['the clé of somebody else', {}, () => putServeur(1, '240000002CD', { cle_ministere_educatif: cleDe('01') }), null],
    [
      'two dossiers that fit equally',
      {},
      () => {
        putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
        putServeur(2, '240000001AB', { cle_ministere_educatif: cleDe('01') });
      },
      null,
    ],
    [
      'one that fits by clé beside one that fits by MEF',
      {},
      () => {
        putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
        putServeur(2, '240000001AB', { mef: '2212213431' });
      },
      'ine-cle',
    ],
  ];
  it.each(cases)('%s', async (_, over, put, preuve) => {
    const flux = await liste(voeu('240000001AB', over));
    put();
    const page = granted(
      await bureau.rattachement['rattachement:lignes']({ flux, retrouves: null, apres: null, limite: 10 }),
    );
    expect(page.lignes).toMatchObject([{ nom: 'TARDIVEL', preuve, saisies: 0 }]);
    expect(page.lignes[0]?.cible).toEqual(preuve === null ? null : { flux: serveur, nomListe: 'CFA 1' });
    const { listes } = granted(await bureau.rattachement['rattachement:etat']({}));
    expect(listes).toMatchObject([
      { flux, candidats: 1, retrouves: preuve === null ? 0 : 1, destinations: [{ flux: serveur }] },
    ]);
  });

  it('nobody in a flux that takes no acte', async () => {
    const flux = await liste(voeu('240000001AB'));
    putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
    for (const change of ["droits = 'envoi_seul'", 'indisponible = 1']) {
      putFlux(bureau.store, 1);
      bureau.store.persons.prepare(`UPDATE flux SET ${change} WHERE id = ?`).run(serveur);
      const { listes } = granted(await bureau.rattachement['rattachement:etat']({}));
      expect(listes).toMatchObject([{ flux, retrouves: 0, destinations: [] }]);
      expect(await rattacher(flux)).toMatchObject({ etat: 'echec', code: 'FLUX_RETIRE' });
    }
  });

  it('gives people page by page, one side or both', async () => {
    const ines = Array.from({ length: 7 }, (_, n) => `24000000${n}AB`);
    const flux = await liste(...ines.map((ine, n) => voeu(ine, { NOM_APPRENANT: `NOM ${n}` })));
    for (const n of [1, 3, 5]) putServeur(n, ines[n] ?? '', { cle_ministere_educatif: cleDe('01') });
    for (const retrouves of [null, true, false]) {
      const names: string[] = [];
      for (let apres: string | null = null; ; ) {
        const page: { lignes: { nom: string }[]; suite: string | null } = granted(
          await bureau.rattachement['rattachement:lignes']({ flux, retrouves, apres, limite: 2 }),
        );
        names.push(...page.lignes.map(({ nom }) => nom));
        apres = page.suite;
        if (apres === null) break;
      }
      const kept = [0, 1, 2, 3, 4, 5, 6].filter((n) => retrouves === null || retrouves === [1, 3, 5].includes(n));
      expect(names).toEqual(kept.map((n) => `NOM ${n}`));
    }
    const wrong = await bureau.rattachement['rattachement:lignes']({ flux, retrouves: null, apres: 'x', limite: 2 });
    expect(wrong).toMatchObject({ error: { code: 'REQUETE_INVALIDE' } });
  });
});

describe('giving a list to the server', () => {
  beforeEach(() => putFlux(bureau.store, 1));

  it('moves what was written about people who are found, ids and links kept, and drops the list', async () => {
    const flux = await liste(voeu('240000001AB'), voeu('240000002CD'));
    const target = putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
    putServeur(2, '240000002CD', { cle_ministere_educatif: cleDe('01') });
    const first = noter('240000001AB', 'un');
    const before = saisies();
    granted(bureau.actes['actes:annuler']({ actes: [first] }));
    const kept = noter('240000001AB', 'deux');
    const done = await rattacher(flux);
    expect(done).toMatchObject({ etat: 'fini', resultat: { nombre: 2 } });
    expect(before).toHaveLength(1);
    expect(saisies()).toMatchObject([
      { id: kept, flux: serveur, dossier: target, corps: { texte: 'deux' }, depend: [] },
    ]);
    for (const table of ['flux', 'ligne', 'dossier_etat', 'saisie']) {
      const column = table === 'flux' ? 'id' : 'flux';
      expect(bureau.rows(`SELECT 1 FROM ${table} WHERE ${column} LIKE 'local:%'`)).toEqual([]);
    }
    expect(bureau.count('candidat')).toBe(2);
    expect(bureau.rows('SELECT dossier FROM dossier_etat ORDER BY dossier')).toEqual([
      { dossier: target },
      { dossier: dossierId(2) },
    ]);
    expect(bureau.rows("SELECT 1 FROM local WHERE cle = 'a-nettoyer'")).toEqual([]);
  });

  it('keeps what an acte replaced and what it depends on', async () => {
    const flux = await liste(voeu('240000001AB'));
    const dossier = dossierDe('240000001AB');
    const target = putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
    const call = (vues: Record<string, string[]>) => ({
      dossier,
      type: 'prochaine-action',
      corps: { quoi: 'attendre', le: null, precision: null, qui: null },
      vues,
    });
    const written = bureau.actes['actes:enregistrer']({ saisies: [call({})] });
    const [head = ''] = granted(written).actes;
    granted(bureau.actes['actes:enregistrer']({ saisies: [call({ 'prochaine-action': [head] })] }));
    const before = saisies();
    await rattacher(flux);
    expect(saisies()).toEqual(before.map((un) => ({ ...un, flux: serveur, dossier: target })));
    expect(Object.values(before[1]?.remplace ?? {}).flat()).toEqual([head]);
  });

  it('opens a dossier for whom nobody knows, with the whole of what the file said, before what was written', async () => {
    const flux = await liste(
      voeu('240000001AB', {
        ADRESSE3_APPR: 'Bât. C',
        EMAIL2_REP_LEGAL: 'p.tardivel@example.com',
        TEL2_APPR: '0639981201',
      }),
      voeu('240000001AB', {
        CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe('02'),
        LIBELLE_FORMATION_SOUHAIT1: 'SERVICE',
      }),
      voeu('240000002CD'),
    );
    const dossier = dossierDe('240000001AB');
    const mine = noter('240000001AB', 'Rappeler');
    const [line] = bureau.rows<{ candidat: string }>('SELECT candidat FROM dossier_etat WHERE dossier = ?', dossier);
    granted(bureau.candidats['candidats:brouillon']({ candidat: line?.candidat ?? '', texte: 'brouillon' }));
    await rattacher(flux);
    const [opening, told, written] = saisies().filter((un) => un.dossier === dossier);
    expect(opening).toMatchObject({
      type: 'dossier-cree',
      flux: serveur,
      corps: {
        nom: 'TARDIVEL',
        prenom: 'Maëlys',
        source: 'import',
        telephones: ['0639981202', '0199001201', '0639981201'],
      },
    });
    const texte = String(told?.corps.texte);
    for (const part of [
      ...['« CFA LES TROIS FOURNEAUX »', '240000001AB', '1CAP2  CUISINE', 'SERVICE', 'VILLEURBANNE', '0699904R'],
      ...['COLLEGE HONORE FICTIF', '12 impasse des Tisserands', 'Bât. C', '69004 LYON', 'p.tardivel@example.com'],
      ...['0639981201', '2212213431', '50022137', cleDe('01'), cleDe('02')],
    ]) {
      expect(texte).toContain(part);
    }
    expect(told).toMatchObject({ type: 'note', depend: [opening?.id] });
    expect(written).toMatchObject({ id: mine, flux: serveur, corps: { texte: 'Rappeler' }, depend: [opening?.id] });
    expect(saisies().filter(({ type }) => type === 'dossier-cree')).toHaveLength(2);
    expect(bureau.rows('SELECT candidat, texte FROM brouillon')).toEqual([{ candidat: dossier, texte: 'brouillon' }]);
    expect(bureau.count('candidat')).toBe(2);
  });

  it('says in several notes what one cannot hold, each one an acte that the server takes', async () => {
    const long = (n: number): Voeu =>
      voeu('240000001AB', {
        CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe(String(n).padStart(2, '0')),
        LIBELLE_FORMATION_SOUHAIT1: `${'"🦊\\'.repeat(300)} ${n}`,
      });
    const flux = await liste(...[1, 2, 3, 4, 5, 6, 7].map(long));
    await rattacher(flux);
    const notes = saisies().filter(({ type }) => type === 'note');
    expect(notes.length).toBeGreaterThan(1);
    for (const un of saisies()) expect(parseActe(un)).toMatchObject({ ok: true });
    for (const { corps } of notes) expect(String(corps.texte).length).toBeLessThanOrEqual(limits.noteCharacters);
    const all = notes.map(({ corps }) => corps.texte).join('\n');
    for (const n of [1, 2, 3, 4, 5, 6, 7]) expect(all).toContain(`\\ ${n} `);
  });

  it('moves the draft of a person who is found', async () => {
    const flux = await liste(voeu('240000001AB'));
    const target = putServeur(1, '240000001AB', { cle_ministere_educatif: cleDe('01') });
    const [line] = bureau.rows<{ candidat: string }>('SELECT DISTINCT candidat FROM dossier_etat');
    granted(bureau.candidats['candidats:brouillon']({ candidat: line?.candidat ?? '', texte: 'brouillon' }));
    await rattacher(flux);
    expect(bureau.rows('SELECT candidat, texte FROM brouillon')).toEqual([{ candidat: target, texte: 'brouillon' }]);
  });

  it('makes the actes sendable, and nothing of them is written twice', async () => {
    const flux = await liste(voeu('240000001AB'));
    noter('240000001AB', 'un');
    await rattacher(flux);
    expect(bureau.rows("SELECT count(*) AS n FROM saisie WHERE etat = 'a_envoyer'")).toEqual([{ n: 3 }]);
    expect(await rattacher(flux)).toMatchObject({ etat: 'echec', code: 'INTROUVABLE' });
  });

  it('is refused for a list of the server', async () => {
    expect(await rattacher(serveur)).toMatchObject({ etat: 'echec', code: 'INTROUVABLE' });
  });

  it('is refused for a destination that is another local list', async () => {
    const flux = await liste(voeu('240000001AB'));
    const before = bureau.dump();
    expect(await rattacher(flux, flux)).toMatchObject({ etat: 'echec', code: 'FLUX_RETIRE' });
    expect(bureau.dump()).toBe(before);
  });

  it('is whole or not at all when its process ends', async () => {
    const flux = await liste(...Array.from({ length: 40 }, (_, n) => voeu(`2400000${String(n).padStart(2, '0')}AB`)));
    bureau.onBreath = () => {
      if (bureau.count('saisie') > 0) throw new Error('the process ends');
    };
    const started = await bureau.rattachement['rattachement:appliquer']({ flux, destination: serveur });
    await expect(bureau.end(started)).rejects.toThrow('the process ends');
    bureau.onBreath = () => undefined;
    bureau.restart();
    await bureau.resume();
    expect(bureau.count('saisie')).toBe(80);
    expect(bureau.count('candidat')).toBe(40);
    expect(bureau.rows("SELECT 1 FROM dossier_etat WHERE flux LIKE 'local:%'")).toEqual([]);
  });
});
