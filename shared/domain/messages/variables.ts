import { blancPour } from './blancs.ts';

/** What a modèle may leave to be filled, each with the words that its blank says. */
export const variables = ['prenom', 'nom', 'formation', 'cfa', 'telephone_cfa', 'operateur'] as const;
export type Variable = (typeof variables)[number];

export const variableMots: Readonly<Record<Variable, string>> = {
  prenom: 'prénom',
  nom: 'nom',
  formation: 'formation',
  cfa: 'nom du CFA',
  telephone_cfa: 'téléphone du CFA',
  operateur: 'votre nom',
};

/** A text for a group is read by everybody: nothing of one person stands in it. */
export const variablesDeGroupe = ['cfa', 'telephone_cfa', 'operateur'] as const satisfies readonly Variable[];

/** null, or blank: nobody knows it. */
export type Valeurs = Readonly<Record<Variable, string | null>>;

const entreAccolades = /\{([^{}\n]*)\}/g;

const estVariable = (mot: string, connues: readonly Variable[]): mot is Variable =>
  connues.some((connue) => connue === mot);

/** What stands between braces and is none of `connues`, each once, as it was written. */
export const variablesInconnues = (texte: string, connues: readonly Variable[] = variables): string[] => [
  ...new Set(
    [...texte.matchAll(entreAccolades)].flatMap(([tout, mot = '']) => (estVariable(mot, connues) ? [] : [tout])),
  ),
];

/** One line, whatever the list held: a value never adds a line, a field or a blank of its own. */
const enUneLigne = (valeur: string): string => valeur.replaceAll(/\s+/g, ' ').replaceAll(/\[…/g, '[').trim();

/**
 * The text with its variables replaced, in one pass: a value that holds braces is never filled again. What is not known
 * leaves a blank (`blancs.ts`); what is no variable stays as it is, for `variablesInconnues` to refuse.
 */
export const remplir = (texte: string, valeurs: Valeurs): string =>
  texte.replaceAll(entreAccolades, (tout, mot: string) => {
    if (!estVariable(mot, variables)) return tout;
    const valeur = enUneLigne(valeurs[mot] ?? '');
    return valeur === '' ? blancPour(variableMots[mot]) : valeur;
  });
