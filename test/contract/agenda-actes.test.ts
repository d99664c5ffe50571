import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acteRecu } from '../../shared/domain/actes/acte.ts';
import {
  type Agenda,
  annulerCreneau,
  annulerPlace,
  corpsDeCreneau,
  creer,
  debut,
  demanderPlace,
  fin,
  modifier,
  ouvrirAgenda,
  ouvrirPersonne,
  ouvrirRelation,
  reconfirmer,
} from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

/** What the server takes and refuses of the actes of the agenda (PROTOCOL 3, 8). */
describe('the actes of the agenda', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  let autreFlux: string;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
    autreFlux = await ouvrirRelation(guichets.db, { site: '99998000600038', codePostal: '97400' });
  });
  afterEach(() => guichets.close());

  const un = async (acte: ReturnType<typeof creer>) => {
    const [resultat] = await guichets.pousser(acte);
    if (resultat === undefined) return 'nothing';
    return 'code' in resultat ? `${resultat.etat} ${resultat.code}` : resultat.etat;
  };
  const creneaux = () => guichets.db.selectFrom('creneau').select('id').execute();
  const reservations = () => guichets.db.selectFrom('reservation').select(['id', 'etat']).execute();

  test('a créneau is its own dossier, and only its own', async () => {
    const corps = corpsDeCreneau(randomUUID());
    const dossier = await agenda.personne();
    expect(await un({ ...creer(agenda.flux, corps), dossier })).toBe('refuse ACTE_INVALIDE');
    expect(await un({ ...creer(agenda.flux, corps), dossier: randomUUID() })).toBe('refuse ACTE_INVALIDE');
    expect(await creneaux()).toEqual([]);
    expect(await un(creer(agenda.flux, corps))).toBe('accepte');
    expect(await un({ ...modifier(agenda.flux, corps, []), dossier })).toBe('refuse ACTE_INVALIDE');
    expect(await un({ ...annulerCreneau(agenda.flux, corps.creneau, []), dossier })).toBe('refuse ACTE_INVALIDE');
    expect(await agenda.ligneDe(corps.creneau)).toMatchObject({ etat: 'prevu', sequence: 0 });
  });

  test('an id serves once: for one créneau, and for no dossier', async () => {
    const { corps, acte } = await agenda.creneau();
    expect(await un(creer(agenda.flux, corps))).toBe('refuse ACTE_INVALIDE');
    expect(await un(creer(autreFlux, corps))).toBe('refuse ACTE_INVALIDE');
    const dossier = await agenda.personne();
    expect(await un(creer(agenda.flux, corpsDeCreneau(dossier)))).toBe('refuse ACTE_INVALIDE');
    const cree = makeActe({
      flux: agenda.flux,
      dossier: corps.creneau,
      type: 'dossier-cree',
      corps: { nom: 'VAUQUELIN', prenom: 'Inès', telephones: ['0639980112'], source: 'appel' },
    });
    expect(await un(cree)).toBe('refuse ACTE_INVALIDE');
    expect(await un({ ...cree, id: randomUUID(), dossier: randomUUID() })).toBe('accepte');
    // The same acte again is not one more créneau.
    expect(await un(acte)).toBe('deja_recu');
    expect(await creneaux()).toEqual([{ id: corps.creneau }]);
  });

  test('a change of a créneau that is not here yet waits for it; of another flux, it never comes', async () => {
    const inconnu = corpsDeCreneau(randomUUID());
    const dossier = await agenda.personne();
    const ailleurs = corpsDeCreneau(randomUUID(), {
      debut: '2026-06-16T05:00:00.000Z',
      fin: '2026-06-16T06:00:00.000Z',
    });
    await guichets.pousser(creer(autreFlux, ailleurs));
    const actes = (corps: typeof inconnu) => [
      modifier(agenda.flux, corps, []),
      annulerCreneau(agenda.flux, corps.creneau, []),
      demanderPlace(agenda.flux, dossier, corps),
      annulerPlace(agenda.flux, dossier, randomUUID(), corps.creneau),
      reconfirmer(agenda.flux, dossier, { reservation: randomUUID(), creneau: corps.creneau }),
    ];
    for (const acte of actes(inconnu)) expect(await un(acte)).toBe('plus_tard DEPENDANCE_INCONNUE');
    for (const acte of actes(ailleurs)) expect(await un(acte)).toBe('refuse ACTE_INVALIDE');
    expect(await reservations()).toEqual([]);
    // In one request with its creation, in order.
    const [cree, change] = await guichets.pousser(
      creer(agenda.flux, inconnu),
      modifier(agenda.flux, { ...inconnu, capacite: 3 }, []),
    );
    expect([cree?.etat, change?.etat]).toEqual(['accepte', 'accepte']);
    expect(await agenda.ligneDe(inconnu.creneau)).toMatchObject({ capacite: 3, sequence: 1 });
  });

  describe('its hours are those of one day of the site', () => {
    const aux = (debutLe: string, finLe: string) => corpsDeCreneau(randomUUID(), { debut: debutLe, fin: finLe });

    test.each([
      ['over midnight in Paris', '2026-06-16T20:00:00.000Z', '2026-06-16T22:30:00.000Z', 'refuse CRENEAU_INVALIDE'],
      ['until midnight in Paris', '2026-06-16T20:00:00.000Z', '2026-06-16T22:00:00.000Z', 'accepte'],
      ['over midnight in Greenwich', '2026-06-15T23:00:00.000Z', '2026-06-16T01:00:00.000Z', 'accepte'],
      [
        'longer than a day of open doors',
        '2026-06-16T04:00:00.000Z',
        '2026-06-16T17:00:00.000Z',
        'refuse CRENEAU_INVALIDE',
      ],
      ['the day that has 25 hours', '2026-10-25T20:30:00.000Z', '2026-10-25T23:00:00.000Z', 'accepte'],
      ['over its midnight', '2026-10-25T21:00:00.000Z', '2026-10-25T23:00:00.001Z', 'refuse CRENEAU_INVALIDE'],
    ])('%s', async (_quand, debutLe, finLe, attendu) => {
      expect(await un(creer(agenda.flux, aux(debutLe, finLe)))).toBe(attendu);
    });

    test.each([
      [
        'over midnight in Saint-Denis, evening in Paris',
        '2026-06-16T19:00:00.000Z',
        '2026-06-16T20:30:00.000Z',
        'refuse CRENEAU_INVALIDE',
      ],
      [
        'morning in Saint-Denis, over midnight in Paris',
        '2026-06-15T21:00:00.000Z',
        '2026-06-15T23:00:00.000Z',
        'accepte',
      ],
    ])('%s', async (_quand, debutLe, finLe, attendu) => {
      expect(await un(creer(autreFlux, aux(debutLe, finLe)))).toBe(attendu);
    });

    test('a change is held to the same', async () => {
      const { corps, acte } = await agenda.creneau();
      const nuit = { debut: '2026-06-16T21:00:00.000Z', fin: '2026-06-16T23:00:00.000Z' };
      expect(await un(modifier(agenda.flux, { ...corps, ...nuit }, [acte.id]))).toBe('refuse CRENEAU_INVALIDE');
      expect(await agenda.ligneDe(corps.creneau)).toMatchObject({ debut, fin, sequence: 0 });
    });

    test('a body that ends before it begins is no acte', async () => {
      expect(await un(creer(agenda.flux, aux(fin, debut)))).toBe('refuse ACTE_INVALIDE');
    });
  });

  test('a booking of somebody else, or of another créneau, is not hers to move', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const { corps: autre } = await agenda.creneau();
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    const reservation = await agenda.reserver(ines, corps);
    for (const acte of [
      demanderPlace(agenda.flux, noa, corps, { reservation }),
      annulerPlace(agenda.flux, noa, reservation, corps.creneau),
      reconfirmer(agenda.flux, noa, { reservation, creneau: corps.creneau }),
      makeActe({ flux: agenda.flux, dossier: noa, type: 'assiduite', corps: { reservation, etat: 'present' } }),
      demanderPlace(agenda.flux, ines, autre, { reservation }),
      annulerPlace(agenda.flux, ines, reservation, autre.creneau),
    ])
      expect(await un(acte)).toBe('refuse ACTE_INVALIDE');
    expect(await reservations()).toEqual([{ id: reservation, etat: 'confirmee' }]);
    const present = makeActe({
      flux: agenda.flux,
      dossier: ines,
      type: 'assiduite',
      corps: { reservation, etat: 'present' },
    });
    expect(await un(present)).toBe('accepte');
  });

  test('the line of a booking takes the place of no other', async () => {
    const { corps, acte } = await agenda.creneau();
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    const propre = demanderPlace(agenda.flux, ines, corps);
    for (const reservation of [ines, noa, acte.id])
      expect(await un(demanderPlace(agenda.flux, ines, corps, { reservation }))).toBe('refuse ACTE_INVALIDE');
    expect(await un({ ...propre, corps: { ...propre.corps, reservation: propre.id } })).toBe('refuse ACTE_INVALIDE');
    const types = await guichets.db
      .selectFrom('ligne')
      .select('type')
      .where('id', 'in', [ines, noa, acte.id])
      .execute();
    expect(types.map(({ type }) => type).sort()).toEqual(['acte', 'dossier', 'dossier']);
    expect(await reservations()).toEqual([]);
  });

  test('a booking answers a demande of the dossier it is written in', async () => {
    const demande = await guichets.demander();
    const corps = corpsDeCreneau(randomUUID());
    await guichets.pousser(creer(demande.flux_id, corps));
    const autre = await ouvrirPersonne(guichets.db, demande.flux_id, 'Noa');
    expect(await un(demanderPlace(demande.flux_id, autre, corps, { demande: demande.id }))).toBe(
      'refuse ACTE_INVALIDE',
    );
    const acte = demanderPlace(demande.flux_id, demande.dossier_id, corps, { demande: demande.id });
    expect(await un(acte)).toBe('accepte');
    expect(await reservations()).toHaveLength(1);
  });

  test('staff who book twice for a demande answer it with the place she has', async () => {
    const demande = await guichets.demander();
    const corps = corpsDeCreneau(randomUUID());
    const deux = [{}, { demande: demande.id }].map((de) =>
      demanderPlace(demande.flux_id, demande.dossier_id, corps, de),
    );
    await guichets.pousser(creer(demande.flux_id, corps), ...deux);
    const [premiere, seconde] = deux.map((acte) => String(acte.corps.reservation));
    expect(await agenda.lu(premiere ?? '')).toMatchObject({ etat: 'confirmee', demande: demande.id });
    expect(await agenda.lu(seconde ?? '')).toMatchObject({ etat: 'annulee', motif: 'remplacee' });
    expect((await guichets.relire(demande)).etat).toBe('repondue');
  });

  test('whoever asked for silence may come, and nobody writes to her', async () => {
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    const dossier = await agenda.personne();
    await guichets.pousser(makeActe({ flux: agenda.flux, dossier, type: 'opposition', corps: {} }));
    const reservation = await agenda.reserver(dossier, corps);
    expect((await agenda.lire(reservation)).etat).toBe('confirmee');
    await guichets.pousser(modifier(agenda.flux, { ...corps, lieu: 'Atelier' }, [acte.id]));
    await guichets.pousser(annulerPlace(agenda.flux, dossier, reservation, corps.creneau));
    const ecrits = await guichets.db.selectFrom('courriel').selectAll().where('dossier_id', '=', dossier).execute();
    expect(ecrits).toEqual([]);
  });

  test('silence that is asked for later keeps back what had not left', async () => {
    const { corps } = await agenda.creneau();
    const dossier = await agenda.personne();
    await agenda.reserver(dossier, corps);
    await guichets.pousser(makeActe({ flux: agenda.flux, dossier, type: 'opposition', corps: {} }));
    const rows = await guichets.db
      .selectFrom('courriel')
      .select(['genre', 'etat'])
      .where('dossier_id', '=', dossier)
      .execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ etat }) => etat))).toEqual(new Set(['abandonne']));
  });

  test('frozen data: she is noted, nobody writes to her', async () => {
    const { corps } = await agenda.creneau();
    const dossier = await agenda.personne();
    const gele = makeActe({ flux: agenda.flux, dossier, type: 'limitation', corps: { active: true } });
    expect(await un(gele)).toBe('accepte');
    await agenda.reserver(dossier, corps);
    expect(await agenda.courriels(dossier)).toEqual({ elle: [], cfa: [] });
  });

  test('a booking is stored, and settled, beside ordinary actes of the same request, in their order', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const dossier = await agenda.personne();
    const notes = [makeActe({ flux: agenda.flux, dossier }), makeActe({ flux: agenda.flux, dossier })];
    const place = demanderPlace(agenda.flux, dossier, corps);
    const [avant, reservee, apres] = await guichets.pousser(...notes.slice(0, 1), place, ...notes.slice(1));
    const seqs = [avant, reservee, apres].map((resultat) =>
      resultat !== undefined && 'seq' in resultat ? resultat.seq : 0,
    );
    expect(seqs).toEqual(seqs.toSorted((left, right) => left - right));
    const ligne = await guichets.db
      .selectFrom('ligne')
      .select('corps')
      .where('id', '=', place.id)
      .executeTakeFirstOrThrow();
    expect(acteRecu.parse(JSON.parse(ligne.corps))).toMatchObject({ effet: 'aucun', corps: place.corps });
    // Its answer has the number after it: a poste that pulled the acte pulls the answer next.
    const lue = await guichets.db
      .selectFrom('ligne')
      .select('seq')
      .where('id', '=', String(place.corps.reservation))
      .executeTakeFirstOrThrow();
    expect(lue.seq).toBe((seqs[1] ?? 0) + 1);
  });

  test('one that fails by accident takes back all it wrote, and the others stand', async () => {
    const { corps } = await agenda.creneau();
    const [ines, noa] = [await agenda.personne(), await agenda.personne('Noa')];
    // A row that no version of the server writes.
    await guichets.db.updateTable('ligne').set({ corps: '{}' }).where('id', '=', ines).execute();
    const [rate, bon] = await guichets.pousser(
      demanderPlace(agenda.flux, ines, corps),
      demanderPlace(agenda.flux, noa, corps),
    );
    expect(rate).toMatchObject({ etat: 'plus_tard', code: 'ERREUR_INTERNE' });
    expect(bon?.etat).toBe('accepte');
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee']);
  });
});
