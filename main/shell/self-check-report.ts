import type { Etape, SelfCheckResult, StepResult } from './self-check.ts';

/** What the process that reports knows by itself. */
export interface Surroundings {
  version: string;
  electron: string;
  chrome: string;
  /** Which process hosts the core; null when the file that says so cannot be read. */
  hote: 'utilitaire' | 'node' | null;
  plateforme: string;
}

/** `--json`: one object on one line; the names are part of what docs/deploiement.md promises. */
export const jsonReport = (result: SelfCheckResult, surroundings: Surroundings): string =>
  `${JSON.stringify({
    ok: result.ok,
    etape: result.etapes.find(({ resultat }) => resultat === 'mauvais')?.etape ?? null,
    ...surroundings,
    node: result.facts.node ?? null,
    sqlite: result.facts.sqlite ?? null,
    chiffrement: result.facts.chiffrement ?? null,
    trousseau: result.facts.trousseau ?? null,
    etapes: result.etapes,
  })}\n`;

const names: Record<Etape, string> = {
  noyau: 'Processus des données',
  base: 'Base de données',
  chiffrement: 'Chiffrement du fichier',
  recherche: 'Recherche',
  coffre: 'Coffre à phrase secrète',
  trousseau: 'Trousseau du système',
  page: 'Page',
};

const keychains: Readonly<Record<string, string>> = {
  present: 'présent',
  absent: 'absent, une phrase secrète sera demandée',
  muet: 'sans réponse, une phrase secrète sera demandée',
};

const resultText = ({ resultat, dureeMs, cause }: StepResult): string => {
  if (resultat === 'non-fait') return 'non fait';
  return resultat === 'bon' ? `bon (${dureeMs} ms)` : `échec (${cause ?? 'INATTENDU'})`;
};

const unknown = 'inconnu';

const hosts = { utilitaire: 'processus d’Electron', node: 'Node désigné à l’empaquetage' } as const;

/** For people: a line per step, the versions, and one last line that says it all. */
export const textReport = (result: SelfCheckResult, surroundings: Surroundings): string => {
  const { version, electron, chrome, hote, plateforme } = surroundings;
  const { node = unknown, sqlite = unknown, chiffrement = unknown, trousseau } = result.facts;
  const failed = result.etapes.find(({ resultat }) => resultat === 'mauvais');
  return [
    `Rappel CFA ${version} : vérification de l’installation`,
    ...result.etapes.map((step) => `  ${`${names[step.etape]} `.padEnd(26, '.')} ${resultText(step)}`),
    `  Electron ${electron}, Chromium ${chrome}, ${plateforme}`,
    `  Données : Node ${node} (${hote === null ? 'processus inconnu' : hosts[hote]})`,
    `  SQLite ${sqlite} (${chiffrement})`,
    ...(trousseau === undefined ? [] : [`  Trousseau : ${keychains[trousseau] ?? trousseau}`]),
    failed === undefined
      ? 'Installation vérifiée.'
      : `Installation défectueuse : échec à l’étape « ${failed.etape} » (${failed.cause ?? 'INATTENDU'}).`,
    '',
  ].join('\n');
};
