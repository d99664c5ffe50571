import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { effacerRattachee } from '../../../../main/core/store/marques.ts';
import { acte } from '../../../../shared/domain/actes/acte.ts';
import { fluxId, putFlux } from '../candidats/poste.ts';
import { Bureau, couple, fichier, granted, type Voeu, voeu } from '../imports/bureau.ts';

/** Before and after a list is given to the server: what must have come, what is remembered, what stays. */
let bureau: Bureau;
const serveur = fluxId(1);
beforeEach(() => {
  bureau = new Bureau();
  bureau.synced();
  writeLocal(bureau.store.persons, 'compte', { role: 'responsable' });
  putFlux(bureau.store, 1);
});
afterEach(() => bureau.close());

const liste = async (...voeux: Voeu[]): Promise<string> =>
  (await bureau.importer(`${couple}.csv`, fichier(voeux), true)).resultat?.flux[0] ?? '';
const rattacher = async (flux: string) =>
  bureau.end(await bureau.rattachement['rattachement:appliquer']({ flux, destination: serveur }));
const etat = async () => granted(await bureau.rattachement['rattachement:etat']({}));
const dossierDe = (ine: string): string =>
  bureau.rows<{ dossier: string }>('SELECT dossier FROM dossier_etat WHERE ine = ?', ine)[0]?.dossier ?? '';
const ecrire = (ine: string, type: string, corps: Record<string, unknown>) =>
  granted(bureau.actes['actes:enregistrer']({ saisies: [{ dossier: dossierDe(ine), type, corps, vues: {} }] }));
const types = (): string[] =>
  bureau.rows<{ type: string }>('SELECT type FROM saisie ORDER BY rang').map(({ type }) => type);

describe('while the lists of the server are not all here', () => {
  const cases: readonly [string, string][] = [
    ['a list is behind', `UPDATE flux SET tete = 5000, curseur = 10 WHERE id = '${serveur}'`],
    ['a list is read again', `UPDATE flux SET reconstruit = 1 WHERE id = '${serveur}'`],
    ['people wait to be drawn', "INSERT INTO a_refaire (dossier) VALUES ('x')"],
    ['rows wait to be looked at', "INSERT INTO relecture (flux, type, marques, rang) VALUES ('x', 'voeu', '[]', 0)"],
    ['no exchange has succeeded yet', "DELETE FROM local WHERE cle = 'echange-reussi'"],
    ['everybody is drawn again after an update', "DELETE FROM local WHERE cle = 'version-donnees'"],
  ];
  it.each(cases)('nothing is given: %s', async (_, change) => {
    const flux = await liste(voeu('240000001AB'));
    expect((await etat()).pret).toBe(true);
    bureau.store.persons.exec(change);
    const before = bureau.dump();
    const refused = await bureau.rattachement['rattachement:appliquer']({ flux, destination: serveur });
    expect(refused).toMatchObject({ error: { code: 'TRAVAIL_EN_COURS', details: { motif: 'synchro' } } });
    expect((await etat()).pret).toBe(false);
    expect(bureau.dump()).toBe(before);
  });

  it('the transaction itself refuses what began to come since it was asked', async () => {
    const flux = await liste(voeu('240000001AB'));
    const started = await bureau.rattachement['rattachement:appliquer']({ flux, destination: serveur });
    bureau.store.persons.exec(`UPDATE flux SET tete = 5000 WHERE id = '${serveur}'`);
    expect(await bureau.end(started)).toMatchObject({ etat: 'echec', code: 'TRAVAIL_EN_COURS' });
    expect(types()).toEqual([]);
  });

  it('a list that takes nothing any more is not waited for', async () => {
    putFlux(bureau.store, 2);
    bureau.store.persons.exec(`UPDATE flux SET tete = 9, indisponible = 1 WHERE id = '${fluxId(2)}'`);
    expect((await etat()).pret).toBe(true);
  });
});

describe('a later file', () => {
  it('finds again whom an earlier one opened, and opens nobody twice', async () => {
    await rattacher(await liste(voeu('240000001AB')));
    const [opened] = bureau.rows<{ dossier: string }>("SELECT dossier FROM saisie WHERE type = 'dossier-cree'");
    const flux = await liste(voeu('240000001AB', { CODE_MEF_10_FORMATION_SOUHAIT1: '' }), voeu('240000002CD'));
    expect((await etat()).listes).toMatchObject([{ candidats: 2, retrouves: 1 }]);
    const asked = { flux, retrouves: true, apres: null, limite: 5 };
    const page = granted(await bureau.rattachement['rattachement:lignes'](asked));
    expect(page.lignes).toMatchObject([{ preuve: 'deja-rattache', cible: { flux: serveur } }]);
    ecrire('240000001AB', 'note', { texte: 'Rappeler' });
    await rattacher(flux);
    expect(types().filter((type) => type === 'dossier-cree')).toHaveLength(2);
    const moved = bureau
      .rows<{ corps: string }>('SELECT corps FROM saisie WHERE dossier = ? ORDER BY rang', opened?.dossier)
      .map(({ corps }) => acte.parse(JSON.parse(corps)));
    expect(moved.map(({ type }) => type)).toEqual(['dossier-cree', 'note', 'note']);
    // Behind its opening, which the server has not answered yet.
    expect(moved.at(-1)).toMatchObject({ corps: { texte: 'Rappeler' }, depend: [moved[0]?.id] });
    expect(bureau.count('candidat')).toBe(2);
  });

  it('knows again by the couple a pupil whose vœux are others', async () => {
    await rattacher(await liste(voeu('240000001AB')));
    await rattacher(
      await liste(
        voeu('240000001AB', {
          CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: '',
          CODE_MEF_10_FORMATION_SOUHAIT1: '2212213499',
        }),
      ),
    );
    expect(types().filter((type) => type === 'dossier-cree')).toHaveLength(1);
  });

  it('keeps no INE to know her by', async () => {
    await rattacher(await liste(voeu('240000001AB')));
    const kept = JSON.stringify([bureau.rows('SELECT * FROM personne_rattachee'), bureau.rows('SELECT * FROM local')]);
    expect(bureau.count('personne_rattachee')).toBeGreaterThan(0);
    expect(kept).not.toContain('240000001AB');
  });

  it('does not bring back whom the server erased since', async () => {
    await rattacher(await liste(voeu('240000001AB')));
    const [opened] = bureau.rows<{ dossier: string }>("SELECT dossier FROM saisie WHERE type = 'dossier-cree'");
    effacerRattachee(bureau.store.persons, opened?.dossier ?? '');
    expect(bureau.count('personne_rattachee')).toBe(0);
    const apercu = await bureau.apercu(`${couple}.csv`, fichier([voeu('240000001AB'), voeu('240000002CD')]));
    expect(apercu.lignes).toMatchObject({ valides: 1, ecartees: 1 });
  });
});

describe('who is not given', () => {
  it('whoever the list took back and nobody wrote about leaves no trace', async () => {
    await liste(voeu('240000001AB'), voeu('240000002CD'), voeu('240000003EF'));
    ecrire('240000003EF', 'note', { texte: 'Veut visiter' });
    const flux = await liste(voeu('240000001AB'));
    expect((await etat()).listes).toMatchObject([{ candidats: 3, retrouves: 0, sansSuite: 1, limites: 0 }]);
    expect(await rattacher(flux)).toMatchObject({ resultat: { nombre: 2 } });
    expect(types().filter((type) => type === 'dossier-cree')).toHaveLength(2);
    expect(bureau.count('candidat')).toBe(2);
  });

  it('whose data are frozen stays in the local list, with what is written about her', async () => {
    const flux = await liste(voeu('240000001AB'), voeu('240000002CD'));
    ecrire('240000002CD', 'limitation', { active: true });
    const dossier = dossierDe('240000002CD');
    expect((await etat()).listes).toMatchObject([{ candidats: 2, limites: 1 }]);
    expect(await rattacher(flux)).toMatchObject({ etat: 'fini', resultat: { nombre: 1 } });
    expect(bureau.rows('SELECT flux, type FROM saisie WHERE dossier = ?', dossier)).toEqual([
      { flux, type: 'limitation' },
    ]);
    expect(bureau.rows("SELECT id FROM ligne WHERE flux = ? AND type = 'dossier'", flux)).toEqual([{ id: dossier }]);
    expect((await etat()).listes).toMatchObject([{ flux, candidats: 1, limites: 1, saisies: 1 }]);
  });
});

describe('asking for the erasure of a person of a local list', () => {
  it('is carried out at once: rows, saisies, draft, search, and nothing is sent', async () => {
    const flux = await liste(voeu('240000001AB', { NOM_APPRENANT: 'QUERREC' }), voeu('240000002CD'));
    const [line] = bureau.rows<{ candidat: string }>(
      'SELECT candidat FROM dossier_etat WHERE dossier = ?',
      dossierDe('240000001AB'),
    );
    ecrire('240000001AB', 'note', { texte: 'QUERREC père' });
    granted(bureau.candidats['candidats:brouillon']({ candidat: line?.candidat ?? '', texte: 'QUERREC' }));
    const done = ecrire('240000001AB', 'effacement', {});
    expect(Date.parse(done.annulableJusqua)).toBe(bureau.nowMs);
    expect(bureau.dump()).not.toMatch(/QUERREC|240000001AB/);
    expect(bureau.rows("SELECT 1 FROM local WHERE cle = 'a-nettoyer'")).toEqual([]);
    expect(bureau.count('candidat')).toBe(1);
    expect(await rattacher(flux)).toMatchObject({ resultat: { nombre: 1 } });
    expect(JSON.stringify(bureau.rows('SELECT * FROM saisie'))).not.toMatch(/QUERREC|240000001AB/);
  });

  it('holds for the next file, which says why, and for one that was being looked at', async () => {
    await liste(voeu('240000001AB'), voeu('240000002CD'));
    const seen = await bureau.apercu('autre.csv', fichier([voeu('240000001AB'), voeu('240000003EF')]));
    ecrire('240000001AB', 'effacement', {});
    expect(bureau.rows("SELECT 1 FROM arrivee WHERE ine = '240000001AB'")).toEqual([]);
    const late = bureau.imports['imports:appliquer']({ lecture: seen.lecture, noms: ['x'], confirmerRetraits: true });
    expect(await late).toMatchObject({ error: { code: 'APERCU_PERIME' } });
    const apercu = await bureau.apercu(`${couple}.csv`, fichier([voeu('240000001AB'), voeu('240000002CD')]));
    expect(apercu).toMatchObject({ lignes: { valides: 1, ecartees: 1 }, relations: [{ ajoutes: 0, inchanges: 1 }] });
    const anomalies = granted(
      await bureau.imports['imports:anomalies']({ lecture: apercu.lecture, apres: null, limite: 9 }),
    );
    expect(anomalies.lignes).toMatchObject([{ ligne: 2, type: 'PERSONNE_EFFACEE', gravite: 'ecartee' }]);
  });

  it('is still a request to the server for a person of its list', async () => {
    await rattacher(await liste(voeu('240000001AB')));
    const [opened] = bureau.rows<{ dossier: string }>("SELECT dossier FROM saisie WHERE type = 'dossier-cree'");
    const saisies = [{ dossier: opened?.dossier ?? '', type: 'effacement', corps: {}, vues: {} }];
    granted(bureau.actes['actes:enregistrer']({ saisies }));
    expect(types()).toContain('effacement');
  });
});
