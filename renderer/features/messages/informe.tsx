import { Button, Tooltip } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { dossierPrincipal, saisie } from '../candidats/saisie/builders.ts';
import { nomDe } from '../rapprochements/textes.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { refusDe } from './contexte.ts';
import styles from './informe.module.css';

/**
 * Whether the family was told where its data come from, which the law asks at the first contact (users-and-rules 2.3);
 * said on the phone, it is noted here.
 */
export const Informe = ({ fiche }: { fiche: Fiche }) => {
  const { record, say } = useSaisies();
  const writing = useRef(false);
  const note = async (): Promise<void> => {
    const dossier = dossierPrincipal(fiche);
    if (dossier === null) say(phraseErreur('INTROUVABLE'));
    if (dossier === null || writing.current) return;
    writing.current = true;
    await record(
      [saisie(dossier, 'informe', { canal: 'oral' })],
      `Famille informée de vive voix — ${nomDe(fiche.identite)}`,
    );
    writing.current = false;
  };
  if (fiche.informe)
    return (
      <p className={styles.informe} data-fait>
        <IconShieldCheck size={14} stroke={1.8} aria-hidden />
        Informé·e de l’origine de ses données
      </p>
    );
  return (
    <p className={styles.informe}>
      <IconShieldQuestion size={14} stroke={1.8} aria-hidden />
      Pas encore informé·e de l’origine de ses données
      {refusDe(fiche) === null && (
        <Tooltip label="La famille vient de l’apprendre au téléphone : d’où viennent ses données, pourquoi, ses droits">
          <Button size="compact-xs" variant="subtle" onClick={() => void note()}>
            Dit de vive voix
          </Button>
        </Tooltip>
      )}
    </p>
  );
};
