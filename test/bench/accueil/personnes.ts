import { nomsMetropole, prenoms } from '../../../tools/demo/noms.ts';

/** The numbers that ARCEP keeps for fiction, ten thousand a range: nobody answers them. */
const ranges = ['63998', '19900', '26191', '35301', '46571', '53649'] as const;
const numbersPerRange = 10_000;

const at = <T>(items: readonly T[], rank: number): T => {
  const item = items[rank % items.length];
  if (item === undefined) throw new Error('nothing to take from');
  return item;
};

/** Who asks, by rank: everybody has a number and an address of their own; the same rank is the same person. */
export function personneDe(rank: number): { nom: string; prenom: string; telephone: string; courriel: string } {
  const digits = String(rank % numbersPerRange).padStart(4, '0');
  return {
    nom: at(nomsMetropole, rank),
    prenom: at(prenoms, Math.floor(rank / nomsMetropole.length)),
    telephone: `+33${at(ranges, Math.floor(rank / numbersPerRange))}${digits}`,
    courriel: `famille.${rank}@example.org`,
  };
}
