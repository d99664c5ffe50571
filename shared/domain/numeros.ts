import type { Telephone } from '../contract/lignes.ts';
import type { NumeroEtat } from './actes/numero.ts';
import { numeroEtat } from './actes/numero.ts';
import type { FaitEtat, Faits } from './faits.ts';
import { lireTelephone } from './telephone.ts';

/** A phone of the list, with where it comes from; `saisi` when people here typed or met it. */
export interface NumeroSource extends Telephone {
  origine: string;
}

export interface NumeroDuDossier extends NumeroSource {
  /** What the calls taught about it; `non_verifie` until then, `verrouille` for all after an opposition. */
  etat: NumeroEtat | 'non_verifie';
  aDepartager: boolean;
}

const prefixe = 'numero:';

/**
 * The phones of a dossier in dialling order: those of the list, then what `saisis` (raw texts) and the calls add.
 * A number struck through is kept, never removed (users-and-rules 1.3).
 */
export const numerosDuDossier = (
  sources: readonly NumeroSource[],
  saisis: readonly string[],
  faits: Faits,
  opposition: boolean,
): NumeroDuDossier[] => {
  const tous: NumeroSource[] = [...sources];
  const connus = new Set(sources.map((source) => source.e164));
  const ajouter = (lu: Telephone): void => {
    if (lu.e164 !== null && connus.has(lu.e164)) return;
    connus.add(lu.e164);
    tous.push({ ...lu, origine: 'saisi' });
  };
  for (const saisi of saisis) if (saisi.trim() !== '') ajouter(lireTelephone(saisi));
  for (const fait of [...faits.keys()].sort()) {
    if (!fait.startsWith(prefixe)) continue;
    const e164 = fait.slice(prefixe.length);
    ajouter({ brut: e164, e164, confiance: 'sure', correction: null });
  }
  return tous.map((source) => {
    const etat = source.e164 === null ? undefined : faits.get(`${prefixe}${source.e164}`);
    return {
      ...source,
      etat: opposition ? 'verrouille' : lireEtat(etat),
      aDepartager: etat?.aDepartager ?? false,
    };
  });
};

const lireEtat = (etat: FaitEtat | undefined): NumeroEtat | 'non_verifie' => {
  // Asked first: a refusal by zod costs more than all the rest of an untouched dossier.
  if (etat === undefined) return 'non_verifie';
  const lu = numeroEtat.safeParse(etat.valeur);
  return lu.success ? lu.data : 'non_verifie';
};

/** The numbers that may still be dialled: readable and neither in doubt, struck through nor locked. */
export const numerosComposables = (numeros: readonly NumeroDuDossier[]): string[] => [
  ...new Set(
    numeros.flatMap(({ e164, etat }) =>
      e164 !== null && (etat === 'non_verifie' || etat === 'confirme') ? [e164] : [],
    ),
  ),
];
