import { describe, expect, it } from 'vitest';
import { departagesDe } from '../../../renderer/features/candidats/sheet/departage.ts';
import { filTexte } from '../../../renderer/features/candidats/sheet/fil-textes.ts';
import { doublonDe, libellesSaisis } from '../../../renderer/features/partages/libelles-window.tsx';
import { issueTextesAvec, motDeSituation, sansLibelles } from '../../../renderer/features/partages/noms.ts';
import { nomDeCopie, phraseInconnues, phrasePartage } from '../../../renderer/features/partages/textes.ts';
import { resumeSaisie } from '../../../renderer/features/synchro/textes.ts';
import { issueTextes } from '../../../renderer/textes/appel.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { libelles, modele } from '../../../shared/domain/partages.ts';
import { ficheFictive, id } from './messages-exemples.ts';

const renomme = { issues: { RDV_FIXE: 'Entretien pris' } } as const;
const appel = { sens: 'emis', numero: null, interlocuteur: null, disposition: 'JOINT', issue: 'RDV_FIXE' };

describe('the names of the issues', () => {
  it('are those of the organisme over the default ones', () => {
    expect(issueTextesAvec(renomme)).toEqual({ ...issueTextes, RDV_FIXE: 'Entretien pris' });
    expect(issueTextesAvec(sansLibelles)).toEqual(issueTextes);
  });

  it('name the situations that come from them, and no other', () => {
    expect(motDeSituation('RDV_FIXE', renomme)).toBe('Entretien pris');
    expect(motDeSituation('REFLECHIT', renomme)).toBe('Réfléchit');
    expect(motDeSituation('A_APPELER', renomme)).toBe('À appeler');
    expect(motDeSituation('D_UNE_AUTRE_VERSION', renomme)).toBe('D_UNE_AUTRE_VERSION');
  });

  it('are said in the fil, in what waits to be sent, and where two colleagues differ', () => {
    const contexte = { now: Date.UTC(2026, 5, 9), nom: () => null, issues: issueTextesAvec(renomme) };
    expect(filTexte({ genre: 'acte', type: 'appel', contenu: appel }, contexte).titre).toBe('Joint : entretien pris');
    expect(resumeSaisie({ type: 'appel', resume: 'JOINT RDV_FIXE' }, contexte.issues)).toBe('Joint, entretien pris');
    const tete = (n: number, valeur: string) => ({ acte: id(n), valeur, operateur: null, le: '2026-06-09T08:00:00Z' });
    const entree = (n: number, issue: string): Fiche['fil'][number] => ({
      id: id(n),
      genre: 'acte',
      type: 'appel',
      le: '2026-06-09T08:00:00Z',
      heureIncertaine: false,
      operateur: null,
      poste: null,
      contenu: { ...appel, issue },
      etat: 'recu',
      annule: false,
      annulable: false,
    });
    const dossier = {
      id: id(1),
      flux: id(2),
      fluxNom: 'CFA',
      tetes: { issue: [tete(3, 'RDV_FIXE'), tete(4, 'REFLECHIT')] },
      aDepartager: ['issue'],
    };
    const [seul] = departagesDe(
      { ...ficheFictive(), dossiers: [dossier], fil: [entree(3, 'RDV_FIXE'), entree(4, 'REFLECHIT')] },
      contexte,
    );
    expect(seul?.choix.map(({ texte }) => texte)).toEqual(['Entretien pris', 'Réfléchit']);
    // The code that is written never changes.
    expect(seul?.choix[0]?.saisies[0]?.corps).toMatchObject({ corps: { issue: 'RDV_FIXE' } });
  });

  it('are kept trimmed; an empty one, or the default one, is not a name of their own', () => {
    const saisis = { RDV_FIXE: '  Entretien pris ', REFLECHIT: '   ', INSCRIT: issueTextes.INSCRIT };
    expect(libellesSaisis(saisis)).toEqual(renomme);
    expect(libelles.safeParse(libellesSaisis(saisis)).success).toBe(true);
    expect(libellesSaisis({})).toEqual({ issues: {} });
  });

  it('differ from one another, whatever the case', () => {
    expect(doublonDe(renomme)).toBeNull();
    expect(doublonDe({ issues: { INSCRIT: 'réfléchit' } })).toBe('INSCRIT');
    expect(doublonDe({ issues: { REFLECHIT: 'Suivi', INSCRIT: 'suivi' } })).toBe('INSCRIT');
    // Two that change places are no double.
    expect(doublonDe({ issues: { REFLECHIT: issueTextes.INSCRIT, INSCRIT: issueTextes.REFLECHIT } })).toBeNull();
  });
});

describe('what is said of a shared document', () => {
  it('is who has it, and when', () => {
    expect(phrasePartage('hors-ligne')).toBe('Sera partagé à la prochaine connexion.');
    expect(phrasePartage('en-ligne')).toContain('équipe');
    expect(phrasePartage('seul')).toContain('ce poste');
  });

  it('names the words that nothing would replace, and those that exist', () => {
    expect(phraseInconnues(['{prénom}'])).toContain('{prénom} n’est pas connu');
    expect(phraseInconnues(['{a}', '{b}'])).toContain('{a}, {b} ne sont pas connus');
    expect(phraseInconnues(['{a}'])).toContain('{telephone_cfa}');
  });

  it('gives a copy a name that can be kept', () => {
    expect(nomDeCopie('Relance')).toBe('Relance (copie)');
    const copie = { nom: nomDeCopie('x'.repeat(60)), canal: 'sms', objet: '', texte: 'a' };
    expect(modele.safeParse(copie).success).toBe(true);
  });
});
