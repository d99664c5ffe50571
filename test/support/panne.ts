import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { reparerOffres } from '../../sync-api/agenda/offres.ts';
import { reparerSuivis } from '../../sync-api/demandes/suivi.ts';
import { restaurer } from '../../sync-api/flux/fins.ts';
import { type Guichets, ouvrirGuichets } from './demandes.ts';

const key = '3c'.repeat(32);

/** A base that is put back from a backup while its guichet is not: two files, two disks when the operator is wise. */
export interface Panne {
  ouvrir(): Promise<Guichets>;
  sauver(guichets: Guichets): Promise<void>;
  /** The backup takes the place of the base; a server opens it at the hour it was, and takes no deposit yet. */
  rallumer(guichets: Guichets): Promise<Guichets>;
  /** And its first pass goes round. */
  remettre(guichets: Guichets): Promise<Guichets>;
  close(guichets: Guichets): Promise<void>;
}

export const preparerPanne = (): Panne => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-panne-'));
  const ouvrirBase = (base: string): Promise<Guichets> =>
    ouvrirGuichets({ url: `sqlite:${join(folder, base)}`, guichetUrl: `sqlite:${join(folder, 'guichet.db')}`, key });
  const rallumer = async (guichets: Guichets): Promise<Guichets> => {
    const le = guichets.clock.now().toISOString();
    await guichets.close();
    const g = await ouvrirBase('sauvegarde.db');
    g.clock.set(le);
    await restaurer(g.db, g);
    return g;
  };
  return {
    ouvrir: () => ouvrirBase('base.db'),
    sauver: async ({ db }) => {
      await sql`vacuum into ${join(folder, 'sauvegarde.db')}`.execute(db);
    },
    rallumer,
    remettre: async (guichets) => {
      const g = await rallumer(guichets);
      await g.reception.reprendre();
      await reparerSuivis(g);
      await reparerOffres(g);
      await g.passer();
      return g;
    },
    close: async (guichets) => {
      await guichets.close();
      rmSync(folder, { recursive: true });
    },
  };
};
