import { describe, expect, it } from 'vitest';
import { friseDe } from '../../../renderer/features/accueil/frise.ts';
import { siensDe } from '../../../renderer/features/accueil/siens.ts';
import {
  aDepartagerPhrase,
  compteTextes,
  essayesMots,
  etapesDe,
  jourCourt,
  pourcent,
  retardPhrase,
  semainePhrase,
} from '../../../renderer/features/accueil/textes.ts';
import { estARelire } from '../../../renderer/features/accueil/use-accueil.ts';

const une = { cle: 'x', nom: 'Cuisine', total: 70, essayes: 63, joints: 42, rendezVous: 12, dossiers: 3, inscrits: 2 };

describe('what is late', () => {
  it('is one sentence, and none when nothing is', () => {
    expect(retardPhrase({ rappels: 0, demandes: 0 })).toBeNull();
    expect(retardPhrase({ rappels: 1, demandes: 0 })).toBe('1 rappel en retard');
    expect(retardPhrase({ rappels: 2, demandes: 1 })).toBe('2 rappels et 1 demande en retard');
  });

  it('says whose calls they are, where they are not everybody’s', () => {
    expect(compteTextes.aAppeler('tous')).toBe('À appeler maintenant');
    expect(compteTextes.aAppeler('moi')).toBe('À appeler maintenant (moi)');
  });

  it('agrees with who is to be settled', () => {
    expect(aDepartagerPhrase(1)).toBe('1 personne a deux réponses pour une même chose : à départager.');
    expect(aDepartagerPhrase(3)).toContain('3 personnes ont');
  });
});

describe('passing hours', () => {
  const changeLe = '2026-06-09T14:30:00.000Z';
  const then = Date.parse(changeLe);

  it('ask again once the instant has come, at each tick until the answer names a later one', () => {
    expect(estARelire(then - 1, changeLe, 0)).toBe(false);
    expect(estARelire(then, changeLe, 0)).toBe(true);
    expect(estARelire(then, changeLe, then)).toBe(false);
    expect(estARelire(then + 15_000, changeLe, then)).toBe(true);
    expect(estARelire(then, undefined, 0)).toBe(false);
  });
});

describe('a bar', () => {
  it('says each step in figures, and its parts make the whole of those who were tried', () => {
    const etapes = etapesDe(une);
    expect(etapes.map(({ nombre, mot }) => `${nombre} ${mot}`)).toEqual([
      '63 essayés',
      '42 joints',
      '12 rendez-vous',
      '3 dossiers',
      '2 inscrits',
    ]);
    expect(etapes.reduce((somme, { part }) => somme + part, 0)).toBe(une.essayes);
    expect(essayesMots(une)).toBe('90\u00a0% essayés');
    expect(essayesMots({ ...une, essayes: 1 })).toBe('1\u00a0% essayé');
  });

  it('is neither empty nor full while some are done and some are not', () => {
    expect(pourcent(0, 0)).toBe(0);
    expect(pourcent(0, 500)).toBe(0);
    expect(pourcent(1, 500)).toBe(1);
    expect(pourcent(499, 500)).toBe(99);
    expect(pourcent(500, 500)).toBe(100);
  });
});

describe('the week', () => {
  it('is told in a sentence', () => {
    expect(semainePhrase([])).toBe('Aucun appel ces cinq derniers jours ouvrés.');
    expect(semainePhrase([{ jour: '2026-06-03', joints: 1, autres: 0 }])).toBe('1 appel, dont 1 joint');
    expect(
      semainePhrase([
        { jour: '2026-06-03', joints: 9, autres: 14 },
        { jour: '2026-06-04', joints: 9, autres: 10 },
      ]),
    ).toBe('42 appels, dont 18 joints');
    expect(jourCourt('2026-06-03')).toBe('mer. 3');
  });
});

describe('the campaign', () => {
  const liste = (numero: number, recueLe: string) => ({ numero, recueLe });
  const mots = (jour: string, ...campagne: ReturnType<typeof liste>[]): string[] =>
    friseDe(campagne, { now: Date.parse(`${jour}T10:00:00Z`), fuseau: 'Europe/Paris', plusieursListes: false }).map(
      (un) => `${un.faite ? '' : '… '}${un.mots}`,
    );

  it('awaits the first list until its week is over', () => {
    expect(mots('2026-05-20')).toEqual(['… Liste 1 attendue la première semaine de juin']);
    expect(mots('2026-06-20')).toEqual([]);
    expect(mots('2027-02-01', liste(2, '2026-06-28T08:00:00Z'))).toEqual([
      'Liste 2 reçue le 28\u00a0juin 2026',
      '… Liste 1 de 2027 attendue la première semaine de juin',
    ]);
  });

  it('awaits the second one once the first came, until the end of June', () => {
    const premiere = liste(1, '2026-06-05T08:00:00Z');
    expect(mots('2026-06-09', premiere)).toEqual([
      'Liste 1 reçue le 5\u00a0juin',
      '… Liste 2 attendue la dernière semaine de juin',
    ]);
    expect(mots('2026-07-01', premiere)).toEqual(['Liste 1 reçue le 5\u00a0juin']);
    expect(mots('2026-06-28', premiere, liste(2, '2026-06-28T08:00:00Z'))).toHaveLength(2);
  });

  it('says of several lists the day of the first', () => {
    const [recue] = friseDe([liste(1, '2026-06-01T08:00:00Z')], {
      now: Date.parse('2026-07-09T10:00:00Z'),
      fuseau: 'Europe/Paris',
      plusieursListes: true,
    });
    expect(recue?.mots).toBe('Liste 1 reçue à partir du 1er\u00a0juin');
  });
});

describe('what « Moi » has to call', () => {
  const compte = { aAppeler: 4, plus: false, rappelsDus: 0 };

  it('is what Appels shows, under no list', () => {
    const moi = { portee: 'moi' as const, compte, echec: false };
    expect(siensDe(null, moi)).toEqual(compte);
    expect(siensDe('une liste', moi)).toBeNull();
    expect(siensDe(null, { ...moi, portee: 'tous' })).toBeNull();
  });

  it('waits to be counted, and is everybody’s when it could not be', () => {
    expect(siensDe(null, { portee: 'moi', compte: undefined, echec: false })).toBeUndefined();
    expect(siensDe(null, { portee: 'moi', compte: undefined, echec: true })).toBeNull();
  });
});
