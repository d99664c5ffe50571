import { describe, expect, it } from 'vitest';
import { situationCandidat } from '../../../shared/domain/candidat.ts';
import { accepte, acteFictif, appelsFictifs, enAttente, uuidDe } from './actes-fictifs.ts';
import {
  acteDe,
  apresLeRdv,
  avantElle,
  avantLeRdv,
  debut,
  demandeeLe,
  fin,
  type Histoire,
  ligneFictive as ligne,
  notee,
  planAvant,
  plier,
  situer,
} from './agenda/rendez-vous-fictifs.ts';

const issue = (code: string, le = '2027-06-07T08:00:00.000Z') =>
  appelsFictifs({ disposition: 'JOINT', issue: code, le });

describe('the word of somebody with a réservation', () => {
  const demande = {
    id: uuidDe(1, 0xde),
    etat: 'ouverte' as const,
    recue_le: '2027-06-08T06:00:00.000Z',
    echeance: '2027-06-14T16:00:00.000Z',
  };
  const depuis = '2027-06-09T08:00:00.000Z';
  it.each<[string, Histoire, string, boolean]>([
    ['never called', {}, 'RDV_FIXE', true],
    ['called without an answer', { actes: avantLeRdv }, 'RDV_FIXE', true],
    ['an issue that says less', { actes: issue('REFLECHIT', depuis) }, 'RDV_FIXE', true],
    ['an issue that says more', { actes: issue('DOSSIER_ENVOYE') }, 'DOSSIER_ENVOYE', true],
    ['enrolled', { actes: issue('INSCRIT') }, 'INSCRIT', false],
    ['said no, then asked for it', { actes: issue('SANS_SUITE') }, 'RDV_FIXE', true],
    ['asked for it, then said no', { actes: issue('SANS_SUITE', depuis) }, 'SANS_SUITE', false],
    ['withdrawn from the lists', { voeux: [{ etat: 'retire' }] }, 'RDV_FIXE', true],
    ['demandes taken back', { voeux: [], demandes: [{ ...demande, etat: 'annulee' }] }, 'RDV_FIXE', true],
    ['an open demande', { demandes: [demande] }, 'A_REPONDRE', true],
  ])('confirmed: %s', (_name, histoire, situation, ouverte) => {
    expect(situer({ ...histoire, reservations: [ligne()] })).toMatchObject({ situation, ouverte });
  });

  it('keeps the place in sight of who said no: nobody cancelled it', () => {
    for (const code of ['INSCRIT', 'SANS_SUITE']) {
      const { prochaineAction } = situer({ actes: issue(code, depuis), reservations: [ligne()] });
      expect(prochaineAction).toMatchObject({ quoi: 'rencontrer' });
    }
  });

  it('is only opposition, or erasure, for who asked for it', () => {
    const oppose = accepte(acteFictif(uuidDe(5), 'opposition', {}), 30);
    expect(situer({ reservations: [ligne()], actes: [oppose] })).toMatchObject({
      situation: 'OPPOSITION',
      ouverte: false,
      prochaineAction: null,
    });
    const efface = accepte(acteFictif(uuidDe(5), 'effacement', {}), 30);
    expect(situer({ reservations: [ligne()], actes: [efface] })).toMatchObject({
      situation: 'RETIRE',
      prochaineAction: null,
    });
  });

  it('leaves the queue with the data that are frozen', () => {
    const limitation = accepte(acteFictif(uuidDe(5), 'limitation', { active: true }), 30);
    expect(situer({ reservations: [ligne()], actes: [limitation] })).toMatchObject({
      situation: 'RDV_FIXE',
      ouverte: false,
    });
  });

  it.each<[string, Histoire, string]>([
    ['absent', { reservations: [ligne()], actes: [notee('absent')] }, 'A_RAPPELER'],
    [
      'absent, after « RDV fixé »',
      { reservations: [ligne()], actes: [...issue('RDV_FIXE'), notee('absent')] },
      'A_RAPPELER',
    ],
    [
      'absent, of who thinks about it',
      { reservations: [ligne()], actes: [...issue('REFLECHIT'), notee('absent')] },
      'REFLECHIT',
    ],
    ['no place', { reservations: [ligne({ etat: 'complet' })] }, 'A_RAPPELER'],
    ['a place that is kept', { reservations: [ligne({ etat: 'offerte', expire_le: fin })] }, 'A_RAPPELER'],
    ['waiting, asked by herself', { reservations: [ligne({ etat: 'attente' })] }, 'A_APPELER'],
    ['waiting, put there by staff', { reservations: [ligne({ etat: 'attente', source: 'poste' })] }, 'A_RAPPELER'],
    ['given up by her', { reservations: [ligne({ etat: 'annulee', motif: 'candidat' })] }, 'A_APPELER'],
  ])('once it is over, or not yet: %s', (_name, histoire, situation) => {
    expect(situer(histoire)).toMatchObject({ situation, ouverte: true });
  });

  it('is no longer « RDV fixé » once the meeting that a call promised is given up', () => {
    const reservations = [ligne({ etat: 'annulee', motif: 'candidat' })];
    const promis = issue('RDV_FIXE', '2027-06-07T08:00:00.000Z');
    expect(situer({ reservations, actes: promis })).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { quoi: 'rappeler', le: demandeeLe },
    });
    expect(situer({ reservations, actes: issue('RDV_FIXE', depuis) })).toMatchObject({
      situation: 'RDV_FIXE',
      prochaineAction: { quoi: 'relancer', deduite: true },
    });
  });

  it('is that of a demande that a créneau given here follows, until the server answers', () => {
    const corps = { demande: demande.id };
    const donne = acteDe('reservation-demandee', { corps });
    const histoire = { demandes: [demande], actes: [enAttente(donne, 1)] };
    expect(situer(histoire)).toMatchObject({ situation: 'RDV_FIXE', prochaineAction: { quoi: 'rencontrer' } });
    expect(plier(histoire)).toMatchObject({ demandesOuvertes: [demande.id], demandes: [{ suite: 'suivie' }] });
    const refusee = { ...histoire, refuses: new Map([[donne.id, 'CRENEAU_INCONNU']]) };
    expect(situer(refusee)).toMatchObject({ situation: 'A_REPONDRE', prochaineAction: { quoi: 'rappeler', le: null } });
    // On the waiting list, she was promised nothing: her demande stays to be answered.
    const attend = ligne({ etat: 'attente', demande: demande.id });
    expect(situer({ demandes: [demande], reservations: [attend] })).toMatchObject({ situation: 'A_REPONDRE' });
  });
});

describe('a person of several dossiers', () => {
  const d = (rang: number) => uuidDe(rang, 0xd0);
  const membre = (rang: number, histoire: Histoire) => plier({ ...histoire, id: d(rang) });
  /** Known from a demande only. */
  const demandeuse = (histoire: Histoire) => membre(2, { voeux: [], ...histoire });
  const personne = (...etats: ReturnType<typeof membre>[]) => {
    const une = situationCandidat(etats);
    expect(situationCandidat([...etats].reverse())).toEqual(une);
    return une;
  };

  it('meets once, whichever dossier holds it', () => {
    const une = personne(membre(1, { actes: avantElle }), demandeuse({ reservations: [ligne()] }));
    expect(une).toMatchObject({
      situation: 'RDV_FIXE',
      ouverte: true,
      prochaineAction: { quoi: 'rencontrer', le: debut },
      dossierDeLAction: d(2),
    });
  });

  it('is followed up by the calls of her other dossier', () => {
    const absente = demandeuse({ reservations: [ligne()], actes: [notee('absent')] });
    expect(personne(membre(1, {}), absente)).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { quoi: 'rappeler', le: '2027-06-16T09:30:00.000Z' },
      dossierDeLAction: d(2),
    });
    expect(personne(membre(1, { actes: apresLeRdv }), absente)).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { quoi: 'rappeler', le: '2027-06-17T08:00:00.000Z' },
      dossierDeLAction: d(1),
    });
  });

  it('opens again what her other dossier closed before, not what it closed since', () => {
    const rdv = demandeuse({ reservations: [ligne()] });
    expect(personne(membre(1, { actes: issue('SANS_SUITE') }), rdv)).toMatchObject({
      situation: 'RDV_FIXE',
      ouverte: true,
    });
    const depuis = issue('SANS_SUITE', '2027-06-09T08:00:00.000Z');
    expect(personne(membre(1, { actes: depuis }), rdv)).toMatchObject({ situation: 'SANS_SUITE', ouverte: false });
  });

  it('keeps « RDV fixé » of a call only while the meeting that her other dossier holds stands', () => {
    const promis = membre(1, { actes: issue('RDV_FIXE') });
    const rendue = demandeuse({ reservations: [ligne({ etat: 'annulee', motif: 'candidat' })] });
    expect(personne(promis, rendue)).toMatchObject({ situation: 'A_RAPPELER', prochaineAction: { le: demandeeLe } });
  });

  it('is contacted no more once one of her dossiers says so', () => {
    const oppose = membre(1, { actes: [accepte(acteFictif(uuidDe(5), 'opposition', {}), 30)] });
    expect(personne(oppose, demandeuse({ reservations: [ligne()] }))).toMatchObject({
      situation: 'OPPOSITION',
      ouverte: false,
      prochaineAction: null,
      dossierDeLAction: null,
    });
  });

  it('keeps the plan that somebody wrote for before, wherever it was written', () => {
    expect(personne(membre(1, { actes: planAvant }), demandeuse({ reservations: [ligne()] }))).toMatchObject({
      prochaineAction: { quoi: 'rappeler', le: '2027-06-14T08:00:00.000Z', deduite: false },
      dossierDeLAction: d(1),
    });
  });
});
