import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import { empreinteJeton, jetonDeConfirmation, reservationDeDepot } from '../../sync-api/demandes/cles.ts';
import { resteARepondre } from '../../sync-api/demandes/ouverte.ts';
import { choisir, type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import {
  type Agenda,
  annulerCreneau,
  corpsDeCreneau,
  creer,
  debut,
  modifier,
  ouvrirAgenda,
  ouvrirRelation,
} from '../support/agenda-serveur.ts';
import { autreCle, cle, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  autres = 0;
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const codes = (): string[] => g.logs.map((line) => JSON.parse(line).code);
let autres = 0;
/** Others take every place, each of them one. */
const remplir = async (creneau: string, capacite: number): Promise<void> => {
  for (let rang = 0; rang < capacite; rang += 1) {
    autres += 1;
    await famille.reserver({ creneau }, personne(`Autre${'abcdefghijklmnop'[autres % 16]}`, autres % 16));
  }
};

describe('a form that chose a créneau', () => {
  it('gives the place, and the demande is answered by it: one mail to each side says all', async () => {
    const { corps } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(corps);
    expect(reservation).toMatchObject({ etat: 'confirmee', demande_id: row.id, dossier_id: row.dossier_id });
    expect(row).toMatchObject({ etat: 'repondue', repondue_le: g.clock.now().toISOString(), mode: 'creneau' });
    expect(await g.ligne(row)).toMatchObject({ mode: 'creneau', etat: 'repondue', echeance: row.echeance });
    expect(await famille.courriels()).toEqual(['candidat-reservation confirmee', 'cfa-reservation prise']);
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ mode: 'creneau', etat: 'repondue' });
    expect(await g.intake.lireReservation(reservation?.empreinte_jeton ?? '')).toMatchObject({ etat: 'confirmee' });
    expect(g.annonces.map(({ flux }) => flux)).toContain(agenda.flux);
    expect(codes()).toEqual([]);
    await checkFlux(g);
  });

  it.each([
    [true, 'attente', ['candidat-reservation attente', 'cfa-reservation attente']],
    [false, 'complet', ['candidat-reservation complet']],
  ] as const)(
    'with a waiting list: %s, is answered %s, and the demande waits for an answer',
    async (liste_attente, etat, mails) => {
      const { corps } = await agenda.creneau({ capacite: 1, liste_attente });
      await remplir(corps.creneau, 1);
      const avant = (await famille.courriels()).length;
      const { row, reservation } = await famille.reserver(corps);
      expect(reservation?.etat).toBe(etat);
      expect(row).toMatchObject({ etat: 'ouverte', repondue_le: null, echeance: '2026-06-12T16:00:00.000Z' });
      expect(await resteARepondre(g.db, row.id)).toBe(true);
      const tous = (await famille.courriels()).slice(avant);
      expect(tous.sort()).toEqual([...mails, 'candidat-confirmation', 'cfa-nouvelle'].sort());
      await checkFlux(g);
    },
  );

  it('for an hour that has moved since keeps the place, asks, and the demande waits', async () => {
    const { corps, acte } = await agenda.creneau();
    const apres = { ...corps, debut: '2026-06-17T08:00:00.000Z', fin: '2026-06-17T10:00:00.000Z' };
    await g.pousser(modifier(agenda.flux, apres, [acte.id]));
    const { row, reservation } = await famille.reserver(corps);
    expect(reservation).toMatchObject({ etat: 'a_reconfirmer', motif: 'deplace' });
    expect(row.etat).toBe('ouverte');
    await famille.presser(reservation ?? { empreinte_jeton: '' }, { geste: 'venir', debut: apres.debut });
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    expect((await g.relire(row)).etat).toBe('repondue');
  });

  it('in January goes to the campagne of its créneau: what December offers is not refused', async () => {
    const janvier = { debut: '2027-01-12T08:00:00.000Z', fin: '2027-01-12T10:00:00.000Z' };
    const { corps } = await agenda.creneau(janvier);
    g.clock.set('2027-01-04T08:00:00.000Z');
    const { row, reservation } = await famille.reserver({ ...corps, ...janvier });
    expect(row).toMatchObject({ flux_id: agenda.flux, etat: 'repondue' });
    expect(reservation?.etat).toBe('confirmee');
  });

  it('is answered by staff as any other while she waits', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    await remplir(corps.creneau, 1);
    const { row, reservation } = await famille.reserver(corps);
    expect(await g.pousser(repondre(row, 'personnalisee'))).toMatchObject([{ etat: 'accepte', effet: 'aucun' }]);
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T07:59:00.000Z' });
    expect(await famille.courriels()).toContain('candidat-reponse');
    expect(await famille.etatDe(reservation)).toBe('attente');
  });
});

describe('asking again', () => {
  it('with the same click makes one demande, books once, and mails once', async () => {
    const { corps } = await agenda.creneau();
    await g.deposer(choisir(corps));
    await g.deposer(choisir(corps));
    await g.passer();
    expect(await g.demandes()).toHaveLength(1);
    expect(await famille.reservations()).toHaveLength(1);
    expect(await famille.courriels()).toEqual(['candidat-reservation confirmee', 'cfa-reservation prise']);
    expect(codes()).toEqual([]);
  });

  it('after an hour tells her again what she has', async () => {
    const { corps } = await agenda.creneau();
    await famille.reserver(corps);
    g.clock.advance(3_600_001);
    await famille.reserver(corps);
    expect((await famille.courriels()).filter((un) => un === 'candidat-reservation confirmee')).toHaveLength(2);
    expect(await famille.reservations()).toHaveLength(1);
  });

  it('with words that nobody read makes a demande that somebody answers, and holds one place', async () => {
    const { corps } = await agenda.creneau();
    const first = await famille.reserver(corps);
    g.clock.advance(1_000);
    const { row } = await famille.reserver(corps, { message: 'Puis-je venir avec ma mère ?' });
    expect(row.id).not.toBe(first.row.id);
    expect(row.etat).toBe('ouverte');
    expect(await famille.reservations()).toMatchObject([{ id: first.reservation?.id, etat: 'confirmee' }]);
  });

  it('for another training of the site holds one place: she is told what she has, and somebody answers', async () => {
    const { corps } = await agenda.creneau();
    const { reservation } = await famille.reserver(corps);
    g.clock.advance(3_600_001);
    const { row } = await famille.reserver(corps, { cle_ministere_educatif: autreCle });
    expect([row.cle_ministere_educatif, row.etat]).toEqual([autreCle, 'ouverte']);
    expect(await famille.reservations()).toMatchObject([{ id: reservation?.id, etat: 'confirmee' }]);
    expect((await famille.courriels()).filter((un) => un === 'candidat-reservation confirmee')).toHaveLength(2);
  });

  it('while a demande waits completes it, books, and answers it: it takes the mode', async () => {
    const { corps } = await agenda.creneau();
    const asked = await g.demander({ mode: 'rappel' });
    g.clock.advance(60_000);
    const { row, reservation } = await famille.reserver(corps, { motifs: ['frais'] });
    expect(row.id).toBe(asked.id);
    expect(reservation).toMatchObject({ etat: 'confirmee', demande_id: asked.id });
    expect(row).toMatchObject({ etat: 'repondue', mode: 'creneau', repondue_le: '2026-06-08T08:01:00.000Z' });
    expect(await g.ligne(row)).toMatchObject({ mode: 'creneau', etat: 'repondue', ajouts: [{ motifs: ['frais'] }] });
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ mode: 'creneau', etat: 'repondue' });
    expect(await famille.courriels()).not.toContain('candidat-doublon');
    await checkFlux(g);
  });

  it('from another address books for her, and the link goes to the address that is known', async () => {
    const { corps } = await agenda.creneau();
    const asked = await g.demander();
    const { reservation } = await famille.reserver(corps, { courriel: 'autre@example.org' });
    expect(reservation).toMatchObject({ etat: 'confirmee', demande_id: asked.id });
    const mails = await g.db.selectFrom('courriel').select(['genre', 'destinataire', 'donnees']).execute();
    const linked = mails.filter(({ genre }) => genre === 'candidat-reservation');
    expect(linked.map(({ destinataire }) => destinataire)).toEqual(['ines.vauquelin@example.org']);
    // The address that is known is told that somebody wrote in her name.
    expect(mails.filter(({ genre }) => genre === 'candidat-doublon')).toHaveLength(1);
  });

  it('for other créneaux holds three of them at most', async () => {
    const { corps: plein } = await agenda.creneau({ capacite: 1 });
    await remplir(plein.creneau, 1);
    const attentes = [plein, ...(await Promise.all([1, 2, 3].map(async () => (await agenda.creneau()).corps)))];
    await famille.reserver(plein);
    // Waiting answers nothing: each form completes the demande that is open.
    for (const corps of attentes.slice(1)) await remplir(corps.creneau, 2);
    for (const corps of attentes.slice(1)) await famille.reserver(corps);
    const [row] = (await g.demandes()).filter(({ etat }) => etat === 'ouverte');
    const siennes = (await famille.reservations()).filter(({ demande_id }) => demande_id === row?.id);
    expect(siennes.map(({ etat }) => etat)).toEqual(['attente', 'attente', 'attente']);
    expect((await famille.courriels()).at(-1)).toBe('candidat-reservation inchangee');
  });
});

describe('a créneau that she may not book', () => {
  const refuse = async (
    changes: Parameters<Famille['reserver']>[1],
    creneau: Parameters<Famille['reserver']>[0],
  ): Promise<void> => {
    const avant = (await famille.courriels()).length;
    const { row, reservation } = await famille.reserver(creneau, changes);
    expect(reservation?.etat).toBe('complet');
    expect(row.etat).toBe('ouverte');
    const mails = (await famille.courriels()).slice(avant).sort();
    expect(mails).toEqual(['candidat-confirmation', 'candidat-reservation complet', 'cfa-nouvelle']);
  };

  it('is of another training', async () => {
    const { corps } = await agenda.creneau({ offre: { formations: [autreCle], origines: ['PARCOURSUP'] } });
    await refuse({}, corps);
  });

  it('is offered to those who come from elsewhere', async () => {
    const { corps } = await agenda.creneau({ offre: { formations: [cle], origines: ['LBA'] } });
    await refuse({}, corps);
  });

  it('is not offered', async () => {
    const { corps } = await agenda.creneau({ offre: null });
    await refuse({}, corps);
  });

  it('begins in less than two hours; a form left before that is taken, however late', async () => {
    const { corps } = await agenda.creneau();
    g.clock.set(new Date(Date.parse(debut) - fermetureMs - 1).toISOString());
    await g.deposer(choisir(corps, personne('Tot', 7)));
    g.clock.advance(1);
    await g.passer();
    await refuse({}, corps);
    expect((await famille.reservations()).map(({ etat }) => etat).sort()).toEqual(['complet', 'confirmee']);
  });

  it('was cancelled: she is told so, and holds nothing', async () => {
    const { corps, acte } = await agenda.creneau();
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    const { row, reservation } = await famille.reserver(corps);
    expect(reservation).toMatchObject({ etat: 'annulee', motif: 'creneau' });
    expect(row.etat).toBe('ouverte');
    expect(await famille.courriels()).toEqual(
      expect.arrayContaining(['candidat-reservation creneau_annule', 'candidat-confirmation']),
    );
  });

  it('is of another CFA: nothing of it is told, nothing is written in its flux', async () => {
    const ailleurs = await ouvrirRelation(g.db, { site: '99998100400016' });
    const corps = corpsDeCreneau(g.random.uuid());
    expect(await g.pousser(creer(ailleurs, corps))).toMatchObject([{ etat: 'accepte' }]);
    const { row, reservation } = await famille.reserver(corps);
    expect([reservation, row.flux_id, row.etat]).toEqual([null, agenda.flux, 'ouverte']);
    expect(await famille.courriels()).toEqual(expect.not.arrayContaining(['candidat-reservation complet']));
    expect(await famille.courriels()).toEqual(expect.arrayContaining(['candidat-confirmation']));
  });

  it('is offered by a CFA for a training of another one: it is shown nowhere, and cannot be booked', async () => {
    const corps = corpsDeCreneau(g.random.uuid(), { offre: { formations: [cle], origines: ['PARCOURSUP'] } });
    const ailleurs = await ouvrirRelation(g.db, { site: '99998100400016' });
    await g.pousser(creer(ailleurs, corps));
    await g.passer();
    expect(await g.guichet.listerOffres()).toEqual([]);
    expect((await famille.reserver(corps)).reservation).toBeNull();
  });
});

it('a form whose address is to be proved books nothing before it is, and its place once it is', async () => {
  const { corps } = await agenda.creneau({ capacite: 1 });
  const id = await g.deposer(choisir(corps, { a_confirmer: true }));
  await g.passer();
  expect([await famille.reservations(), await famille.courriels()]).toEqual([[], ['candidat-a-confirmer']]);
  const confirmation = await g.intake.deposer('confirmation', {
    empreinte_jeton: empreinteJeton(jetonDeConfirmation(g.secret, id)),
  });
  await g.passer();
  expect(await famille.reservations()).toMatchObject([
    { id: reservationDeDepot(g.secret, confirmation), etat: 'confirmee' },
  ]);
  expect(await g.demandes()).toMatchObject([{ etat: 'repondue', mode: 'creneau' }]);
});
