import { describe, expect, it } from 'vitest';
import { etatDesReponses, saisieReponse, texteGarde } from '../../../renderer/features/demandes/saisie-reponse.ts';
import type { ReponseVue } from '../../../shared/contract/ipc/demandes.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const tete = (n: number) => ({
  acte: id(n),
  valeur: 'personnalisee',
  operateur: 'Karim B.',
  le: '2026-06-09T08:00:00Z',
});
const dossier = (n: number, tetes: Record<string, ReturnType<typeof tete>[]>) => ({
  id: id(n),
  flux: id(50),
  fluxNom: 'Villeurbanne',
  tetes,
  aDepartager: [],
});
const demande = { id: id(1), dossier: id(11) };
const merged = {
  dossiers: [dossier(10, {}), dossier(11, { [`reponse:${id(1)}`]: [tete(90), tete(91)], note: [tete(92)] })],
};

describe('an answer to write', () => {
  it('goes to the dossier of the demande, with the answers that were on screen', () => {
    expect(saisieReponse(merged, demande, 'personnalisee', '  Oui.\n')).toEqual({
      dossier: id(11),
      type: 'reponse',
      corps: { demande: id(1), genre: 'personnalisee', texte: 'Oui.' },
      vues: { [`reponse:${id(1)}`]: [id(90), id(91)] },
    });
  });

  it('has no text when none is mailed, and says it saw nothing where there was nothing', () => {
    const fiche = { dossiers: [dossier(11, {})] };
    expect(saisieReponse(fiche, demande, 'autre_canal', null)).toEqual({
      dossier: id(11),
      type: 'reponse',
      corps: { demande: id(1), genre: 'autre_canal' },
      vues: {},
    });
  });

  it('is not written to another dossier when its own has left', () => {
    expect(saisieReponse({ dossiers: [dossier(10, {})] }, demande, 'sans_reponse', null)).toBeNull();
  });
});

describe('the text that waits', () => {
  const ici = (texte: string | null, envoye = false) => ({ action: null, texte, envoye });

  it('is the one of the file after a lock or a restart, and none when nothing was begun', () => {
    expect(texteGarde(undefined, 'Il reste', false)).toBe('Il reste');
    expect(texteGarde(undefined, '', false)).toBeNull();
    expect(texteGarde(ici(null), 'Il reste', false)).toBe('Il reste');
  });

  it('is the newer one that is on screen, even emptied', () => {
    expect(texteGarde(ici('Il reste trois'), 'Il reste', false)).toBe('Il reste trois');
    expect(texteGarde(ici(''), 'Il reste', false)).toBe('');
  });

  it('is gone once its answer stands, and back when the answer was taken back', () => {
    expect(texteGarde(ici('Oui.', true), '', true)).toBeNull();
    expect(texteGarde(ici('Oui.', true), '', false)).toBe('Oui.');
    expect(texteGarde(ici('Oui.', true), 'Encore un mot', true)).toBe('Encore un mot');
  });
});

describe('answers already given', () => {
  const reponse = (acte: number, etat: ReponseVue['etat']): ReponseVue => ({
    acte: id(acte),
    genre: 'personnalisee',
    texte: 'Oui.',
    le: '2026-06-09T08:00:00Z',
    operateur: 'Karim B.',
    etat,
  });

  it('knows the one that stands and ours that was held', () => {
    const { debout, retenue } = etatDesReponses({
      reponses: [reponse(1, 'recue'), reponse(2, 'recue'), reponse(3, 'retenue')],
      retenue: true,
    });
    expect(debout?.acte).toBe(id(2));
    expect(retenue?.acte).toBe(id(3));
  });

  it('asks no more about one that was decided about', () => {
    expect(
      etatDesReponses({ reponses: [reponse(3, 'retenue'), reponse(4, 'recue')], retenue: false }).retenue,
    ).toBeNull();
    expect(etatDesReponses({ reponses: [], retenue: false })).toEqual({ debout: null, retenue: null });
  });
});
