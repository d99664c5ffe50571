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

/** The civil time of an instant (ISO 8601 UTC) in a zone. */
export const heureCivile = (instant: string, fuseau: string): HeureCivile => {
  const parts = new Map(
    formatDe(fuseau)
      .formatToParts(Date.parse(instant))
      .map((part) => [part.type, part.value]),
  );
  const deuxChiffres = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '00';
  return {
    jour: `${(parts.get('year') ?? '').padStart(4, '0')}-${deuxChiffres('month')}-${deuxChiffres('day')}`,
    heure: Number(deuxChiffres('hour')),
    minute: Number(deuxChiffres('minute')),
  };
};

/**
 * The instant of a civil time in a zone. In the hour that spring skips it gives the hour after the jump; in the one
 * that autumn repeats, the first.
 */
export const instantCivil = ({ jour, heure, minute }: HeureCivile, fuseau: string): string => {
  const vise = Date.parse(`${jour}T00:00:00.000Z`) + (heure * 60 + minute) * 60_000;
  const ecart = (instant: number): number => {
    const civil = heureCivile(new Date(instant).toISOString(), fuseau);
    const lu = Date.parse(`${civil.jour}T00:00:00.000Z`) + (civil.heure * 60 + civil.minute) * 60_000;
    return lu - Math.floor(instant / 60_000) * 60_000;
  };
  const jourMs = 86_400_000;
  const candidats = [ecart(vise - jourMs), ecart(vise + jourMs)].map((decalage) => vise - decalage);
  const exacts = candidats.filter((instant) => instant + ecart(instant) === vise);
  const choisi = exacts.length > 0 ? Math.min(...exacts) : Math.max(...candidats);
  return new Date(choisi).toISOString();
};

/** What time it is for the family when it is `instant` here: « il est 07 h 12 chez la famille ». */
export const heureChezLaFamille = (instant: string, codePostal: string | null): HeureCivile & { fuseau: string } => {
  const fuseau = fuseauDuCodePostal(codePostal);
  return { ...heureCivile(instant, fuseau), fuseau };
};
