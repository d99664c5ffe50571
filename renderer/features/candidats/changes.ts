import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { compte } from '../../textes/pluriel.ts';

export type Changes = Pick<ResponseOf<'candidats:compteurs'>, 'nouveaux' | 'modifies' | 'retires'>;

const same = (one: Changes, other: Changes): boolean =>
  one.nouveaux === other.nouveaux && one.modifies === other.modifies && one.retires === other.retires;

/**
 * Whether a list came since the desk opened, or since the last one was looked at: the marks of the newest list
 * replace those of the one before, so other counts mean another list.
 */
export const isNewList = (seen: Changes | null, now: Changes): boolean =>
  seen !== null && !same(seen, now) && now.nouveaux + now.modifies + now.retires > 0;

/** « Liste mise à jour : 9 nouveaux, 4 modifiés »; what is zero is not said. The numbers that the filter then shows. */
export const phraseListe = ({ nouveaux, modifies, retires }: Changes): string => {
  const parts = [
    [nouveaux, 'nouveau', 'nouveaux'],
    [modifies, 'modifié', 'modifiés'],
    [retires, 'retiré', 'retirés'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, un, plusieurs]) => compte(n, un, plusieurs));
  return `Liste mise à jour : ${said.join(', ')}`;
};
