// For the type of createRateLimit: TypeScript 7 misses the augmentation otherwise.
import '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cleDeBoite } from '../../shared/domain/demandes/boite.ts';
import { addressKey } from '../adresse.ts';
import { tropDeRequetes } from '../errors.ts';

const hourMs = 60 * 60_000;
const minuteMs = 60_000;

/** Pages and answers read from one address in a minute: a class behind one address reads freely, a loop does not. */
export const lecturesParMinute = 240;
/** Looks at the places that are left, from one address in a minute: a class whose phones all stand on the same form. */
export const placesParMinute = 600;
/** Forms sent from one address in an hour, as a multiple of the deposits it makes before a proof is asked. */
export const plafondFactor = 10;
/** Deposits for one mail address in an hour before a proof is asked: a family asks several CFA in one evening. */
export const depotsParCourriel = 6;
/** With a proof. Beyond, somebody is flooding this mailbox. */
export const plafondParCourriel = 60;
/** Mails that ask one address to confirm, in an hour: whoever computes nothing must not fill a stranger's mailbox. */
export const confirmationsParCourriel = 3;
/** What one personal link may change in an hour: each change is told by mail. */
export const gestesParLien = 12;

/** What tripped for a deposit: nothing; its training alone, that many may ask at once; or whoever sends it. */
export type Frein = 'aucun' | 'formation' | 'personne';

export interface Freins {
  /** @throws Refusal TROP_DE_REQUETES with Retry-After */
  lire(request: FastifyRequest): Promise<void>;
  /** Counts apart what an open page asks by itself. @throws Refusal TROP_DE_REQUETES with Retry-After */
  places(request: FastifyRequest): Promise<void>;
  /** Counts a form that was sent, right or wrong. @throws Refusal TROP_DE_REQUETES beyond the ceiling of its address */
  envoyer(request: FastifyRequest): Promise<void>;
  /** Whether the next deposit from here, on this training, will have to prove something. Counts nothing. */
  estFreine(request: FastifyRequest, cle: string): Promise<boolean>;
  /**
   * Counts a deposit. @returns what tripped: it has to prove something, unless nothing did
   * @throws Refusal TROP_DE_REQUETES beyond the ceiling of its mail address
   */
  deposer(request: FastifyRequest, cle: string, courriel: string): Promise<Frein>;
  /** Counts a mail that asks to confirm. @throws Refusal TROP_DE_REQUETES */
  confirmer(request: FastifyRequest, courriel: string): Promise<void>;
  /** Counts what one personal link changes. @throws Refusal TROP_DE_REQUETES */
  changer(request: FastifyRequest, empreinte: string): Promise<void>;
}

/**
 * Throttles of the intake, per address, training and mailbox (whatever follows its « + »), in memory. Needs @fastify/rate-limit registered with
 * `global: false`.
 */
export function createFreins(app: FastifyInstance, max: { parAdresse: number; parFormation: number }): Freins {
  // The plugin reads its key from the request; what a form names is only known once it was parsed.
  const named = new WeakMap<FastifyRequest, string>();
  const limit = (prefix: string, count: number, timeWindow: number) => {
    const run = app.createRateLimit({
      max: count,
      timeWindow,
      keyGenerator: (request) => `${prefix}:${named.get(request) ?? ''}`,
    });
    /** @returns null within the limit, else seconds before it is worth trying again, 0 at once */
    return async (request: FastifyRequest, name: string, increment = true): Promise<number | null> => {
      named.set(request, name);
      const state = await run(request, { increment });
      if (state.isAllowed) return null;
      const isBeyond = increment ? state.isExceeded : state.remaining <= 0;
      return isBeyond ? state.ttlInSeconds : null;
    };
  };
  const parLecture = limit('lecture', lecturesParMinute, minuteMs);
  const parPlaces = limit('places', placesParMinute, minuteMs);
  const parEnvoi = limit('envoi', max.parAdresse * plafondFactor, hourMs);
  const parAdresse = limit('adresse', max.parAdresse, hourMs);
  const parFormation = limit('formation', max.parFormation, hourMs);
  const parCourriel = limit('courriel', depotsParCourriel, hourMs);
  const plafond = limit('plafond', plafondParCourriel, hourMs);
  const parConfirmation = limit('confirmation', confirmationsParCourriel, hourMs);
  const parLien = limit('lien', gestesParLien, hourMs);
  const refuser = (seconds: number | null): void => {
    if (seconds !== null) throw tropDeRequetes(seconds);
  };

  return {
    lire: async (request) => refuser(await parLecture(request, addressKey(request.ip))),
    places: async (request) => refuser(await parPlaces(request, addressKey(request.ip))),
    envoyer: async (request) => refuser(await parEnvoi(request, addressKey(request.ip))),
    estFreine: async (request, cle) =>
      (await parAdresse(request, addressKey(request.ip), false)) !== null ||
      (await parFormation(request, cle, false)) !== null,
    async deposer(request, cle, courriel) {
      refuser(await plafond(request, cleDeBoite(courriel)));
      const [adresse, formation, boite] = [
        await parAdresse(request, addressKey(request.ip)),
        await parFormation(request, cle),
        await parCourriel(request, cleDeBoite(courriel)),
      ];
      if (adresse !== null || boite !== null) return 'personne';
      return formation === null ? 'aucun' : 'formation';
    },
    confirmer: async (request, courriel) => refuser(await parConfirmation(request, cleDeBoite(courriel))),
    changer: async (request, empreinte) => refuser(await parLien(request, empreinte)),
  };
}
