import type { PorteeFile } from '../../../shared/contract/ipc/appels.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useAsk } from '../../ask.tsx';

/** Whose people the queue shows: everybody's until somebody is known to be here. */
export const porteeDe = (operateur: object | string | null, choisie: PorteeFile): PorteeFile =>
  operateur === null ? 'tous' : choisie;

export interface CompteFile {
  portee: PorteeFile;
  compte: ResponseOf<'appels:compteurs'> | undefined;
  /** It could not be counted, and was not before. */
  echec: boolean;
}

/** What stands beside the ways to Appels: what Appels shows once it is open. Undefined until it is counted. */
export const useCompteFile = (): CompteFile => {
  const session = useAsk('session:etat', {}).data;
  const reglages = useAsk('reglages:lire', {}).data;
  const portee = porteeDe(session?.operateur ?? null, reglages?.porteeFile ?? 'tous');
  const isKnown = session !== undefined && reglages !== undefined;
  const { data, isError } = useAsk('appels:compteurs', portee === 'moi' ? { portee } : {}, isKnown);
  return { portee, compte: isKnown ? data : undefined, echec: isKnown && data === undefined && isError };
};
