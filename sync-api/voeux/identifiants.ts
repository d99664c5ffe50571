import type { Clock, Random } from '../context.ts';

/** Digits of a UUID before its version. */
const prefixDigits = 12;

/**
 * Ids of what an import makes: UUIDs of version 7 (RFC 9562), the instant first, then 74 random bits. They stay
 * unguessable and say nothing of anybody. Those made together stand together in every index: with wholly random ids,
 * each short transaction of a national import would write thousands of pages again.
 */
export const identifiantsRapproches = (clock: Clock, random: Pick<Random, 'uuid'>): { uuid(): string } => ({
  uuid: () => {
    const instant = clock.now().getTime().toString(16).padStart(prefixDigits, '0');
    return `${instant.slice(0, 8)}-${instant.slice(8)}-7${random.uuid().slice('xxxxxxxx-xxxx-x'.length)}`;
  },
});
