import { dossierCreeCorps } from './actes/dossier-cree.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import { rectificationCorps } from './actes/rectification.ts';
import { lireTelephone } from './telephone.ts';

interface Saisi {
  acte: string;
  /** As typed. */
  brut: string;
  numero: string;
  /** The number it stands for; null for one that was added, or typed at creation. */
  ancien: string | null;
  /** The heads its author saw. */
  remplace: ReadonlySet<string>;
}

const numeroDe = (brut: string): string => lireTelephone(brut).e164 ?? brut.trim();

/** In the order of the dossier. */
const saisisDe = (effectifs: readonly ActeEffectif[]): Saisi[] =>
  effectifs.flatMap((un): Saisi[] => {
    const cree = un.type === 'dossier-cree' ? dossierCreeCorps.safeParse(un.corps) : null;
    if (cree?.success === true)
      return cree.data.telephones.map((brut) => ({
        acte: un.id,
        brut,
        numero: numeroDe(brut),
        ancien: null,
        remplace: new Set(),
      }));
    const isLive = un.type === 'rectification' && un.annulePar === null;
    const lu = isLive ? rectificationCorps.safeParse(un.corps) : null;
    if (lu?.success !== true || lu.data.champ !== 'telephone') return [];
    const { valeur: brut, ancienne } = lu.data;
    const ancien = ancienne === null ? null : numeroDe(ancienne);
    const remplace = un.remplace.get('champ:telephone') ?? new Set<string>();
    return [{ acte: un.id, brut, numero: numeroDe(brut), ancien, remplace }];
  });

/**
 * Raw phones typed here that still count: at creation, then by rectifications. A number that is added takes nobody's
 * place, however many were known before it. A number typed here leaves when a later one corrects it, or corrects what
 * it had corrected itself; and when somebody chose another one of two that contradicted each other, which is written as
 * an acte that replaces both and says one of them again.
 */
export const telephonesSaisis = (effectifs: readonly ActeEffectif[]): string[] => {
  const saisis = saisisDe(effectifs);
  const isQuitte = (un: Saisi, rang: number): boolean =>
    saisis.slice(rang + 1).some((autre) => {
      if (autre.numero === un.numero) return false;
      if (autre.ancien === un.numero) return true;
      if (!autre.remplace.has(un.acte)) return false;
      return (
        (autre.ancien !== null && autre.ancien === un.ancien) ||
        saisis.some(({ acte, numero }) => numero === autre.numero && acte !== autre.acte && autre.remplace.has(acte))
      );
    });
  return saisis.filter((un, rang) => !isQuitte(un, rang)).map(({ brut }) => brut);
};
