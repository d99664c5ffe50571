import { Button, Tooltip } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import { compte } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { partager } from './actions-rdv.ts';
import { useDonner } from './donner.tsx';
import { estActif, estRefusee } from './etats.ts';
import { presenceADire } from './presences.ts';
import { Rdv } from './rdv.tsx';
import styles from './section.module.css';

/** The meetings of a person: those to come with what can be done, then those that are over behind their count. */
export const RendezVousSection = ({ fiche, demande, now }: { fiche: Fiche; demande: string | null; now: number }) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const { donner, peutDonner } = useDonner();
  const { aVenir, passes } = partager(fiche.rendezVous, now, estActif);
  if (!peutDonner && fiche.rendezVous.length === 0) return null;
  // Presence that nobody noted or two noted otherwise, a booking that the server refused: still to be looked at, not put away.
  const aNoter = passes.filter((rdv) => presenceADire(rdv) || estRefusee(rdv, now));
  const autres = passes.filter((rdv) => !aNoter.includes(rdv));
  const qui = { candidat: fiche.ligne.id, nom: nomDe(fiche.ligne) };
  const one = (rdv: RendezVous) => (
    <Rdv
      key={rdv.reservation}
      rdv={rdv}
      qui={qui}
      now={now}
      isBlocked={fiche.indisponible}
      onMove={peutDonner ? (remplace) => donner({ demande: remplace.demande ?? null, remplace }) : null}
    />
  );
  return (
    <section className={styles.section} aria-label="Rendez-vous">
      <div className={styles.head}>
        <h3>Rendez-vous</h3>
        <i className={styles.trait} />
        {peutDonner && (
          <Tooltip label={`Donner un créneau : ${keyLabel('H', single)}`}>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconCalendarPlus size={15} stroke={1.8} aria-hidden />}
              // A demande that waits has the key: a créneau given by it answers her too.
              rightSection={demande === null ? <KeyHint touche={keyLabel('H', single)} quiet /> : undefined}
              onClick={() => donner({ demande, remplace: null })}
            >
              Donner un créneau
            </Button>
          </Tooltip>
        )}
      </div>
      {(aNoter.length > 0 || aVenir.length > 0) && <ul className={styles.liste}>{[...aNoter, ...aVenir].map(one)}</ul>}
      {aNoter.length === 0 && aVenir.length === 0 && <p className={styles.rien}>Aucun rendez-vous à venir.</p>}
      {autres.length > 0 && (
        <details className={styles.passes}>
          <summary>{compte(autres.length, 'rendez-vous passé ou annulé', 'rendez-vous passés ou annulés')}</summary>
          <ul className={styles.liste}>{autres.map(one)}</ul>
        </details>
      )}
    </section>
  );
};
