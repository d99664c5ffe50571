import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { takeChangements } from '../../../../main/core/agenda/changements.ts';
import { type AgendaHandlers, createAgendaHandlers } from '../../../../main/core/agenda/handlers.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import type { AuthorizedFetch } from '../../../../main/core/session/authorized-fetch.ts';
import { type Failure, failure } from '../../../../shared/contract/errors.ts';
import {
  agendaChannels,
  type CreneauSaisi,
  type CreneauVu,
  type Inscription,
} from '../../../../shared/contract/ipc/agenda.ts';
import type { RequestOf, ResponseOf } from '../../../../shared/contract/ipc/index.ts';
import type { ReservationLigne } from '../../../../shared/contract/lignes.ts';
import { type Acte, acte } from '../../../../shared/domain/actes/acte.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  phone,
  putActe,
  putFlux,
  putLigne,
} from '../candidats/poste.ts';

export const creneauId = (n: number): string => idOf(12, n);
export const reservationId = (n: number): string => idOf(13, n);

/** A Wednesday, 11 h in Paris. */
export const maintenant = '2026-06-03T09:00:00.000Z';

export const saisie = (over: Partial<CreneauSaisi> = {}): CreneauSaisi => ({
  genre: 'reunion',
  debut: '2026-06-10T12:00:00.000Z',
  fin: '2026-06-10T13:00:00.000Z',
  capacite: 2,
  listeAttente: true,
  titre: null,
  lieu: 'Salle 12',
  lien: null,
  consigne: null,
  offre: null,
  ...over,
});

export const corpsDe = (creneau: string, over: Partial<CreneauSaisi> = {}): Acte['corps'] => {
  const { listeAttente, titre, lieu, lien, consigne, ...rest } = saisie(over);
  const textes = Object.entries({ titre, lieu, lien, consigne }).filter(([, texte]) => texte !== null);
  return { creneau, ...rest, liste_attente: listeAttente, ...Object.fromEntries(textes) };
};

type Agenda = keyof typeof agendaChannels;

/** A poste at its desk: créneaux, people who come, and what the page asks of it. */
export class Bureau {
  readonly poste = openPoste();
  readonly changed: string[][] = [];
  readonly chemins = new Map<string, string>();
  network: AuthorizedFetch = async () => failure('HORS_LIGNE');
  notified = 0;
  now = Date.parse(maintenant);
  monotonic = 0;
  #made = 0;
  #actes = 0;
  readonly agenda: AgendaHandlers;

  constructor() {
    for (const n of [1, 2]) putFlux(this.poste.store, n);
    this.agenda = createAgendaHandlers(this.#deps);
  }

  get store() {
    return this.poste.store;
  }

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
    this.project(dossierId(n));
  }

  /** What another poste did, as the pull brings it. @returns the id of the acte */
  received(dossier: string, type: string, corps: Acte['corps'], over: Partial<Acte> = {}): string {
    this.#actes += 1;
    const id = idOf(6, this.#actes);
    const fait_le = new Date(Date.parse('2026-06-01T08:00:00.000Z') + this.#actes * 1000).toISOString();
    putActe(this.store, acteCorps({ id, flux: fluxId(1), dossier, type, corps, fait_le, ...over }), fait_le);
    this.project(dossier);
    return id;
  }

  /** Créneau `n`, made by another poste. @returns its acte */
  creneau(n: number, over: Partial<CreneauSaisi> = {}, flux = 1): string {
    return this.received(creneauId(n), 'creneau-cree', corpsDe(creneauId(n), over), { flux: fluxId(flux) });
  }

  /** The row of réservation `n`, of the dossier `of`, as the server settled it. */
  reservation(
    n: number,
    { of = n, au = 1, ...over }: Partial<ReservationLigne> & { of?: number; au?: number } = {},
  ): void {
    const corps: ReservationLigne = {
      dossier: dossierId(of),
      creneau: creneauId(au),
      demande: null,
      etat: 'confirmee',
      motif: null,
      genre: 'reunion',
      debut: '2026-06-10T12:00:00.000Z',
      fin: '2026-06-10T13:00:00.000Z',
      rang: n,
      demandee_le: '2026-06-02T08:00:00.000Z',
      etat_le: '2026-06-02T08:00:00.000Z',
      expire_le: null,
      source: 'public',
      remplace: null,
      ...over,
    };
    putLigne(this.store, { id: reservationId(n), flux: fluxId(1), type: 'reservation', dossier: dossierId(of), corps });
    this.project(dossierId(of));
  }

  project(...dossiers: string[]): void {
    this.store.write(this.store.bulk, () => projectDossiers(this.store.bulk, dossiers));
  }

  get #deps() {
    return {
      store: this.store,
      clock: { now: () => this.now, monotonic: () => this.monotonic, sleep: () => Promise.resolve() },
      serverNow: () => null,
      random: {
        uuid: () => {
          this.#made += 1;
          return idOf(9, this.#made);
        },
        bytes: (length: number) => new Uint8Array(length),
        fraction: () => 0,
      },
      host: { pathOfToken: async (jeton: string) => this.chemins.get(jeton) ?? null },
      fetch: ((path, init) => this.network(path, init)) satisfies AuthorizedFetch,
      onCandidats: (candidats: string[]) => void this.changed.push(candidats),
      onSaisie: () => {
        this.notified += 1;
      },
    };
  }

  get actes() {
    return createActesHandlers(this.#deps);
  }

  /** The answer as the page is given it. */
  async ask<C extends Agenda>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
    const answer = value(await this.agenda[channel](request));
    agendaChannels[channel].response.parse(answer);
    return answer;
  }

  async refusal<C extends Agenda>(channel: C, request: RequestOf<C>): Promise<Failure | 'ok'> {
    const answer = await this.agenda[channel](request);
    return answer.ok ? 'ok' : answer.error;
  }

  /** A créneau made here. @returns its id */
  async cree(over: Partial<CreneauSaisi> = {}, flux = 1): Promise<string> {
    const { creneaux } = await this.ask('agenda:creer', { flux: fluxId(flux), creneaux: [saisie(over)] });
    return creneaux[0] ?? '';
  }

  async vu(creneau: string): Promise<CreneauVu> {
    return (await this.ask('agenda:creneau', { creneau })).creneau;
  }

  async inscrits(creneau: string): Promise<Inscription[]> {
    return (await this.ask('agenda:creneau', { creneau })).inscriptions;
  }

  saisies(): Acte[] {
    return this.store.persons
      .prepare<[], string>("SELECT corps FROM saisie WHERE etat <> 'squelette' ORDER BY rang")
      .pluck()
      .all()
      .map((corps) => acte.parse(JSON.parse(corps)));
  }

  /** What the page would be told now of the créneaux. */
  told(): string[] | null | undefined {
    return takeChangements(this.store);
  }

  close(): void {
    this.poste.close();
  }
}
