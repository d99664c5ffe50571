import { z } from 'zod';
import { candidatFiltres } from '../contract/ipc/filtres.ts';
import { tri } from '../contract/ipc/tri.ts';
import { issues } from './actes/appel.ts';
import { texteCanonique } from './texte-canonique.ts';

/**
 * Small documents that the people of one organisme, or the postes of one account, share: rows of type `reglage` whose
 * `cle` is the genre. They hold no candidat's data. `valeur` null: it was deleted. The server's order decides; a poste
 * that wrote over something it had not seen keeps its own text as a copy (`main/core/partages`).
 */
export const genresDePartage = ['modele', 'libelles', 'vue'] as const;
export const genreDePartage = z.enum(genresDePartage);
export type GenreDePartage = z.infer<typeof genreDePartage>;

/** Templates and labels belong to the organisme, saved views to the account (PROTOCOL 1). */
export const fluxDuPartage: Readonly<Record<GenreDePartage, 'organisme' | 'compte'>> = {
  modele: 'organisme',
  libelles: 'organisme',
  vue: 'compte',
};

export const canalDeModele = z.enum(['courriel', 'sms']);
export type CanalDeModele = z.infer<typeof canalDeModele>;

/** A text with `{variables}` (shared/domain/messages/variables.ts). */
export const modele = z.strictObject({
  nom: z.string().trim().min(1).max(60),
  canal: canalDeModele,
  /** Of a mail; '' for an SMS. One line, made one where it is not: what a field shows is all there is. */
  objet: z
    .string()
    .max(150)
    .transform((objet) => objet.replaceAll(/\p{Cc}+/gu, ' ')),
  texte: z.string().trim().min(1).max(4_000),
});
export type Modele = z.infer<typeof modele>;

/** Names given to the issues in this organisme; the codes never change. One document, its id is fixed. */
export const libelles = z.strictObject({
  issues: z.partialRecord(z.enum(issues), z.string().trim().min(1).max(30)),
});
export type Libelles = z.infer<typeof libelles>;
export const libellesId = '6c1f1c2e-6d0e-5a63-9a55-6f1d8c1b7a01';

export const colonnesDeListe = [
  'formation',
  'accueil',
  'situation',
  'prochaine-action',
  'dernier-appel',
  'qui',
  'source',
  'nouveaute',
] as const;
export const colonneDeListe = z.enum(colonnesDeListe);
export type ColonneDeListe = z.infer<typeof colonneDeListe>;

/** A list as somebody likes to see it. */
export const vue = z.strictObject({
  nom: z.string().trim().min(1).max(60),
  filtres: candidatFiltres,
  tri,
  sens: z.enum(['croissant', 'decroissant']),
  colonnes: z.array(colonneDeListe).max(colonnesDeListe.length),
});
export type Vue = z.infer<typeof vue>;

export const valeursDePartage = { modele, libelles, vue } as const;
/** Bound of one document, bytes of UTF-8 JSON. */
export const partageBytes = 16 * 1024;
/** Bounds of what an organisme (templates) or an account (saved views) keeps. */
export const partagesMax: Readonly<Record<GenreDePartage, number>> = { modele: 200, libelles: 1, vue: 100 };

/** Whether an id may name a document of this genre: the labels have one fixed id, that no other genre takes. */
export const isIdDePartage = (genre: GenreDePartage, id: string): boolean =>
  (genre === 'libelles') === (id === libellesId);

/**
 * The text of a document as the server and the postes compare it.
 *
 * @param valeur the document itself, null or undefined when it was deleted or never was
 * @returns null when there is none
 */
export const texteDuPartage = (valeur: unknown): string | null =>
  valeur === null || valeur === undefined ? null : texteCanonique(valeur);
