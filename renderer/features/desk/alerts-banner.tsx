import { CloseButton } from '@mantine/core';
import { useAsk } from '../../ask.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReglages } from './reglages.tsx';

/** As many as a poste remembers having put away. */
const remembered = 50;

/** What the server tells this account, one line each above the desk, until it is put away or ends. */
export const AlertsBanner = () => {
  const { reglages, ecrire } = useReglages();
  const alertes = useAsk('alertes:lire', {}).data?.alertes ?? [];
  const shown = alertes.filter(({ cle }) => !reglages.alertesVues.includes(cle));
  return shown.map(({ cle, message }) => (
    <Notice
      key={cle}
      tone="warn"
      action={
        <CloseButton
          size="sm"
          c="inherit"
          aria-label="Masquer cette alerte"
          onClick={() => void ecrire({ alertesVues: [...reglages.alertesVues, cle].slice(-remembered) })}
        />
      }
    >
      {message}
    </Notice>
  ));
};
