import type { z } from 'zod';
import {
  type DemandeLigne,
  type DossierLigne,
  type EcartLigne,
  lignes,
  type ReservationLigne,
  type VoeuLigne,
} from '../../../shared/contract/lignes.ts';
import { type ActeRecu, acteRecu } from '../../../shared/domain/actes/acte.ts';

/** What became of a pulled row (PROTOCOL 6): read, kept raw until an update knows it, or kept apart as broken. */
export type Lecture = 'lue' | 'inconnue' | 'quarantaine';

/** A body that was read. The types that a person is not drawn from are only told apart from those. */
export type LigneLue =
  | { type: 'dossier'; corps: DossierLigne }
  | { type: 'voeu'; corps: VoeuLigne }
  | { type: 'demande'; corps: DemandeLigne }
  | { type: 'ecart'; corps: EcartLigne }
  | { type: 'reservation'; corps: ReservationLigne }
  | { type: 'acte'; corps: ActeRecu }
  | { type: 'autre' };

export type Read = { lecture: 'lue'; ligne: LigneLue } | { lecture: 'inconnue' | 'quarantaine' };

const unknown: Read = { lecture: 'inconnue' };
const broken: Read = { lecture: 'quarantaine' };
const newestActe = 1;

const isKnown = (type: string): type is keyof typeof lignes => Object.hasOwn(lignes, type);

function parsed<T>(schema: z.ZodType<T>, body: unknown, line: (corps: T) => LigneLue): Read {
  const read = schema.safeParse(body);
  return read.success ? { lecture: 'lue', ligne: line(read.data) } : broken;
}

function readBody(type: string, v: number, body: unknown): Read {
  if (type === 'acte') return v > newestActe ? unknown : parsed(acteRecu, body, (corps) => ({ type, corps }));
  if (!isKnown(type) || v > lignes[type].v) return unknown;
  if (type === 'dossier') return parsed(lignes[type].corps, body, (corps) => ({ type, corps }));
  if (type === 'voeu') return parsed(lignes[type].corps, body, (corps) => ({ type, corps }));
  if (type === 'demande') return parsed(lignes[type].corps, body, (corps) => ({ type, corps }));
  if (type === 'ecart') return parsed(lignes[type].corps, body, (corps) => ({ type, corps }));
  if (type === 'reservation') return parsed(lignes[type].corps, body, (corps) => ({ type, corps }));
  return lignes[type].corps.safeParse(body).success ? { lecture: 'lue', ligne: { type: 'autre' } } : broken;
}

/**
 * Nothing is refused here: a row that this version cannot read is still stored and counted, so that the
 * empreinte holds and a later version replays it. A *known* row that fails is quarantined.
 */
export function readLine({ type, v, corps }: { type: string; v: number; corps: string }): Read {
  try {
    return readBody(type, v, JSON.parse(corps));
  } catch {
    return broken;
  }
}
