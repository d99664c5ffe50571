import { rename, rm, writeFile } from 'node:fs/promises';

/** Beside its place until it is whole, then in it: nobody ever finds half a file under the name they chose. */
export const writeWholeFile = async (path: string, content: Uint8Array): Promise<void> => {
  const part = `${path}.part`;
  try {
    await writeFile(part, content, { mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};
