import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import styles from './reglages.module.css';
import { ReglagesPanel } from './reglages-panel.tsx';

/** Settings of this poste, from the top bar or from the palette. */
export const ReglagesButton = ({
  opened,
  onOpened,
  onKeys,
  onFenetre,
}: {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onKeys: () => void;
  onFenetre: (fenetre: 'modeles' | 'libelles') => void;
}) => {
  /** A window takes the keys: the panel it was opened from goes first. */
  const leaveFor = (open: () => void) => (): void => {
    onOpened(false);
    open();
  };
  return (
    <Popover
      position="bottom-end"
      width={340}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      opened={opened}
      onChange={onOpened}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Tooltip label="Réglages de ce poste">
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            aria-label="Réglages de ce poste"
            onClick={() => onOpened(!opened)}
          >
            <IconSettings size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Réglages de ce poste" className={styles.panneau ?? ''}>
        <ReglagesPanel
          onKeys={leaveFor(onKeys)}
          onModeles={leaveFor(() => onFenetre('modeles'))}
          onLibelles={leaveFor(() => onFenetre('libelles'))}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
