import { Checkbox } from '@mantine/core';
import { useMemo } from 'react';
import type { Rapprochement } from '../../../../shared/contract/ipc/rapprochements.ts';
import { useAsk } from '../../../ask.tsx';
import { keyLabel } from '../../../keyboard/keys.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { useIssueTextes } from '../../partages/mots.ts';
import { phrasePreuves } from '../../rapprochements/textes.ts';
import type { CallAction, CallDraft } from './call-draft.ts';
import styles from './famille.module.css';
import { RepondAussi } from './repond.tsx';

export type Proche = Pick<Rapprochement['avec'], 'candidat' | 'nom' | 'prenom' | 'formation'> & { preuves: string };

/** Each once, whatever the number of their sheets that say so. */
const prochesOf = (propositions: readonly Rapprochement[]): Proche[] => {
  const proches = new Map<string, Proche>();
  for (const { genre, avec, preuves } of propositions) {
    if (genre !== 'famille' || proches.has(avec.candidat)) continue;
    const { candidat, nom, prenom, formation } = avec;
    proches.set(candidat, { candidat, nom, prenom, formation, preuves: phrasePreuves(preuves, avec) });
  }
  return [...proches.values()];
};

const personne: readonly Proche[] = [];

/** Who shares a number or an address with this person, under another first name. */
export const useProches = (candidat: string): readonly Proche[] => {
  const { data } = useAsk('rapprochements:pour', { candidat });
  return useMemo(() => (data === undefined ? personne : prochesOf(data.propositions)), [data]);
};

/** One call, several children: a tick each, and a second one when what came of it holds for that one too. */
export const Famille = ({
  proches,
  call,
  send,
}: {
  proches: readonly Proche[];
  call: CallDraft;
  send: (action: CallAction) => void;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const issueTextes = useIssueTextes();
  if (proches.length === 0) return null;
  return (
    <fieldset className={styles.famille}>
      <legend className={styles.legend}>
        Même famille <KeyHint touche={keyLabel('M', single)} />
      </legend>
      {proches.map(({ candidat, nom, prenom, formation, preuves }) => {
        const ticked = call.aussi.find((un) => un.candidat === candidat);
        const qui = prenom === '' ? nom : prenom;
        return (
          <div key={candidat} className={styles.proche}>
            <Checkbox
              size="xs"
              classNames={{ description: styles.aide ?? '' }}
              label={`Noter aussi cet appel pour ${qui}`}
              description={[nom, formation ?? '', preuves].filter((part) => part !== '').join(' · ')}
              checked={ticked !== undefined}
              onChange={() => send({ do: 'aussi', candidats: [candidat] })}
            />
            {ticked !== undefined && call.disposition === 'JOINT' && <RepondAussi candidat={candidat} />}
            {ticked !== undefined && call.disposition === 'JOINT' && call.issue !== null && (
              <Checkbox
                size="xs"
                className={styles.issue ?? ''}
                label={`« ${issueTextes[call.issue]} » vaut aussi pour ${qui}`}
                checked={ticked.issue}
                onChange={() => send({ do: 'aussi-issue', candidat })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
};
