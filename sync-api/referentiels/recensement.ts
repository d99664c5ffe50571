/**
 * « Recensement » offers belong to no real CFA: a rectorat or an orientation service holds the place of one, so that
 * pupils can say that they look for a contract. Their vœux are delivered to nobody and counted apart
 * (facts/voeux-affelnet 1.2, 14). The generic SIRET, the generic UAI and the four types are those of the public code of
 * mission-apprentissage/voeux-affelnet.
 */
export const siretRecensement = '99999999999999';
export const uaiRecensement = '0000000A';

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, ' ')
    .trim();

/** Exact labels of the source; the last one is written with an apostrophe and with a space. */
const typesAdministratifs = new Set(
  [
    'SERVICE ACAD ET CENTRES INFO ET ORIENTAT',
    'RECTORAT ET SERVICES RECTORAUX',
    "SERVICES DEPARTEMENTAUX DE L'EN",
    'SERVICES DEPARTEMENTAUX DE L EN',
  ].map(fold),
);

/** Whether the type of an établissement (`LIBELLE_TYPE_ETABLISSEMENT`) is a service of the State, never a CFA. */
export const estTypeAdministratif = (type: string | null): boolean =>
  type !== null && typesAdministratifs.has(fold(type));

/**
 * Accueil UAI that stood for recensement offers in the last relation files seen. The list ages: it sets a line apart
 * only when the line names no complete couple, so that it can never silence a real CFA.
 */
export const uaisRecensement: ReadonlySet<string> = new Set([
  '0089999A',
  '0109999P',
  '0119999J',
  '0130178Y',
  '0249999N',
  '0309999F',
  '0311762X',
  '0339999P',
  '0349999J',
  '0409999B',
  '0440087F',
  '0479999N',
  '0489999H',
  '0529999L',
  '0649999W',
  '0669999K',
  '0679999E',
  '0689999Z',
  '0690133V',
  '0899999K',
]);
