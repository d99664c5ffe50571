import { describe, expect, it } from 'vitest';
import {
  avancer,
  debut,
  estCommencee,
  montrer,
  type Parcours,
  type Pas,
  rangDe,
} from '../../../renderer/features/appels/parcours.ts';
import { delaiAvant } from '../../../renderer/features/appels/use-file.ts';
import { isUntouched, newCall, reduceCall } from '../../../renderer/features/candidats/saisie/call-draft.ts';
import { phonesInOrder } from '../../../renderer/features/candidats/saisie/numbers.ts';
import type { FileEntree } from '../../../shared/contract/ipc/appels.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';

const walk = (...pas: Pas[]): Parcours => pas.reduce(avancer, debut);

const entree = (candidat: string, passeeLe: string | null = null): FileEntree => ({
  candidat,
  ligne: {
    id: candidat,
    nom: 'NOM',
    prenom: 'Prénom',
    nbVoeux: 1,
    nbDemandes: 0,
    formation: null,
    autresFormations: 0,
    accueil: null,
    ville: null,
    situation: 'A_APPELER',
    ouverte: true,
    prochaineAction: null,
    dernierAppel: null,
    essais: 0,
    affecteA: null,
    nouveaute: null,
    aDepartager: false,
    enAttente: false,
  },
  motif: 'jamais_appele',
  le: null,
  fuseau: 'Europe/Paris',
  famille: null,
  memeDemiJournee: false,
  passeeLe,
});

describe('what was begun on her', () => {
  const draft = (call: ReturnType<typeof newCall> | null) => ({ kind: 'appel', sens: 'emis', call }) as const;
  it('is a choice or a word, not that her call is open', () => {
    const call = newCall('emis', null, '');
    expect(estCommencee(undefined)).toBe(false);
    expect(estCommencee(draft(null))).toBe(false);
    expect(estCommencee(draft(call))).toBe(false);
    expect(estCommencee(draft(reduceCall(call, { do: 'digit', digit: 3 })))).toBe(true);
    expect(estCommencee(draft({ ...call, note: 'messagerie pleine' }))).toBe(true);
    expect(estCommencee({ kind: 'note', texte: null })).toBe(true);
  });
});

describe('going through the queue', () => {
  it('shows the next person once a call is noted, counts it, and comes back to whom one was on', () => {
    const noted = walk({ do: 'ouvrir', candidat: 'a' }, { do: 'noter', suivante: 'b' });
    expect(noted).toMatchObject({ courante: 'b', avant: ['a'], notees: 1 });
    expect(avancer(noted, { do: 'revenir' })).toMatchObject({ courante: 'a', avant: [], notees: 1 });
  });

  it('brings her back when her call is taken back, and no longer counts it', () => {
    const undone = walk(
      { do: 'ouvrir', candidat: 'a' },
      { do: 'noter', suivante: 'b' },
      { do: 'defaire', candidat: 'a' },
    );
    expect(undone).toMatchObject({ courante: 'a', avant: [], notees: 0 });
  });

  it('skips without counting, and has nobody to come back to at first', () => {
    const skipped = walk({ do: 'ouvrir', candidat: 'a' }, { do: 'passer', suivante: 'b' });
    expect(skipped).toMatchObject({ courante: 'b', avant: ['a'], notees: 0 });
    expect(avancer(debut, { do: 'revenir' })).toBe(debut);
  });

  it('keeps whoever is open when she is chosen again, and closes the choice of a moment when one leaves', () => {
    const open = walk({ do: 'ouvrir', candidat: 'a' }, { do: 'rappel', ouvert: true });
    expect(avancer(open, { do: 'ouvrir', candidat: 'a' })).toBe(open);
    expect(avancer(open, { do: 'ouvrir', candidat: 'b' }).rappel).toBe(false);
  });

  it('remembers each person once, and no more than can be come back to', () => {
    const pas = Array.from({ length: 70 }, (_, n): Pas => ({ do: 'ouvrir', candidat: `c${n % 60}` }));
    const { avant } = walk(...pas);
    expect(avant).toHaveLength(50);
    expect(new Set(avant).size).toBe(50);
  });

  it('has nobody open when she is nowhere any more, and when nobody is left', () => {
    expect(walk({ do: 'ouvrir', candidat: 'a' }, { do: 'quitter' }).courante).toBeNull();
    expect(walk({ do: 'ouvrir', candidat: 'a' }, { do: 'noter', suivante: null }).courante).toBeNull();
  });

  it('shows neither the open one nor those who just left, and the skipped ones apart', () => {
    const passees = [entree('d', '2026-06-09T08:00:00.000Z'), entree('c', '2026-06-09T08:10:00.000Z')];
    const shown = montrer(
      { entrees: [entree('a'), entree('b'), entree('c'), passees[0] ?? entree('d')], passees },
      'a',
      new Set(['b']),
    );
    expect(shown.suivantes.map(({ candidat }) => candidat)).toEqual(['c']);
    expect(shown.passees.map(({ candidat }) => candidat)).toEqual(['d']);
  });

  it('says which call it is, of how many: those noted and those that wait', () => {
    expect(rangDe({ notees: 3 }, 13, true)).toEqual({ rang: 4, sur: 16 });
    expect(rangDe({ notees: 3 }, 12, false)).toEqual({ rang: 4, sur: 16 });
    expect(rangDe({ notees: 0 }, 0, true)).toEqual({ rang: 1, sur: 1 });
  });

  it('asks again when the next one is due, within a second at most and ten minutes at least', () => {
    const now = Date.parse('2026-06-09T08:00:00.000Z');
    expect(delaiAvant('2026-06-09T08:02:00.000Z', now)).toBe(120_000);
    expect(delaiAvant('2026-06-09T07:00:00.000Z', now)).toBe(1_000);
    expect(delaiAvant('2026-07-09T08:00:00.000Z', now)).toBe(600_000);
    expect(delaiAvant(null, now)).toBe(600_000);
  });
});

describe('what the queue takes from the strip', () => {
  const phone = (e164: string | null, etat: 'inconnu' | 'invalide' | 'a_verifier', brut = e164 ?? 'illisible') =>
    ({ brut, e164, affiche: brut, origine: 'portable', etat, correction: null, drom: false }) as const;
  const fiche = (
    responsableTelephones: Fiche['responsableTelephones'],
    candidatTelephones: Fiche['candidatTelephones'],
  ) => ({ responsableTelephones, candidatTelephones });

  it('puts the adults first, then the doubtful, the wrong and the unreadable, each once', () => {
    const found = phonesInOrder(
      fiche(
        [phone(null, 'inconnu'), phone('+33600000001', 'invalide'), phone('+33600000002', 'inconnu')],
        [phone('+33600000003', 'a_verifier'), phone('+33600000002', 'inconnu')],
      ),
    );
    expect(found.map(({ phone: { brut } }) => brut)).toEqual([
      '+33600000002',
      '+33600000003',
      '+33600000001',
      'illisible',
    ]);
    expect(found[0]?.interlocuteur).toBe('responsable');
  });

  it('turns a call into one received, whose number nobody knows, and back', () => {
    const call = newCall('emis', { e164: '+33600000002', interlocuteur: 'responsable' }, '');
    const received = reduceCall(call, { do: 'sens', sens: 'recu', numero: null });
    expect(received).toMatchObject({ sens: 'recu', numero: null });
    expect(isUntouched(call)).toBe(true);
    expect(isUntouched(received)).toBe(false);
    expect(isUntouched(reduceCall(call, { do: 'digit', digit: 3 }))).toBe(false);
    expect(isUntouched(reduceCall(call, { do: 'note', note: 'rappelle le soir' }))).toBe(true);
  });
});
