import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desceller, gardeMs, sceller } from '../../../sync-api/demandes/garde.ts';
import { ReceptionDemandes } from '../../../sync-api/demandes/reception.ts';
import { depot } from '../../../sync-api/guichet/depot.ts';
import { createJournal } from '../../../sync-api/journal.ts';
import { formulaire, type Guichets, repondre } from '../../support/demandes.ts';
import { makeActe } from '../../support/flux-fixtures.ts';
import { type Panne, preparerPanne } from '../../support/panne.ts';

/** The base is put back from a backup, the guichet is not: two files, two disks when the operator is wise. */
let panne: Panne;
let g: Guichets;

beforeEach(async () => {
  panne = preparerPanne();
  g = await panne.ouvrir();
});
afterEach(() => panne.close(g));

const somebodyElse = { nom: 'Diallo', courriel: 'd@example.org', telephone: '+33639980113' };

const sauver = () => panne.sauver(g);

const remettre = async (): Promise<void> => {
  g = await panne.remettre(g);
};

describe('a base put back from a backup', () => {
  it('takes again what was asked since: same demande, same link, same deadline, one mail for whoever dedups', async () => {
    const before = await g.demander(somebodyElse);
    await sauver();
    const row = await g.demander({ message: 'Avez-vous encore une place ?' });
    await g.deposer({ message: 'Et un internat ?' });
    await g.passer();
    const [line, dossier] = [await g.ligne(row), await g.dossier(row)];
    const confirmation = async () =>
      (
        await g.db.selectFrom('courriel').select(['genre', 'message_id']).where('demande_id', '=', row.id).execute()
      ).find(({ genre }) => genre === 'candidat-confirmation');
    const sent = await confirmation();
    await remettre();
    expect(await g.demandes()).toHaveLength(2);
    expect(await g.relire(before)).toEqual(before);
    expect(await g.relire(row)).toEqual(row);
    expect([await g.ligne(row), await g.dossier(row)]).toEqual([line, dossier]);
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'ouverte', recueLe: row.recue_le });
    expect(await confirmation()).toEqual(sent);
    expect(g.logs.filter((log) => log.includes('DEPOTS_REPRIS'))).toHaveLength(1);
  });

  it('takes nothing twice: neither what the backup held, nor at the next start', async () => {
    const before = await g.demander();
    await sauver();
    await g.demander(somebodyElse);
    await remettre();
    expect(await g.demandes()).toHaveLength(2);
    expect(await g.relire(before)).toEqual(before);
    expect(await g.reception.reprendre()).toBe(0);
    expect(await g.demandes()).toHaveLength(2);
  });

  it('gives an answer that postes offer again the demande it answers, and its mail the Message-ID it had', async () => {
    await g.demander(somebodyElse);
    await sauver();
    const row = await g.demander();
    const answer = repondre(row, 'personnalisee');
    await g.pousser(answer);
    const mailOf = async () =>
      (await g.db.selectFrom('courriel').select('message_id').where('genre', '=', 'candidat-reponse').execute())[0];
    const sent = await mailOf();
    await remettre();
    await g.pousser(answer);
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue' });
    expect(await mailOf()).toEqual(sent);
  });

  it('finds again a form whose address was proved since', async () => {
    await sauver();
    await g.deposer({ a_confirmer: true });
    await g.passer();
    const { empreinte_jeton } = await g.db
      .selectFrom('depot_a_confirmer')
      .select('empreinte_jeton')
      .executeTakeFirstOrThrow();
    await g.intake.deposer('confirmation', { empreinte_jeton });
    await g.passer();
    const made = await g.demandes();
    expect(made).toHaveLength(1);
    await remettre();
    expect((await g.demandes()).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  });
});

const gardes = () => g.guichetDb.selectFrom('depot_garde').selectAll().execute();

describe('what is kept of a deposit', () => {
  it('is read by nobody who holds the guichet alone', async () => {
    await g.demander({ message: 'Avez-vous encore une place ?' });
    const [garde] = await gardes();
    const octets = Buffer.from(garde?.scelle ?? '', 'base64').toString('latin1');
    expect(octets).not.toMatch(/Vauquelin|ines|place|39980112/i);
    if (garde === undefined) throw new Error('nothing is kept');
    expect(desceller(g.secret, garde)).toMatchObject({ depot: { id: garde.id } });
    expect(desceller('00'.repeat(32), garde)).toBeNull();
    expect(desceller(g.secret, { ...garde, id: g.random.uuid() })).toBeNull();
    expect(desceller(g.secret, { ...garde, scelle: garde.scelle.slice(0, -8) })).toBeNull();
  });

  it('is nothing of a deposit that nothing was made of', async () => {
    await g.deposer({ cle_ministere_educatif: 'inconnue' });
    await g.passer();
    expect(await gardes()).toEqual([]);
  });

  it('goes with an erasure: the form, its confirmation, what was added', async () => {
    const row = await g.demander();
    await g.deposer({ message: 'Et un internat ?' });
    await g.passer();
    await g.intake.deposer('changement', { empreinte_jeton: row.empreinte_jeton, message: 'Le soir.' });
    await g.passer();
    expect(await gardes()).toHaveLength(3);
    const { flux_id: flux, dossier_id: dossier } = row;
    await g.pousser(makeActe({ flux, dossier, type: 'effacement', corps: {} }));
    await g.passer();
    expect(await gardes()).toEqual([]);
  });

  it('goes after a day with a form that nobody confirmed, after seven days with any', async () => {
    const { oublierDepots } = await import('../../../sync-api/demandes/oubli.ts');
    await g.deposer({ a_confirmer: true });
    await g.passer();
    expect(await gardes()).toHaveLength(1);
    g.clock.advance(25 * 3_600_000);
    await oublierDepots(g.db, g);
    await g.passer();
    expect(await gardes()).toEqual([]);
    await g.demander();
    expect(await g.guichet.retirerGardesAvant(new Date(g.clock.now().getTime() - gardeMs))).toBe(0);
    g.clock.advance(gardeMs);
    expect(await g.guichet.listerGardes(new Date(g.clock.now().getTime() - gardeMs))).toEqual([]);
    expect(await g.guichet.retirerGardesAvant(new Date(g.clock.now().getTime() - gardeMs))).toBe(1);
  });

  it('is not kept of a person who was erased before the guichet was told', async () => {
    const row = await g.demander();
    // As after a crash: the deposit still stands in the guichet, and was taken.
    const depose_le = g.clock.now().toISOString();
    const corps = formulaire();
    await g.guichetDb.deleteFrom('depot_garde').execute();
    await g.guichetDb
      .insertInto('depot')
      .values({ id: row.id, genre: 'demande', corps: JSON.stringify(corps), depose_le })
      .execute();
    const { flux_id: flux, dossier_id: dossier } = row;
    await g.pousser(makeActe({ flux, dossier, type: 'effacement', corps: {} }));
    await g.passer();
    expect(await gardes()).toEqual([]);
    expect(await g.guichetDb.selectFrom('depot').selectAll().execute()).toEqual([]);
  });

  it('that another server sealed is said, and stops nothing', async () => {
    const un = depot.parse({
      id: g.random.uuid(),
      genre: 'demande',
      depose_le: g.clock.now().toISOString(),
      corps: formulaire(),
    });
    const foreign = {
      id: un.id,
      scelle: sceller('11'.repeat(32), g.random, { depot: un, fluxId: null }),
      pris_le: un.depose_le,
    };
    await g.guichetDb.insertInto('depot_garde').values(foreign).execute();
    const logs: string[] = [];
    const reception = new ReceptionDemandes({
      ...g,
      serveur: { secretIne: g.secret },
      config: { retentionMois: 12 },
      journal: createJournal((line) => logs.push(line), g.clock),
      annoncer: () => {},
    });
    g.clock.advance(1);
    expect(await reception.reprendre()).toBe(0);
    expect(logs.join('')).toContain('DEPOT_GARDE_ILLISIBLE');
    expect(await g.demandes()).toEqual([]);
  });
});
