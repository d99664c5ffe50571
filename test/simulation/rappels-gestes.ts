import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import type { Scene } from './rappels-scene.ts';

/** What people write in the scenes of the table of concurrent edits; the heads that they saw are added by the scene. */

export type Written = Omit<Saisie, 'vues'>;

/** Two of the team that no poste has ever heard of: their ids are shown. */
export const lea = '3d0f6a51-7c1e-4b7a-9a44-0c5be2f1d001';
export const karim = '3d0f6a51-7c1e-4b7a-9a44-0c5be2f1d002';

export const note = (dossier: string, texte: string): Written => ({ dossier, type: 'note', corps: { texte } });

/** « Rappelez plus tard » : somebody was reached, and nothing came of it. */
export const callLater = (dossier: string): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'RAPPELER' },
});

export const hold = (dossier: string, operateur: string): Written => ({
  dossier,
  type: 'affectation',
  corps: { operateur },
});

export const plan = (
  { world }: Scene,
  dossier: string,
  { hours, qui = null }: { hours: number; qui?: string | null },
): Written => {
  const le = new Date(world.clock.nowMs + hours * 3_600_000).toISOString();
  return { dossier, type: 'prochaine-action', corps: { quoi: 'rappeler', le, precision: 'heure', qui } };
};
