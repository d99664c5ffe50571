import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { motifRepete } from '../../../../main/core/actes/droits-etendus.ts';
import { type ActesHandlers, createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { createDemandesHandlers, type DemandesHandlers } from '../../../../main/core/demandes/handlers.ts';
import { value } from '../../../support/result.ts';
import { dump } from '../candidats/dump.ts';
import { dossierId, fluxId, idOf } from '../candidats/poste.ts';
import { Banc, code, local } from '../rapprochements/banc.ts';

/** A pupil of one list (1, with an INE) and what she asked in another (2, without): one person once they are merged. */
let banc: Banc;
let actes: ActesHandlers;
let demandes: DemandesHandlers;
const demande = idOf(6, 2);

beforeEach(() => {
  banc = new Banc();
  banc.put(1, { ine: '123456789AB' });
  banc.put(2, { flux: fluxId(2), demande: { auteur: 'etudiant' }, emails: ['a@exemple.fr'] });
  const deps = {
    store: banc.store,
    clock: banc.clock,
    serverNow: () => null,
    random: { uuid: () => banc.uuid(), bytes: (length: number) => new Uint8Array(length), fraction: () => 0 },
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  };
  actes = createActesHandlers(deps);
  demandes = createDemandesHandlers(deps);
});
afterEach(() => banc.close());

const log = (n: number, type: string, corps: Record<string, unknown> = {}) =>
  actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues: {} }] });
const appel = (disposition: string, sens: 'emis' | 'recu' = 'emis') => ({
  sens,
  numero: null,
  interlocuteur: 'candidat',
  disposition,
});
const mail = { demande, genre: 'personnalisee', texte: 'Bonjour' };
const written = (type: string) => banc.saisies().filter((un) => un.type === type);
const placesOf = (type: string) => written(type).map(({ dossier }) => dossier);
/** The outbox leaves and comes back. */
const send = () => {
  for (const { id } of banc.saisies()) banc.accept(id);
};

describe('somebody who asks not to be contacted', () => {
  test.each([
    ['on the phone', 'appel', appel('OPPOSITION', 'recu')],
    ['in writing', 'opposition', {}],
  ])('%s, in one of her dossiers, is contacted from none', (_, type, corps) => {
    value(banc.fusionner(1, 2));
    value(log(1, type, corps));
    for (const contact of [
      log(2, 'reponse', mail),
      log(2, 'reponse', { demande, genre: 'sans_reponse' }),
      log(2, 'appel', appel('SANS_REPONSE')),
      log(2, 'prochaine-action', { quoi: 'rappeler', le: null, precision: 'jour', qui: null }),
    ])
      expect(code(contact)).toBe('OPPOSITION');
    // What she does herself is still written down.
    expect(code(log(2, 'appel', appel('JOINT', 'recu')))).toBe('ok');
    expect(code(log(2, 'note', { texte: 'A rappelé.' }))).toBe('ok');
  });

  test('is said so in the dossier that only the merge binds to her, for the server to stop too', () => {
    value(banc.fusionner(1, 2));
    const { actes: ids } = value(log(1, 'appel', appel('OPPOSITION', 'recu')));
    const [repeated] = written('opposition');
    expect(repeated).toMatchObject({ dossier: dossierId(2), flux: fluxId(2), corps: { motif: motifRepete } });
    expect(ids).toContain(repeated?.id);
    // Nothing is told of the other list, whose readers are others.
    expect(JSON.stringify(repeated)).not.toContain(dossierId(1));
    expect(JSON.stringify(repeated)).not.toContain(fluxId(1));
    value(actes['actes:annuler']({ actes: ids }));
    expect(placesOf('opposition')).toEqual([]);
    expect(code(log(2, 'reponse', mail))).toBe('ok');
  });

  test('changes her mind long after: what repeated it goes with what said it, whichever is undone', () => {
    for (const from of [1, 2]) {
      value(banc.fusionner(1, 2));
      const { actes: ids } = value(log(from, 'opposition'));
      expect(ids).toHaveLength(2);
      send();
      expect(value(actes['actes:annuler']({ actes: ids.slice(0, 1) }))).toEqual({ retires: 0, annules: 2 });
      expect(code(log(1, 'appel', appel('SANS_REPONSE')))).toBe('ok');
      expect(code(log(2, 'appel', appel('SANS_REPONSE')))).toBe('ok');
      value(actes['actes:annuler']({ actes: ids.slice(1) }));
      send();
      value(banc.defaire(banc.fusions(1)[0]?.lien ?? ''));
      send();
    }
  });

  test('twice, on two days: undoing one of them leaves the other', () => {
    value(banc.fusionner(1, 2));
    const first = value(log(1, 'opposition')).actes;
    send();
    banc.clock.advance(86_400_000);
    const second = value(log(1, 'appel', appel('OPPOSITION', 'recu'))).actes;
    send();
    value(actes['actes:annuler']({ actes: second.slice(0, 1) }));
    expect(code(log(2, 'reponse', mail))).toBe('OPPOSITION');
    value(actes['actes:annuler']({ actes: first.slice(0, 1) }));
    expect(code(log(2, 'reponse', mail))).toBe('ok');
  });

  test('is told to the server once for each INE, and where acts are taken', () => {
    banc.put(3, { flux: fluxId(2), ine: '123456789AB', telephones: [] });
    value(banc.fusionner(1, 2));
    value(log(1, 'opposition'));
    expect(placesOf('opposition')).toEqual([dossierId(1), dossierId(2)]);
    expect(code(log(3, 'appel', appel('SANS_REPONSE')))).toBe('OPPOSITION');
  });

  test('where nothing may be written any more the poste refuses alone', () => {
    value(banc.fusionner(1, 2));
    send();
    banc.endList(fluxId(2));
    value(log(1, 'opposition'));
    expect(placesOf('opposition')).toEqual([dossierId(1)]);
    expect(banc.isOne(1, 2)).toBe(true);
  });

  test('was not known in the other dossier when they were merged: the merge says so, and takes it back', () => {
    value(log(2, 'opposition'));
    send();
    const merged = value(banc.fusionner(1, 2));
    expect(merged.actes).toHaveLength(3);
    expect(placesOf('opposition')).toEqual([dossierId(1)]);
    expect(code(log(1, 'appel', appel('SANS_REPONSE')))).toBe('OPPOSITION');
    send();
    value(banc.defaire(merged.lien));
    expect(banc.isOne(1, 2)).toBe(false);
    expect(code(log(1, 'appel', appel('SANS_REPONSE')))).toBe('ok');
    expect(code(log(2, 'reponse', mail))).toBe('OPPOSITION');
  });

  test('and changes her mind after the merge: nothing of it is left', () => {
    const [said = ''] = value(log(2, 'opposition')).actes;
    send();
    banc.clock.advance(60_000);
    value(banc.fusionner(1, 2));
    send();
    expect(value(actes['actes:annuler']({ actes: [said] }))).toEqual({ retires: 0, annules: 2 });
    expect(code(log(1, 'appel', appel('SANS_REPONSE')))).toBe('ok');
  });

  test('is another one: a merge of people who asked nothing writes nothing', () => {
    expect(value(banc.fusionner(1, 2)).actes).toHaveLength(2);
    expect(banc.saisies()).toHaveLength(2);
  });
});

test('whose data are frozen in one dossier: nothing is done with them in any', () => {
  value(banc.fusionner(1, 2));
  value(log(1, 'limitation', { active: true }));
  for (const use of [log(2, 'reponse', mail), log(2, 'note', { texte: 'x' }), log(2, 'appel', appel('JOINT', 'recu'))])
    expect(code(use)).toBe('LIMITATION');
  // Opening what she asked is no fault, and leaves no trace.
  expect(code(demandes['demandes:ouvrir']({ demande }))).toBe('ok');
  expect(written('vue')).toEqual([]);
  expect(code(log(2, 'opposition'))).toBe('ok');
  value(log(1, 'limitation', { active: false }));
  expect(code(log(2, 'note', { texte: 'x' }))).toBe('ok');
});

describe('somebody who asks to be forgotten', () => {
  test('is, in the dossier that only the merge binds to her too', () => {
    value(banc.fusionner(1, 2));
    const { actes: ids } = value(log(1, 'effacement', { motif: 'Courrier du 8 juin' }));
    expect(placesOf('effacement')).toEqual([dossierId(1), dossierId(2)]);
    expect(written('effacement')[1]?.corps).toEqual({});
    value(actes['actes:annuler']({ actes: ids }));
    expect(placesOf('effacement')).toEqual([]);
    expect(code(log(2, 'reponse', mail))).toBe('ok');
  });

  test.each([1, 2])('has nothing written about her meanwhile, in any dossier (%i)', (n) => {
    value(banc.fusionner(1, 2));
    value(log(1, 'effacement'));
    for (const [type, corps] of [
      ['note', { texte: 'x' }],
      ['appel', appel('JOINT', 'recu')],
      ['opposition', {}],
      ['effacement', {}],
      ['reponse', { demande, genre: 'autre_canal' }],
    ] as const)
      expect(code(log(n, type, corps))).toBe('PERSONNE_EFFACEE');
  });

  test('is in every list of the server that holds her INE, and whole again once it is taken back', () => {
    banc.put(3, { flux: fluxId(2), ine: '123456789AB', telephones: [] });
    value(banc.fusionner(1, 2));
    const before = dump(banc.store);
    const { actes: ids } = value(log(3, 'effacement'));
    expect(placesOf('effacement').sort()).toEqual([dossierId(1), dossierId(2), dossierId(3)]);
    expect(dump(banc.store)).toMatchObject({
      ...{ dossiers: [], candidats: [], valeurs: [], demandes: [], signalements: [], contacts: [] },
      ...{ compteurs: [], mots: [], orphelins: [], chiffres: [] },
    });
    // One of them is enough: what was asked at once is taken back at once.
    value(actes['actes:annuler']({ actes: ids.slice(-1) }));
    expect(dump(banc.store)).toEqual(before);
  });

  test('leaves no draft here, and is asked of a local list of hers too', () => {
    banc.putLocal(3);
    banc.put(4, { flux: local(3), ine: '123456789AB', telephones: [] });
    value(banc.fusionner(1, 2));
    banc.rows("INSERT INTO brouillon (candidat, texte, ecrit_le) VALUES (?, 'x', '') RETURNING 1", dossierId(1));
    banc.rows(
      "INSERT INTO brouillon_reponse (demande, dossier, texte, ecrit_le) VALUES (?, ?, 'x', '') RETURNING 1",
      demande,
      dossierId(2),
    );
    value(log(1, 'effacement'));
    expect(dump(banc.store)).toMatchObject({ candidats: [] });
    expect(banc.rows('SELECT 1 FROM brouillon UNION SELECT 1 FROM brouillon_reponse')).toEqual([]);
    expect(banc.rows('SELECT 1 FROM ligne WHERE id = ?', dossierId(4))).toEqual([]);
  });

  test('in one of two lists of this poste: both are carried out at once', () => {
    banc.putLocal(3);
    banc.putLocal(4);
    banc.put(3, { flux: local(3), telephones: ['+33639981299'] });
    banc.put(4, { flux: local(4), telephones: ['+33639981299'] });
    value(banc.fusionner(3, 4));
    value(log(3, 'effacement'));
    const left = [dossierId(3), dossierId(4)];
    expect(banc.rows('SELECT 1 FROM ligne WHERE id IN (?, ?)', ...left)).toEqual([]);
    expect(banc.rows('SELECT 1 FROM saisie WHERE dossier IN (?, ?)', ...left)).toEqual([]);
  });

  test('is asked again where a colleague asked in one dossier only: the other one is drawn alone', () => {
    value(banc.fusionner(1, 2));
    banc.receive(2, fluxId(2), 'effacement', {});
    expect(code(log(2, 'note', { texte: 'x' }))).toBe('PERSONNE_EFFACEE');
    expect(banc.rows('SELECT dossier FROM dossier_etat')).toEqual([{ dossier: dossierId(1) }]);
    expect(code(log(1, 'effacement'))).toBe('ok');
    expect(placesOf('effacement')).toEqual([dossierId(1)]);
  });
});
