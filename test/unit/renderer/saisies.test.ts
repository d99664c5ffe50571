import { describe, expect, it } from 'vitest';
import {
  appelCorpsOf,
  type FicheDossier,
  saisieNote,
  saisieRappel,
  saisiesAppel,
} from '../../../renderer/features/candidats/saisie/builders.ts';
import { newCall, reduceCall } from '../../../renderer/features/candidats/saisie/call-draft.ts';
import { callbackChoices, rangChoisi } from '../../../renderer/features/candidats/saisie/callback-choices.ts';
import { callableNumbers } from '../../../renderer/features/candidats/saisie/numbers.ts';
import { sensitivePhrase, sensitiveThemes } from '../../../renderer/features/candidats/saisie/sensitive.ts';
import { parseActe } from '../../../shared/domain/actes/catalogue.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const numero = '+33639981202';
const tete = (n: number, valeur: unknown) => ({ acte: id(n), valeur, operateur: null, le: '2026-06-08T08:00:00.000Z' });

const dossier: FicheDossier = {
  id: id(1),
  flux: id(2),
  fluxNom: 'CFA',
  tetes: { issue: [tete(3, 'REFLECHIT')], 'prochaine-action': [tete(4, null), tete(5, null)], affectation: [] },
  aDepartager: [],
};

const joint = [
  { do: 'digit', digit: 1 } as const,
  { do: 'digit', digit: 5 } as const,
  { do: 'note', note: '  a envoyé le dossier ' } as const,
].reduce(reduceCall, newCall('emis', { e164: numero, interlocuteur: 'responsable' }, ''));

const acceptedByTheDomain = (saisie: { type: string; corps: Record<string, unknown> }): boolean =>
  parseActe({
    id: id(90),
    v: 1,
    flux: id(2),
    dossier: id(1),
    type: saisie.type,
    corps: saisie.corps,
    remplace: {},
    operateur: null,
    fait_le: '2026-06-09T12:00:00.000Z',
    decalage_ms: null,
    dernier_echange_le: null,
    corrige: null,
    depend: [],
  }).ok;

describe('what is written', () => {
  it('writes the call and the plan together, each with the heads that were on screen', () => {
    const plan = { quoi: 'relancer', le: '2026-06-15T08:00:00.000Z', precision: 'jour', qui: null } as const;
    const [appel, prochaine] = saisiesAppel(dossier, joint, plan);
    expect(appel).toMatchObject({
      dossier: id(1),
      type: 'appel',
      corps: {
        disposition: 'JOINT',
        issue: 'DOSSIER_ENVOYE',
        note: 'a envoyé le dossier',
        interlocuteur: 'responsable',
      },
      vues: { issue: [id(3)] },
    });
    expect(prochaine).toMatchObject({ type: 'prochaine-action', vues: { 'prochaine-action': [id(4), id(5)] } });
  });

  it('names only the faits that the acte sets', () => {
    expect(saisieNote(dossier, 'vu').vues).toEqual({});
    expect(Object.keys(saisieRappel(dossier, '2026-06-15T08:00:00.000Z', 'heure', null).vues)).toEqual([
      'prochaine-action',
    ]);
  });

  it('writes bodies that the catalogue accepts', () => {
    const all = [
      ...saisiesAppel(dossier, joint, { quoi: 'aucune', le: null, precision: null, qui: null }),
      saisieNote(dossier, ' vu '),
      saisieRappel(dossier, '2026-06-15T08:00:00.000Z', 'jour', id(7)),
    ];
    expect(all.filter((saisie) => !acceptedByTheDomain(saisie))).toEqual([]);
  });

  it('says who answered only when somebody did, and nothing before a disposition', () => {
    const missed = reduceCall(newCall('emis', { e164: numero, interlocuteur: 'responsable' }, ''), {
      do: 'digit',
      digit: 3,
    });
    expect(appelCorpsOf(missed)?.interlocuteur).toBeNull();
    expect(appelCorpsOf(newCall('emis', null, ''))).toBeNull();
  });
});

describe('numbers to dial', () => {
  const phone = (
    e164: string | null,
    etat: 'inconnu' | 'invalide' | 'a_verifier',
    origine: 'responsable_1' | 'portable',
  ) => ({
    brut: '0',
    e164,
    affiche: e164 ?? '?',
    origine,
    etat,
    correction: null,
    drom: false,
  });

  it('starts with the adults, ends with the numbers known to be wrong, skips what cannot be read', () => {
    const numbers = callableNumbers({
      responsableTelephones: [
        phone('+33600000001', 'invalide', 'responsable_1'),
        phone('+33600000002', 'a_verifier', 'responsable_1'),
        phone(null, 'inconnu', 'responsable_1'),
      ],
      candidatTelephones: [phone('+33600000003', 'inconnu', 'portable'), phone('+33600000002', 'inconnu', 'portable')],
    });
    expect(numbers.map(({ e164 }) => e164)).toEqual(['+33600000003', '+33600000002', '+33600000001']);
    expect(numbers[0]).toMatchObject({ interlocuteur: 'candidat' });
  });
});

describe('moments to call back', () => {
  const paris = 'Europe/Paris';

  it('offers today’s only while it lasts, then working days', () => {
    const tuesday = callbackChoices(Date.parse('2026-06-09T08:12:00.000Z'), paris);
    expect(tuesday.map(({ label }) => label).slice(0, 5)).toEqual([
      'Dans 30 min',
      'Dans 1 h',
      'Cet après-midi',
      'Demain matin',
      'Demain après-midi',
    ]);
    expect(tuesday[0]?.le).toBe('2026-06-09T08:45:00.000Z');
    expect(tuesday[1]?.le).toBe('2026-06-09T09:15:00.000Z');
    expect(tuesday[3]).toMatchObject({ le: '2026-06-10T08:00:00.000Z', precision: 'heure' });
    expect(tuesday.at(-1)).toMatchObject({ label: 'Lundi matin', le: '2026-06-15T08:00:00.000Z' });
    expect(tuesday.length).toBeLessThanOrEqual(9);
  });

  it('says Lundi from a Friday evening, and counts from the zone of the poste', () => {
    const friday = callbackChoices(Date.parse('2026-06-12T19:30:00.000Z'), paris);
    expect(friday[0]).toMatchObject({ label: 'Lundi matin', le: '2026-06-15T08:00:00.000Z' });
    const island = callbackChoices(Date.parse('2026-06-12T19:30:00.000Z'), 'Indian/Reunion');
    expect(island[0]).toMatchObject({ label: 'Lundi matin', le: '2026-06-15T06:00:00.000Z' });
  });

  it('shows one as chosen when two are the same moment, and keeps each in its place', () => {
    // 12:57 and 15:57 in Paris: in an hour is this afternoon, then this evening.
    for (const now of ['2026-06-09T10:57:00.000Z', '2026-06-09T13:57:00.000Z']) {
      const choices = callbackChoices(Date.parse(now), paris);
      const [, inAnHour, later] = choices;
      if (inAnHour === undefined || later === undefined) throw new Error('no choice');
      expect(later.le).toBe(inAnHour.le);
      expect([inAnHour, later].map((one) => rangChoisi(choices, one))).toEqual([1, 2]);
      expect(rangChoisi(choices, { ...later, label: 'Autre date' })).toBe(1);
      expect(rangChoisi(choices, { ...later, precision: 'jour' })).toBe(-1);
      expect(choices[3]?.label).toBe('Demain matin');
    }
    expect(rangChoisi([], null)).toBe(-1);
  });

  it('never offers what has passed', () => {
    for (let hour = 0; hour < 48; hour += 1) {
      const now = Date.parse('2026-06-11T00:00:00.000Z') + hour * 3_600_000;
      expect(callbackChoices(now, paris).every(({ le }) => Date.parse(le) > now)).toBe(true);
    }
  });
});

describe('words that do not belong in a note', () => {
  it('names the theme, accents and case apart, and says so gently', () => {
    expect(sensitiveThemes('Le père est MALADE, hôpital demain')).toEqual(['santé']);
    expect(sensitiveThemes('sans-papiers, et en prison')).toEqual(['origine', 'justice']);
    expect(sensitivePhrase(['santé'])).toContain('santé');
    expect(sensitivePhrase([])).toBeNull();
  });

  it('lets facts through', () => {
    for (const note of ['Rappeler Romain jeudi', 'A une piste chez un boulanger à Rome', 'Dossier envoyé, CV joint']) {
      expect(sensitiveThemes(note)).toEqual([]);
    }
  });
});
