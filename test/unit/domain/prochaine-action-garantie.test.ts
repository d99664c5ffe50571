import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Acte, ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { dispositions, issues } from '../../../shared/domain/actes/appel.ts';
import { situationCandidat } from '../../../shared/domain/candidat.ts';
import { type DossierEntree, foldDossier } from '../../../shared/domain/dossier.ts';
import { accepte, acteFictif, corpsDAppel, enAttente, karim, mere, pere, uuidDe } from './actes-fictifs.ts';
import { ligneFictive } from './agenda/rendez-vous-fictifs.ts';

/**
 * Rule 2 of the calling back: one next action per open person, nobody is left without one unless closed. Held over
 * dossiers that hold anything, alone and merged.
 */
const instants = Array.from({ length: 40 }, (_, heure) =>
  new Date(Date.parse('2027-06-04T06:30:00.000Z') + heure * 9 * 3_600_000).toISOString(),
);
const instant = fc.constantFrom(...instants);

const appel = fc
  .record({
    disposition: fc.constantFrom(...dispositions.filter((code) => code !== 'OPPOSITION')),
    issue: fc.option(fc.constantFrom(...issues), { nil: null }),
    sens: fc.constantFrom('emis' as const, 'recu' as const),
    numero: fc.constantFrom(mere, pere),
  })
  .map(({ issue, ...reste }) => ({
    type: 'appel' as const,
    corps: corpsDAppel({ ...reste, ...(reste.disposition === 'JOINT' && issue !== null ? { issue } : {}) }),
  }));
const plan = fc
  .record({
    quoi: fc.constantFrom('rappeler', 'relancer', 'attendre', 'aucune'),
    le: fc.option(instant, { nil: null }),
    qui: fc.option(fc.constant(karim), { nil: null }),
  })
  .map(({ quoi, le, qui }) => {
    const dit = quoi === 'aucune' ? null : le;
    return {
      type: 'prochaine-action' as const,
      corps: { quoi, le: dit, precision: dit === null ? null : 'jour', qui },
    };
  });
const autre = fc.constantFrom(
  { type: 'affectation' as const, corps: { operateur: karim } },
  { type: 'limitation' as const, corps: { active: true } },
  { type: 'message' as const, corps: { canal: 'courriel', objet: 'Bonjour', texte: 'Bonjour.', modele: null } },
  { type: 'opposition' as const, corps: {} },
  { type: 'effacement' as const, corps: {} },
);
const geste = fc.oneof(
  { arbitrary: appel, weight: 5 },
  { arbitrary: plan, weight: 3 },
  { arbitrary: autre, weight: 1 },
);

const demande = fc.record({
  id: fc.constant(uuidDe(1, 0xde)),
  etat: fc.constantFrom('ouverte' as const, 'repondue' as const, 'annulee' as const),
  recue_le: instant,
  echeance: instant,
});
const reservation = fc.constantFrom(
  ...(['confirmee', 'a_reconfirmer', 'offerte', 'attente', 'complet', 'annulee'] as const),
);

const dossier = (rang: number) =>
  fc
    .record({
      gestes: fc.array(fc.record({ geste, le: instant, envoye: fc.boolean(), annule: fc.boolean() }), { maxLength: 7 }),
      voeux: fc.array(fc.record({ etat: fc.constantFrom('actif' as const, 'retire' as const) }), { maxLength: 2 }),
      demandes: fc.array(demande, { maxLength: 1 }),
      reservations: fc.array(reservation, { maxLength: 2 }),
      numeros: fc.subarray([mere, pere]),
      fuseau: fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Guadeloupe'),
    })
    .map(({ gestes, reservations, numeros, ...reste }): DossierEntree => {
      const actes: ActeOrdonne[] = [];
      const ecrire = (acte: Acte, envoye: boolean): void => {
        const seq = actes.length + 1;
        actes.push(envoye ? accepte(acte, seq) : enAttente(acte, seq));
      };
      for (const [n, { geste: fait, le, envoye, annule }] of gestes.entries()) {
        const id = uuidDe(n + 1, rang);
        ecrire(acteFictif(id, fait.type, fait.corps, { fait_le: le }), envoye);
        if (annule) ecrire(acteFictif(uuidDe(n + 1, 0xa0 + rang), 'annule', { acte: id }, { fait_le: le }), envoye);
      }
      return {
        ...reste,
        id: uuidDe(rang, 0xd0),
        actes,
        reservations: reservations.map((etat) => ligneFictive({ etat })).slice(0, 1),
        telephones: numeros.map((e164) => ({
          brut: e164,
          e164,
          confiance: 'sure' as const,
          correction: null,
          origine: 'responsable_1',
        })),
      };
    });

describe('one next action per open person', () => {
  it('is what every open dossier has, whatever is known of it', () => {
    fc.assert(
      fc.property(dossier(1), (entree) => {
        const { ouverte, prochaineAction, limitation } = foldDossier(entree);
        if (ouverte) expect(prochaineAction).not.toBeNull();
        // Frozen data call for nobody, and only they may be open in words and without a plan.
        if (limitation) expect(ouverte).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what every open person has, whichever of her dossiers says that she waits', () => {
    const ouvertes = new Set<boolean>();
    fc.assert(
      fc.property(fc.tuple(dossier(1), dossier(2), dossier(3)), fc.integer({ min: 2, max: 3 }), (entrees, nombre) => {
        const une = situationCandidat(entrees.slice(0, nombre).map((entree) => foldDossier(entree)));
        expect(une).not.toBeNull();
        ouvertes.add(une?.ouverte === true);
        if (une?.ouverte !== true) return;
        expect(une.prochaineAction).not.toBeNull();
        expect(une.dossierDeLAction).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
    expect(ouvertes).toEqual(new Set([true, false]));
  });

  it('« aucune » on an open person falls back on what her last call implies', () => {
    const le = '2027-06-07T07:30:00.000Z';
    const entree = (disposition: string): DossierEntree => ({
      id: uuidDe(1, 0xd0),
      actes: [
        accepte(acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition }), { fait_le: le }), 1),
        accepte(
          acteFictif(
            uuidDe(2),
            'prochaine-action',
            { quoi: 'aucune', le: null, precision: null, qui: null },
            { fait_le: le },
          ),
          2,
        ),
      ],
      demandes: [],
      reservations: [],
      voeux: [{ etat: 'actif' }],
      telephones: [{ brut: mere, e164: mere, confiance: 'sure', correction: null, origine: 'responsable_1' }],
      fuseau: 'Europe/Paris',
    });
    expect(foldDossier(entree('SANS_REPONSE')).prochaineAction).toMatchObject({
      quoi: 'rappeler',
      le: '2027-06-07T12:00:00.000Z',
      deduite: true,
    });
    // Nothing is implied by a call of which nobody said what came: she is called.
    expect(foldDossier(entree('JOINT')).prochaineAction).toMatchObject({ quoi: 'rappeler', le: null, deduite: true });
  });

  it('is none for frozen data, whose dossier keeps its word', () => {
    const gele = accepte(acteFictif(uuidDe(1), 'limitation', { active: true }), 1);
    const etat = foldDossier({
      id: uuidDe(1, 0xd0),
      actes: [gele],
      demandes: [],
      reservations: [],
      voeux: [{ etat: 'actif' }],
      telephones: [],
      fuseau: 'Europe/Paris',
    });
    expect(etat).toMatchObject({ situation: 'A_APPELER', ouverte: false, prochaineAction: null });
  });
});
