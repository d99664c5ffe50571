import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDemandesHandlers } from '../../../main/core/demandes/handlers.ts';
import type { DemandeLigne, DossierLigne } from '../../../shared/contract/lignes.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import { Seeded } from '../../simulation/seeded.ts';
import { type BenchPoste, fillPoste, granted } from '../poste.ts';
import { personneDe } from './personnes.ts';

/** The inbox of a poste: everybody asked once, the last ones are still to be answered. */
export interface BenchBoite {
  /** « 20,000 demandes, 300 of them open » */
  name: string;
  questions: { name: string; ask(): void }[];
  close(): void;
}

const nowMs = Date.parse('2026-06-24T09:30:00.000Z');
const dayMs = 86_400_000;
const limite = 100;

function* demandeRows(demandes: number, open: number): Generator<PullRow> {
  const random = new Seeded(11);
  for (let rank = 0; rank < demandes; rank += 1) {
    const { nom, prenom, telephone, courriel } = personneDe(rank);
    const [dossier, demande] = [random.uuid(), random.uuid()];
    const isOpen = rank >= demandes - open;
    // What is open came during the last days; the rest spreads over the campagne.
    const ageMs = Math.floor(random.fraction() * (isOpen ? 4 : 120) * dayMs);
    const who: DossierLigne = {
      ine: null,
      nom,
      prenom,
      prenoms_autres: [],
      adresse: { lignes: [], code_postal: null, ville: null, pays: null },
      telephones: [{ brut: telephone, e164: telephone, confiance: 'sure', correction: null, origine: 'personnel' }],
      emails: [courriel],
      etablissement_origine: null,
      campagne: 2026,
    };
    const what: DemandeLigne = {
      dossier,
      mode: 'rappel',
      recue_le: new Date(nowMs - ageMs).toISOString(),
      echeance: new Date(nowMs - ageMs + 4 * dayMs).toISOString(),
      etat: isOpen ? 'ouverte' : 'repondue',
      auteur: 'etudiant',
      demandeur: null,
      motifs: ['place'],
      message: 'Avez-vous encore une place pour la rentrée ?',
      ajouts: [],
      souhaits: [],
      origine: 'PARCOURSUP',
      formation: { cle_ministere_educatif: 'banc', intitule: 'CUISINE (CAP)', ville: 'VILLEURBANNE' },
      telephone_cfa: '04 65 71 00 10',
      cfa: 'CFA des Trois Fourneaux',
      territoire: 'metropole',
      courriel_rejete: null,
    };
    yield [2 * rank + 1, 'dossier', dossier, 1, dossier, JSON.stringify(who)];
    yield [2 * rank + 2, 'demande', demande, 1, dossier, JSON.stringify(what)];
  }
}

export async function openBenchBoite(parent: string, demandes: number, open: number): Promise<BenchBoite> {
  const folder = join(parent, `boite-${demandes}-${open}`);
  mkdirSync(folder);
  const rowsOf = () => demandeRows(demandes, open);
  const poste = await fillPoste({ folder, nowMs, operateurs: [], rowsOf, tete: 2 * demandes });
  const handlers = createDemandesHandlers({
    store: poste.store,
    clock: { now: () => nowMs, monotonic: () => performance.now(), sleep: async () => undefined },
    random: poste.random,
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  });
  const { ouvertes } = granted(handlers['demandes:compteurs']({}));
  if (ouvertes !== open) throw new Error(`${ouvertes} demandes of ${open} are in the inbox`);
  return { name: nameOf(demandes, open), questions: questionsOf(handlers), close: () => closed(poste) };
}

const closed = ({ close }: BenchPoste): void => close();
const shown = (count: number): string => count.toLocaleString('en-US');
const nameOf = (demandes: number, open: number): string => `${shown(demandes)} demandes, ${shown(open)} of them open`;

const questionsOf = (handlers: ReturnType<typeof createDemandesHandlers>): BenchBoite['questions'] => [
  ...(['ouvertes', 'terminees'] as const).map((vue) => ({
    name: `page of the inbox, ${vue === 'ouvertes' ? 'to answer' : 'ended'}`,
    ask: () => {
      const { lignes } = granted(handlers['demandes:liste']({ vue, apres: null, limite }));
      if (lignes.length === 0) throw new Error('the inbox is empty');
    },
  })),
  {
    name: 'counters of the inbox',
    ask: () => {
      granted(handlers['demandes:compteurs']({}));
    },
  },
];
