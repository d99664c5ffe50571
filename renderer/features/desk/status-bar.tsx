import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLock, IconUserShare } from '@tabler/icons-react';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { phraseSynchro } from '../synchro/phrase.ts';
import { useGardees } from '../synchro/use-gardees.ts';
import type { Screen } from './screens.tsx';
import styles from './status-bar.module.css';

/** One sentence; a press opens Synchronisation. Two keys, O then Entrée, hand the poste to a colleague. */
export const StatusBar = ({
  session,
  screen,
  operateurShown,
  onOperateurShown,
  onOpen,
  onLock,
  onChange,
}: {
  session: SessionEtat;
  screen: Screen;
  operateurShown: boolean;
  onOperateurShown: (shown: boolean) => void;
  onOpen: () => void;
  onLock: () => void;
  onChange: () => void;
}) => {
  const synchro = useAsk('synchro:etat', {});
  const infos = useAsk('systeme:infos', {});
  const now = useNow(15_000);
  const gardees = useGardees();
  const line = synchro.data === undefined ? null : phraseSynchro(synchro.data, now, gardees);
  return (
    <footer className={styles.bar}>
      <Tooltip label={screen === 'synchro' ? 'Revenir aux candidats' : 'Ouvrir Synchronisation'}>
        <button type="button" className={styles.phrase} aria-expanded={screen === 'synchro'} onClick={onOpen}>
          <i className={styles.dot} data-ton={line?.ton ?? 'occupe'} aria-hidden />
          <span role="status">{line?.phrase ?? ''}</span>
        </button>
      </Tooltip>
      <span className={styles.space} />
      {session.poste !== null && <span className={styles.detail}>poste : {session.poste}</span>}
      {session.operateur !== null && (
        <Menu
          position="top-end"
          shadow="md"
          width={250}
          opened={operateurShown}
          onChange={onOperateurShown}
          withInitialFocusPlaceholder={false}
          transitionProps={{ duration: 0 }}
        >
          <Menu.Target>
            <UnstyledButton className={styles.operateur ?? ''} aria-label={`Opérateur : ${session.operateur.nom}`}>
              {session.operateur.nom}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              data-autofocus
              leftSection={<IconUserShare size={16} aria-hidden />}
              rightSection={<KeyHint touche="O puis Entrée" />}
              onClick={onChange}
            >
              Changer
            </Menu.Item>
            <Menu.Item
              leftSection={<IconLock size={16} aria-hidden />}
              rightSection={<KeyHint touche="Ctrl L" />}
              onClick={onLock}
            >
              Verrouiller
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {infos.data !== undefined && <span className={styles.detail}>v{infos.data.version}</span>}
    </footer>
  );
};
