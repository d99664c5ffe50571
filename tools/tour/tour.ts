import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from '../electron-runtime.ts';
import { createCamera } from './camera.ts';
import type { Tour } from './context.ts';
import { startDemoServer } from './demo-server.ts';
import { visitAgenda } from './part-agenda.ts';
import { comeBack, visitSecondPoste } from './part-back-online.ts';
import { visitCandidats } from './part-candidats.ts';
import { visitDemandes } from './part-demandes.ts';
import { visitEquipe } from './part-equipe.ts';
import { firstRun } from './part-first-run.ts';
import { workAlone } from './part-import-main.ts';
import { visitInterruptions } from './part-interruptions.ts';
import { visitJournee } from './part-journee.ts';
import { visitListes } from './part-listes.ts';
import { workOffline } from './part-offline.ts';
import { visitPersonnes } from './part-personnes.ts';
import { visitSorties } from './part-sorties.ts';
import { createPoste, type Poste } from './poste.ts';
import { emptyReport, type TourReport } from './report.ts';

export interface TourOptions {
  runtime: ElectronRuntime;
  /** For everything but the captures; the caller removes it. */
  workFolder: string;
  /** Screenshots and rapport.json. */
  captureFolder: string;
  say(line: string): void;
}

/** A machine may be slow and busy; what never comes is said all the same. */
const defaultTimeoutMs = 45_000;

/** Drives the real app against the real server. Never throws for what it finds: the report tells. */
export const runTour = async ({ runtime, workFolder, captureFolder, say }: TourOptions): Promise<TourReport> => {
  const report = emptyReport();
  const camera = await createCamera(captureFolder);
  const postes: Poste[] = [];
  const startedAt = performance.now();
  let current = 'démarrage du serveur';

  const step = async <T>(name: string, action: () => Promise<T>): Promise<T> => {
    current = name;
    const from = performance.now();
    const result = await action();
    const dureeMs = Math.round(performance.now() - from);
    report.etapes.push({ etape: name, duree_ms: dureeMs });
    say(`  ${name} (${(dureeMs / 1000).toFixed(1)} s)`);
    return result;
  };

  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  let server: Awaited<ReturnType<typeof startDemoServer>> | null = null;
  try {
    const started = await step(current, () => startDemoServer({ folder: join(workFolder, 'serveur'), lists: 1 }));
    server = started;
    report.campagne = started.campagne;
    const tour: Tour = {
      workFolder,
      server: started,
      camera,
      report,
      async addPoste(name, options, env) {
        const poste = await createPoste({
          folder: join(workFolder, name),
          options,
          ...(env === undefined ? {} : { env }),
          defaultTimeoutMs,
        });
        postes.push(poste);
        return poste;
      },
    };
    const first = await step('première ouverture, connexion par le navigateur', () => firstRun(tour));
    const { electron, application } = await first.launched().app.evaluate(({ app }) => ({
      electron: process.versions.electron ?? '',
      application: app.getVersion(),
    }));
    Object.assign(report, { electron, application, electron_source: runtime.source, coeur: runtime.coreHost });
    await step('candidats : liste, fiche, filtres, recherche', () => visitCandidats(tour, first));
    await step('dix appels hors ligne', () => workOffline(tour, first));
    await step('retour du serveur et seconde liste', () => comeBack(tour, first));
    await step('listes : cartes, changements, troisième liste', () => visitListes(tour, first));
    await step('exports et feuille d’appel', () => visitSorties(tour, first));
    const second = await step('second poste', () => visitSecondPoste(tour, first));
    await step('demandes : accueil, réponse hors ligne, lien personnel', () => visitDemandes(tour, first));
    await step('une personne, une famille, qui m’appelle', () => visitPersonnes(tour, first));
    await step('agenda : créneaux, présence, réservation en ligne', () => visitAgenda(tour, first));
    await step('journée : accueil, file d’appels, palette', () => visitJournee(tour, first));
    await step('équipe, vues, gestes groupés, messages', () => visitEquipe(tour, first));
    await step('interruptions', () => visitInterruptions(tour, second));
    await step('poste sans serveur : import à la main, rattachement', () => workAlone(tour));
    await step('fermeture', async () => {
      for (const poste of postes) await poste.close();
      await started.close();
    });
    report.resultat = 'reussi';
  } catch (error) {
    report.echec = { etape: current, raison: error instanceof Error ? error.message : 'unknown' };
    for (const [index, poste] of postes.entries()) {
      await poste.lookBeforeLeaving(join(captureFolder, `echec-poste-${index + 1}.png`));
      await poste.kill();
    }
    server?.thaw();
    await server?.kill();
  }
  report.captures = camera.taken;
  report.duree_ms = Math.round(performance.now() - startedAt);
  await writeFile(join(captureFolder, 'rapport.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
};
