import type { Camera } from './camera.ts';
import type { DemoServer } from './demo-server.ts';
import type { Poste } from './poste.ts';
import type { TourReport } from './report.ts';

/** What every part of the tour works with. */
export interface Tour {
  /** Everything the tour writes but the captures. */
  workFolder: string;
  server: DemoServer;
  camera: Camera;
  report: TourReport;
  /** Opens another PC; it is closed at the end whatever happens. */
  addPoste(name: string, options: readonly string[], env?: NodeJS.ProcessEnv): Promise<Poste>;
}

export const lea = { nom: 'Léa M.', pin: '246810' } as const;
export const karim = { nom: 'Karim B.', pin: '135791' } as const;
export const ines = { nom: 'Inès R.', pin: '864209' } as const;
export const firstPosteName = 'Accueil-1';
export const secondPosteName = 'Accueil-2';
