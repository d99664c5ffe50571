import { z } from 'zod';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** A person known from a call or an imported file and from no list. Phones are kept as typed. */
export const dossierCreeCorps = z.strictObject({
  nom: texteCourt.min(1),
  prenom: texteCourt,
  telephones: z.array(z.string().max(40)).max(10),
  source: z.enum(['appel', 'import']),
});
export type DossierCreeCorps = z.infer<typeof dossierCreeCorps>;

export const dossierCree = definirActe({
  schema: dossierCreeCorps,
  v: 1,
  faits: () => [],
  effet: 'aucun',
  quiPeut: 'operateur',
  // Other actes already hang from the dossier: it goes by `effacement`, never by undo.
  defait: 'non',
});
