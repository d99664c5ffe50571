const gmail = new Set(['gmail.com', 'googlemail.com']);

/**
 * What names one mailbox: « ines+a@… » and « ines@… » are the same one nearly everywhere, and Gmail reads no dots.
 * Only compared, never written to.
 *
 * @returns the key, an address in lower case
 */
export const cleDeBoite = (adresse: string): string => {
  const basse = adresse.trim().toLowerCase();
  const arobase = basse.lastIndexOf('@');
  const domaine = basse.slice(arobase + 1);
  const local = basse.slice(0, Math.max(0, arobase));
  const [nu = ''] = local.split('+', 1);
  const gardee = nu === '' ? local : nu;
  return gmail.has(domaine) ? `${gardee.replaceAll('.', '')}@gmail.com` : `${gardee}@${domaine}`;
};
