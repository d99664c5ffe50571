import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import type { OutboxCounts } from './outbox.ts';

export const sessionCodes: readonly ErrorCode[] = ['SESSION_EXPIREE', 'POSTE_REVOQUE', 'COMPTE_SUSPENDU'];

/** What the exchange proves about itself: online is what the last request said, never a guess. */
export class Progress {
  #connexion: SynchroEtat['connexion'];
  readonly #hasServer: boolean;
  #enCours: SynchroEtat['enCours'] = 'aucune';
  #progression: SynchroEtat['progression'] = null;
  #erreur: ErrorCode | null = null;
  #lastSuccess: string | null = null;
  #received = 0;
  /** Actes that the server accepted in this run. */
  sent = 0;
  /** Failed runs in a row. */
  failures = 0;

  constructor(hasServer: boolean) {
    this.#hasServer = hasServer;
    this.#connexion = hasServer ? 'inconnue' : 'sans-serveur';
  }

  get isOnline(): boolean {
    return this.#connexion === 'en-ligne';
  }

  begin(): void {
    this.sent = 0;
    this.#received = 0;
    this.#progression = null;
  }

  first(progression: SynchroEtat['progression']): void {
    this.#enCours = 'premiere';
    this.#progression = progression;
  }

  receive(rows: number): void {
    this.#received += rows;
    this.#enCours = 'reception';
    this.#progression = { fait: this.#received, total: null };
  }

  send(accepted: number, waiting: OutboxCounts): void {
    this.sent += accepted;
    this.#enCours = 'envoi';
    this.#progression = { fait: this.sent, total: this.sent + waiting.a_envoyer + waiting.en_vol };
  }

  rest(): void {
    this.#enCours = 'aucune';
    this.#progression = null;
  }

  succeed(at: string): void {
    this.rest();
    this.#erreur = null;
    this.failures = 0;
    if (!this.#hasServer) return;
    this.#connexion = 'en-ligne';
    this.#lastSuccess = at;
  }

  fail(code: ErrorCode): void {
    this.rest();
    this.#erreur = code;
    this.failures += 1;
    if (!this.#hasServer) return;
    if (sessionCodes.includes(code)) this.#connexion = 'reconnexion-requise';
    else if (code === 'VERSION_TROP_ANCIENNE') this.#connexion = 'mise-a-jour-requise';
    else if (code !== 'ANNULE' && code !== 'ERREUR_INTERNE') this.#connexion = 'hors-ligne';
  }

  etat(counts: OutboxCounts): SynchroEtat {
    return {
      connexion: this.#connexion,
      enCours: this.#enCours,
      derniereReussiteLe: this.#lastSuccess,
      aEnvoyer: counts.a_envoyer,
      enVol: counts.en_vol,
      aRevoir: counts.a_revoir,
      progression: this.#progression,
      erreur: this.#erreur,
    };
  }
}
