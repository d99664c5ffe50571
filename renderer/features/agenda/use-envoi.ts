import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ErrorCode, Result } from '../../../shared/contract/errors.ts';
import { agendaQuestions } from '../rendez-vous/questions.ts';

/** One write at a time, and why it was refused, beside what was typed. */
export const useEnvoi = (): {
  erreur: ErrorCode | null;
  isSending: boolean;
  envoyer: <T>(ask: () => Promise<Result<T>>, done: (value: T) => void) => Promise<void>;
} => {
  const queries = useQueryClient();
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const [isSending, setSending] = useState(false);
  const envoyer = useCallback(
    async <T>(ask: () => Promise<Result<T>>, done: (value: T) => void): Promise<void> => {
      setSending(true);
      setErreur(null);
      const answer = await ask();
      setSending(false);
      // A place that was typed is known from now on.
      for (const channel of [...agendaQuestions, 'agenda:lieux'])
        void queries.invalidateQueries({ queryKey: [channel] });
      if (answer.ok) done(answer.value);
      else setErreur(answer.error.code);
    },
    [queries],
  );
  return { erreur, isSending, envoyer };
};
