import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { isScrubAsked } from '../../../../main/core/store/store.ts';
import {
  type Applied,
  createRowWriter,
  finishRebuild,
  readFluxRow,
  startRebuild,
} from '../../../../main/core/sync/mirror.ts';
import { emptyFlux } from '../../../../main/core/sync/orders.ts';
import { settle } from '../../../../main/core/sync/outbox.ts';
import { demandesChannels } from '../../../../shared/contract/ipc/demandes.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import { value } from '../../../support/result.ts';
import { demandeCorps, demandeId, dossierId, fluxId } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  for (const n of [1, 2]) bureau.person(n);
  for (const n of [1, 2]) bureau.demande(n);
});
afterEach(() => bureau.close());

const texte = 'Il reste trois places en zyxwvutsrq.';
const draft = (n: number, written: string) =>
  bureau.demandes['demandes:brouillon']({ demande: demandeId(n), texte: written });
const begun = () => bureau.list('ouvertes').flatMap(({ id, commencee }) => (commencee ? [id] : []));
const shown = (n: number): string | undefined => bureau.sheetOf(n)[0]?.brouillon;
const rows = () =>
  bureau.store.persons.prepare('SELECT demande, dossier, texte, ecrit_le, reponse FROM brouillon_reponse').all();
const reponse = (genre: string, of = 1) => ({
  demande: demandeId(of),
  genre,
  ...(genre === 'personnalisee' ? { texte: 'Oui, venez samedi.' } : {}),
});
const undo = (...actes: string[]) => value(bureau.actes['actes:annuler']({ actes }));
/** The server takes it, then the pull brings it back. */
const leave = (acte: string): void => {
  bureau.store.writePersons((db) => {
    settle(db, { id: acte, etat: 'accepte', seq: 9, recu_le: '2026-06-03T09:01:00.000Z', effet: 'aucun' }, bureau.now);
    db.prepare('DELETE FROM saisie WHERE acte = ?').run(acte);
    return { ok: true, value: null };
  });
};
const pull = (...pulled: PullRow[]): Applied => {
  const { bulk } = bureau.store;
  const flux = readFluxRow(bulk, fluxId(1));
  if (flux === null) throw new Error('no flux');
  const applied: Applied = { byDossier: new Map(), hasErased: false };
  bureau.store.write(bulk, () => createRowWriter(bulk)(flux, pulled, applied));
  return applied;
};
/** What the file says once decrypted, unused pages included. */
const holds = (word: string): boolean => bureau.store.bulk.serialize().includes(word);

describe('an answer begun', () => {
  test('is kept by its demande, replaced by what follows, and removed by an empty text', () => {
    expect(shown(1)).toBe('');
    expect(draft(1, texte)).toEqual({ ok: true, value: {} });
    expect([shown(1), shown(2)]).toEqual([texte, '']);
    expect(begun()).toEqual([demandeId(1)]);
    draft(1, `${texte} Venez.`);
    expect(rows()).toEqual([
      {
        demande: demandeId(1),
        dossier: dossierId(1),
        texte: `${texte} Venez.`,
        ecrit_le: '2026-06-03T09:00:00.000Z',
        reponse: null,
      },
    ]);
    draft(1, '');
    expect([rows(), shown(1)]).toEqual([[], '']);
    expect(begun()).toEqual([]);
  });

  test('is nobody’s for a demande that is not here, and no longer than an answer', () => {
    expect(draft(7, texte)).toMatchObject({ ok: false, error: { code: 'INTROUVABLE' } });
    expect(rows()).toEqual([]);
    const { request } = demandesChannels['demandes:brouillon'];
    expect(request.safeParse({ demande: demandeId(1), texte: 'x'.repeat(4_000) }).success).toBe(true);
    expect(request.safeParse({ demande: demandeId(1), texte: 'x'.repeat(4_001) }).success).toBe(false);
    expect(request.safeParse({ demande: demandeId(1), texte, autre: 1 }).success).toBe(false);
  });

  test('is written by the connection that waits for the disk, and is no acte', () => {
    const { persons, bulk } = bureau.store;
    const changes = () => [persons, bulk].map((db) => Number(db.prepare('SELECT total_changes()').pluck().get()));
    const [before = 0, pulled] = changes();
    draft(1, texte);
    expect(changes()).toEqual([before + 1, pulled]);
    expect(persons.pragma('synchronous', { simple: true })).toBe(2);
    expect(bureau.saisies()).toEqual([]);
    expect([bureau.changed, bureau.notified]).toEqual([[], 0]);
  });

  test('survives everything being folded again, and the demande coming again', () => {
    draft(1, texte);
    expect([...projectAll(bureau.store)]).not.toEqual([]);
    expect(shown(1)).toBe(texte);
    const ajouts = [{ recu_le: '2026-06-02T08:00:00.000Z', motifs: ['frais'], message: null }];
    const corps = JSON.stringify(demandeCorps(dossierId(1), { ajouts }));
    pull([900, 'demande', demandeId(1), 1, dossierId(1), corps]);
    bureau.project(1);
    expect(bureau.sheetOf(1)).toMatchObject([{ ajouts, brouillon: texte }]);
  });
});

describe('an answer written', () => {
  test.each(['personnalisee', 'autre_canal', 'sans_reponse'])('%s ends what was begun', (genre) => {
    draft(1, texte);
    draft(2, texte);
    const [acte = ''] = bureau.write(1, 'reponse', reponse(genre));
    expect([shown(1), shown(2)]).toEqual(['', texte]);
    leave(acte);
    expect(rows()).toMatchObject([{ demande: demandeId(2) }]);
    bureau.project(1);
    expect(shown(1)).toBe('');
  });

  test.each([
    ['personnalisee', 'Oui, venez samedi.'],
    ['autre_canal', texte],
    ['sans_reponse', texte],
  ])('%s and taken back, gives the text back, on the disk', (genre, back) => {
    draft(1, texte);
    expect(undo(...bureau.write(1, 'reponse', reponse(genre)))).toEqual({ retires: 1, annules: 0 });
    expect(shown(1)).toBe(back);
    expect(rows()).toMatchObject([{ texte: back, reponse: null }]);
  });

  test('without a text of its own and nothing begun, gives back nothing', () => {
    undo(...bureau.write(1, 'reponse', reponse('autre_canal')));
    expect(rows()).toEqual([]);
  });

  test('by a call that reached somebody, is given back with the call', () => {
    draft(1, texte);
    const actes = bureau.write(1, 'appel', {
      sens: 'emis',
      numero: null,
      interlocuteur: 'candidat',
      disposition: 'JOINT',
    });
    expect(shown(1)).toBe('');
    expect(begun()).toEqual([]);
    undo(...actes);
    expect(shown(1)).toBe(texte);
    expect(begun()).toEqual([demandeId(1)]);
  });

  test('that left and is annulled gives back what it put aside, unless the text was begun again', () => {
    draft(1, texte);
    const [first = ''] = bureau.write(1, 'reponse', reponse('autre_canal'));
    bureau.store.persons.prepare('UPDATE saisie SET deja_en_vol = 1').run();
    expect(undo(first)).toEqual({ retires: 0, annules: 1 });
    expect(shown(1)).toBe(texte);
    const [second = ''] = bureau.write(1, 'reponse', reponse('autre_canal'));
    draft(1, '');
    expect(rows()).toMatchObject([{ texte, reponse: second }]);
    draft(1, 'Autre chose.');
    undo(second);
    expect(shown(1)).toBe('Autre chose.');
  });

  test('refused because the person was erased keeps nothing of it', () => {
    const [acte = ''] = bureau.write(1, 'reponse', reponse('personnalisee'));
    expect(rows()).toHaveLength(1);
    bureau.store.write(bureau.store.persons, () =>
      settle(bureau.store.persons, { id: acte, etat: 'refuse', code: 'PERSONNE_EFFACEE' }, bureau.now),
    );
    expect(rows()).toEqual([]);
  });
});

describe('who leaves the file takes along the answer begun', () => {
  beforeEach(() => {
    draft(1, texte);
    draft(2, 'Pour une autre personne.');
  });

  test.each([
    ['her demande', demandeId(1)],
    ['her dossier', dossierId(1)],
  ])('erased, by the tombstone of %s, and no byte of it stays', (_, id) => {
    expect(holds('zyxwvutsrq')).toBe(true);
    const corps = JSON.stringify({ type: id === demandeId(1) ? 'demande' : 'dossier' });
    expect(pull([901, 'tombstone', id, 1, dossierId(1), corps]).hasErased).toBe(true);
    bureau.project(1);
    expect(value(bureau.store.scrub())).toBeUndefined();
    expect(isScrubAsked(bureau.store.bulk)).toBe(false);
    expect(rows()).toMatchObject([{ demande: demandeId(2) }]);
    expect(holds('zyxwvutsrq')).toBe(false);
    expect(holds('autre personne')).toBe(true);
  });

  test('with the end of the flux, and no byte of it stays', () => {
    bureau.person(3, {}, 2);
    bureau.demande(3, {}, { flux: 2 });
    draft(3, 'Dans une autre liste.');
    bureau.store.write(bureau.store.persons, () =>
      emptyFlux(bureau.store.persons, fluxId(1), new Date(bureau.now).toISOString()),
    );
    expect(value(bureau.store.scrub())).toBeUndefined();
    expect(rows()).toMatchObject([{ demande: demandeId(3) }]);
    expect(holds('zyxwvutsrq')).toBe(false);
  });

  test('with its row, when the server no longer has it', () => {
    const { bulk } = bureau.store;
    bureau.store.write(bulk, () => startRebuild(bulk, fluxId(1)));
    expect(rows()).toHaveLength(2);
    pull([902, 'demande', demandeId(2), 1, dossierId(2), JSON.stringify(demandeCorps(dossierId(2)))]);
    bureau.store.write(bulk, () => {
      const flux = readFluxRow(bulk, fluxId(1));
      if (flux !== null) finishRebuild(bulk, flux);
    });
    expect(rows()).toMatchObject([{ demande: demandeId(2), texte: 'Pour une autre personne.' }]);
  });

  test('and not with an older version of the row that was stored twice', () => {
    const { bulk } = bureau.store;
    bulk.exec('DROP INDEX ligne_id');
    bulk
      .prepare(
        `INSERT INTO ligne (id, flux, seq, type, v, dossier, generation, lecture)
         VALUES (?, ?, 9999, 'demande', 1, ?, 0, 'lue')`,
      )
      .run(demandeId(1), fluxId(1), dossierId(1));
    bulk.prepare('DELETE FROM ligne WHERE id = ? AND seq < 9999').run(demandeId(1));
    expect(rows()).toHaveLength(2);
    bulk.prepare('DELETE FROM ligne WHERE id = ?').run(demandeId(1));
    expect(rows()).toHaveLength(1);
  });
});

test('an acte of another kind puts nothing aside', () => {
  draft(1, texte);
  bureau.write(1, 'note', { texte: 'Rappeler.' });
  expect(shown(1)).toBe(texte);
});
