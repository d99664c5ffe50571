import { type ComptesListe, type GenreComparaison, genreComparaison } from '../../../shared/contract/ipc/listes.ts';
import { nombre } from '../../textes/pluriel.ts';
import styles from './comparaison.module.css';
import { genreTextes } from './textes.ts';

/** Which changes are shown, with how many people each; a genre of nobody is not offered. */
export const Genres = ({
  comptes,
  chosen,
  onChoose,
}: {
  comptes: ComptesListe | undefined;
  chosen: GenreComparaison | null;
  onChoose: (genre: GenreComparaison | null) => void;
}) => {
  const offered = genreComparaison.options.filter((genre) => genre === chosen || comptes?.[genre] !== 0);
  const choices: readonly { genre: GenreComparaison | null; mot: string; count: number | undefined }[] = [
    { genre: null, mot: 'Tous', count: comptes?.tous },
    ...offered.map((genre) => ({ genre, mot: genreTextes[genre], count: comptes?.[genre] })),
  ];
  return (
    <div className={styles.genres} role="toolbar" aria-label="Genre de changement">
      {choices.map(({ genre, mot, count }) => (
        <button
          key={mot}
          type="button"
          className={styles.chip}
          aria-pressed={genre === chosen}
          onClick={() => onChoose(genre)}
        >
          {mot}
          {count !== undefined && ` · ${nombre(count)}`}
        </button>
      ))}
    </div>
  );
};
