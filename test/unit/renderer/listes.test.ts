import { describe, expect, it } from 'vitest';
import { avantApres, champLabel } from '../../../renderer/features/listes/champs.ts';
import {
  comptesDits,
  consigne,
  lieu,
  motChangement,
  phraseAccueil,
  phraseAppels,
  phraseChangements,
  phraseConcernes,
  phraseDates,
  phrasePartis,
  phrasePrevu,
  phraseReception,
  phraseReste,
  phraseSuppression,
  phraseVoeu,
  type Travail,
  transmissionsConnues,
} from '../../../renderer/features/listes/textes.ts';
import { moveTo } from '../../../renderer/features/listes/view.ts';
import { jourLong } from '../../../renderer/textes/dates.ts';
import type { ChangementListe, ConstatListe, TransmissionListe } from '../../../shared/contract/ipc/listes.ts';
import { dossierLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { ecartsDossier, ecartsVoeu } from '../../../shared/domain/listes/ecarts.ts';

const now = new Date(2026, 5, 26, 10, 0).getTime();
const at = (month: number, day: number, hour = 8, minute = 2, year = 2026): string =>
  new Date(year, month - 1, day, hour, minute).toISOString();
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const transmission = (numero: number, over: Partial<TransmissionListe> = {}): TransmissionListe => ({
  id: id(numero),
  numero,
  genre: numero === 1 ? 'premiere' : 'mise_a_jour',
  recueLe: at(6, numero === 1 ? 5 : 26),
  total: 140,
  ajoutes: 9,
  modifies: 4,
  retires: 6,
  receptionLe: at(6, 8),
  ...over,
});

describe('the mark of a receipt', () => {
  const says = (constats: ConstatListe[], receptionLe: string | null, local = false): string =>
    phraseReception({ local, constats, transmissions: [transmission(2, { receptionLe })] }, now).phrase;

  it('is given only when the server confirmed that this poste holds the list', () => {
    expect(says([], at(6, 8))).toBe('Reçue et vérifiée le 8 juin à 8 h 02');
    expect(says([], at(6, 1, 9, 0, 2025))).toBe('Reçue et vérifiée le 1er juin 2025 à 9 h');
    expect(says(['RECEPTION_EN_COURS'], null)).toBe('Réception en cours');
    expect(says([], null)).toBe('Reçue, vérification en cours');
  });

  it('says why it is withheld, even when an older receipt is known', () => {
    expect(says(['LIGNES_ILLISIBLES'], at(6, 8))).toMatch(/^Réception non confirmée/);
    expect(says(['INDISPONIBLE'], at(6, 8))).toMatch(/^Accès terminé/);
    expect(says([], null, true)).toBe('Importée sur ce poste');
    const none = phraseReception({ local: false, constats: ['JAMAIS_TRANSMISE'], transmissions: [] }, now);
    expect(none).toEqual({ ton: 'attente', phrase: 'Aucune liste transmise pour l’instant' });
  });
});

describe('what a card says of its last list', () => {
  const comptes = { tous: 20, ajoute: 0, modifie: 2, retire: 15, deplace: 1 };

  it('is the people of the comparison, by genre, without zeros', () => {
    expect(comptesDits(comptes)).toEqual([
      { genre: 'modifie', phrase: '2 modifiés' },
      { genre: 'retire', phrase: '15 retirés' },
      { genre: 'deplace', phrase: '1 déplacé' },
    ]);
    expect(comptesDits({ ...comptes, ajoute: 3, retire: 0 })[0]).toEqual({ genre: 'ajoute', phrase: '3 nouveaux' });
    expect(comptesDits(null)).toEqual([]);
    expect([phraseConcernes(1), phraseConcernes(20)]).toEqual(['1 personne concernée', '20 personnes concernées']);
  });

  it('tells apart whoever left since the beginning', () => {
    expect([phrasePartis(0), phrasePartis(1), phrasePartis(11)]).toEqual([
      null,
      '1 personne n’y a plus aucun vœu',
      '11 personnes n’y ont plus aucun vœu',
    ]);
  });
});

describe('the history of a list', () => {
  it('counts vœux, leaves out what is zero, and agrees', () => {
    expect(phraseChangements({ ajoutes: 9, modifies: 4, retires: 6 })).toBe('9 vœux ajoutés, 4 modifiés, 6 retirés');
    expect(phraseChangements({ ajoutes: 0, modifies: 1, retires: 2 })).toBe('1 vœu modifié, 2 retirés');
    expect(phraseChangements({ ajoutes: 0, modifies: 0, retires: 0 })).toBe('aucun changement');
  });

  it('tells the first and the last, and does not call first what only is the oldest kept', () => {
    const both = [transmission(2), transmission(1)];
    expect(phraseDates({ local: false, transmissions: both }, now)).toBe(
      'première liste le 5 juin, dernière le 26 juin',
    );
    expect(phraseDates({ local: false, transmissions: [transmission(3), transmission(2)] }, now)).toMatch(
      /^liste 2 le/,
    );
    expect(phraseDates({ local: true, transmissions: [transmission(1)] }, now)).toBe('importée le 5 juin');
    expect(phraseDates({ local: false, transmissions: [] }, now)).toBeNull();
  });

  it('is news when more was transmitted than was looked at; a file read here is none', () => {
    const cartes = [
      { local: false, transmissions: [transmission(2), transmission(1)] },
      { local: true, transmissions: [transmission(4)] },
      { local: false, transmissions: [] },
    ];
    expect(transmissionsConnues(cartes)).toBe(2);
  });

  it('writes a day in full, with its year when it is another one', () => {
    expect([jourLong(at(6, 1), now), jourLong(at(8, 23, 9, 0, 2025), now)]).toEqual(['1er juin', '23 août 2025']);
  });
});

describe('a place', () => {
  it('names the town only when the name does not, in whichever spelling', () => {
    expect(lieu({ nom: 'UFA de l’Invention – Saint-Étienne', ville: 'SAINT ETIENNE' })).toBe(
      'UFA de l’Invention – Saint-Étienne',
    );
    expect(lieu({ nom: 'CFA des Trois Fourneaux', ville: 'BRON' })).toBe('CFA des Trois Fourneaux, BRON');
    expect(phraseAccueil({ accueil: '', ville: 'BRON' })).toBe('');
  });
});

describe('what changed, field by field', () => {
  const dossier = (n: number) =>
    dossierLigne.parse({
      ine: null,
      nom: `N${n}`,
      prenom: `P${n}`,
      prenoms_autres: [`A${n}`],
      adresse: { lignes: [`L${n}`], code_postal: `6900${n}`, ville: `V${n}`, pays: `F${n}` },
      telephones: ['responsable_1', 'responsable_2', 'personnel', 'portable'].map((origine) => ({
        brut: `063998120${n}`,
        e164: null,
        confiance: 'sure',
        correction: null,
        origine,
      })),
      emails: [`m${n}@example.com`],
      etablissement_origine: { uai: `069991${n}Y`, nom: `C${n}`, ville: `W${n}` },
      campagne: 2026,
    });
  const voeu = (n: number) =>
    voeuLigne.parse({
      dossier: id(1),
      etat: 'actif',
      retire_par: null,
      deplace: null,
      rang: n,
      code_offre: 'X',
      academie: { code: '10', nom: 'Lyon' },
      formation: { libelle: `F${n}`, mef: `M${n}`, code_formation_diplome: `D${n}`, cle_ministere_educatif: `K${n}` },
      etablissement_accueil: { uai: `069990${n}R`, nom: `E${n}`, ville: `X${n}` },
      anomalies: [],
      premiere_transmission: id(2),
      derniere_transmission: id(2),
    });

  it('has its own words for each field that is compared', () => {
    const champs = [...ecartsDossier(dossier(1), dossier(2)), ...ecartsVoeu(voeu(1), voeu(2))].map(
      ({ champ }) => champ,
    );
    expect(champs).toHaveLength(23);
    const labels = champs.map(champLabel);
    expect(new Set(labels).size).toBe(champs.length);
    for (const label of labels) expect(label).toMatch(/^\p{Lu}/u);
    expect(labels).not.toContain(champLabel('champ.d_une_version_future'));
  });

  it('writes phones as they are dialled, unless that would hide the change', () => {
    const champ = 'telephones.responsable_1';
    expect(avantApres({ champ, avant: '+33639981209', apres: '0639981202' })).toMatchObject({
      avant: '06 39 98 12 09',
      apres: '06 39 98 12 02',
    });
    expect(avantApres({ champ, avant: '+33639981202', apres: '0639981202' })).toMatchObject({
      avant: '+33639981202',
      apres: '0639981202',
    });
    expect(avantApres({ champ, avant: null, apres: 'poste 12' })).toMatchObject({ avant: null, apres: 'poste 12' });
    expect(avantApres({ champ: 'rang', avant: '1', apres: '2' })).toEqual({
      label: 'Rang du vœu',
      avant: '1',
      apres: '2',
    });
  });

  it('says where a moved vœu came from or went, and what is left of an erased one', () => {
    const mot = (genre: ChangementListe['genre'], autreListe: string | null) => motChangement({ genre, autreListe });
    expect(mot('arrive', 'UFA de l’Invention')).toBe('arrivé de UFA de l’Invention');
    expect(mot('parti', null)).toBe('parti vers une autre liste');
    expect(mot('retire', null)).toBe('retiré');
    expect(phraseVoeu({ formation: '1CAP2  CUISINE', rang: 1 })).toBe('1CAP2 CUISINE, rang 1');
    expect(phraseVoeu({ formation: '', rang: null })).toBe('vœu effacé');
  });
});

describe('the work already done', () => {
  const travail: Travail = {
    situation: 'A_RAPPELER',
    ouverte: true,
    essais: 2,
    dernierAppel: { le: at(6, 25, 17, 40), disposition: 'SANS_REPONSE', operateur: 'Léa M.' },
    prochaineAction: { quoi: 'rappeler', le: at(6, 27, 17, 0), precision: 'heure' },
    notes: 1,
    affecteA: 'Karim B.',
    enAttente: true,
  };

  it('is told with its calls, its plan and its notes', () => {
    expect(phraseAppels(travail, now)).toBe('2 appels déjà faits, dernier : hier, pas de réponse (Léa M.)');
    expect(phraseAppels({ ...travail, essais: 1 }, now)).toBe('1 appel déjà fait : hier, pas de réponse (Léa M.)');
    expect(phraseAppels({ ...travail, essais: 0, dernierAppel: null }, now)).toBe('Jamais d’appel');
    expect(phrasePrevu(travail, now)).toBe('rappel prévu demain 17 h');
    const late = { ...travail, prochaineAction: { quoi: 'relancer', le: at(6, 10), precision: 'jour' as const } };
    expect(phrasePrevu(late, now)).toBe('relance prévue le mer. 10 juin, en retard');
    const rdv = { quoi: 'rencontrer', le: at(6, 10, 9, 0), precision: 'heure' as const };
    expect(phrasePrevu({ ...travail, prochaineAction: rdv }, now)).toBe('rendez-vous le mer. 10 juin 9 h');
    const ailleurs = { ...rdv, le: '2026-06-10T07:00:00.000Z', fuseau: 'Indian/Reunion' };
    expect(phrasePrevu({ ...travail, prochaineAction: ailleurs }, now, 'Europe/Paris')).toBe(
      'rendez-vous le mer. 10 juin 11 h, heure de La Réunion',
    );
    expect(phrasePrevu({ ...travail, prochaineAction: null }, now)).toBeNull();
    expect(phraseReste(travail)).toBe('1 note · confié à Karim B. · saisies à envoyer');
    expect(phraseReste({ ...travail, notes: 0, affecteA: null, enAttente: false })).toBe('');
  });

  const change = (genre: ChangementListe['genre']): ChangementListe => ({
    voeu: id(3),
    genre,
    rang: 1,
    formation: 'F',
    accueil: 'A',
    ville: null,
    autreListe: null,
    champs: [],
  });

  it('says what to do of somebody whom the list let go, and nothing of anybody who stays', () => {
    const said = (over: Partial<Travail> | null, genres: ChangementListe['genre'][] = ['retire']) =>
      consigne({ changements: genres.map(change), voeux: 0, travail: over === null ? null : { ...travail, ...over } });
    expect(said({})).toMatchObject({ aFaire: true, texte: expect.stringContaining('La famille attend cet appel') });
    expect(said({ prochaineAction: null })?.aFaire).toBe(true);
    expect(said({ situation: 'INSCRIT' })?.texte).toMatch(/continue/);
    expect(said({ situation: 'OPPOSITION' })).toMatchObject({ aFaire: false });
    expect(said({ prochaineAction: null, ouverte: false })?.aFaire).toBe(false);
    expect(said(null)).toMatchObject({ aFaire: false });
    expect(said({}, ['parti'])?.aFaire).toBe(true);
    const elsewhere = { ...change('parti'), autreListe: 'UFA de l’Invention' };
    expect(consigne({ changements: [elsewhere], voeux: 0, travail })).toEqual({
      texte: 'Le vœu continue dans l’autre liste.',
      aFaire: false,
    });
    expect(said({}, ['retire', 'ajoute'])).toBeNull();
    // Another vœu keeps the person on the list: nothing is over.
    const kept = consigne({ changements: [change('retire')], voeux: 1, travail: null });
    expect(kept).toMatchObject({ aFaire: false, texte: expect.stringMatching(/^Reste sur la liste/) });
    expect(said({}, ['modifie'])).toBeNull();
  });
});

describe('a list imported by hand', () => {
  it('counts what goes away with it before it goes', () => {
    expect(phraseSuppression({ candidats: 28, saisiesLocales: 12 })).toBe(
      '28 candidats et 12 saisies faites ici disparaîtront de ce poste. Aucun serveur ne les a : rien ne pourra les faire revenir.',
    );
    expect(phraseSuppression({ candidats: 1, saisiesLocales: 0 })).toMatch(/^1 candidat disparaîtra de ce poste\./);
  });
});

describe('moving among the lines', () => {
  it('stays inside, starts at the first, and leaves other keys alone', () => {
    expect(['next', 'previous', 'first', 'last', 'page-down', 'page-up'].map((move) => moveTo(move, 4, 5, 3))).toEqual([
      4, 3, 0, 4, 4, 1,
    ]);
    expect([moveTo('next', -1, 5, 3), moveTo('previous', -1, 5, 3)]).toEqual([0, 0]);
    expect([moveTo('next', 0, 0, 3), moveTo('confirm', 0, 5, 3)]).toEqual([null, null]);
  });
});
