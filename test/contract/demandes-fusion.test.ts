import { afterEach, beforeEach, expect, it } from 'vitest';
import { connexionRecenteMs } from '../../sync-api/actes/examen.ts';
import type { DemandeRow } from '../../sync-api/demandes/ligne.ts';
import { estOpposee } from '../../sync-api/demandes/opposee.ts';
import { cle, formation, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

const ailleurs = cle.replace('69266#L01', '42218#L03');

let g: Guichets;
let here: DemandeRow;
let there: DemandeRow;
beforeEach(async () => {
  g = await ouvrirGuichets();
  await g.db
    .insertInto('formation_catalogue')
    .values(formation({ cle_ministere_educatif: ailleurs, siret_formateur: '99998100400016' }))
    .execute();
  here = await g.demander();
  there = await g.demander({ cle_ministere_educatif: ailleurs });
});
afterEach(() => g.close());

const half = (row: DemandeRow, lien: string, cote: 'a' | 'b') =>
  makeActe({
    flux: row.flux_id,
    dossier: row.dossier_id,
    type: 'lien',
    corps: { lien_id: lien, cote, preuve: 'même téléphone' },
  });
const signedIn = (agoMs: number | null): void => {
  Object.assign(g.porteur, {
    connecteLe: agoMs === null ? null : new Date(g.clock.now().getTime() - agoMs).toISOString(),
  });
};

it('the half that makes a merge cross two flux asks for a recent sign-in, whichever comes second', async () => {
  expect(here.flux_id).not.toBe(there.flux_id);
  for (const [first, second] of [
    [half(here, 'aaaaaaaa-0000-4000-8000-000000000001', 'a'), half(there, 'aaaaaaaa-0000-4000-8000-000000000001', 'b')],
    [half(there, 'aaaaaaaa-0000-4000-8000-000000000002', 'b'), half(here, 'aaaaaaaa-0000-4000-8000-000000000002', 'a')],
  ] as const) {
    signedIn(connexionRecenteMs + 1);
    expect(await g.pousser(first, second)).toMatchObject([
      { etat: 'accepte' },
      { etat: 'refuse', code: 'CONNEXION_RECENTE_REQUISE' },
    ]);
    signedIn(null);
    expect(await g.pousser(second)).toMatchObject([{ etat: 'refuse', code: 'CONNEXION_RECENTE_REQUISE' }]);
    signedIn(connexionRecenteMs);
    expect(await g.pousser(first, second)).toMatchObject([{ etat: 'deja_recu' }, { etat: 'accepte' }]);
    signedIn(null);
    // What was taken stays taken, whoever asks again and however long after.
    expect(await g.pousser(first, second)).toMatchObject([{ etat: 'deja_recu' }, { etat: 'deja_recu' }]);
  }
});

it('who is opposed in a dossier that a merge binds to hers is mailed nothing, until one of the two is undone', async () => {
  const lien = g.random.uuid();
  const halves = [half(here, lien, 'a'), half(there, lien, 'b')] as const;
  const opposed = makeActe({ flux: here.flux_id, dossier: here.dossier_id, type: 'opposition', corps: {} });
  const undo = (row: DemandeRow, acte: string) =>
    makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'annule', corps: { acte } });
  const mailed = async (): Promise<string> => {
    const [answer] = await g.pousser(repondre(there, 'personnalisee'));
    return answer?.etat === 'refuse' ? answer.code : (answer?.etat ?? '');
  };
  signedIn(0);
  // Half a merge binds nobody.
  await g.pousser(halves[0], opposed);
  expect(await estOpposee({ trx: g.db }, there)).toBe(false);
  await g.pousser(halves[1]);
  expect(await mailed()).toBe('OPPOSITION');
  expect(await estOpposee({ trx: g.db }, there)).toBe(true);
  // What says that it was done sends nothing.
  expect(await g.pousser(repondre(there, 'autre_canal'))).toMatchObject([{ etat: 'accepte' }]);

  const unbound = undo(here, halves[0].id);
  await g.pousser(unbound);
  expect(await estOpposee({ trx: g.db }, there)).toBe(false);
  await g.pousser(undo(here, unbound.id));
  expect(await mailed()).toBe('OPPOSITION');
  await g.pousser(undo(here, opposed.id));
  expect(await mailed()).toBe('accepte');
});

it('a merge inside one flux asks for nothing', async () => {
  signedIn(null);
  const other = await g.demander({ nom: 'Oufkir', courriel: 'k@example.org', telephone: '+33639980121' });
  const lien = g.random.uuid();
  expect(other.flux_id).toBe(here.flux_id);
  expect(await g.pousser(half(here, lien, 'a'), half(other, lien, 'b'))).toMatchObject([
    { etat: 'accepte' },
    { etat: 'accepte' },
  ]);
});
