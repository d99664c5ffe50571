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
  /** How many questions there are; the usual ones without this. */
  etapes?: number;
  /** Words a refusal otherwise than everywhere else. */
  phrase?: (code: ErrorCode) => string;
  erreur?: ErrorCode | null;
  pied?: ReactNode;
  onSubmit?: () => void;
  children: ReactNode;
}

const steps = 4;
/** Without a server there is no first sync to wait for. */
export const etapesSansServeur = 3;

/** One question a page (SCREENS, First run). */
export const StepPage = ({
  titre,
  aide,
  etape,
  etapes = steps,
  phrase = phraseErreur,
  erreur = null,
  pied,
  onSubmit,
  children,
}: StepPageProps) => {
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
              {Array.from({ length: etapes }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: fixed dots
                <i key={index} data-done={index < etape || undefined} />
              ))}
            </span>
            Étape {etape} sur {etapes}
          </p>
        )}
        <h1 className={styles.titre}>{titre}</h1>
        {aide !== undefined && <p className={styles.aide}>{aide}</p>}
        {erreur !== null && <Notice tone="bad">{phrase(erreur)}</Notice>}
        <div className={styles.corps}>{children}</div>
      </form>
      {pied !== undefined && <div className={styles.pied}>{pied}</div>}
    </main>
  );
};
