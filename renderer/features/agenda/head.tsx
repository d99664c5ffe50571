import { Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconCalendarPlus, IconCalendarRepeat, IconRss } from '@tabler/icons-react';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { IconAction } from '../../ui/icon-action.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useReglages } from '../desk/reglages.tsx';
import styles from './page.module.css';
import { sousTitreAgenda } from './textes.ts';
import type { Lieu } from './use-agenda.ts';

/** The two ways to make créneaux. */
export const Creer = ({ onNew, onGenerate }: { onNew: () => void; onGenerate: () => void }) => {
  const { reglages } = useReglages();
  const touche = (key: string): string => keyLabel(key, reglages.raccourcisUneTouche);
  return (
    <div className={styles.actions}>
      <Tooltip label={`Nouveau créneau : ${touche('N')}`}>
        <Button
          size="xs"
          fz="sm"
          leftSection={<IconCalendarPlus size={15} stroke={1.8} aria-hidden />}
          rightSection={<KeyHint touche={touche('N')} quiet />}
          onClick={onNew}
        >
          Nouveau créneau
        </Button>
      </Tooltip>
      <Tooltip label={`Générer une série de créneaux : ${touche('G')}`}>
        <Button
          size="xs"
          fz="sm"
          variant="default"
          leftSection={<IconCalendarRepeat size={15} stroke={1.8} aria-hidden />}
          rightSection={<KeyHint touche={touche('G')} />}
          onClick={onGenerate}
        >
          Générer une série
        </Button>
      </Tooltip>
    </div>
  );
};

export const AgendaHead = ({
  compteurs,
  lieux,
  flux,
  onFlux,
  onNew,
  onGenerate,
  onAbonnement,
}: {
  compteurs: ResponseOf<'agenda:compteurs'> | undefined;
  lieux: readonly Lieu[];
  flux: string | null;
  onFlux: (flux: string | null) => void;
  onNew: () => void;
  onGenerate: () => void;
  onAbonnement: () => void;
}) => (
  <div className={styles.title}>
    <h1>Agenda</h1>
    <p>{sousTitreAgenda(compteurs)}</p>
    {lieux.length > 1 && (
      <NativeSelect
        size="xs"
        w={184}
        aria-label="Établissement"
        data={[
          { value: '', label: 'Tous les établissements' },
          ...lieux.map((un) => ({ value: un.flux, label: un.nom })),
        ]}
        value={flux ?? ''}
        onChange={(event) => onFlux(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
    )}
    {lieux.length > 0 && (
      <>
        <IconAction label="S’abonner à ces créneaux dans un autre calendrier" onClick={onAbonnement}>
          <IconRss size={17} stroke={1.8} aria-hidden />
        </IconAction>
        <Creer onNew={onNew} onGenerate={onGenerate} />
      </>
    )}
  </div>
);
