import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, annulerPlace, demanderPlace, modifier, ouvrirAgenda } from '../support/agenda-serveur.ts';
import type { Guichets } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';
import { type Panne, preparerPanne } from '../support/panne.ts';

/** The base is put back from a backup: what was done since, by staff or by her, is not undone by the deposits that come back. */
let panne: Panne;
let g: Guichets;
let agenda: Agenda;
let famille: Famille;

beforeEach(async () => {
  panne = preparerPanne();
  g = await panne.ouvrir();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => panne.close(g));

const sauver = () => panne.sauver(g);

const remettre = async (): Promise<void> => {
  g = await panne.remettre(g);
};

const reservations = async () =>
  (await famille.reservations())
    .map(({ id, creneau_id, etat, motif }) => ({ id, creneau_id, etat, motif }))
    .sort((a, b) => a.id.localeCompare(b.id));
const attendues = () => g.db.selectFrom('reservation_attendue').selectAll().execute();

describe('a base put back from a backup of before the créneau', () => {
  it('does not book again what staff cancelled since', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    const { row, reservation } = await famille.reserver(corps);
    const fin = annulerPlace(agenda.flux, row.dossier_id, reservation?.id ?? '', corps.creneau);
    await g.pousser(fin);
    const avant = await reservations();
    await remettre();
    expect(await g.pousser(acte, fin)).toMatchObject([{ etat: 'accepte' }, { etat: 'accepte' }]);
    await g.passer();
    expect(await reservations()).toEqual(avant);
    expect((await g.relire(row)).etat).toBe('ouverte');
    // It was cancelled: she is not told a second time that she comes.
    expect(await famille.courriels()).not.toContain('candidat-reservation confirmee');
    await checkFlux(g);
  });

  it('does not book it again either when the server takes deposits after postes', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const { row } = await famille.reserver(corps, { mode: 'creneau' });
    const { corps: autre } = await agenda.creneau({ capacite: 1 });
    await sauver();
    const { reservation } = await famille.reserver(autre);
    const fin = annulerPlace(agenda.flux, row.dossier_id, reservation?.id ?? '', autre.creneau);
    await g.pousser(fin);
    const avant = await reservations();
    g = await panne.rallumer(g);
    await g.pousser(fin);
    await g.reception.reprendre();
    await g.passer();
    expect(await reservations()).toEqual(avant);
  });

  it('leaves her the one place that staff gave her instead', async () => {
    await sauver();
    const { corps: premier, acte: un } = await agenda.creneau();
    const { corps: second, acte: deux } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(premier);
    const change = demanderPlace(agenda.flux, row.dossier_id, second, {
      remplace: reservation?.id ?? '',
      demande: row.id,
    });
    await g.pousser(change);
    const avant = await reservations();
    await remettre();
    await g.pousser(un, deux, change);
    await g.passer();
    expect(await reservations()).toEqual(avant);
    expect(await attendues()).toEqual([]);
    await checkFlux(g);
  });

  it('keeps her first place when the one that was to replace it found none', async () => {
    const autre = await agenda.personne('Noa');
    await sauver();
    const { corps: premier, acte: un } = await agenda.creneau();
    const { corps: second, acte: deux } = await agenda.creneau({ capacite: 1 });
    const occupe = demanderPlace(agenda.flux, autre, second);
    await g.pousser(occupe);
    const { row, reservation } = await famille.reserver(premier);
    const change = demanderPlace(agenda.flux, row.dossier_id, second, {
      remplace: reservation?.id ?? '',
      demande: row.id,
    });
    await g.pousser(change);
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    await remettre();
    await g.pousser(un, deux, occupe, change);
    await g.passer();
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    expect((await reservations()).map(({ etat }) => etat).sort()).toEqual(['complet', 'confirmee', 'confirmee']);
  });
});

describe('« choisir un autre créneau », pressed since the backup', () => {
  it('waits until a poste brings that créneau back, and moves her then', async () => {
    const { corps: premier } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(premier);
    await sauver();
    const { corps: second, acte } = await agenda.creneau();
    await famille.presser(reservation ?? { empreinte_jeton: '' }, { geste: 'deplacer', creneau: second });
    const avant = await reservations();
    expect(avant.map(({ etat }) => etat).sort()).toEqual(['annulee', 'confirmee']);
    await remettre();
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    expect(await famille.courriels()).not.toContain('candidat-reservation inchangee');
    await g.pousser(acte);
    await g.passer();
    expect(await reservations()).toEqual(avant);
    expect((await g.relire(row)).etat).toBe('repondue');
    expect(await attendues()).toEqual([]);
    await checkFlux(g);
  });
});

describe('a clock that was put back with the base', () => {
  it('books all the same what waited for its créneau', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    const { reservation } = await famille.reserver(corps);
    await remettre();
    g.clock.advance(-600_000);
    await g.pousser(acte);
    await g.passer();
    expect(await famille.etatDe(reservation)).toBe('confirmee');
    expect(await attendues()).toEqual([]);
  });

  it('tries again only what has changed since: a créneau that is not offered yet is asked once a change', async () => {
    await sauver();
    const { corps, acte } = await agenda.creneau({ offre: null });
    const offert = { ...corps, offre: { formations: [], origines: ['PARCOURSUP' as const] } };
    const change = modifier(agenda.flux, offert, [acte.id]);
    await g.pousser(change);
    const { reservation } = await famille.reserver(corps, personne('Karim', 1));
    await remettre();
    await g.pousser(acte);
    await g.passer();
    expect(await attendues()).toMatchObject([{ id: reservation?.id, sequence_vue: 0 }]);
    await g.pousser(change);
    await g.passer();
    expect(await famille.etatDe(reservation)).toBe('confirmee');
  });
});
