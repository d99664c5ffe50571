import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositions, issues } from '../../../shared/domain/actes/appel.ts';
import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { appelsDe, essaisDe, reunirAppels } from '../../../shared/domain/appels.ts';
import { type DemiLien, regrouper, situationCandidat, suivreParmi } from '../../../shared/domain/candidat.ts';
import { type DossierEtat, foldDossier } from '../../../shared/domain/dossier.ts';
import { choisirSituation, situations } from '../../../shared/domain/situations.ts';
import { accepte, acteFictif, appelsFictifs, corpsDAppel, karim, lea, uuidDe } from './actes-fictifs.ts';

const d = (rang: number) => uuidDe(rang, 0xd0);
const dossiers = fc.uniqueArray(
  fc.record({
    id: fc.nat({ max: 7 }).map(d),
    ine: fc.option(fc.constantFrom('240000001AB', '240000002CD'), { nil: null }),
  }),
  {
    selector: (un) => un.id,
    maxLength: 8,
  },
);
const demiLien = fc.record({
  lienId: fc.nat({ max: 4 }).map((rang) => uuidDe(rang, 0x11)),
  dossier: fc.nat({ max: 9 }).map(d),
  annule: fc.boolean(),
});
const fusion = (lienId: string, a: string, b: string): DemiLien[] => [
  { lienId, dossier: a, annule: false },
  { lienId, dossier: b, annule: false },
];

/** Connected components by brute force: spread the smallest id until nothing moves. */
const modele = (
  liste: readonly { id: string; ine: string | null }[],
  liens: readonly DemiLien[],
): Map<string, string> => {
  const ids = liste.map((un) => un.id);
  const aretes: [string, string][] = [];
  for (const a of liste) for (const b of liste) if (a.ine !== null && a.ine === b.ine) aretes.push([a.id, b.id]);
  for (const lienId of new Set(liens.map((un) => un.lienId))) {
    const moities = liens.filter((un) => un.lienId === lienId);
    const visibles = [...new Set(moities.map((un) => un.dossier))].filter((id) => ids.includes(id));
    const [a, b] = visibles;
    if (moities.some((un) => un.annule) || visibles.length !== 2 || a === undefined || b === undefined) continue;
    aretes.push([a, b]);
  }
  const candidat = new Map(ids.map((id) => [id, id]));
  for (let tour = 0; tour < ids.length; tour += 1) {
    for (const [a, b] of aretes) {
      const petit = [candidat.get(a) ?? a, candidat.get(b) ?? b].sort()[0] ?? a;
      candidat.set(a, petit).set(b, petit);
    }
  }
  return candidat;
};

describe('regrouper', () => {
  it('gives the connected components, named by their smallest dossier', () => {
    fc.assert(
      fc.property(dossiers, fc.array(demiLien, { maxLength: 10 }), (liste, liens) => {
        expect(regrouper(liste, liens)).toEqual(modele(liste, liens));
      }),
      { numRuns: 500 },
    );
  });

  it('depends on no order: merging commutes', () => {
    fc.assert(
      fc.property(
        dossiers.chain((liste) =>
          fc.tuple(fc.constant(liste), fc.shuffledSubarray(liste, { minLength: liste.length })),
        ),
        fc
          .array(demiLien, { maxLength: 10 })
          .chain((liens) => fc.tuple(fc.constant(liens), fc.shuffledSubarray(liens, { minLength: liens.length }))),
        ([liste, autreListe], [liens, autresLiens]) => {
          const trie = (groupes: Map<string, string>) => [...groupes].sort();
          expect(trie(regrouper(autreListe, autresLiens))).toEqual(trie(regrouper(liste, liens)));
        },
      ),
    );
  });

  it('undoing a merge, from either side, gives what there was', () => {
    fc.assert(
      fc.property(
        dossiers,
        fc.array(demiLien, { maxLength: 6 }),
        fc.nat({ max: 7 }),
        fc.nat({ max: 7 }),
        fc.boolean(),
        (liste, liens, a, b, premier) => {
          const moities = fusion(uuidDe(99, 0x11), d(a), d(b));
          const defaites = moities.map((un, rang) => ({ ...un, annule: (rang === 0) === premier }));
          expect(regrouper(liste, [...liens, ...defaites])).toEqual(regrouper(liste, liens));
        },
      ),
    );
  });

  it('joins by INE, by a whole merge, and through a third', () => {
    const liste = [
      { id: d(3), ine: '240000001AB' },
      { id: d(1), ine: null },
      { id: d(2), ine: '240000001AB' },
      { id: d(4), ine: null },
    ];
    expect([...regrouper(liste, fusion(uuidDe(1), d(3), d(1))).values()]).toEqual([d(1), d(1), d(1), d(4)]);
  });

  it('leaks nothing: a half whose other side is not visible joins nobody', () => {
    const liste = [{ id: d(1), ine: null }];
    expect(regrouper(liste, fusion(uuidDe(1), d(1), d(8)))).toEqual(new Map([[d(1), d(1)]]));
  });

  it('ignores an id of merge that three dossiers carry', () => {
    const liste = [1, 2, 3].map((rang) => ({ id: d(rang), ine: null }));
    const liens = [...fusion(uuidDe(1), d(1), d(2)), { lienId: uuidDe(1), dossier: d(3), annule: false }];
    expect([...regrouper(liste, liens).values()]).toEqual([d(1), d(2), d(3)]);
  });
});

const plier = (
  rang: number,
  actes: Parameters<typeof foldDossier>[0]['actes'],
  voeux: 'actif' | 'retire' = 'actif',
): DossierEtat =>
  foldDossier({
    id: d(rang),
    actes,
    demandes: [],
    reservations: [],
    voeux: [{ etat: voeux }],
    telephones: [],
    fuseau: 'Europe/Paris',
  });

const etatQuelconque = fc
  .tuple(
    fc.nat({ max: 9 }),
    fc.array(fc.tuple(fc.constantFrom(...dispositions), fc.constantFrom(...issues), fc.nat({ max: 5_000 })), {
      maxLength: 3,
    }),
    fc.constantFrom('actif' as const, 'retire' as const),
  )
  .map(([rang, appels, voeux]) =>
    plier(
      rang,
      appelsFictifs(
        ...appels.map(([disposition, issue, minutes]) => ({
          disposition,
          ...(disposition === 'JOINT' ? { issue } : {}),
          le: new Date(Date.parse('2027-06-07T00:00:00Z') + minutes * 60_000).toISOString(),
        })),
      ),
      voeux,
    ),
  );

describe('suivreParmi', () => {
  it('counts the same tries in whatever order her dossiers come, calls of one instant included', () => {
    const le = '2027-06-15T09:00:00.000Z';
    const appele = (rang: number, sens: 'emis' | 'recu') => ({
      appels: appelsDe(
        actesEffectifs([
          accepte(acteFictif(uuidDe(rang), 'appel', corpsDAppel({ disposition: 'SANS_REPONSE', sens })), rang, le),
        ]),
      ),
    });
    const demande = {
      id: d(1),
      recueLe: le,
      suite: 'a_repondre' as const,
      repondueLe: null,
      enRetard: null,
      reponses: [],
      retenue: false,
      essais: 0,
      vue: null,
    };
    const un = { demandes: [demande], appels: [] };
    const [essaye, rappele] = [appele(1, 'emis'), appele(2, 'recu')];
    const suivis = suivreParmi(un, [un, essaye, rappele]);
    expect(suivis).toMatchObject([{ suite: 'suivie', essais: 0 }]);
    expect(suivreParmi(un, [rappele, un, essaye])).toEqual(suivis);
  });
});

describe('situationCandidat', () => {
  it('does not depend on the order of the dossiers', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(etatQuelconque, { selector: (etat) => etat.id, minLength: 1, maxLength: 5 })
          .chain((etats) => fc.tuple(fc.constant(etats), fc.shuffledSubarray(etats, { minLength: etats.length }))),
        ([etats, melange]) => {
          const candidat = situationCandidat(etats);
          expect(situationCandidat(melange)).toEqual(candidat);
          // Whether she can be reached is said of her, not of one dossier.
          const mots = etats.flatMap(({ criteres }) =>
            [true, false].map((injoignable) => choisirSituation({ ...criteres, injoignable })),
          );
          expect(mots).toContain(candidat?.situation);
          const tries = etats.toSorted((a, b) => (a.id < b.id ? -1 : 1));
          expect(candidat?.essais).toBe(essaisDe(reunirAppels(tries.map(({ appels }) => appels))).length);
        },
      ),
    );
  });

  it('of one dossier is that dossier', () => {
    fc.assert(
      fc.property(etatQuelconque, (etat) => {
        const { situation, ouverte, essais, joint, dernierAppel, prochaineAction, echeance } = etat;
        expect(situationCandidat([etat])).toMatchObject({
          situation,
          ouverte,
          essais,
          joint,
          dernierAppel,
          prochaineAction,
          echeance,
        });
      }),
    );
  });

  it('takes the furthest word, the latest call, the soonest plan', () => {
    const inscrit = plier(1, appelsFictifs({ disposition: 'JOINT', issue: 'INSCRIT', le: '2027-06-07T08:00:00.000Z' }));
    const message = plier(2, appelsFictifs({ disposition: 'MESSAGE', le: '2027-06-08T08:00:00.000Z' }));
    const relu = plier(3, appelsFictifs({ disposition: 'JOINT', issue: 'REFLECHIT', le: '2027-06-08T07:00:00.000Z' }));
    expect(situationCandidat([message, inscrit])).toMatchObject({
      situation: 'INSCRIT',
      ouverte: false,
      joint: true,
      dernierAppel: { disposition: 'MESSAGE' },
    });
    expect(situationCandidat([message, relu])).toMatchObject({
      situation: 'REFLECHIT',
      ouverte: true,
      prochaineAction: message.prochaineAction,
    });
    expect(situationCandidat([plier(1, [], 'retire'), plier(2, [])])).toMatchObject({ situation: 'A_APPELER' });
    expect(situationCandidat([])).toBeNull();
  });

  it('stops everything when one dossier holds an opposition', () => {
    const oppose = plier(1, appelsFictifs({ disposition: 'OPPOSITION', le: '2027-06-07T08:00:00.000Z' }));
    const message = plier(2, appelsFictifs({ disposition: 'MESSAGE', le: '2027-06-08T08:00:00.000Z' }));
    expect(situationCandidat([message, oppose])).toMatchObject({
      situation: 'OPPOSITION',
      ouverte: false,
      prochaineAction: null,
    });
    expect(situations.OPPOSITION.ouverte).toBe(false);
  });

  it('is silent about a dossier that only holds what she asked, once she was called in another one', () => {
    const appels = appelsFictifs({ disposition: 'JOINT', issue: 'SANS_SUITE', le: '2027-06-08T08:00:00.000Z' });
    const appele = plier(1, appels);
    const demandeur = (actes: Parameters<typeof foldDossier>[0]['actes']) =>
      foldDossier({
        id: d(2),
        actes,
        demandes: [],
        reservations: [],
        voeux: [],
        telephones: [],
        fuseau: 'Europe/Paris',
      });
    const vide = demandeur([]);
    expect(situationCandidat([vide])).toMatchObject({ situation: 'A_APPELER' });
    expect(situationCandidat([vide, plier(1, [])])).toMatchObject({ situation: 'A_APPELER' });
    expect(situationCandidat([vide, appele])).toMatchObject({ situation: 'SANS_SUITE', ouverte: false });
    // On a list of its own, it is to be called.
    expect(situationCandidat([plier(2, []), appele])).toMatchObject({ situation: 'A_APPELER', ouverte: true });
    const plan = { quoi: 'rappeler', le: '2027-06-20T08:00:00.000Z', precision: 'jour', qui: null };
    const planifie = demandeur([accepte(acteFictif(uuidDe(2), 'prochaine-action', plan), 1)]);
    expect(situationCandidat([planifie, appele])).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { le: plan.le },
    });
    const oppose = demandeur([accepte(acteFictif(uuidDe(3), 'opposition', {}), 1)]);
    expect(situationCandidat([oppose, appele])).toMatchObject({ situation: 'OPPOSITION', prochaineAction: null });
  });

  it('names everybody who holds a part of it', () => {
    const affecte = (rang: number, operateur: string) =>
      plier(rang, [accepte(acteFictif(uuidDe(rang), 'affectation', { operateur }), 1)]);
    expect(situationCandidat([affecte(1, karim), affecte(2, lea), affecte(3, karim)])?.affecteA).toEqual([lea, karim]);
  });
});
