import { type CandidatFiltres, type Tri, tri } from '../../../shared/contract/ipc/candidats.ts';
import { nomsMetropole, prenoms } from '../../../tools/demo/noms.ts';
import { type BenchPoste, granted } from '../poste.ts';

/** What people ask of a list, by family: each is called as the page calls it. */
export const families = ['sorted pages', 'filtered pages', 'searches', 'counts', 'logging a call'] as const;
export type Family = (typeof families)[number];

export interface Question {
  name: string;
  family: Family;
  /** @returns how many lines came back */
  ask(): number;
}

/** As many lines as the page asks for. */
const limite = 100;

interface Asked {
  sort?: Tri;
  sens?: 'croissant' | 'decroissant';
  filtres?: CandidatFiltres;
  recherche?: string;
  apres?: string | null;
}

export const readPage = (
  { candidats }: BenchPoste,
  { sort = 'nom', sens = 'croissant', filtres = {}, recherche = '', apres = null }: Asked,
) => granted(candidats['candidats:liste']({ tri: sort, sens, filtres, recherche, apres, limite }));

/** The cursor of the page in the middle of the list, found once by walking to it. */
function middleOf(poste: BenchPoste): string | null {
  const { total } = granted(poste.candidats['candidats:compteurs']({}));
  let apres: string | null = null;
  for (let seen = 0; seen < total / 2; seen += limite) apres = readPage(poste, { apres }).suite;
  return apres;
}

const nom = nomsMetropole[0] ?? '';
/** Texts of which the seeded people hold some; the digits are part of a phone. */
const searches = {
  'a name': nom,
  'a name and a first name': `${nom} ${prenoms[0]}`,
  'part of a phone': '98 12 3',
  'two words': 'fourneaux cuisine',
  'one letter': 'm',
  nobody: 'zzyzx',
} as const;

/** A message left for one of them, written as the page has it written. */
export const logCall = ({ actes, random }: BenchPoste, dossiers: readonly string[]): void => {
  const corps = { sens: 'emis', numero: '+33639981202', interlocuteur: 'responsable', disposition: 'MESSAGE' };
  const dossier = random.pick(dossiers);
  granted(actes['actes:enregistrer']({ saisies: [{ dossier, type: 'appel', corps, vues: {} }] }));
};

/** @param operateur one who has people assigned  @param dossiers those to log a call for */
export function questionsFor(poste: BenchPoste, operateur: string, dossiers: readonly string[]): Question[] {
  const options = granted(poste.candidats['candidats:options']({}));
  const formation = [options.formations[0] ?? ''];
  const filters: Record<string, CandidatFiltres> = {
    'to call now': { aAppeler: true },
    late: { enRetard: true },
    'to settle': { aDepartager: true },
    situation: { situation: ['MESSAGE_LAISSE'] },
    'new in the last list': { nouveaute: ['nouveau'] },
    'assigned to nobody': { affecteA: 'personne' },
    'assigned to one': { affecteA: operateur },
    formation: { formation },
    accueil: { accueil: [options.accueils[0]?.cle ?? ''] },
    flux: { flux: [poste.relation.id] },
    'a formation, to call now': { formation, aAppeler: true },
  };
  const page = (family: Family, name: string, asked: Asked): Question => ({
    name,
    family,
    ask: () => readPage(poste, asked).lignes.length,
  });
  const count = (name: string, { filtres = {}, recherche = '' }: Asked): Question => ({
    name,
    family: 'counts',
    ask: () => {
      granted(poste.candidats['candidats:total']({ filtres, recherche }));
      return 0;
    },
  });
  return [
    ...tri.options.map((sort) => page('sorted pages', `sorted by ${sort}`, { sort })),
    page('sorted pages', 'sorted by nom, from the end', { sens: 'decroissant' }),
    page('sorted pages', 'sorted by nom, in the middle', { apres: middleOf(poste) }),
    ...Object.entries(filters).map(([name, filtres]) => page('filtered pages', `filter: ${name}`, { filtres })),
    ...Object.entries(searches).map(([name, recherche]) => page('searches', `search: ${name}`, { recherche })),
    {
      name: 'counters',
      family: 'counts',
      ask: () => {
        granted(poste.candidats['candidats:compteurs']({}));
        return 0;
      },
    },
    count('total of everybody', {}),
    count('total of a filter', { filtres: { formation } }),
    count('total of a search', { recherche: searches['a name'] }),
    {
      name: 'logging a call',
      family: 'logging a call',
      ask: () => {
        logCall(poste, dossiers);
        return 0;
      },
    },
  ];
}
