import type { FormEvent, ReactNode } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Brand } from '../../ui/brand.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './step-page.module.css';

export interface StepPageProps {
  titre: string;
  aide?: string;
  /** Place among the first-run questions, from 1; none outside the first run. */
  etape?: number;
  erreur?: ErrorCode | null;
  pied?: ReactNode;
  onSubmit?: () => void;
  children: ReactNode;
}

const steps = 4;

/** One question a page (SCREENS, First run). */
export const StepPage = ({ titre, aide, etape, erreur = null, pied, onSubmit, children }: StepPageProps) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <Brand large />
      </div>
      <form className={styles.card} onSubmit={submit} noValidate>
        {etape !== undefined && (
          <p className={styles.etape}>
            <span className={styles.dots} aria-hidden>
              {Array.from({ length: steps }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: four fixed dots
                <i key={index} data-done={index < etape || undefined} />
              ))}
            </span>
            Étape {etape} sur {steps}
          </p>
        )}
        <h1 className={styles.titre}>{titre}</h1>
        {aide !== undefined && <p className={styles.aide}>{aide}</p>}
        {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
        <div className={styles.corps}>{children}</div>
      </form>
      {pied !== undefined && <div className={styles.pied}>{pied}</div>}
    </main>
  );
};
