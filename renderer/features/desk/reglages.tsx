import { ActionIcon, Button, Popover, SegmentedControl, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconKeyboard, IconSettings } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { Reglages } from '../../../shared/contract/ipc/reglages.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useSaisies } from '../saisies/saisies.tsx';

/** What the desk does before the file has answered. */
const initial: Reglages = {
  apparence: 'systeme',
  raccourcisUneTouche: true,
  densite: 'confortable',
  composerEnAppelant: false,
  listesVues: 0,
  colonnes: ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'],
  porteeFile: 'tous',
  protocoleTelephone: 'tel',
  notifierRappels: true,
  resterEnVeille: false,
  raccourciGlobal: false,
  alertesVues: [],
};

export const useReglages = (): { reglages: Reglages; ecrire: (change: Partial<Reglages>) => Promise<void> } => {
  const answer = useAsk('reglages:lire', {});
  const bridge = useBridge();
  const remember = useRemember();
  const { say } = useSaisies();
  const ecrire = useCallback(
    async (change: Partial<Reglages>): Promise<void> => {
      const written = await bridge.invoke('reglages:ecrire', change);
      if (written.ok) remember('reglages:lire', {}, written.value);
      else say(phraseErreur(written.error.code));
    },
    [bridge, remember, say],
  );
  return { reglages: answer.data ?? initial, ecrire };
};

const apparences: { value: Reglages['apparence']; label: string }[] = [
  { value: 'systeme', label: 'Système' },
  { value: 'clair', label: 'Clair' },
  { value: 'sombre', label: 'Sombre' },
];
const densites: { value: Reglages['densite']; label: string }[] = [
  { value: 'confortable', label: 'Confortable' },
  { value: 'compacte', label: 'Compacte' },
];

export const ReglagesButton = ({ onKeys }: { onKeys: () => void }) => {
  const { reglages, ecrire } = useReglages();
  return (
    <Popover position="bottom-end" width={310} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Tooltip label="Réglages de ce poste">
          <ActionIcon variant="subtle" color="gray" c="inherit" aria-label="Réglages de ce poste">
            <IconSettings size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Réglages de ce poste">
        <Stack gap="md">
          <Stack gap={4}>
            <Text fz="xs" fw={600} c="dimmed">
              Apparence
            </Text>
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label="Apparence"
              data={apparences}
              value={reglages.apparence}
              onChange={(apparence) => void ecrire({ apparence })}
            />
          </Stack>
          <Stack gap={4}>
            <Text fz="xs" fw={600} c="dimmed">
              Lignes de la liste
            </Text>
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label="Lignes de la liste"
              data={densites}
              value={reglages.densite}
              onChange={(densite) => void ecrire({ densite })}
            />
          </Stack>
          <Switch
            label="Raccourcis à une touche"
            description="Sinon, chaque lettre et chaque chiffre demande Ctrl."
            checked={reglages.raccourcisUneTouche}
            onChange={(event) => void ecrire({ raccourcisUneTouche: event.currentTarget.checked })}
          />
          <Switch
            label="Composer le numéro en appelant"
            description="La touche A passe le numéro au téléphone de l’ordinateur."
            checked={reglages.composerEnAppelant}
            onChange={(event) => void ecrire({ composerEnAppelant: event.currentTarget.checked })}
          />
          <Button
            variant="default"
            leftSection={<IconKeyboard size={16} aria-hidden />}
            rightSection={<KeyHint touche="?" />}
            onClick={onKeys}
          >
            Toutes les touches
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
