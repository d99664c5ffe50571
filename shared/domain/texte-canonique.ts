/**
 * JSON with sorted keys: the same value written by another version of the program gives the same text. What is
 * `undefined` is left out of an object.
 *
 * @returns JSON text without spaces, `null` for what JSON cannot say
 */
export const texteCanonique = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(texteCanonique).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${texteCanonique(inner)}`).join(',')}}`;
};
