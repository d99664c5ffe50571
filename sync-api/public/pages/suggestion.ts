/** Mail domains of French families, most used first. A list of ours is enough: a rare domain is simply not suggested. */
export const domainesCourants: readonly string[] = [
  'gmail.com',
  'orange.fr',
  'hotmail.fr',
  'hotmail.com',
  'outlook.fr',
  'outlook.com',
  'free.fr',
  'sfr.fr',
  'laposte.net',
  'wanadoo.fr',
  'yahoo.fr',
  'yahoo.com',
  'live.fr',
  'icloud.com',
  'bbox.fr',
  'msn.com',
  'neuf.fr',
  'protonmail.com',
  'proton.me',
];

/**
 * The address that was probably meant: the nearest known domain, at most two slips away (letters left out, added,
 * changed, or two swapped), never for a domain that is known. Null when there is nothing to say.
 *
 * The page runs this very function in the browser (its text is served, see scripts.ts): it must use nothing but its own
 * parameters.
 */
export function suggererCourriel(courriel: string, domaines: readonly string[]): string | null {
  const arobase = courriel.lastIndexOf('@');
  const domaine = courriel
    .slice(arobase + 1)
    .trim()
    .toLowerCase();
  if (arobase < 1 || domaine.length < 3 || domaines.includes(domaine)) return null;
  const ecart = (saisi: string, connu: string): number => {
    let avant: number[] = [];
    let ligne = Array.from({ length: connu.length + 1 }, (_, rang) => rang);
    for (let i = 1; i <= saisi.length; i += 1) {
      const suivante = [i];
      for (let j = 1; j <= connu.length; j += 1) {
        const change = saisi[i - 1] === connu[j - 1] ? 0 : 1;
        let cout = Math.min((ligne[j] ?? 0) + 1, (suivante[j - 1] ?? 0) + 1, (ligne[j - 1] ?? 0) + change);
        const croise = i > 1 && j > 1 && saisi[i - 1] === connu[j - 2] && saisi[i - 2] === connu[j - 1];
        if (croise) cout = Math.min(cout, (avant[j - 2] ?? 0) + 1);
        suivante.push(cout);
      }
      avant = ligne;
      ligne = suivante;
    }
    return ligne[connu.length] ?? 0;
  };
  let meilleur: string | null = null;
  let moindre = 3;
  for (const connu of domaines) {
    const distance = ecart(domaine, connu);
    // A short domain two slips away is another domain: free.fr is not sfr.fr.
    if (distance < moindre && distance * 4 <= connu.length) {
      meilleur = connu;
      moindre = distance;
    }
  }
  return meilleur === null ? null : `${courriel.slice(0, arobase)}@${meilleur}`;
}
