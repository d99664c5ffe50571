import { describe, expect, it } from 'vitest';
import { departagesDe } from '../../../renderer/features/candidats/sheet/departage.ts';
import { filLignes } from '../../../renderer/features/candidats/sheet/fil-lignes.ts';
import { filTexte } from '../../../renderer/features/candidats/sheet/fil-textes.ts';
import {
  dUnTrait,
  heureFamille,
  isElsewhere,
  resumeAppels,
  sousTitreFiche,
  titreResponsable,
} from '../../../renderer/features/candidats/sheet/resume.ts';
import { anomalieMot, champMot } from '../../../renderer/textes/champs.ts';
import type { CandidatLigne, Fiche, FilEntree } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = new Date(2026, 5, 9, 14, 12).getTime();
const contexte = { now, nom: (operateur: string) => (operateur === id(7) ? 'Léa M.' : null) };
const acte = (type: string, contenu: Record<string, unknown>) => filTexte({ genre: 'acte', type, contenu }, contexte);
const liste = (type: string, contenu: Record<string, unknown>) => filTexte({ genre: 'liste', type, contenu }, contexte);

const appel = (change: Record<string, unknown>) => ({
  sens: 'emis',
  numero: '+33639981202',
  interlocuteur: null,
  disposition: 'SANS_REPONSE',
  ...change,
});

describe('the fil', () => {
  it('says what happened on the line and what came of it', () => {
    expect(acte('appel', appel({})).titre).toBe('Pas de réponse');
    expect(
      acte('appel', appel({ disposition: 'JOINT', interlocuteur: 'responsable', issue: 'RDV_FIXE', note: 'jeudi' })),
    ).toMatchObject({ titre: 'Joint (responsable légal) : RDV fixé', detail: 'jeudi' });
    expect(acte('appel', appel({ sens: 'recu', disposition: 'RAPPELER' })).titre).toBe('Appel reçu — à rappeler');
  });

  it('says which créneau was asked for, given back, taken or attended, at the hour of its site', () => {
    const debut = '2026-11-24T13:00:00.000Z';
    const reservation = { reservation: id(1), creneau: id(2) };
    const rdv = { titre: null, genre: 'reunion' as const, debut: '2026-11-25T13:00:00.000Z', fuseau: 'Europe/Paris' };
    const avec = { ...contexte, rendezVousDe: (un: string) => (un === id(1) ? rdv : null) };
    const dit = (type: string, contenu: Record<string, unknown>) =>
      filTexte({ genre: 'acte', type, contenu }, avec).titre;
    const fin = '2026-11-24T14:00:00.000Z';
    const demandee = { ...reservation, demande: null, genre: 'reunion', debut, fin, remplace: null };
    expect(dit('reservation-demandee', demandee)).toContain(
      'Place demandée : Réunion d’information, mardi 24 novembre, 14\u00a0h',
    );
    expect(dit('reservation-reconfirmee', { ...reservation, debut })).toContain('mardi 24 novembre');
    // Whoever gives a place back, or comes, is told of the créneau as it stands.
    expect(dit('reservation-annulee', reservation)).toContain('Place rendue : Réunion d’information, mercredi 25');
    expect(dit('assiduite', { reservation: id(1), etat: 'absent' })).toContain('Absent·e : Réunion d’information');
    expect(acte('assiduite', { reservation: id(1), etat: 'present' }).titre).toBe('Présent·e');
    expect(acte('reservation-demandee', demandee).titre).toMatch(/^Place demandée : mar\. 24 nov\./);
    expect(
      filTexte({ genre: 'acte', type: 'reservation-annulee', contenu: { ...reservation, motif: 'stage' } }, avec)
        .detail,
    ).toBe('stage');
  });

  it('says plans, assignments and numbers in words', () => {
    const le = new Date(2026, 5, 12, 10).toISOString();
    expect(acte('prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui: null }).titre).toBe(
      'À rappeler ven. 12 juin, 10 h',
    );
    const attendre = { quoi: 'attendre', le: null, precision: null, qui: null };
    expect(acte('prochaine-action', attendre).titre).toBe('Attendre le rendez-vous');
    expect(acte('prochaine-action', { ...attendre, le, precision: 'jour' }).titre).toBe(
      'Attendre la réponse jusqu’à ven. 12 juin',
    );
    expect(acte('affectation', { operateur: id(7) }).titre).toBe('Confié à Léa M.');
    expect(acte('affectation', { operateur: id(8) }).titre).toBe('Confié à un collègue');
    expect(acte('numero', { numero: '+33639981202', etat: 'invalide' }).titre).toBe('06 39 98 12 02 : faux numéro');
  });

  it('says the changes of a list, with what was there before', () => {
    expect(liste('modifie', { champ: 'telephones.responsable_1', avant: '06', apres: null, numero: 2 })).toMatchObject({
      titre: 'Liste 2, changement : téléphone du responsable légal',
      detail: '06 → vide',
    });
    expect(liste('retire', { champ: null, numero: 3 }).titre).toBe('Liste 3 : vœu retiré');
    expect(liste('ajoute', { champ: null, apres: '1CAP2 CUISINE', numero: 1 })).toMatchObject({
      titre: 'Liste 1 : nouveau vœu',
      detail: '1CAP2 CUISINE',
    });
  });

  it('says that it does not know rather than nothing', () => {
    expect(acte('chose-de-demain', {}).titre).toBe('Saisie faite avec une version plus récente');
    expect(acte('appel', { disposition: 'AUTRE' }).titre).toBe('Saisie faite avec une version plus récente');
  });
});

const ligne: Fiche['ligne'] = {
  id: id(1),
  nom: 'TARDIVEL',
  prenom: 'Maëlys',
  nbVoeux: 2,
  nbDemandes: 0,
  formation: null,
  autresFormations: 0,
  accueil: null,
  ville: null,
  situation: 'A_RAPPELER',
  ouverte: true,
  prochaineAction: null,
  dernierAppel: {
    le: new Date(2026, 5, 8, 17, 40).toISOString(),
    disposition: 'SANS_REPONSE',
    operateur: 'Léa',
  },
  essais: 3,
  affecteA: null,
  nouveaute: null,
  aDepartager: true,
  enAttente: false,
};

const ficheAvec = (tetes: Fiche['dossiers'][number]['tetes'], fil: Fiche['fil'] = []): Fiche => ({
  ligne,
  dossiers: [{ id: id(2), flux: id(3), fluxNom: 'CFA', tetes, aDepartager: Object.keys(tetes) }],
  dossierPrincipal: id(2),
  identite: {
    ine: null,
    nom: 'TARDIVEL',
    prenom: 'Maëlys',
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
  },
  emails: [],
  responsableTelephones: [],
  candidatTelephones: [],
  famille: { fuseau: null, heureLocale: null },
  fuseauSite: 'Europe/Paris',
  college: null,
  voeux: [],
  demandes: [],
  rendezVous: [],
  fil,
  essais: 3,
  jamaisJoint: true,
  informe: false,
  brouillon: '',
  indisponible: false,
});
const tete = (n: number, valeur: unknown, operateur: string) => ({
  acte: id(n),
  valeur,
  operateur,
  le: '2026-06-08T08:00:00.000Z',
});

describe('settling two values', () => {
  it('offers both, and one press replaces both heads', () => {
    const fiche = ficheAvec({ affectation: [tete(11, id(7), 'Léa'), tete(12, null, 'Karim')] });
    const [departage] = departagesDe(fiche, contexte);
    expect(departage?.choix.map(({ texte }) => texte)).toEqual(['Léa M.', 'Personne']);
    expect(departage?.choix[0]?.saisies).toEqual([
      { dossier: id(2), type: 'affectation', corps: { operateur: id(7) }, vues: { affectation: [id(11), id(12)] } },
    ]);
  });

  it('corrects the other call when two calls disagree, and keeps what was said in it', () => {
    const entree = (n: number, issue: string): Fiche['fil'][number] => ({
      id: id(n),
      genre: 'acte',
      type: 'appel',
      le: '2026-06-08T08:00:00.000Z',
      heureIncertaine: false,
      operateur: null,
      poste: null,
      contenu: appel({ disposition: 'JOINT', issue, note: 'gardée' }),
      etat: 'recu',
      annule: false,
      annulable: true,
    });
    const fiche = ficheAvec({ issue: [tete(11, 'INSCRIT', 'Léa'), tete(12, 'REFLECHIT', 'Karim')] }, [
      entree(11, 'INSCRIT'),
      entree(12, 'REFLECHIT'),
    ]);
    const [departage] = departagesDe(fiche, contexte);
    expect(departage?.choix[0]?.saisies).toMatchObject([
      { type: 'correction', corps: { acte: id(12), corps: { issue: 'INSCRIT', note: 'gardée' } } },
    ]);
  });

  it('offers nothing that it could not write', () => {
    const fiche = ficheAvec({ issue: [tete(11, 'INSCRIT', 'Léa'), tete(12, 'REFLECHIT', 'Karim')] });
    expect(departagesDe(fiche, contexte)[0]?.choix).toEqual([]);
  });
});

describe('fields of the lists', () => {
  it('names them in words, never by their path', () => {
    expect(champMot('responsable.telephone_1')).toBe('téléphone du responsable légal');
    expect(champMot('apprenant.telephone_personnel')).toBe('téléphone fixe');
    expect(champMot('apprenant.adresse.ville')).toBe('adresse');
    expect(champMot('etablissement_origine.nom')).toBe('collège');
    expect(champMot('inconnu.du.tout')).toBe('autre donnée');
    expect(anomalieMot({ champ: 'apprenant.telephone_portable', type: 'illisible' })).toBe(
      'téléphone portable (illisible)',
    );
    expect(anomalieMot({ champ: 'rang', type: 'nouveau-type' })).toBe('rang du vœu');
  });
});

describe('the head of the sheet', () => {
  it('sums the calls up', () => {
    expect(resumeAppels({ essais: 3, jamaisJoint: true, ligne }, now)).toBe(
      '4e essai · jamais joint · dernier appel hier 17 h 40, pas de réponse (Léa)',
    );
    expect(resumeAppels({ essais: 0, jamaisJoint: false, ligne }, now)).toMatch(/^Déjà joint · /);
    expect(resumeAppels({ essais: 0, jamaisJoint: true, ligne: { dernierAppel: null } }, now)).toBe('Jamais d’appel');
  });

  it('leaves no dot alone at the end of a line', () => {
    expect(dUnTrait('3 essais · jamais joint')).toBe('3 essais\u00a0·\u00a0jamais joint');
    expect(dUnTrait('il est 14 h 12 chez la famille')).toBe('il est 14\u00a0h\u00a012 chez la famille');
    expect(dUnTrait('hier 9 h, joint')).toBe('hier 9\u00a0h, joint');
  });

  it('says the time at the family’s, and when it is not ours', () => {
    const noon = Date.UTC(2026, 5, 9, 12);
    expect(heureFamille({ fuseau: 'Indian/Reunion', heureLocale: null }, noon)).toBe('il est 16 h chez la famille');
    expect(heureFamille({ fuseau: null, heureLocale: '07:12' }, noon)).toBe('il est 7 h 12 chez la famille');
    expect(heureFamille({ fuseau: null, heureLocale: null }, noon)).toBeNull();
    expect(isElsewhere('Indian/Reunion', noon, 'Europe/Paris')).toBe(true);
    expect(isElsewhere('Europe/Paris', noon, 'Europe/Paris')).toBe(false);
  });
});

const entree = (
  n: number,
  type: string,
  contenu: Record<string, unknown>,
  change: Partial<FilEntree> = {},
): FilEntree => ({
  id: id(n),
  genre: 'acte',
  type,
  le: `2026-06-08T08:00:${String(n).padStart(2, '0')}.000Z`,
  heureIncertaine: false,
  operateur: 'Léa M.',
  poste: null,
  contenu,
  etat: 'recu',
  annule: false,
  annulable: true,
  ...change,
});

const demande = (change: Partial<DemandeFiche> = {}): DemandeFiche => ({
  id: id(50),
  dossier: id(1),
  flux: id(2),
  mode: 'rappel',
  auteur: 'parent',
  demandeur: { nom: 'T.', prenom: 'Sonia' },
  motifs: ['place', 'lieu'],
  formation: 'CAP Cuisine',
  ville: null,
  origine: 'PARCOURSUP',
  recueLe: '2026-06-08T08:00:03.000Z',
  echeance: '2026-06-12T16:00:00.000Z',
  fuseau: 'Europe/Paris',
  restant: { jours: 4, depassee: false },
  suite: 'a_repondre',
  retenue: false,
  enRetard: null,
  essais: 0,
  affecteA: null,
  rapprochement: false,
  courrielRejete: null,
  enAttente: false,
  message: null,
  ajouts: [],
  souhaits: [],
  vue: null,
  reponse: null,
  changee: null,
  annuleeLe: null,
  modifieeLe: null,
  reponses: [],
  courriel: { cfa: 'CFA', telephone: null, adresse: null, prenom: 'Maëlys' },
  brouillon: '',
  ...change,
});

const candidat: CandidatLigne = {
  id: id(99),
  nom: '',
  prenom: '',
  nbVoeux: 0,
  nbDemandes: 1,
  formation: null,
  autresFormations: 0,
  accueil: null,
  ville: null,
  situation: 'A_REPONDRE',
  ouverte: true,
  prochaineAction: null,
  dernierAppel: null,
  essais: 0,
  affecteA: null,
  nouveaute: null,
  aDepartager: false,
  enAttente: false,
};

const lignes = (fil: FilEntree[], demandes: DemandeFiche[]) =>
  filLignes({ fil, demandes, ligne: { ...candidat, nom: 'TARDIVEL', prenom: 'Maëlys' } });

describe('demandes in the fil', () => {
  it('stand where they came in, with who asked, why and from where', () => {
    const [after, received, before] = lignes(
      [entree(4, 'note', { texte: 'x' }), entree(2, 'note', { texte: 'y' })],
      [demande()],
    );
    expect([after?.id, before?.id]).toEqual([id(4), id(2)]);
    expect(received).toMatchObject({
      titre: 'Demande reçue (rappel) de Sonia T., parent',
      detail: 'Places disponibles, Lieu de la formation',
      origine: 'Parcoursup',
    });
  });

  it('name the person herself when she asked, and tell what was added', () => {
    const ajouts: DemandeFiche['ajouts'] = [{ recu_le: '2026-06-08T09:00:00.000Z', motifs: ['autre'], message: null }];
    const told = lignes([], [demande({ demandeur: null, auteur: 'etudiant', mode: 'message', motifs: [], ajouts })]);
    expect(told.map((ligne) => (ligne.genre === 'demande' ? [ligne.titre, ligne.detail] : null))).toEqual([
      ['Demande complétée', 'Autre sujet'],
      ['Demande reçue (message) de TARDIVEL Maëlys, étudiant·e', null],
    ]);
  });

  it('tell what the person changed or cancelled, with no hour where nobody kept it', () => {
    const le = '2026-06-08T09:00:00.000Z';
    const titres = (change: Partial<DemandeFiche>) =>
      lignes([], [demande(change)]).flatMap((ligne) =>
        ligne.genre === 'demande' ? [[ligne.titre, ligne.sansDate === true]] : [],
      );
    const recue = ['Demande reçue (rappel) de Sonia T., parent', false];
    expect(titres({ modifieeLe: le })).toEqual([['Demande modifiée par la personne', false], recue]);
    expect(titres({ suite: 'annulee', annuleeLe: le })).toEqual([['Demande annulée par la personne', false], recue]);
    expect(titres({ suite: 'annulee' })).toEqual([['Demande annulée par la personne', true], recue]);
  });

  it('words the three answers', () => {
    const reponse = (genre: string, texte?: string) => acte('reponse', { demande: id(50), genre, texte });
    expect(reponse('personnalisee', 'Bonjour')).toMatchObject({
      titre: 'Réponse par courriel à la demande',
      detail: 'Bonjour',
    });
    expect(reponse('autre_canal').titre).toBe('Demande répondue autrement');
    expect(reponse('sans_reponse').titre).toBe('Injoignable : un courriel le dit à la personne');
    expect(acte('vue', { demande: id(50) }).titre).toBe('Demande lue');
  });

  it('tells whether an answer left, waits, or was held', () => {
    const etat = (
      genre: DemandeFiche['reponses'][number]['genre'],
      etatReponse: DemandeFiche['reponses'][number]['etat'],
      envoi: FilEntree['etat'] = 'recu',
    ) => {
      const une = {
        acte: id(9),
        genre,
        texte: 'x',
        le: '2026-06-08T10:00:00.000Z',
        operateur: null,
        etat: etatReponse,
      };
      const fil = [entree(9, 'reponse', { demande: id(50), genre, texte: 'x' }, { etat: envoi })];
      const [ligne] = lignes(fil, [demande({ reponses: [une] })]).filter(({ id: un }) => un === id(9));
      return ligne?.genre === 'entree' ? (ligne.etat?.mot ?? null) : undefined;
    };
    expect(etat('personnalisee', 'recue')).toBe('envoyée');
    expect(etat('sans_reponse', 'a_envoyer', 'a_envoyer')).toBe('en attente d’envoi');
    expect(etat('personnalisee', 'retenue')).toBe('retenue, pas envoyée : une autre réponse est passée avant');
    expect(etat('autre_canal', 'recue')).toBeNull();
    expect(etat('personnalisee', 'a_revoir', 'a_revoir')).toBe('refusée, à revoir');
  });
});

describe('a merge in the fil', () => {
  const moitie = (n: number, cote: 'a' | 'b', annule = false) =>
    entree(n, 'lien', { lien_id: id(60), cote, preuve: 'même nom' }, { annule });

  it('is told once, though both halves are there, and its undo too', () => {
    const fil = [
      entree(8, 'annule', { acte: id(5) }),
      entree(7, 'annule', { acte: id(6) }),
      moitie(6, 'b', true),
      moitie(5, 'a', true),
    ];
    expect(lignes(fil, []).map((ligne) => ligne.id)).toEqual([id(8), id(6)]);
  });

  it('names whom with, and says of its undo what it undid', () => {
    const texte = (un: FilEntree, type: string | null = null) =>
      filTexte(un, {
        ...contexte,
        fusionneAvec: (lien) => (lien === id(60) ? 'TARDIVEL Maelys' : null),
        typeDe: () => type,
      }).titre;
    expect(texte(moitie(5, 'a'))).toBe('Fusionnée avec TARDIVEL Maelys');
    expect(acte('lien', { lien_id: id(60), cote: 'a', preuve: 'x' }).titre).toBe('Fusionnée avec une autre fiche');
    expect(texte(entree(8, 'annule', { acte: id(5) }), 'lien')).toBe('Fusion défaite');
    expect(texte(entree(8, 'annule', { acte: id(5) }), 'note')).toBe('Saisie annulée');
  });
});

describe('the head of the sheet', () => {
  it('says where the person comes from', () => {
    expect(sousTitreFiche({ nbVoeux: 2, nbDemandes: 1 }, 'Collège Fictif')).toBe('2 vœux · 1 demande · Collège Fictif');
    expect(sousTitreFiche({ nbVoeux: 0, nbDemandes: 0 }, null)).toBe('Ni vœu ni demande');
    expect(sousTitreFiche({ nbVoeux: 0, nbDemandes: 0 }, null, true)).toBe('Demande annulée');
    expect(sousTitreFiche(undefined, null)).toBe('');
  });

  it('names the parent who gave a name, and nobody else', () => {
    expect(titreResponsable({ demandes: [demande({ demandeur: null })], voeux: [] })).toBe(
      'Responsable légal (nom non transmis)',
    );
    expect(titreResponsable({ demandes: [demande({ auteur: 'etudiant' })], voeux: [] })).toBe(
      'Responsable légal (nom non transmis)',
    );
    expect(titreResponsable({ demandes: [demande()], voeux: [{}] })).toBe('Responsable légal (nom non transmis)');
    expect(titreResponsable({ demandes: [demande(), demande()], voeux: [] })).toBe(
      'Responsable légal, d’après sa demande : Sonia T.',
    );
  });
});
