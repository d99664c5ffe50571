import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { empreinteJeton, jetonDeConfirmation, jetonDeDemande } from '../../sync-api/demandes/cles.ts';
import { enAttenteMax, entreDeuxCourrielsMs } from '../../sync-api/demandes/confirmation.ts';
import { attenteMs, oublierDepots } from '../../sync-api/demandes/oubli.ts';
import { autreCle, cle, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

const codes = (): string[] => g.logs.map((line) => JSON.parse(line).code);
const lien = async (
  genre: 'changement' | 'annulation',
  corps: { empreinte_jeton: string; message?: string; mode?: 'message' },
) => {
  await g.intake.deposer(genre, corps);
  await g.passer();
};

describe('a personal link', () => {
  it('is in the mail as a token whose digest alone is kept', async () => {
    const row = await g.demander();
    const { donnees } = await g.db
      .selectFrom('courriel')
      .select('donnees')
      .where('genre', '=', 'candidat-confirmation')
      .executeTakeFirstOrThrow();
    const { jeton } = JSON.parse(donnees);
    expect(jeton).toBe(jetonDeDemande(g.secret, row.id));
    expect(row.empreinte_jeton).toBe(empreinteJeton(jeton));
    expect(JSON.stringify(await g.guichetDb.selectFrom('suivi').selectAll().execute())).not.toContain(jeton);
  });

  it('changes the mode and adds a text, that staff see beside the first one', async () => {
    const row = await g.demander({ message: 'Bonjour' });
    await lien('changement', { empreinte_jeton: row.empreinte_jeton, mode: 'message', message: 'Plutôt par écrit' });
    expect(await g.ligne(row)).toMatchObject({
      mode: 'message',
      message: 'Bonjour',
      ajouts: [{ motifs: [], message: 'Plutôt par écrit' }],
      modifiee_le: expect.any(String),
    });
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ mode: 'message' });
    expect(await g.courriels()).toEqual([
      'candidat-confirmation',
      'cfa-nouvelle',
      'candidat-changement',
      'cfa-changement',
    ]);
  });

  it('with the same choice again does nothing', async () => {
    const row = await g.demander({ mode: 'message' });
    await lien('changement', { empreinte_jeton: row.empreinte_jeton, mode: 'message' });
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
  });

  it('that is used all the time mails three changes an hour, and makes all of them', async () => {
    const row = await g.demander();
    for (const message of ['1', '2', '3', '4', '5'])
      await lien('changement', { empreinte_jeton: row.empreinte_jeton, message });
    expect((await g.courriels()).filter((genre) => genre === 'cfa-changement')).toHaveLength(3);
    expect((await g.ligne(row)).ajouts).toHaveLength(4);
  });

  it('cancels once, and tells both sides', async () => {
    const row = await g.demander();
    await lien('annulation', { empreinte_jeton: row.empreinte_jeton });
    await lien('annulation', { empreinte_jeton: row.empreinte_jeton });
    await lien('changement', { empreinte_jeton: row.empreinte_jeton, message: 'Trop tard' });
    expect(await g.relire(row)).toMatchObject({ etat: 'annulee', annulee_le: '2026-06-08T08:00:00.000Z' });
    expect(await g.ligne(row)).toMatchObject({
      etat: 'annulee',
      annulee_le: '2026-06-08T08:00:00.000Z',
      message: null,
    });
    expect(await g.courriels()).toEqual([
      'candidat-confirmation',
      'cfa-nouvelle',
      'candidat-annulation',
      'cfa-changement',
    ]);
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'annulee' });
  });

  it('of an answered demande cancels nothing', async () => {
    const row = await g.demander();
    await g.pousser(repondre(row, 'personnalisee'));
    await lien('annulation', { empreinte_jeton: row.empreinte_jeton });
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', annulee_le: null });
  });
});

describe('a form whose address is to be proved', () => {
  const attendre = async (changes: Parameters<Guichets['deposer']>[0] = {}): Promise<string> => {
    const id = await g.deposer({ ...changes, a_confirmer: true });
    await g.passer();
    return empreinteJeton(jetonDeConfirmation(g.secret, id));
  };
  const confirmer = async (jeton: string): Promise<void> => {
    await g.intake.deposer('confirmation', { empreinte_jeton: jeton });
    await g.passer();
  };
  const enAttente = async () => (await g.db.selectFrom('depot_a_confirmer').selectAll().execute()).length;

  it('makes nothing but one mail, then the demande, received when it was proved', async () => {
    const jeton = await attendre();
    expect(await g.demandes()).toEqual([]);
    expect(await g.courriels()).toEqual(['candidat-a-confirmer']);
    g.clock.advance(3_600_000);
    await confirmer(jeton);
    expect(await g.demandes()).toMatchObject([{ recue_le: '2026-06-08T09:00:00.000Z', etat: 'ouverte' }]);
    expect(await enAttente()).toBe(0);
    await confirmer(jeton);
    expect(await g.demandes()).toHaveLength(1);
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
  });

  it('is asked for once an hour and address, whoever the form names', async () => {
    await attendre();
    await attendre({ nom: 'Autre', courriel: 'INES.vauquelin@example.org' });
    expect([await enAttente(), (await g.courriels()).length]).toEqual([2, 1]);
    g.clock.advance(entreDeuxCourrielsMs);
    await attendre({ nom: 'Encore' });
    expect((await g.courriels()).length).toBe(2);
  });

  it('sends every form of that address with one button, and no form of another', async () => {
    const jeton = await attendre();
    await attendre({ cle_ministere_educatif: autreCle, courriel: 'INES.vauquelin@example.org' });
    await attendre({ prenom: 'Louise', telephone: '+33639980114' });
    await attendre({ nom: 'Autre', courriel: 'autre@example.org', telephone: '+33639980113' });
    g.clock.advance(600_000);
    await confirmer(jeton);
    const faites = await g.demandes();
    expect(faites.map(({ cle_ministere_educatif }) => cle_ministere_educatif).sort()).toEqual([cle, cle, autreCle]);
    expect(new Set(faites.map(({ id }) => id)).size).toBe(3);
    expect(await enAttente()).toBe(1);
    expect(codes()).toEqual([]);
  });

  it('asks for a proof again at once when the mail of before was already used', async () => {
    await confirmer(await attendre());
    await confirmer(await attendre({ cle_ministere_educatif: autreCle }));
    expect(await g.demandes()).toHaveLength(2);
    expect((await g.courriels()).filter((genre) => genre === 'candidat-a-confirmer')).toHaveLength(2);
  });

  it('waits with four others of its address at most', async () => {
    for (let n = 0; n < enAttenteMax + 2; n += 1) await attendre({ nom: `Nom${'abcdefgh'[n]}` });
    expect(await enAttente()).toBe(enAttenteMax);
  });

  it('is forgotten after a day, and its button does nothing any more', async () => {
    const jeton = await attendre();
    g.clock.advance(attenteMs);
    await confirmer(jeton);
    expect(await g.demandes()).toEqual([]);
    expect(await oublierDepots(g.db, g)).toBe(1);
    expect(await enAttente()).toBe(0);
  });

  it('leaves no address behind after a day, whether its mail left or not', async () => {
    await attendre();
    await attendre({ courriel: 'jamais.partie@example.org' });
    await g.db
      .updateTable('courriel')
      .set({ etat: 'envoye' })
      .where('destinataire', '=', 'ines.vauquelin@example.org')
      .execute();
    g.clock.advance(attenteMs - 1);
    await oublierDepots(g.db, g);
    expect(await g.courriels()).toHaveLength(2);
    g.clock.advance(1);
    await oublierDepots(g.db, g);
    expect(await g.courriels()).toEqual([]);
  });

  it('proved in time is a demande although the server was away until later', async () => {
    const jeton = await attendre();
    g.clock.advance(attenteMs - 1_000);
    await g.intake.deposer('confirmation', { empreinte_jeton: jeton });
    g.clock.advance(3 * attenteMs);
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
  });

  it('of a training that is unknown is dropped without a mail', async () => {
    await attendre({ cle_ministere_educatif: 'inconnue' });
    expect([await enAttente(), await g.courriels()]).toEqual([0, []]);
  });

  it('cannot be confirmed with a personal link, nor the other way round', async () => {
    const row = await g.demander();
    const jeton = await attendre({ courriel: 'autre@example.org', nom: 'Autre', telephone: '+33639980113' });
    await confirmer(row.empreinte_jeton);
    await lien('annulation', { empreinte_jeton: jeton });
    expect(await g.demandes()).toMatchObject([{ etat: 'ouverte' }]);
    expect(await enAttente()).toBe(1);
  });
});
