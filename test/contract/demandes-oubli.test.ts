import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { estARappeler, estOpposee } from '../../sync-api/demandes/opposee.ts';
import { purgerFlux } from '../../sync-api/flux/fins.ts';
import { autreCle, defaire, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { dump } from '../support/extraction.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

const words = ['Vauquelin', 'Inès', '639980112', 'ines.vauquelin', 'internat', 'trois places'];
const guichetDump = async () =>
  JSON.stringify([
    await g.guichetDb.selectFrom('suivi').selectAll().execute(),
    await g.guichetDb.selectFrom('depot').selectAll().execute(),
  ]);
/** Ines asked twice and was answered once; somebody else asked too. */
const vivre = async () => {
  const row = await g.demander({ message: 'Un internat ?' });
  const second = await g.demander({ cle_ministere_educatif: autreCle });
  const other = await g.demander({
    nom: 'Oufkir',
    prenom: 'Karim',
    courriel: 'k@example.org',
    telephone: '+33639980121',
  });
  await g.pousser(
    repondre(row, 'personnalisee'),
    makeActe({
      flux: row.flux_id,
      dossier: row.dossier_id,
      type: 'lien',
      corps: { lien_id: g.random.uuid(), cote: 'a', preuve: 'INE' },
    }),
  );
  await g.deposer({ a_confirmer: true, message: 'Un internat ?' });
  await g.passer();
  return { row, second, other };
};
const effacer = (row: { flux_id: string; dossier_id: string }) =>
  makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'effacement', corps: { motif: 'demande' } });

describe('an erasure', () => {
  it('leaves no row and no value of her: demandes, digests, mails, forms that wait, page of her link', async () => {
    const { row, second, other } = await vivre();
    g.clock.advance(1_000);
    const recent: typeof g.porteur = { ...g.porteur, connecteLe: g.clock.now().toISOString() };
    Object.assign(g.porteur, recent);
    expect(await g.pousser(effacer(row))).toMatchObject([{ etat: 'accepte' }]);
    await g.passer();
    expect((await g.demandes()).map(({ id }) => id)).toEqual([other.id]);
    const all = (await dump(g.db)) + (await guichetDump());
    for (const word of words) expect(all).not.toContain(word);
    for (const digest of [row.cle_courriel, row.cle_telephone, row.empreinte_jeton, second.empreinte_jeton])
      expect(all).not.toContain(digest);
    expect(await g.db.selectFrom('lien_moitie').selectAll().execute()).toEqual([]);
    expect(await g.db.selectFrom('depot_a_confirmer').selectAll().execute()).toEqual([]);
    expect(await g.guichet.listerSuivis()).toEqual([{ empreinte_jeton: other.empreinte_jeton, etat: 'ouverte' }]);
    expect(all).toContain('Oufkir');
    await checkFlux(g);
  });

  it('is not undone by asking again: a new dossier, that knows nothing of the former one', async () => {
    const { row } = await vivre();
    await g.pousser(effacer(row));
    const next = await g.demander();
    expect(next.dossier_id).not.toBe(row.dossier_id);
  });
});

describe('the purge of a flux', () => {
  it('takes its demandes, mails, merges and pages along', async () => {
    const { row } = await vivre();
    await g.db.deleteFrom('depot_a_confirmer').execute();
    await g.db.deleteFrom('courriel').where('genre', '=', 'candidat-a-confirmer').execute();
    await purgerFlux(g.db, g, row.flux_id);
    await g.passer();
    for (const table of ['demande', 'courriel', 'lien_moitie'] as const)
      expect(await g.db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await g.guichet.listerSuivis()).toEqual([]);
    const all = (await dump(g.db)) + (await guichetDump());
    for (const word of words) expect(all).not.toContain(word);
  });
});

describe('an opposition', () => {
  const opposer = (row: { flux_id: string; dossier_id: string }) =>
    makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'opposition', corps: {} });
  const etats = async (dossier: string) =>
    new Set(
      (
        await g.db
          .selectFrom('courriel')
          .select('etat')
          .where('dossier_id', '=', dossier)
          .where('genre', 'like', 'candidat-%')
          .execute()
      ).map(({ etat }) => etat),
    );

  it('leaves no mail to her waiting, hers alone, and blanks them; undone, the reminders of the CFA are still there', async () => {
    const { row, second, other } = await vivre();
    const silence = opposer(row);
    await g.pousser(silence);
    expect([await etats(row.dossier_id), await etats(other.dossier_id)]).toEqual([
      new Set(['abandonne']),
      new Set(['a_envoyer']),
    ]);
    const rest = await g.db.selectFrom('courriel').selectAll().where('dossier_id', '=', row.dossier_id).execute();
    expect(JSON.stringify(rest)).not.toContain('Vauquelin');
    const rappels = rest.filter(({ genre, etat }) => genre === 'cfa-relance' && etat === 'a_envoyer');
    expect(rappels.map(({ demande_id }) => demande_id)).toContain(second.id);
    expect(await estARappeler(g.db, second.id)).toBe(false);
    await g.pousser(defaire(row, silence));
    expect(await estARappeler(g.db, second.id)).toBe(true);
  });

  it('refuses the answers that would be mailed, and takes the one that says it was done', async () => {
    const row = await g.demander();
    await g.pousser(opposer(row));
    const [mailed, kind, said] = await g.pousser(
      repondre(row, 'personnalisee'),
      repondre(row, 'sans_reponse'),
      repondre(row, 'autre_canal'),
    );
    expect([mailed, kind]).toMatchObject([{ code: 'OPPOSITION' }, { code: 'OPPOSITION' }]);
    expect(said).toMatchObject({ etat: 'accepte' });
  });

  it('said before she asks again: staff are told, she is not written to', async () => {
    const row = await g.demander();
    await g.pousser(repondre(row, 'autre_canal'), opposer(row));
    const next = await g.demander();
    expect(next.dossier_id).toBe(row.dossier_id);
    const waiting = await g.db
      .selectFrom('courriel')
      .select('genre')
      .where('demande_id', '=', next.id)
      .where('etat', '=', 'a_envoyer')
      .execute();
    expect(waiting.map(({ genre }) => genre).filter((genre) => genre.startsWith('candidat'))).toEqual([]);
    expect(waiting.map(({ genre }) => genre)).toContain('cfa-nouvelle');
  });
});

describe('a limitation', () => {
  const figer = (row: { flux_id: string; dossier_id: string }, active: boolean) =>
    makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'limitation', corps: { active } });

  it('asks nobody to write to her and writes nothing to her, until it ends', async () => {
    const row = await g.demander();
    const debut = figer(row, true);
    await g.pousser(debut);
    expect([await estARappeler(g.db, row.id), await estOpposee({ trx: g.db }, row)]).toEqual([false, true]);
    const before = await g.courriels();
    await g.deposer({ message: 'Encore' });
    await g.passer();
    expect((await g.courriels()).slice(before.length)).toEqual(['cfa-changement']);
    await g.pousser({ ...figer(row, false), remplace: { limitation: [debut.id] } });
    expect([await estARappeler(g.db, row.id), await estOpposee({ trx: g.db }, row)]).toEqual([true, false]);
  });
});
