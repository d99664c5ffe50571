import { IconPhoneCall } from '@tabler/icons-react';
import styles from './brand.module.css';

export const Brand = ({ large = false }: { large?: boolean }) => (
  <span className={styles.brand} data-large={large || undefined}>
    <span className={styles.mark} aria-hidden>
      <IconPhoneCall size={large ? 24 : 16} stroke={1.9} />
    </span>
    Rappel CFA
  </span>
);
