import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { ReceptionActes } from '../../sync-api/actes/reception.ts';
import { restaurer } from '../../sync-api/flux/fins.ts';
import {
  type Agenda,
  annulerPlace,
  corpsDeCreneau,
  creer,
  demanderPlace,
  modifier,
  ouvrirAgenda,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** The base is put back from a backup: postes offer again what it lacks, and the same bookings come of it. */
describe('actes that are offered again', () => {
  let folder: string;
  let guichets: Guichets;
  let agenda: Agenda;
  const key = '3c'.repeat(32);
  const ouvrir = (name: string) => ouvrirGuichets({ url: `sqlite:${join(folder, name)}`, key });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rappel-agenda-'));
    guichets = await ouvrir('base.db');
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(async () => {
    await guichets.close();
    await rm(folder, { recursive: true });
  });

  const sauver = () => sql`vacuum into ${join(folder, 'sauvegarde.db')}`.execute(guichets.db);
  const reservations = () =>
    guichets.db
      .selectFrom('reservation')
      .select(['id', 'dossier_id', 'creneau_id', 'etat', 'motif', 'rang', 'empreinte_jeton'])
      .orderBy('rang')
      .execute();
  const messages = async () =>
    (
      await guichets.db
        .selectFrom('courriel')
        .select('message_id')
        .where('genre', '=', 'candidat-reservation')
        .orderBy('message_id')
        .execute()
    ).map(({ message_id }) => message_id);
  const remettre = async (): Promise<(actes: readonly Acte[]) => Promise<string[]>> => {
    const { porteur } = guichets;
    await guichets.close();
    guichets = await ouvrir('sauvegarde.db');
    await restaurer(guichets.db, { clock: guichets.clock, random: guichets.random });
    const reception = new ReceptionActes(guichets);
    return async (actes) =>
      (await reception.recevoir({ porteur, dernierEchangeLe: null, actes })).resultats.map(({ etat }) => etat);
  };

  test('book once, under the same ids and links, with mails that a mailbox knows', async () => {
    const corps = corpsDeCreneau(randomUUID(), { capacite: 1 });
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    await sauver();
    const [premiere, seconde] = [demanderPlace(agenda.flux, ines, corps), demanderPlace(agenda.flux, noa, corps)];
    const actes = [
      creer(agenda.flux, corps),
      premiere,
      seconde,
      annulerPlace(agenda.flux, ines, String(premiere.corps.reservation), corps.creneau),
    ];
    await guichets.pousser(...actes);
    const [avant, courriels] = [await reservations(), await messages()];
    expect(avant.map(({ etat }) => etat)).toEqual(['annulee', 'offerte']);
    const pousser = await remettre();
    expect(await reservations()).toEqual([]);
    expect(await pousser(actes)).toEqual(['accepte', 'accepte', 'accepte', 'accepte']);
    expect(await reservations()).toEqual(avant);
    expect(await messages()).toEqual(courriels);
    expect(await pousser(actes)).toEqual(['deja_recu', 'deja_recu', 'deja_recu', 'deja_recu']);
    expect(await reservations()).toEqual(avant);
    expect(await messages()).toEqual(courriels);
  });

  test('in another order wait for the créneau, and who was cancelled stays so', async () => {
    const corps = corpsDeCreneau(randomUUID(), { capacite: 1 });
    const ines = await agenda.personne();
    await sauver();
    const place = demanderPlace(agenda.flux, ines, corps);
    const [cree, change] = [creer(agenda.flux, corps), modifier(agenda.flux, { ...corps, capacite: 3 }, [])];
    const fin = annulerPlace(agenda.flux, ines, String(place.corps.reservation), corps.creneau);
    await guichets.pousser(cree, change, place, fin);
    const pousser = await remettre();
    expect(await pousser([place, change])).toEqual(['plus_tard', 'plus_tard']);
    expect(await pousser([cree, fin, place, change])).toEqual(['accepte', 'accepte', 'accepte', 'accepte']);
    expect((await reservations()).map(({ etat, motif }) => [etat, motif])).toEqual([['annulee', 'cfa']]);
    expect(await messages()).toEqual([]);
  });
});
