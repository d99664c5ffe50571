import { events } from '../../shared/contract/ipc/index.ts';

const schemas: ReadonlyMap<string, (typeof events)[keyof typeof events]> = new Map(Object.entries(events));

/** @returns what the page may be told, or null: an unknown event or a payload that does not fit goes nowhere. */
export const parseEvent = (name: string, payload: unknown): { name: string; payload: unknown } | null => {
  const parsed = schemas.get(name)?.safeParse(payload);
  return parsed?.success === true ? { name, payload: parsed.data } : null;
};
