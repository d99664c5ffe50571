import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { libellesId, texteDuPartage } from '../../../../shared/domain/partages.ts';
import { Banc, Coupure, modele, vue } from './banc.ts';

/** The program dies at every step of an exchange in turn, and starts again: the end is the same as without it. */
let banc: Banc | null = null;
afterEach(() => {
  banc?.remove();
  banc = null;
});

interface Histoire {
  nom: string;
  /** How many steps its exchange has: eight for a document, six more for each other one. */
  etapes: number;
  avant?: (banc: Banc) => Promise<void>;
  gestes: (banc: Banc) => void;
}

const known = '00000000-0000-4000-8000-00000000abcd';
const share = async (on: Banc): Promise<void> => {
  on.serveur.write(known, 'modele', texteDuPartage(modele('Relance', 'Avant')));
  on.recevoir();
};

const histoires: Histoire[] = [
  {
    nom: 'two that are new',
    etapes: 14,
    gestes: (on) => {
      on.garder({ genre: 'modele', id: null, valeur: modele('Un') });
      on.garder({ genre: 'vue', id: null, valeur: vue('Une') });
    },
  },
  {
    nom: 'one that is changed',
    etapes: 8,
    avant: share,
    gestes: (on) => void on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Après') }),
  },
  {
    nom: 'one that is deleted',
    etapes: 8,
    avant: share,
    gestes: (on) => void on.garder({ genre: 'modele', id: known, valeur: null }),
  },
  {
    nom: 'one that a colleague changed meanwhile',
    etapes: 14,
    avant: share,
    gestes: (on) => {
      on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'De Léa') });
      on.serveur.write(known, 'modele', texteDuPartage(modele('Relance', 'De Karim')));
    },
  },
  {
    nom: 'labels that a colleague changed meanwhile',
    etapes: 8,
    gestes: (on) => {
      on.garder({ genre: 'libelles', id: null, valeur: { issues: { RDV_FIXE: 'Visite' } } });
      on.serveur.write(libellesId, 'libelles', texteDuPartage({ issues: { RDV_FIXE: 'Venue' } }));
    },
  },
];

/** What everybody sees, whatever the ids that were drawn. */
const vu = (on: Banc) => {
  const { modeles, vues, libelles } = on.lire();
  const plain = (list: { valeur: unknown; enAttente: boolean }[]) =>
    list.map(({ valeur, enAttente }) => ({ valeur, enAttente }));
  const serveur = on.serveur.rows.map(({ genre, texte }) => `${genre} ${texte}`).sort();
  return { modeles: plain(modeles), vues: plain(vues), libelles, serveur, reste: on.locaux };
};

/** @returns how many steps the exchange had, up to the one at which the program died */
async function jouer(on: Banc, { avant, gestes }: Histoire, diesAt: number): Promise<number> {
  await avant?.(on);
  gestes(on);
  let steps = 0;
  on.onStep = () => {
    steps += 1;
    if (steps === diesAt) throw new Coupure();
  };
  try {
    await on.echanger();
  } catch (error: unknown) {
    if (!(error instanceof Coupure)) throw error;
    on.onStep = () => undefined;
    on.redemarrer();
    await on.echanger();
  }
  return steps;
}

describe.each(histoires)('$nom', (histoire) => {
  let whole: unknown;
  beforeAll(async () => {
    const on = new Banc();
    // Chosen and marked, left, answered, noted: two looks around each write; the last look finds nothing more to send.
    expect(await jouer(on, histoire, 0)).toBe(histoire.etapes);
    expect(on.locaux).toEqual([]);
    whole = vu(on);
    on.remove();
  });

  test.each(Array.from({ length: histoire.etapes }, (_, step) => step + 1))(
    'ends the same when the program dies at step %i',
    async (step) => {
      banc = new Banc();
      expect(await jouer(banc, histoire, step)).toBe(step);
      expect(vu(banc)).toEqual(whole);
    },
  );
});

test('what is written while the text before it flies is based on it, whether the answer comes or is lost', async () => {
  for (const isLost of [false, true]) {
    banc?.remove();
    banc = new Banc();
    const on = banc;
    await share(on);
    on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Un') });
    on.onStep = (step) => {
      if (step !== 'reponse') return;
      on.onStep = () => undefined;
      on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Deux') });
      if (isLost) throw new Coupure();
    };
    await on.envoyer().catch((error: unknown) => {
      if (!(error instanceof Coupure)) throw error;
    });
    if (isLost) on.redemarrer();
    await on.echanger();
    expect(on.lire().modeles.map(({ valeur }) => [valeur.nom, valeur.texte])).toEqual([['Relance', 'Deux']]);
    expect([on.sorts, on.locaux]).toEqual([[], []]);
  }
});

test('a text whose answer was lost, then changed back, leaves neither of the two behind', async () => {
  banc = new Banc();
  const on = banc;
  await share(on);
  on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Un') });
  on.onStep = (step) => {
    if (step === 'reponse') throw new Coupure();
  };
  await expect(on.envoyer()).rejects.toThrow(Coupure);
  on.onStep = () => undefined;
  on.redemarrer();
  on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Avant') });
  await on.echanger();
  expect(on.serveur.rows).toMatchObject([{ texte: texteDuPartage(modele('Relance', 'Avant')) }]);
  expect([on.sorts, on.locaux]).toEqual([[], []]);
});
