import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reparerSuivis } from '../../sync-api/demandes/suivi.ts';
import { autreCle, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

describe('what the guichet shows of personal links', () => {
  it('is written again when the guichet was lost, and leads nowhere for what is gone', async () => {
    const row = await g.demander();
    await g.guichet.retirerSuivi([g.jeton(row)]);
    await g.guichet.ecrireSuivi({
      empreinteJeton: 'cd'.repeat(32),
      intitule: 'x',
      raisonSociale: 'x',
      mode: 'rappel',
      souhaits: [],
      etat: 'ouverte',
      recueLe: '2026-06-08T08:00:00.000Z',
      fuseau: 'Europe/Paris',
    });
    expect(await reparerSuivis(g)).toBe(2);
    await g.passer();
    expect(await g.guichet.listerSuivis()).toEqual([{ empreinte_jeton: g.jeton(row), etat: 'ouverte' }]);
  });

  it('is the state of now, not the one of a backup of the guichet', async () => {
    const row = await g.demander();
    const other = await g.demander({ cle_ministere_educatif: autreCle });
    const backup = await g.guichetDb.selectFrom('suivi').selectAll().execute();
    await g.pousser(repondre(row, 'autre_canal'));
    const souhaits = [{ jour: 'lundi', demi_journee: 'matin' } as const];
    await g.intake.deposer('changement', { empreinte_jeton: other.empreinte_jeton, souhaits });
    await g.passer();
    await g.guichetDb.deleteFrom('suivi').execute();
    await g.guichetDb.insertInto('suivi').values(backup).execute();
    expect(await reparerSuivis(g)).toBe(2);
    await g.passer();
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'repondue' });
    expect(await g.intake.lireSuivi(other.empreinte_jeton)).toMatchObject({ etat: 'ouverte', souhaits });
  });

  it('holds no word of the person', async () => {
    await g.demander({ message: 'Un internat ?' });
    const rows = JSON.stringify(await g.guichetDb.selectFrom('suivi').selectAll().execute());
    for (const word of ['Vauquelin', 'Inès', '639980112', 'example.org', 'internat']) expect(rows).not.toContain(word);
  });
});
