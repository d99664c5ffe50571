import { z } from 'zod';

// Apart from what runs the steps: the shell asks for them and must not load the core's packages for that.

export const selfCheckStep = z.enum(['base', 'chiffrement', 'recherche', 'coffre', 'trousseau']);
export type SelfCheckStep = z.infer<typeof selfCheckStep>;

/** What a step learnt besides having passed: versions, and whether there is a keychain. */
export const selfCheckFacts = z.partialRecord(z.enum(['node', 'sqlite', 'chiffrement', 'trousseau']), z.string());
export type SelfCheckFacts = z.infer<typeof selfCheckFacts>;
