import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface CourrielRecu {
  /** Envelope. */
  de: string;
  a: string[];
  /** As it came over the wire. */
  brut: string;
  mail: Email;
}

/** A recipient that the server refuses, with its reply: `550 5.1.1 No such user`. */
interface Refus {
  code: number;
  texte: string;
}

class ReponseSmtp extends Error {
  readonly responseCode: number;

  constructor({ code, texte }: Refus) {
    super(texte);
    this.responseCode = code;
  }
}

/**
 * A real SMTP server on a loopback port of its own, which keeps what it receives, parsed, and sends nothing on. It can
 * be down and up again on the same port, refuse an address, be busy, or keep a mail and its sender waiting.
 */
export class ServeurSmtp {
  readonly recus: CourrielRecu[] = [];
  readonly #refus = new Map<string, Refus>();
  readonly #attentes = new Set<() => void>();
  #server: SMTPServer | null = null;
  #port = 0;
  #connexions = 0;
  #occupe: Refus | null = null;
  #retenue: Promise<void> | null = null;
  #expediteur: Refus | null = null;

  readonly #aussi: (recu: CourrielRecu) => Promise<void>;

  private constructor(aussi: (recu: CourrielRecu) => Promise<void>) {
    this.#aussi = aussi;
  }

  /** @param aussi what else to do with each mail, before its sender is answered */
  static async ouvrir(aussi: (recu: CourrielRecu) => Promise<void> = () => Promise.resolve()): Promise<ServeurSmtp> {
    const serveur = new ServeurSmtp(aussi);
    await serveur.reprendre();
    return serveur;
  }

  /** For SMTP_URL. */
  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** How many times somebody connected. */
  get connexions(): number {
    return this.#connexions;
  }

  /** Refuses a recipient from now on; `code` 4xx is a temporary refusal. */
  refuser(adresse: string, code = 550, texte = '5.1.1 No such user'): void {
    this.#refus.set(adresse.toLowerCase(), { code, texte });
  }

  accepter(adresse: string): void {
    this.#refus.delete(adresse.toLowerCase());
  }

  /** Refuses whoever sends, before any recipient. Null: as usual again. */
  refuserExpediteur(code: number | null, texte = '5.7.1 Sender not allowed'): void {
    this.#expediteur = code === null ? null : { code, texte };
  }

  /** Answers every connection with this code, 421 being « not now ». Null: as usual again. */
  occuper(code: number | null): void {
    this.#occupe = code === null ? null : { code, texte: 'Service not available' };
  }

  /** Takes what is sent but answers only once the returned function is called. */
  retenir(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#retenue = promise;
    return () => {
      this.#retenue = null;
      resolve();
    };
  }

  /** Down: nothing listens any more, open connections are cut. */
  async arreter(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** Up, on the port it had. */
  async reprendre(): Promise<void> {
    const server = this.#build();
    // A client that is cut, or cuts, is part of what is tested.
    server.on('error', () => undefined);
    const { server: net } = server;
    server.listen(this.#port, '127.0.0.1');
    await once(net, 'listening');
    this.#port = portOf(net.address());
    this.#server = server;
  }

  /** The first mail received, past or to come, that `correspond` holds for. */
  async attendre(correspond: (recu: CourrielRecu) => boolean = () => true): Promise<CourrielRecu> {
    for (;;) {
      const trouve = this.recus.find(correspond);
      if (trouve !== undefined) return trouve;
      await new Promise<void>((resolve) => this.#attentes.add(resolve));
    }
  }

  /** What was sent to one address, in order. */
  recusPar(adresse: string): CourrielRecu[] {
    return this.recus.filter(({ a }) => a.includes(adresse));
  }

  #build(): SMTPServer {
    return new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      disableReverseLookup: true,
      closeTimeout: 10,
      onConnect: (_session, done) => {
        this.#connexions += 1;
        if (this.#occupe === null) done();
        else done(new ReponseSmtp(this.#occupe));
      },
      onMailFrom: (_address, _session, done) => {
        if (this.#expediteur === null) done();
        else done(new ReponseSmtp(this.#expediteur));
      },
      onRcptTo: ({ address }, _session, done) => {
        const refus = this.#refus.get(address.toLowerCase());
        if (refus === undefined) done();
        else done(new ReponseSmtp(refus));
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const de = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const a = envelope.rcptTo.map(({ address }) => address);
          this.#garder({ de, a, octets: Buffer.concat(chunks) }).then(() => done(), done);
        });
      },
    });
  }

  async #garder({ de, a, octets }: { de: string; a: string[]; octets: Buffer }): Promise<void> {
    const mail = await PostalMime.parse(octets);
    const recu = { de, a, brut: octets.toString('utf8'), mail };
    await this.#aussi(recu);
    this.recus.push(recu);
    for (const wake of this.#attentes) wake();
    this.#attentes.clear();
    await this.#retenue;
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
