import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import {
  type Agenda,
  annulerCreneau,
  annulerPlace,
  debut,
  demanderPlace,
  fin,
  modifier,
  ouvrirAgenda,
  reconfirmer,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';

/** What becomes of bookings when a créneau moves, shrinks, grows or is cancelled (PROTOCOL 8). Monday 8 June 2026. */
describe('a créneau that changes', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const at = (list: readonly string[], index: number): string => list[index] ?? '';
  const plustard = { debut: '2026-06-17T12:00:00.000Z', fin: '2026-06-17T14:00:00.000Z' };

  /** @returns the head it leaves */
  const changer = async (corps: CreneauCorps & { mot?: string }, tetes: readonly string[]): Promise<string> => {
    const acte = modifier(agenda.flux, corps, tetes);
    expect((await guichets.pousser(acte))[0]?.etat).toBe('accepte');
    return acte.id;
  };
  const annuler = async (creneau: string, tetes: readonly string[], mot?: string): Promise<void> => {
    expect((await guichets.pousser(annulerCreneau(agenda.flux, creneau, tetes, mot)))[0]?.etat).toBe('accepte');
  };
  const oui = (dossier: string, reservation: string, creneau: string, le?: string) =>
    guichets.pousser(reconfirmer(agenda.flux, dossier, { reservation, creneau, ...(le === undefined ? {} : { le }) }));

  test('is kept as its actes leave it, counts its changes, and the guichet is told each time', async () => {
    const { corps, acte } = await agenda.creneau();
    expect(await agenda.ligneDe(corps.creneau)).toEqual({
      id: corps.creneau,
      flux_id: agenda.flux,
      etat: 'prevu',
      genre: 'reunion',
      debut,
      fin,
      capacite: 2,
      liste_attente: 1,
      titre: null,
      lieu: '14 rue des Maîtres-Queux',
      lien: null,
      consigne: null,
      offre: '{"formations":[],"origines":["PARCOURSUP"]}',
      sequence: 0,
      modifie_le: '2026-06-08T08:00:00.000Z',
    });
    await changer({ ...corps, titre: 'Cuisine', offre: null }, [acte.id]);
    expect(await agenda.ligneDe(corps.creneau)).toMatchObject({ titre: 'Cuisine', offre: null, sequence: 1 });
    const offres = await guichets.db.selectFrom('offre_a_dire').select('creneau_id').execute();
    expect(offres).toEqual([{ creneau_id: corps.creneau }, { creneau_id: corps.creneau }]);
  });

  test('moved: whoever has a place keeps it and is asked, whoever waits goes on waiting, all are told', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(1, 2);
    await changer({ ...corps, ...plustard, mot: 'La salle est prise.' }, [tete]);
    expect(await agenda.etats(corps.creneau)).toEqual(['a_reconfirmer', 'attente']);
    expect(await agenda.lu(at(ids, 0))).toMatchObject({ etat: 'a_reconfirmer', motif: 'deplace', ...plustard });
    expect(await agenda.lu(at(ids, 1))).toMatchObject({ etat: 'attente', motif: null, ...plustard });
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee', 'deplacee']);
    expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['attente', 'deplacee']);
    const dit = await guichets.db
      .selectFrom('courriel')
      .select('donnees')
      .where('reservation_id', '=', at(ids, 0))
      .where('genre', '=', 'candidat-reservation')
      .where('donnees', 'like', '%deplacee%')
      .executeTakeFirstOrThrow();
    expect(dit.donnees).toContain('La salle est prise.');
    // She says so for the hour that it has now, and for no other one.
    await oui(at(dossiers, 0), at(ids, 0), corps.creneau, debut);
    expect((await agenda.lire(at(ids, 0))).etat).toBe('a_reconfirmer');
    await oui(at(dossiers, 0), at(ids, 0), corps.creneau, plustard.debut);
    expect((await agenda.lire(at(ids, 0))).etat).toBe('confirmee');
  });

  test('moved: an offer has no end any more, she is asked like the others', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(1, 2);
    await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 0), at(ids, 0), corps.creneau));
    await changer({ ...corps, ...plustard }, [tete]);
    expect(await agenda.lu(at(ids, 1))).toMatchObject({ etat: 'a_reconfirmer', motif: 'deplace', expire_le: null });
  });

  test('elsewhere at the same hour: whoever comes is told, nothing else changes', async () => {
    const { corps, dossiers, tete } = await agenda.remplir(1, 2);
    await changer({ ...corps, lieu: '2 place Bellecour' }, [tete]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'attente']);
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee', 'changee']);
    expect((await agenda.courriels(at(dossiers, 1))).elle).toEqual(['attente']);
  });

  test('another name or another kind: postes read it, nobody is written to', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(1, 1);
    await changer({ ...corps, titre: 'Cuisine', genre: 'portes_ouvertes' }, [tete]);
    expect(await agenda.lu(at(ids, 0))).toMatchObject({ etat: 'confirmee', genre: 'portes_ouvertes' });
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee']);
  });

  test('smaller: the last who came are to be called, nobody is removed; larger again, they keep their places', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(3, 4);
    const petite = await changer({ ...corps, capacite: 1 }, [tete]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'a_reconfirmer', 'a_reconfirmer', 'attente']);
    expect(await agenda.lu(at(ids, 2))).toMatchObject({ motif: 'capacite' });
    for (const dossier of dossiers) expect((await agenda.courriels(dossier)).elle).toHaveLength(1);
    const moyenne = await changer({ ...corps, capacite: 2 }, [petite]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'confirmee', 'a_reconfirmer', 'attente']);
    await changer({ ...corps, capacite: 4 }, [moyenne]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'confirmee', 'confirmee', 'offerte']);
    expect((await agenda.courriels(at(dossiers, 3))).elle).toEqual(['attente', 'offerte']);
  });

  test('smaller twice: whoever is to be called already counts', async () => {
    const { corps, tete } = await agenda.remplir(4, 4);
    const trois = await changer({ ...corps, capacite: 3 }, [tete]);
    await changer({ ...corps, capacite: 2 }, [trois]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'confirmee', 'a_reconfirmer', 'a_reconfirmer']);
  });

  test('smaller: staff let one come all the same; one who leaves makes room for who was to be called', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(3, 3);
    await changer({ ...corps, capacite: 1 }, [tete]);
    await oui(at(dossiers, 2), at(ids, 2), corps.creneau);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'a_reconfirmer', 'confirmee']);
    await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 0), at(ids, 0), corps.creneau));
    expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'a_reconfirmer', 'confirmee']);
    await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 2), at(ids, 2), corps.creneau));
    expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'confirmee', 'annulee']);
  });

  test('moved and smaller: the places are for those who answer first, the others are to be called', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(2, 2);
    await changer({ ...corps, ...plustard, capacite: 1 }, [tete]);
    expect(await agenda.etats(corps.creneau)).toEqual(['a_reconfirmer', 'a_reconfirmer']);
    await oui(at(dossiers, 1), at(ids, 1), corps.creneau, plustard.debut);
    await oui(at(dossiers, 0), at(ids, 0), corps.creneau, plustard.debut);
    expect(await agenda.etats(corps.creneau)).toEqual(['a_reconfirmer', 'confirmee']);
    expect(await agenda.lu(at(ids, 0))).toMatchObject({ motif: 'capacite' });
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee', 'deplacee']);
  });

  test('made smaller while a place is offered: that one is taken back first, and nobody who comes is called', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(2, 3);
    await guichets.pousser(annulerPlace(agenda.flux, at(dossiers, 1), at(ids, 1), corps.creneau));
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'annulee', 'offerte']);
    await changer({ ...corps, capacite: 1 }, [tete]);
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'annulee', 'attente']);
    expect(await agenda.lire(at(ids, 2))).toMatchObject({ motif: null, expire_le: null, rang: 3 });
    expect((await agenda.courriels(at(dossiers, 2))).elle).toEqual(['attente', 'offerte', 'attente']);
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee']);
  });

  test('cancelled: all are told with the words of staff, and it takes nobody any more', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(1, 2);
    await annuler(corps.creneau, [tete], 'Le formateur est malade.');
    expect(await agenda.etats(corps.creneau)).toEqual(['annulee', 'annulee']);
    expect(await agenda.lu(at(ids, 1))).toMatchObject({ etat: 'annulee', motif: 'creneau' });
    for (const dossier of dossiers) expect((await agenda.courriels(dossier)).elle.slice(1)).toEqual(['creneau_annule']);
    const dossier = await agenda.personne();
    const tard = await agenda.reserver(dossier, corps);
    expect(await agenda.lu(tard)).toMatchObject({ etat: 'annulee', motif: 'creneau' });
    expect((await agenda.courriels(dossier)).elle).toEqual(['creneau_annule']);
  });

  test.each(['the head that was there', 'the cancellation'])(
    'cancelled, then changed by somebody who saw %s: it stays cancelled',
    async (vue) => {
      const { corps, ids, tete } = await agenda.remplir(1, 1);
      const fini = annulerCreneau(agenda.flux, corps.creneau, [tete]);
      await guichets.pousser(fini);
      await changer({ ...corps, ...plustard }, [vue === 'the cancellation' ? fini.id : tete]);
      expect(await agenda.ligneDe(corps.creneau)).toMatchObject({ etat: 'annule', ...plustard, sequence: 2 });
      expect((await agenda.lire(at(ids, 0))).etat).toBe('annulee');
    },
  );

  test('changed offline, then booked, or booked, then changed: she has to say that the hour suits her', async () => {
    const [avant, apres] = [await agenda.remplir(1, 0), await agenda.remplir(1, 0)];
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    await changer({ ...avant.corps, ...plustard }, [avant.tete]);
    const first = await agenda.reserverEnLigne({ dossierId: ines, creneauId: avant.corps.creneau });
    const second = await agenda.reserverEnLigne({ dossierId: noa, creneauId: apres.corps.creneau });
    expect(second?.etat).toBe('confirmee');
    await changer({ ...apres.corps, ...plustard }, [apres.tete]);
    for (const row of [first, second])
      expect(await agenda.lu(row?.id ?? '')).toMatchObject({ etat: 'a_reconfirmer', motif: 'deplace', ...plustard });
  });

  test('made smaller offline, then booked, or booked, then made smaller: nobody is removed', async () => {
    const [avant, apres] = [await agenda.remplir(2, 1), await agenda.remplir(2, 1)];
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    await changer({ ...avant.corps, capacite: 1 }, [avant.tete]);
    await agenda.reserverEnLigne({ dossierId: ines, creneauId: avant.corps.creneau });
    expect(await agenda.etats(avant.corps.creneau)).toEqual(['confirmee', 'attente']);
    await agenda.reserverEnLigne({ dossierId: noa, creneauId: apres.corps.creneau });
    await changer({ ...apres.corps, capacite: 1 }, [apres.tete]);
    expect(await agenda.etats(apres.corps.creneau)).toEqual(['confirmee', 'a_reconfirmer']);
  });

  test('two who changed it without seeing each other: the last one the server heard', async () => {
    const { corps, ids, tete } = await agenda.remplir(1, 1);
    await changer({ ...corps, ...plustard }, [tete]);
    await changer({ ...corps, titre: 'Cuisine' }, [tete]);
    expect(await agenda.ligneDe(corps.creneau)).toMatchObject({ debut, titre: 'Cuisine', sequence: 2 });
    expect(await agenda.lu(at(ids, 0))).toMatchObject({ etat: 'a_reconfirmer', debut });
  });

  test('what is written down of a meeting that took place asks nobody anything', async () => {
    const { corps, dossiers, ids, tete } = await agenda.remplir(1, 1);
    guichets.clock.set('2026-06-20T08:00:00.000Z');
    const vrai = { debut: '2026-06-16T09:00:00.000Z', fin: '2026-06-16T11:00:00.000Z' };
    await changer({ ...corps, ...vrai, lieu: 'Atelier' }, [tete]);
    expect(await agenda.lu(at(ids, 0))).toMatchObject({ etat: 'confirmee', ...vrai });
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee']);
    await annuler(corps.creneau, []);
    expect((await agenda.courriels(at(dossiers, 0))).elle).toEqual(['confirmee']);
  });

  test('a restored server takes the actes in any order: cancelled before it was asked for, it is not booked', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const dossier = await agenda.personne();
    const reservation = randomUUID();
    await guichets.pousser(annulerPlace(agenda.flux, dossier, reservation, corps.creneau));
    await guichets.pousser(demanderPlace(agenda.flux, dossier, corps, { reservation }));
    expect(await agenda.lu(reservation)).toMatchObject({ etat: 'annulee', motif: 'cfa', rang: 1 });
    expect((await agenda.courriels(dossier)).elle).toEqual([]);
    const autre = await agenda.reserver(await agenda.personne(), corps);
    expect((await agenda.lire(autre)).etat).toBe('confirmee');
  });
});
