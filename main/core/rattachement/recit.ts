import type { DossierLigne, VoeuLigne } from '../../../shared/contract/lignes.ts';
import { limits } from '../../../shared/contract/sync.ts';

/**
 * What the file said of a person whom no list of the server names, in words: it becomes a note of her new dossier, so
 * that nothing of the file is lost. One note, or several when one would be too long.
 */
const line = (label: string, parts: readonly (string | null | undefined)[], separator = ', '): string | null => {
  const said = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return said.length === 0 ? null : `${label} : ${said.join(separator)}`;
};

const voeuLine = ({ formation, etablissement_accueil: accueil, etat }: VoeuLigne, index: number): string => {
  const label = formation.libelle === '' ? 'formation non précisée' : formation.libelle;
  const codes = [
    formation.mef === null ? null : `MEF ${formation.mef}`,
    formation.code_formation_diplome === null ? null : `diplôme ${formation.code_formation_diplome}`,
    formation.cle_ministere_educatif === null ? null : `clé ${formation.cle_ministere_educatif}`,
  ].filter((code) => code !== null);
  const lieu = [accueil.nom, accueil.ville, accueil.uai].filter((part) => part !== null && part !== '').join(', ');
  return [
    `Vœu ${index + 1} : ${label}`,
    lieu === '' ? '' : ` — ${lieu}`,
    codes.length === 0 ? '' : ` (${codes.join(', ')})`,
    etat === 'retire' ? ' — retiré de la liste' : '',
  ].join('');
};

function linesOf(liste: string, dossier: DossierLigne, voeux: readonly VoeuLigne[]): string[] {
  const { adresse, etablissement_origine: college } = dossier;
  const found = [
    `Importé de la liste « ${liste} » (campagne ${dossier.campagne}).`,
    line('Identité', [dossier.nom, dossier.prenom], ' '),
    line('INE', [dossier.ine]),
    ...voeux.map(voeuLine),
    line('Collège', [college?.nom, college?.ville, college?.uai]),
    line('Adresse', [...adresse.lignes, [adresse.code_postal, adresse.ville].filter(Boolean).join(' '), adresse.pays]),
    line(
      'Téléphones',
      dossier.telephones.map(({ brut }) => brut),
    ),
    line('Courriels', dossier.emails),
  ];
  // A control character would weigh six times itself in the acte that carries it.
  return found.filter((one) => one !== null).map((one) => one.replaceAll(/\p{Cc}+/gu, ' '));
}

/** Characters as a note counts them; a line alone is cut, the rest follows. */
function cut(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; rest = rest.slice(parts.at(-1)?.length)) {
    // Never between the two halves of one character.
    const whole = rest.slice(0, longest).replace(rest.length > longest ? /[\ud800-\udbff]$/ : /$^/, '');
    parts.push(whole);
  }
  return parts;
}

/** @returns the texts of the notes, each within the limit */
export function recit(liste: string, dossier: DossierLigne, voeux: readonly VoeuLigne[]): string[] {
  const notes: string[] = [];
  let current = '';
  for (const one of linesOf(liste, dossier, voeux).flatMap((text) => cut(text, limits.noteCharacters))) {
    if (current !== '' && current.length + one.length + 1 > limits.noteCharacters) {
      notes.push(current);
      current = '';
    }
    current = current === '' ? one : `${current}\n${one}`;
  }
  return current === '' ? notes : [...notes, current];
}
