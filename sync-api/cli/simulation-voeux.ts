import type { BilanSimulation } from '../voeux/import.ts';
import type { PerteRefusee, RelationSimulee } from '../voeux/simulation.ts';
import { plural } from './phrases-import.ts';

/** Relations shown to a person; all of them are in --json. */
const shownRelations = 50;

function relationLine({ relation, genre, avant, total, ...counts }: RelationSimulee): string {
  const { nouveaux, arrives, modifies, retires, partis } = counts;
  const kind = genre === 'premiere' ? 'première liste' : 'mise à jour';
  const moves = [
    arrives > 0 ? plural(arrives, 'venu d’ailleurs', 'venus d’ailleurs') : '',
    partis > 0 ? plural(partis, 'parti ailleurs', 'partis ailleurs') : '',
  ].filter((text) => text !== '');
  const end = moves.length > 0 ? ` ; ${moves.join(', ')}` : '';
  return `  ${relation} : ${kind}, ${avant} → ${plural(total, 'vœu', 'vœux')} (+${nouveaux}, ~${modifies}, −${retires}${end})`;
}

function lossLine({ relation, avant, retires, deplaces }: PerteRefusee): string {
  const moved = deplaces > 0 ? ` et ${plural(deplaces, 'déplacé', 'déplacés')}` : '';
  return `  ${relation ?? 'sans relation'} : ${plural(retires, 'vœu retiré', 'vœux retirés')}${moved} sur ${avant}`;
}

/** What a person reads of an import that did not take place. */
export function simulationText(bilan: BilanSimulation): string {
  const lines = [
    'Simulation : rien n’est modifié.',
    `Campagne ${bilan.campagne} : ${plural(bilan.total, 'ligne lue', 'lignes lues')}.`,
    `  ${plural(bilan.crees, 'vœu serait créé', 'vœux seraient créés')}, ${plural(bilan.modifies, 'modifié', 'modifiés')}${
      bilan.deplaces > 0 ? ` (dont ${plural(bilan.deplaces, 'déplacé', 'déplacés')})` : ''
    }, ${plural(bilan.inchanges, 'inchangé', 'inchangés')}, ${plural(bilan.retires, 'retiré', 'retirés')}.`,
    `  ${plural(bilan.invalides, 'ligne invalide', 'lignes invalides')}, ${plural(bilan.ignores, 'ignorée', 'ignorées')}, ${plural(bilan.echecs, 'en échec', 'en échec')}.`,
  ];
  if (bilan.crees + bilan.modifies + bilan.retires === 0) lines.push('Rien ne changerait.');
  lines.push(...bilan.relations.slice(0, shownRelations).map(relationLine));
  const hidden = bilan.relations.length - shownRelations;
  if (hidden > 0) lines.push(`  … et ${plural(hidden, 'autre relation', 'autres relations')} (toutes avec --json)`);
  if (bilan.refus.length > 0) {
    lines.push(
      'L’import serait refusé, ce fichier retirerait trop de vœux :',
      ...bilan.refus.slice(0, shownRelations).map(lossLine),
      'Si c’est voulu, ajoutez --confirmer-retraits, suivi des relations concernées ou seul pour toutes.',
    );
  }
  if (bilan.nombre_anomalies > 0)
    lines.push(`${plural(bilan.nombre_anomalies, 'anomalie', 'anomalies')} (toutes avec --json).`);
  return `${lines.join('\n')}\n`;
}
