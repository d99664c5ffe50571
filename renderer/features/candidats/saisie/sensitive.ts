import { replier } from '../../../../shared/domain/recherche.ts';

/**
 * Words that rarely belong in a file about a minor (SECURITY: « faits seulement »). Soft: it says so, it never
 * blocks, and it sends nothing anywhere. Whole words or beginnings of words, accents folded.
 */
const themes: readonly { theme: string; mots: readonly string[] }[] = [
  {
    theme: 'santé',
    mots: [
      'malad',
      'handicap',
      'depressi',
      'autis',
      'tdah',
      'dyslexi',
      'hopital',
      'hospitalis',
      'traitement',
      'psych',
      'enceinte',
      'grossesse',
      'cancer',
      'epileps',
      'diabet',
      'asthm',
      'suicid',
      'anorexi',
      'drogue',
      'alcool',
      'addict',
    ],
  },
  {
    theme: 'religion',
    mots: ['religi', 'musulman', 'islam', 'chretien', 'catholi', 'juif', 'juive', 'voile', 'ramadan'],
  },
  {
    theme: 'origine',
    mots: [
      'origine',
      'ethni',
      'arabe',
      'africain',
      'maghreb',
      'gitan',
      'rom',
      'etranger',
      'sans papier',
      'clandestin',
      'immigr',
      'refugie',
    ],
  },
  { theme: 'opinion', mots: ['politiqu', 'syndicat', 'syndiqu', 'gauchiste', 'facho'] },
  {
    theme: 'vie privée',
    mots: ['homosexuel', 'lesbienne', 'gay', 'transgenre', 'divorc', 'battu', 'violence', 'inceste'],
  },
  { theme: 'justice', mots: ['prison', 'condamn', 'casier', 'delinquan', 'police', 'garde a vue', 'juge', 'foyer'] },
  {
    theme: 'jugement',
    mots: ['fainean', 'feignant', 'stupide', 'idiot', 'debile', 'cas social', 'incapable', 'menteu'],
  },
];

/** Short words must stand whole: « rom » is not « Romain ». */
const wholeWordBelow = 5;

const stands = (texte: string, mot: string): boolean => {
  const text = ` ${texte} `;
  return mot.length < wholeWordBelow
    ? text.includes(` ${mot} `) || text.includes(` ${mot}s `)
    : text.includes(` ${mot}`);
};

/** The themes a note seems to touch, in the order above. */
export const sensitiveThemes = (note: string): string[] => {
  const texte = replier(note);
  return themes.filter(({ mots }) => mots.some((mot) => stands(texte, mot))).map(({ theme }) => theme);
};

export const sensitivePhrase = (found: readonly string[]): string | null =>
  found.length === 0
    ? null
    : `Cette note semble toucher à : ${found.join(', ')}. N’y laisser que des faits utiles à l’appel.`;
