import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etatReservation, motifReservation } from '../../../../shared/domain/agenda/places.ts';
import type { SuiviReservation } from '../../../../shared/domain/agenda/reservations.ts';
import { choisirSuite, estDepassee, suitesDe } from '../../../../shared/domain/agenda/suites.ts';
import { dossier, uuidDe } from '../actes-fictifs.ts';

/** Two weeks, by quarters of a day: hours that meet, and walk-ins that were asked for once the meeting was over. */
const instant = fc.integer({ min: 0, max: 56 }).map((n) => new Date(Date.UTC(2027, 5, 1, 6 * n)).toISOString());
const suivi: fc.Arbitrary<SuiviReservation> = fc
  .record({
    n: fc.integer({ min: 1, max: 99 }),
    debut: instant,
    etat: fc.constantFrom(...etatReservation.options, 'demandee' as const),
    motif: fc.constantFrom(null, ...motifReservation.options),
    demandeeLe: instant,
    etatLe: instant,
    source: fc.constantFrom('public' as const, 'poste' as const),
    assiduite: fc.constantFrom(null, 'present' as const, 'absent' as const, 'excuse' as const),
    assiduiteLe: instant,
  })
  .map(({ n, debut, assiduite, assiduiteLe, ...reste }) => ({
    ...reste,
    id: uuidDe(n, 0xe5),
    creneau: uuidDe(n, 0xc0),
    demande: null,
    genre: 'reunion',
    debut,
    fin: new Date(Date.parse(debut) + 3_600_000).toISOString(),
    rang: n,
    expireLe: null,
    remplace: null,
    assiduite,
    assiduiteLe: assiduite === null ? null : assiduiteLe,
    assiduiteVues: [],
    enAttente: false,
    refuse: null,
  }));
const contexte = {
  dossier,
  fuseau: 'Europe/Paris',
  territoire: 'metropole',
  affecteA: null,
  limitation: false,
} as const;

describe('what a person is called for', () => {
  it('is never lost between her réservations, in whichever order they come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(suivi, { selector: ({ id }) => id, maxLength: 6 }),
        fc.option(instant),
        (suivis, etapeLe) => {
          const suites = suitesDe(suivis, contexte);
          const retenue = choisirSuite(suites, etapeLe);
          expect(choisirSuite([...suites].reverse(), etapeLe)).toEqual(retenue);
          const resultats = suites.filter(({ genre, jusqua }) => genre === 'resultat' && (etapeLe ?? '') < jusqua);
          if (resultats.length > 0) expect(retenue).not.toBeNull();
          if (resultats.length > 0) expect(retenue?.suite.genre).not.toBe('libere');
          // The list of the absent asks the same question: who is still to be called is called for that, or sooner.
          const restants = resultats.filter((une) => !estDepassee(une, suites, etapeLe));
          for (const { action } of restants)
            expect(retenue !== null && retenue.suite.action.le <= action.le).toBe(true);
          const seuls = suites.every(({ genre }) => genre === 'resultat' || genre === 'libere');
          if (seuls && resultats.length > 0) expect(restants).not.toEqual([]);
        },
      ),
    );
  });
});
