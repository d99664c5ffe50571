import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import type { CorpsDeCourriel } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { blancsDe } from '../../../shared/domain/messages/blancs.ts';
import { useAsk } from '../../ask.tsx';
import styles from './apercu.module.css';
import { estAdresseRejetee, phraseDepart } from './textes.ts';

/** The blanks that are left, seen as the person who receives them would. */
export const avecBlancs = (texte: string): ReactNode[] => {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { debut, fin } of blancsDe(texte)) {
    parts.push(<Fragment key={`t${debut}`}>{texte.slice(at, debut)}</Fragment>);
    parts.push(<mark key={debut}>{texte.slice(debut, fin)}</mark>);
    at = fin;
  }
  return [...parts, <Fragment key="fin">{texte.slice(at)}</Fragment>];
};

/** Where it goes and when, beside the button that sends it. */
export const Depart = ({ demande }: { demande: Pick<DemandeFiche, 'courriel' | 'courrielRejete'> }) => {
  const connexion = useAsk('synchro:etat', {}).data?.connexion;
  return (
    <div>
      <p className={styles.depart}>
        <IconSend size={13} stroke={1.8} aria-hidden />
        {phraseDepart(demande.courriel.adresse, connexion)}
      </p>
      {estAdresseRejetee(demande.courrielRejete) && (
        <p className={styles.rejet}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          Cette adresse est rejetée : le courriel n’arrivera sans doute pas.
        </p>
      )}
    </div>
  );
};

/** The mail as it will be read: its subject, its paragraphs. */
export const Apercu = ({ corps }: { corps: CorpsDeCourriel }) => (
  <section className={styles.mail} aria-label="Aperçu du courriel" data-selectable>
    <p className={styles.objet}>
      <span>Objet</span> {corps.sujet}
    </p>
    {corps.paragraphes.map((paragraphe, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no name of their own
      <p key={index}>{avecBlancs(paragraphe)}</p>
    ))}
  </section>
);
