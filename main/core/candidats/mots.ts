import { replier } from '../../../shared/domain/recherche.ts';
import { chiffresRecherche } from '../../../shared/domain/telephone.ts';
import type { FoldedDossier } from './fold.ts';
import { identiteOf } from './identite.ts';

/** What a flux repeats from one pupil to the next (colleges, formations, towns) is folded into words once. */
const foldedOnce = 2_000;
const foldedTexts = new Map<string, readonly string[]>();

function wordsOf(text: string): readonly string[] {
  const known = foldedTexts.get(text);
  if (known !== undefined) return known;
  const words = replier(text).split(' ');
  if (foldedTexts.size >= foldedOnce) foldedTexts.clear();
  foldedTexts.set(text, words);
  return words;
}

/** Everything a person is found by, folded. */
export function searchWords(members: readonly FoldedDossier[]): string {
  const words = new Set<string>();
  const add = (text: string | null | undefined): void => {
    if (text !== null && text !== undefined) for (const word of wordsOf(text)) words.add(word);
  };
  for (const member of members) {
    const { ine, nom, prenom, prenoms_autres, adresse } = identiteOf(member);
    const { ligne, voeux, demandes } = member.rows;
    const askers = demandes.flatMap(({ corps }) => corps.demandeur ?? []);
    // Whoever asked writes again from the same address: the whole of it may be pasted.
    const written = demandes.length > 0 ? (ligne?.emails ?? []) : [];
    const college = ligne?.etablissement_origine;
    // What names a person is never kept: it must leave memory with them.
    const ofPeople = [...askers.flatMap((asker) => [asker.nom, asker.prenom]), ...written];
    for (const text of [nom, prenom, ...prenoms_autres, ligne?.nom, ligne?.prenom, ine, ...ofPeople]) {
      if (text !== null && text !== undefined) for (const word of replier(text).split(' ')) words.add(word);
    }
    for (const text of [adresse.ville, college?.nom, college?.ville, college?.uai]) add(text);
    for (const { corps } of voeux) {
      const { formation, etablissement_accueil: accueil } = corps;
      for (const text of [formation.libelle, accueil.nom, accueil.ville, accueil.uai]) add(text);
    }
    for (const { corps } of demandes) for (const text of [corps.formation?.intitule, corps.formation?.ville]) add(text);
  }
  return sorted(words);
}

/** Each phone as dialled here and as dialled from abroad; the raw digits of one that cannot be read. */
export function searchDigits(members: readonly FoldedDossier[]): string {
  const numeros = members.flatMap((member) => member.etat.numeros);
  return sorted(
    new Set(
      numeros.flatMap(({ e164, brut }) =>
        e164 === null ? [brut.replace(/[^0-9]/g, '')] : [chiffresRecherche(e164), e164.slice(1)],
      ),
    ),
  );
}

function sorted(words: Set<string>): string {
  words.delete('');
  return [...words].sort().join(' ');
}
