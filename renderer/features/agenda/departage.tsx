import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import type { CreneauSaisi, CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { jourEtHeure } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './departage.module.css';
import { ecartsEnMots } from './ecarts.ts';
import { useEnvoi } from './use-envoi.ts';

type Version = NonNullable<ResponseOf<'agenda:creneau'>['versions']>[number];

/** Two colleagues changed a créneau without seeing each other: what each one says, one press to settle. */
export const Departage = ({ creneau, versions }: { creneau: CreneauVu; versions: readonly Version[] }) => {
  const bridge = useBridge();
  const now = useNow(60_000);
  const { offerUndo } = useSaisies();
  const { erreur, isSending, envoyer } = useEnvoi();
  const keep = (saisie: CreneauSaisi): void =>
    void envoyer(
      () => bridge.invoke('agenda:modifier', { creneau: creneau.id, saisie, mot: null, vues: creneau.vues }),
      ({ acte, annulableJusqua }) => offerUndo({ actes: [acte], annulableJusqua }, 'Créneau départagé'),
    );
  return (
    <section className={styles.box} aria-label="À départager">
      <h3 className={styles.titre}>
        <IconScale size={15} stroke={1.8} aria-hidden />À départager
      </h3>
      <p className={styles.aide}>
        Ce créneau a été changé en même temps sur deux postes. Le dernier reçu est montré ; choisir lequel vaut. Si
        l’heure ou le lieu change encore, les inscrits en sont prévenus.
      </p>
      {versions.map(({ acte, saisie, operateur, le }, index) => {
        const mots = ecartsEnMots(
          saisie,
          versions.filter((une) => une.acte !== acte).map((une) => une.saisie),
          creneau.fuseau,
          now,
        );
        return (
          <div key={acte} className={styles.choix}>
            <div>
              <b>{mots}</b>
              <span className={styles.meta}>
                {[operateur, jourEtHeure(le, now), ...(index === versions.length - 1 ? ['montré en ce moment'] : [])]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              disabled={isSending}
              aria-label={`Garder : ${mots}`}
              onClick={() => keep(saisie)}
            >
              Garder
            </Button>
          </div>
        );
      })}
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
    </section>
  );
};
