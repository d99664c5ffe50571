/**
 * Civil time of a site or of a family. The overseas zones never change their clocks and metropolitan France does, so
 * the gap moves twice a year: everything goes through the IANA zone, nothing through an offset.
 */
export const fuseauParDefaut = 'Europe/Paris';

const fuseauParPrefixe: Readonly<Record<string, string>> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '984': 'Indian/Kerguelen',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea',
};

/** The IANA zone of a French postcode (users-and-rules 1.3); Europe/Paris when it names no overseas territory. */
export const fuseauDuCodePostal = (codePostal: string | null): string =>
  fuseauParPrefixe[(codePostal ?? '').trim().slice(0, 3)] ?? fuseauParDefaut;

export interface HeureCivile {
  /** YYYY-MM-DD */
  jour: string;
  heure: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const formatDe = (fuseau: string): Intl.DateTimeFormat => {
  const connu = formats.get(fuseau);
  if (connu !== undefined) return connu;
  const options = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
  } as const;
  const format = new Intl.DateTimeFormat('en-US', {
    ...options,
    timeZone: estFuseau(fuseau) ? fuseau : fuseauParDefaut,
  });
  formats.set(fuseau, format);
  return format;
};

/** Whether this machine knows the IANA zone; an unknown one is read as Europe/Paris. */
export const estFuseau = (fuseau: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: fuseau }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Clocks change on a quarter of an hour of UTC, so the gap of one is asked once: Intl is slow and folds ask a lot. */
const quartMs = 15 * 60_000;
const ecarts = new Map<string, number>();
const ecartsGardes = 20_000;

/** Civil time minus UTC, in milliseconds, at an instant (epoch milliseconds). */
const ecart = (ms: number, fuseau: string): number => {
  const quart = Math.floor(ms / quartMs);
  const cle = `${quart} ${fuseau}`;
  const connu = ecarts.get(cle);
  if (connu !== undefined) return connu;
  const parts = new Map(
    formatDe(fuseau)
      .formatToParts(quart * quartMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const lu = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const civil = Date.UTC(lu('year'), lu('month') - 1, lu('day'), lu('hour'), lu('minute'));
  const trouve = civil - quart * quartMs;
  if (ecarts.size >= ecartsGardes) ecarts.clear();
  ecarts.set(cle, trouve);
  return trouve;
};

/** The civil time of an instant (ISO 8601 UTC) in a zone. */
export const heureCivile = (instant: string, fuseau: string): HeureCivile => {
  const ms = Date.parse(instant);
  const civil = new Date(ms + ecart(ms, fuseau));
  return { jour: civil.toISOString().slice(0, 10), heure: civil.getUTCHours(), minute: civil.getUTCMinutes() };
};

/**
 * The instant of a civil time in a zone. In the hour that spring skips it gives the hour after the jump; in the one
 * that autumn repeats, the first.
 */
export const instantCivil = ({ jour, heure, minute }: HeureCivile, fuseau: string): string => {
  const vise = Date.parse(`${jour}T00:00:00.000Z`) + (heure * 60 + minute) * 60_000;
  const jourMs = 86_400_000;
  const candidats = [vise - jourMs, vise + jourMs].map((autour) => vise - ecart(autour, fuseau));
  const exacts = candidats.filter((instant) => instant + ecart(instant, fuseau) === vise);
  const choisi = exacts.length > 0 ? Math.min(...exacts) : Math.max(...candidats);
  return new Date(choisi).toISOString();
};

/** What time it is for the family when it is `instant` here: « il est 07 h 12 chez la famille ». */
export const heureChezLaFamille = (instant: string, codePostal: string | null): HeureCivile & { fuseau: string } => {
  const fuseau = fuseauDuCodePostal(codePostal);
  return { ...heureCivile(instant, fuseau), fuseau };
};
