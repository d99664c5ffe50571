import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { readFiche } from '../../../../main/core/candidats/fiche.ts';
import { readFolded } from '../../../../main/core/candidats/fold.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { createLots, type Lots } from '../../../../main/core/lots/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import type { Result } from '../../../../shared/contract/errors.ts';
import type { Saisie } from '../../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { GesteLot, Lot, PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import type { Acte } from '../../../../shared/domain/actes/acte.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testRandom } from '../../../support/poste-core.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  operateurId,
  putActe,
  putFlux,
  putLigne,
  voeuCorps,
} from '../candidats/poste.ts';

export const now = Date.parse('2026-06-10T08:30:00.000Z');
export const lea = operateurId(1);
export const karim = operateurId(2);
export const nora = operateurId(3);
export const affecter = (operateur: string | null): GesteLot => ({ genre: 'affecter', operateur });
export const selection = (...people: number[]): PorteeLot => ({
  genre: 'selection',
  candidats: people.map(dossierId),
});
export const tous: PorteeLot = { genre: 'question', filtres: {}, recherche: '' };

/** One poste whose program may be killed at any slice and started again on the same file. */
export class Banc {
  readonly clock = new ManualClock(now);
  readonly #folder = mkdtempSync(join(tmpdir(), 'rappel-lots-'));
  store: Store;
  lots: Lots;
  /** How long ago somebody signed in. */
  readonly connexion: { ageMs: number | null } = { ageMs: null };
  told: Lot[] = [];
  bugs: unknown[] = [];
  statements = 0;
  /** Runs between two slices, and may kill the program by throwing `Killed`. */
  meanwhile: () => void = () => undefined;
  #actes = 0;
  #waiting: (() => void)[] = [];

  constructor() {
    this.store = this.#open();
    putFlux(this.store, 9, 'organisme');
    for (const [id, nom] of [
      [lea, 'Léa M.'],
      [karim, 'Karim B.'],
      [nora, 'Nora T.'],
    ] as const)
      this.putOperateur(id, nom);
    writeLocal(this.store.persons, 'operateur', lea);
    this.lots = this.#start();
  }

  putOperateur(id: string, nom: string, actif = true): void {
    putLigne(this.store, { id, flux: fluxId(9), type: 'operateur', corps: { nom_affiche: nom, actif } });
  }

  #open(): Store {
    const onStatement = (): void => {
      this.statements += 1;
    };
    const file = join(this.#folder, 'rappel.db');
    return value(openStore({ file, keyHex: 'ab'.repeat(32), mode: 'normal', onStatement }));
  }

  #start(): Lots {
    return createLots({
      store: this.store,
      clock: this.clock,
      random: testRandom,
      breathe: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        this.meanwhile();
      },
      derniereConnexion: () => this.connexion.ageMs,
      onLot: (lot) => {
        this.told.push(lot);
        for (const look of this.#waiting.splice(0)) look();
      },
      onCandidats: () => undefined,
      onSaisie: () => undefined,
      onBug: (error) => this.bugs.push(error),
    });
  }

  /** The program ends, whatever it was doing, and starts again. */
  async restart(): Promise<void> {
    await this.lots.stop();
    this.store.close();
    this.store = this.#open();
    this.lots = this.#start();
  }

  /** People with one vœu each, numbered. */
  people(count: number, from = 1, flux = 1): void {
    putFlux(this.store, flux);
    const numbers = Array.from({ length: count }, (_, at) => from + at);
    for (const n of numbers) this.put(n, {}, flux);
    this.project(numbers);
  }

  put(n: number, over: Record<string, unknown> = {}, flux = 1): void {
    putFlux(this.store, flux);
    const nom = `NOM${String(n).padStart(4, '0')}`;
    putLigne(this.store, {
      id: dossierId(n),
      flux: fluxId(flux),
      type: 'dossier',
      corps: dossierCorps({ nom, ...over }),
    });
    const corps = voeuCorps(dossierId(n));
    putLigne(this.store, { id: idOf(50, n), flux: fluxId(flux), type: 'voeu', dossier: dossierId(n), corps });
  }

  project(numbers: readonly number[]): void {
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, numbers.map(dossierId)));
  }

  /** An acte that the server has, by a colleague. */
  act(n: number, type: string, corps: Acte['corps'], { flux = 1, operateur = karim, remplace = {} } = {}): string {
    this.#actes += 1;
    const id = idOf(8, this.#actes);
    const un = acteCorps({ id, flux: fluxId(flux), dossier: dossierId(n), type, corps, operateur, remplace });
    putActe(this.store, un, '2026-06-05T09:00:01.000Z');
    this.project([n]);
    return id;
  }

  hold(n: number, operateur: string, flux = 1): string {
    return this.act(n, 'affectation', { operateur }, { flux });
  }

  /** What the person herself writes from the sheet. */
  write(...saisies: Saisie[]): void {
    const handlers = createActesHandlers({
      store: this.store,
      clock: this.clock,
      random: testRandom,
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
    value(handlers['actes:enregistrer']({ saisies }));
  }

  fiche(n: number): Fiche {
    return value(readFiche(this.store.persons, dossierId(n), new Date(now).toISOString()));
  }

  holder(n: number): string | null {
    return this.fiche(n).ligne.affecteA;
  }

  /** What one dossier says of a fait. */
  fait(n: number, fait: string): unknown {
    return readFolded(this.store.persons, dossierId(n))?.etat.faits.get(fait)?.valeur;
  }

  /** Actes of a type that this poste wrote for somebody. */
  written(n: number, type: string): string[] {
    return this.store.persons
      .prepare<[string, string], string>('SELECT acte FROM saisie WHERE dossier = ? AND type = ? ORDER BY rang')
      .pluck()
      .all(dossierId(n), type);
  }

  traces(): unknown[] {
    return this.store.persons
      .prepare<[], string>('SELECT corps FROM trace ORDER BY rang')
      .pluck()
      .all()
      .map((corps) => JSON.parse(corps));
  }

  countWritten(): number {
    return this.store.persons.prepare<[], number>('SELECT count(*) FROM saisie').pluck().get() ?? 0;
  }

  async prepare(portee: PorteeLot, geste: GesteLot) {
    return value(await this.lots.handlers['lots:preparer']({ portee, geste }));
  }

  async launch(portee: PorteeLot, geste: GesteLot, lot = testRandom.uuid()): Promise<string> {
    return value(await this.lots.handlers['lots:lancer']({ lot, portee, geste })).lot;
  }

  etat(id: string): Lot {
    const found = this.all().find((one) => one.lot === id);
    if (found === undefined) throw new Error('no such lot');
    return found;
  }

  all(): Lot[] {
    const { lots } = valueNow(this.lots.handlers['lots:etat']({}));
    return lots;
  }

  /** Once this lot is in that state. */
  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** To its end. */
  async run(portee: PorteeLot, geste: GesteLot): Promise<Lot> {
    const id = await this.launch(portee, geste);
    await this.ended(id);
    return this.etat(id);
  }

  async ended(id: string): Promise<Lot> {
    await this.until(() => this.etat(id).etat !== 'en-cours');
    return this.etat(id);
  }

  /** Takes one back, to its end. */
  async undo(id: string): Promise<Lot> {
    value(await this.lots.handlers['lots:defaire']({ lot: id }));
    const undoing = this.all().find((one) => one.defait === true && one.etat === 'en-cours');
    const last = undoing ?? this.all().find((one) => one.defait === true);
    if (last === undefined) throw new Error('nothing is taken back');
    return this.ended(last.lot);
  }

  async close(): Promise<void> {
    await this.lots.stop();
    this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A new one for each test of the file, closed after it; what went wrong unseen fails the test. */
export function bancPerTest(take: (banc: Banc) => void): void {
  let banc: Banc;
  beforeEach(() => {
    banc = new Banc();
    take(banc);
  });
  afterEach(async () => {
    expect(banc.bugs).toEqual([]);
    await banc.close();
  });
}

function valueNow<T>(result: Result<T> | Promise<Result<T>>): T {
  if (result instanceof Promise) throw new Error('answered later');
  return value(result);
}
