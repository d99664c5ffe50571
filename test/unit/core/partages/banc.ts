import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ecrirePartage } from '../../../../main/core/partages/ecrire.ts';
import { envoyerPartages, type SortDuPartage } from '../../../../main/core/partages/envoyer.ts';
import { lirePartages } from '../../../../main/core/partages/lire.ts';
import { lireLocaux, oublierPartagesRecus, poserPartages } from '../../../../main/core/partages/locaux.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import { createRowWriter, readFluxRow, saveCursor, writeFluxList } from '../../../../main/core/sync/mirror.ts';
import { type ErrorCode, failure, type Result, success } from '../../../../shared/contract/errors.ts';
import type { PartageEcrit } from '../../../../shared/contract/ipc/partages.ts';
import { type FluxEntry, partageRequest } from '../../../../shared/contract/sync.ts';
import { fluxDuPartage, type GenreDePartage, texteDuPartage } from '../../../../shared/domain/partages.ts';
import { entry, noSignal, startMs, uuidOf } from '../sync/fixtures.ts';

/** A poste whose program may die at any step, and the server as its contract tells it: one organisme, one account. */
export const organisme = uuidOf(0x10);
export const compte = uuidOf(0x20);

export const modele = (nom: string, texte = 'Bonjour {prenom}') => ({ nom, canal: 'sms' as const, objet: '', texte });
export const vue = (nom: string) => ({
  nom,
  filtres: {},
  tri: 'nom' as const,
  sens: 'croissant' as const,
  colonnes: [],
});

/** What cuts an exchange, and kills the program when it is thrown outside of it. */
export class Coupure extends Error {}

export class FauxServeur {
  readonly rows: { flux: string; id: string; genre: GenreDePartage; texte: string | null; seq: number }[] = [];
  readonly puts: string[] = [];
  tete = 0;

  put(id: string, body: unknown): 'ecrit' | 'depasse' {
    const { genre, valeur, base } = partageRequest.parse(body);
    const texte = texteDuPartage(valeur);
    this.puts.push(id);
    const row = this.rows.find((one) => one.id === id);
    if (row?.texte === texte) return 'ecrit';
    if (row !== undefined && row.texte !== base) return 'depasse';
    this.write(id, genre, texte);
    return 'ecrit';
  }

  /** Also what a colleague wrote. */
  write(id: string, genre: GenreDePartage, texte: string | null): void {
    const at = this.rows.findIndex((one) => one.id === id);
    if (at >= 0) this.rows.splice(at, 1);
    this.tete += 1;
    const flux = fluxDuPartage[genre] === 'compte' ? compte : organisme;
    this.rows.push({ flux, id, genre, texte, seq: this.tete });
  }
}

export class Banc {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'rappel-partages-'));
  readonly serveur = new FauxServeur();
  readonly sorts: SortDuPartage[] = [];
  store: Store;
  #ids = 0x1000;
  /** Called around each step of a sending; what it throws ends the program there. */
  onStep: (step: 'ecriture' | 'depart' | 'reponse') => void = () => undefined;
  /** What the server answers instead of deciding. */
  answer: ErrorCode | null = null;
  /** The document that it fails on. */
  stumble: { id: string; code: ErrorCode } | null = null;

  constructor() {
    this.store = this.#open();
    this.lister([entry(0, { id: organisme }), entry(0, { id: compte, genre: 'compte' })]);
  }

  #open(): Store {
    const opened = openStore({ file: path.join(this.#folder, 'poste.db'), keyHex: 'cd'.repeat(32), mode: 'normal' });
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  }

  lister(entries: FluxEntry[]): void {
    this.store.writePersons((db) => success(writeFluxList(db, entries)));
  }

  newId = (): string => {
    this.#ids += 1;
    return uuidOf(this.#ids);
  };

  ecrire(request: PartageEcrit): Result<{ id: string }> {
    const now = new Date(startMs).toISOString();
    return this.store.writePersons((db) => ecrirePartage(db, request, { now, newId: this.newId }));
  }

  /** The id of a writing that is expected to be kept. */
  garder(request: PartageEcrit): string {
    const kept = this.ecrire(request);
    if (!kept.ok) throw new Error(kept.error.code);
    return kept.value.id;
  }

  lire() {
    return lirePartages(this.store.persons, true);
  }

  get locaux() {
    return lireLocaux(this.store.persons);
  }

  envoyer(): Promise<Result<null>> {
    const store = {
      writePersons: <T>(work: Parameters<typeof this.store.writePersons<T>>[0]): Result<T> => {
        this.onStep('ecriture');
        const written = this.store.writePersons(work);
        this.onStep('ecriture');
        return written;
      },
    };
    const putPartage = async (id: string, body: unknown) => {
      this.onStep('depart');
      if (this.answer !== null) return failure(this.answer);
      if (this.stumble?.id === id) return failure(this.stumble.code);
      const etat = this.serveur.put(id, body);
      this.onStep('reponse');
      return success({ etat });
    };
    const onSort = (sort: SortDuPartage): void => void this.sorts.push(sort);
    return envoyerPartages({ store, api: { putPartage }, random: { uuid: this.newId }, onSort }, noSignal);
  }

  /** The head is asked for, then the rows come. */
  recevoir(): void {
    const { tete, rows } = this.serveur;
    this.lister([entry(tete, { id: organisme }), entry(tete, { id: compte, genre: 'compte' })]);
    for (const id of [organisme, compte]) {
      const flux = readFluxRow(this.store.bulk, id);
      if (flux === null) continue;
      const behind = rows.filter((row) => row.flux === id && row.seq > flux.curseur);
      this.store.writeBulk((db) => {
        createRowWriter(db)(
          flux,
          behind.map((row) => [
            row.seq,
            'reglage',
            row.id,
            1,
            null,
            `{"cle":"${row.genre}","valeur":${row.texte ?? 'null'}}`,
          ]),
          { byDossier: new Map(), hasErased: false },
        );
        return success(saveCursor(db, id, tete));
      });
    }
  }

  oublier(): void {
    this.store.writePersons((db) => success(oublierPartagesRecus(db)));
  }

  /** One exchange, as the cycle makes it. */
  async echanger(): Promise<void> {
    this.store.writePersons((db) => success(poserPartages(db)));
    await this.envoyer();
    this.recevoir();
    this.oublier();
  }

  /** The power goes and comes back. */
  redemarrer(): void {
    this.store.close();
    this.store = this.#open();
  }

  remove(): void {
    this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
