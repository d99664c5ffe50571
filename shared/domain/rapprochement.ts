import { z } from 'zod';
import { replier } from './recherche.ts';

/**
 * Whether two people of the file may be one (users-and-rules 1.3, Duplicates). A demande has no INE, and a parent who
 * asks may leave their own name: so names and contacts only ever propose, and a person decides.
 */

/** A name folded to its letters: « Jean-Pierre » and « JEAN PIERRE » are one spelling, « Jean » is another person. */
const nom = z.tuple([z.string(), z.string()]);
/** Surname, then first name. */
export type NomReplie = z.infer<typeof nom>;

/** What one dossier, or one person, may be recognised by. */
export const signalement = z.object({
  /** Of the pupil; none when only an adult who asked for somebody is known. */
  noms: z.array(nom),
  /** First names that are rarely used: they count beside a known surname. */
  autres: z.array(z.string()),
  /** Of the adults who asked for the pupil. */
  demandeurs: z.array(nom),
  /** A national list names the pupil. */
  ine: z.boolean(),
  /** E.164 numbers and lower-case addresses, each once. */
  contacts: z.array(z.string()),
});
export type Signalement = z.infer<typeof signalement>;

/** Names as they are written. */
export interface NomEcrit {
  nom: string;
  prenom: string;
}

export interface SignalementEntree {
  ine: string | null;
  /** Every spelling: the list's, the rectified one, the one that was typed. */
  noms: readonly NomEcrit[];
  prenomsAutres: readonly string[];
  demandeurs: readonly NomEcrit[];
  /** E.164; the caller leaves out the ones that nobody answers to. */
  telephones: readonly string[];
  courriels: readonly string[];
}

const serrer = (texte: string): string => replier(texte).replaceAll(' ', '');

const uniques = (textes: Iterable<string>): string[] => [...new Set(textes)].filter((texte) => texte !== '').sort();

/** Half a name recognises nobody. */
const nomsUniques = (noms: Iterable<NomReplie>): NomReplie[] =>
  [...new Map([...noms].map((un) => [un.join(' '), un])).entries()]
    .filter(([, [famille, prenom]]) => famille !== '' && prenom !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, un]) => un);

/** Lower case, without spaces around; an empty text for what is not an address. */
export const cleCourriel = (courriel: string): string => {
  const cle = courriel.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(cle) ? cle : '';
};

/** Folds what is known of one dossier; the result does not depend on the order of its parts. */
export const signaler = (entree: SignalementEntree): Signalement => {
  const autres = entree.prenomsAutres.map(serrer).filter((prenom) => prenom !== '');
  // « Marie » of a list, whose next first name is « Louise », may sign « Marie-Louise ».
  const suites = autres.map((_, rang) => autres.slice(0, rang + 1).join(''));
  return {
    noms: nomsUniques(
      entree.noms.flatMap((ecrit): NomReplie[] => {
        const [famille, prenom] = [serrer(ecrit.nom), serrer(ecrit.prenom)];
        return prenom === '' ? [] : ['', ...suites].map((suite) => [famille, `${prenom}${suite}`]);
      }),
    ),
    autres: uniques(autres),
    demandeurs: nomsUniques(entree.demandeurs.map((ecrit) => [serrer(ecrit.nom), serrer(ecrit.prenom)])),
    ine: entree.ine !== null,
    contacts: uniques([...entree.telephones, ...entree.courriels.map(cleCourriel)]),
  };
};

/** Of a person, from her dossiers in any order. */
export const reunir = (signalements: readonly Signalement[]): Signalement => ({
  noms: nomsUniques(signalements.flatMap((un) => un.noms)),
  autres: uniques(signalements.flatMap((un) => un.autres)),
  demandeurs: nomsUniques(signalements.flatMap((un) => un.demandeurs)),
  ine: signalements.some((un) => un.ine),
  contacts: uniques(signalements.flatMap((un) => un.contacts)),
});

/** More people than this share a number of a school or of a home: it says nothing of who they are. */
export const partageMax = 8;

/** The people of the file whom one contact reaches. */
export interface Porteurs {
  candidats: number;
  /** Of those, the ones whose own name is known: the pupils, not the parents who asked. */
  nommes: number;
}

export interface Rapproche {
  genre: 'personne' | 'famille';
  /** Whether a name is part of the evidence. */
  parNom: boolean;
  /** The shared contacts that are evidence, sorted; never empty. */
  contacts: string[];
}

/**
 * `personne`: same folded names, in either order, and a shared contact. A parent who named no pupil is taken for the
 * only pupil whom one of the shared contacts reaches. `famille`: a shared contact and nothing more. null: nothing that
 * is evidence is shared. Symmetric.
 */
export const rapprocher = (
  a: Signalement,
  b: Signalement,
  porteurs: (contact: string) => Porteurs,
): Rapproche | null => {
  const siens = new Set(b.contacts);
  const contacts = a.contacts
    .filter((contact) => siens.has(contact) && porteurs(contact).candidats <= partageMax)
    .sort();
  if (contacts.length === 0) return null;
  const parNom = memeEleve(a, b);
  // Of the two, one is a parent who named nobody.
  const parParent = (a.noms.length === 0) !== (b.noms.length === 0);
  const isSeul = parParent && contacts.some((un) => porteurs(un).nommes === 1);
  return {
    genre: parNom || isSeul ? 'personne' : 'famille',
    // A parent's own name says whose child it is, not which one.
    parNom: parNom || (parParent && commun(a.demandeurs, b.demandeurs)),
    contacts,
  };
};

const memeEleve = (a: Signalement, b: Signalement): boolean => {
  if (a.noms.length === 0 && b.noms.length === 0) return commun(a.demandeurs, b.demandeurs);
  // A pupil may have said to be a parent, by mistake.
  if (a.noms.length === 0) return commun(a.demandeurs, b.noms);
  if (b.noms.length === 0) return commun(a.noms, b.demandeurs);
  if (commun(a.noms, b.noms)) return true;
  // Two pupils of the lists may each bear the other's first name among their own: sisters do.
  return !(a.ine && b.ine) && (parAutrePrenom(a, b) || parAutrePrenom(b, a));
};

const commun = (a: readonly NomReplie[], b: readonly NomReplie[]): boolean =>
  a.some(([famille, prenom]) =>
    b.some(
      ([autreFamille, autrePrenom]) =>
        (famille === autreFamille && prenom === autrePrenom) || (famille === autrePrenom && prenom === autreFamille),
    ),
  );

const parAutrePrenom = (a: Signalement, b: Signalement): boolean =>
  commun(
    a.noms.flatMap(([famille]) => a.autres.map((prenom): NomReplie => [famille, prenom])),
    b.noms,
  );
