import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { readFiche } from '../../../../main/core/candidats/fiche.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { createDemandesHandlers } from '../../../../main/core/demandes/handlers.ts';
import { type Fiche, fiche as ficheShape } from '../../../../shared/contract/ipc/candidats.ts';
import { type DemandeEntree, type DemandeFiche, demandesChannels } from '../../../../shared/contract/ipc/demandes.ts';
import type { RequestOf } from '../../../../shared/contract/ipc/index.ts';
import { type Acte, acte } from '../../../../shared/domain/actes/acte.ts';
import { value } from '../../../support/result.ts';
import {
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  phone,
  putDemande,
  putFlux,
  putLigne,
} from '../candidats/poste.ts';

/** A poste at its desk: people who asked something, and what the page asks of it. */
export class Bureau {
  readonly poste = openPoste();
  /** What was told to the page. */
  readonly changed: string[][] = [];
  notified = 0;
  now = Date.parse('2026-06-03T09:00:00.000Z');
  #made = 0;

  constructor() {
    for (const n of [1, 2]) putFlux(this.poste.store, n);
  }

  get store() {
    return this.poste.store;
  }

  /** Somebody who asks; nobody has a vœu here. */
  person(n: number, over: Record<string, unknown> = {}, flux = 1): void {
    const telephones = [phone(`+3363998${String(1200 + n)}`, 'personnel')];
    const corps = dossierCorps({
      nom: `NOM ${n}`,
      prenom: `Prénom ${n}`,
      telephones,
      emails: [`e${n}@exemple.fr`],
      ...over,
    });
    putLigne(this.store, { id: dossierId(n), flux: fluxId(flux), type: 'dossier', dossier: dossierId(n), corps });
    this.project(n);
  }

  /** Demande `n` of the dossier `of`, the same number when it is not said. */
  demande(n: number, over: Record<string, unknown> = {}, { of = n, flux = 1 } = {}): void {
    putDemande(this.store, n, { flux: fluxId(flux), dossier: dossierId(of) }, over);
    this.project(of);
  }

  project(...dossiers: number[]): void {
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, dossiers.map(dossierId)));
  }

  get #deps() {
    return {
      store: this.store,
      clock: { now: () => this.now, monotonic: () => 0, sleep: () => Promise.resolve() },
      serverNow: () => null,
      random: {
        uuid: () => {
          this.#made += 1;
          return idOf(9, this.#made);
        },
        bytes: (length: number) => new Uint8Array(length),
        fraction: () => 0,
      },
      onCandidats: (candidats: string[]) => void this.changed.push(candidats),
      onSaisie: () => {
        this.notified += 1;
      },
    };
  }

  get demandes() {
    return createDemandesHandlers(this.#deps);
  }

  get actes() {
    return createActesHandlers(this.#deps);
  }

  /** One acte of the person at the desk. @returns the ids written */
  write(n: number, type: string, corps: Record<string, unknown>, vues: Record<string, string[]> = {}): string[] {
    return value(this.actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues }] })).actes;
  }

  saisies(): Acte[] {
    return this.store.persons
      .prepare<[], string>('SELECT corps FROM saisie ORDER BY rang')
      .pluck()
      .all()
      .map((corps) => acte.parse(JSON.parse(corps)));
  }

  /** Follows the pages to the end. */
  list(vue: 'ouvertes' | 'terminees', over: Partial<RequestOf<'demandes:liste'>> = {}): DemandeEntree[] {
    const lines: DemandeEntree[] = [];
    let apres: string | null = null;
    do {
      const asked: RequestOf<'demandes:liste'> = {
        vue,
        apres,
        limite: 200,
        ...over,
        ...(apres === null ? {} : { apres }),
      };
      const page = demandesChannels['demandes:liste'].response.parse(value(this.demandes['demandes:liste'](asked)));
      lines.push(...page.lignes);
      apres = page.suite;
    } while (apres !== null);
    return lines;
  }

  counts() {
    return value(this.demandes['demandes:compteurs']({}));
  }

  fiche(candidat: number): Fiche {
    return ficheShape.parse(
      value(readFiche(this.store.persons, dossierId(candidat), new Date(this.now).toISOString())),
    );
  }

  sheetOf(candidat: number): DemandeFiche[] {
    return this.fiche(candidat).demandes;
  }

  close(): void {
    this.poste.close();
  }
}
