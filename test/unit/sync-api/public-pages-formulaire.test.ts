import { describe, expect, test } from 'vitest';
import { libelleMotif, motifs } from '../../../shared/domain/demandes/motifs.ts';
import { type FormationMontree, type Valeurs, valeursVides } from '../../../sync-api/public/pages/champs.ts';
import { type Formulaire, pageFormulaire } from '../../../sync-api/public/pages/formulaire.ts';

const formation: FormationMontree = {
  cle: '900002P01210000002080002500000020800025-35238#L01',
  intitule: 'BOULANGER (CAP)',
  raisonSociale: 'CFA <Rennes> & "Vilaine"',
  adresse: '3 rue du Four',
  codePostal: '35000',
  ville: 'Rennes',
};

const remplies: Valeurs = {
  mode: 'message',
  auteur: 'parent',
  prenom: '"><script>alert(1)</script>',
  nom: 'Le Dantec',
  prenomJeune: 'Maël',
  nomJeune: '',
  courriel: 'y.ledantec@gmial.com',
  telephone: '0639',
  motifs: ['horaire', 'autre'],
  autre: 'Internat',
  souhaits: ['mardi:matin'],
  message: '\nBonjour,\n</textarea><b>merci</b>',
  creneau: '',
};

const draw = (changes: Partial<Formulaire> = {}): string =>
  pageFormulaire({
    formation,
    origine: 'LBA',
    valeurs: valeursVides,
    erreurs: {},
    suggestion: null,
    envoi: '0d6b2c9e-5f3a-4b1c-8e7d-2a9f4c6b8e10',
    defi: null,
    ...changes,
  });

const checked = (text: string): string[] =>
  [...text.matchAll(/<input type="(?:radio|checkbox)" name="(\w+)" value="([^"]+)"[^>]* checked>/g)].map(
    ([, name, value]) => `${name}=${value}`,
  );

describe('the form of the intake', () => {
  test('asks for the twelve reasons in their order, by their keys and their words', () => {
    const drawn = [...draw().matchAll(/name="motif" value="(\w+)"[^>]*><span>([^<]+)<\/span>/g)];
    expect(drawn.map(([, key]) => key)).toEqual(motifs);
    expect(drawn.map(([, , label]) => label)).toEqual(motifs.map((motif) => libelleMotif[motif]));
  });

  test('starts with a call back, and ticks nothing else', () => {
    expect(checked(draw())).toEqual(['mode=rappel']);
  });

  test('names the CFA and the training, escaped, and gives its clé back whole', () => {
    const text = draw();
    expect(text).toContain('<title>Contacter le CFA – CFA &lt;Rennes&gt; &amp; &quot;Vilaine&quot;</title>');
    expect(text).toContain(`name="cle" value="${formation.cle}"`);
    expect(text).toContain('name="origine" value="LBA"');
    expect(text).toContain('3 rue du Four, 35000 Rennes');
    expect(text).toMatch(/nommé ici[^<]*<strong>CFA &lt;Rennes&gt;/);
    expect(text).toMatch(/name="consentement" value="[\d-]+"/);
    expect(text).not.toContain('<Rennes>');
  });

  test('says nothing of an address it does not know', () => {
    expect(draw({ formation: { ...formation, adresse: null, codePostal: null, ville: null } })).not.toContain('null');
  });

  test('hides the trap from everybody, and asks browsers to leave it alone', () => {
    expect(draw()).toMatch(
      /<div class="piege" aria-hidden="true">.*<input [^>]*name="site_web" value="" tabindex="-1" autocomplete="off"><\/div>/,
    );
  });

  test('comes back as it was filled in, whatever was typed', () => {
    const text = draw({ valeurs: remplies, erreurs: { telephone: 'INVALIDE' } });
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('</textarea><b>');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    // The first line end of a textarea is eaten by browsers: the text keeps its own.
    expect(text).toContain('>\n\nBonjour,\n&lt;/textarea&gt;');
    expect(checked(text)).toEqual([
      'mode=message',
      'auteur=parent',
      'motif=horaire',
      'motif=autre',
      'souhait=mardi:matin',
    ]);
  });

  test('lists what is to be looked at again in the order of the page, and gives the focus to the first', () => {
    const text = draw({ valeurs: remplies, erreurs: { message: 'TROP_LONG', telephone: 'INVALIDE', motif: 'MANQUE' } });
    expect(text).toContain('<title>À revoir – ');
    expect(text).toContain('3 réponses sont à revoir');
    expect([...text.matchAll(/<li><a href="#(\w+)">/g)].map(([, champ]) => champ)).toEqual([
      'telephone',
      'motif',
      'message',
    ]);
    expect([...text.matchAll(/<[^>]+ autofocus[^>]*>/g)].map(([tag]) => /id="(\w+)"/.exec(tag)?.[1])).toEqual([
      'telephone',
    ]);
    for (const champ of ['telephone', 'motif', 'message']) {
      expect(text).toContain(`id="${champ}"`);
      expect(text).toMatch(new RegExp(`<p class="erreur" id="${champ}-erreur">[^<]{10,}</p>`));
    }
    expect(text).toMatch(/<p class="erreur" id="courriel-erreur" hidden><\/p>/);
  });

  test('counts one answer in the singular', () => {
    expect(draw({ erreurs: { auteur: 'MANQUE' } })).toContain('Une réponse est à revoir');
  });

  test('keeps the list of errors away while there is none', () => {
    expect(draw()).toMatch(/id="resume" role="alert" hidden>/);
  });

  test('offers the address that was probably meant without a button that Enter could press', () => {
    const text = draw({
      valeurs: remplies,
      erreurs: { courriel: 'SUGGESTION' },
      suggestion: 'y.ledantec@gmail.com',
    });
    expect(text).toContain('<input type="checkbox" name="courriel_corrige" value="y.ledantec@gmail.com">');
    expect(text).toContain('<input type="hidden" name="courriel_vu" value="y.ledantec@gmial.com">');
    expect(text.match(/<button/g)).toHaveLength(1);
  });

  test('loads the proof of work only when it was given one', () => {
    expect(draw()).not.toContain('preuve');
    const text = draw({ defi: { jeton: 'jeton.du.defi', sel: 'sel', empreinte: 'ab'.repeat(32), max: 500 } });
    expect(text).toContain('src="/accueil/preuve.js"');
    expect(text).toContain('name="defi" value="jeton.du.defi"');
    expect(text).toContain('data-max="500"');
    expect(text).toContain('un e-mail vous demandera de confirmer votre adresse');
    expect(text).not.toContain('pas encore partie');
  });

  test('says that a right form has to be sent once more, when it came back for a proof only', () => {
    const defi = { jeton: 'j', sel: 's', empreinte: 'ab'.repeat(32), max: 500 };
    expect(draw({ valeurs: remplies, defi })).toContain('pas encore partie');
    expect(draw({ valeurs: remplies, defi, erreurs: { nom: 'MANQUE' } })).not.toContain('pas encore partie');
  });
});
