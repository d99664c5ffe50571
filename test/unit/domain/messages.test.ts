import { describe, expect, it } from 'vitest';
import { blancPour, blancsDe } from '../../../shared/domain/messages/blancs.ts';
import { coupeDe, envoisDe } from '../../../shared/domain/messages/envois.ts';
import { mailtoLink, mailtoMax } from '../../../shared/domain/messages/mailto.ts';
import { modelesFournis } from '../../../shared/domain/messages/modeles-fournis.ts';
import { noticeDe } from '../../../shared/domain/messages/notice.ts';
import { compterSms, simplifierSms } from '../../../shared/domain/messages/sms.ts';
import {
  remplir,
  type Valeurs,
  variables,
  variablesDeGroupe,
  variablesInconnues,
} from '../../../shared/domain/messages/variables.ts';
import { modele } from '../../../shared/domain/partages.ts';

const valeurs: Valeurs = {
  prenom: 'Maëlys',
  nom: 'TARDIVEL',
  formation: 'BOULANGER (CAP)',
  cfa: 'CFA Fictif',
  telephone_cfa: '04 65 71 00 00',
  operateur: 'Léa M.',
};
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the variables of a modèle', () => {
  it('are replaced wherever they stand', () => {
    expect(remplir('{prenom} {nom}, {formation} : {prenom} ? {cfa} {telephone_cfa} {operateur}', valeurs)).toBe(
      'Maëlys TARDIVEL, BOULANGER (CAP) : Maëlys ? CFA Fictif 04 65 71 00 00 Léa M.',
    );
  });

  it('leave a blank that can be found, where nobody knows the value', () => {
    const texte = remplir('Au {telephone_cfa}, {prenom}', { ...valeurs, telephone_cfa: null, prenom: '  ' });
    expect(texte).toBe('Au [… téléphone du CFA], [… prénom]');
    expect(blancsDe(texte).map(({ debut, fin }) => texte.slice(debut, fin))).toEqual([
      '[… téléphone du CFA]',
      '[… prénom]',
    ]);
  });

  it('are never filled again by a value, which adds no line and no blank either', () => {
    const texte = remplir('{prenom} {nom}', { ...valeurs, prenom: '{nom}', nom: 'A\r\nBcc: x@y.fr [… rien]' });
    expect(texte).toBe('{nom} A Bcc: x@y.fr [ rien]');
    expect(blancsDe(texte)).toEqual([]);
  });

  it('that do not exist are named, once, as they were written', () => {
    expect(variablesInconnues('{prénom} {prenom} {Nom} {prénom} {}')).toEqual(['{prénom}', '{Nom}', '{}']);
    expect(variablesInconnues('{constructor} {toString}')).toEqual(['{constructor}', '{toString}']);
    expect(variablesInconnues(variables.map((mot) => `{${mot}}`).join(' '))).toEqual([]);
  });

  it('of one person have no place in a text for a group', () => {
    expect(variablesInconnues('{prenom} {cfa} {telephone_cfa} {operateur} {nom}', variablesDeGroupe)).toEqual([
      '{prenom}',
      '{nom}',
    ]);
  });

  it('name what is missing in the words of the blank, brackets left out', () => {
    expect(blancsDe(blancPour('a]b[c'))).toHaveLength(1);
  });
});

describe('the modèles that come with the application', () => {
  it('can be kept as they are, use known variables, and each has a key of its own', () => {
    for (const { cle, ...fourni } of modelesFournis) {
      expect(modele.safeParse(fourni).success, cle).toBe(true);
      expect(variablesInconnues(fourni.objet + fourni.texte), cle).toEqual([]);
    }
    expect(new Set(modelesFournis.map(({ cle }) => cle)).size).toBe(modelesFournis.length);
  });

  it('hold one that speaks of nobody, for many families at once', () => {
    const pourTous = modelesFournis.filter(
      ({ canal, objet, texte }) =>
        canal === 'courriel' && variablesInconnues(objet + texte, variablesDeGroupe).length === 0,
    );
    expect(pourTous.map(({ cle }) => cle)).toEqual(['invitation-rencontre']);
  });

  it('have a subject of one line, as every other', () => {
    const one = { nom: 'Relance', canal: 'courriel', objet: 'Relance', texte: 'Bonjour' };
    expect(modele.parse(one)).toEqual(one);
    expect(modele.parse({ ...one, objet: 'Relance\r\nBcc: copie@x.fr\t' }).objet).toBe('Relance Bcc: copie@x.fr ');
  });

  it('speak to the family in a mail, and take one SMS in the cheap alphabet', () => {
    for (const { canal, texte, cle } of modelesFournis) {
      if (canal === 'courriel') expect(texte.startsWith('Madame, Monsieur,'), cle).toBe(true);
      else expect(compterSms(remplir(texte, valeurs)), cle).toMatchObject({ alphabet: 'gsm7', parties: 1 });
    }
  });
});

describe('the notice on data', () => {
  const contexte = { cfa: 'CFA Fictif', telephone: '04 65 71 00 00', campagne: 2027 };

  it('says who, from where, why, how long, which rights and whom to write to', () => {
    const mots = {
      courrier: ['CFA Fictif est responsable', 'formulaire de demande', 'entrée en apprentissage', '31 décembre 2027'],
      courriel: ['CFA Fictif, responsable', 'votre demande', 'pour vous recontacter', '31/12/2027', 'opposition'],
    } as const;
    for (const canal of ['courrier', 'courriel'] as const) {
      const texte = noticeDe(canal, { ...contexte, sources: ['demande', 'voeux'] });
      for (const mot of [
        ...mots[canal],
        'Choisir son affectation après la 3e',
        'effacement',
        '04 65 71 00 00',
        'cnil.fr',
      ])
        expect(texte.replace('effacer', 'effacement'), canal).toContain(mot);
      expect(texte).not.toMatch(/arrêté|2017/);
    }
  });

  it('does not say a source that is not hers, and leaves no blank', () => {
    for (const canal of ['courrier', 'courriel', 'sms'] as const) {
      const texte = noticeDe(canal, { ...contexte, telephone: null, sources: ['demande'] });
      expect(texte).not.toContain('après la 3e');
      expect(texte).toContain('demande');
      expect(blancsDe(texte)).toEqual([]);
      expect(noticeDe(canal, { ...contexte, sources: [] })).not.toMatch(/viennent|source|issues/);
    }
  });

  it('leaves a blank for a name that nobody knows, which stays one in an SMS', () => {
    for (const canal of ['courrier', 'courriel', 'sms'] as const) {
      const texte = noticeDe(canal, { ...contexte, cfa: null, sources: ['voeux'] });
      expect(blancsDe(texte).map(({ debut, fin }) => texte.slice(debut, fin))).toEqual(['[… nom du CFA]']);
    }
    const sms = noticeDe('sms', { ...contexte, cfa: null, telephone: null, sources: ['voeux'] });
    expect(blancsDe(sms)).toHaveLength(2);
  });

  it('is short enough in an SMS for two of them, in the cheap alphabet', () => {
    for (const telephone of [contexte.telephone, null]) {
      const compte = compterSms(noticeDe('sms', { ...contexte, telephone, sources: ['voeux', 'demande'] }));
      expect(compte.alphabet).toBe('gsm7');
      expect(compte.parties).toBeLessThanOrEqual(2);
    }
  });

  it('leaves each modèle of a mail within its link', () => {
    const notice = noticeDe('courriel', { ...contexte, cfa: 'CFA des métiers fictifs', sources: ['voeux'] });
    const remplies: Valeurs = {
      ...valeurs,
      formation: 'EMPLOYÉ POLYVALENT DU COMMERCE ET DE LA DISTRIBUTION (CAP)',
      cfa: 'CFA des métiers fictifs',
    };
    for (const { canal, objet, texte, cle } of modelesFournis) {
      if (canal !== 'courriel') continue;
      const mail = { to: ['famille.tardivel@example.org'], bcc: [], subject: remplir(objet, remplies) };
      const body = `${remplir(texte, remplies)}\n\n${notice}`;
      expect(mailtoLink({ ...mail, body }).length, cle).toBeLessThanOrEqual(mailtoMax);
    }
  });
});

describe('the count of an SMS', () => {
  const parties = (texte: string) => compterSms(texte).parties;

  it('is 160 characters, then 153 in each part', () => {
    expect(parties('')).toBe(0);
    expect(parties('a'.repeat(160))).toBe(1);
    expect(parties('a'.repeat(161))).toBe(2);
    expect(parties('a'.repeat(306))).toBe(2);
    expect(parties('a'.repeat(307))).toBe(3);
  });

  it('counts a character of the extension table twice, and never cuts it', () => {
    expect(compterSms('€'.repeat(80))).toMatchObject({ caracteres: 80, unites: 160, parties: 1, alphabet: 'gsm7' });
    expect(parties('€'.repeat(81))).toBe(2);
    // 153 is odd: each part holds 76 of them, and one place stays empty.
    expect(parties('€'.repeat(152))).toBe(2);
    expect(parties('€'.repeat(153))).toBe(3);
  });

  it('is 70, then 67, as soon as one character is outside of the alphabet, and names it', () => {
    expect(compterSms(`ê${'a'.repeat(69)}`)).toMatchObject({ alphabet: 'ucs2', parties: 1, horsAlphabet: ['ê'] });
    expect(parties(`ê${'a'.repeat(70)}`)).toBe(2);
    expect(parties(`ê${'a'.repeat(134)}`)).toBe(3);
    expect(compterSms('l’école, l’été').horsAlphabet).toEqual(['’']);
  });

  it('never cuts an emoji in two', () => {
    expect(compterSms('😀'.repeat(35))).toMatchObject({ caracteres: 35, unites: 70, parties: 1 });
    // 67 is odd: 33 in each part.
    expect(parties('😀'.repeat(66))).toBe(2);
    expect(parties('😀'.repeat(67))).toBe(3);
  });

  it('counts a line end once, whatever its form', () => {
    expect(compterSms('a\r\nb').unites).toBe(3);
  });

  it('comes back to the cheap alphabet with the same words', () => {
    expect(simplifierSms('« L’œuvre » d’Aëla… être\u00a0là – à 10 €')).toBe('"L\'oeuvre" d\'Aela... etre là - à 10 €');
    expect(compterSms(simplifierSms('« L’œuvre » d’Aëla… Çà ï')).alphabet).toBe('gsm7');
    expect(simplifierSms('😀')).toBe('😀');
  });
});

describe('a mail to a group', () => {
  const qui = (n: number, ...adresses: string[]) => ({ candidat: id(n), adresses });

  it('is cut in sendings of fifty addresses', () => {
    const tous = Array.from({ length: 120 }, (_, n) => qui(n, `f${n}@example.org`));
    const { envois } = envoisDe(tous);
    expect(envois.map(({ adresses }) => adresses.length)).toEqual([50, 50, 20]);
    expect(envois.flatMap(({ candidats }) => candidats)).toEqual(tous.map(({ candidat }) => candidat));
  });

  it('writes once to an address that serves two children, who are both noted', () => {
    const { envois } = envoisDe([qui(1, 'a@b.fr'), qui(2, ' A@b.fr ')]);
    expect(envois).toEqual([{ adresses: ['a@b.fr'], candidats: [id(1), id(2)] }]);
  });

  it('notes a person with the sending that holds the last of her addresses', () => {
    const tient = (adresses: readonly string[]) => adresses.length <= 1;
    const { envois } = envoisDe([qui(2, 'a@b.fr'), qui(1, 'a@b.fr', 'c@d.fr')], { tient });
    expect(envois).toEqual([
      { adresses: ['a@b.fr'], candidats: [id(2)] },
      { adresses: ['c@d.fr'], candidats: [id(1)] },
    ]);
  });

  it('keeps in one sending the addresses of one person, so that it is noted whole', () => {
    const tient = (adresses: readonly string[]) => adresses.length <= 2;
    const { envois } = envoisDe([qui(1, 'a@b.fr'), qui(2, 'c@d.fr', 'e@f.fr')], { tient });
    expect(envois.map(({ candidats }) => candidats)).toEqual([[id(1)], [id(2)]]);
  });

  it('is cut to what its very link holds: one address more would not open whole', () => {
    const tous = Array.from({ length: 120 }, (_, n) => qui(n, `prenom.famille.${n}@example.org`));
    const texte = 'Bonjour, le CFA ouvre ses portes samedi.\n'.repeat(8);
    const { envois } = envoisDe(tous, { tient: coupeDe('Portes ouvertes', texte) });
    const lien = (bcc: string[]) => mailtoLink({ to: [], bcc, subject: 'Portes ouvertes', body: texte }).length;
    expect(envois.flatMap(({ candidats }) => candidats)).toEqual(tous.map(({ candidat }) => candidat));
    for (const [rang, { adresses }] of envois.entries()) {
      expect(adresses.length).toBeGreaterThan(10);
      expect(lien(adresses)).toBeLessThanOrEqual(mailtoMax);
      const [suivante] = envois[rang + 1]?.adresses ?? [];
      if (suivante !== undefined) expect(lien([...adresses, suivante])).toBeGreaterThan(mailtoMax);
    }
  });

  it('holds fifty addresses at most, and fifty to copy when the text leaves room for less than ten', () => {
    const courtes = Array.from({ length: 60 }, (_, n) => qui(n, `a${n}@b.fr`));
    const sizes = (texte: string) =>
      envoisDe(courtes, { tient: coupeDe('Objet', texte) }).envois.map(({ adresses }) => adresses.length);
    expect(sizes('Bonjour.')).toEqual([50, 10]);
    expect(sizes('é'.repeat(600))).toEqual([50, 10]);
  });

  it('writes again neither to those it was noted for nor to their addresses', () => {
    const tous = [qui(1, 'a@b.fr'), qui(2, 'c@d.fr'), qui(3, 'a@b.fr'), qui(4, 'e@f.fr')];
    const { envois, deja } = envoisDe(tous, { tient: () => true, deja: new Set([id(1)]) });
    expect(envois).toEqual([{ adresses: ['c@d.fr', 'e@f.fr'], candidats: [id(2), id(4)] }]);
    expect(deja).toEqual([id(1), id(3)]);
  });

  it('asks about the very sending that was opened, before the others', () => {
    const tous = [qui(1, 'a@b.fr'), qui(2, 'c@d.fr'), qui(3, 'e@f.fr')];
    const { envois } = envoisDe(tous, { tient: () => true, attente: new Set([id(2)]) });
    expect(envois.map(({ candidats }) => candidats)).toEqual([[id(2)], [id(1), id(3)]]);
  });

  it('leaves out, and counts, addresses that no program takes and those who have no other', () => {
    expect(envoisDe([qui(1, 'néant'), qui(2, 'a@b.fr', 'x@'), qui(3)])).toEqual({
      envois: [{ adresses: ['a@b.fr'], candidats: [id(2)] }],
      illisibles: 2,
      sans: [id(1), id(3)],
      deja: [],
    });
  });
});
