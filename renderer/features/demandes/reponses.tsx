import { Button } from '@mantine/core';
import { IconCheck, IconCloudUp, IconHandStop, IconMail, IconPhoneOff } from '@tabler/icons-react';
import type { DemandeFiche, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import { jourEtHeure } from '../../textes/dates.ts';
import styles from './reponses.module.css';
import { etatDesReponses } from './saisie-reponse.ts';
import { genreTextes, phraseRetenue, reponseEtatTextes } from './textes.ts';

const icons = { personnalisee: IconMail, autre_canal: IconCheck, sans_reponse: IconPhoneOff } as const;

const Reponse = ({ reponse, now }: { reponse: ReponseVue; now: number }) => {
  const Icon = icons[reponse.genre];
  const etat = reponseEtatTextes[reponse.etat];
  return (
    <div className={styles.reponse}>
      <p className={styles.titre}>
        <Icon size={14} stroke={1.8} aria-hidden />
        <b>{genreTextes[reponse.genre]}</b>
      </p>
      <p className={styles.meta}>
        {[jourEtHeure(reponse.le, now), ...(reponse.operateur === null ? [] : [reponse.operateur])].join(' · ')}
        {etat !== '' && (
          <span className={styles.etat} data-etat={reponse.etat}>
            {reponse.etat === 'retenue' ? (
              <IconHandStop size={13} stroke={1.9} aria-hidden />
            ) : (
              <IconCloudUp size={13} stroke={1.9} aria-hidden />
            )}
            {etat}
          </span>
        )}
      </p>
      {reponse.texte !== null && (
        <blockquote className={styles.texte} data-selectable>
          {reponse.texte}
        </blockquote>
      )}
    </div>
  );
};

/** Every answer already given, so that nobody answers twice without knowing; ours that was held comes with its question. */
export const Reponses = ({
  demande,
  now,
  onResend,
  onLeave,
}: {
  demande: DemandeFiche;
  now: number;
  onResend: (reponse: ReponseVue) => void;
  onLeave: (reponse: ReponseVue) => void;
}) => {
  const { debout, retenue } = etatDesReponses(demande);
  const autres = demande.reponses.filter(({ acte }) => acte !== retenue?.acte);
  return (
    <>
      {autres.map((reponse) => (
        <Reponse key={reponse.acte} reponse={reponse} now={now} />
      ))}
      {retenue !== null && (
        <section className={styles.retenue} aria-label="Réponse retenue">
          <p className={styles.question}>
            <IconHandStop size={16} stroke={1.8} aria-hidden />
            {phraseRetenue(demande.suite, debout)}
          </p>
          <Reponse reponse={retenue} now={now} />
          <div className={styles.buttons}>
            <Button size="xs" fz="sm" variant="default" onClick={() => onLeave(retenue)}>
              Ne pas l’envoyer
            </Button>
            <Button size="xs" fz="sm" onClick={() => onResend(retenue)}>
              Envoyer quand même
            </Button>
          </div>
        </section>
      )}
    </>
  );
};
