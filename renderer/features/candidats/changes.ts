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

/** « Liste mise à jour : 9 nouveaux, 4 modifiés, 6 retirés ». */
export const phraseListe = ({ nouveaux, modifies, retires }: Changes): string =>
  `Liste mise à jour : ${[
    compte(nouveaux, 'nouveau', 'nouveaux'),
    compte(modifies, 'modifié', 'modifiés'),
    compte(retires, 'retiré', 'retirés'),
  ].join(', ')}`;
