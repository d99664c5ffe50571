import type { Command } from 'commander';
import { colonnesRemplacement } from '../referentiels/remplacements.ts';
import type { AnomalieDeLigne } from '../voeux/anomalies-lues.ts';
import { type BilanImport, type Etape, importerVoeux, simulerVoeux } from '../voeux/import.ts';
import type { Confirmation } from '../voeux/seuils.ts';
import { surveillerArret } from './arret.ts';
import { uselessOverwrites } from './bilan-referentiel.ts';
import { dateOf, readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';
import { plural } from './phrases-import.ts';
import { ReleveAnomalies } from './releve-anomalies.ts';
import { simulationText } from './simulation-voeux.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-voeux', 'Importe une extraction des vœux ; n’applique que les différences.')
      .argument('<fichier>', 'extraction CSV (séparateur ;, UTF-8)')
      .option('--date <date>', 'date de l’extraction (par défaut : maintenant) ; son année est la campagne')
      .option(
        '--remplacements <fichier>',
        `CSV (séparateur ;, UTF-8) des corrections, offre par offre : ${colonnesRemplacement.join(', ')}`,
      )
      .option(
        '--confirmer-retraits [relations...]',
        'accepter les retraits inhabituels : de toutes les relations, ou de celles nommées SIRET_RESPONSABLE-SIRET_FORMATEUR',
      )
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async (deps) => {
          const date = dateOf(options.date, io.clock.now());
          const confirmation = confirmationOf(options.confirmerRetraits);
          const overwrites = options.remplacements;
          const releve = new ReleveAnomalies(options.json === true, (text) => io.out(text));
          const arret = surveillerArret(io);
          const demande = {
            source: arret.suivre(readFileBytes(file)),
            continuer: arret.continuer,
            date,
            confirmation,
            relever: releve.relever,
            suivre: (etape: Etape) => {
              if (options.json !== true) io.err(`${etapes[etape]}\n`);
            },
            ...(typeof overwrites === 'string' ? { remplacements: readFileBytes(overwrites) } : {}),
          };
          if (options.simuler === true) {
            const simulation = await simulerVoeux(deps, demande);
            io.out(options.json === true ? releve.finir(simulation) : simulationText(simulation));
            return;
          }
          const bilan = await importerVoeux(deps, demande);
          io.out(options.json === true ? releve.finir(bilan) : summary(bilan, releve.premieres));
        }),
      ),
  );
}

/** What a person reads while they wait. */
const etapes: Record<Etape, string> = {
  lecture: 'Lecture du fichier…',
  comparaison: 'Comparaison avec ce qui est connu…',
  application: 'Application des différences…',
  nettoyage: 'Nettoyage…',
};

const confirmationOf = (option: unknown): Confirmation => {
  if (option === true) return 'tous';
  return Array.isArray(option) ? option.map(String) : [];
};

/** What a person reads. */
export function summary(bilan: BilanImport, anomalies: readonly AnomalieDeLigne[]): string {
  const lines = [
    `Campagne ${bilan.campagne} : ${plural(bilan.total, 'ligne lue', 'lignes lues')}.`,
    `  ${plural(bilan.crees, 'vœu créé', 'vœux créés')}, ${plural(bilan.modifies, 'modifié', 'modifiés')}${
      bilan.deplaces > 0 ? ` (dont ${plural(bilan.deplaces, 'déplacé', 'déplacés')})` : ''
    }, ${plural(bilan.inchanges, 'inchangé', 'inchangés')}, ${plural(bilan.retires, 'retiré', 'retirés')}.`,
    `  ${plural(bilan.invalides, 'ligne invalide', 'lignes invalides')}, ${plural(bilan.ignores, 'ignorée', 'ignorées')}, ${plural(bilan.echecs, 'en échec', 'en échec')}.`,
  ];
  if (bilan.recensement > 0) {
    lines.push(`  ${plural(bilan.recensement, 'ligne de recensement', 'lignes de recensement')}, à part.`);
  }
  if (bilan.conserves > 0) {
    lines.push(
      `  ${plural(bilan.conserves, 'vœu connu gardé tel quel', 'vœux connus gardés tels quels')} (ligne invalide, ignorée ou en échec).`,
    );
  }
  if (bilan.sans_relation > 0) {
    lines.push(`  ${plural(bilan.sans_relation, 'vœu', 'vœux')} sans SIRET : transmis à personne.`);
  }
  lines.push(...uselessOverwrites(bilan.remplacements_inutiles));
  if (bilan.extraction === null) lines.push('Rien n’a changé.');
  for (const { relation, genre, total, ajoutes, modifies, retires } of bilan.relations) {
    const kind = genre === 'premiere' ? 'première liste' : 'mise à jour';
    lines.push(`  ${relation} : ${kind}, ${plural(total, 'vœu', 'vœux')} (+${ajoutes}, ~${modifies}, −${retires})`);
  }
  if (bilan.nombre_anomalies > 0) {
    lines.push(`${plural(bilan.nombre_anomalies, 'anomalie', 'anomalies')} :`);
    for (const { ligne, champ, type } of anomalies) lines.push(`  ligne ${ligne} : ${champ}, ${type}`);
    const hidden = bilan.nombre_anomalies - anomalies.length;
    if (hidden > 0) lines.push(`  … et ${plural(hidden, 'autre', 'autres')} (toutes avec --json)`);
  }
  return `${lines.join('\n')}\n`;
}
