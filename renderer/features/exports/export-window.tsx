import { Button, Radio } from '@mantine/core';
import { IconExternalLink, IconFileExport, IconLock, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { type FormatExport, formatExport, type Portee } from '../../../shared/contract/ipc/exports.ts';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import styles from './export-window.module.css';
import { avertissement, connexionAide, formats, phraseCandidats, phraseRefus, pinAide, sansLigne } from './textes.ts';
import { useExport } from './use-export.ts';

/** What is exported, in which form, and what it means; the work then runs in the bar, whatever the screen. */
export const ExportWindow = ({
  portee,
  sujet,
  onClose,
}: {
  portee: Portee;
  /** Whose people they are: the name of a list, « sélection »… */
  sujet?: string;
  onClose: () => void;
}) => {
  useFocusBack();
  const [format, setFormat] = useState<FormatExport>('ypareo');
  const { preparation, erreur, etape, start, giveUpSignIn, sansServeur, lock } = useExport(portee, format, onClose);
  const mustSignIn = preparation?.connexionRequise === true;
  const inBrowser = etape === 'navigateur';
  return (
    <Window titre="Exporter" size={560} opened onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!(mustSignIn && sansServeur)) start();
        }}
      >
        <p className={styles.sujet} role="status">
          {sujet !== undefined && <span>{sujet}</span>}
          <b>{preparation === null ? '' : phraseCandidats(preparation)}</b>
        </p>
        <Radio.Group
          aria-label="Format du fichier"
          value={format}
          onChange={(value) => {
            const chosen = formatExport.safeParse(value);
            if (chosen.success) setFormat(chosen.data);
          }}
        >
          <div className={styles.formats}>
            {formats.map(({ format: value, titre, aide }) => (
              <Radio
                key={value}
                value={value}
                size="xs"
                label={titre}
                description={aide}
                disabled={etape !== 'choix'}
                className={styles.format ?? ''}
                classNames={{ description: styles.aide ?? '' }}
                {...(value === format ? { 'data-autofocus': true } : {})}
              />
            ))}
          </div>
        </Radio.Group>
        {preparation?.candidats === 0 && <Notice tone="warn">{sansLigne}</Notice>}
        <p className={styles.avertissement}>
          <IconShieldLock size={16} stroke={1.8} aria-hidden />
          <span>{avertissement}</span>
        </p>
        {mustSignIn && !inBrowser && <Notice tone="info">{sansServeur ? pinAide : connexionAide}</Notice>}
        {inBrowser && (
          <Notice
            tone="info"
            action={
              <Button size="compact-sm" variant="default" onClick={giveUpSignIn}>
                Ne plus attendre
              </Button>
            }
          >
            La suite est dans le navigateur. Une fois la connexion faite, l’export continue ici.
          </Notice>
        )}
        {erreur !== null && <Notice tone="bad">{phraseRefus(erreur, sansServeur)}</Notice>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            Fermer
          </Button>
          {mustSignIn && sansServeur && (
            <Button leftSection={<IconLock size={16} aria-hidden />} onClick={lock}>
              Verrouiller
            </Button>
          )}
          {!inBrowser && !(mustSignIn && sansServeur) && (
            <Button
              type="submit"
              loading={etape === 'fichier'}
              disabled={preparation === null}
              leftSection={
                mustSignIn ? <IconExternalLink size={16} aria-hidden /> : <IconFileExport size={16} aria-hidden />
              }
            >
              {mustSignIn ? 'Se connecter et continuer' : 'Choisir où enregistrer'}
            </Button>
          )}
        </div>
      </form>
    </Window>
  );
};
