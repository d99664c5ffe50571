import { describe, expect, it } from 'vitest';
import {
  autreCote,
  motsDePreuve,
  phraseFusion,
  phrasePreuves,
  resumePersonne,
  titreFamille,
  titreProposition,
} from '../../../renderer/features/rapprochements/textes.ts';
import type { Fusion, Rapprochement } from '../../../shared/contract/ipc/rapprochements.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = new Date(2026, 5, 9, 14, 12).getTime();

const avec: Rapprochement['avec'] = {
  candidat: id(1),
  nom: 'TARDIVEL',
  prenom: 'Maëlys',
  nbVoeux: 2,
  nbDemandes: 0,
  formation: 'CAP Cuisine',
  situation: 'A_APPELER',
};

describe('the evidence', () => {
  it('names what is shared, the name first and not repeated', () => {
    expect(
      phrasePreuves(
        [
          { genre: 'telephone', valeur: '06 39 98 12 02' },
          { genre: 'nom', valeur: 'Maëlys TARDIVEL' },
        ],
        avec,
      ),
    ).toBe('même nom, même téléphone 06\u00a039\u00a098\u00a012\u00a002');
    expect(phrasePreuves([{ genre: 'nom', valeur: 'Sonia TARDIVEL' }], avec)).toBe('même nom Sonia\u00a0TARDIVEL');
  });

  it('agrees with how many, and says a value once', () => {
    expect(
      phrasePreuves(
        [
          { genre: 'telephone', valeur: '06 39' },
          { genre: 'telephone', valeur: '06 39' },
          { genre: 'telephone', valeur: '01 99' },
          { genre: 'courriel', valeur: 'a@example.fr' },
        ],
        avec,
      ),
    ).toBe('mêmes téléphones 06\u00a039 et 01\u00a099, même adresse de courriel a@example.fr');
  });

  it('says who the other one is', () => {
    const nom = { genre: 'nom', valeur: 'Maëlys TARDIVEL' } as const;
    const telephone = { genre: 'telephone', valeur: '06 39' } as const;
    expect(titreProposition({ avec, preuves: [nom, telephone] })).toBe('Peut-être la même personne : TARDIVEL Maëlys');
    expect(titreProposition({ avec: { ...avec, prenom: 'Sonia' }, preuves: [telephone] })).toBe(
      'Peut-être au sujet de la même personne : TARDIVEL Sonia',
    );
    expect(titreFamille({ avec: { ...avec, prenom: 'Lina' } })).toBe('Même famille : TARDIVEL Lina');
    expect(resumePersonne(avec)).toBe('2 vœux · CAP Cuisine');
    expect(resumePersonne({ ...avec, nbVoeux: 0, nbDemandes: 1, formation: null })).toBe('1 demande');
  });
});

describe('what a merge keeps of the evidence', () => {
  it('is read as words, and what is not known as it stands', () => {
    expect(motsDePreuve('nom, téléphone')).toBe('même nom, même téléphone');
    expect(motsDePreuve('nom, adresse électronique')).toBe('même nom, même adresse de courriel');
    expect(motsDePreuve('même nom')).toBe('même nom');
    expect(motsDePreuve('vu sur place')).toBe('vu sur place');
  });
});

describe('a merge that stands', () => {
  const cote = (n: number, prenom: string, fluxNom: string): Fusion['dossiers'][number] => ({
    dossier: id(n),
    flux: id(n + 20),
    fluxNom,
    nom: 'TARDIVEL',
    prenom,
  });
  const fusion: Fusion = {
    lien: id(9),
    dossiers: [cote(1, 'Maëlys', 'Lyon'), cote(2, 'Maelys', 'Villeurbanne')],
    preuve: 'même nom',
    le: '2026-06-08T08:00:00.000Z',
    operateur: 'Léa M.',
    entreFlux: false,
  };

  it('names the other side, whichever half the sheet stands on', () => {
    expect(autreCote(fusion, id(1)).prenom).toBe('Maelys');
    expect(autreCote(fusion, id(2)).prenom).toBe('Maëlys');
    expect(phraseFusion(fusion, id(1), now)).toBe('Fusionnée avec TARDIVEL Maelys le 8 juin, par Léa M.');
  });

  it('names the list where it is another one, and nobody where nobody is known', () => {
    expect(phraseFusion({ ...fusion, entreFlux: true, operateur: null }, id(2), now)).toBe(
      'Fusionnée avec TARDIVEL Maëlys (Lyon) le 8 juin',
    );
  });
});
