import { describe, expect, it } from 'vitest';
import {
  avecDebut,
  avecGenre,
  avecGenreEtDuree,
  contenuVide,
  type Formulaire,
  formulaireDe,
  formulaireVide,
  lireFormulaire,
  minutesDe,
  saisieDe,
} from '../../../renderer/features/agenda/formulaire.ts';
import { creneauDe } from './agenda-exemples.ts';

const paris = 'Europe/Paris';
const forme = (change: Partial<Formulaire> = {}): Formulaire => ({
  ...formulaireVide('2026-11-24', 9 * 60),
  ...change,
});
const erreurs = (change: Partial<Formulaire>, fuseau = paris) => {
  const lu = lireFormulaire(forme(change), fuseau);
  return lu.ok ? null : lu.erreurs;
};

describe('a créneau that is typed', () => {
  it('is said in the time of the site', () => {
    const lu = lireFormulaire(forme({ debut: '09:00', fin: '09:30' }), 'Indian/Reunion');
    expect(lu).toMatchObject({
      ok: true,
      saisie: { debut: '2026-11-24T05:00:00.000Z', fin: '2026-11-24T05:30:00.000Z' },
    });
  });

  it('may end at midnight, never the day after, nor before it begins', () => {
    expect(lireFormulaire(forme({ debut: '22:00', fin: '00:00' }), paris)).toMatchObject({
      ok: true,
      saisie: { fin: '2026-11-24T23:00:00.000Z' },
    });
    expect(erreurs({ debut: '22:00', fin: '01:00' })).toEqual({ fin: 'La fin vient après le début.' });
    expect(erreurs({ debut: '07:00', fin: '19:30' })).toEqual({ fin: 'Un créneau dure douze heures au plus.' });
  });

  it('names every field that is missing or wrong', () => {
    expect(
      Object.keys(erreurs({ jour: '', debut: '', fin: '25:00', capacite: '', lien: 'http://x.fr' }) ?? {}).sort(),
    ).toEqual(['capacite', 'debut', 'fin', 'jour', 'lien']);
    expect(erreurs({ capacite: 0 })).toEqual({ capacite: 'De 1 à 500 places.' });
    expect(erreurs({ capacite: 501 })).toEqual({ capacite: 'De 1 à 500 places.' });
    expect(erreurs({ enLigne: true, certaines: true, formations: [], origines: [] })).toEqual({
      formations: 'Choisir au moins une formation, ou toutes.',
      origines: 'Choisir au moins un site.',
    });
  });

  it('leaves out what was left empty, and what is not offered', () => {
    const lu = lireFormulaire(forme({ titre: '  ', lieu: ' Amphi B ', enLigne: false, formations: ['x'] }), paris);
    expect(lu).toMatchObject({ ok: true, saisie: { titre: null, lieu: 'Amphi B', lien: null, offre: null } });
    const offert = lireFormulaire(
      forme({ enLigne: true, certaines: false, formations: ['x'], origines: ['ONISEP'] }),
      paris,
    );
    expect(offert).toMatchObject({ ok: true, saisie: { offre: { formations: [], origines: ['ONISEP'] } } });
  });

  it('comes back as it was when nothing is changed', () => {
    for (const creneau of [
      creneauDe(),
      creneauDe({ fuseau: 'America/Guadeloupe', debut: '2026-11-24T23:00:00.000Z', fin: '2026-11-25T04:00:00.000Z' }),
      creneauDe({
        offre: { formations: ['cle'], origines: ['AFFELNET'] },
        titre: 'Ateliers',
        lien: 'https://visio.example/a',
      }),
    ])
      expect(lireFormulaire(formulaireDe(creneau), creneau.fuseau)).toEqual({ ok: true, saisie: saisieDe(creneau) });
  });
});

describe('what follows from a choice', () => {
  it('another genre brings its usual places and length, unless somebody chose others', () => {
    expect(avecGenreEtDuree(forme(), 'reunion')).toMatchObject({
      capacite: 12,
      listeAttente: true,
      fin: '10:30',
      enLigne: true,
    });
    expect(avecGenreEtDuree(forme({ capacite: 4, fin: '09:45' }), 'reunion')).toMatchObject({
      capacite: 4,
      fin: '09:45',
    });
    expect(avecGenre(contenuVide('reunion'), 'entretien')).toMatchObject({ capacite: 1, listeAttente: false });
  });

  it('another beginning keeps the length, until midnight', () => {
    expect(avecDebut(forme(), '14:15').fin).toBe('14:45');
    expect(avecDebut(forme({ debut: '20:00', fin: '22:00' }), '23:00').fin).toBe('00:00');
    expect(avecDebut(forme({ fin: '' }), '14:00')).toMatchObject({ debut: '14:00', fin: '' });
    expect(avecDebut(forme(), '')).toMatchObject({ debut: '', fin: '09:30' });
  });

  it('reads hours as a clock shows them', () => {
    expect(minutesDe('09:05')).toBe(545);
    for (const texte of ['', '24:00', '9h', '12:60']) expect(minutesDe(texte)).toBeNull();
  });
});
