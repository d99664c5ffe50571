import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushResponse } from '../../shared/contract/sync.ts';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { type Compte, createCompte, createDossier, makeActe } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

/** Dossiers live in relations: an organisme or a compte is read by people who may not read the person. */
describe('POST /v1/actes into another genre of flux', () => {
  let server: FluxServer;
  let compte: Compte;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
  });
  afterEach(() => server.close());

  const push = async (actes: Acte[]) => {
    const response = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes });
    return pushResponse.parse(await response.json()).resultats;
  };

  test.each(['organisme', 'compte'] as const)(
    'no dossier is opened or written in a flux of genre %s',
    async (genre) => {
      const owner = compte.acces.compte;
      const other = await server.db
        .selectFrom('flux')
        .selectAll()
        .where('genre', '=', genre)
        .where(genre === 'compte' ? 'compte_id' : 'siret_responsable', '=', genre === 'compte' ? owner.id : owner.siret)
        .executeTakeFirstOrThrow();
      const corps = { nom: 'MARTIN', prenom: 'Sophie', telephones: ['0612345678'], source: 'appel' };
      const inside = await createDossier(server.db, other.id);
      const { tete } = await server.db
        .selectFrom('flux')
        .select('tete')
        .where('id', '=', other.id)
        .executeTakeFirstOrThrow();
      const actes = [
        makeActe({ flux: other.id, dossier: randomUUID(), type: 'dossier-cree', corps }),
        makeActe({ flux: other.id, dossier: inside }),
        makeActe({ flux: other.id, dossier: inside, type: 'opposition', corps: {} }),
        makeActe({ flux: other.id, dossier: inside, type: 'effacement', corps: {} }),
      ];
      expect(await push(actes)).toEqual(actes.map(({ id }) => ({ id, etat: 'refuse', code: 'FLUX_INCONNU' })));
      const after = await server.db
        .selectFrom('flux')
        .select('tete')
        .where('id', '=', other.id)
        .executeTakeFirstOrThrow();
      expect(after.tete).toBe(tete);
    },
  );
});
