import { type CandidatsHandlers, createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import {
  createRapprochementsHandlers,
  type RapprochementsHandlers,
} from '../../../../main/core/rapprochements/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import type { Result } from '../../../../shared/contract/errors.ts';
import type { Fusion, Rapprochement } from '../../../../shared/contract/ipc/rapprochements.ts';
import { type Acte, acte } from '../../../../shared/domain/actes/acte.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  type Poste,
  phone,
  putActe,
  putFlux,
  putLigne,
  voeuCorps,
} from '../candidats/poste.ts';

export const now = Date.parse('2026-06-08T08:00:00.000Z');
export const mere = '+33639981201';
export const local = (n: number): string => `local:${fluxId(n)}`;

export const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

interface Personne {
  flux?: string;
  nom?: string;
  prenom?: string;
  ine?: string | null;
  telephones?: readonly string[];
  emails?: readonly string[];
  /** No vœu, no list: a demande brought her. */
  demande?: { auteur: 'parent' | 'etudiant'; demandeur?: { nom: string; prenom: string } | null };
}

/** A poste with two lists of the server, by a director who has just signed in. */
export class Banc {
  readonly poste: Poste = openPoste();
  readonly clock = new ManualClock(now);
  readonly handlers: RapprochementsHandlers;
  readonly candidats: CandidatsHandlers;
  connexion: { ageMs: number | null } = { ageMs: 60_000 };
  told: string[][] = [];
  notified = 0;
  #made = 0;

  constructor() {
    for (const n of [1, 2]) putFlux(this.store, n);
    writeLocal(this.store.persons, 'compte', { role: 'responsable' });
    this.handlers = createRapprochementsHandlers({
      store: this.store,
      clock: this.clock,
      serverNow: () => null,
      random: { uuid: () => this.uuid(), bytes: (length) => new Uint8Array(length), fraction: () => 0 },
      derniereConnexion: () => this.connexion.ageMs,
      onCandidats: (candidats) => this.told.push(candidats),
      onSaisie: () => {
        this.notified += 1;
      },
    });
    this.candidats = createCandidatsHandlers({ store: this.store, clock: this.clock });
  }

  get store(): Store {
    return this.poste.store;
  }

  uuid(): string {
    this.#made += 1;
    return idOf(9, this.#made);
  }

  /** A list imported by hand. */
  putLocal(n: number): void {
    putFlux(this.store, n);
    this.store.bulk.prepare('UPDATE flux SET id = ? WHERE id = ?').run(local(n), fluxId(n));
  }

  put(n: number, one: Personne = {}): string {
    const { flux = fluxId(1), ine = null, nom = 'VAUTRIN', prenom = 'Inès', telephones = [mere], emails = [] } = one;
    const id = dossierId(n);
    const corps = dossierCorps({ ine, nom, prenom, telephones: telephones.map((un) => phone(un)), emails });
    putLigne(this.store, { id, flux, type: 'dossier', corps });
    if (one.demande === undefined) {
      putLigne(this.store, { id: idOf(5, n), flux, type: 'voeu', dossier: id, corps: voeuCorps(id) });
    } else this.putDemande(n, flux, one.demande);
    this.project(n);
    return id;
  }

  putDemande(n: number, flux: string, { auteur, demandeur = null }: NonNullable<Personne['demande']>): void {
    const corps = {
      dossier: dossierId(n),
      mode: 'message',
      recue_le: '2026-06-05T09:00:00.000Z',
      echeance: '2026-06-11T16:00:00.000Z',
      etat: 'ouverte',
      auteur,
      demandeur,
      motifs: [],
      message: null,
      origine: 'PARCOURSUP',
    };
    putLigne(this.store, { id: idOf(6, n), flux, type: 'demande', dossier: dossierId(n), corps });
  }

  /** An acte that came with a pull. */
  receive(n: number, flux: string, type: string, corps: Record<string, unknown>): string {
    const id = this.uuid();
    putActe(this.store, acteCorps({ id, flux, dossier: dossierId(n), type, corps }), '2026-06-06T09:00:00.000Z');
    this.project(n);
    return id;
  }

  /** The rows of a dossier leave with their list. */
  purge(n: number): void {
    this.store.bulk.prepare('DELETE FROM ligne WHERE id = ? OR dossier = ?').run(dossierId(n), dossierId(n));
    this.store.bulk.prepare('DELETE FROM saisie WHERE dossier = ?').run(dossierId(n));
    this.project(n);
  }

  project(...dossiers: number[]): void {
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, dossiers.map(dossierId)));
  }

  of(n: number): string {
    const found = this.store.persons
      .prepare<[string], string>('SELECT candidat FROM dossier_etat WHERE dossier = ?')
      .pluck()
      .get(dossierId(n));
    if (found === undefined) throw new Error(`no dossier ${n}`);
    return found;
  }

  /** Whether these dossiers are one person. */
  isOne(...dossiers: number[]): boolean {
    return new Set(dossiers.map((n) => this.of(n))).size === 1;
  }

  /** The right to this list ended: it takes what was done before, and nothing new. */
  endList(flux: string): void {
    this.store.persons.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(flux);
  }

  propositions(n: number): Rapprochement[] {
    return value(this.handlers['rapprochements:pour']({ candidat: this.of(n) })).propositions;
  }

  fusions(n: number): Fusion[] {
    return value(this.handlers['rapprochements:pour']({ candidat: this.of(n) })).fusions;
  }

  fusionner(a: number, b: number) {
    return this.handlers['rapprochements:fusionner']({ dossier: dossierId(a), autre: dossierId(b) });
  }

  defaire(lien: string) {
    return this.handlers['rapprochements:defaire']({ lien });
  }

  ecarter(a: number, b: number) {
    return this.handlers['rapprochements:ecarter']({ dossier: dossierId(a), autre: dossierId(b) });
  }

  rows<T>(sql: string, ...params: string[]): T[] {
    return this.store.persons.prepare<string[], T>(sql).all(...params);
  }

  /** What this poste wrote and keeps in its outbox. */
  saisies(): Acte[] {
    return this.rows<{ corps: string }>('SELECT corps FROM saisie ORDER BY rang').map(({ corps }) =>
      acte.parse(JSON.parse(corps)),
    );
  }

  /** The outbox leaves and comes back with a pull. */
  accept(acteId: string): void {
    const un = this.saisies().find(({ id }) => id === acteId);
    if (un === undefined) throw new Error('not in the outbox');
    this.store.persons.prepare('DELETE FROM saisie WHERE acte = ?').run(acteId);
    putActe(this.store, un, '2026-06-08T08:01:00.000Z');
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, [un.dossier]));
  }

  close(): void {
    this.poste.close();
  }
}
