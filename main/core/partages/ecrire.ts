import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { PartageEcrit } from '../../../shared/contract/ipc/partages.ts';
import {
  isIdDePartage,
  libellesId,
  partageBytes,
  partagesMax,
  texteDuPartage,
} from '../../../shared/domain/partages.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lireVus } from './lire.ts';
import { lireLocal, mettreLocal, type PartageLocal, retirerLocal } from './locaux.ts';
import { isPris, lireMiroir } from './miroir.ts';

/** Whether nothing of it ever left: what is taken back then needs no sending. */
const isJamaisParti = ({ envoye, etat }: PartageLocal): boolean =>
  envoye === null && (etat === 'a_envoyer' || etat === 'refuse');

/** What the next sending is compared with: the writing that the server has taken, else what its author had seen. */
const baseDe = (local: PartageLocal | null, stands: string | null): string | null => {
  if (local === null) return stands;
  return local.etat === 'recu' ? local.valeur : local.base;
};

/**
 * Keeps one document in the caller's transaction; it leaves by itself. `now` is ISO, the poste's wall clock.
 * Failures: TROP_VOLUMINEUX, PARTAGES_TROP_NOMBREUX, REQUETE_INVALIDE for an id that names something else.
 */
export function ecrirePartage(
  db: Sqlite,
  { genre, id: given, valeur }: PartageEcrit,
  { now, newId }: { now: string; newId: () => string },
): Result<{ id: string }> {
  const id = given ?? (genre === 'libelles' ? libellesId : newId());
  const local = lireLocal(db, id);
  const tenu = lireMiroir(db).get(id);
  const known = local?.genre ?? tenu?.genre ?? genre;
  if (!isIdDePartage(genre, id) || known !== genre || isPris(db, id)) return failure('REQUETE_INVALIDE');
  const texte = texteDuPartage(valeur);
  if (Buffer.byteLength(texte ?? '') > partageBytes) return failure('TROP_VOLUMINEUX');
  const seen = lireVus(db);
  const isNew = texte !== null && (seen.get(id)?.texte ?? null) === null;
  const alive = [...seen.values()].filter((vu) => vu.genre === genre && vu.texte !== null).length;
  if (isNew && alive >= partagesMax[genre]) return failure('PARTAGES_TROP_NOMBREUX');
  const base = baseDe(local, tenu?.texte ?? null);
  // Back to what was there: nothing is left to say.
  if (texte === base && (local === null || local.etat === 'recu')) return success({ id });
  if (texte === base && local !== null && isJamaisParti(local)) {
    retirerLocal(db, id);
    return success({ id });
  }
  const envoye = local?.envoye ?? null;
  mettreLocal(db, { id, genre, valeur: texte, base, envoye, ecrit_le: now, etat: 'a_envoyer', code: null });
  return success({ id });
}
