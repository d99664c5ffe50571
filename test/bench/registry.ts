import type { Bench } from './measure.ts';

/** One part of the benchmark, loaded only in the process that runs it: no part pays for the code of another. */
export interface Part {
  /** What `--seul` takes; the same as the Bench's own. */
  name: string;
  /** Heading and first sentences of its section in docs/performance.md. */
  title: string;
  about: string;
  /** Runs an Electron: on Linux it gets a display, a message bus and a keychain of its own. */
  needsDesktop: boolean;
  load(): Promise<Bench>;
}

export const parts: readonly Part[] = [
  {
    name: 'premiere-synchro',
    title: 'First sync',
    about:
      'A new poste receives everything: encrypted, everybody listed and searchable at the end. Against PouchDB, WatermelonDB and bare inserts of the same rows; memory of the core meanwhile.',
    needsDesktop: false,
    load: async () => (await import('./sync/premiere-synchro.ts')).premiereSynchro,
  },
  {
    name: 'envoi',
    title: 'Sending 10,000 calls',
    about:
      'Calls logged offline leave in one run, against PouchDB replicating as many documents of the same size to express-pouchdb.',
    needsDesktop: false,
    load: async () => (await import('./push/envoi.ts')).envoi,
  },
  {
    name: 'listes',
    title: 'Lists, search and logging, by the number of people',
    about:
      'What a page, a search, a counter or a saved call costs in a file of 20,000 people, held against what it costs in one of 1,000. 100,000 is told.',
    needsDesktop: false,
    load: async () => (await import('./listes/index.ts')).listes,
  },
  {
    name: 'saisie',
    title: 'Logging a call while a list arrives',
    about:
      'Another 100,000 rows come in after the first sync, folded and searchable as they come, while somebody logs calls, opens pages and searches.',
    needsDesktop: false,
    load: async () => (await import('./saisie-pendant-reception.ts')).saisie,
  },
  {
    name: 'exports',
    title: 'Exports',
    about:
      'Everybody leaves in one file: for the software of the CFA, for Excel as CSV, and as a sheet. Read from one view of an encrypted file, with the memory of the core meanwhile.',
    needsDesktop: false,
    load: async () => (await import('./exports/index.ts')).exports,
  },
  {
    name: 'import-national',
    title: 'Importing a national extraction',
    about:
      'The command of the operator reads, compares and applies the list of the whole country into the encrypted file of a server that goes on serving. Against bare inserts of the same rows, and against a tenth of the list.',
    needsDesktop: false,
    load: async () => (await import('./import/index.ts')).importNational,
  },
  {
    name: 'import-main',
    title: 'Importing a file by hand',
    about:
      'The file of a CFA of 100,000 rows is read, compared, applied to a list of this poste and read again, with the memory of the core and the longest time a command waits meanwhile.',
    needsDesktop: false,
    load: async () => (await import('./import-main/index.ts')).importMain,
  },
  {
    name: 'accueil',
    title: 'Demandes, from the form to the inbox',
    about:
      'Generated requests to every public route of the intake, which may fail at none; then what it costs to take one more deposit, and to read the inbox of a poste, when 20,000 demandes were made, held against 1,000.',
    needsDesktop: false,
    load: async () => (await import('./accueil/index.ts')).accueil,
  },
  {
    name: 'agenda',
    title: 'Agenda, by the number of réservations',
    about:
      'What one more booking, its cancelling, a week and a créneau with everybody cost with 5,000 réservations of 1,000 créneaux, held against 100 of 20.',
    needsDesktop: false,
    load: async () => (await import('./agenda/index.ts')).agenda,
  },
  {
    name: 'appels',
    title: 'The queue, by the number of people',
    about:
      'What the page of the queue, its counters and a logged call with its next action cost in a file of 20,000 people, held against what they cost in one of 1,000.',
    needsDesktop: false,
    load: async () => (await import('./appels/index.ts')).appels,
  },
  {
    name: 'demarrage',
    title: 'Opening the application',
    about:
      'From the start of the process to a painted page that a person can use, against an empty window of the same Electron, both started the same way.',
    needsDesktop: true,
    load: async () => (await import('./demarrage/index.ts')).demarrage,
  },
  {
    name: 'taille',
    title: 'Size of the packed application',
    about: 'The folder that `npm run package` makes, against the Electron that it holds. Nothing is promised of it.',
    needsDesktop: false,
    load: async () => (await import('./taille.ts')).taille,
  },
];
