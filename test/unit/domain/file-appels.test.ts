import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositions } from '../../../shared/domain/actes/appel.ts';
import {
  classesDeFile,
  comparerPlaces,
  type EntreeFile,
  estDansLaFile,
  memeDemiJournee,
  ordonnerFile,
  type PlaceFile,
  placeDansLaFile,
} from '../../../shared/domain/file-appels.ts';

/** Tuesday 8 June 2027, 9:00 in Paris. */
const maintenant = '2027-06-08T07:00:00.000Z';
const hier = '2027-06-07T07:30:00.000Z';
const plusTard = '2027-06-08T15:00:00.000Z';

const entree = (reste: Partial<EntreeFile> = {}): EntreeFile => ({
  ouverte: true,
  prochaineAction: { quoi: 'rappeler', le: null, ecriteLe: null },
  echeance: null,
  aRepondre: false,
  dernierAppel: null,
  nomTri: 'TARDIVEL MAELYS',
  fuseauFamille: 'Europe/Paris',
  ...reste,
});
const action = (
  quoi: 'rappeler' | 'relancer' | 'attendre' | 'rencontrer',
  le: string | null,
  ecriteLe: string | null = null,
) => ({ quoi, le, ecriteLe });
const appel = (disposition: (typeof dispositions)[number], le = hier, sens: 'emis' | 'recu' = 'emis') => ({
  le,
  sens,
  disposition,
});

describe('her place in the queue', () => {
  it('is none for whoever is closed, comes to a meeting, or is waited for until a day that nobody said', () => {
    expect(placeDansLaFile(entree({ ouverte: false }))).toBeNull();
    expect(placeDansLaFile(entree({ prochaineAction: action('rencontrer', plusTard) }))).toBeNull();
    expect(placeDansLaFile(entree({ prochaineAction: action('rencontrer', hier), echeance: plusTard }))).toBeNull();
    expect(placeDansLaFile(entree({ prochaineAction: action('attendre', null), echeance: plusTard }))).toBeNull();
    expect(placeDansLaFile(entree({ prochaineAction: action('attendre', null, hier) }))).toBeNull();
  });

  it('is that of the list for the never called, at once', () => {
    expect(placeDansLaFile(entree())).toEqual({
      motif: 'jamais_appele',
      cle: 'TARDIVEL MAELYS',
      des: '',
      dernierEssai: null,
    });
  });

  it('is that of a promise for a call that somebody planned, at its hour', () => {
    const rappel = { motif: 'rappel', cle: plusTard, des: plusTard, dernierEssai: null };
    for (const une of [
      entree({ prochaineAction: action('rappeler', plusTard, hier) }),
      entree({ prochaineAction: action('rappeler', plusTard, hier), dernierAppel: appel('RAPPELER') }),
      entree({ prochaineAction: action('rappeler', plusTard), dernierAppel: appel('RAPPELER') }),
      entree({ prochaineAction: action('rappeler', plusTard, hier), dernierAppel: appel('JOINT') }),
      // She called and asked for it.
      entree({ prochaineAction: action('rappeler', plusTard, hier), dernierAppel: appel('MESSAGE', hier, 'recu') }),
      // Planned since the last try, whatever came of it.
      entree({ prochaineAction: action('rappeler', plusTard, maintenant), dernierAppel: appel('SANS_REPONSE') }),
      // A place is kept for her, or her meeting moved: the office owes her that call, though nobody wrote it down.
      entree({ prochaineAction: action('rappeler', plusTard), suite: 'a_dire' }),
      entree({ prochaineAction: action('rappeler', plusTard), suite: 'a_dire', dernierAppel: appel('SANS_REPONSE') }),
    ])
      expect(placeDansLaFile(une)).toEqual(rappel);
  });

  it.each(['MESSAGE', 'SANS_REPONSE', 'OCCUPE', 'MAUVAIS_CONTACT', 'NUMERO_INVALIDE'] as const)(
    'after %s is that of a retry, whether the plan was written with the call or deduced from it',
    (disposition) => {
      for (const ecriteLe of [null, hier]) {
        const place = placeDansLaFile(
          entree({ prochaineAction: action('rappeler', plusTard, ecriteLe), dernierAppel: appel(disposition) }),
        );
        expect(place).toEqual({
          motif: 'reessai',
          cle: plusTard,
          des: plusTard,
          // After a wrong number another one is dialled, which rang in no half-day yet.
          dernierEssai: ['MAUVAIS_CONTACT', 'NUMERO_INVALIDE'].includes(disposition)
            ? null
            : { fuseau: 'Europe/Paris', demiJournee: 'matin' },
        });
      }
    },
  );

  it('is that of a retry when the plan goes with the try, though the server clamped their hours apart', () => {
    const plan = { ...action('rappeler', plusTard, maintenant), avecDernierAppel: true };
    expect(placeDansLaFile(entree({ prochaineAction: plan, dernierAppel: appel('SANS_REPONSE') }))?.motif).toBe(
      'reessai',
    );
    // She was on the line: whatever went with it was agreed.
    expect(placeDansLaFile(entree({ prochaineAction: plan, dernierAppel: appel('JOINT') }))?.motif).toBe('rappel');
  });

  it.each(['resultat', 'libere'] as const)('is that of a follow-up for what became of a meeting: %s', (suite) => {
    const suivi = { motif: 'suivi', cle: plusTard, des: plusTard, dernierEssai: null };
    for (const dernierAppel of [null, appel('JOINT'), appel('RAPPELER'), appel('SANS_REPONSE')])
      expect(placeDansLaFile(entree({ prochaineAction: action('rappeler', plusTard), suite, dernierAppel }))).toEqual(
        suivi,
      );
  });

  it('is no promise when nobody wrote the hour down, « Rappeler le… » excepted', () => {
    for (const disposition of dispositions) {
      const une = entree({ prochaineAction: action('rappeler', plusTard), dernierAppel: appel(disposition) });
      expect(placeDansLaFile(une)?.motif === 'rappel').toBe(disposition === 'RAPPELER');
    }
  });

  it('is that of a follow-up after a contact, or a letter', () => {
    for (const une of [
      entree({ prochaineAction: action('relancer', plusTard, hier), dernierAppel: appel('JOINT') }),
      entree({ prochaineAction: action('attendre', plusTard) }),
      entree({ prochaineAction: action('relancer', plusTard), dernierAppel: appel('SANS_REPONSE') }),
    ])
      expect(placeDansLaFile(une)).toEqual({ motif: 'suivi', cle: plusTard, des: plusTard, dernierEssai: null });
    const sansSuite = entree({ prochaineAction: action('rappeler', null), dernierAppel: appel('JOINT') });
    expect(placeDansLaFile(sansSuite)).toEqual({ motif: 'suivi', cle: '', des: '', dernierEssai: null });
  });

  it('is that of her demande until somebody followed it up, then of its next step, still by deadline', () => {
    const echeance = '2027-06-10T10:00:00.000Z';
    const demande = { motif: 'demande', cle: echeance, dernierEssai: null };
    expect(placeDansLaFile(entree({ echeance, aRepondre: true }))).toEqual({ ...demande, des: '' });
    const suivie = { echeance, dernierAppel: appel('SANS_REPONSE') };
    expect(placeDansLaFile(entree({ ...suivie, prochaineAction: action('rappeler', plusTard) }))).toEqual({
      ...demande,
      des: plusTard,
    });
    // Whoever asked is answered, even when a letter was sent, or a meeting planned, before.
    for (const avant of [action('attendre', plusTard), action('rencontrer', plusTard), action('attendre', null)])
      expect(placeDansLaFile(entree({ echeance, aRepondre: true, prochaineAction: avant }))).toEqual({
        ...demande,
        des: '',
      });
  });

  it('is that of the call promised before the deadline, not of one promised after it', () => {
    const promis = action('rappeler', plusTard, hier);
    expect(placeDansLaFile(entree({ echeance: plusTard, aRepondre: true, prochaineAction: promis }))?.motif).toBe(
      'rappel',
    );
    const avant = '2027-06-08T14:59:59.999Z';
    expect(placeDansLaFile(entree({ echeance: avant, aRepondre: true, prochaineAction: promis }))).toMatchObject({
      motif: 'demande',
      des: '',
    });
    expect(placeDansLaFile(entree({ echeance: avant, prochaineAction: promis }))?.motif).toBe('rappel');
  });
});

const place = (motif: PlaceFile['motif'], cle: string, id: string, reste: Partial<PlaceFile> = {}) => ({
  motif,
  cle,
  des: motif === 'jamais_appele' || motif === 'demande' ? '' : cle,
  dernierEssai: null,
  id,
  ...reste,
});
const essai = (cle: string, id: string, fuseau: string, demiJournee: 'matin' | 'apres-midi') =>
  place('reessai', cle, id, { dernierEssai: { fuseau, demiJournee } });
const ids = (places: readonly (PlaceFile & { id: string })[], a = maintenant): string[] =>
  ordonnerFile(places, a).map(({ id }) => id);

describe('the queue', () => {
  it('calls back as promised, then answers demandes, then the never called, then tries again and follows up', () => {
    const tous = [
      essai('2027-06-01T08:00:00.000Z', 'essai du matin', 'Europe/Paris', 'matin'),
      place('suivi', '2027-06-03T08:00:00.000Z', 'suivi'),
      essai('2027-06-02T08:00:00.000Z', 'essai du soir', 'Europe/Paris', 'apres-midi'),
      place('jamais_appele', 'BENARD', 'b'),
      place('jamais_appele', 'ALMEIDA', 'a'),
      place('demande', '2027-06-12T10:00:00.000Z', 'demande de samedi'),
      place('demande', '2027-06-10T10:00:00.000Z', 'demande de jeudi'),
      place('rappel', '2027-06-08T06:59:00.000Z', 'rappel'),
      place('rappel', plusTard, 'rappel à venir'),
      essai(plusTard, 'essai à venir', 'Europe/Paris', 'apres-midi'),
    ];
    expect(ids(tous)).toEqual([
      ...['rappel', 'demande de jeudi', 'demande de samedi', 'a', 'b'],
      ...['essai du soir', 'suivi', 'essai du matin'],
    ]);
    // In the afternoon the others come first, and what was to come has come.
    expect(ids(tous, '2027-06-08T15:00:00.000Z')).toEqual([
      ...['rappel', 'rappel à venir', 'demande de jeudi', 'demande de samedi', 'a', 'b'],
      ...['essai du matin', 'suivi', 'essai du soir', 'essai à venir'],
    ]);
  });

  it('calls back at the very hour, not a millisecond before', () => {
    const promis = place('rappel', maintenant, 'promis');
    expect(ids([promis])).toEqual(['promis']);
    expect(ids([promis], '2027-06-08T06:59:59.999Z')).toEqual([]);
    expect(estDansLaFile(promis, maintenant)).toBe(true);
  });

  it.each([
    ['Europe/Paris', '2027-06-08T10:29:59.999Z', '2027-06-08T10:30:00.000Z'],
    ['Indian/Reunion', '2027-06-08T08:29:59.999Z', '2027-06-08T08:30:00.000Z'],
    ['America/Guadeloupe', '2027-06-08T16:29:59.999Z', '2027-06-08T16:30:00.000Z'],
    // The last Sundays of March and of October: the clocks of Paris change in the night, those overseas never do.
    ['Europe/Paris', '2027-03-27T11:29:59.999Z', '2027-03-27T11:30:00.000Z'],
    ['Europe/Paris', '2027-03-28T10:29:59.999Z', '2027-03-28T10:30:00.000Z'],
    ['Europe/Paris', '2027-10-30T10:29:59.999Z', '2027-10-30T10:30:00.000Z'],
    ['Europe/Paris', '2027-10-31T11:29:59.999Z', '2027-10-31T11:30:00.000Z'],
    ['Indian/Reunion', '2027-10-31T08:29:59.999Z', '2027-10-31T08:30:00.000Z'],
    ['America/Guadeloupe', '2027-03-28T16:29:59.999Z', '2027-03-28T16:30:00.000Z'],
  ])('turns at 12:30 of the family: %s, %s', (fuseau, avant, apres) => {
    const matin = essai('', 'matin', fuseau, 'matin');
    const soir = essai('', 'soir', fuseau, 'apres-midi');
    expect(memeDemiJournee(matin, avant)).toBe(true);
    expect(memeDemiJournee(matin, apres)).toBe(false);
    expect(ids([matin, soir], avant)).toEqual(['soir', 'matin']);
    expect(ids([soir, matin], apres)).toEqual(['matin', 'soir']);
  });

  it('follows each family by her own clock', () => {
    // 9:00 in Paris, 11:00 in La Réunion, 3:00 in Guadeloupe; then 12:45, 14:45, 6:45.
    const tous = [
      essai('1', 'reunion', 'Indian/Reunion', 'matin'),
      essai('2', 'paris', 'Europe/Paris', 'matin'),
      essai('3', 'guadeloupe', 'America/Guadeloupe', 'apres-midi'),
    ].map((un) => ({ ...un, des: '' }));
    expect(ids(tous)).toEqual(['guadeloupe', 'reunion', 'paris']);
    expect(ids(tous, '2027-06-08T09:00:00.000Z')).toEqual(['reunion', 'guadeloupe', 'paris']);
    expect(ids(tous, '2027-06-08T10:45:00.000Z')).toEqual(['reunion', 'paris', 'guadeloupe']);
  });
});

const instant = fc
  .integer({ min: 0, max: 60 * 24 * 400 })
  .map((minute) => new Date(Date.parse('2027-01-01T00:00:00.000Z') + minute * 60_000).toISOString());
const fuseau = fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Guadeloupe', 'Pacific/Noumea');
const entrees: fc.Arbitrary<EntreeFile> = fc.record({
  ouverte: fc.boolean(),
  prochaineAction: fc.record({
    quoi: fc.constantFrom('rappeler', 'relancer', 'attendre', 'rencontrer'),
    le: fc.option(instant, { nil: null }),
    ecriteLe: fc.option(instant, { nil: null }),
  }),
  echeance: fc.option(instant, { nil: null }),
  aRepondre: fc.boolean(),
  dernierAppel: fc.option(
    fc.record({
      le: instant,
      sens: fc.constantFrom('emis', 'recu'),
      disposition: fc.constantFrom(...dispositions),
    }),
    { nil: null },
  ),
  nomTri: fc.constantFrom('ALMEIDA', 'BENARD', 'MARTIN'),
  fuseauFamille: fuseau,
});
const placees = fc
  .uniqueArray(fc.record({ id: fc.uuid(), entree: entrees }), { selector: ({ id }) => id, maxLength: 30 })
  .map((tous) =>
    tous.flatMap(({ id, entree: une }) => {
      const sa = placeDansLaFile(une);
      return sa === null ? [] : [{ ...sa, id }];
    }),
  );

describe('whatever people there are', () => {
  it('the order is total, and does not depend on where one begins', () => {
    fc.assert(
      fc.property(placees, instant, fc.infiniteStream(fc.nat()), (places, a, hasards) => {
        const [x, y, z] = places;
        if (x !== undefined && y !== undefined) {
          expect(Math.sign(comparerPlaces(x, y, a))).toBe(-Math.sign(comparerPlaces(y, x, a)));
          expect(comparerPlaces(x, y, a)).not.toBe(0);
          expect(comparerPlaces(x, x, a)).toBe(0);
          if (z !== undefined && comparerPlaces(x, y, a) < 0 && comparerPlaces(y, z, a) < 0)
            expect(comparerPlaces(x, z, a)).toBeLessThan(0);
        }
        const melange = places
          .map((une) => ({ une, rang: hasards.next().value ?? 0 }))
          .sort((p, q) => p.rang - q.rang)
          .map(({ une }) => une);
        expect(ids(melange, a)).toEqual(ids(places, a));
      }),
      { numRuns: 500 },
    );
  });

  it('everybody due is in it once, class after class, and nobody else', () => {
    fc.assert(
      fc.property(placees, instant, (places, a) => {
        const file = ordonnerFile(places, a);
        expect(file.map(({ id }) => id).sort()).toEqual(
          places
            .filter(({ des }) => des === '' || Date.parse(des) <= Date.parse(a))
            .map(({ id }) => id)
            .sort(),
        );
        const classes = file.map(({ motif }) => classesDeFile[motif]);
        expect(classes).toEqual([...classes].sort((p, q) => p - q));
        const essais = file.filter(({ motif }) => classesDeFile[motif] === 3).map((une) => memeDemiJournee(une, a));
        expect(essais).toEqual([...essais].sort((p, q) => Number(p) - Number(q)));
      }),
      { numRuns: 500 },
    );
  });

  it('somebody open has a place, but for who comes and who is waited for', () => {
    fc.assert(
      fc.property(entrees, (une) => {
        const sa = placeDansLaFile(une);
        const { quoi, le } = une.prochaineAction ?? { quoi: 'rappeler', le: null };
        const attendue = quoi === 'rencontrer' || (quoi === 'attendre' && le === null);
        const aRepondre = une.aRepondre && une.echeance !== null;
        expect(sa === null).toBe(!une.ouverte || (attendue && !aRepondre));
        if (sa !== null && sa.motif !== 'jamais_appele' && sa.motif !== 'demande') expect(sa.cle).toBe(sa.des);
        if (sa?.motif === 'jamais_appele') expect(sa.des).toBe('');
      }),
      { numRuns: 1_000 },
    );
  });
});
