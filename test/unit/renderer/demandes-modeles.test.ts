import { describe, expect, it } from 'vitest';
import { sensitiveThemes } from '../../../renderer/features/candidats/saisie/sensitive.ts';
import { contexteModele, courrielDe } from '../../../renderer/features/demandes/contexte.ts';
import { type ContexteModele, paragrapheDe, proposition } from '../../../renderer/features/demandes/modeles.ts';
import { limits } from '../../../shared/contract/sync.ts';
import { libelleMotif, motif, motifs } from '../../../shared/domain/demandes/motifs.ts';
import { courrielDeReponse } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { blancsDe } from '../../../shared/domain/messages/blancs.ts';

const etudiant: ContexteModele = {
  motifs: [],
  auteur: 'etudiant',
  jeune: 'Inès',
  formation: 'CUISINE (CAP)',
  ville: 'Villeurbanne',
  cfa: 'CFA des Trois Fourneaux',
  operateur: 'Léa M.',
};
const parent: ContexteModele = { ...etudiant, auteur: 'parent', jeune: 'Gwenn' };

describe('blanks', () => {
  it('finds each one, whole', () => {
    const texte = 'Le [… jour], à [… heure] ou […].';
    expect(blancsDe(texte).map(({ debut, fin }) => texte.slice(debut, fin))).toEqual(['[… jour]', '[… heure]', '[…]']);
  });

  it('leaves other brackets and points of suspension alone', () => {
    expect(blancsDe('Voir [1], etc… et [note] : […')).toEqual([]);
  });
});

describe('a proposed answer', () => {
  it.each(motifs)('leaves the facts of « %s » to be filled', (code) => {
    for (const contexte of [etudiant, parent]) {
      const texte = proposition({ ...contexte, motifs: [code] });
      expect(blancsDe(texte).length).toBeGreaterThan(0);
      // No number is made up: the only ones come from the names that were given.
      expect(texte).not.toMatch(/\d/);
      expect(sensitiveThemes(texte)).toEqual([]);
    }
  });

  it('speaks to a parent about the young person, and to her about herself', () => {
    const pourParent = proposition({ ...parent, motifs: ['suivi', 'porte'] });
    expect(pourParent).toContain('La candidature de Gwenn');
    expect(pourParent).not.toContain('Votre candidature');
    const pourElle = proposition({ ...etudiant, motifs: ['suivi', 'porte'] });
    expect(pourElle).toContain('Votre candidature');
    expect(pourElle).not.toContain('Inès');
  });

  it('never takes a parent who named nobody for the child', () => {
    const texte = proposition({ ...parent, jeune: null, motifs: [...motifs] });
    for (const mots of ['pour votre enfant', 'La candidature de votre enfant', 'celle de votre enfant'])
      expect(texte).toContain(mots);
    expect(proposition({ ...parent, jeune: 'Inès', motifs: ['suivi'] })).toContain('La candidature d’Inès');
  });

  it('answers several reasons in the order of the form, each under its name', () => {
    const texte = proposition({ ...etudiant, motifs: ['lieu', 'place', 'inconnu', 'place'] });
    const [place, lieu] = [texte.indexOf(libelleMotif.place), texte.indexOf(libelleMotif.lieu)];
    expect(place).toBeGreaterThan(0);
    expect(lieu).toBeGreaterThan(place);
    expect(texte.split(libelleMotif.place)).toHaveLength(2);
  });

  it('has no title for one reason alone, and a blank for none that is known', () => {
    expect(proposition({ ...etudiant, motifs: ['frais'] })).not.toContain(libelleMotif.frais);
    expect(proposition({ ...etudiant, motifs: ['inconnu'] })).toContain('[… réponse à la question posée]');
  });

  it('never says « ma candidature » for somebody else', () => {
    for (const code of motifs) expect(paragrapheDe(code, parent)).not.toMatch(/\bma\b/);
  });

  it('signs with whoever writes and with the CFA, or with the CFA alone', () => {
    expect(proposition(etudiant)).toMatch(/À bientôt,\nLéa M., CFA des Trois Fourneaux$/);
    const sansNom = proposition({ ...etudiant, operateur: null });
    expect(sansNom).toMatch(/À bientôt,\nCFA des Trois Fourneaux$/);
    expect(sansNom).not.toContain('null');
  });

  it('fits an answer even with all the reasons at once', () => {
    expect(proposition({ ...parent, motifs: motif.options }).length).toBeLessThan(limits.noteCharacters);
  });
});

describe('the mail', () => {
  const demande = {
    motifs: ['place'],
    ajouts: [{ recu_le: '2026-06-06T08:00:00Z', motifs: ['frais' as const], message: null }],
    auteur: 'parent' as const,
    formation: 'CUISINE (CAP)',
    ville: null,
    demandeur: { nom: 'Le Dantec', prenom: 'Yann' },
    courriel: {
      cfa: 'CFA des Trois Fourneaux',
      telephone: '04 99 00 12 00',
      adresse: 'y@example.org',
      prenom: 'Yann',
    },
  };
  const identite = {
    ine: null,
    nom: 'Le Dantec',
    prenom: 'Gwenn',
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
  };

  it('greets who wrote and speaks of who it is about, additions included', () => {
    expect(contexteModele(demande, { identite }, null)).toMatchObject({
      jeune: 'Gwenn',
      motifs: ['place', 'frais'],
      operateur: null,
    });
    expect(contexteModele({ ...demande, demandeur: null }, { identite }, null).jeune).toBeNull();
    const { paragraphes } = courrielDeReponse(courrielDe(demande, 'Oui.\n\nÀ lundi.'));
    expect(paragraphes[0]).toBe('Bonjour Yann,');
    expect(paragraphes.slice(2, 4)).toEqual(['Oui.', 'À lundi.']);
    expect(paragraphes.at(-1)).toContain('04 99 00 12 00');
  });
});
