import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SaisieEnAttente } from '../../../shared/contract/ipc/synchro.ts';
import { useBridge, useRemember } from '../../ask.tsx';
import { jourEtHeure } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { useIssueTextes } from '../partages/mots.ts';
import { SignInNotice } from '../rapprochements/sign-in-notice.tsx';
import { useRecentSignIn } from '../rapprochements/use-recent-sign-in.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './page.module.css';
import {
  effacementTextes,
  estDeCreneau,
  etatSaisieTextes,
  phraseAbandon,
  phraseAbandonCreneau,
  resumeSaisie,
  sujetSaisie,
} from './textes.ts';

/** Nothing a person wrote is dropped by a single press (STYLE, house rule 4). */
const Refused = ({ saisie, sujet }: { saisie: SaisieEnAttente; sujet: string }) => {
  const resume = resumeSaisie(saisie, useIssueTextes());
  const bridge = useBridge();
  const remember = useRemember();
  const { say } = useSaisies();
  const [asks, setAsks] = useState(false);
  // An erasure is sent again by whoever has just signed in.
  const gate = useRecentSignIn();
  // Pressed again meanwhile, it would be sent without the sign-in that is under way.
  const isInBrowser = gate.etape === 'navigateur';
  const again = async () => {
    const answer = await bridge.invoke('synchro:reprendre', { acte: saisie.acte });
    if (answer.ok) remember('synchro:etat', {}, answer.value);
    return answer;
  };
  const giveUp = async (): Promise<void> => {
    const answer = await bridge.invoke('synchro:abandonner', { acte: saisie.acte });
    if (answer.ok) remember('synchro:etat', {}, answer.value);
    else say(phraseErreur(answer.error.code));
  };
  if (asks) {
    return (
      <Notice tone="bad">
        <p>
          {saisie.type === 'effacement'
            ? effacementTextes.abandon
            : estDeCreneau(saisie)
              ? phraseAbandonCreneau({ sujet, resume })
              : phraseAbandon({ nom: sujet, resume })}
        </p>
        <div className={styles.actions}>
          <Button size="compact-sm" color="red.9" onClick={() => void giveUp()}>
            Abandonner cette saisie
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsks(false)}>
            Garder
          </Button>
        </div>
      </Notice>
    );
  }
  return (
    <>
      <div className={styles.actions}>
        <Button size="compact-sm" variant="default" disabled={isInBrowser} onClick={() => gate.run(again)}>
          Renvoyer
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red.9"
          {...(isInBrowser ? {} : { c: 'var(--c-bad)' })}
          disabled={isInBrowser}
          onClick={() => setAsks(true)}
        >
          Abandonner
        </Button>
      </div>
      <SignInNotice gate={gate} suite="renvoyer" />
    </>
  );
};

export const Saisies = ({
  titre,
  saisies,
  now,
  total = 0,
}: {
  titre: string;
  saisies: readonly SaisieEnAttente[];
  now: number;
  /** How many more there are than what is shown. */
  total?: number;
}) => {
  const issues = useIssueTextes();
  return (
    <section className={styles.panel} aria-label={titre}>
      <h2>{titre}</h2>
      <ul className={styles.list}>
        {saisies.map((saisie) => (
          <li key={saisie.acte} className={styles.item}>
            <div>
              <p>
                <b>{sujetSaisie(saisie, now)}</b> — {resumeSaisie(saisie, issues)}
              </p>
              <p className={styles.meta}>
                {jourEtHeure(saisie.faitLe, now)} · {etatSaisieTextes[saisie.etat]}
              </p>
              {saisie.code !== null && <p className={styles.bad}>{phraseErreur(saisie.code)}</p>}
              {saisie.type === 'effacement' && saisie.etat === 'a_revoir' && <p>{effacementTextes.refuse}</p>}
            </div>
            {saisie.etat === 'a_revoir' && <Refused saisie={saisie} sujet={sujetSaisie(saisie, now)} />}
          </li>
        ))}
      </ul>
      {total > 0 && <p className={styles.rien}>et {compte(total, 'autre', 'autres')}</p>}
    </section>
  );
};
