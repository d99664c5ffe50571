import { z } from 'zod';
import { e164 } from '../../contract/primitives.ts';
import { definirActe, type Fait } from './definition.ts';
import { texteLong } from './textes.ts';

/** What happened on the line; digits 1 to 8 in this order (users-and-rules 1.3). */
export const dispositions = [
  'JOINT',
  'MESSAGE',
  'SANS_REPONSE',
  'OCCUPE',
  'RAPPELER',
  'MAUVAIS_CONTACT',
  'NUMERO_INVALIDE',
  'OPPOSITION',
] as const;
export const disposition = z.enum(dispositions);
export type Disposition = z.infer<typeof disposition>;

/** What a call that reached somebody means; digits 1 to 9 in this order. Labels may be renamed, codes never. */
export const issues = [
  'RDV_FIXE',
  'REFLECHIT',
  'CHERCHE_ENTREPRISE',
  'A_UNE_ENTREPRISE',
  'DOSSIER_ENVOYE',
  'INSCRIT',
  'AUTRE_VOIE',
  'SANS_SUITE',
  'HORS_CRITERES',
] as const;
export const issue = z.enum(issues);
export type Issue = z.infer<typeof issue>;

export const appelCorps = z
  .strictObject({
    sens: z.enum(['emis', 'recu']),
    numero: e164.nullable(),
    interlocuteur: z.enum(['responsable', 'candidat', 'autre']).nullable(),
    disposition,
    issue: issue.optional(),
    note: texteLong.optional(),
  })
  .refine((corps) => corps.issue === undefined || corps.disposition === 'JOINT', {
    path: ['issue'],
    message: 'an issue needs somebody on the line',
  });
export type AppelCorps = z.infer<typeof appelCorps>;

const etatDuNumero: Partial<Record<Disposition, string>> = {
  JOINT: 'confirme',
  MAUVAIS_CONTACT: 'a_verifier',
  NUMERO_INVALIDE: 'invalide',
};

export const appel = definirActe({
  schema: appelCorps,
  v: 1,
  faits: (corps) => {
    const faits: Fait[] = [];
    if (corps.issue !== undefined) faits.push({ fait: 'issue', valeur: corps.issue });
    const etat = etatDuNumero[corps.disposition];
    if (corps.numero !== null && etat !== undefined) faits.push({ fait: `numero:${corps.numero}`, valeur: etat });
    if (corps.disposition === 'OPPOSITION') faits.push({ fait: 'opposition', valeur: true });
    return faits;
  },
  effet: 'aucun',
  quiPeut: 'operateur',
  defait: 'annule',
});
