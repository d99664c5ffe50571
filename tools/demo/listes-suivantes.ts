import { type Classe, lignesDe } from './eleves.ts';
import type { Ligne } from './entete.ts';
import type { Hasard, Zone } from './hasard.ts';
import { responsable, saintEtienne, villeurbanne } from './lieux.ts';

/**
 * The lists that follow the first one, and the generator's own record of what it changed in each: what the comparison
 * screen must show, told by whoever made the change and not by whoever compares.
 */
export type Changement =
  | { genre: 'ajoute' | 'retire'; ligne: Ligne }
  | { genre: 'modifie' | 'deplace'; avant: Ligne; apres: Ligne };

export interface ListeSuivante {
  lignes: Ligne[];
  changements: Changement[];
}

const newVoeux = 9;
const removedVoeux = 7;
/** The last list mostly takes away: pupils who found a place elsewhere. */
const lastRemovedVoeux = 24;
/** Lines of the published sample, which stay as they are. */
const sampleLines = 5;
/** The offer of the vœu that goes from Villeurbanne to Saint-Étienne, and back. */
const movedOffer = '69A00107';
const uneReunion = '99998200200019';

const edited = (ligne: Ligne, values: Partial<Ligne>): Ligne => ({ ...ligne, ...values });

/** Edits one line; what tells the person is written on each of that person's lines, a rank is the vœu's own. */
function edit({ lignes, changements }: ListeSuivante, index: number, values: (ligne: Ligne) => Partial<Ligne>): void {
  const target = lignes[index];
  if (target === undefined) return;
  const change = values(target);
  const isPerson = change['Rang du vœu'] === undefined;
  for (const [at, ligne] of lignes.entries()) {
    if (at !== index && !(isPerson && ligne.INE === target.INE)) continue;
    const after = edited(ligne, change);
    lignes[at] = after;
    changements.push({ genre: 'modifie', avant: ligne, apres: after });
  }
}

/** Takes lines away, spread so that no relation shrinks suspiciously. */
function removeSpread({ lignes, changements }: ListeSuivante, count: number, from: number): void {
  const step = Math.floor(lignes.length / count);
  const removed = new Set(Array.from({ length: count }, (_, index) => index * step + from));
  for (const index of removed) {
    const ligne = lignes[index];
    if (ligne !== undefined) changements.push({ genre: 'retire', ligne });
  }
  const kept = lignes.filter((_, index) => !removed.has(index));
  lignes.splice(0, lignes.length, ...kept);
}

type Site = typeof saintEtienne;
/** The clé ministère éducatif says it even where the column was damaged. */
const siretDe = (ligne: Ligne): string => ligne['clé ministère éducatif'].slice(25, 39);

/** One vœu goes to another formateur: same key, another relation. */
function move({ lignes, changements }: ListeSuivante, from: Site, to: Site, lieu: string): void {
  const index = lignes.findIndex(
    (ligne) => ligne['Code offre de formation (vœu)'] === movedOffer && siretDe(ligne) === from.siret,
  );
  const ligne = lignes[index];
  if (ligne === undefined) return;
  const after = edited(ligne, {
    'SIRET UAI formateur': to.siret,
    'UAI Établissement formateur': to.uai,
    'clé ministère éducatif': `${to.prefixe}${responsable.siret}${to.siret}-${to.commune}#${lieu}`,
    'Code UAI étab. Accueil': to.accueil.uai,
    'Type étab. Accueil': to.accueil.type,
    'Libellé établissement Accueil': to.accueil.libelle,
    'Ville étab. Accueil': to.accueil.ville,
  });
  lignes[index] = after;
  changements.push({ genre: 'deplace', avant: ligne, apres: after });
}

const newPhone =
  (classe: Classe) =>
  (ligne: Ligne): Partial<Ligne> => ({
    'Téléphone responsable 1': classe.phone(ligne['SIRET UAI formateur'] === uneReunion ? 'reunion' : 'lyon', 'mobile'),
  });

/** The second list: a few vœux fewer, some changed, one moved, some new. */
export function deuxiemeListe(
  classe: Classe,
  hasard: Hasard,
  first: readonly Ligne[],
  zones: readonly Zone[],
): ListeSuivante {
  const liste: ListeSuivante = { lignes: first.slice(sampleLines), changements: [] };
  removeSpread(liste, removedVoeux, 11);
  for (const index of [19, 58, 97, 133, 171, 204, 242, 296, 341]) edit(liste, index, newPhone(classe));
  edit(liste, 33, () => ({
    "Adresse de l'élève - Ligne 1": '4 quai des Nouveaux-Venus',
    "Adresse de l'élève - Ligne 2": '-',
  }));
  edit(liste, 74, () => ({ VILLE: 'LYON', 'Code postal': '69007' }));
  edit(liste, 110, () => ({ 'Mail responsable 1': 'adresse.corrigee@example.org' }));
  edit(liste, 188, () => ({ 'Téléphone portable': '-' }));
  edit(liste, 260, () => ({ 'Rang du vœu': '4' }));
  move(liste, villeurbanne, saintEtienne, 'L09');
  const added = Array.from({ length: newVoeux }, (_, index) => {
    const eleve = classe.enrol(zones[index % zones.length] ?? 'lyon');
    classe.wish(eleve);
    return lignesDe(eleve);
  }).flat();
  for (const ligne of added) liste.changements.push({ genre: 'ajoute', ligne });
  const at = hasard.below(liste.lignes.length);
  const { lignes, changements } = liste;
  return {
    lignes: [...first.slice(0, sampleLines), ...lignes.slice(0, at), ...added, ...lignes.slice(at)],
    changements,
  };
}

/** The third list, the removing one: many vœux fewer, two that come back, three changed, the moved one back home. */
export function troisiemeListe(classe: Classe, second: ListeSuivante): ListeSuivante {
  const liste: ListeSuivante = { lignes: second.lignes.slice(sampleLines), changements: [] };
  const sample = second.lignes.slice(0, sampleLines);
  removeSpread(liste, lastRemovedVoeux, 9);
  for (const index of [40, 150, 300]) edit(liste, index, newPhone(classe));
  move(liste, saintEtienne, villeurbanne, 'L06');
  const back = second.changements.flatMap((change) => (change.genre === 'retire' ? [change.ligne] : [])).slice(0, 2);
  for (const ligne of back) liste.changements.push({ genre: 'ajoute', ligne });
  return { lignes: [...sample, ...liste.lignes, ...back], changements: liste.changements };
}
