import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import {
  type CreneauDAgenda,
  icsDeReservation,
  icsDuCreneau,
  icsDuFlux,
  initialesDe,
} from '../../../../shared/domain/agenda/ics.ts';
import { instantCivil } from '../../../../shared/domain/fuseau.ts';

const creneau: CreneauDAgenda = {
  creneau: '11111111-1111-4111-8111-111111111111',
  genre: 'entretien',
  titre: 'Entretien de Lucas Delmas',
  debut: '2026-06-18T12:30:00.000Z',
  fin: '2026-06-18T13:00:00.000Z',
  lieu: '14 rue des Maîtres-Queux, 69100 VILLEURBANNE',
  lien: 'https://visio.example/salle;1,2?cle=x',
  consigne: 'Sonner à « Accueil » ; apporter un CV, une pièce d’identité\net les bulletins.',
  cfa: 'CFA des Trois Fourneaux',
  sequence: 2,
  estAnnule: false,
  ecritLe: '2026-06-10T08:00:00.000Z',
};
const reservation = '22222222-2222-4222-8222-222222222222';
const pourElle = (changes: Partial<CreneauDAgenda> = {}): string =>
  icsDeReservation({ ...creneau, ...changes, reservation, telephone: '04 65 71 00 10' });
const pourLeCfa = (changes: Partial<CreneauDAgenda> = {}, personne: { prenom: string; nom: string } | null = null) =>
  icsDuCreneau({ ...creneau, ...changes, personne });

/** As another library reads it. */
const lire = (texte: string) => {
  const calendrier = new ICAL.Component(ICAL.parse(texte));
  const events = calendrier.getAllSubcomponents('vevent');
  const event = (rang = 0) => {
    const component = events[rang];
    if (component === undefined) throw new Error('no event');
    return component;
  };
  const valeur = (nom: string, rang = 0): string => String(event(rang).getFirstPropertyValue(nom));
  return { calendrier, events, event, valeur, lu: (rang = 0) => new ICAL.Event(event(rang)) };
};
const utc = (temps: ICAL.Time): string => temps.toJSDate().toISOString();

test('a file is one published event, in UTC, that nobody organises nor attends', () => {
  for (const texte of [pourElle(), pourLeCfa()]) {
    const { calendrier, events, event, lu, valeur } = lire(texte);
    expect(calendrier.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendrier.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(events).toHaveLength(1);
    expect(utc(lu().startDate)).toBe(creneau.debut);
    expect(utc(lu().endDate)).toBe(creneau.fin);
    expect(texte).toContain('\r\nDTSTART:20260618T123000Z\r\n');
    expect(texte).toContain('\r\nDTEND:20260618T130000Z\r\n');
    expect(texte).toContain('\r\nDTSTAMP:20260610T080000Z\r\n');
    expect(valeur('class')).toBe('PRIVATE');
    expect(valeur('status')).toBe('CONFIRMED');
    expect(valeur('sequence')).toBe('2');
    expect(event().getAllSubcomponents('valarm')).toHaveLength(1);
    expect(event().getFirstSubcomponent('valarm')?.getFirstPropertyValue('action')).toBe('DISPLAY');
    for (const nom of ['organizer', 'attendee', 'rrule', 'tzid']) expect(event().hasProperty(nom)).toBe(false);
    expect(texte).not.toContain('TZID');
    expect(texte).not.toContain('VTIMEZONE');
  }
});

test('one event keeps one UID whatever changes, and each who comes has her own', () => {
  expect(lire(pourElle()).valeur('uid')).toBe(`${creneau.creneau}.${reservation}@rappel-cfa.invalid`);
  expect(lire(pourElle({ debut: '2026-06-19T12:30:00.000Z', sequence: 3 })).valeur('uid')).toBe(
    lire(pourElle()).valeur('uid'),
  );
  expect(lire(pourLeCfa()).valeur('uid')).toBe(`${creneau.creneau}.cfa@rappel-cfa.invalid`);
});

test('what holds no more is struck out: a later sequence, no alarm, no link', () => {
  const { valeur, event } = lire(pourElle({ estAnnule: true }));
  expect(valeur('status')).toBe('CANCELLED');
  expect(valeur('sequence')).toBe('3');
  expect(event().getAllSubcomponents('valarm')).toEqual([]);
  expect(pourElle({ estAnnule: true, lieu: null }).replaceAll('\r\n ', '')).not.toContain('visio.example');
  expect(lire(pourLeCfa({ estAnnule: true })).valeur('status')).toBe('CANCELLED');
});

test('the line that shows names nobody in full, whatever staff typed as a title', () => {
  const lucas = { prenom: 'Lucas', nom: 'Delmas' };
  expect(lire(pourLeCfa({}, lucas)).valeur('summary')).toBe('RDV apprentissage – L. D.');
  expect(lire(pourLeCfa()).valeur('summary')).toBe('Entretien – CFA des Trois Fourneaux');
  expect(lire(pourLeCfa({ genre: 'reunion', titre: 'Découverte' })).valeur('summary')).toBe(
    'Réunion d’information – CFA des Trois Fourneaux',
  );
  expect(lire(pourElle()).valeur('summary')).toBe('Entretien – CFA des Trois Fourneaux');
  for (const texte of [pourLeCfa({}, lucas), pourElle()])
    expect(texte.replaceAll('\r\n ', '')).not.toMatch(/Lucas|Delmas/);
  expect(initialesDe({ prenom: 'élodie-anne', nom: 'd’Ormesson' })).toBe('É. D.');
  expect(initialesDe({ prenom: '06', nom: '' })).toBe('');
});

test('words come back as they were written: commas, semicolons, backslashes, line ends', () => {
  const consigne = 'Un, deux ; trois \\ quatre\ncinq « é 🍞 »';
  const { lu } = lire(pourElle({ consigne }));
  expect(lu().location).toBe(creneau.lieu);
  expect(lu().description).toBe(`${creneau.lien}\n${consigne}\nTéléphone du CFA\u00a0: 04 65 71 00 10`);
  expect(lire(pourElle({ lieu: null })).lu().location).toBe(creneau.lien);
  expect(
    lire(pourElle({ lieu: null, lien: null, consigne: null }))
      .event()
      .hasProperty('location'),
  ).toBe(false);
});

test('lines end with CRLF, hold 75 octets at most, never half a character, and no word adds a property', () => {
  const mot = fc.string({ unit: 'grapheme', maxLength: 300 });
  const lignes = fc.tuple(mot, mot).map(([a, b]) => `${a}\r\nATTENDEE:mailto:${b}\u2028BEGIN:VEVENT\u0000\ud800`);
  fc.assert(
    fc.property(lignes, lignes, lignes, (cfa, consigne, lieu) => {
      for (const texte of [
        pourElle({ cfa, consigne, lieu }),
        pourLeCfa({ cfa, consigne, lieu, genre: 'reunion', titre: cfa }),
        icsDuFlux(cfa, [{ ...creneau, cfa, lieu, enLigne: true, prises: 1, capacite: 1 }]),
      ]) {
        expect(texte.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(texte.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
        expect(texte.isWellFormed()).toBe(true);
        for (const ligne of texte.split('\r\n')) expect(Buffer.byteLength(ligne)).toBeLessThanOrEqual(75);
        const { events, event } = lire(texte);
        expect(events).toHaveLength(1);
        expect(event().hasProperty('attendee')).toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});

test('the days when clocks change, and a site overseas, keep their hour', () => {
  const aDixHeures = (jour: string, fuseau: string) => instantCivil({ jour, heure: 10, minute: 0 }, fuseau);
  const dtstart = (debut: string) => {
    const fin = new Date(Date.parse(debut) + 1_800_000).toISOString();
    return /\r\nDTSTART:(\S+)\r\n/.exec(pourElle({ debut, fin }))?.[1];
  };
  expect(dtstart(aDixHeures('2026-03-28', 'Europe/Paris'))).toBe('20260328T090000Z');
  expect(dtstart(aDixHeures('2026-03-29', 'Europe/Paris'))).toBe('20260329T080000Z');
  expect(dtstart(aDixHeures('2026-10-25', 'Europe/Paris'))).toBe('20261025T090000Z');
  expect(dtstart(aDixHeures('2026-10-25', 'Indian/Reunion'))).toBe('20261025T060000Z');
});

test('the feed counts the places of each créneau, and says no name, no title, no link', () => {
  const texte = icsDuFlux('Rappel CFA', [
    { ...creneau, genre: 'reunion', enLigne: true, prises: 8, capacite: 12 },
    { ...creneau, creneau: 'autre', lieu: null, enLigne: true, prises: 0, capacite: 1 },
  ]);
  const { calendrier, events, valeur, event } = lire(texte);
  expect(calendrier.getFirstPropertyValue('x-wr-calname')).toBe('Rappel CFA');
  expect(events).toHaveLength(2);
  expect(valeur('summary')).toBe('Réunion d’information (8/12)');
  expect(valeur('summary', 1)).toBe('Entretien (0/1)');
  expect(valeur('location', 1)).toBe('En ligne');
  expect(valeur('uid')).toBe(lire(pourLeCfa()).valeur('uid'));
  expect(event().getAllSubcomponents('valarm')).toEqual([]);
  expect(texte.replaceAll('\r\n ', '')).not.toMatch(/Lucas|Delmas|visio\.example/);
  expect(lire(icsDuFlux('Rappel CFA', [])).events).toEqual([]);
});
