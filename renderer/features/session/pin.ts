export const pinLength = 6;
export const isPin = (text: string): boolean => /^[0-9]{6}$/.test(text);
export const onlyDigits = (text: string): string => text.replace(/[^0-9]/g, '').slice(0, pinLength);

/**
 * The digit that a key stands for when the layout gives something else: on AZERTY the upper row types « & é " »
 * without Shift, and nobody thinks of Shift at a lock. null when the key already types a digit, or is none.
 */
export const digitMeant = (press: { key: string; code: string; ctrlKey: boolean; altKey: boolean }): string | null => {
  if (press.ctrlKey || press.altKey || /^[0-9]$/.test(press.key)) return null;
  return /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1] ?? null;
};
