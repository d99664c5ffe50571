import { type ComptesListe, type GenreComparaison, genreComparaison } from '../../../shared/contract/ipc/listes.ts';
import { Chips } from '../../ui/chips.tsx';
import { genreTextes } from './textes.ts';

/** Which changes are shown, with how many people each. */
export const Genres = ({
  comptes,
  chosen,
  onChoose,
}: {
  comptes: ComptesListe | undefined;
  chosen: GenreComparaison | null;
  onChoose: (genre: GenreComparaison | null) => void;
}) => (
  <Chips
    label="Genre de changement"
    chosen={chosen}
    onChoose={onChoose}
    chips={[
      { valeur: null, mot: 'Tous', compte: comptes?.tous },
      ...genreComparaison.options.map((genre) => ({
        valeur: genre,
        mot: genreTextes[genre],
        compte: comptes?.[genre],
      })),
    ]}
  />
);
