import { Button, Menu, Tooltip } from '@mantine/core';
import { IconEraser, IconShieldLock } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { keyLabel } from '../../../keyboard/keys.ts';
import { useIntents } from '../../../keyboard/use-intents.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import type { CandidatsView } from '../view.ts';
import styles from './droits.module.css';
import { EffacerWindow } from './effacer-window.tsx';

/** What a person may ask of her own data (RGPD), out of the way of the calls. « Ne plus contacter » is said in a call. */
export const Droits = ({
  fiche,
  view,
  hasKeys,
  onErased,
}: {
  fiche: Fiche;
  view: CandidatsView;
  /** False while something is being typed about her: she is not erased in the middle of it. */
  hasKeys: boolean;
  onErased: () => void;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const [opened, setOpened] = useState(false);
  const [erases, setErases] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useIntents(single, (intent) => {
    if (intent.do !== 'rights' || !hasKeys) return false;
    // At the end of a long sheet: a menu of what is out of sight is not drawn.
    button.current?.scrollIntoView({ block: 'nearest' });
    setOpened(true);
    return true;
  });
  return (
    <div className={styles.droits}>
      <Menu
        opened={opened}
        onChange={setOpened}
        position="top-end"
        shadow="md"
        withInitialFocusPlaceholder={false}
        transitionProps={{ duration: 0 }}
      >
        <Menu.Target>
          <Tooltip label={`Droits de la personne sur ses données : ${keyLabel('Y', single)}`} disabled={opened}>
            <Button
              ref={button}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconShieldLock size={15} stroke={1.8} aria-hidden />}
              rightSection={<KeyHint touche={keyLabel('Y', single)} quiet />}
              disabled={!hasKeys}
            >
              Droits
            </Button>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown aria-label="Droits de la personne">
          <Menu.Item
            data-autofocus
            leftSection={<IconEraser size={15} stroke={1.8} aria-hidden />}
            onClick={() => setErases(true)}
          >
            Effacer ses données…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {erases && <EffacerWindow fiche={fiche} view={view} onClose={() => setErases(false)} onErased={onErased} />}
    </div>
  );
};
