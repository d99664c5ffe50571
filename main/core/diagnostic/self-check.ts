import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { CoreDeps } from '../deps.ts';
import { createPhraseVault, openPhraseVault } from '../session/vault-phrase.ts';
import { openStore, type Store } from '../store/store.ts';
import type { SelfCheckFacts, SelfCheckStep } from './self-check-step.ts';

type SelfCheckDeps = Pick<CoreDeps, 'dataFolder' | 'random' | 'clock' | 'keychain'>;

const marker = 'Témoin de vérification';
const clearHeader = Buffer.from('SQLite format 3\0');
/** A keychain that waits for somebody to type a password would hold up a silent installation. */
const keychainWaitMs = 5_000;

const versions = z.object({ sqlite: z.string(), mc: z.string() });
const texts = z.array(z.object({ texte: z.string() }));

/** Only the code of what went wrong: a message may quote a path, and with it somebody's name. */
const causeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)
    ? error.code
    : 'INATTENDU';

const refused = (cause: string): Result<never> => failure('ERREUR_INTERNE', { cause });

/**
 * What an installed application proves about itself (`--self-check`), with the product's own functions on files of its
 * own. The shell asks for one step at a time: a core that dies on a broken addon names the step by dying on it.
 */
export const createSelfCheck = ({ dataFolder, random, clock, keychain }: SelfCheckDeps) => {
  const folder = join(dataFolder, 'verification');
  const file = join(folder, 'base.sqlite');
  let drawn = '';
  const key = (): string => {
    // Drawn at the first step: an ordinary start makes this object and never asks it anything.
    if (drawn === '') drawn = Buffer.from(random.bytes(32)).toString('hex');
    return drawn;
  };

  /** Opens the file, hands it over, closes it whatever happens. */
  const withStore = <T>(work: (store: Store) => Result<T>): Result<T> => {
    const opened = openStore({ file, keyHex: key(), mode: 'normal' });
    if (!opened.ok) return refused(opened.error.code);
    try {
      return work(opened.value);
    } finally {
      opened.value.close();
    }
  };

  const base = (): Result<SelfCheckFacts> =>
    withStore((store) => {
      const written = store.writePersons((db) => {
        db.exec('CREATE TABLE temoin (texte TEXT NOT NULL) STRICT');
        db.prepare('INSERT INTO temoin (texte) VALUES (?)').run(marker);
        return success(null);
      });
      if (!written.ok) return refused(written.error.code);
      const [row] = texts.parse(store.bulk.prepare('SELECT texte FROM temoin').all());
      if (row?.texte !== marker) return refused('RELECTURE_DIFFERENTE');
      if (store.persons.pragma('integrity_check', { simple: true }) !== 'ok') return refused('INTEGRITE');
      const found = versions.parse(
        store.persons.prepare('SELECT sqlite_version() AS sqlite, sqlite3mc_version() AS mc').get(),
      );
      const cipher = z.string().parse(store.persons.pragma('cipher', { simple: true }));
      return success({ node: process.versions.node, sqlite: found.sqlite, chiffrement: `${cipher}, ${found.mc}` });
    });

  const chiffrement = async (): Promise<Result<SelfCheckFacts>> => {
    const names = await readdir(folder);
    if (!names.includes('base.sqlite')) return refused('FICHIER_ABSENT');
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      if (bytes.includes(clearHeader) || bytes.includes(marker)) return refused('FICHIER_EN_CLAIR');
    }
    const otherKey = Buffer.from(random.bytes(32)).toString('hex');
    const opened = openStore({ file, keyHex: otherKey, mode: 'normal' });
    if (!opened.ok) return success({});
    opened.value.close();
    return refused('AUTRE_CLE_ACCEPTEE');
  };

  const recherche = (): Result<SelfCheckFacts> =>
    withStore((store) => {
      store.persons.exec(
        `CREATE VIRTUAL TABLE temp.recherche USING fts5 (texte, tokenize = 'unicode61 remove_diacritics 2')`,
      );
      store.persons.prepare('INSERT INTO temp.recherche (texte) VALUES (?)').run(marker);
      const found = store.persons.prepare('SELECT texte FROM temp.recherche WHERE recherche MATCH ?').all('temoin*');
      return found.length === 1 ? success({}) : refused('RECHERCHE_VIDE');
    });

  const coffre = async (): Promise<Result<SelfCheckFacts>> => {
    const path = join(folder, 'coffre.json');
    const phrase = Buffer.from(random.bytes(24)).toString('base64');
    const made = await createPhraseVault(path, phrase, random);
    const written = made.ok ? await made.value.write('base', marker) : made;
    if (!written.ok) return refused(written.error.code);
    const opened = await openPhraseVault(path, phrase, random);
    const read = opened.ok ? await opened.value.read('base') : opened;
    if (!read.ok) return refused(read.error.code);
    if (read.value !== marker) return refused('RELECTURE_DIFFERENTE');
    const other = await openPhraseVault(path, `${phrase}.`, random);
    return other.ok ? refused('AUTRE_PHRASE_ACCEPTEE') : success({});
  };

  /** Reads a name that nobody wrote: the person's keychain is asked, never changed. Absent, a passphrase serves. */
  const trousseau = async (): Promise<Result<SelfCheckFacts>> => {
    const late = new AbortController();
    const asked = keychain.read('verification').then(
      () => 'present',
      () => 'absent',
    );
    const waited = clock.sleep(keychainWaitMs, late.signal).then(
      () => 'muet',
      () => 'muet',
    );
    const state = await Promise.race([asked, waited]);
    late.abort();
    return success({ trousseau: state });
  };

  const runs: Record<SelfCheckStep, () => Result<SelfCheckFacts> | Promise<Result<SelfCheckFacts>>> = {
    base,
    chiffrement,
    recherche,
    coffre,
    trousseau,
  };

  return async (step: SelfCheckStep): Promise<Result<SelfCheckFacts>> => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await runs[step]();
    } catch (error: unknown) {
      return refused(causeOf(error));
    }
  };
};
