import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ActesHandlers, createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { type CandidatsHandlers, createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { colonnes } from '../../../../main/core/imports/colonnes.ts';
import { reprendreImports } from '../../../../main/core/imports/demarrage.ts';
import { createImportsHandlers, type ImportsHandlers } from '../../../../main/core/imports/handlers.ts';
import { createRattachementHandlers, type RattachementHandlers } from '../../../../main/core/rattachement/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import { dataVersion } from '../../../../main/core/sync/replay.ts';
import { createTravaux, type Travaux } from '../../../../main/core/travaux/travaux.ts';
import type { Failure, Result } from '../../../../shared/contract/errors.ts';
import type { ApercuImport } from '../../../../shared/contract/ipc/imports.ts';
import type { Travail } from '../../../../shared/contract/ipc/travaux.ts';

export const juin = Date.parse('2026-06-08T07:00:00.000Z');
export const couple = '99998000600012-99998000600020';

export const granted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.details)}`);
  return result.value;
};

/** A poste with an open file, a folder for the files of its person, and the handlers of the imports. */
export class Bureau {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'rappel-import-'));
  readonly key = 'ab'.repeat(32);
  nowMs = juin;
  store: Store;
  travaux: Travaux;
  imports: ImportsHandlers;
  rattachement: RattachementHandlers;
  actes: ActesHandlers;
  candidats: CandidatsHandlers;
  ended: Travail[] = [];
  told = 0;
  /** Called at each breath of a long work. */
  onBreath: () => void = () => undefined;
  readonly bugs: unknown[] = [];

  constructor(mode: 'normal' | 'premiere' = 'normal') {
    this.store = this.#openStore(mode);
    const made = this.#make();
    this.travaux = made.travaux;
    this.imports = made.imports;
    this.rattachement = made.rattachement;
    this.actes = made.actes;
    this.candidats = made.candidats;
  }

  get file(): string {
    return path.join(this.folder, 'poste.db');
  }

  #openStore(mode: 'normal' | 'premiere'): Store {
    return granted(openStore({ file: this.file, keyHex: this.key, mode }));
  }

  #make() {
    const clock = { now: () => this.nowMs, monotonic: () => 0, sleep: async () => undefined };
    const random = { uuid: () => randomUUID(), bytes: (n: number) => new Uint8Array(n), fraction: () => 0 };
    const breathe = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      this.onBreath();
    };
    const { store } = this;
    const travaux = createTravaux({
      clock,
      random,
      breathe,
      onChange: (travail) => {
        if (travail.etat !== 'en-cours') this.ended.push(travail);
      },
      onBug: (error) => this.bugs.push(error),
    });
    const deps = {
      store,
      clock,
      random,
      travaux,
      breathe,
      host: { pathOfToken: async (jeton: string) => (jeton === '' ? null : path.join(this.folder, jeton)) },
      onCandidats: () => {
        this.told += 1;
      },
      onSaisie: () => undefined,
    };
    return {
      travaux,
      imports: createImportsHandlers(deps),
      rattachement: createRattachementHandlers(deps),
      actes: createActesHandlers({ store, clock, random, onCandidats: () => undefined, onSaisie: () => undefined }),
      candidats: createCandidatsHandlers({ store, clock }),
    };
  }

  /** The process ends here, and another one starts on the same file. */
  restart(): void {
    this.store.close();
    this.store = this.#openStore('normal');
    Object.assign(this, this.#make());
  }

  /** What every start does with what the last one left. */
  async resume(): Promise<void> {
    const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const onBug = (error: unknown): number => this.bugs.push(error);
    await reprendreImports({ store: this.store, breathe, onCandidats: () => undefined, onBug }).ended;
  }

  /** What an exchange that succeeded leaves: this poste knows which lists the server has. */
  synced(): void {
    writeLocal(this.store.persons, 'echange-reussi', true);
    writeLocal(this.store.persons, 'version-donnees', dataVersion);
  }

  put(name: string, content: string | Uint8Array): string {
    writeFileSync(path.join(this.folder, name), content);
    return name;
  }

  /** Waits for a work and tells how it ended. */
  async end(started: Result<{ travail: string }>): Promise<Travail> {
    const { travail } = granted(started);
    for (;;) {
      if (this.bugs.length > 0) throw this.bugs[0];
      const found = this.ended.find((one) => one.travail === travail);
      if (found !== undefined) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async lire(name: string): Promise<Travail> {
    return this.end(await this.imports['imports:lire']({ jeton: name }));
  }

  async apercu(name: string, content: string | Uint8Array): Promise<ApercuImport> {
    const read = await this.lire(this.put(name, content));
    if (read.etat !== 'fini') throw new Error(`${read.code} ${JSON.stringify(read.details)}`);
    return granted(await this.imports['imports:apercu']({}));
  }

  /** Why a file is refused. */
  async refus(name: string, content: string | Uint8Array): Promise<Failure> {
    const read = await this.lire(this.put(name, content));
    if (read.code === null) throw new Error(`it was read: ${read.etat}`);
    return { code: read.code, details: read.details ?? undefined };
  }

  async appliquer(apercu: ApercuImport, confirmerRetraits = false): Promise<Travail> {
    const noms = apercu.relations.map(({ nom }) => (nom === '' ? 'Sans nom' : nom));
    const request = { lecture: apercu.lecture, noms, confirmerRetraits };
    return this.end(await this.imports['imports:appliquer'](request));
  }

  async importer(name: string, content: string | Uint8Array, confirmerRetraits = false): Promise<Travail> {
    return this.appliquer(await this.apercu(name, content), confirmerRetraits);
  }

  rows<T>(sql: string, ...params: unknown[]): T[] {
    return this.store.persons.prepare<unknown[], T>(sql).all(...params);
  }

  count(table: string): number {
    return this.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? -1;
  }

  /** Everything that the file holds but the staging, in a stable order. */
  dump(): string {
    const tables = this.rows<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'arrivee%' AND name NOT LIKE 'candidat_texte%' AND name NOT LIKE 'candidat_chiffres%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    return JSON.stringify(tables.map(({ name }) => [name, this.rows(`SELECT * FROM ${name} ORDER BY 1`)]));
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export type Voeu = Partial<Record<(typeof colonnes)[number], string>>;

/** A clé ministère éducatif of the sample's couple (voeux-affelnet 11.2). */
export const cleDe = (rang: string, formateur = '99998000600020'): string =>
  `069001P013199998000600012${formateur}-69266#L${rang}`;

export const voeu = (ine: string, over: Voeu = {}): Voeu => ({
  INE_APPRENANT: ine,
  NOM_APPRENANT: 'TARDIVEL',
  PRENOM_APPRENANT: 'Maëlys',
  ADRESSE1_APPR: '12 impasse des Tisserands',
  CP_APPR: '69004',
  VILLE_APPR: 'LYON',
  ID_PAYS: 'FRANCE',
  TEL1_APPR: '0199001201',
  NOM_REP_LEGAL: 'TARDIVEL',
  TEL1_REP_LEGAL: '0639981202',
  EMAIL1_REP_LEGAL: 'c.tardivel@example.com',
  ID_FORMATION_SOUHAIT1: '50022137',
  LIBELLE_FORMATION_SOUHAIT1: '1CAP2  CUISINE',
  CODE_MEF_10_FORMATION_SOUHAIT1: '2212213431',
  CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: cleDe('01'),
  ID_ETABLISSEMENT_ORIGINE: '0699911Y',
  NOM_ETAB_ORIGINE: 'COLLEGE HONORE FICTIF',
  VILLE_ETAB_ORIGINE: 'LYON 4E',
  ID_ETAB_ACCUEIL: '0699904R',
  NOM_ETAB_ACCUEIL: 'CFA LES TROIS FOURNEAUX',
  VILLE_ETAB_ACCUEIL: 'VILLEURBANNE',
  ...over,
});

export interface Forme {
  separateur?: string;
  finDeLigne?: string;
  colonnes?: readonly string[];
  quotes?: boolean;
}

const anciennes = new Set([
  'CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1',
  'VILLE_ETAB_ORIGINE',
  'ID_ETAB_ACCUEIL',
  'NOM_ETAB_ACCUEIL',
  'VILLE_ETAB_ACCUEIL',
]);
export const colonnes22 = colonnes.filter((name) => !anciennes.has(name));

/** A file as the service writes it; `forme` as a spreadsheet saves it again. */
export function fichier(voeux: readonly Voeu[], forme: Forme = {}): string {
  const { separateur = ';', finDeLigne = '\n', quotes = true } = forme;
  const names: readonly string[] = forme.colonnes ?? colonnes;
  const cell = (value: string): string => (quotes ? `"${value.replaceAll('"', '""')}"` : value);
  const cellOf = (line: Voeu, name: string): string => Object.entries(line).find(([key]) => key === name)?.[1] ?? '';
  const lines = [names, ...voeux.map((line) => names.map((name) => cellOf(line, name)))];
  return lines.map((values) => values.map(cell).join(separateur) + finDeLigne).join('');
}
