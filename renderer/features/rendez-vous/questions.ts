import type { Channel } from '../../../shared/contract/ipc/index.ts';

/** What an entry or an event about the agenda makes stale. */
export const agendaQuestions: readonly Channel[] = [
  'agenda:periode',
  'agenda:liste',
  'agenda:creneau',
  'agenda:choix',
  'agenda:compteurs',
  'agenda:absents',
];
