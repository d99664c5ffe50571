import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purgerFlux } from '../../sync-api/flux/fins.ts';
import { ensureFlux } from '../../sync-api/store/flux.ts';
import {
  type Agenda,
  annulerCreneau,
  corpsDeCreneau,
  creer,
  demanderPlace,
  dossierComplet,
  ouvrirAgenda,
  ouvrirPersonne,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { createDossier, makeActe } from '../support/flux-fixtures.ts';
import { testRandom } from '../support/flux-server.ts';

/** What goes of the agenda with a person, and with a flux (PROTOCOL 5). */
describe('forgetting', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const effacer = (dossier: string, flux = agenda.flux) =>
    guichets.pousser(makeActe({ flux, dossier, type: 'effacement', corps: {} }));
  const compter = async (table: 'reservation' | 'creneau' | 'courriel'): Promise<number> =>
    (await guichets.db.selectFrom(table).select('id').execute()).length;

  test('an erased person frees her place, which is offered to who waits; nothing of her is left', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    const sienne = await agenda.reserver(ines, corps);
    const suivante = await agenda.reserver(noa, corps);
    const { empreinte_jeton: empreinte } = await agenda.lire(sienne);
    await guichets.db.deleteFrom('suivi_a_dire').execute();
    await guichets.db.deleteFrom('offre_a_dire').execute();
    expect((await effacer(ines))[0]?.etat).toBe('accepte');

    expect(await guichets.db.selectFrom('reservation').select(['id', 'etat']).execute()).toEqual([
      { id: suivante, etat: 'offerte' },
    ]);
    expect(await guichets.db.selectFrom('courriel').select('id').where('dossier_id', '=', ines).execute()).toEqual([]);
    expect((await agenda.courriels(noa)).elle).toEqual(['attente', 'offerte']);
    const ligne = await guichets.db
      .selectFrom('ligne')
      .select(['type', 'corps'])
      .where('id', '=', sienne)
      .executeTakeFirstOrThrow();
    expect(ligne).toEqual({ type: 'tombstone', corps: '{"raison":"effacement","jour":"2026-06-08"}' });
    // The page of her link goes, and the places that families see are said again.
    const suivis = await guichets.db.selectFrom('suivi_a_dire').select('empreinte_jeton').execute();
    expect(suivis.map(({ empreinte_jeton }) => empreinte_jeton)).toContain(empreinte);
    const offres = await guichets.db.selectFrom('offre_a_dire').select('creneau_id').execute();
    expect(new Set(offres.map(({ creneau_id }) => creneau_id))).toEqual(new Set([corps.creneau]));
    // A poste that had not heard: what it says of her booking is refused, and no place moves.
    const [refus] = await guichets.pousser(demanderPlace(agenda.flux, ines, corps));
    expect(refus).toMatchObject({ etat: 'refuse', code: 'PERSONNE_EFFACEE' });
  });

  test('erased while she waits, she leaves the list', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const [ines, noa, lea] = [await agenda.personne(), await agenda.personne('Noa'), await agenda.personne('Léa')];
    for (const dossier of [ines, noa, lea]) await agenda.reserver(dossier, corps);
    await effacer(noa);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'attente']);
    await effacer(ines);
    expect(await agenda.etats(corps.creneau)).toEqual(['offerte']);
    expect((await agenda.courriels(lea)).elle).toEqual(['attente', 'offerte']);
  });

  test('every dossier of the person is erased, and each frees what it held', async () => {
    const { relation_id: relationId } = await guichets.db
      .selectFrom('flux')
      .select('relation_id')
      .where('id', '=', agenda.flux)
      .executeTakeFirstOrThrow();
    const ancien = await ensureFlux(guichets.db, testRandom, {
      genre: 'relation',
      relationId: relationId ?? '',
      campagne: 2025,
    });
    const dossiers = new Map<string, string>();
    for (const flux of [agenda.flux, ancien]) {
      const dossier = await createDossier(guichets.db, flux, 'ine-1');
      await guichets.db
        .updateTable('ligne')
        .set({ corps: dossierComplet('Inès', []) })
        .where('id', '=', dossier)
        .execute();
      const corps = corpsDeCreneau(randomUUID(), { capacite: 1 });
      const places = [dossier, await ouvrirPersonne(guichets.db, flux, 'Noa')].map((qui) =>
        demanderPlace(flux, qui, corps),
      );
      await guichets.pousser(creer(flux, corps), ...places);
      expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'attente']);
      dossiers.set(dossier, corps.creneau);
    }
    await effacer([...dossiers.keys()][1] ?? '', ancien);
    for (const creneau of dossiers.values()) expect(await agenda.etats(creneau)).toEqual(['offerte']);
  });

  test('a cancelled créneau offers nothing to anybody when one of its people is erased', async () => {
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    for (const dossier of [ines, noa]) await agenda.reserver(dossier, corps);
    await guichets.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    await effacer(ines);
    expect(await agenda.etats(corps.creneau)).toEqual(['annulee']);
  });

  test('a purged flux keeps no créneau, no booking, no mail; its offers and links are taken back', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    const ids = [await agenda.reserver(ines, corps), await agenda.reserver(noa, corps)];
    const empreintes = [];
    for (const id of ids) empreintes.push((await agenda.lire(id)).empreinte_jeton);
    await guichets.db.deleteFrom('suivi_a_dire').execute();
    await guichets.db.deleteFrom('offre_a_dire').execute();
    await purgerFlux(guichets.db, { clock: guichets.clock, random: testRandom }, agenda.flux);
    expect([await compter('creneau'), await compter('reservation'), await compter('courriel')]).toEqual([0, 0, 0]);
    const suivis = await guichets.db.selectFrom('suivi_a_dire').select('empreinte_jeton').execute();
    expect(new Set(suivis.map(({ empreinte_jeton }) => empreinte_jeton))).toEqual(new Set(empreintes));
    const offres = await guichets.db.selectFrom('offre_a_dire').select('creneau_id').execute();
    expect(offres).toEqual([{ creneau_id: corps.creneau }]);
  });
});
