import { type AppelsHandlers, createAppelsHandlers } from '../../../../main/core/appels/handlers.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import type { AuthorizedFetch } from '../../../../main/core/session/authorized-fetch.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { failure } from '../../../../shared/contract/errors.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  operateurId,
  type Poste,
  phone,
  putActe,
  putDemande,
  putFlux,
  putLigne,
  voeuCorps,
} from '../candidats/poste.ts';

export const mere = '+33639981202';

interface Personne {
  nom?: string;
  prenom?: string;
  codePostal?: string | null;
  ine?: string | null;
  flux?: number;
}

/** A poste with its queue: people and what was done are written as the pull writes them, then folded. */
export class Bureau {
  readonly poste: Poste = openPoste();
  readonly clock: ManualClock;
  readonly appels: AppelsHandlers;
  /** The last exchange that was asked of the server. */
  sent: { path: string; body: unknown } | null = null;
  /** What the server answers. */
  answer: AuthorizedFetch = async () => failure('HORS_LIGNE');
  #actes = 0;

  constructor(now: string) {
    this.clock = new ManualClock(Date.parse(now));
    for (const n of [1, 2]) putFlux(this.store, n);
    putFlux(this.store, 3, 'relation', 'Indian/Reunion');
    putFlux(this.store, 9, 'organisme');
    for (const [n, nom] of ['Léa M.', 'Karim B.'].entries()) {
      const corps = { nom_affiche: nom, actif: true };
      putLigne(this.store, { id: operateurId(n + 1), flux: fluxId(9), type: 'operateur', corps });
    }
    writeLocal(this.store.persons, 'operateur', operateurId(1));
    this.appels = createAppelsHandlers({
      store: this.store,
      clock: this.clock,
      fetch: (path, init) => {
        this.sent = { path, body: JSON.parse(init?.body ?? 'null') };
        return this.answer(path, init);
      },
      fuseau: 'Europe/Paris',
    });
  }

  get store() {
    return this.poste.store;
  }

  at(now: string): this {
    this.clock.setWall(Date.parse(now));
    return this;
  }

  personne(n: number, { nom, prenom, codePostal = '69004', ine = null, flux = 1 }: Personne = {}): void {
    const adresse = { lignes: ['1 rue Fictive'], code_postal: codePostal, ville: 'LYON', pays: 'FRANCE' };
    const corps = dossierCorps({
      ine,
      nom: nom ?? `NOM ${String(n).padStart(4, '0')}`,
      prenom: prenom ?? 'Maëlys',
      adresse,
      telephones: [phone(mere)],
    });
    putLigne(this.store, { id: dossierId(n), flux: fluxId(flux), type: 'dossier', corps });
    const voeu = voeuCorps(dossierId(n));
    putLigne(this.store, { id: idOf(5, n), flux: fluxId(flux), type: 'voeu', dossier: dossierId(n), corps: voeu });
  }

  demande(n: number, recue_le: string, echeance: string): void {
    putDemande(this.store, n, { flux: fluxId(1), dossier: dossierId(n) }, { recue_le, echeance });
  }

  acte(n: number, type: string, corps: Record<string, unknown>, fait_le: string, flux = 1): string {
    this.#actes += 1;
    const id = idOf(20, this.#actes);
    putActe(this.store, acteCorps({ id, flux: fluxId(flux), dossier: dossierId(n), type, corps, fait_le }), fait_le);
    return id;
  }

  appel(n: number, disposition: string, le: string, flux = 1): string {
    return this.acte(n, 'appel', { sens: 'emis', numero: mere, interlocuteur: null, disposition }, le, flux);
  }

  rappel(n: number, le: string, ecritLe: string, qui: string | null = null): string {
    return this.acte(n, 'prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui }, ecritLe);
  }

  plier(...ns: number[]): void {
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, ns.map(dossierId)));
  }

  file(portee: 'moi' | 'tous' = 'tous', limite = 50) {
    return value(this.appels['appels:file']({ portee, limite }));
  }

  /** Numbers of the people of the queue, in its order. */
  ordre(portee: 'moi' | 'tous' = 'tous'): number[] {
    return this.file(portee).entrees.map(({ candidat }) => Number(candidat.slice(-12)));
  }

  passer(n: number): void {
    value(this.appels['appels:passer']({ candidat: dossierId(n) }));
  }

  close(): void {
    this.poste.close();
  }
}
