import { parseArgs } from 'node:util';
import { type LigneAEcrire, writeLignes } from '../../sync-api/store/flux.ts';
import { createCompte, createRelation } from '../support/flux-fixtures.ts';
import { startFluxServer } from '../support/flux-server.ts';
import { benchRows } from './rows.ts';

/**
 * The real sync API on an encrypted file, in a process of its own, holding one relation with `--voeux` vœux. Prints one JSON line when it listens, and one more, what it then holds,
 * when its standard input closes.
 */
const { values } = parseArgs({ options: { voeux: { type: 'string' }, fichier: { type: 'string' } } });
const rowsPerWrite = 2_000;

const server = await startFluxServer(`sqlite:${values.fichier ?? ''}`);
const responsable = await createCompte(server.db, 'responsable', 'banc');
const { flux } = await createRelation(server.db, responsable);
await server.db.transaction().execute(async (trx) => {
  const write = async (lignes: LigneAEcrire[]): Promise<void> => {
    const dossiers = lignes.filter(({ type }) => type === 'dossier');
    await trx
      .insertInto('dossier')
      .values(dossiers.map(({ id }) => ({ id, flux_id: flux, cle_ine: null, efface_le: null })))
      .execute();
    await writeLignes(trx, { fluxId: flux, lignes });
  };
  let lignes: LigneAEcrire[] = [];
  for (const row of benchRows(Number(values.voeux))) {
    if (lignes.push(row) < rowsPerWrite) continue;
    await write(lignes);
    lignes = [];
  }
  if (lignes.length > 0) await write(lignes);
});
server.allow('banc', responsable.acces);

const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const { compte, poste } = responsable.acces;
print({ origin: server.origin, compte: compte.id, poste: poste.id });

async function finish(): Promise<void> {
  const actes = await server.db.selectFrom('acte').select('id').execute();
  const lignes = await server.db.selectFrom('ligne').select('id').where('type', '=', 'acte').execute();
  print({
    actes: actes.map(({ id }) => id),
    lignes: lignes.length,
    accidents: server.journal.filter((line) => line.includes('ACTES_EN_ACCIDENT')).length,
  });
  await server.close();
}
process.stdin.on('end', () => void finish()).resume();
