import { copyFileSync, existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tables } from '../../../../main/core/imports/scene.ts';
import { openStore } from '../../../../main/core/store/store.ts';
import { fluxEntry } from '../../../../shared/contract/sync.ts';
import { Bureau, cleDe, colonnes22, couple, fichier, granted, juin, type Voeu, voeu } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const nom = `${couple}.csv`;
const liste = (...ines: string[]): Voeu[] => ines.map((ine) => voeu(ine));
const lines = (type: string) =>
  bureau
    .rows<{ corps: string }>('SELECT corps FROM ligne JOIN ligne_corps USING (rang) WHERE type = ? ORDER BY seq', type)
    .map(({ corps }): Record<string, unknown> => JSON.parse(corps));
const people = () =>
  granted(
    bureau.candidats['candidats:liste']({
      tri: 'nom',
      sens: 'croissant',
      filtres: {},
      recherche: '',
      apres: null,
      limite: 200,
    }),
  ).lignes;
const fluxRows = () =>
  bureau.rows<Record<string, unknown>>(
    'SELECT id, nom, campagne, droits, curseur, tete, entree, indisponible FROM flux',
  );

describe('a first file', () => {
  it('makes a flux of this poste, numbered from 1, with its transmission last, and draws its people', async () => {
    const done = await bureau.importer(
      nom,
      fichier([
        ...liste('240000001AB', '240000002CD'),
        voeu('240000001AB', { CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe('02') }),
      ]),
    );
    expect(done).toMatchObject({ etat: 'fini', resultat: { nombre: 3 } });
    const [flux] = fluxRows();
    expect(done.resultat?.flux).toEqual([flux?.id]);
    expect(flux).toMatchObject({
      nom: 'CFA LES TROIS FOURNEAUX',
      campagne: 2026,
      droits: 'complets',
      curseur: 6,
      tete: 6,
    });
    expect(flux?.id).toMatch(/^local:/);
    const entree: unknown = JSON.parse(String(flux?.entree));
    expect(fluxEntry.omit({ id: true }).parse(entree).relation).toMatchObject({
      responsable: { siret: '99998000600012' },
      formateur: { siret: '99998000600020', nom: 'CFA LES TROIS FOURNEAUX', fuseau: 'Europe/Paris' },
    });
    const rows = bureau.rows<{ seq: number; type: string }>('SELECT seq, type FROM ligne ORDER BY seq');
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows.at(-1)?.type).toBe('transmission');
    expect(lines('transmission')).toEqual([
      {
        numero: 1,
        genre: 'premiere',
        recue_le: new Date(juin).toISOString(),
        total: 3,
        ajoutes: 3,
        modifies: 0,
        retires: 0,
      },
    ]);
    expect(lines('ecart')).toEqual([]);
    // Two people of one name stand in no order that means anything.
    const drawn = people().map(({ nbVoeux, nouveaute }) => ({ nbVoeux, nouveaute }));
    expect(drawn.toSorted((a, b) => a.nbVoeux - b.nbVoeux)).toEqual([
      { nbVoeux: 1, nouveaute: null },
      { nbVoeux: 2, nouveaute: null },
    ]);
    expect(bureau.told).toBe(1);
    for (const table of tables) expect(bureau.count(table)).toBe(0);
  });

  it('never keeps the pupil’s own surname as a parent’s', async () => {
    await bureau.importer(nom, fichier([voeu('240000001AB', { NOM_REP_LEGAL: 'PARENT-INCONNU' })]));
    expect(JSON.stringify(lines('dossier'))).not.toContain('PARENT-INCONNU');
  });

  it('gives an overseas site its own hours', async () => {
    await bureau.importer(nom, fichier([voeu('240000001AB', { ID_ETAB_ACCUEIL: '9740001A' })]));
    expect(String(fluxRows()[0]?.entree)).toContain('Indian/Reunion');
  });

  it('must be named when neither its lines nor its name tell whose it is', async () => {
    const apercu = await bureau.apercu('x.csv', fichier(liste('240000001AB'), { colonnes: colonnes22 }));
    const refused = await bureau.imports['imports:appliquer']({
      lecture: apercu.lecture,
      noms: [],
      confirmerRetraits: false,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'RELATION_A_NOMMER' } });
    await bureau.end(
      await bureau.imports['imports:appliquer']({
        lecture: apercu.lecture,
        noms: ['Ma liste'],
        confirmerRetraits: false,
      }),
    );
    expect(fluxRows()).toMatchObject([{ nom: 'Ma liste' }]);
  });
});

describe('another file of the same list', () => {
  const first = liste('240000001AB', '240000002CD', '240000003EF');

  it('changes nothing when it is the same, also without couple, BOM, order or zeros', async () => {
    await bureau.importer(nom, fichier(first));
    const before = bureau.dump();
    const forms = [
      fichier(first),
      `\ufeff${fichier(first.toReversed(), { separateur: ',', finDeLigne: '\r\n' })}`,
      fichier(
        first.map((line) => ({ ...line, TEL1_APPR: '199001201', ID_ETAB_ACCUEIL: '699904r', CP_APPR: '="69004"' })),
      ),
    ];
    for (const content of forms) {
      const apercu = await bureau.apercu(nom, content);
      expect(apercu.relations).toMatchObject([{ ajoutes: 0, modifies: 0, inchanges: 3, retires: 0 }]);
      expect(await bureau.appliquer(apercu)).toMatchObject({
        etat: 'fini',
        resultat: { nombre: 0, flux: [fluxRows()[0]?.id] },
      });
      expect(bureau.dump()).toBe(before);
    }
  });

  it('is found again by its people when nothing names it', async () => {
    const text = fichier(first, { colonnes: colonnes22 });
    await bureau.importer('ma liste.csv', text);
    await bureau.importer('une autre.csv', fichier(liste('240000009ZZ'), { colonnes: colonnes22 }));
    expect(bureau.count('flux')).toBe(2);
    const before = bureau.dump();
    await bureau.importer('renommée.csv', text);
    expect(bureau.dump()).toBe(before);
  });

  it('is found again by its people before they are drawn, as a start after an update leaves them', async () => {
    const text = fichier(first, { colonnes: colonnes22 });
    await bureau.importer('ma liste.csv', text);
    bureau.store.persons.exec('DELETE FROM dossier_etat');
    const { relations } = await bureau.apercu('renommée.csv', text);
    expect(relations).toMatchObject([{ ajoutes: 0, modifies: 0, retires: 0 }]);
    expect(relations[0]?.flux).not.toBeNull();
  });

  it('is another list in another campagne', async () => {
    await bureau.importer(nom, fichier(first));
    bureau.nowMs = Date.parse('2026-12-31T23:30:00.000Z');
    await bureau.importer(nom, fichier(first));
    expect(
      fluxRows()
        .map(({ campagne }) => campagne)
        .toSorted(),
    ).toEqual([2026, 2027]);
  });

  it('says who came, who changed field by field, who left; acts are kept with their people', async () => {
    await bureau.importer(nom, fichier(first));
    const [one] = people();
    const dossier = granted(bureau.candidats['candidats:fiche']({ candidat: one?.id ?? '' })).dossierPrincipal;
    granted(
      bureau.actes['actes:enregistrer']({
        saisies: [{ dossier, type: 'note', corps: { texte: 'A rappeler' }, vues: {} }],
      }),
    );
    const second = [
      voeu('240000001AB', { TEL1_REP_LEGAL: '0639981299' }),
      voeu('240000002CD', { LIBELLE_FORMATION_SOUHAIT1: '1CAP2  BOULANGER' }),
      voeu('240000004GH'),
    ];
    const apercu = await bureau.apercu(nom, fichier(second));
    expect(apercu.relations).toMatchObject([
      { ajoutes: 1, modifies: 2, inchanges: 0, retires: 1, retraitsInhabituels: false },
    ]);
    const told = granted(
      await bureau.imports['imports:changements']({ lecture: apercu.lecture, genre: null, apres: null, limite: 200 }),
    );
    expect(told.lignes.map(({ genre, champs }) => [genre, champs])).toEqual([
      ['modifie', [{ champ: 'telephones.responsable_1', avant: '0639981202', apres: '0639981299' }]],
      ['modifie', [{ champ: 'formation.libelle', avant: '1CAP2  CUISINE', apres: '1CAP2  BOULANGER' }]],
      ['ajoute', []],
    ]);
    const rest = granted(
      await bureau.imports['imports:changements']({
        lecture: apercu.lecture,
        genre: null,
        apres: told.suite,
        limite: 200,
      }),
    );
    expect(rest).toMatchObject({ lignes: [{ genre: 'retire', nom: 'TARDIVEL' }], suite: null });
    await bureau.appliquer(apercu);
    expect(lines('transmission').at(-1)).toMatchObject({
      numero: 2,
      genre: 'mise_a_jour',
      total: 3,
      ajoutes: 1,
      modifies: 2,
      retires: 1,
    });
    expect(lines('ecart').map(({ genre, champ }) => [genre, champ])).toEqual([
      ['modifie', 'telephones.responsable_1'],
      ['modifie', 'formation.libelle'],
      ['retire', null],
      ['ajoute', null],
    ]);
    expect(
      people()
        .map(({ nouveaute }) => nouveaute)
        .toSorted(),
    ).toEqual(['modifie', 'modifie', 'nouveau', 'retire']);
    expect(bureau.rows("SELECT dossier FROM saisie WHERE etat = 'a_envoyer'")).toEqual([{ dossier }]);
  });

  it('keeps the vœu of a line that cannot be used any more', async () => {
    await bureau.importer(nom, fichier(first));
    const apercu = await bureau.apercu(nom, fichier([...first.slice(1), voeu('240000001AB', { NOM_APPRENANT: '' })]));
    expect(apercu.relations).toMatchObject([{ inchanges: 2, retires: 0 }]);
  });

  it('brings back under its own id a vœu that had left', async () => {
    await bureau.importer(nom, fichier(first));
    const ids = () => bureau.rows("SELECT id FROM ligne WHERE type = 'voeu' ORDER BY id");
    const before = ids();
    await bureau.importer(nom, fichier(first.slice(1)));
    await bureau.importer(nom, fichier(first));
    expect(ids()).toEqual(before);
    expect(lines('voeu').map(({ etat }) => etat)).toEqual(['actif', 'actif', 'actif']);
  });

  it('asks before it removes more than it should (PROTOCOL 7)', async () => {
    await bureau.importer(nom, fichier(first));
    const before = bureau.dump();
    const apercu = await bureau.apercu(nom, fichier(liste('240000007GH')));
    expect(apercu.relations).toMatchObject([{ retires: 3, retraitsInhabituels: true }]);
    const noms = ['x'];
    const refused = await bureau.imports['imports:appliquer']({
      lecture: apercu.lecture,
      noms,
      confirmerRetraits: false,
    });
    expect(refused).toMatchObject({
      error: { code: 'TROP_DE_RETRAITS', details: { relations: [{ avant: 3, retires: 3 }] } },
    });
    expect(bureau.dump()).toBe(before);
    expect(await bureau.appliquer(apercu, true)).toMatchObject({ etat: 'fini', resultat: { nombre: 4 } });
  });

  it('is refused, and changes nothing, when the lists changed since it was read', async () => {
    await bureau.importer(nom, fichier(first));
    const apercu = await bureau.apercu(nom, fichier(first.slice(1)));
    bureau.store.persons.prepare('UPDATE flux SET tete = tete + 1').run();
    const before = bureau.dump();
    expect(await bureau.imports['imports:apercu']({})).toMatchObject({ error: { code: 'APERCU_PERIME' } });
    const request = { lecture: apercu.lecture, noms: ['x'], confirmerRetraits: true };
    expect(await bureau.imports['imports:appliquer'](request)).toMatchObject({ error: { code: 'APERCU_PERIME' } });
    expect(bureau.dump()).toBe(before);
  });

  it('is refused by the transaction itself when they change while its rows are made', async () => {
    await bureau.importer(nom, fichier(first));
    const apercu = await bureau.apercu(nom, fichier(first.slice(1)));
    let dump = '';
    bureau.onBreath = () => {
      if (dump !== '') return;
      bureau.store.persons.prepare('UPDATE flux SET tete = tete + 1').run();
      dump = bureau.dump();
    };
    expect(await bureau.appliquer(apercu)).toMatchObject({ etat: 'echec', code: 'APERCU_PERIME' });
    expect(bureau.dump()).toBe(dump);
  });
});

describe('a kill', () => {
  const many = liste(...Array.from({ length: 450 }, (_, n) => `24000${String(n).padStart(4, '0')}AB`));

  /** What a poste that starts again on the file as it is now would show. */
  function stateOfCopy(): { voeux: number; flux: number; staged: number } {
    const copy = `${bureau.file}.copie`;
    for (const suffix of ['', '-wal']) {
      if (existsSync(bureau.file + suffix)) copyFileSync(bureau.file + suffix, copy + suffix);
    }
    const store = granted(openStore({ file: copy, keyHex: bureau.key, mode: 'normal' }));
    const count = (sql: string): number => store.persons.prepare<[], number>(sql).pluck().get() ?? -1;
    const state = {
      voeux: count("SELECT count(*) FROM ligne WHERE type = 'voeu'"),
      flux: count('SELECT count(*) FROM flux'),
      staged: count('SELECT count(*) FROM arrivee'),
    };
    store.close();
    return state;
  }

  it('leaves nothing of the list or all of it, at every moment', async () => {
    const apercu = await bureau.apercu(nom, fichier(many));
    const seen = new Set<string>();
    bureau.onBreath = () => {
      const { voeux, flux } = stateOfCopy();
      seen.add(`${flux} ${voeux}`);
    };
    await bureau.appliquer(apercu);
    expect([...seen]).toEqual(['0 0', '1 450']);
  });

  it('before the end of the reading leaves a staging that the next start empties', async () => {
    await bureau.apercu(nom, fichier(many));
    expect(stateOfCopy().staged).toBe(450);
    bureau.restart();
    await bureau.resume();
    for (const table of tables) expect(bureau.count(table)).toBe(0);
    expect(await bureau.imports['imports:apercu']({})).toMatchObject({ error: { code: 'APERCU_PERIME' } });
  });

  it('after the transaction leaves people to draw, whom the next start draws', async () => {
    const apercu = await bureau.apercu(nom, fichier(many));
    const started = await bureau.imports['imports:appliquer']({
      lecture: apercu.lecture,
      noms: ['x'],
      confirmerRetraits: false,
    });
    bureau.onBreath = () => {
      if (bureau.count('flux') > 0) throw new Error('the process ends');
    };
    await expect(bureau.end(started)).rejects.toThrow('the process ends');
    bureau.onBreath = () => undefined;
    expect(bureau.count('candidat')).toBeLessThan(450);
    bureau.restart();
    await bureau.resume();
    expect(bureau.count('candidat')).toBe(450);
    expect(bureau.count('a_refaire')).toBe(0);
  });

  it('asked by a person before the transaction cancels everything, after it nothing', async () => {
    const apercu = await bureau.apercu(nom, fichier(many));
    const before = bureau.dump();
    const request = { lecture: apercu.lecture, noms: ['x'], confirmerRetraits: false };
    const first = await bureau.imports['imports:appliquer'](request);
    bureau.travaux.handlers['travaux:annuler']({ travail: granted(first).travail });
    expect(await bureau.end(first)).toMatchObject({ etat: 'annule' });
    expect(bureau.dump()).toBe(before);
    const second = await bureau.imports['imports:appliquer'](request);
    bureau.onBreath = () => {
      if (bureau.count('flux') > 0) bureau.travaux.handlers['travaux:annuler']({ travail: granted(second).travail });
    };
    await bureau.end(second);
    expect(bureau.rows("SELECT count(*) AS n FROM ligne WHERE type = 'voeu'")).toEqual([{ n: 450 }]);
  });
});
