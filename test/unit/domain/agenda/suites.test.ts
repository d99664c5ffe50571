import { afterEach, describe, expect, it, vi } from 'vitest';
import { accepte, acteFictif, appelsFictifs, enAttente, lea, uuidDe } from '../actes-fictifs.ts';
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
  nonParti,
  notee,
  planApres,
  planAvant,
  plier,
  recu,
  situer,
  surlendemain,
} from './rendez-vous-fictifs.ts';

afterEach(() => {
  vi.useRealTimers();
});

const etapes = [[], avantElle, avantLeRdv, apresLeRdv, planAvant, planApres];

/** What a call that nobody answered implies, at each of those hours. */
const A = 'rappeler 06-07T12:00';
const B = 'rappeler 06-11T08:00';
const C = 'rappeler 06-17T08:00';
/** The plans that were written. */
const P = 'rappeler 06-14T08:00';
const Q = 'rappeler 06-21T08:00';
const rencontrer = 'rencontrer 06-16T08:00';
const attendre = 'attendre 06-16T08:00';
const dire = 'rappeler 06-08T07:00';
const note = 'rappeler 06-16T09:30';
const deux = 'rappeler 06-18T08:00';
/** At once: nothing is planned, nor implied. */
const appeler = 'rappeler';

describe('the next action of somebody with a réservation', () => {
  it.each<[string, Histoire, (string | null)[]]>([
    ['none', {}, [appeler, A, B, C, P, Q]],
    ['confirmed', { reservations: [ligne()] }, [rencontrer, rencontrer, rencontrer, C, P, rencontrer]],
    [
      'asked for, unsent',
      { actes: [nonParti('reservation-demandee')] },
      [rencontrer, rencontrer, rencontrer, C, P, rencontrer],
    ],
    [
      'moved, to be confirmed again',
      { reservations: [ligne({ etat: 'a_reconfirmer', motif: 'deplace' })] },
      [dire, dire, rencontrer, C, P, rencontrer],
    ],
    [
      'confirmed again here, unsent',
      {
        reservations: [ligne({ etat: 'a_reconfirmer', motif: 'deplace' })],
        actes: [nonParti('reservation-reconfirmee')],
      },
      [rencontrer, rencontrer, rencontrer, C, P, rencontrer],
    ],
    [
      'a place that is kept',
      { reservations: [ligne({ etat: 'offerte', expire_le: '2027-06-09T07:00:00.000Z' })] },
      [dire, dire, B, C, P, Q],
    ],
    ['waiting, asked by herself', { reservations: [ligne({ etat: 'attente' })] }, [appeler, A, B, C, P, attendre]],
    [
      'waiting, put there by staff',
      { reservations: [ligne({ etat: 'attente', source: 'poste' })] },
      [attendre, A, B, C, P, attendre],
    ],
    ['no place at all', { reservations: [ligne({ etat: 'complet' })] }, [dire, dire, B, C, P, Q]],
    ['an offer that ended', { reservations: [ligne({ etat: 'expiree' })] }, [dire, dire, B, C, P, Q]],
    [
      'the créneau cancelled',
      { reservations: [ligne({ etat: 'annulee', motif: 'creneau' })] },
      [dire, dire, B, C, P, Q],
    ],
    ['given up by her', { reservations: [ligne({ etat: 'annulee', motif: 'candidat' })] }, [appeler, A, B, C, P, Q]],
    ['given up by staff', { reservations: [ligne({ etat: 'annulee', motif: 'cfa' })] }, [appeler, A, B, C, P, Q]],
    [
      'given up here, unsent',
      { reservations: [ligne()], actes: [nonParti('reservation-annulee')] },
      [appeler, A, B, C, P, Q],
    ],
    ['replaced', { reservations: [ligne({ etat: 'annulee', motif: 'remplacee' })] }, [appeler, A, B, C, P, Q]],
    ['absent', { reservations: [ligne()], actes: [notee('absent')] }, [note, note, note, C, P, note]],
    ['excused', { reservations: [ligne()], actes: [notee('excuse')] }, [note, note, note, C, P, note]],
    ['present', { reservations: [ligne()], actes: [notee('present')] }, [deux, deux, deux, C, P, deux]],
  ])('%s', (_name, { actes = [], ...histoire }, attendus) => {
    const dits = etapes.map((etape) => {
      const { prochaineAction } = situer({ ...histoire, actes: [...etape, ...actes] });
      return [prochaineAction?.quoi, prochaineAction?.le?.slice(5, 16)].join(' ').trim();
    });
    expect(dits).toEqual(attendus);
  });

  it('is to meet her, which nobody wrote, until the meeting is over', () => {
    const affectation = accepte(acteFictif(uuidDe(3), 'affectation', { operateur: lea }), 20);
    expect(situer({ reservations: [ligne()], actes: [affectation] })).toEqual({
      situation: 'RDV_FIXE',
      ouverte: true,
      prochaineAction: { quoi: 'rencontrer', le: debut, precision: 'heure', qui: lea, acte: null, deduite: true, fin },
    });
    const present = situer({ reservations: [ligne()], actes: [notee('present')] });
    expect(present.prochaineAction).toEqual({
      quoi: 'rappeler',
      le: surlendemain,
      precision: 'jour',
      qui: null,
      acte: null,
      deduite: true,
    });
  });

  it('waits for the working days of the site', () => {
    const fete = { debut: '2027-12-17T14:00:00.000Z', fin: '2027-12-17T15:00:00.000Z' };
    const notee2 = recu('assiduite', { le: fete.fin });
    const le = (fuseau: string) =>
      situer({ reservations: [ligne(fete)], actes: [notee2], fuseau }).prochaineAction?.le ?? null;
    expect(le('Europe/Paris')).toBe('2027-12-21T09:00:00.000Z');
    // Monday 20 December is the day of the abolition of slavery there.
    expect(le('Indian/Reunion')).toBe('2027-12-22T06:00:00.000Z');
  });

  it('is as if nothing had been asked once the server refused it', () => {
    const demande = acteDe('reservation-demandee');
    const refusee = { actes: [enAttente(demande, 1)], refuses: new Map([[demande.id, 'CRENEAU_INCONNU']]) };
    expect(situer(refusee)).toEqual(situer({}));
    expect(plier(refusee).rendezVous).toMatchObject([{ etat: 'demandee', refuse: 'CRENEAU_INCONNU' }]);
  });

  it('is undone with the presence', () => {
    const absent = notee('absent');
    const annule = accepte(acteFictif(uuidDe(8), 'annule', { acte: absent.acte.id }), 60);
    expect(situer({ reservations: [ligne()], actes: [absent, annule] })).toEqual(situer({ reservations: [ligne()] }));
  });

  const plusTard = ligne({ debut: '2027-06-23T08:00:00.000Z', fin: '2027-06-23T09:00:00.000Z' }, uuidDe(2, 0xe5));
  it('is the soonest of two meetings', () => {
    expect(situer({ reservations: [plusTard, ligne()] }).prochaineAction).toMatchObject({ le: debut, fin });
  });

  it.each([
    ['absent', { reservations: [ligne()], actes: [notee('absent')] }],
    ['present', { reservations: [ligne()], actes: [notee('present')] }],
    ['no place', { reservations: [ligne({ etat: 'complet' })], actes: [] }],
    ['cancelled', { reservations: [ligne({ etat: 'annulee', motif: 'creneau' })], actes: [] }],
  ])('calls nobody for what became of a meeting when a later one is planned: %s', (_name, { reservations, actes }) => {
    expect(situer({ reservations: [...reservations, plusTard], actes })).toMatchObject({
      situation: 'RDV_FIXE',
      prochaineAction: { quoi: 'rencontrer', le: plusTard.ligne.debut },
    });
  });

  it('still calls for a place that is kept or an hour that moved, whatever else is planned', () => {
    const gardee = ligne({ etat: 'offerte', expire_le: fin });
    expect(situer({ reservations: [gardee, plusTard] })).toMatchObject({
      situation: 'RDV_FIXE',
      prochaineAction: { quoi: 'rappeler', le: demandeeLe },
    });
  });

  it('is left to whoever asked again since', () => {
    const attend = ligne({ etat: 'attente', demandee_le: '2027-06-17T08:00:00.000Z', debut: plusTard.ligne.debut });
    const reservations = [ligne(), { ...attend, id: uuidDe(3, 0xe5) }];
    expect(situer({ reservations, actes: [notee('absent')] }).prochaineAction).toMatchObject({ quoi: 'attendre' });
  });

  it('is not left to a place that she gave up again', () => {
    const promis = appelsFictifs({ disposition: 'JOINT', issue: 'RDV_FIXE', le: '2027-06-07T08:00:00.000Z' });
    const actes = [...promis, notee('absent')];
    const rendue = ligne(
      { etat: 'annulee', motif: 'candidat', demandee_le: '2027-06-17T08:00:00.000Z', debut: plusTard.ligne.debut },
      uuidDe(3, 0xe5),
    );
    const seule = situer({ reservations: [ligne()], actes });
    expect(seule).toMatchObject({ situation: 'A_RAPPELER', prochaineAction: { le: '2027-06-16T09:30:00.000Z' } });
    expect(situer({ reservations: [ligne(), rendue], actes })).toEqual(seule);
  });

  it('is that of the last one, when two are noted once both are over', () => {
    const soir = { debut: '2027-06-16T12:00:00.000Z', fin: '2027-06-16T13:00:00.000Z' };
    const notes = ['present', 'absent'] as const;
    const reservations = [1, 2].map((n) =>
      ligne({ ...(n === 2 ? soir : {}), source: 'poste', demandee_le: `2027-06-16T17:0${n}:00.000Z` }, uuidDe(n, 0xe5)),
    );
    for (const [premiere, seconde] of [notes, [...notes].reverse()]) {
      const actes = [premiere, seconde].map((etat, rang) =>
        recu('assiduite', {
          id: uuidDe(rang + 1, 0xe5),
          le: `2027-06-16T17:0${rang + 1}:10.000Z`,
          corps: { etat: etat ?? '' },
        }),
      );
      const le = seconde === 'present' ? surlendemain : '2027-06-16T17:02:10.000Z';
      expect(situer({ reservations, actes }).prochaineAction).toMatchObject({ quoi: 'rappeler', le });
    }
  });

  it('reads no clock', () => {
    const histoires: Histoire[] = [
      { reservations: [ligne()] },
      { reservations: [ligne({ etat: 'offerte', expire_le: '2027-06-09T07:00:00.000Z' })] },
      { reservations: [ligne()], actes: [notee('present')] },
    ];
    const tout = (now: string) => {
      vi.useFakeTimers({ now: Date.parse(now) });
      return histoires.map(plier);
    };
    expect(tout('2027-06-01T00:00:00.000Z')).toEqual(tout('2028-01-01T00:00:00.000Z'));
  });
});
