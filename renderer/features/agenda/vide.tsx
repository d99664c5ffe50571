import { IconCalendarEvent } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import empty from '../candidats/empty.module.css';
import styles from './page.module.css';
import { videTextes } from './textes.ts';
import type { Vue } from './view.ts';

/** Nothing in a list: why, and the next step. */
export const Vide = ({ vue, action }: { vue: Exclude<Vue, 'absents'>; action: ReactNode }) => {
  const { titre, aide, peutCreer } = videTextes[vue];
  return (
    <div className={empty.empty}>
      <IconCalendarEvent size={34} stroke={1.3} aria-hidden />
      <div role="status">
        <h2>{titre}</h2>
        <p>{aide}</p>
      </div>
      {peutCreer && action}
    </div>
  );
};

/** Nothing this week: said above its free hours, which stay to be pressed. */
export const SemaineVide = ({ canCreate }: { canCreate: boolean }) => (
  <p className={styles.vide} role="status">
    <b>{videTextes.semaine.titre}</b>
    {canCreate && <span>{videTextes.semaine.aide}</span>}
  </p>
);

/** No site where one may make a créneau. */
export const SansLieu = () => (
  <div className={empty.empty} role="status">
    <IconCalendarEvent size={34} stroke={1.3} aria-hidden />
    <h2>Pas encore d’agenda</h2>
    <p>
      Un créneau appartient à un établissement suivi avec tous ses droits. L’agenda s’ouvre dès que ce compte en reçoit
      un.
    </p>
  </div>
);
