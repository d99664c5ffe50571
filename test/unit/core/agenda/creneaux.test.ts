import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreneauSaisi } from '../../../../shared/contract/ipc/agenda.ts';
import { fluxId, idOf, putFlux } from '../candidats/poste.ts';
import { Bureau, creneauId, saisie } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const semaine = { du: '2026-06-08T00:00:00.000Z', au: '2026-06-15T00:00:00.000Z' };
const periode = async (over: Record<string, unknown> = {}) => bureau.ask('agenda:periode', { ...semaine, ...over });
const setEtat = (acte: string, etat: string, dejaEnVol = 1): void => {
  bureau.store.persons.prepare('UPDATE saisie SET etat = ?, deja_en_vol = ? WHERE acte = ?').run(etat, dejaEnVol, acte);
};

describe('créneaux made here', () => {
  test('are shown at once, wait to leave, and can be taken back while nobody has seen them', async () => {
    const made = await bureau.ask('agenda:creer', {
      flux: fluxId(1),
      creneaux: [
        saisie(),
        saisie({ debut: '2026-06-09T12:00:00.000Z', fin: '2026-06-09T13:00:00.000Z', titre: ' Visite ' }),
      ],
    });
    expect(made.annulableJusqua).toBe('2026-06-03T09:00:10.000Z');
    const { creneaux, plus } = await periode();
    expect(plus).toBe(false);
    expect(creneaux.map(({ id }) => id)).toEqual([...made.creneaux].reverse());
    expect(creneaux[0]).toMatchObject({
      titre: 'Visite',
      lieu: 'Salle 12',
      lien: null,
      flux: fluxId(1),
      fluxNom: 'CFA 1',
      fuseau: 'Europe/Paris',
      etat: 'prevu',
      sequence: 0,
      enAttente: true,
      aDepartager: false,
      comptes: { prises: 0, attente: 0, demandees: 0 },
    });
    expect(bureau.told()).toEqual([...made.creneaux].sort());
    expect(bureau.told()).toBeUndefined();
    expect(bureau.notified).toBe(1);
    expect(bureau.saisies().map(({ type, dossier, corps }) => [type, dossier === corps.creneau])).toEqual([
      ['creneau-cree', true],
      ['creneau-cree', true],
    ]);
    await bureau.ask('agenda:retirer', { creneaux: made.creneaux });
    expect(bureau.saisies()).toEqual([]);
    expect((await periode()).creneaux).toEqual([]);
    expect(bureau.told()).toEqual([...made.creneaux].sort());
  });

  test('are all of them or none: the first that cannot be is named, and nothing is written', async () => {
    const refused = (...creneaux: CreneauSaisi[]) => bureau.refusal('agenda:creer', { flux: fluxId(1), creneaux });
    const details = async (over: Partial<CreneauSaisi>) => refused(saisie(), saisie(over));
    const codeOf = (motif: string) => ({ code: 'CRENEAU_INVALIDE', details: { motif, rang: 1 } });
    expect(await details({ fin: '2026-06-10T12:00:00.000Z' })).toEqual(codeOf('FIN_AVANT_DEBUT'));
    expect(await details({ fin: '2026-06-11T08:00:00.000Z' })).toEqual(codeOf('TROP_LONG'));
    // Midnight in Paris is at 22:00: it may end there, and not after.
    const soir = { debut: '2026-06-10T20:00:00.000Z' };
    expect(await details({ ...soir, fin: '2026-06-10T22:30:00.000Z' })).toEqual(codeOf('SUR_DEUX_JOURS'));
    expect(await details({ lien: 'http://visio.exemple.fr' })).toEqual(codeOf('LIEN'));
    expect(bureau.saisies()).toEqual([]);
    expect([bureau.told(), bureau.notified]).toEqual([undefined, 0]);
    expect(await details({ ...soir, fin: '2026-06-10T22:00:00.000Z' })).toBe('ok');
  });

  test('follow the civil day of an overseas site', async () => {
    putFlux(bureau.store, 3, 'relation', 'Indian/Reunion');
    const ask = (fin: string) =>
      bureau.refusal('agenda:creer', {
        flux: fluxId(3),
        creneaux: [saisie({ debut: '2026-06-10T18:00:00.000Z', fin })],
      });
    expect(await ask('2026-06-10T20:00:00.000Z')).toBe('ok');
    expect(await ask('2026-06-10T21:00:00.000Z')).toMatchObject({ details: { motif: 'SUR_DEUX_JOURS' } });
  });

  test('stand in a relation of the server that may still be written in', async () => {
    const code = async (flux: string) => bureau.refusal('agenda:creer', { flux, creneaux: [saisie()] });
    putFlux(bureau.store, 4, 'organisme');
    bureau.store.bulk
      .prepare("INSERT INTO flux (id, genre, nom, entree, droits) VALUES (?, 'relation', 'x', '{}', 'complets')")
      .run(`local:${idOf(2, 9)}`);
    expect(await code(fluxId(7))).toMatchObject({ code: 'FLUX_INCONNU' });
    expect(await code(fluxId(4))).toMatchObject({ code: 'FLUX_INCONNU' });
    expect(await code(`local:${idOf(2, 9)}`)).toMatchObject({ code: 'FLUX_INCONNU' });
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(1));
    expect(await code(fluxId(1))).toMatchObject({ code: 'FLUX_RETIRE' });
  });

  test('are not taken back once one has left, was given to somebody, or came from elsewhere: none of them is', async () => {
    const [seul, parti] = [await bureau.cree(), await bureau.cree()];
    const code = async (...creneaux: string[]) => {
      const refused = await bureau.refusal('agenda:retirer', { creneaux });
      return refused === 'ok' ? 'ok' : refused.code;
    };
    expect(await code(seul, creneauId(99))).toBe('INTROUVABLE');
    const acte = bureau.saisies()[1]?.id ?? '';
    setEtat(acte, 'en_vol');
    expect(await code(seul, parti)).toBe('ACTE_DEJA_PARTI');
    // Back from a cut: the server may have it.
    setEtat(acte, 'a_envoyer');
    expect(await code(seul, parti)).toBe('ACTE_DEJA_PARTI');
    bureau.creneau(1);
    expect(await code(seul, creneauId(1))).toBe('ACTE_DEJA_PARTI');
    bureau.person(1);
    const donne = await bureau.cree();
    await bureau.ask('agenda:inscrire', { creneau: donne, dossier: idOf(1, 1), demande: null, remplace: null });
    expect(await code(seul, donne)).toBe('ACTE_DEJA_PARTI');
    expect(bureau.saisies()).toHaveLength(4);
    // One that the server refused was seen by nobody.
    setEtat(acte, 'a_revoir');
    expect(await code(seul, parti)).toBe('ok');
  });

  test('say DISQUE_PLEIN when the disk is full, and are not there', async () => {
    const pages = bureau.store.persons.pragma('page_count', { simple: true });
    bureau.store.persons.pragma(`max_page_count=${String(pages)}`);
    const creneaux = Array.from({ length: 300 }, () => saisie({ titre: 'x'.repeat(200) }));
    expect(await bureau.refusal('agenda:creer', { flux: fluxId(1), creneaux })).toMatchObject({ code: 'DISQUE_PLEIN' });
    expect(bureau.saisies()).toEqual([]);
    expect((await periode()).creneaux).toEqual([]);
  });
});

describe('a change', () => {
  test('carries the whole new state over the heads that were seen, after the créneau it is about', async () => {
    const creneau = await bureau.cree();
    const [cree] = bureau.saisies();
    const { vues } = await bureau.vu(creneau);
    expect(vues).toEqual([cree?.id]);
    await bureau.ask('agenda:modifier', {
      creneau,
      saisie: saisie({ capacite: 9, lieu: null }),
      mot: 'Plus grand',
      vues,
    });
    expect(await bureau.vu(creneau)).toMatchObject({ capacite: 9, lieu: null, sequence: 1, aDepartager: false });
    const [, change] = bureau.saisies();
    expect(change).toMatchObject({
      type: 'creneau-modifie',
      dossier: creneau,
      corps: { capacite: 9, mot: 'Plus grand' },
      remplace: { [`creneau:${creneau}`]: [cree?.id] },
      depend: [cree?.id],
    });
    expect(change?.corps).not.toHaveProperty('lieu');
  });

  test('is refused for a créneau that is not here, cancelled, or of a flux whose right ended, and for impossible hours', async () => {
    const made = bureau.creneau(1);
    const modifier = (creneau: string, over: Partial<CreneauSaisi> = {}) =>
      bureau.refusal('agenda:modifier', { creneau, saisie: saisie(over), mot: null, vues: [made] });
    const annuler = (creneau: string) => bureau.refusal('agenda:annuler', { creneau, mot: null, vues: [made] });
    for (const refused of [modifier, annuler]) {
      expect(await refused(creneauId(9))).toMatchObject({ code: 'CRENEAU_INCONNU' });
    }
    expect(await modifier(creneauId(1), { fin: '2026-06-09T12:00:00.000Z' })).toEqual({
      code: 'CRENEAU_INVALIDE',
      details: { motif: 'FIN_AVANT_DEBUT' },
    });
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(1));
    for (const refused of [modifier, annuler]) {
      expect(await refused(creneauId(1))).toMatchObject({ code: 'FLUX_RETIRE' });
    }
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'complets' WHERE id = ?").run(fluxId(1));
    expect(bureau.saisies()).toEqual([]);
    expect(await annuler(creneauId(1))).toBe('ok');
    for (const refused of [modifier, annuler]) {
      expect(await refused(creneauId(1))).toMatchObject({ code: 'CRENEAU_ANNULE' });
    }
  });

  test('is taken back until it leaves, and for good afterwards', async () => {
    const made = bureau.creneau(1);
    const before = await bureau.vu(creneauId(1));
    const annuler = (acte: string) => bureau.actes['actes:annuler']({ actes: [acte] });
    const moved = { debut: '2026-06-11T12:00:00.000Z', fin: '2026-06-11T13:00:00.000Z' };
    const asked = { creneau: creneauId(1), mot: null, vues: [made] };
    const move = await bureau.ask('agenda:modifier', { ...asked, saisie: saisie(moved) });
    expect(move).toEqual({ acte: bureau.saisies()[0]?.id, annulableJusqua: '2026-06-03T09:00:10.000Z' });
    expect(await bureau.vu(creneauId(1))).toMatchObject({ ...moved, enAttente: true });
    bureau.told();
    expect(annuler(move.acte)).toMatchObject({ ok: true });
    expect(bureau.told()).toEqual([creneauId(1)]);
    expect(bureau.saisies()).toEqual([]);
    expect(await bureau.vu(creneauId(1))).toEqual(before);

    const cancel = await bureau.ask('agenda:annuler', asked);
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'annule' });
    expect(annuler(cancel.acte)).toMatchObject({ ok: true });
    expect(await bureau.vu(creneauId(1))).toEqual(before);

    const left = await bureau.ask('agenda:annuler', asked);
    setEtat(left.acte, 'en_vol');
    expect(annuler(left.acte)).toMatchObject({ ok: false, error: { code: 'ACTE_DEJA_PARTI' } });
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'annule' });
  });

  test('made without seeing another one is to be settled, with both states and who wrote them, and is settled by one more', async () => {
    const made = bureau.creneau(1);
    await bureau.ask('agenda:modifier', {
      creneau: creneauId(1),
      saisie: saisie({ capacite: 5 }),
      mot: null,
      vues: [made],
    });
    const other = bureau.received(
      creneauId(1),
      'creneau-modifie',
      { ...saisieCorps(7) },
      { remplace: { [fait]: [made] } },
    );
    const lu = await bureau.ask('agenda:creneau', { creneau: creneauId(1) });
    // What this poste has not sent comes last, as the server will see it.
    expect(lu.creneau).toMatchObject({ aDepartager: true, capacite: 5, enAttente: true });
    expect(lu.versions?.map(({ acte, saisie: { capacite } }) => [acte, capacite])).toEqual([
      [other, 7],
      [bureau.saisies()[0]?.id, 5],
    ]);
    await bureau.ask('agenda:modifier', {
      creneau: creneauId(1),
      saisie: saisie({ capacite: 6 }),
      mot: null,
      vues: lu.creneau.vues,
    });
    const settled = await bureau.ask('agenda:creneau', { creneau: creneauId(1) });
    expect(settled.creneau).toMatchObject({ aDepartager: false, capacite: 6, sequence: 3 });
    expect(settled.versions).toBeUndefined();
  });
});

const fait = `creneau:${creneauId(1)}`;
const saisieCorps = (capacite: number) => ({
  creneau: creneauId(1),
  genre: 'reunion',
  debut: '2026-06-10T12:00:00.000Z',
  fin: '2026-06-10T13:00:00.000Z',
  capacite,
  liste_attente: true,
  lieu: 'Salle 12',
  offre: null,
});

describe('what another poste did', () => {
  test('shows as it is pulled, and what cancels stays cancelled whatever was written meanwhile', async () => {
    const made = bureau.creneau(1);
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'prevu', enAttente: false, vues: [made] });
    bureau.received(creneauId(1), 'creneau-annule', { creneau: creneauId(1) }, { remplace: { [fait]: [made] } });
    bureau.received(creneauId(1), 'creneau-modifie', saisieCorps(9), { remplace: { [fait]: [made] } });
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'annule', aDepartager: false });
  });

  test('a change whose créneau has not come is nothing yet', async () => {
    bureau.received(creneauId(1), 'creneau-annule', { creneau: creneauId(1) });
    expect(await bureau.refusal('agenda:creneau', { creneau: creneauId(1) })).toMatchObject({ code: 'INTROUVABLE' });
    bureau.creneau(1);
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'annule' });
  });
});
