import { expect, test } from 'vitest';
import { suitesEffacement } from '../../../renderer/features/candidats/sheet/droits-textes.ts';
import { ficheFictive, id } from './messages-exemples.ts';

const serveur = id(20);
const local = `local:${id(21)}`;

/** Everything that is said before somebody of these lists is erased. */
const dit = (...listes: string[]): string => {
  const [dossier] = ficheFictive().dossiers;
  if (dossier === undefined) throw new Error('The example has no dossier.');
  return suitesEffacement({ dossiers: listes.map((flux) => ({ ...dossier, flux })) })
    .map(({ quoi }) => quoi)
    .join('\n');
};

const attend = 'Sans réseau, la demande attend';
const refuse = 'Sans réseau et sans connexion récente, rien n’est effacé.';

test('without a network the demand waits, unless a list imported by hand names the person too', () => {
  expect(dit(serveur)).toContain(attend);
  expect(dit(serveur)).not.toContain(refuse);
  expect(dit(serveur, local)).toContain(refuse);
  expect(dit(serveur, local)).not.toContain(attend);
  expect(dit(local)).not.toContain('Sans réseau');
});
