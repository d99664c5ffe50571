import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forgetDossiers, projectAll, projectDossiers } from '../../../../main/core/candidats/projection.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import { dump } from './dump.ts';
import {
  acteCorps,
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  followLists,
  idOf,
  openPoste,
  operateurId,
  pendingStep,
  phone,
  putActe,
  putDemande,
  putFlux,
  putLigne,
  putSaisie,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from './poste.ts';

type Step =
  | { do: 'dossier'; n: number; ine: number | null; nom: string; phone: number }
  | { do: 'voeu'; n: number; v: number; etat: 'actif' | 'retire'; premiere: number; derniere: number }
  | { do: 'transmission'; flux: number; numero: number }
  | { do: 'demande'; n: number; d: number; etat: 'ouverte' | 'repondue' | 'annulee' }
  | { do: 'acte' | 'saisie'; n: number; id: number; type: number; remplace: number }
  | { do: 'lien'; n: number; lien: number; id: number }
  | { do: 'annule'; n: number; id: number; vise: number }
  | { do: 'retour'; id: number }
  | { do: 'oubli'; n: number }
  | { do: 'suite'; limite: number };

const n = fc.integer({ min: 0, max: 5 });
const id = fc.integer({ min: 100, max: 130 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('dossier' as const),
      n,
      ine: fc.option(fc.integer({ min: 1, max: 2 })),
      nom: fc.constantFrom('TARDIVEL', "D'ALMÉIDA", 'ŒUVRARD'),
      phone: fc.integer({ min: 0, max: 3 }),
    }),
    weight: 4,
  },
  fc.record({
    do: fc.constant('voeu' as const),
    n,
    v: fc.integer({ min: 0, max: 2 }),
    etat: fc.constantFrom('actif' as const, 'retire' as const),
    premiere: fc.integer({ min: 1, max: 3 }),
    derniere: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    do: fc.constant('transmission' as const),
    flux: fc.integer({ min: 1, max: 2 }),
    numero: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    do: fc.constant('demande' as const),
    n,
    d: fc.integer({ min: 0, max: 1 }),
    etat: fc.constantFrom('ouverte' as const, 'ouverte' as const, 'repondue' as const, 'annulee' as const),
  }),
  fc.record({
    do: fc.constantFrom('acte' as const, 'saisie' as const),
    n,
    id,
    type: fc.integer({ min: 0, max: 9 }),
    remplace: id,
  }),
  fc.record({ do: fc.constant('lien' as const), n, lien: fc.integer({ min: 1, max: 2 }), id }),
  fc.record({ do: fc.constant('annule' as const), n, id, vise: id }),
  fc.record({ do: fc.constant('retour' as const), id }),
  fc.record({ do: fc.constant('oubli' as const), n }),
  fc.record({ do: fc.constant('suite' as const), limite: fc.integer({ min: 1, max: 3 }) }),
);

const fluxOf = (dossier: number): number => (dossier % 2) + 1;

const bodies: { type: string; corps: Record<string, unknown>; fait: string }[] = [
  { type: 'appel', corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' }, fait: 'x' },
  {
    type: 'appel',
    corps: { sens: 'emis', numero: '+33639981201', interlocuteur: null, disposition: 'JOINT', issue: 'REFLECHIT' },
    fait: 'issue',
  },
  {
    type: 'prochaine-action',
    corps: { quoi: 'rappeler', le: '2026-06-20T08:00:00.000Z', precision: 'jour', qui: null },
    fait: 'prochaine-action',
  },
  { type: 'affectation', corps: { operateur: operateurId(2) }, fait: 'affectation' },
  { type: 'rectification', corps: { champ: 'nom', valeur: 'MARTIN', ancienne: null }, fait: 'champ:nom' },
  { type: 'opposition', corps: {}, fait: 'opposition' },
];

/** About the first demande of the dossier. */
const aboutDemande = (demande: string): typeof bodies => [
  { type: 'reponse', corps: { demande, genre: 'autre_canal' }, fait: `reponse:${demande}` },
  { type: 'reponse', corps: { demande, genre: 'personnalisee', texte: 'Venez.' }, fait: `reponse:${demande}` },
  { type: 'vue', corps: { demande }, fait: `vue:${demande}` },
  { type: 'effacement', corps: {}, fait: 'x' },
];

/** Applies one step to the rows and projects what the pull, or the person, would project. */
function apply(store: Store, one: Step): void {
  const project = (dossiers: string[]): void => {
    store.write(store.bulk, () => projectDossiers(store.bulk, dossiers));
  };
  switch (one.do) {
    case 'dossier': {
      const dossier = dossierId(one.n);
      putLigne(store, {
        id: dossier,
        flux: fluxId(fluxOf(one.n)),
        type: 'dossier',
        dossier,
        corps: dossierCorps({
          ine: one.ine === null ? null : `12345678${one.ine}AB`,
          nom: one.nom,
          telephones: [phone(`+3363998120${one.phone}`)],
        }),
      });
      project([dossier]);
      return;
    }
    case 'voeu': {
      const dossier = dossierId(one.n);
      const flux = fluxOf(one.n);
      putLigne(store, {
        id: idOf(5, one.n * 10 + one.v),
        flux: fluxId(flux),
        type: 'voeu',
        dossier,
        corps: voeuCorps(dossier, {
          etat: one.etat,
          rang: one.v,
          formation: { libelle: `CAP ${one.v}`, mef: null, code_formation_diplome: null, cle_ministere_educatif: null },
          premiere_transmission: transmissionId(flux * 10 + one.premiere),
          derniere_transmission: transmissionId(flux * 10 + one.derniere),
        }),
      });
      project([dossier]);
      return;
    }
    case 'transmission': {
      putLigne(store, {
        id: transmissionId(one.flux * 10 + one.numero),
        flux: fluxId(one.flux),
        type: 'transmission',
        corps: transmissionCorps(one.numero, one.numero === 1 ? 'premiere' : 'mise_a_jour'),
      });
      store.write(store.bulk, () => projectDossiers(store.bulk, []));
      return;
    }
    case 'demande': {
      const dossier = dossierId(one.n);
      putDemande(store, one.n * 10 + one.d, { flux: fluxId(fluxOf(one.n)), dossier }, { etat: one.etat });
      project([dossier]);
      return;
    }
    case 'suite':
      pendingStep(store, one.limite);
      return;
    case 'oubli': {
      const dossier = dossierId(one.n);
      store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(dossier);
      store.bulk.prepare('DELETE FROM saisie WHERE dossier = ?').run(dossier);
      store.write(store.bulk, () => forgetDossiers(store.bulk, [dossier]));
      return;
    }
    case 'retour': {
      // The pull brings an unsent acte back: it leaves the outbox in the same transaction.
      const row = store.bulk
        .prepare<[string], { corps: string }>('SELECT corps FROM saisie WHERE acte = ?')
        .get(idOf(6, one.id));
      if (row === undefined) return;
      const back = JSON.parse(row.corps);
      putActe(store, back, '2026-06-06T09:00:00.000Z');
      store.bulk.prepare('DELETE FROM saisie WHERE acte = ?').run(back.id);
      project([back.dossier]);
      return;
    }
    default:
      applyActe(store, one, project);
  }
}

function applyActe(
  store: Store,
  one: Extract<Step, { do: 'acte' | 'saisie' | 'lien' | 'annule' }>,
  project: (dossiers: string[]) => void,
): void {
  const acte = idOf(6, one.id);
  const known = store.bulk
    .prepare('SELECT 1 FROM ligne WHERE id = ? UNION SELECT 1 FROM saisie WHERE acte = ?')
    .get(acte, acte);
  if (known !== undefined) return;
  const dossier = dossierId(one.n);
  const flux = fluxId(fluxOf(one.n));
  const fait_le = `2026-06-05T09:${String(one.id % 60).padStart(2, '0')}:00.000Z`;
  const envelope = { id: acte, flux, dossier, fait_le };
  if (one.do === 'lien') {
    const corps = { lien_id: idOf(7, one.lien), cote: one.n % 2 === 0 ? 'a' : 'b', preuve: 'même personne' };
    putActe(store, acteCorps({ ...envelope, type: 'lien', corps }), fait_le);
  } else if (one.do === 'annule') {
    putSaisie(store, acteCorps({ ...envelope, type: 'annule', corps: { acte: idOf(6, one.vise) } }));
  } else {
    const body = [...bodies, ...aboutDemande(demandeId(one.n * 10))][one.type];
    if (body === undefined) return;
    const un = acteCorps({
      ...envelope,
      type: body.type,
      corps: body.corps,
      remplace: { [body.fait]: [idOf(6, one.remplace)] },
    });
    // The server holds an answer now and then.
    if (one.do === 'acte') putActe(store, un, fait_le, one.id % 4 === 0 ? 'retenu' : 'aucun');
    else putSaisie(store, un);
  }
  project([dossier]);
}

describe('the projection', () => {
  test('grown row by row is the one folded from nothing, whatever came in whatever order', () => {
    const { store, close } = openPoste();
    // One file for every run: making one costs more than a run.
    store.bulk.pragma('synchronous=off');
    for (const flux of [1, 2]) putFlux(store, flux);
    try {
      fc.assert(
        fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (steps) => {
          store.bulk.exec('DELETE FROM ligne; DELETE FROM saisie');
          for (const _ of projectAll(store));
          for (const one of steps) apply(store, one);
          followLists(store, 2);
          const grown = dump(store);
          for (const _ of projectAll(store));
          expect(dump(store)).toEqual(grown);
        }),
        { numRuns: 60, seed: 20260601 },
      );
    } finally {
      close();
    }
  }, 60_000);
});

describe('people', () => {
  const poste = (work: (store: Store) => void): void => {
    const { store, close } = openPoste();
    try {
      for (const flux of [1, 2]) putFlux(store, flux);
      work(store);
    } finally {
      close();
    }
  };
  const put = (store: Store, dossier: number, ine: number | null): void =>
    apply(store, { do: 'dossier', n: dossier, ine, nom: 'TARDIVEL', phone: 0 });
  const candidats = (store: Store): string[] =>
    store.bulk
      .prepare<[], { id: string }>('SELECT id FROM candidat ORDER BY id')
      .all()
      .map((row) => row.id);
  const nouveautes = (store: Store): (string | null)[] =>
    store.bulk
      .prepare<[], { nouveaute: string | null }>('SELECT nouveaute FROM candidat ORDER BY id')
      .all()
      .map((row) => row.nouveaute);

  const list = (store: Store, numero: number): void => {
    apply(store, { do: 'transmission', flux: 1, numero });
    followLists(store, 10);
  };

  test('of one INE are one, and two again when the INE is corrected', () =>
    poste((store) => {
      put(store, 1, 1);
      put(store, 2, 1);
      expect(candidats(store)).toEqual([dossierId(1)]);
      put(store, 2, 2);
      expect(candidats(store)).toEqual([dossierId(1), dossierId(2)]);
    }));

  test('are merged by two halves, not by one, and parted by undoing either', () =>
    poste((store) => {
      put(store, 1, null);
      put(store, 2, null);
      apply(store, { do: 'lien', n: 1, lien: 1, id: 100 });
      expect(candidats(store)).toHaveLength(2);
      apply(store, { do: 'lien', n: 2, lien: 1, id: 101 });
      expect(candidats(store)).toEqual([dossierId(1)]);
      apply(store, { do: 'annule', n: 2, id: 102, vise: 101 });
      expect(candidats(store)).toHaveLength(2);
    }));

  test('keep the note being written when they are merged, and lose it when they leave the file', () =>
    poste((store) => {
      put(store, 1, 1);
      put(store, 2, 2);
      for (const n of [1, 2]) {
        store.persons.prepare('INSERT INTO brouillon VALUES (?, ?, ?)').run(dossierId(n), `note ${n}`, '');
      }
      put(store, 2, 1);
      const drafts = (): unknown[] => store.persons.prepare('SELECT candidat, texte FROM brouillon').all();
      expect(drafts()).toEqual([{ candidat: dossierId(1), texte: 'note 1\nnote 2' }]);
      apply(store, { do: 'oubli', n: 2 });
      expect(drafts()).toHaveLength(1);
      apply(store, { do: 'oubli', n: 1 });
      expect(drafts()).toEqual([]);
      expect(candidats(store)).toEqual([]);
    }));

  test('are the same after a projection that was cut short and started again', () =>
    poste((store) => {
      for (const n of [1, 2, 3]) put(store, n, n % 2);
      const grown = dump(store);
      projectAll(store).next();
      const cut = projectAll(store);
      cut.next();
      cut.next();
      for (const _ of projectAll(store));
      expect(dump(store)).toEqual(grown);
    }));

  test('are folded again a few hundred at a time, after a step that only empties', () =>
    poste((store) => {
      store.write(store.bulk, () => {
        for (let n = 1; n <= 201; n += 1) {
          const id = dossierId(n);
          putLigne(store, { id, flux: fluxId(1), type: 'dossier', corps: dossierCorps({}) });
        }
      });
      const steps = projectAll(store);
      expect(steps.next().value).toBe(0);
      expect(candidats(store)).toEqual([]);
      expect([...steps]).toEqual([200, 201]);
      expect(candidats(store)).toHaveLength(201);
    }));

  test('known only by an acte wait for their row', () =>
    poste((store) => {
      apply(store, { do: 'acte', n: 1, id: 100, type: 0, remplace: 100 });
      expect(candidats(store)).toEqual([]);
      put(store, 1, 1);
      expect(store.bulk.prepare('SELECT appel_tri FROM candidat').get()).toEqual({
        appel_tri: '2026-06-05T09:40:00.000Z',
      });
    }));

  test('a first list brings nobody new, the next one moves the marks of the one before', () =>
    poste((store) => {
      const voeu = (n: number, premiere: number, derniere: number): void => {
        put(store, n, null);
        apply(store, { do: 'voeu', n, v: 0, etat: 'actif', premiere, derniere });
      };
      apply(store, { do: 'transmission', flux: 1, numero: 1 });
      voeu(0, 1, 1);
      expect(nouveautes(store)).toEqual([null]);
      voeu(2, 2, 2);
      list(store, 2);
      expect(nouveautes(store)).toEqual([null, 'nouveau']);
      list(store, 3);
      voeu(0, 1, 3);
      expect(nouveautes(store)).toEqual(['modifie', null]);
      apply(store, { do: 'voeu', n: 0, v: 0, etat: 'retire', premiere: 1, derniere: 3 });
      expect(nouveautes(store)).toEqual(['retire', null]);
    }));
});
