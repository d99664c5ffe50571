import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isTextField } from '../../keyboard/use-intents.ts';
import { type ContactDraft, nouveauContact } from './contact.ts';
import { numeroColle } from './numero.ts';

export interface QuiAppelle {
  isOpen: boolean;
  texte: string;
  setTexte: (texte: string) => void;
  /** Who is being added; null while one searches. Kept while the window is closed. */
  contact: ContactDraft | null;
  setContact: (contact: ContactDraft | null) => void;
  /** Opens it as it was left. */
  open: () => void;
  /** Opens it on this number. */
  ask: (numero: string) => void;
  close: () => void;
  /** Starts adding somebody, from what was searched, in the list that served last. */
  add: () => void;
  /** It has served: the next one starts empty. */
  reset: (flux?: string) => void;
}

/** « Qui m'appelle ? » : held by the desk, so that no screen, no sheet and no begun call knows of it. */
export const useQuiAppelle = (): QuiAppelle => {
  const [isOpen, setOpen] = useState(false);
  const [texte, setTexte] = useState('');
  const [contact, setContact] = useState<ContactDraft | null>(null);
  const before = useRef<HTMLElement | null>(null);
  /** Where the keys go back to: a begun call, most of the time. */
  const remember = useCallback(() => {
    const { activeElement } = document;
    if (before.current === null && activeElement instanceof HTMLElement) before.current = activeElement;
  }, []);
  const open = useCallback(() => {
    remember();
    setOpen(true);
  }, [remember]);
  const close = useCallback(() => {
    setOpen(false);
    before.current?.focus();
    before.current = null;
  }, []);
  const ask = useCallback(
    (numero: string) => {
      remember();
      setTexte(numero);
      setContact(null);
      setOpen(true);
    },
    [remember],
  );
  const dernierFlux = useRef<string | null>(null);
  const add = useCallback(() => setContact(nouveauContact(texte, dernierFlux.current)), [texte]);
  const reset = useCallback((flux?: string) => {
    if (flux !== undefined) dernierFlux.current = flux;
    before.current = null;
    setTexte('');
    setContact(null);
    setOpen(false);
  }, []);

  useEffect(() => {
    const hear = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isTextField(event.target)) return;
      const numero = numeroColle(event.clipboardData?.getData('text/plain') ?? '');
      if (numero === null) return;
      event.preventDefault();
      ask(numero);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  }, [ask]);

  return useMemo(
    () => ({ isOpen, texte, setTexte, contact, setContact, open, ask, close, add, reset }),
    [isOpen, texte, contact, open, ask, close, add, reset],
  );
};
