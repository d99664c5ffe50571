import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { readFiche } from '../../../../main/core/candidats/fiche.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { acte } from '../../../../shared/domain/actes/acte.ts';
import { demiJournee } from '../../../../shared/domain/jours-ouvres.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  operateurId,
  type Poste,
  phone,
  putActe,
  putFlux,
  putLigne,
  putSaisie,
  voeuCorps,
} from '../candidats/poste.ts';

const now = Date.parse('2026-06-08T08:00:00.000Z');
const dossier = dossierId(1);
let poste: Poste;
let changed: string[][] = [];
let notified = 0;
let made = 0;

beforeEach(() => {
  poste = openPoste();
  changed = [];
  notified = 0;
  made = 0;
  putPerson(1);
});
afterEach(() => poste.close());

function putPerson(n: number): void {
  putFlux(poste.store, 1);
  putLigne(poste.store, {
    id: dossierId(n),
    flux: fluxId(1),
    type: 'dossier',
    corps: dossierCorps({ ine: `12345678${n}AB`, telephones: [phone('+33639981201')] }),
  });
  putLigne(poste.store, {
    id: idOf(5, n),
    flux: fluxId(1),
    type: 'voeu',
    dossier: dossierId(n),
    corps: voeuCorps(dossierId(n)),
  });
  project(n);
}

const project = (n: number): void => {
  poste.store.write(poste.store.bulk, () => projectDossiers(poste.store.bulk, [dossierId(n)]));
};

/** @param server the server's time, when this process measured it */
const handlers = (server: number | null = null) =>
  createActesHandlers({
    store: poste.store,
    serverNow: () => server,
    clock: { now: () => now, monotonic: () => 0, sleep: () => Promise.resolve() },
    random: {
      uuid: () => {
        made += 1;
        return idOf(9, made);
      },
      bytes: (length) => new Uint8Array(length),
      fraction: () => 0,
    },
    onCandidats: (candidats) => changed.push(candidats),
    onSaisie: () => {
      notified += 1;
    },
  });

const appel = { sens: 'emis', numero: '+33639981201', interlocuteur: 'responsable', disposition: 'SANS_REPONSE' };
const log = (type: string, corps: Record<string, unknown>, vues: Record<string, string[]> = {}, target = dossier) =>
  handlers()['actes:enregistrer']({ saisies: [{ dossier: target, type, corps, vues }] });
const saisies = (): { acte: string; etat: string; corps: string; envoyable_le: string }[] =>
  poste.store.persons
    .prepare<[], { acte: string; etat: string; corps: string; envoyable_le: string }>(
      'SELECT acte, etat, corps, envoyable_le FROM saisie ORDER BY rang',
    )
    .all();
const body = (rang: number) => acte.parse(JSON.parse(saisies()[rang]?.corps ?? ''));
const fiche = (): Fiche => value(readFiche(poste.store.persons, dossier, new Date(now).toISOString()));

describe('writing', () => {
  test('is one whole envelope, sendable ten seconds later, seen at once in the list', () => {
    writeLocal(poste.store.persons, 'operateur', operateurId(3));
    const horloge = { decalageMs: 4000, serveurLe: '2026-06-08T07:59:00.000Z', mesureMonotoneMs: 0 };
    writeLocal(poste.store.persons, 'horloge', horloge);
    const { actes, annulableJusqua } = value(log('appel', { ...appel, disposition: 'JOINT', issue: 'REFLECHIT' }));
    expect(annulableJusqua).toBe('2026-06-08T08:00:10.000Z');
    expect(saisies()).toMatchObject([{ acte: actes[0], etat: 'a_envoyer', envoyable_le: '2026-06-08T08:00:10.000Z' }]);
    expect(body(0)).toEqual({
      id: actes[0],
      v: 1,
      flux: fluxId(1),
      dossier,
      type: 'appel',
      corps: { ...appel, disposition: 'JOINT', issue: 'REFLECHIT' },
      remplace: { issue: [], 'numero:+33639981201': [] },
      operateur: operateurId(3),
      fait_le: '2026-06-08T08:00:00.000Z',
      decalage_ms: 4000,
      corrige: null,
      depend: [],
    });
    expect(fiche().ligne).toMatchObject({ situation: 'REFLECHIT', enAttente: true });
    expect(changed).toEqual([[dossier]]);
    expect(notified).toBe(1);
  });

  test('keeps the right hour when the clock of the PC is moved after the exchange', () => {
    const trueNow = now - 3 * 3_600_000;
    const horloge = { decalageMs: 0, serveurLe: new Date(trueNow).toISOString(), mesureMonotoneMs: 0 };
    writeLocal(poste.store.persons, 'horloge', horloge);
    const request = { saisies: [{ dossier, type: 'appel', corps: appel, vues: {} }] };
    const { actes } = value(handlers(trueNow)['actes:enregistrer'](request));
    expect(body(0).decalage_ms).toBe(-3 * 3_600_000);
    expect(fiche().ligne.dernierAppel).toMatchObject({ le: '2026-06-08T05:00:00.000Z' });
    poste.store.persons.prepare('UPDATE saisie SET deja_en_vol = 1').run();
    value(handlers(trueNow)['actes:annuler']({ actes }));
    expect(body(1)).toMatchObject({ type: 'annule', decalage_ms: -3 * 3_600_000 });
    const proposedAt = (server: number | null) =>
      value(handlers(server)['actes:prochaine-par-defaut']({ dossier, disposition: 'SANS_REPONSE', issue: null })).corps
        ?.le;
    // Ten in the morning at the PC, so this afternoon; four in the afternoon in truth, so tomorrow.
    expect(proposedAt(null)).toBe('2026-06-08T12:00:00.000Z');
    expect(proposedAt(now + 6 * 3_600_000)).toMatch(/^2026-06-09/);
  });

  test('replaces the heads that were seen, for the faits it sets and no others', () => {
    const first = value(log('affectation', { operateur: operateurId(1) })).actes;
    const vues = { affectation: first, issue: [idOf(8, 1)] };
    value(log('affectation', { operateur: operateurId(2) }, vues));
    expect(body(1).remplace).toEqual({ affectation: first });
    expect(fiche().ligne.aDepartager).toBe(false);
    value(log('affectation', { operateur: operateurId(3) }));
    expect(fiche().ligne.aDepartager).toBe(true);
  });

  test('is all or nothing', () => {
    const refused = handlers()['actes:enregistrer']({
      saisies: [
        { dossier, type: 'note', corps: { texte: 'faits seulement' }, vues: {} },
        { dossier, type: 'note', corps: { texte: 3 }, vues: {} },
      ],
    });
    expect(refused).toMatchObject({ error: { code: 'ACTE_INVALIDE', details: { rang: 1 } } });
    expect(saisies()).toEqual([]);
    expect(changed).toEqual([]);
  });

  test.each([
    ['an unknown dossier', 'note', { texte: 'x' }, dossierId(77), 'DOSSIER_INCONNU'],
    ['an unknown type', 'danse', {}, dossier, 'TYPE_INCONNU'],
    ['a body of another shape', 'appel', { ...appel, disposition: 'PARTI' }, dossier, 'ACTE_INVALIDE'],
    ['a note over 4,000 characters', 'note', { texte: 'x'.repeat(4001) }, dossier, 'ACTE_INVALIDE'],
    ['an acte over 16 KiB', 'note', { texte: 'x'.repeat(17_000) }, dossier, 'ACTE_TROP_GRAND'],
    ['an annule of an unknown acte', 'annule', { acte: idOf(8, 8) }, dossier, 'DEPENDANCE_INCONNUE'],
    ['an erasure at a poste that does not know its account', 'effacement', {}, dossier, 'ROLE_INSUFFISANT'],
    [
      'a dossier made on top of another',
      'dossier-cree',
      { nom: 'X', prenom: '', telephones: [], source: 'appel' },
      dossier,
      'ACTE_INVALIDE',
    ],
  ])('refuses %s', (_, type, corps, target, code) => {
    expect(log(type, corps, {}, target)).toMatchObject({ ok: false, error: { code } });
    expect(saisies()).toEqual([]);
  });

  test.each(['responsable', 'delegue'])('an account of role %s may ask an erasure', (role) => {
    writeLocal(poste.store.persons, 'compte', { role });
    expect(log('effacement', {}).ok).toBe(true);
  });

  test('after an opposition nobody is called, but what they say is still written down', () => {
    value(log('opposition', {}));
    for (const [type, corps] of [
      ['appel', appel],
      ['message', { canal: 'sms', texte: 'x', modele: null }],
      ['prochaine-action', { quoi: 'rappeler', le: null, precision: null, qui: null }],
    ] as const) {
      expect(log(type, corps)).toMatchObject({ error: { code: 'OPPOSITION' } });
    }
    expect(log('appel', { ...appel, sens: 'recu' }).ok).toBe(true);
    expect(log('note', { texte: 'ne plus appeler' }).ok).toBe(true);
  });

  test('frozen data take nothing but what unfreezes or ends them', () => {
    value(log('limitation', { active: true }));
    expect(log('note', { texte: 'x' })).toMatchObject({ error: { code: 'LIMITATION' } });
    expect(log('limitation', { active: false }, { limitation: [idOf(9, 1)] }).ok).toBe(true);
    expect(log('note', { texte: 'x' }).ok).toBe(true);
  });

  test('a flux whose right ended takes nothing new', () => {
    poste.store.persons.prepare("UPDATE flux SET droits = 'envoi_seul'").run();
    expect(log('note', { texte: 'x' })).toMatchObject({ error: { code: 'FLUX_RETIRE' } });
  });

  test('a full disk answers DISQUE_PLEIN and keeps nothing of the acte', () => {
    poste.store.persons.pragma('max_page_count=1');
    const corps = { texte: 'x'.repeat(3900) };
    const many = Array.from({ length: 50 }, () => ({ dossier, type: 'note', corps, vues: {} }));
    expect(handlers()['actes:enregistrer']({ saisies: many })).toEqual({ ok: false, error: { code: 'DISQUE_PLEIN' } });
    expect(saisies()).toEqual([]);
  });
});

describe('undoing', () => {
  test('what never left is dropped as if it had not been', () => {
    const before = fiche();
    const { actes } = value(log('appel', appel));
    expect(value(handlers()['actes:annuler']({ actes }))).toEqual({ retires: 1, annules: 0 });
    expect(saisies()).toEqual([]);
    expect(fiche()).toEqual(before);
  });

  test('two that name each other are dropped together', () => {
    const [first = ''] = value(log('affectation', { operateur: operateurId(1) })).actes;
    const [second = ''] = value(log('affectation', { operateur: null }, { affectation: [first] })).actes;
    expect(value(handlers()['actes:annuler']({ actes: [first, second] }))).toEqual({ retires: 2, annules: 0 });
    expect(saisies()).toEqual([]);
  });

  test('what another acte names, or what has flown, gets an annule that waits ten seconds too', () => {
    const [first = ''] = value(log('affectation', { operateur: operateurId(1) })).actes;
    value(log('affectation', { operateur: null }, { affectation: [first] }));
    expect(value(handlers()['actes:annuler']({ actes: [first] }))).toEqual({ retires: 0, annules: 1 });
    expect(body(2)).toMatchObject({ type: 'annule', corps: { acte: first }, depend: [first] });
    expect(saisies()[2]?.envoyable_le).toBe('2026-06-08T08:00:10.000Z');

    putPerson(2);
    const [flown = ''] = value(log('appel', appel, {}, dossierId(2))).actes;
    poste.store.persons.prepare("UPDATE saisie SET etat = 'a_envoyer', deja_en_vol = 1 WHERE acte = ?").run(flown);
    expect(value(handlers()['actes:annuler']({ actes: [flown] }))).toEqual({ retires: 0, annules: 1 });
  });

  test('what the server has is undone by an annule, once', () => {
    const id = idOf(8, 1);
    putActe(
      poste.store,
      acteCorps({ id, flux: fluxId(1), dossier, type: 'appel', corps: appel }),
      '2026-06-05T09:00:01.000Z',
    );
    project(1);
    expect(fiche().ligne.dernierAppel).not.toBeNull();
    expect(value(handlers()['actes:annuler']({ actes: [id] }))).toEqual({ retires: 0, annules: 1 });
    expect(body(0)).toMatchObject({ type: 'annule', corps: { acte: id }, depend: [] });
    expect(fiche().ligne.dernierAppel).toBeNull();
    expect(fiche().fil.find((entree) => entree.id === id)).toMatchObject({ annule: true, annulable: false });
    expect(value(handlers()['actes:annuler']({ actes: [id] }))).toEqual({ retires: 0, annules: 0 });
  });

  test('an unknown acte is INTROUVABLE, one that cannot be undone ACTE_DEJA_PARTI, and the others stay', () => {
    const { actes } = value(log('note', { texte: 'x' }));
    expect(handlers()['actes:annuler']({ actes: [...actes, idOf(8, 9)] })).toMatchObject({
      error: { code: 'INTROUVABLE' },
    });
    expect(saisies()).toHaveLength(1);
    const id = idOf(8, 2);
    putActe(
      poste.store,
      acteCorps({ id, flux: fluxId(1), dossier, type: 'effacement', corps: {} }),
      '2026-06-05T09:00:01.000Z',
    );
    expect(handlers()['actes:annuler']({ actes: [id] })).toMatchObject({ error: { code: 'ACTE_DEJA_PARTI' } });
  });
});

describe('correcting', () => {
  test('keeps the place of its target and waits for it', () => {
    const [target = ''] = value(log('note', { texte: 'a un entretin' })).actes;
    value(log('correction', { acte: target, corps: { texte: 'a un entretien' } }));
    expect(body(1)).toMatchObject({ type: 'correction', depend: [target], remplace: {} });
    expect(fiche().fil.find((entree) => entree.id === target)?.contenu).toEqual({ texte: 'a un entretien' });
  });

  test('refuses a body that its target could not have', () => {
    const [target = ''] = value(log('note', { texte: 'x' })).actes;
    expect(log('correction', { acte: target, corps: { texte: 3 } })).toMatchObject({
      error: { code: 'ACTE_INVALIDE' },
    });
  });

  test('a refused acte is replaced by the corrected one, under a new id that names it', () => {
    const id = idOf(8, 3);
    const own = acteCorps({ id, flux: fluxId(1), dossier, type: 'note', corps: { texte: 'trop' } });
    putSaisie(poste.store, own, 'a_revoir');
    const follower = acteCorps({
      id: idOf(8, 4),
      flux: fluxId(1),
      dossier,
      type: 'annule',
      corps: { acte: id },
      depend: [id],
    });
    putSaisie(poste.store, follower, 'a_revoir');
    project(1);
    const [again = ''] = value(log('correction', { acte: id, corps: { texte: 'mieux' } })).actes;
    const rows = saisies().map((row) => acte.parse(JSON.parse(row.corps)));
    expect(rows).toMatchObject([
      { id: idOf(8, 4), corps: { acte: again }, depend: [again] },
      { id: again, type: 'note', corps: { texte: 'mieux' }, corrige: id, fait_le: own.fait_le },
    ]);
  });
});

describe('the next action proposed', () => {
  const ask = (disposition: string, issue: string | null = null, target = dossier) =>
    handlers()['actes:prochaine-par-defaut']({ dossier: target, disposition, issue });

  test('is in the zone of the site', () => {
    const paris = value(ask('RAPPELER')).corps;
    putFlux(poste.store, 1, 'relation', 'Indian/Reunion');
    expect(paris).toMatchObject({ quoi: 'rappeler', precision: 'jour' });
    expect(value(ask('RAPPELER')).corps?.le).not.toBe(paris?.le);
  });

  test('of a retry is in the other half-day of the family', () => {
    const paris = value(ask('MESSAGE')).corps;
    const adresse = { lignes: ['1 rue Fictive'], code_postal: '98714', ville: 'PAPEETE', pays: 'FRANCE' };
    putLigne(poste.store, { id: dossier, flux: fluxId(1), type: 'dossier', corps: dossierCorps({ adresse }) });
    project(1);
    const tahiti = value(ask('MESSAGE')).corps;
    expect(paris).toMatchObject({ quoi: 'rappeler', precision: 'heure' });
    expect(tahiti?.le).not.toBe(paris?.le);
    const half = demiJournee(new Date(now).toISOString(), 'Pacific/Tahiti');
    expect(demiJournee(String(tahiti?.le), 'Pacific/Tahiti')).not.toBe(half);
  });

  test('needs an issue after JOINT, and writes when no number is left', () => {
    expect(value(ask('JOINT')).corps).toBeNull();
    expect(value(ask('NUMERO_INVALIDE')).corps).toMatchObject({ quoi: 'relancer' });
  });

  test('refuses an unknown dossier and an unknown disposition', () => {
    expect(ask('MESSAGE', null, dossierId(77))).toMatchObject({ error: { code: 'DOSSIER_INCONNU' } });
    expect(ask('PARTI')).toMatchObject({ error: { code: 'REQUETE_INVALIDE' } });
  });
});

describe('the cost of an acte', () => {
  /** The statements of one logged call, without their values. */
  function statementsOf(count: number): string[] {
    poste.close();
    poste = openPoste();
    putPerson(1);
    poste.store.write(poste.store.bulk, () => {
      for (let n = 2; n <= count; n++) {
        putLigne(poste.store, {
          id: dossierId(n),
          flux: fluxId(1),
          type: 'dossier',
          corps: dossierCorps({ ine: `1${String(n).padStart(8, '0')}AB` }),
        });
      }
      projectDossiers(
        poste.store.bulk,
        Array.from({ length: count - 1 }, (_, i) => dossierId(i + 2)),
      );
    });
    value(log('note', { texte: 'warm' }));
    poste.statements.length = 0;
    made = count;
    value(log('appel', appel));
    return poste.statements.map((sql) => sql.replace(/'(?:[^']|'')*'|\b[0-9.]+\b/g, '?'));
  }

  test('is the same with 20 and with 2,000 dossiers', () => {
    const few = statementsOf(20);
    const many = statementsOf(2000);
    expect(few.length).toBeGreaterThan(5);
    expect(many).toEqual(few);
  }, 30_000);

  test('reads through indexes only', () => {
    statementsOf(3);
    const ours = poste.statements.filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/i.test(sql));
    expect(ours.length).toBeGreaterThan(5);
    const plans = ours.flatMap((sql) =>
      poste.store.persons
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => row.detail),
    );
    // A file holds a few dozen flux (`f`), each with its last list (`t`); what a query is given (`k`) is no table.
    const isList = /^SCAN ([ft]$|k VIRTUAL TABLE)/;
    const scans = plans.filter((detail) => /^SCAN (?!CONSTANT|candidat_texte|candidat_chiffres|\()/.test(detail));
    expect(scans.filter((detail) => !isList.test(detail))).toEqual([]);
  });
});
