import { afterEach, describe, expect, test } from 'vitest';
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
    gestes: (on) => {
      on.garder({ genre: 'modele', id: null, valeur: modele('Un') });
      on.garder({ genre: 'vue', id: null, valeur: vue('Une') });
    },
  },
  {
    nom: 'one that is changed',
    avant: share,
    gestes: (on) => void on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'Après') }),
  },
  {
    nom: 'one that is deleted',
    avant: share,
    gestes: (on) => void on.garder({ genre: 'modele', id: known, valeur: null }),
  },
  {
    nom: 'one that a colleague changed meanwhile',
    avant: share,
    gestes: (on) => {
      on.garder({ genre: 'modele', id: known, valeur: modele('Relance', 'De Léa') });
      on.serveur.write(known, 'modele', texteDuPartage(modele('Relance', 'De Karim')));
    },
  },
  {
    nom: 'labels that a colleague changed meanwhile',
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

/** @returns whether the program died on the way */
async function jouer(on: Banc, { avant, gestes }: Histoire, diesAt: number): Promise<boolean> {
  await avant?.(on);
  gestes(on);
  let steps = 0;
  let isDead = false;
  on.onStep = () => {
    steps += 1;
    if (steps !== diesAt) return;
    isDead = true;
    throw new Coupure();
  };
  try {
    await on.echanger();
  } catch (error: unknown) {
    if (!(error instanceof Coupure)) throw error;
  }
  on.onStep = () => undefined;
  if (!isDead) return false;
  on.redemarrer();
  await on.echanger();
  return true;
}

describe.each(histoires)('$nom', (histoire) => {
  test('ends the same, wherever the program dies', async () => {
    banc = new Banc();
    await jouer(banc, histoire, 0);
    const whole = vu(banc);
    expect(whole.reste).toEqual([]);
    let deaths = 0;
    for (let step = 1; ; step += 1) {
      banc.remove();
      banc = new Banc();
      if (!(await jouer(banc, histoire, step))) break;
      deaths += 1;
      expect([step, vu(banc)]).toEqual([step, whole]);
    }
    // Chosen and marked, left, answered, noted: at least those.
    expect(deaths).toBeGreaterThanOrEqual(6);
  });
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
