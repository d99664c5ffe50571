import type { Services } from './account.ts';
import { readSideFile, type SideFile, writeSideFile } from './side-file.ts';

/** Keeps the clear side file of one account level with its outbox, one write at a time, the newest wins. */
export interface UnsentNote {
  current(): SideFile;
  put(next: SideFile): void;
  settled(): Promise<void>;
}

export async function openUnsentNote(path: string, onFailure: () => void): Promise<UnsentNote> {
  let current = await readSideFile(path);
  let dirty = false;
  let writing: Promise<void> | null = null;
  async function write(): Promise<void> {
    while (dirty) {
      dirty = false;
      await writeSideFile(path, current).catch(onFailure);
    }
    writing = null;
  }
  return {
    current: () => current,
    put(next) {
      if (next.non_envoyes === current.non_envoyes && next.dernier_envoi === current.dernier_envoi) return;
      current = next;
      dirty = true;
      writing ??= write();
    },
    settled: async () => {
      await writing;
    },
  };
}

/** What the outbox holds now; a file that never finished a run keeps the last success that was noted. */
export const putUnsent = (note: UnsentNote, services: Pick<Services, 'countUnsent' | 'lastSuccess'>): void =>
  note.put({
    non_envoyes: services.countUnsent(),
    dernier_envoi: services.lastSuccess() ?? note.current().dernier_envoi,
  });
