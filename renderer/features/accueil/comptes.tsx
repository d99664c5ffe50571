import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { keyLabel } from '../../keyboard/keys.ts';
import { nombre } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useReglages } from '../desk/reglages.tsx';
import styles from './comptes.module.css';
import { retardMots } from './textes.ts';

/** A count that leads where its people are. */
export interface Compte {
  cle: string;
  nombre: number;
  /** More than that: nobody counted further. */
  plus?: boolean;
  mot: string;
  enRetard: number;
  ton: 'accent' | 'warn' | 'bad' | 'text';
  ouvrir: () => void;
}

/** Each opens by the digit of its place. Late ones are said in words beside an icon. */
export const Comptes = ({ comptes }: { comptes: readonly Compte[] }) => {
  const { reglages } = useReglages();
  return (
    <ul className={styles.comptes} aria-label="À faire">
      {comptes.map((un, index) => {
        const touche = keyLabel(String(index + 1), reglages.raccourcisUneTouche);
        return (
          <li key={un.cle}>
            <Tooltip label={`${un.mot} : ${touche}`}>
              <button
                type="button"
                className={styles.compte}
                data-ton={un.nombre > 0 ? un.ton : undefined}
                onClick={un.ouvrir}
              >
                <span className={styles.nombre}>{un.plus === true ? `${nombre(un.nombre)} +` : nombre(un.nombre)}</span>
                <span className={styles.mot}>
                  <span>{un.mot}</span>
                  <IconArrowRight size={15} stroke={1.8} aria-hidden />
                </span>
                {un.enRetard > 0 && (
                  <span className={styles.retard}>
                    <IconAlertTriangle size={14} stroke={2} aria-hidden />
                    {retardMots(un.enRetard)}
                  </span>
                )}
                <span className={styles.touche}>
                  <KeyHint touche={touche} />
                </span>
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
};
