import { describe, expect, it } from 'vitest';
import {
  draftPourProche,
  type FicheDossier,
  saisiesAppel,
} from '../../../renderer/features/candidats/saisie/builders.ts';
import {
  type CallAction,
  type CallDraft,
  canBeShared,
  newCall,
  reduceCall,
} from '../../../renderer/features/candidats/saisie/call-draft.ts';
import { isOuverte, motifsOuverts } from '../../../renderer/features/candidats/sheet/demandes-ouvertes.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { id, telephoneFictif } from './messages-exemples.ts';

const commun = '+33639981202';

const lina = { responsableTelephones: [telephoneFictif(commun)], candidatTelephones: [] };
const call = (...actions: CallAction[]): CallDraft =>
  actions.reduce(reduceCall, newCall('emis', { e164: commun, interlocuteur: 'candidat' }, ''));
const joint: CallAction[] = [
  { do: 'disposition', disposition: 'JOINT' },
  { do: 'issue', issue: 'REFLECHIT' },
  { do: 'note', note: 'rappelle lundi' },
];

describe('a call for several of a family', () => {
  it('ticks each, all of them, and nobody again', () => {
    expect(call({ do: 'aussi', candidats: [id(2)] }).aussi).toEqual([{ candidat: id(2), issue: false }]);
    const all = call({ do: 'aussi', candidats: [id(2)] }, { do: 'aussi', candidats: [id(2), id(3)] });
    expect(all.aussi.map(({ candidat }) => candidat)).toEqual([id(2), id(3)]);
    expect(reduceCall(all, { do: 'aussi', candidats: [id(2), id(3)] }).aussi).toEqual([]);
  });

  it('keeps who is ticked while the rest of the call changes', () => {
    const ticked = call({ do: 'aussi', candidats: [id(2)] }, { do: 'aussi-issue', candidat: id(2) }, ...joint);
    expect(ticked.aussi).toEqual([{ candidat: id(2), issue: true }]);
    expect(reduceCall(ticked, { do: 'restart' }).aussi).toHaveLength(1);
  });

  it('writes the same disposition on her own sheet, with the heads seen there', () => {
    const dossier: FicheDossier = {
      id: id(20),
      flux: id(21),
      fluxNom: 'CFA',
      tetes: { [`numero:${commun}`]: [{ acte: id(22), valeur: 'inconnu', operateur: null, le: '' }] },
      aDepartager: [],
    };
    const [saisie, ...others] = saisiesAppel(dossier, draftPourProche(call(...joint), lina, false), null);
    expect(others).toEqual([]);
    expect(saisie).toEqual({
      dossier: id(20),
      type: 'appel',
      corps: { sens: 'emis', numero: commun, interlocuteur: 'autre', disposition: 'JOINT' },
      vues: { [`numero:${commun}`]: [id(22)] },
    });
  });

  it('carries what came of it and the note only when that was said', () => {
    expect(draftPourProche(call(...joint), lina, false)).toMatchObject({ issue: null, note: '' });
    expect(draftPourProche(call(...joint), lina, true)).toMatchObject({ issue: 'REFLECHIT', note: 'rappelle lundi' });
  });

  it('never gives her a number that is not hers', () => {
    const autre = { responsableTelephones: [telephoneFictif('+33639981299')], candidatTelephones: [] };
    expect(draftPourProche(call(...joint), autre, false).numero).toBeNull();
    expect(draftPourProche(call(...joint), lina, false).numero).toBe(commun);
  });

  it('never notes « Ne plus contacter » for somebody else', () => {
    expect(canBeShared(call({ do: 'disposition', disposition: 'OPPOSITION' }))).toBe(false);
    expect(canBeShared(call({ do: 'disposition', disposition: 'MESSAGE' }))).toBe(true);
    expect(canBeShared(call())).toBe(true);
  });
});

describe('why somebody asked to be called', () => {
  const ajout = (...motifs: Fiche['demandes'][number]['ajouts'][number]['motifs']) => ({
    recu_le: '2026-06-08T08:00:00.000Z',
    motifs,
    message: null,
  });
  it('is said once a reason, of the demandes that wait', () => {
    expect(
      motifsOuverts([
        { suite: 'a_repondre', retenue: false, motifs: ['place', 'lieu'], ajouts: [ajout('lieu', 'porte')] },
        { suite: 'suivie', retenue: false, motifs: ['place'], ajouts: [] },
        { suite: 'repondue', retenue: false, motifs: ['frais'], ajouts: [] },
        { suite: 'annulee', retenue: false, motifs: ['suivi'], ajouts: [] },
      ]),
    ).toEqual(['place', 'lieu', 'porte']);
  });

  it('waits as long as an answer of ours is held', () => {
    expect(isOuverte({ suite: 'repondue', retenue: true })).toBe(true);
    expect(isOuverte({ suite: 'repondue', retenue: false })).toBe(false);
    expect(isOuverte({ suite: 'annulee', retenue: false })).toBe(false);
  });
});
