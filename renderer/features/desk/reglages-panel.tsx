import { Button, NativeSelect, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { IconKeyboard, IconMessage2, IconTags } from '@tabler/icons-react';
import type { Reglages } from '../../../shared/contract/ipc/reglages.ts';
import { useAsk } from '../../ask.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReglages } from './reglages.tsx';

const apparences: { value: Reglages['apparence']; label: string }[] = [
  { value: 'systeme', label: 'Système' },
  { value: 'clair', label: 'Clair' },
  { value: 'sombre', label: 'Sombre' },
];
const densites: { value: Reglages['densite']; label: string }[] = [
  { value: 'confortable', label: 'Confortable' },
  { value: 'compacte', label: 'Compacte' },
];
const protocoles: readonly { value: Reglages['protocoleTelephone']; label: string }[] = [
  { value: 'tel', label: 'Téléphone de l’ordinateur (tel)' },
  { value: 'callto', label: 'Skype, Teams (callto)' },
  { value: 'sip', label: 'Téléphone sur IP (sip)' },
];

/** A setting that is on or off; said in one line, and written at once. */
const OnOff = ({
  cle,
  label,
  description,
}: {
  cle: 'raccourcisUneTouche' | 'composerEnAppelant' | 'notifierRappels' | 'resterEnVeille' | 'raccourciGlobal';
  label: string;
  description: string;
}) => {
  const { reglages, ecrire } = useReglages();
  return (
    <Switch
      label={label}
      description={description}
      checked={reglages[cle]}
      onChange={(event) => void ecrire({ [cle]: event.currentTarget.checked })}
    />
  );
};

/** Asked of the shell each time the setting changes: another program may have these keys. */
const RaccourciGlobal = () => {
  const shell = useAsk('systeme:poste', {}).data;
  return (
    <>
      <OnOff
        cle="raccourciGlobal"
        label="Ctrl Alt Q ouvre « Qui m’appelle ? »"
        description="Même quand une autre fenêtre est devant."
      />
      {shell?.raccourci === 'pris' && (
        <Notice tone="warn">
          Un autre programme utilise déjà Ctrl Alt Q : ce raccourci ne fonctionne pas sur ce poste.
        </Notice>
      )}
    </>
  );
};

const Veille = () => {
  const { reglages } = useReglages();
  const shell = useAsk('systeme:poste', {}).data;
  return (
    <>
      <OnOff
        cle="resterEnVeille"
        label="Rester en veille"
        description="Fermer la fenêtre garde l’application près de l’heure ; son menu permet de la quitter."
      />
      {reglages.resterEnVeille && shell?.zone === 'absente' && (
        <Notice tone="warn">
          Ce poste n’a pas de zone de notification : fermer la fenêtre quitte l’application, comme avant.
        </Notice>
      )}
    </>
  );
};

export const ReglagesPanel = ({
  onKeys,
  onModeles,
  onLibelles,
}: {
  onKeys: () => void;
  onModeles: () => void;
  onLibelles: () => void;
}) => {
  const { reglages, ecrire } = useReglages();
  return (
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
      <OnOff
        cle="raccourcisUneTouche"
        label="Raccourcis à une touche"
        description="Sinon, chaque lettre et chaque chiffre demande Ctrl."
      />
      <OnOff
        cle="composerEnAppelant"
        label="Composer le numéro en appelant"
        description="La touche A passe le numéro au téléphone de l’ordinateur."
      />
      <NativeSelect
        size="xs"
        label="Composer avec"
        data={[...protocoles]}
        value={reglages.protocoleTelephone}
        onChange={(event) => {
          const choisi = protocoles.find(({ value }) => value === event.currentTarget.value);
          if (choisi !== undefined) void ecrire({ protocoleTelephone: choisi.value });
        }}
      />
      <OnOff
        cle="notifierRappels"
        label="Signaler les rappels promis"
        description="Une notification, sans aucun nom, à l’heure d’un rappel promis par l’équipe."
      />
      <Veille />
      <RaccourciGlobal />
      <Stack gap={6}>
        <Button variant="default" leftSection={<IconMessage2 size={16} aria-hidden />} onClick={onModeles}>
          Modèles de messages
        </Button>
        <Button variant="default" leftSection={<IconTags size={16} aria-hidden />} onClick={onLibelles}>
          Noms des issues
        </Button>
        <Button
          variant="default"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection={<KeyHint touche={keyLabel('?', reglages.raccourcisUneTouche)} />}
          onClick={onKeys}
        >
          Toutes les touches
        </Button>
      </Stack>
    </Stack>
  );
};
