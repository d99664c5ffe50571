import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from '../candidats/saisie/strip.module.css';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { demandeDesTouches } from '../demandes/panel.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { useDonner } from './donner.tsx';
import { estActif, etatMots } from './etats.ts';

/**
 * In the strip of a call that ended in a meeting: which créneau, while the family is still on the line. Whoever has no
 * use for it records the call as ever, without one key more.
 */
export const ApresAppel = ({ fiche, now }: { fiche: Fiche; now: number }) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const { donner, peutDonner } = useDonner();
  const prochain = fiche.rendezVous.find((rdv) => estActif(rdv) && Date.parse(rdv.fin) > now);
  if (!peutDonner && prochain === undefined) return null;
  return (
    <div className={styles.line}>
      <span className={styles.label}>Créneau</span>
      {prochain !== undefined && (
        <span className={styles.next}>
          {debutDuSite(prochain, now)} · {etatMots(prochain, now, fuseauDuPoste()).mot.toLocaleLowerCase('fr')}
        </span>
      )}
      {peutDonner && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCalendarPlus size={15} stroke={1.8} aria-hidden />}
          rightSection={<KeyHint touche={keyLabel('H', single)} quiet />}
          onClick={() => donner({ demande: demandeDesTouches(fiche.demandes), remplace: null })}
        >
          {prochain === undefined ? 'Choisir le créneau' : 'En choisir un autre'}
        </Button>
      )}
    </div>
  );
};
