import { z } from 'zod';
import { type Motif, motif, motifs } from '../../shared/domain/demandes/motifs.ts';
import { type Souhait, souhait } from '../../shared/domain/demandes/souhaits.ts';
import { lireTelephone } from '../../shared/domain/telephone.ts';
import { type ErreurChamp, longueurs } from './pages/champs.ts';

/** One field, read: what it holds, or why it cannot be taken. */
export type Lu<T> = { ok: true; valeur: T } | { ok: false; erreur: ErreurChamp };
const lu = <T>(valeur: T): Lu<T> => ({ ok: true, valeur });
const refuse = (erreur: ErreurChamp): { ok: false; erreur: ErreurChamp } => ({ ok: false, erreur });

/**
 * Composed form, single spaces, nothing invisible: control characters, marks of direction and joiners would let a name
 * show as another one on the poste.
 */
export const nettoyer = (texte: string): string =>
  texte
    .normalize('NFC')
    .replace(/[\p{Z}\t\r\n]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();

/** The same over several lines. */
export const nettoyerMessage = (texte: string): string =>
  texte
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Letters of any script, and what stands between the parts of a name. */
const formeDeNom = /^[\p{L}\p{M}][\p{L}\p{M} '’ʼ.\-‐‑·]*$/u;
/** « www.example », « example.com/… »: mails greet by this name. « J.-P. » and « St. Jean » are names. */
const lien = /\.[\p{L}]{2}/u;

export function lireNom(texte: string): Lu<string> {
  const nom = nettoyer(texte);
  if (nom === '') return refuse('MANQUE');
  if (nom.length > longueurs.nom) return refuse('TROP_LONG');
  return formeDeNom.test(nom) && !lien.test(nom) ? lu(nom) : refuse('INVALIDE');
}

const adresse = z.email();

/** Lower case: two spellings of one mailbox are one person. */
export function lireCourriel(texte: string): Lu<string> {
  const courriel = nettoyer(texte).toLowerCase();
  if (courriel === '') return refuse('MANQUE');
  if (courriel.length > longueurs.courriel) return refuse('TROP_LONG');
  return adresse.safeParse(courriel).success ? lu(courriel) : refuse('INVALIDE');
}

/** Numbers that cost whoever dials them, or that no family has: 081, 082, 089; satellites and worldwide services. */
const surtaxe = /^\+(33(81|82|89)|80[08]|87[08]|88[1238]|979)/;

/** French and foreign numbers, the overseas repaired as lists are (shared/domain/telephone.ts). */
export function lireNumero(texte: string): Lu<string> {
  const brut = nettoyer(texte);
  if (brut === '') return refuse('MANQUE');
  if (brut.length > longueurs.telephone) return refuse('TROP_LONG');
  const { e164, correction } = lireTelephone(brut);
  // Whoever typed two can say which one: only a list, that nobody can ask, is read by halves.
  if (e164 === null || correction === 'PLUSIEURS_NUMEROS' || surtaxe.test(e164)) return refuse('INVALIDE');
  return lu(e164);
}

/** At least one, each once, in the order of the page. */
export function lireMotifs(textes: readonly string[]): Lu<Motif[]> {
  const lus = z.array(motif).safeParse(textes);
  if (!lus.success) return refuse('INVALIDE');
  return lus.data.length === 0 ? refuse('MANQUE') : lu(motifs.filter((one) => lus.data.includes(one)));
}

const souhaitPoste = z
  .string()
  .transform((texte) => texte.split(':'))
  .pipe(z.tuple([z.string(), z.string()]))
  .transform(([jour, demiJournee]) => ({ jour, demi_journee: demiJournee }))
  .pipe(souhait);

/** `lundi:matin`, each once. */
export function lireSouhaits(textes: readonly string[]): Lu<Souhait[]> {
  const lus = z.array(souhaitPoste).safeParse([...new Set(textes)]);
  return lus.success ? lu(lus.data) : refuse('INVALIDE');
}

/** As the form posts and shows them. */
export const ecrireSouhaits = (souhaits: readonly Souhait[]): string[] =>
  souhaits.map(({ jour, demi_journee }) => `${jour}:${demi_journee}`);
