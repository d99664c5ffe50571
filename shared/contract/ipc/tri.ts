import { z } from 'zod';

export const tri = z.enum(['nom', 'situation', 'prochaine-action', 'dernier-appel', 'formation', 'accueil', 'qui']);
export type Tri = z.infer<typeof tri>;
