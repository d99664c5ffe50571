import type { CreneauSaisi } from '../../../shared/contract/ipc/agenda.ts';
import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { quandEnMots } from '../../textes/agenda.ts';
import { compte } from '../../textes/pluriel.ts';

type Mot = (saisie: CreneauSaisi, fuseau: string, now: number) => string;

const offreMots: Mot = ({ offre }) => {
  if (offre === null) return 'pas proposé en ligne';
  const pour =
    offre.formations.length === 0
      ? 'toutes les formations'
      : compte(offre.formations.length, 'formation', 'formations');
  return `proposé en ligne, ${pour}, ${compte(offre.origines.length, 'site', 'sites')}`;
};

/** What a créneau says, in the order in which one asks: each is told only where versions differ. */
const champs: readonly Mot[] = [
  (saisie, fuseau, now) => quandEnMots({ debut: saisie.debut, fin: saisie.fin, fuseau }, now),
  ({ genre }) => libelleGenre[genre],
  ({ capacite }) => compte(capacite, 'place', 'places'),
  ({ listeAttente }) => (listeAttente ? 'avec liste d’attente' : 'sans liste d’attente'),
  ({ titre }) => (titre === null ? 'sans titre' : `« ${titre} »`),
  ({ lieu }) => lieu ?? 'sans lieu',
  ({ lien }) => lien ?? 'sans lien de visioconférence',
  ({ consigne }) => (consigne === null ? 'sans consigne' : `consigne : ${consigne}`),
  offreMots,
];

/** What one version says and another does not; everything it says of its hours when they are otherwise the same. */
export const ecartsEnMots = (
  saisie: CreneauSaisi,
  autres: readonly CreneauSaisi[],
  fuseau: string,
  now: number,
): string => {
  const mots = champs.flatMap((mot) => {
    const ici = mot(saisie, fuseau, now);
    return autres.some((autre) => mot(autre, fuseau, now) !== ici) ? [ici] : [];
  });
  return (mots.length === 0 ? champs.slice(0, 1).map((mot) => mot(saisie, fuseau, now)) : mots).join(', ');
};
