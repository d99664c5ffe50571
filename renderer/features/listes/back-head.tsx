import { Button, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { focusUnlessTyping, useIntents } from '../../keyboard/use-intents.ts';
import { useReglages } from '../desk/reglages.tsx';
import styles from './back-head.module.css';

/** The head of a page that one opens from the lists: the way back, its title, what it is about, its own tools. */
export const BackHead = ({
  titre,
  place,
  sujet,
  onBack,
  children,
}: {
  titre: string;
  /** Given where the title takes the focus when the page opens. */
  place?: RefObject<HTMLHeadingElement | null>;
  sujet?: ReactNode;
  onBack: () => void;
  children?: ReactNode;
}) => (
  <header className={styles.head}>
    <Tooltip label="Revenir aux listes : Échap">
      <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
        Listes
      </Button>
    </Tooltip>
    <div className={styles.title}>
      <h1 {...(place === undefined ? {} : { ref: place, tabIndex: -1 })}>{titre}</h1>
      {sujet}
    </div>
    {children}
  </header>
);

/** A page to be read: its title takes the focus, Échap goes back. */
export const useBackPage = (onBack: () => void): RefObject<HTMLHeadingElement | null> => {
  const { reglages } = useReglages();
  const titre = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusUnlessTyping(titre.current), []);
  useIntents(reglages.raccourcisUneTouche, (intent) => {
    if (intent.do !== 'leave') return false;
    onBack();
    return true;
  });
  return titre;
};
