import { CloseButton, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { ChoixWindow } from '../rendez-vous/choix-window.tsx';
import { DetailActions } from './detail-actions.tsx';
import { DetailFaits } from './detail-faits.tsx';
import styles from './detail-panel.module.css';
import { Inscriptions } from './inscriptions.tsx';
import { estCommence, phraseAFaire } from './inscriptions-groupes.ts';
import type { DetailPanelProps } from './panels.ts';
import { phraseEnAttente, phraseRefus } from './textes.ts';

/** One créneau beside the week: what it is, who comes, who waits, and from its beginning who is there. */
export const DetailPanel = ({
  creneau: id,
  place,
  head,
  onClose,
  onEdit,
  onMove,
  onCancel,
  onOpenCandidat,
}: DetailPanelProps) => {
  const answer = useAsk('agenda:creneau', { creneau: id });
  const now = useNow(15_000);
  const [moving, setMoving] = useState<Inscription | null>(null);
  const creneau = answer.data?.creneau;
  const inscriptions = answer.data?.inscriptions ?? [];
  const aFaire = creneau === undefined || estCommence(creneau, now) ? null : phraseAFaire(creneau, inscriptions);
  const refus = creneau === undefined ? null : phraseRefus(creneau);
  const enAttente = creneau === undefined ? null : phraseEnAttente(creneau, answer.data?.inscriptions ?? [], now);
  const nom = creneau === undefined ? 'Créneau' : nomDuCreneau(creneau);
  const code = answer.error instanceof CallFailed ? answer.error.code : 'ERREUR_INTERNE';
  return (
    <aside ref={place} className={styles.panel} tabIndex={-1} aria-label={`Créneau : ${nom}`}>
      <header>
        <div className={styles.line}>
          <h2 className={styles.nom} data-selectable>
            {nom}
          </h2>
          <Tooltip label="Fermer le créneau : Échap">
            <CloseButton aria-label="Fermer le créneau" onClick={onClose} />
          </Tooltip>
        </div>
        {creneau !== undefined && (
          <p className={styles.quand} data-selectable>
            {majuscule(quandEnMots(creneau, now))}
          </p>
        )}
      </header>
      {head}
      {answer.error !== null && <Notice tone="bad">{phraseErreur(code)}</Notice>}
      {creneau !== undefined && answer.data !== undefined && (
        <>
          {enAttente !== null && <Notice tone="info">{enAttente}</Notice>}
          {refus !== null && <Notice tone="bad">{refus}</Notice>}
          <DetailFaits creneau={creneau} />
          <DetailActions
            creneau={creneau}
            inscriptions={answer.data.inscriptions}
            now={now}
            onEdit={onEdit}
            onMove={onMove}
            onCancel={onCancel}
          />
          {aFaire !== null && <Notice tone="warn">{aFaire}</Notice>}
          <Inscriptions
            key={creneau.id}
            creneau={creneau}
            inscriptions={answer.data.inscriptions}
            now={now}
            panel={place}
            onMove={setMoving}
            onOpenCandidat={onOpenCandidat}
          />
        </>
      )}
      {moving !== null && creneau !== undefined && (
        <ChoixWindow
          qui={{ candidat: moving.candidat, nom: nomDe(moving) }}
          demande={moving.demande ?? null}
          // A meeting that began is not left any more: she is given another one besides.
          remplace={
            estCommence(creneau, now)
              ? null
              : {
                  reservation: moving.reservation,
                  creneau: creneau.id,
                  debut: creneau.debut,
                  fuseau: creneau.fuseau,
                }
          }
          place={place}
          onClose={() => setMoving(null)}
        />
      )}
    </aside>
  );
};
