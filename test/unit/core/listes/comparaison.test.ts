import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LigneComparaison } from '../../../../shared/contract/ipc/listes.ts';
import { ecartLigne } from '../../../../shared/contract/lignes.ts';
import { retireLignes } from '../../../../sync-api/store/flux.ts';
import { saintEtienne, villeurbanne } from '../../../../tools/demo/lieux.ts';
import { importLignes, ligneDe, openTestBase, type Voeu } from '../../../support/extraction.ts';
import { acteCorps, idOf, putActe } from '../candidats/poste.ts';
import { type Base, Poste } from './postes.ts';

/** Three extractions: what each of them changed is known, since it is written here. */
const ine = (letter: string): string => `24000000${letter.charCodeAt(0) - 64}AB`;
const person = (letter: string, over: Partial<Voeu> = {}): Voeu => ({
  ine: ine(letter),
  nom: `ELEVE ${letter}`,
  ...over,
});
const others: Voeu[] = ['F', 'G', 'H', 'I'].map((letter) => person(letter));
const ailleurs: Voeu[] = Array.from({ length: 5 }, (_, i) => ({
  ine: `25000000${i}AB`,
  nom: 'AILLEURS',
  formateur: 'saintEtienne',
}));
const o2 = '69A00102';
const o3 = '69A00103';

const first: Voeu[] = [
  person('A'),
  person('B'),
  person('C'),
  person('C', { offre: o2, rang: 2 }),
  person('D'),
  ...others,
  ...ailleurs,
];
const second: Voeu[] = [
  person('A', { telephone: '0639980099', ville: 'VAULX EN VELIN', rang: 2 }),
  person('C'),
  person('C', { offre: o2, rang: 2, formateur: 'saintEtienne' }),
  person('D'),
  person('D', { offre: o3, rang: 2 }),
  person('E'),
  ...others,
  ...ailleurs,
];
const third: Voeu[] = [
  person('A', { telephone: '0639980099', ville: 'BRON', rang: 1 }),
  person('B'),
  person('C'),
  person('C', { offre: o2, rang: 2 }),
  person('D'),
  person('E'),
  ...others,
  ...ailleurs,
];

const day = (n: number) => ({ date: new Date(`2026-06-${String(n).padStart(2, '0')}T06:00:00.000Z`) });

let base: Base;
const postes: Poste[] = [];
beforeEach(async () => {
  base = await openTestBase();
});
afterEach(async () => {
  for (const poste of postes.splice(0)) poste.close();
  await base.close();
});
const open = (options: ConstructorParameters<typeof Poste>[1] = {}): Poste => {
  const poste = new Poste(base, options);
  postes.push(poste);
  return poste;
};
const extract = (lignes: readonly Voeu[], n: number): Promise<unknown> =>
  importLignes(base, lignes.map(ligneDe), { ...day(n), confirmation: 'tous' });

const told = (lignes: readonly LigneComparaison[]) =>
  lignes.map(({ nom, changements }) => [
    nom,
    ...changements.map(({ genre, rang, autreListe, champs }) => ({ genre, rang, autreListe, champs })),
  ]);
const plain = { autreListe: null, champs: [] };
const numero = (poste: Poste, formateur: string, n: number) => {
  const { flux, transmissions } = poste.carte(formateur);
  const found = transmissions.find((one) => one.numero === n);
  if (found === undefined) throw new Error('no such transmission');
  return { flux, id: found.id, transmission: found };
};
const compared = (poste: Poste, formateur: string, n: number, options: Parameters<Poste['compare']>[2] = {}) => {
  const { flux, id } = numero(poste, formateur, n);
  return poste.compare(flux, id, options);
};
const V = villeurbanne.siret;
const S = saintEtienne.siret;

describe('the comparison of a transmission', () => {
  test('says what each extraction changed: twice, removed then back, moved then back', async () => {
    const poste = open();
    for (const [n, lignes] of [first, second, third].entries()) {
      await extract(lignes, 8 + n);
      await poste.sync();
    }
    expect(compared(poste, V, 1)).toEqual([]);
    expect(told(compared(poste, V, 2))).toEqual([
      [
        'ELEVE A',
        {
          genre: 'modifie',
          rang: 1,
          autreListe: null,
          champs: [
            { champ: 'rang', avant: '1', apres: '2' },
            { champ: 'adresse.ville', avant: 'LYON', apres: 'VAULX EN VELIN' },
            { champ: 'telephones.responsable_1', avant: '0639980001', apres: '0639980099' },
          ],
        },
      ],
      ['ELEVE B', { genre: 'retire', rang: 1, ...plain }],
      ['ELEVE C', { genre: 'parti', rang: 2, autreListe: `Site ${S}`, champs: [] }],
      ['ELEVE D', { genre: 'ajoute', rang: 2, ...plain }],
      ['ELEVE E', { genre: 'ajoute', rang: 1, ...plain }],
    ]);
    expect(told(compared(poste, V, 3))).toEqual([
      [
        'ELEVE A',
        {
          genre: 'modifie',
          rang: 1,
          autreListe: null,
          champs: [
            { champ: 'rang', avant: '2', apres: '1' },
            { champ: 'adresse.ville', avant: 'VAULX EN VELIN', apres: 'BRON' },
          ],
        },
      ],
      ['ELEVE B', { genre: 'ajoute', rang: 1, ...plain }],
      ['ELEVE C', { genre: 'arrive', rang: 2, autreListe: `Site ${S}`, champs: [] }],
      ['ELEVE D', { genre: 'retire', rang: 2, ...plain }],
    ]);
    expect(told(compared(poste, S, 2))).toEqual([
      ['ELEVE C', { genre: 'arrive', rang: 2, autreListe: `Site ${V}`, champs: [] }],
    ]);
    expect(told(compared(poste, S, 3))).toEqual([
      ['ELEVE C', { genre: 'parti', rang: 2, autreListe: `Site ${V}`, champs: [] }],
    ]);
    expect(numero(poste, V, 2).transmission).toMatchObject({
      genre: 'mise_a_jour',
      ajoutes: 2,
      modifies: 1,
      retires: 2,
    });
  });

  test('is the same on a poste that first synced after the third', async () => {
    const old = open();
    for (const [n, lignes] of [first, second, third].entries()) {
      await extract(lignes, 8 + n);
      await old.sync();
    }
    const fresh = open({ mode: 'premiere' });
    await fresh.sync();
    expect(fresh.cartes()).toEqual(old.cartes());
    for (const formateur of [V, S]) {
      for (const n of [1, 2, 3]) expect(compared(fresh, formateur, n)).toEqual(compared(old, formateur, n));
    }
    expect(compared(fresh, V, 2)).toHaveLength(5);
  });

  test('names the other list of a move only to a poste that reads it', async () => {
    for (const [n, lignes] of [first, second, third].entries()) await extract(lignes, 8 + n);
    const poste = open({ formateurs: [V] });
    await poste.sync();
    const moved = [...compared(poste, V, 2), ...compared(poste, V, 3)]
      .flatMap(({ changements }) => changements)
      .filter(({ genre }) => genre === 'parti' || genre === 'arrive');
    expect(moved.map(({ genre, autreListe }) => [genre, autreListe])).toEqual([
      ['parti', null],
      ['arrive', null],
    ]);
  });

  test('pages never part a person, whatever their size, and a genre keeps only who has it, whole', async () => {
    await extract(first, 8);
    await extract(second, 9);
    const poste = open();
    await poste.sync();
    const whole = compared(poste, V, 2);
    for (const limite of [1, 2, 3]) expect(compared(poste, V, 2, { limite })).toEqual(whole);
    const names = (genre: 'ajoute' | 'modifie' | 'retire' | 'deplace') =>
      compared(poste, V, 2, { genre, limite: 1 }).map(({ nom }) => nom);
    expect(names('ajoute')).toEqual(['ELEVE D', 'ELEVE E']);
    expect(names('modifie')).toEqual(['ELEVE A']);
    expect(names('retire')).toEqual(['ELEVE B']);
    expect(names('deplace')).toEqual(['ELEVE C']);
  });

  test('the écarts of a person stand together in the rows that the import writes', async () => {
    await extract(first, 8);
    await extract(second, 9);
    const rows = await base.db
      .selectFrom('ligne')
      .selectAll()
      .where('type', '=', 'ecart')
      .orderBy('flux_id')
      .orderBy('seq')
      .execute();
    const met = rows.map((row) => `${row.flux_id} ${ecartLigne.parse(JSON.parse(row.corps)).dossier}`);
    const runs = met.filter((one, place) => one !== met[place - 1]);
    expect(runs).toHaveLength(new Set(met).size);
    expect(runs.length).toBeGreaterThan(4);
  });

  test('an erased person is in it no more, on either poste', async () => {
    await extract(first, 8);
    await extract(second, 9);
    const old = open();
    await old.sync();
    const [a] = compared(old, V, 2);
    if (a === undefined) throw new Error('nobody');
    const { flux } = old.carte(V);
    const rows = await base.db.selectFrom('ligne').select('id').where('dossier_id', '=', a.dossier).execute();
    await retireLignes(base.db, {
      fluxId: flux,
      ids: rows.map(({ id }) => id),
      raison: 'effacement',
      jour: '2026-06-10',
    });
    await old.sync();
    const fresh = open({ mode: 'premiere' });
    await fresh.sync();
    for (const poste of [old, fresh]) {
      expect(compared(poste, V, 2).map(({ nom }) => nom)).toEqual(['ELEVE B', 'ELEVE C', 'ELEVE D', 'ELEVE E']);
    }
    // The transmission tells what was sent, the card what is still held.
    const { voeux, candidats, transmissions } = old.carte(V);
    expect([transmissions[0]?.total, voeux, candidats]).toEqual([9, 8, 7]);
  });

  test('a person who is drawn no more keeps her line, without a name', async () => {
    await extract(first, 8);
    await extract(second, 9);
    const poste = open();
    await poste.sync();
    const [a] = compared(poste, V, 2);
    if (a === undefined) throw new Error('nobody');
    poste.store.bulk
      .prepare("UPDATE ligne SET lecture = 'quarantaine' WHERE id = ? AND type = 'dossier'")
      .run(a.dossier);
    expect(compared(poste, V, 2)[0]).toMatchObject({
      dossier: a.dossier,
      candidat: null,
      nom: '',
      prenom: '',
      travail: null,
    });
    expect(poste.carte(V).constats).toContain('LIGNES_ILLISIBLES');
  });

  test('tells what the office already did, and nothing when it was undone', async () => {
    await extract(first, 8);
    const poste = open();
    await poste.sync();
    await extract(second, 9);
    await poste.sync();
    const dossierOf = (nom: string): string => {
      const found = compared(poste, V, 2).find((ligne) => ligne.nom === nom);
      if (found === undefined) throw new Error(nom);
      return found.dossier;
    };
    const { flux } = poste.carte(V);
    const write = (n: number, nom: string, type: string, corps: Record<string, unknown>) => {
      const dossier = dossierOf(nom);
      const fait_le = `2026-06-09T1${n}:00:00.000Z`;
      putActe(poste.store, acteCorps({ id: idOf(7, n), flux, dossier, type, corps, fait_le }), fait_le);
      poste.store.write(poste.store.bulk, () => poste.project([dossier]));
    };
    write(1, 'ELEVE B', 'appel', { sens: 'emis', numero: null, interlocuteur: null, disposition: 'MESSAGE' });
    write(2, 'ELEVE B', 'note', { texte: 'Veut visiter.' });
    write(3, 'ELEVE D', 'note', { texte: 'Erreur.' });
    write(4, 'ELEVE D', 'annule', { acte: idOf(7, 3) });
    const work = new Map(compared(poste, V, 2).map(({ nom, travail }) => [nom, travail]));
    expect(work.get('ELEVE B')).toMatchObject({
      essais: 1,
      notes: 1,
      ouverte: false,
      dernierAppel: { disposition: 'MESSAGE' },
      enAttente: false,
    });
    expect(['ELEVE A', 'ELEVE D', 'ELEVE E'].map((nom) => work.get(nom))).toEqual([null, null, null]);
  });

  test('refuses what it cannot answer', async () => {
    await extract(first, 8);
    await extract(second, 9);
    const poste = open();
    await poste.sync();
    const { flux, id } = numero(poste, V, 2);
    const other = numero(poste, S, 2).id;
    const ask = (change: object) =>
      poste.handlers['listes:comparaison']({ flux, transmission: id, genre: null, apres: null, limite: 5, ...change });
    expect(ask({ transmission: other })).toMatchObject({ error: { code: 'INTROUVABLE' } });
    expect(ask({ transmission: idOf(9, 9) })).toMatchObject({ error: { code: 'INTROUVABLE' } });
    for (const apres of ['abc', '-1', '0', '1e3', '999999']) {
      expect(ask({ apres })).toMatchObject({ error: { code: 'REQUETE_INVALIDE' } });
    }
  });
});
