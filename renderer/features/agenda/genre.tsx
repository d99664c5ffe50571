import { IconDoorEnter, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { GenreCreneau } from '../../../shared/domain/agenda/creneaux.ts';
import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import styles from './genre.module.css';

const icons = { entretien: IconUser, reunion: IconUsersGroup, portes_ouvertes: IconDoorEnter } as const;

/** What a créneau is for, by a drawing; its word stands beside it or in the name of what holds it. */
export const GenreIcon = ({ genre, size = 14 }: { genre: GenreCreneau; size?: number }) => {
  const Icon = icons[genre];
  return <Icon size={size} stroke={1.9} aria-hidden className={styles.icon} />;
};

export const GenreMot = ({ genre }: { genre: GenreCreneau }) => (
  <span className={styles.mot} data-genre={genre}>
    <GenreIcon genre={genre} size={13} />
    {libelleGenre[genre]}
  </span>
);
