// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, its options are active descendants
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useClock } from '../../clock.tsx';
import { type ChoixOperateur, trouveChoix } from './choix-operateur.ts';
import styles from './lot-window.module.css';

/** Letters typed further apart begin another word. */
const typeAheadMs = 900;

/** To whom: the arrows and the first letters choose, the focus stays on the list; Entrée is what the caller makes of it. */
export const OperateurList = ({
  label,
  choix,
  chosen,
  onChoose,
  onConfirm,
  autoFocus = true,
}: {
  label: string;
  choix: readonly ChoixOperateur[];
  /** Its place in `choix`. */
  chosen: number;
  onChoose: (index: number) => void;
  onConfirm: (index: number) => void;
  autoFocus?: boolean;
}) => {
  const clock = useClock();
  const base = useId();
  const typed = useRef({ text: '', at: 0 });
  const box = useRef<HTMLDivElement>(null);
  // At once: the window gives the focus a moment later, and Entrée may be the very next key.
  useLayoutEffect(() => {
    if (autoFocus) box.current?.focus();
  }, [autoFocus]);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    const last = choix.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, chosen + 1),
      ArrowUp: Math.max(0, chosen - 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      onChoose(to);
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) onConfirm(chosen);
      return;
    }
    if (event.ctrlKey || event.key.length !== 1) return;
    const now = clock.now();
    const text = now - typed.current.at > typeAheadMs ? event.key : typed.current.text + event.key;
    typed.current = { text, at: now };
    const found = trouveChoix(choix, text.trim());
    event.preventDefault();
    if (found !== -1) onChoose(found);
  };
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={`${base}-${chosen}`}
      className={styles.liste}
      onKeyDown={onKeyDown}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
    >
      {choix.map(({ id, mot }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list owns the keyboard
        <div
          key={id ?? 'personne'}
          id={`${base}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={styles.option}
          onClick={() => onChoose(index)}
          onDoubleClick={() => onConfirm(index)}
        >
          {mot}
          {index === chosen && <IconCheck size={15} stroke={2} aria-hidden />}
        </div>
      ))}
    </div>
  );
};
