import {
  IconAlertTriangle,
  IconCalendarEvent,
  IconHome,
  IconInbox,
  IconListDetails,
  IconPhone,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAsk } from '../../ask.tsx';
import { nombre } from '../../textes/pluriel.ts';
import { useFinsQuiPassent } from '../agenda/use-agenda.ts';
import { useCompteFile } from '../appels/use-compte.ts';
import { useHeureQuiPasse } from '../demandes/use-inbox.ts';
import { transmissionsConnues } from '../listes/textes.ts';
import styles from './navigation.module.css';
import type { Screen } from './screens.tsx';

/** Whether something was transmitted since Listes was last looked at on this poste. */
const useNews = (): boolean => {
  const cartes = useAsk('listes:cartes', {}).data?.cartes;
  const vues = useAsk('reglages:lire', {}).data?.listesVues;
  return cartes !== undefined && vues !== undefined && transmissionsConnues(cartes) > vues;
};

/** Late ones by an icon and a word, not by a colour alone. */
const Retard = ({ depassees }: { depassees: number }) => (
  <span className={styles.retard}>
    <IconAlertTriangle size={13} stroke={2} aria-hidden />
    {nombre(depassees)} en retard
  </span>
);

/** What the agenda waits for, in words; null when it waits for nothing. */
const attenduMots = ({ aNoter, aReconfirmer }: { aNoter: number; aReconfirmer: number }): string | null => {
  const mots = [
    ...(aNoter > 0 ? [`${nombre(aNoter)} à noter`] : []),
    ...(aReconfirmer > 0 ? [`${nombre(aReconfirmer)} à reconfirmer`] : []),
  ];
  return mots.length === 0 ? null : mots.join(', ');
};

/** « 12 », « 1 000 + » where the queue is longer than what is counted. */
const nombreDeFile = ({ aAppeler, plus }: { aAppeler: number; plus: boolean }): string =>
  plus ? `${nombre(aAppeler)} +` : nombre(aAppeler);

/** Screens of later versions are absent, not disabled. Synchronisation is reached from the status bar. */
export const Navigation = ({
  screen,
  sansServeur,
  onScreen,
}: {
  screen: Screen;
  /** Nobody can write to a poste alone: it has no inbox. */
  sansServeur: boolean;
  onScreen: (screen: Screen) => void;
}) => {
  const total = useAsk('candidats:compteurs', {}).data?.total;
  const { portee, compte: appels } = useCompteFile();
  const demandes = useAsk('demandes:compteurs', {}, !sansServeur).data;
  const agenda = useAsk('agenda:compteurs', {}, !sansServeur).data;
  const attendu = agenda === undefined ? null : attenduMots(agenda);
  useHeureQuiPasse();
  useFinsQuiPassent();
  const hasNews = useNews();
  const item = (to: Screen, icon: ReactNode, mot: string, end: ReactNode, under: ReactNode = null) => (
    <button
      type="button"
      className={styles.item}
      aria-current={screen === to ? 'page' : undefined}
      onClick={() => onScreen(to)}
    >
      {icon}
      <span className={styles.mot}>
        {mot}
        {under}
      </span>
      {end}
    </button>
  );
  return (
    <nav className={styles.nav} aria-label="Écrans">
      {item('accueil', <IconHome size={18} stroke={1.7} aria-hidden />, 'Accueil', null)}
      {item(
        'appels',
        <IconPhone size={18} stroke={1.7} aria-hidden />,
        'Appels',
        appels !== undefined && (
          <span className={styles.count}>
            {nombreDeFile(appels)}
            {portee === 'moi' && <span className="visually-hidden"> à appeler par moi</span>}
          </span>
        ),
      )}
      {item(
        'candidats',
        <IconUsers size={18} stroke={1.7} aria-hidden />,
        'Candidats',
        total !== undefined && <span className={styles.count}>{nombre(total)}</span>,
      )}
      {!sansServeur &&
        item(
          'demandes',
          <IconInbox size={18} stroke={1.7} aria-hidden />,
          'Demandes',
          demandes !== undefined && <span className={styles.count}>{nombre(demandes.ouvertes)}</span>,
          demandes !== undefined && demandes.depassees > 0 && <Retard depassees={demandes.depassees} />,
        )}
      {!sansServeur &&
        item(
          'agenda',
          <IconCalendarEvent size={18} stroke={1.7} aria-hidden />,
          'Agenda',
          null,
          attendu !== null && <span className={styles.attendu}>{attendu}</span>,
        )}
      {item(
        'listes',
        <IconListDetails size={18} stroke={1.7} aria-hidden />,
        'Listes',
        hasNews && (
          <span className={styles.news} title="Une liste est arrivée">
            <span className="visually-hidden">, une liste est arrivée</span>
          </span>
        ),
      )}
      {item('equipe', <IconUsersGroup size={18} stroke={1.7} aria-hidden />, 'Équipe', null)}
    </nav>
  );
};
