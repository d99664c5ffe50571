import { describe, expect, it } from 'vitest';
import { brouillonNeuf, lireBrouillon, rienDEcrit } from '../../../renderer/features/messages/brouillon.ts';
import { estPret } from '../../../renderer/features/messages/champs.tsx';
import {
  adressesDe,
  cfaDe,
  cfaDuGroupe,
  enveloppeDe,
  refusDe,
  sourcesDe,
  texteEntier,
  valeursDe,
} from '../../../renderer/features/messages/contexte.ts';
import { modelesOfferts } from '../../../renderer/features/messages/modeles-offerts.ts';
import { numerosDe } from '../../../renderer/features/messages/pour.tsx';
import { saisiesMessage } from '../../../renderer/features/messages/saisies-message.ts';
import {
  phraseAccolades,
  phraseEcartes,
  phraseEcartesPartis,
  phraseEcrit,
  phraseGroupe,
  phraseHorsAlphabet,
  phraseNotice,
  phrasePasOuvert,
  phraseSms,
} from '../../../renderer/features/messages/textes.ts';
import { selections } from '../../../renderer/features/messages/use-groupe.ts';
import { avecModele } from '../../../renderer/features/messages/use-message.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { selectionMax } from '../../../shared/contract/ipc/exports.ts';
import { informeCorps } from '../../../shared/domain/actes/informe.ts';
import { messageCorps } from '../../../shared/domain/actes/message.ts';
import { noticeDe } from '../../../shared/domain/messages/notice.ts';
import { compterSms } from '../../../shared/domain/messages/sms.ts';
import { demandeFictive, ficheFictive, id, telephoneFictif } from './messages-exemples.ts';

describe('whom one may write to', () => {
  const frozen = (valeur: boolean): Fiche => {
    const fiche = ficheFictive();
    const [dossier] = fiche.dossiers;
    if (dossier === undefined) throw new Error('no dossier');
    const tete = { acte: id(9), valeur, operateur: null, le: '2026-06-09T08:00:00Z' };
    return { ...fiche, dossiers: [{ ...dossier, tetes: { limitation: [tete] } }] };
  };

  it('is neither who opposed it, nor whose data are frozen, nor whose list is gone', () => {
    const fiche = ficheFictive();
    expect(refusDe(fiche)).toBeNull();
    expect(refusDe({ ...fiche, ligne: { ...fiche.ligne, situation: 'OPPOSITION' } })).toBe('OPPOSITION');
    expect(refusDe(frozen(true))).toBe('LIMITATION');
    expect(refusDe(frozen(false))).toBeNull();
    expect(refusDe({ ...fiche, indisponible: true })).toBe('FLUX_RETIRE');
  });

  it('is written to at the addresses that a program takes, each once', () => {
    expect(adressesDe({ emails: ['a@b.fr', ' A@B.fr', 'néant', 'c@d.fr'] })).toEqual({
      bonnes: ['A@B.fr', 'c@d.fr'],
      illisibles: ['néant'],
    });
  });

  it('is sent an SMS at no wrong, no closed and no fixed number', () => {
    const fiche = ficheFictive();
    const telephones = [
      telephoneFictif('+33639980001', 'invalide'),
      telephoneFictif('+33639980002', 'inconnu'),
      telephoneFictif('+33639980003', 'verrouille'),
      telephoneFictif('+33199001201', 'confirme'),
      telephoneFictif('+262692000001', 'a_verifier'),
      telephoneFictif('+41790000000', 'confirme'),
    ];
    expect(numerosDe({ ...fiche, responsableTelephones: telephones }).map(({ e164 }) => e164)).toEqual([
      '+33639980002',
      '+41790000000',
      '+262692000001',
    ]);
  });

  it('has an envelope for the adults, and none without an address', () => {
    const fiche = ficheFictive();
    expect(enveloppeDe(fiche)).toEqual([
      'Aux responsables légaux de Maëlys TARDIVEL',
      '3 rue des Essais',
      '69100 VILLEURBANNE',
    ]);
    const [amina] = enveloppeDe({ identite: { ...fiche.identite, prenom: 'Amina' } });
    expect(amina).toBe('Aux responsables légaux d’Amina TARDIVEL');
    const vide = { lignes: [], code_postal: null, ville: null, pays: null };
    expect(enveloppeDe({ identite: { ...fiche.identite, adresse: vide } })).toEqual([]);
  });
});

describe('what a text is filled with', () => {
  it('is what is known of the person and of the CFA of her list', () => {
    expect(valeursDe(ficheFictive(), 'Léa M.')).toEqual({
      prenom: 'Maëlys',
      nom: 'TARDIVEL',
      formation: 'BOULANGER (CAP)',
      cfa: 'Villeurbanne',
      telephone_cfa: null,
      operateur: 'Léa M.',
    });
  });

  it('takes the public name and number of the CFA from a demande', () => {
    expect(cfaDe({ ...ficheFictive(), demandes: [demandeFictive()] })).toEqual({
      nom: 'CFA des Essais',
      telephone: '04 65 71 00 00',
    });
  });

  it('says the sources that are hers, or the call when there is no other', () => {
    expect(sourcesDe(ficheFictive())).toEqual(['voeux']);
    expect(sourcesDe({ voeux: [], demandes: [demandeFictive()] })).toEqual(['demande']);
    expect(sourcesDe({ voeux: [], demandes: [] })).toEqual(['appel']);
  });

  it('keeps aside what a person typed when a modèle takes its place, and only that', () => {
    const modele = { cle: 'm', objet: 'O {x}', texte: 'T' };
    const fill = (texte: string): string => texte.replace('{x}', '1');
    const rempli = avecModele(rienDEcrit, modele, fill);
    expect(rempli).toEqual({ modele: 'm', objet: 'O 1', texte: 'T', rempli: 'T', avant: null });
    expect(avecModele(rempli, { ...modele, cle: 'n' }, fill).avant).toBeNull();
    const touche = { ...rempli, texte: 'T, et plus' };
    expect(avecModele(touche, null, fill)).toMatchObject({
      texte: '',
      avant: { modele: 'm', objet: 'O 1', texte: 'T, et plus' },
    });
  });

  it('does not leave with a blank, nor with braces that nothing replaces, nor empty', () => {
    expect(estPret('Bonjour')).toBe(true);
    for (const texte of ['', '  ', 'Au [… téléphone du CFA]', 'Bonjour {prenom}', '{x}'])
      expect(estPret(texte)).toBe(false);
  });

  it('ends with its notice, when it has one', () => {
    expect(texteEntier(' Bonjour \n', 'Vos données')).toBe('Bonjour\n\nVos données');
    expect(texteEntier('Bonjour', null)).toBe('Bonjour');
    expect(texteEntier('Bonjour', ' ')).toBe('Bonjour');
  });

  it('offers the modèles of the CFA first, and a letter those of a mail', () => {
    const sien = {
      id: id(1),
      valeur: { nom: 'Le nôtre', canal: 'courriel', objet: '', texte: 'a' },
      enAttente: false,
    } as const;
    const courriels = modelesOfferts([sien], 'courriel');
    expect(courriels[0]).toMatchObject({ cle: id(1), id: id(1), nom: 'Le nôtre' });
    expect(courriels.every(({ canal }) => canal === 'courriel')).toBe(true);
    expect(modelesOfferts([sien], 'courrier')).toEqual(courriels);
    expect(modelesOfferts([sien], 'sms').map(({ canal }) => canal)).toEqual(['sms']);
  });
});

describe('what is noted once it left', () => {
  const ecrit = {
    canal: 'courriel',
    objet: ' Votre projet ',
    texte: 'Bonjour',
    modele: null,
    informe: false,
    repond: [],
  } as const;

  it('is the message alone, on her principal dossier', () => {
    const saisies = saisiesMessage(ficheFictive(), ecrit);
    expect(saisies).toEqual([
      {
        dossier: id(10),
        type: 'message',
        corps: { canal: 'courriel', objet: 'Votre projet', texte: 'Bonjour', modele: null },
        vues: {},
      },
    ]);
    expect(messageCorps.safeParse(saisies[0]?.corps).success).toBe(true);
  });

  it('is also that the family was told, by the same canal, and the demande it answers', () => {
    const demande = demandeFictive();
    const saisies = saisiesMessage(
      { ...ficheFictive(), demandes: [demande] },
      { ...ecrit, canal: 'sms', informe: true, repond: [demande] },
    );
    expect(saisies.map(({ type }) => type)).toEqual(['message', 'informe', 'reponse']);
    expect(informeCorps.safeParse(saisies[1]?.corps)).toMatchObject({ data: { canal: 'sms' } });
    expect(saisies[0]?.corps).not.toHaveProperty('objet');
    expect(saisies[2]?.corps).toMatchObject({ demande: demande.id, genre: 'autre_canal' });
  });

  it('is nothing where she has no dossier any more', () => {
    expect(saisiesMessage({ ...ficheFictive(), dossiers: [] }, ecrit)).toEqual([]);
  });

  it('goes in lots that one selection may hold', () => {
    const tous = Array.from({ length: selectionMax + 1 }, (_, n) => String(n));
    expect(selections(tous)).toEqual([tous.slice(0, selectionMax), tous.slice(selectionMax)]);
    expect(selections([])).toEqual([]);
  });
});

describe('the sentences', () => {
  it('count', () => {
    expect(phraseSms(compterSms('a'.repeat(143)))).toBe('143 caractères, 1 SMS');
    expect(phraseSms(compterSms(''))).toBe('0 caractère, 0 SMS');
    expect(phraseGroupe(1, 2)).toContain('1 personne, 2 adresses');
  });

  it('name what makes an SMS short, and nothing when nothing does', () => {
    expect(phraseHorsAlphabet(compterSms('d’ici'))).toContain('’ : avec ce caractère');
    expect(phraseHorsAlphabet(compterSms('d’ê'))).toContain('ces caractères');
    expect(phraseHorsAlphabet(compterSms('d\u00a0i'))).toContain('espace insécable');
    expect(phraseHorsAlphabet(compterSms("d'ici"))).toBeNull();
  });

  it('say what left, and that the family was told with it', () => {
    expect(phraseEcrit('sms', 'TARDIVEL Maëlys', false)).toBe('SMS écrit — TARDIVEL Maëlys');
    expect(phraseEcrit('courriel', 'TARDIVEL Maëlys', true)).toBe('Courriel écrit, famille informée — TARDIVEL Maëlys');
    expect(phraseAccolades(['{prenom}'])).toContain('ne sera pas remplacé');
  });
});

describe('a mail to many', () => {
  it('names the only list of the poste, else the account, and leaves a blank when nobody knows either', () => {
    const [une, autre] = [{ nom: 'Villeurbanne' }, { nom: 'Bron' }];
    const noms = [
      cfaDuGroupe([une], 'CFA des Essais'),
      cfaDuGroupe([une, autre], 'CFA des Essais'),
      cfaDuGroupe([{ nom: ' ' }], 'CFA des Essais'),
      cfaDuGroupe([une, autre], null),
      cfaDuGroupe(undefined, undefined),
    ];
    expect(noms).toEqual(['Villeurbanne', 'CFA des Essais', 'CFA des Essais', null, null]);
    const notices = noms.map((cfa) => noticeDe('courriel', { cfa, telephone: null, sources: [], campagne: 2026 }));
    expect(notices.map((notice) => estPret(texteEntier('Bonjour,', notice)))).toEqual([true, true, true, false, false]);
    expect(notices[1]).toContain('Vos données : CFA des Essais, responsable,');
    expect(notices[3]).toContain('Vos données : [… nom du CFA], responsable,');
  });

  it('says what is missing in its words on data, under them', () => {
    expect(phraseNotice('Vos données : CFA des Essais.')).toBeNull();
    expect(phraseNotice('Vos données : [… nom du CFA].')).toBe('Un blanc reste à remplir avant l’envoi.');
    expect(phraseNotice('Vos données : {cfa}.')).toContain('{cfa} ne sera pas remplacé');
  });

  it('is copied where no mail program opens, whoever it is for', () => {
    const pour = ['personne', 'groupe'] as const;
    for (const genre of pour) {
      expect(phrasePasOuvert('INTROUVABLE', genre)).toContain('Copier le texte');
      expect(phrasePasOuvert('REQUETE_INVALIDE', genre)).not.toContain('messagerie');
    }
    expect(pour.map((genre) => phrasePasOuvert('INTROUVABLE', genre).includes('Copier aussi les adresses'))).toEqual([
      false,
      true,
    ]);
  });

  it('says whom it is no longer for, and that nothing left only while it is known', () => {
    expect(phraseEcartes(1)).toContain('Rien n’est parti');
    expect(phraseEcartesPartis(1)).toContain('1 personne de l’envoi ne doit plus recevoir ce message');
    expect(phraseEcartesPartis(2)).toMatch(/^2 personnes .* sans elles\.$/);
    expect(phraseEcartesPartis(2)).not.toContain('Rien n’est parti :');
  });
});

describe('a message begun', () => {
  it('is read from the file as it was written, and nothing else is', () => {
    const begun = {
      ...brouillonNeuf('sms'),
      parti: true,
      notes: [id(1)],
      attente: { candidats: [id(2)], seul: false, lot: id(3) },
    };
    expect(lireBrouillon(JSON.stringify(begun))).toEqual(begun);
    for (const autre of ['', 'null', '{"canal":"sms"}']) expect(lireBrouillon(autre)).toBeNull();
  });
});
