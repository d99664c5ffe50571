import type { FileEntree } from '../../../shared/contract/ipc/appels.ts';
import { isUntouched } from '../candidats/saisie/call-draft.ts';
import type { Draft } from '../candidats/view.ts';

/** Where one is in the queue. Whoever is open stays open until noted, skipped or left, whatever the queue becomes. */
export interface Parcours {
  courante: string | null;
  /** Whom one was on before, the last one last. */
  avant: readonly string[];
  /** Calls noted here since the app was opened: « Appel 4 sur 16 ». */
  notees: number;
  /** Choosing when to call her back. */
  rappel: boolean;
}

export const debut: Parcours = { courante: null, avant: [], notees: 0, rappel: false };

export type Pas =
  | { do: 'ouvrir'; candidat: string }
  /** Noted or planned: the next one is there at once, null when nobody is left. */
  | { do: 'noter'; suivante: string | null }
  | { do: 'passer'; suivante: string | null }
  | { do: 'revenir' }
  /** What was noted is taken back: she is the one again. */
  | { do: 'defaire'; candidat: string }
  /** She is nowhere any more: merged, or taken out of the file. */
  | { do: 'quitter' }
  | { do: 'rappel'; ouvert: boolean };

/** Whether leaving her by something else than « Passer » would take work away from sight. */
export const estCommencee = (draft: Draft | undefined): boolean =>
  draft !== undefined &&
  (draft.kind !== 'appel' || (draft.call !== null && (!isUntouched(draft.call) || draft.call.note !== '')));

const avantMax = 50;

const vers = (parcours: Parcours, suivante: string | null): Parcours => {
  const { courante, avant } = parcours;
  const autres = avant.filter((candidat) => candidat !== courante && candidat !== suivante);
  return {
    ...parcours,
    courante: suivante,
    avant: (courante === null ? autres : [...autres, courante]).slice(-avantMax),
    rappel: false,
  };
};

export const avancer = (parcours: Parcours, pas: Pas): Parcours => {
  switch (pas.do) {
    case 'ouvrir':
      return pas.candidat === parcours.courante ? parcours : vers(parcours, pas.candidat);
    case 'noter':
      return { ...vers(parcours, pas.suivante), notees: parcours.notees + 1 };
    case 'passer':
      return vers(parcours, pas.suivante);
    case 'revenir': {
      const derniere = parcours.avant.at(-1);
      if (derniere === undefined) return parcours;
      return { ...parcours, courante: derniere, avant: parcours.avant.slice(0, -1), rappel: false };
    }
    case 'defaire':
      return {
        ...parcours,
        courante: pas.candidat,
        avant: parcours.avant.filter((candidat) => candidat !== pas.candidat),
        notees: Math.max(0, parcours.notees - 1),
        rappel: false,
      };
    case 'quitter':
      return { ...parcours, courante: null, rappel: false };
    case 'rappel':
      return { ...parcours, rappel: pas.ouvert };
  }
};

export interface FileMontree {
  /** To call, whoever is open left out. */
  suivantes: readonly FileEntree[];
  passees: readonly FileEntree[];
}

/** The queue as it is shown: without the one who is open, nor those whose call is noted and not yet read again. */
export const montrer = (
  file: { entrees: readonly FileEntree[]; passees: readonly FileEntree[] },
  courante: string | null,
  sorties: ReadonlySet<string>,
): FileMontree => {
  const isOther = ({ candidat }: FileEntree): boolean => candidat !== courante && !sorties.has(candidat);
  const suivantes = file.entrees.filter((entree) => entree.passeeLe === null && isOther(entree));
  const dansLaFile = new Set(suivantes.map(({ candidat }) => candidat));
  return { suivantes, passees: file.passees.filter((entree) => isOther(entree) && !dansLaFile.has(entree.candidat)) };
};

/** « Appel 4 sur 16 »; `total` counts whoever is due, the open one among them when she is. */
export const rangDe = (
  { notees }: Pick<Parcours, 'notees'>,
  total: number,
  estDansLaFile: boolean,
): { rang: number; sur: number } => ({ rang: notees + 1, sur: notees + Math.max(1, total + (estDansLaFile ? 0 : 1)) });
