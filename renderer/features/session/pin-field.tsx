import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { digitMeant, isPin, onlyDigits, pinLength } from './pin.ts';
import styles from './pin-field.module.css';

export const PinField = ({
  label,
  description,
  value,
  error = null,
  focused = false,
  disabled = false,
  onChange,
  onComplete,
}: {
  label: string;
  description?: string;
  value: string;
  error?: string | null;
  focused?: boolean;
  disabled?: boolean;
  onChange: (value: string) => void;
  /** Called once with the six digits. */
  onComplete?: (value: string) => void;
}) => {
  const take = (text: string): void => {
    const next = onlyDigits(text);
    onChange(next);
    if (isPin(next) && next !== value) onComplete?.(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const digit = digitMeant(event);
    if (digit === null || disabled) return;
    event.preventDefault();
    take(event.currentTarget.value + digit);
  };
  return (
    <TextInput
      label={label}
      description={description}
      error={error}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      autoFocus={focused}
      // Disabled, it would lose the focus to nobody, and the next try would be typed into the void.
      readOnly={disabled}
      maxLength={pinLength}
      value={value}
      classNames={{ input: styles.input ?? '' }}
      onKeyDown={onKeyDown}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
};
