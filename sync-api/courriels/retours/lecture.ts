import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Ecriture } from '../../actes/ecriture.ts';
import type { Journal } from '../../journal.ts';
import { isBusy } from '../../store/busy.ts';
import { suivreRefus } from '../consequences.ts';
import { finir } from '../file.ts';
import { type Avis, lireAvis } from './avis.ts';
import { decouper } from './mbox.ts';

/**
 * Reads the mailbox where bounces arrive, an mbox that the mail server appends to. Nothing is written there: how far it
 * was read is kept in the base, after what a bounce changes: one that is read again, after a crash or because the file was
 * emptied or replaced and is read from its start, finds its mail already refused and changes nothing.
 */
export interface LectureRetours {
  lire(dansUneTransaction: DansUneTransaction): Promise<void>;
}
type DansUneTransaction = <T>(work: (ecriture: Ecriture) => Promise<T>) => Promise<T>;

const lectureOctets = 4 * 1024 * 1024;
/** A mailbox full of something else is gone through little by little: mails leave in between. */
const lecturesParPassage = 8;
const octetsTemoins = 1024;

export const createLectureRetours = (fichier: string, journal: Journal): LectureRetours | null =>
  fichier === '' ? null : new Boite(fichier, journal);

class Boite implements LectureRetours {
  readonly #fichier: string;
  readonly #journal: Journal;
  #estIllisible = false;

  constructor(fichier: string, journal: Journal) {
    this.#fichier = fichier;
    this.#journal = journal;
  }

  async lire(dansUneTransaction: DansUneTransaction): Promise<void> {
    const handle = await this.#ouvrir();
    if (handle === null) return;
    try {
      const lu = await dansUneTransaction((ecriture) => this.#dejaLu(ecriture));
      const estLeMeme = lu !== undefined && (await empreinteAvant(handle, lu.position)) === lu.empreinte;
      await this.#lireDepuis(handle, estLeMeme ? lu.position : 0, dansUneTransaction);
    } finally {
      await handle.close();
    }
  }

  /** null, said once, when there is no such file or it is none: a mail server makes it with its first bounce. */
  async #ouvrir(): Promise<FileHandle | null> {
    let handle: FileHandle | null = null;
    try {
      // A named pipe would block the opening for ever without O_NONBLOCK.
      handle = await open(this.#fichier, constants.O_RDONLY | constants.O_NONBLOCK);
      if ((await handle.stat()).isFile()) {
        this.#estIllisible = false;
        return handle;
      }
    } catch {
      // Said below.
    }
    await handle?.close();
    if (!this.#estIllisible) this.#journal.note({ code: 'RETOURS_ILLISIBLES' });
    this.#estIllisible = true;
    return null;
  }

  #dejaLu({ trx }: Ecriture) {
    return trx
      .selectFrom('retour_lu')
      .select(['position', 'empreinte'])
      .where('fichier', '=', this.#fichier)
      .executeTakeFirst();
  }

  async #lireDepuis(handle: FileHandle, debut: number, dansUneTransaction: DansUneTransaction): Promise<void> {
    let position = debut;
    for (let lecture = 0; lecture < lecturesParPassage; lecture += 1) {
      const { octets, estFin } = await lireMorceau(handle, position);
      const { messages, consommes } = decouper(octets, position, estFin);
      for (const message of messages) {
        const avis = await lireAvis(message.octets);
        if (avis === null || avis.echec === null) continue;
        await this.#suivre(dansUneTransaction, avis, avis.echec);
        await this.#retenir(dansUneTransaction, handle, message.fin);
      }
      position += consommes;
      if (consommes > 0) await this.#retenir(dansUneTransaction, handle, position);
      if (estFin) return;
    }
  }

  async #retenir(dansUneTransaction: DansUneTransaction, handle: FileHandle, position: number): Promise<void> {
    const empreinte = await empreinteAvant(handle, position);
    await dansUneTransaction(({ trx }) =>
      trx
        .insertInto('retour_lu')
        .values({ fichier: this.#fichier, position, empreinte })
        .onConflict((conflict) => conflict.column('fichier').doUpdateSet({ position, empreinte }))
        .execute(),
    );
  }

  /** A bounce that fails by accident (a bug of ours) is said and passed over: those after it count. */
  async #suivre(dansUneTransaction: DansUneTransaction, avis: Avis, code: string): Promise<void> {
    try {
      await dansUneTransaction((ecriture) => this.#appliquer(ecriture, avis, code));
    } catch (error: unknown) {
      if (isBusy(error)) throw error;
      this.#journal.note({ code: `RETOUR_EN_ACCIDENT ${error instanceof Error ? error.name : 'inconnue'}` });
    }
  }

  /** Only a mail that left can come back, and only once. */
  async #appliquer(ecriture: Ecriture, { messageIds, courrielIds }: Avis, code: string): Promise<void> {
    const { trx, clock } = ecriture;
    if (messageIds.length + courrielIds.length === 0) return;
    const rows = await trx
      .selectFrom('courriel')
      .selectAll()
      .where('essais', '>', 0)
      .where((eb) =>
        eb.or([
          ...(messageIds.length === 0 ? [] : [eb('message_id', 'in', messageIds)]),
          ...(courrielIds.length === 0 ? [] : [eb('id', 'in', courrielIds)]),
        ]),
      )
      .execute();
    for (const row of rows) {
      const fin = { etat: 'refuse', code, le: clock.now().toISOString() } as const;
      if (!(await finir(trx, row.id, fin, ['envoye', 'en_cours', 'a_envoyer']))) continue;
      await suivreRefus(ecriture, row, code);
      this.#journal.note({ code: `COURRIEL_REVENU_${code.replaceAll('.', '_')}`, id: row.id });
    }
  }
}

const lireMorceau = async (handle: FileHandle, position: number): Promise<{ octets: Buffer; estFin: boolean }> => {
  const { size } = await handle.stat();
  const longueur = Math.min(lectureOctets, Math.max(0, size - position));
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(longueur), 0, longueur, position);
  return { octets: buffer.subarray(0, bytesRead), estFin: bytesRead < lectureOctets };
};

/** sha256 of the bytes just before a position: '' past the end of the file, so that nothing equals it. */
const empreinteAvant = async (handle: FileHandle, position: number): Promise<string> => {
  const debut = Math.max(0, position - octetsTemoins);
  const longueur = position - debut;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(longueur), 0, longueur, debut);
  return bytesRead < longueur ? '' : createHash('sha256').update(buffer).digest('hex');
};
