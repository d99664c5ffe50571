import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface SideFile {
  /** @returns null when there is none, or none that can be read */
  read(): string | null;
  write(text: string): void;
}

/**
 * A small file beside that of the poste, about the window and never about a person. It is written while a window closes or
 * a setting changes: a full disk, or a file that another program holds, costs what it would have said at the next start
 * and nothing else.
 */
export const createSideFile = (file: string, onBug: (error: unknown) => void): SideFile => ({
  read() {
    try {
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    } catch (error) {
      onBug(error);
      return null;
    }
  },
  write(text) {
    const part = `${file}.part`;
    try {
      writeFileSync(part, text);
      renameSync(part, file);
    } catch (error) {
      onBug(error);
    }
  },
});
