import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Acte, ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { dispositions, issues } from '../../../shared/domain/actes/appel.ts';
import type { ActeType } from '../../../shared/domain/actes/catalogue.ts';
import { type SituationCandidat, situationCandidat } from '../../../shared/domain/candidat.ts';
import { type DossierEntree, foldDossier } from '../../../shared/domain/dossier.ts';
import { accepte, acteFictif, corpsDAppel, karim, mere, pere, uuidDe } from './actes-fictifs.ts';

const d = (rang: number) => uuidDe(rang, 0xd0);
const telephones = [mere, pere].map((e164) => ({
  brut: e164,
  e164,
  confiance: 'sure' as const,
  correction: null,
  origine: 'responsable_1',
}));

interface Etape {
  dossier: number;
  type: ActeType;
  corps: Acte['corps'];
  le: string;
}

const membre = (rang: number, actes: readonly ActeOrdonne[], reste: Partial<DossierEntree> = {}) =>
  foldDossier({
    id: d(rang),
    actes,
    demandes: [],
    reservations: [],
    voeux: [{ etat: 'actif' }],
    telephones,
    fuseau: 'Europe/Paris',
    ...reste,
  });

/** The same history, each step in the dossier that it says, of these; symmetric whatever the order. */
const personne = (
  etapes: readonly Etape[],
  dossiers: readonly number[],
  reste: Partial<DossierEntree> = {},
): SituationCandidat => {
  const actes = etapes.map(({ dossier, type, corps, le }, rang) => ({
    dossier,
    acte: accepte(
      acteFictif(uuidDe(rang + 1), type, corps, { fait_le: le, dossier: d(dossier), flux: uuidDe(dossier, 0xf1) }),
      rang + 1,
    ),
  }));
  const etats = dossiers.map((rang) =>
    membre(
      rang,
      actes.flatMap((un) => (un.dossier === rang ? [un.acte] : [])),
      reste,
    ),
  );
  const une = situationCandidat(etats);
  expect(situationCandidat([...etats].reverse())).toEqual(une);
  if (une === null) throw new Error('nobody');
  return une;
};

const appel = (dossier: number, le: string, corps: Parameters<typeof corpsDAppel>[0]): Etape => ({
  dossier,
  type: 'appel',
  corps: corpsDAppel(corps),
  le,
});
const plan = (dossier: number, ecritLe: string, le: string | null, quoi = 'rappeler'): Etape => ({
  dossier,
  type: 'prochaine-action',
  corps: { quoi, le, precision: le === null ? null : 'heure', qui: null },
  le: ecritLe,
});
const ecrit = (dossier: number, le: string): Etape => ({
  dossier,
  type: 'message',
  corps: { canal: 'sms', texte: 'Bonjour', modele: null },
  le,
});

const debut = Date.parse('2027-06-07T06:30:00.000Z');
const heures = (nombre: number) => new Date(debut + nombre * 3_600_000).toISOString();

const geste = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...dispositions.filter((code) => code !== 'OPPOSITION')),
        fc.option(fc.constantFrom(...issues), { nil: null }),
        fc.constantFrom(mere, pere),
        fc.constantFrom('emis' as const, 'recu' as const),
      )
      // What the calls teach of one number is kept by each dossier: the more careful word counts for all of them.
      .map(
        ([disposition, issue, numero, sens]) =>
          (dossier: number, le: string) =>
            appel(dossier, le, {
              disposition,
              sens,
              numero: disposition === 'JOINT' ? null : numero,
              ...(disposition === 'JOINT' && issue !== null ? { issue } : {}),
            }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('rappeler', 'relancer', 'attendre', 'aucune'),
        fc.option(fc.integer({ min: 0, max: 300 }), { nil: null }),
      )
      .map(
        ([quoi, a]) =>
          (dossier: number, le: string) =>
            plan(dossier, le, quoi === 'aucune' || a === null ? null : heures(a), quoi),
      ),
  },
  { weight: 1, arbitrary: fc.constant(ecrit) },
);
const histoire = fc
  .array(fc.tuple(geste, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pas) => {
    let passees = 0;
    return pas.map(([faire, dossier, apres]) => {
      passees += apres;
      return faire(dossier, heures(passees));
    });
  });

describe('the next action of a person of several dossiers', () => {
  it('is the one that the same history gives in one dossier, wherever each step was logged', () => {
    const vues = new Set<boolean>();
    fc.assert(
      fc.property(histoire, (etapes) => {
        const seule = personne(
          etapes.map((etape) => ({ ...etape, dossier: 1 })),
          [1],
        );
        const eparse = personne(etapes, [1, 2, 3]);
        expect(eparse.essais).toBe(seule.essais);
        expect(eparse.dernierAppel).toEqual(seule.dernierAppel);
        // The word is the furthest of her dossiers: it alone may say that she is open here, and closed there.
        vues.add(seule.ouverte === eparse.ouverte);
        if (seule.ouverte === eparse.ouverte) expect(eparse.prochaineAction).toEqual(seule.prochaineAction);
      }),
      { numRuns: 1_500 },
    );
    expect(vues).toEqual(new Set([true, false]));
  });

  it('is the one just written, whatever was planned, promised or implied before in any of them', () => {
    fc.assert(
      fc.property(histoire, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 900 }), (etapes, dossier, a) => {
        const ecriteLe = new Date(Date.parse(etapes.at(-1)?.le ?? heures(0)) + 1).toISOString();
        const une = personne([...etapes, plan(dossier, ecriteLe, heures(a), 'relancer')], [1, 2, 3]);
        expect(une).toMatchObject({
          prochaineAction: { quoi: 'relancer', le: heures(a), deduite: false },
          dossierDeLAction: d(dossier),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is what the last call implies once nobody planned anything, not what another dossier waited for', () => {
    const etapes = [
      appel(2, heures(0), { disposition: 'SANS_REPONSE' }),
      plan(2, heures(0), heures(24)),
      appel(1, heures(72), { disposition: 'JOINT', issue: 'REFLECHIT' }),
    ];
    expect(personne(etapes, [1, 2])).toMatchObject({
      situation: 'REFLECHIT',
      prochaineAction: { quoi: 'relancer', le: '2027-06-15T08:00:00.000Z', deduite: true },
      dossierDeLAction: d(1),
    });
    expect(personne([...etapes, plan(1, heures(72), heures(500))], [1, 2]).prochaineAction?.le).toBe(heures(500));
  });

  it('keeps an older plan to come while the last step says nothing of the next one', () => {
    const etapes = [plan(2, heures(0), heures(200)), appel(1, heures(50), { disposition: 'JOINT' })];
    expect(personne(etapes, [1, 2])).toMatchObject({
      prochaineAction: { le: heures(200), deduite: false },
      dossierDeLAction: d(2),
    });
  });

  it('is none for a closed person, whatever another dossier never called would imply', () => {
    const etapes = [appel(1, heures(0), { disposition: 'JOINT', issue: 'INSCRIT' })];
    expect(personne(etapes, [1, 2])).toMatchObject({
      situation: 'INSCRIT',
      ouverte: false,
      prochaineAction: null,
      dossierDeLAction: null,
    });
  });

  it('is none once the data of one dossier are frozen: they are hers', () => {
    const gele: Etape = { dossier: 1, type: 'limitation', corps: { active: true }, le: heures(1) };
    for (const etapes of [
      [gele],
      [appel(2, heures(0), { disposition: 'MESSAGE' }), gele],
      [gele, plan(2, heures(2), heures(9))],
    ])
      expect(personne(etapes, [1, 2])).toMatchObject({ ouverte: false, prochaineAction: null, dossierDeLAction: null });
  });

  it('is done by whoever holds the dossier of the last step, else by whoever holds her', () => {
    const tenu: Etape = { dossier: 2, type: 'affectation', corps: { operateur: karim }, le: heures(0) };
    for (const dossier of [1, 2]) {
      const une = personne([tenu, appel(dossier, heures(1), { disposition: 'MESSAGE' })], [1, 2]);
      expect(une.prochaineAction).toMatchObject({ qui: karim, deduite: true });
    }
  });
});

describe('the tries of a person', () => {
  it('begin again once she was reached in another dossier', () => {
    const essais = [0, 24, 48].map((a) => appel(2, heures(a), { disposition: 'SANS_REPONSE' }));
    expect(personne(essais, [1, 2]).essais).toBe(3);
    expect(personne([...essais, appel(1, heures(72), { disposition: 'JOINT' })], [1, 2]).essais).toBe(0);
  });

  it('make her « Injoignable » together, though no dossier is by itself, and on every number of hers', () => {
    const essais = [0, 6, 24, 72].map((a, rang) =>
      appel((rang % 2) + 1, heures(a), { disposition: 'SANS_REPONSE', numero: rang === 1 ? pere : mere }),
    );
    expect(personne(essais, [1, 2])).toMatchObject({
      situation: 'INJOIGNABLE',
      essais: 4,
      prochaineAction: { quoi: 'relancer', deduite: true },
    });
    expect(personne(essais.slice(0, 3), [1, 2])).toMatchObject({ situation: 'A_RAPPELER' });
  });

  it('are of a number that one dossier knows to be wrong no more: she is written to when none is left', () => {
    const etapes = [mere, pere].map((numero, rang) =>
      appel(rang + 1, heures(rang), { disposition: 'NUMERO_INVALIDE', numero }),
    );
    expect(personne(etapes, [1, 2])).toMatchObject({
      situation: 'INJOIGNABLE',
      prochaineAction: { quoi: 'relancer', deduite: true },
    });
  });
});

describe('a wait until a day that nobody said', () => {
  it('plans nothing: the next action is what the last call implies', () => {
    const rdv = appel(1, heures(0), { disposition: 'JOINT', issue: 'RDV_FIXE' });
    expect(personne([rdv, plan(1, heures(0), null, 'attendre')], [1])).toMatchObject({
      situation: 'RDV_FIXE',
      prochaineAction: { quoi: 'relancer', le: '2027-06-14T08:00:00.000Z', deduite: true },
    });
    expect(personne([plan(1, heures(0), null, 'attendre')], [1])).toMatchObject({
      situation: 'A_APPELER',
      prochaineAction: { quoi: 'rappeler', le: null },
    });
  });
});
