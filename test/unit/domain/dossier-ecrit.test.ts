import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { foldDossier } from '../../../shared/domain/dossier.ts';
import { accepte, acteFictif, appelsFictifs, dossier, mere, uuidDe } from './actes-fictifs.ts';

const demande = {
  id: uuidDe(1, 0xde),
  etat: 'ouverte',
  recue_le: '2027-06-07T06:00:00.000Z',
  echeance: '2027-06-11T06:00:00.000Z',
} as const;
const telephone = { brut: mere, e164: mere, confiance: 'sure', correction: null, origine: 'responsable_1' } as const;
const plier = (...actes: ActeOrdonne[]) =>
  foldDossier({
    id: dossier,
    actes,
    demandes: [demande],
    reservations: [],
    voeux: [],
    telephones: [telephone],
    fuseau: 'Europe/Paris',
  });
const lundi = '2027-06-07T07:30:00.000Z';
const mardi = '2027-06-08T07:30:00.000Z';
const dansTroisJours = { quoi: 'attendre', le: '2027-06-11T08:00:00.000Z', precision: 'jour', deduite: true };

const repondre = (genre: string, le: string) =>
  accepte(acteFictif(uuidDe(1), 'reponse', { demande: demande.id, genre, texte: 'Bonjour' }), 20, le);
const ecrire = (le: string) =>
  accepte(acteFictif(uuidDe(2), 'message', { canal: 'sms', texte: 'Bonjour', modele: null }), 21, le);

/** Whoever waits with nothing planned is called. */
const aussitot = { quoi: 'rappeler', le: null, deduite: true };

describe('something written', () => {
  it('answers the demande and waits three working days', () => {
    for (const genre of ['personnalisee', 'autre_canal']) {
      expect(plier(repondre(genre, mardi))).toMatchObject({
        situation: 'REPONDU',
        demandesOuvertes: [],
        prochaineAction: dansTroisJours,
      });
    }
  });

  it('does not answer a demande by itself, for the API would not know', () => {
    expect(plier(ecrire(mardi))).toMatchObject({
      situation: 'A_REPONDRE',
      demandesOuvertes: [demande.id],
      prochaineAction: dansTroisJours,
    });
  });

  it('after a try waits too; before it, the try decides', () => {
    const reponse = repondre('sans_reponse', lundi);
    expect(plier(reponse, ...appelsFictifs({ disposition: 'SANS_REPONSE', le: lundi }), ecrire(mardi))).toMatchObject({
      situation: 'MESSAGE_LAISSE',
      prochaineAction: dansTroisJours,
    });
    expect(plier(reponse, ...appelsFictifs({ disposition: 'SANS_REPONSE', le: mardi }), ecrire(lundi))).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { quoi: 'rappeler' },
    });
  });

  it('at the very instant of a call leaves the word to the call', () => {
    const reponse = repondre('sans_reponse', lundi);
    expect(plier(reponse, ...appelsFictifs({ disposition: 'OCCUPE', le: mardi }), ecrire(mardi))).toMatchObject({
      situation: 'A_RAPPELER',
    });
  });

  it('an answer that goes with the call is not a letter', () => {
    const joint = appelsFictifs({ disposition: 'JOINT', le: lundi });
    expect(plier(...joint, repondre('autre_canal', '2027-06-07T07:30:00.002Z'))).toMatchObject({
      situation: 'A_RAPPELER',
    });
  });

  it('an answer that names its call is no letter either, wherever that call was logged', () => {
    const appel = uuidDe(9, 0xca);
    const corps = { demande: demande.id, genre: 'autre_canal', appel };
    const etat = plier(accepte(acteFictif(uuidDe(1), 'reponse', corps), 20, mardi));
    expect(etat).toMatchObject({ situation: 'A_APPELER', demandesOuvertes: [], prochaineAction: aussitot });
    expect(etat.demandes).toMatchObject([{ suite: 'repondue', reponses: [{ appel }] }]);
  });

  it('an answer that the server refused is none: nobody was written to', () => {
    const entree = {
      demandes: [demande],
      reservations: [],
      voeux: [],
      telephones: [telephone],
      fuseau: 'Europe/Paris',
    };
    const actes = [repondre('personnalisee', mardi)];
    const etat = foldDossier({ id: dossier, actes, ...entree, refuses: new Map([[uuidDe(1), 'DROITS_INSUFFISANTS']]) });
    expect(etat).toMatchObject({ situation: 'A_REPONDRE', demandesOuvertes: [demande.id], prochaineAction: aussitot });
    expect(etat.demandes).toMatchObject([{ repondueLe: null, retenue: false, reponses: [{ refusee: true }] }]);
  });

  it('annulled counts no more', () => {
    const annule = accepte(acteFictif(uuidDe(3), 'annule', { acte: uuidDe(2) }), 22);
    expect(plier(repondre('sans_reponse', lundi), ecrire(mardi), annule)).toMatchObject({
      situation: 'A_APPELER',
      prochaineAction: aussitot,
    });
  });
});
