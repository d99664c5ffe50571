import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositions, issues } from '../../../shared/domain/actes/appel.ts';
import { prochaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { demiJournee, estJourOuvre } from '../../../shared/domain/jours-ouvres.ts';
import { prochaineActionApresEcrit, prochaineActionParDefaut } from '../../../shared/domain/prochaine-action-defaut.ts';

const paris = 'Europe/Paris';
/** Monday 7 June 2027: 9 h 30 and 15 h in Paris. */
const lundiMatin = '2027-06-07T07:30:00.000Z';
const lundiApresMidi = '2027-06-07T13:00:00.000Z';
const vendrediApresMidi = '2027-06-11T13:00:00.000Z';
const rappeler = (le: string) => ({ quoi: 'rappeler', le, precision: 'heure', qui: null });

describe('the default next action', () => {
  it('after a message: next working day, other half-day', () => {
    expect(prochaineActionParDefaut('MESSAGE', null, lundiMatin, paris)).toEqual(rappeler('2027-06-08T12:00:00.000Z'));
    expect(prochaineActionParDefaut('MESSAGE', null, lundiApresMidi, paris)).toEqual(
      rappeler('2027-06-08T08:00:00.000Z'),
    );
    expect(prochaineActionParDefaut('MESSAGE', null, vendrediApresMidi, paris)).toEqual(
      rappeler('2027-06-14T08:00:00.000Z'),
    );
  });

  it('after no answer: the other slot, the same day when it is still to come', () => {
    expect(prochaineActionParDefaut('SANS_REPONSE', null, lundiMatin, paris)).toEqual(
      rappeler('2027-06-07T12:00:00.000Z'),
    );
    expect(prochaineActionParDefaut('SANS_REPONSE', null, lundiApresMidi, paris)).toEqual(
      rappeler('2027-06-08T08:00:00.000Z'),
    );
    expect(prochaineActionParDefaut('SANS_REPONSE', null, '2027-06-12T07:30:00.000Z', paris)).toEqual(
      rappeler('2027-06-14T12:00:00.000Z'),
    );
  });

  it('after an engaged line: half an hour later, or the next morning when the day is over', () => {
    expect(prochaineActionParDefaut('OCCUPE', null, lundiMatin, paris)).toEqual(rappeler('2027-06-07T08:00:00.000Z'));
    expect(prochaineActionParDefaut('OCCUPE', null, '2027-06-07T17:29:00.000Z', paris)).toEqual(
      rappeler('2027-06-07T17:59:00.000Z'),
    );
    expect(prochaineActionParDefaut('OCCUPE', null, '2027-06-07T17:30:00.000Z', paris)).toEqual(
      rappeler('2027-06-08T08:00:00.000Z'),
    );
    expect(prochaineActionParDefaut('OCCUPE', null, '2027-06-12T08:00:00.000Z', paris)).toEqual(
      rappeler('2027-06-14T08:00:00.000Z'),
    );
  });

  it('after « rappeler »: a dated reminder, to be set by hand', () => {
    expect(prochaineActionParDefaut('RAPPELER', null, vendrediApresMidi, paris)).toEqual({
      quoi: 'rappeler',
      le: '2027-06-14T08:00:00.000Z',
      precision: 'jour',
      qui: null,
    });
  });

  it('after a wrong number: the next one now, or a letter when none is left', () => {
    for (const disposition of ['MAUVAIS_CONTACT', 'NUMERO_INVALIDE'] as const) {
      expect(prochaineActionParDefaut(disposition, null, lundiMatin, paris, { numerosRestants: 1 })).toEqual(
        rappeler(lundiMatin),
      );
      expect(prochaineActionParDefaut(disposition, null, lundiMatin, paris, { numerosRestants: 0 })).toEqual({
        quoi: 'relancer',
        le: '2027-06-08T08:00:00.000Z',
        precision: 'jour',
        qui: null,
      });
    }
  });

  it('after an opposition: none', () => {
    expect(prochaineActionParDefaut('OPPOSITION', null, lundiMatin, paris)).toEqual({
      quoi: 'aucune',
      le: null,
      precision: null,
      qui: null,
    });
  });

  it('after somebody answered: the issue decides, and is asked first', () => {
    expect(prochaineActionParDefaut('JOINT', null, lundiMatin, paris)).toBeNull();
    expect(
      Object.fromEntries(
        issues.map((issue) => [issue, prochaineActionParDefaut('JOINT', issue, lundiMatin, paris)?.quoi]),
      ),
    ).toEqual({
      RDV_FIXE: 'relancer',
      REFLECHIT: 'relancer',
      CHERCHE_ENTREPRISE: 'relancer',
      A_UNE_ENTREPRISE: 'relancer',
      DOSSIER_ENVOYE: 'relancer',
      INSCRIT: 'aucune',
      AUTRE_VOIE: 'aucune',
      SANS_SUITE: 'aucune',
      HORS_CRITERES: 'aucune',
    });
    expect(prochaineActionParDefaut('JOINT', 'REFLECHIT', lundiMatin, paris)?.le).toBe('2027-06-10T08:00:00.000Z');
  });

  it('after a meeting that no créneau tells: somebody asks what came of it a week later', () => {
    expect(prochaineActionParDefaut('JOINT', 'RDV_FIXE', lundiMatin, paris)).toEqual({
      quoi: 'relancer',
      le: '2027-06-14T08:00:00.000Z',
      precision: 'jour',
      qui: null,
    });
  });

  it('after something written: three working days', () => {
    expect(prochaineActionApresEcrit(vendrediApresMidi, paris)).toEqual({
      quoi: 'attendre',
      le: '2027-06-16T08:00:00.000Z',
      precision: 'jour',
      qui: null,
    });
  });

  it('follows the holidays of the place', () => {
    const veille = '2027-03-25T13:00:00.000Z';
    expect(prochaineActionParDefaut('RAPPELER', null, veille, paris)?.le).toBe('2027-03-26T09:00:00.000Z');
    expect(prochaineActionParDefaut('RAPPELER', null, veille, paris, { territoire: 'alsace-moselle' })?.le).toBe(
      '2027-03-30T08:00:00.000Z',
    );
    expect(prochaineActionParDefaut('RAPPELER', null, '2027-06-09T13:00:00.000Z', 'America/Cayenne')?.le).toBe(
      '2027-06-11T13:00:00.000Z',
    );
  });

  it.each([
    // 13:00 at Réunion: the next morning there, once somebody is in the office in Paris.
    ['SANS_REPONSE', '2027-06-07T09:00:00.000Z', 'Indian/Reunion', '2027-06-08T07:00:00.000Z'],
    ['MESSAGE', '2027-06-07T09:00:00.000Z', 'Indian/Reunion', '2027-06-08T07:00:00.000Z'],
    // 11:00 there: her afternoon of the same day, that begins while it is noon in Paris.
    ['SANS_REPONSE', '2027-06-07T07:00:00.000Z', 'Indian/Reunion', '2027-06-07T10:00:00.000Z'],
    // 10:00 at Guadeloupe on a Friday: no afternoon of hers is in office hours, the nearest is at once at 14:00.
    ['SANS_REPONSE', '2027-06-11T14:00:00.000Z', 'America/Guadeloupe', '2027-06-11T18:00:00.000Z'],
    ['MESSAGE', '2027-06-11T14:00:00.000Z', 'America/Guadeloupe', '2027-06-14T18:00:00.000Z'],
    ['SANS_REPONSE', '2027-06-11T18:00:00.000Z', 'America/Guadeloupe', '2027-06-14T14:00:00.000Z'],
    // 19:40 at Réunion, 17:40 in Paris: she is tried again the next morning.
    ['OCCUPE', '2027-06-07T15:40:00.000Z', 'Indian/Reunion', '2027-06-08T07:00:00.000Z'],
  ] as const)('%s at %s of a family at %s: the other half-day is hers', (disposition, le, fuseauFamille, attendu) => {
    expect(prochaineActionParDefaut(disposition, null, le, paris, { fuseauFamille })).toEqual(rappeler(attendu));
  });

  it('is always a valid body; a retry never lies in the past and stays in working days', () => {
    const instant = fc
      .integer({ min: 0, max: 400 * 1_440 })
      .map((minutes) => new Date(Date.parse('2027-01-01T00:00:00Z') + minutes * 60_000).toISOString());
    fc.assert(
      fc.property(
        fc.constantFrom(...dispositions),
        fc.option(fc.constantFrom(...issues), { nil: null }),
        instant,
        fc.constantFrom(paris, 'Indian/Reunion', 'America/Guadeloupe'),
        fc.constantFrom(paris, 'Indian/Reunion', 'America/Guadeloupe', 'Pacific/Noumea', 'Pacific/Tahiti'),
        (disposition, issue, maintenant, fuseau, fuseauFamille) => {
          const options = { numerosRestants: 0, fuseauFamille };
          const action = prochaineActionParDefaut(disposition, issue, maintenant, fuseau, options);
          if (action === null) return;
          expect(prochaineActionCorps.safeParse(action).success).toBe(true);
          if (action.le === null) return;
          expect(action.le > maintenant).toBe(true);
          const territoire = fuseau === paris ? 'metropole' : fuseau === 'Indian/Reunion' ? 'reunion' : 'guadeloupe';
          expect(estJourOuvre(heureCivile(action.le, fuseau).jour, territoire)).toBe(true);
          if (disposition !== 'MESSAGE' && disposition !== 'SANS_REPONSE') return;
          expect(demiJournee(action.le, fuseauFamille)).not.toBe(demiJournee(maintenant, fuseauFamille));
          const { heure } = heureCivile(action.le, fuseauFamille);
          expect(heure >= 10 && heure < 20 && heure !== 13).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
