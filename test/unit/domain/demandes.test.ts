import { describe, expect, it } from 'vitest';
import type { Acte, ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { dispositions } from '../../../shared/domain/actes/appel.ts';
import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { reponseCorps } from '../../../shared/domain/actes/reponse.ts';
import { appelsDe } from '../../../shared/domain/appels.ts';
import {
  type DemandeDuDossier,
  demandesOuvertes,
  reponseParDefaut,
  suivreDemandes,
} from '../../../shared/domain/demandes.ts';
import { foldEffectifs, foldFaits } from '../../../shared/domain/faits.ts';
import { accepte, acteFictif, appelsFictifs, enAttente, karim, lea, uuidDe } from './actes-fictifs.ts';

const demande: DemandeDuDossier = {
  id: uuidDe(1, 0xde),
  etat: 'ouverte',
  recue_le: '2027-06-08T08:00:00.000Z',
  echeance: '2027-06-14T08:00:00.000Z',
};
const appels = (disposition: string, le: string) => appelsDe(actesEffectifs(appelsFictifs({ disposition, le })));
const apres = '2027-06-08T09:00:00.000Z';
const avant = '2027-06-08T07:59:59.999Z';

describe('open demandes', () => {
  it('are answered by a reponse, by the server, or by reaching the family since', () => {
    expect(demandesOuvertes([demande], new Map(), [])).toEqual([demande]);
    expect(demandesOuvertes([{ ...demande, etat: 'repondue' }], new Map(), [])).toEqual([]);
    expect(demandesOuvertes([{ ...demande, etat: 'annulee' }], new Map(), [])).toEqual([]);
    const reponse = accepte(acteFictif(uuidDe(1), 'reponse', { demande: demande.id, genre: 'autre_canal' }), 1);
    expect(demandesOuvertes([demande], foldFaits([reponse]), [])).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', apres))).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', demande.recue_le))).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', avant))).toEqual([demande]);
    expect(demandesOuvertes([demande], new Map(), appels('MESSAGE', apres))).toEqual([demande]);
  });

  it('are to be answered until a call followed them', () => {
    const suites = (quand: string | null, ...lignes: (typeof demande)[]) =>
      suivreDemandes(lignes, {
        effectifs: [],
        faits: new Map(),
        appels: quand === null ? [] : appels('MESSAGE', quand),
      }).map(({ suite }) => suite);
    const plusTard = { ...demande, id: uuidDe(2, 0xde), recue_le: '2027-06-09T08:00:00.000Z' };
    expect(suites(null)).toEqual([]);
    expect(suites(null, demande)).toEqual(['a_repondre']);
    expect(suites(avant, demande)).toEqual(['a_repondre']);
    expect(suites(apres, demande, plusTard)).toEqual(['suivie', 'a_repondre']);
  });

  it('map a call to the three values of the source service, and only when it is final', () => {
    const table = Object.fromEntries(dispositions.map((disposition) => [disposition, reponseParDefaut(disposition)]));
    expect(table).toEqual({
      JOINT: 'autre_canal',
      MESSAGE: null,
      SANS_REPONSE: null,
      OCCUPE: null,
      RAPPELER: null,
      MAUVAIS_CONTACT: null,
      NUMERO_INVALIDE: null,
      OPPOSITION: 'autre_canal',
    });
  });
});

describe('the body of an answer', () => {
  it('may name the call it comes from, which is never mailed', () => {
    const corps = { demande: demande.id, genre: 'autre_canal' };
    const appel = uuidDe(1, 0xca);
    expect(reponseCorps.safeParse(corps).success).toBe(true);
    expect(reponseCorps.safeParse({ ...corps, appel }).success).toBe(true);
    expect(reponseCorps.safeParse({ ...corps, appel: 'hier' }).success).toBe(false);
    expect(reponseCorps.safeParse({ ...corps, genre: 'sans_reponse', appel }).success).toBe(false);
    expect(reponseCorps.safeParse({ ...corps, genre: 'personnalisee', texte: 'Oui.', appel }).success).toBe(false);
  });
});

describe('one demande', () => {
  const repondre = (rang: number, genre: string, reste: Partial<Acte> = {}) =>
    acteFictif(
      uuidDe(rang, 0xea),
      'reponse',
      { demande: demande.id, genre, ...(genre === 'personnalisee' ? { texte: 'Venez mercredi.' } : {}) },
      { fait_le: apres, ...reste },
    );
  const retenir = (acte: Acte, seq: number): ActeOrdonne => {
    const recu = accepte(acte, seq);
    return { ...recu, recu: recu.recu === null ? null : { ...recu.recu, retenu: true } };
  };
  const suivre = (actes: readonly ActeOrdonne[], reste: Partial<DemandeDuDossier> = {}) => {
    const effectifs = actesEffectifs(actes);
    const contexte = { effectifs, faits: foldEffectifs(effectifs), appels: appelsDe(effectifs) };
    return suivreDemandes([{ ...demande, ...reste }], contexte)[0];
  };

  it('is followed by a call, answered by what was written, and late by the hour of the acte', () => {
    expect(suivre([])).toMatchObject({ suite: 'a_repondre', enRetard: null, repondueLe: null, essais: 0, vue: null });
    const essai = appelsFictifs({ disposition: 'SANS_REPONSE', le: apres });
    expect(suivre(essai)).toMatchObject({ suite: 'suivie', essais: 1, enRetard: null });
    const aTemps = accepte(repondre(1, 'personnalisee', { fait_le: demande.echeance }), 9, demande.echeance);
    expect(suivre([...essai, aTemps])).toMatchObject({ suite: 'repondue', enRetard: false, retenue: false });
    const tard = '2027-06-14T08:00:00.001Z';
    expect(suivre([accepte(repondre(1, 'sans_reponse', { fait_le: tard }), 9, tard)])).toMatchObject({
      repondueLe: tard,
      enRetard: true,
    });
    expect(suivre([], { etat: 'repondue' })).toMatchObject({ suite: 'repondue', enRetard: null });
    expect(suivre([], { etat: 'annulee' })).toMatchObject({ suite: 'annulee' });
  });

  it('written in time and sent days later is in time, by the clock that was measured', () => {
    const avance = { fait_le: '2027-06-14T08:30:00.000Z', decalage_ms: -3_600_000 };
    expect(suivre([enAttente(repondre(1, 'autre_canal', avance), 1)])).toMatchObject({
      suite: 'repondue',
      repondueLe: '2027-06-14T07:30:00.000Z',
      enRetard: false,
    });
  });

  it('is not closed by an answer that the server holds, which waits for somebody to decide', () => {
    const premiere = accepte(repondre(1, 'autre_canal'), 1);
    const seconde = retenir(repondre(2, 'personnalisee'), 2);
    expect(suivre([premiere, seconde], { etat: 'repondue' })).toMatchObject({ suite: 'repondue', retenue: true });
    expect(suivre([seconde])).toMatchObject({ suite: 'a_repondre', retenue: true, enRetard: null });
    const envoyee = repondre(3, 'personnalisee', {
      remplace: { [`reponse:${demande.id}`]: [premiere.acte.id, seconde.acte.id] },
    });
    expect(suivre([premiere, seconde, accepte(envoyee, 3)], { etat: 'repondue' })).toMatchObject({ retenue: false });
  });

  it('answered by voice twice has nothing to send', () => {
    const deux = [accepte(repondre(1, 'personnalisee'), 1), retenir(repondre(2, 'autre_canal'), 2)];
    expect(suivre(deux, { etat: 'repondue' })).toMatchObject({ retenue: false });
  });

  it('cancelled meanwhile keeps the answer that was held', () => {
    const tenue = retenir(repondre(1, 'personnalisee'), 1);
    expect(suivre([tenue], { etat: 'annulee' })).toMatchObject({ suite: 'annulee', retenue: true, enRetard: null });
  });

  it('opens again at once when its answer is undone here; then what the server says stands', () => {
    const dite = accepte(repondre(1, 'autre_canal'), 1);
    const annule = acteFictif(uuidDe(2, 0xea), 'annule', { acte: dite.acte.id });
    expect(suivre([dite, enAttente(annule, 1)], { etat: 'repondue' })).toMatchObject({ suite: 'a_repondre' });
    // Another one of the same person is open: the server left this one as it was.
    expect(suivre([dite, accepte(annule, 2)], { etat: 'repondue' })).toMatchObject({ suite: 'repondue' });
    expect(suivre([dite, accepte(annule, 2)])).toMatchObject({ suite: 'a_repondre' });
    const mail = accepte(repondre(1, 'personnalisee'), 1);
    expect(suivre([mail, enAttente(annule, 1)], { etat: 'repondue' })).toMatchObject({ suite: 'repondue' });
  });

  it('whose call stays is answered by it, for the server too, when what was written with it is undone', () => {
    const [appel] = appelsFictifs({ disposition: 'JOINT', le: apres });
    const dite = accepte(repondre(1, 'autre_canal'), 2);
    const annule = accepte(acteFictif(uuidDe(2, 0xea), 'annule', { acte: dite.acte.id }), 3);
    if (appel === undefined) throw new Error('no call');
    expect(suivre([appel, dite, annule])).toMatchObject({ suite: 'repondue', repondueLe: apres });
    const annuleAppel = accepte(acteFictif(uuidDe(3, 0xea), 'annule', { acte: appel.acte.id }), 4);
    expect(suivre([appel, dite, annule, annuleAppel])).toMatchObject({ suite: 'a_repondre', repondueLe: null });
  });

  it('answered twice was answered at the earlier hour, whichever came first to the server', () => {
    const tard = accepte(repondre(1, 'autre_canal', { fait_le: '2027-06-15T08:00:00.000Z' }), 1);
    const aTemps = accepte(repondre(2, 'autre_canal', { remplace: { [`reponse:${demande.id}`]: [tard.acte.id] } }), 2);
    expect(suivre([tard, aTemps], { etat: 'repondue' })).toMatchObject({ repondueLe: apres, enRetard: false });
  });

  it('answered by a place at a créneau is answered at the hour that the server says, and stays so', () => {
    const tenue = { etat: 'repondue', repondue_le: apres } as const;
    expect(suivre([], tenue)).toMatchObject({ suite: 'repondue', repondueLe: apres, enRetard: false });
    const tard = '2027-06-14T08:00:00.001Z';
    expect(suivre([], { ...tenue, repondue_le: tard })).toMatchObject({ repondueLe: tard, enRetard: true });
    const dite = accepte(repondre(1, 'autre_canal', { fait_le: tard }), 1);
    expect(suivre([dite], tenue)).toMatchObject({ repondueLe: apres, enRetard: false });
    expect(suivre([accepte(repondre(1, 'autre_canal'), 1)], { ...tenue, repondue_le: tard })).toMatchObject({
      repondueLe: apres,
    });
    const annule = enAttente(acteFictif(uuidDe(2, 0xea), 'annule', { acte: dite.acte.id }), 1);
    expect(suivre([dite, annule], tenue)).toMatchObject({ suite: 'repondue', repondueLe: apres });
  });

  it('was seen by the first who opened it', () => {
    const voir = (rang: number, operateur: string, le: string) =>
      accepte(acteFictif(uuidDe(rang, 0xeb), 'vue', { demande: demande.id }, { operateur }), rang, le);
    expect(suivre([voir(1, lea, apres), voir(2, karim, demande.echeance)])?.vue).toEqual({ le: apres, operateur: lea });
  });
});
