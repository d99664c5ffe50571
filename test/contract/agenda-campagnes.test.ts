import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lireDossier } from '../../sync-api/demandes/ligne.ts';
import { ensureFlux } from '../../sync-api/store/flux.ts';
import { type Famille, ouvrirFamille } from '../support/agenda-depots.ts';
import { type Agenda, corpsDeCreneau, creer, ouvrirAgenda, ouvrirRelation } from '../support/agenda-serveur.ts';
import { appeler, type Guichets } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { testRandom } from '../support/flux-server.ts';
import { type Panne, preparerPanne } from '../support/panne.ts';

/** Around the first of January: a créneau in the flux of one campagne, the demande that it answers in another. */
let panne: Panne;
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
const janvier = { debut: '2027-01-12T08:00:00.000Z', fin: '2027-01-12T10:00:00.000Z' };

beforeEach(async () => {
  panne = preparerPanne();
  g = await panne.ouvrir();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => panne.close(g));

const remettre = async (): Promise<void> => {
  g = await panne.remettre(g);
};

/** An open demande of January, in the flux of 2027. */
const demanderEnJanvier = async () => {
  g.clock.set('2027-01-04T08:00:00.000Z');
  const row = await g.demander();
  expect(row.flux_id).not.toBe(agenda.flux);
  return row;
};

describe('a demande of the new year', () => {
  it('holds a place at a créneau of the year before, in a dossier of that flux, and is answered by it', async () => {
    const { corps } = await agenda.creneau(janvier);
    const row = await demanderEnJanvier();
    const { row: meme, reservation } = await famille.reserver({ ...corps, ...janvier });
    expect(meme.id).toBe(row.id);
    expect(reservation).toMatchObject({ etat: 'confirmee', flux_id: agenda.flux, demande_id: row.id });
    expect(reservation?.dossier_id).not.toBe(row.dossier_id);
    const dossierId = reservation?.dossier_id ?? '';
    expect(await lireDossier(g.db, { fluxId: agenda.flux, dossierId })).toMatchObject({
      ...(await g.dossier(row)),
      ine: null,
      campagne: 2026,
    });
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', flux_id: row.flux_id });
    expect(await g.ligne(row)).toMatchObject({ etat: 'repondue' });
    expect(await famille.courriels()).toContain('candidat-reservation confirmee');
    await checkFlux(g);
  });

  it('opens no second dossier for a second place there', async () => {
    const { corps } = await agenda.creneau(janvier);
    const { corps: autre } = await agenda.creneau(janvier);
    await demanderEnJanvier();
    const { reservation } = await famille.reserver({ ...corps, ...janvier });
    await famille.presser(reservation ?? { empreinte_jeton: '' }, {
      geste: 'deplacer',
      creneau: { ...autre, ...janvier },
    });
    const rows = await famille.reservations();
    expect(rows.map(({ etat, motif }) => [etat, motif]).sort()).toEqual([
      ['annulee', 'remplacee'],
      ['confirmee', null],
    ]);
    expect(new Set(rows.map(({ dossier_id }) => dossier_id)).size).toBe(1);
    await checkFlux(g);
  });

  it('books nothing at the créneau of another CFA', async () => {
    const ailleurs = await ouvrirRelation(g.db, { site: '99998100400016' });
    const corps = corpsDeCreneau(randomUUID(), janvier);
    await g.pousser(creer(ailleurs, corps));
    const row = await demanderEnJanvier();
    const { reservation } = await famille.reserver({ ...corps, ...janvier });
    expect(reservation).toBeNull();
    expect((await g.relire(row)).etat).toBe('ouverte');
  });

  it('is told nothing of its place once she is opposed in either dossier', async () => {
    const { corps } = await agenda.creneau(janvier);
    const row = await demanderEnJanvier();
    const { reservation } = await famille.reserver({ ...corps, ...janvier });
    await g.pousser(
      makeActe({
        flux: row.flux_id,
        dossier: row.dossier_id,
        type: 'opposition',
        corps: {},
      }),
    );
    const avant = await famille.courriels();
    await famille.presser(reservation ?? { empreinte_jeton: '' }, { geste: 'annuler' });
    expect(await famille.etatDe(reservation)).toBe('annulee');
    expect((await famille.courriels()).slice(avant.length)).not.toContain('candidat-reservation annulee');
  });
});

describe('the link of a réservation', () => {
  it('moves to a créneau of the next year', async () => {
    g.clock.set('2026-12-10T09:00:00.000Z');
    const decembre = { debut: '2026-12-18T08:00:00.000Z', fin: '2026-12-18T10:00:00.000Z' };
    const { corps } = await agenda.creneau(decembre);
    const { reservation } = await famille.reserver({ ...corps, ...decembre });
    const { relation_id } = await g.db
      .selectFrom('flux')
      .select('relation_id')
      .where('id', '=', agenda.flux)
      .executeTakeFirstOrThrow();
    const suivant = await ensureFlux(g.db, testRandom, {
      genre: 'relation',
      relationId: String(relation_id),
      campagne: 2027,
    });
    const autre = corpsDeCreneau(randomUUID(), janvier);
    await g.pousser(creer(suivant, autre));
    await famille.presser(reservation ?? { empreinte_jeton: '' }, {
      geste: 'deplacer',
      creneau: { ...autre, ...janvier },
    });
    const rows = await famille.reservations();
    expect(rows.find(({ flux_id }) => flux_id === agenda.flux)).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
    expect(rows.find(({ flux_id }) => flux_id === suivant)).toMatchObject({ etat: 'confirmee' });
    await checkFlux(g);
  });
});

describe('a base put back from a backup in January', () => {
  it('puts the demande back in the flux where it was, and books when a poste brings the créneau back', async () => {
    g.clock.set('2027-01-04T08:00:00.000Z');
    await panne.sauver(g);
    const { corps, acte } = await agenda.creneau(janvier);
    const { row, reservation } = await famille.reserver({ ...corps, ...janvier });
    expect(row.flux_id).toBe(agenda.flux);
    await remettre();
    expect(await g.relire(row)).toMatchObject({ flux_id: agenda.flux, dossier_id: row.dossier_id });
    await g.pousser(acte);
    await g.passer();
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    expect((await g.relire(row)).etat).toBe('repondue');
    expect(await g.pousser(appeler(row, 'JOINT', '2027-01-04T08:05:00.000Z'))).toMatchObject([{ etat: 'accepte' }]);
    await checkFlux(g);
  });
});
