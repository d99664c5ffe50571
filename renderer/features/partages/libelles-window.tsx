import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { type Issue, issues } from '../../../shared/domain/actes/appel.ts';
import { type Libelles, libellesId } from '../../../shared/domain/partages.ts';
import { situationParIssue, situations } from '../../../shared/domain/situations.ts';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { issueTextes } from '../../textes/appel.ts';
import { TintBadge } from '../../ui/situation-badge.tsx';
import { FormeWindow } from '../agenda/forme-window.tsx';
import styles from './partages.module.css';
import { phrasePartage } from './textes.ts';
import { useConnexion } from './use-connexion.ts';
import { usePartages } from './use-partages.ts';

const nomMax = 30;

/** What was typed, without the names that are empty or are the default ones. */
export const libellesSaisis = (noms: Readonly<Partial<Record<Issue, string>>>): Libelles => {
  const gardes: Partial<Record<Issue, string>> = {};
  for (const issue of issues) {
    const nom = noms[issue]?.trim() ?? '';
    if (nom !== '' && nom !== issueTextes[issue]) gardes[issue] = nom;
  }
  return { issues: gardes };
};

/** The issue whose name another one already has; null when each differs. */
export const doublonDe = (libelles: Libelles): Issue | null => {
  const vus = new Set<string>();
  for (const issue of issues) {
    const nom = (libelles.issues[issue] ?? issueTextes[issue]).toLocaleLowerCase('fr');
    if (vus.has(nom)) return issue;
    vus.add(nom);
  }
  return null;
};

/** What the nine issues are called here; what they mean, and what files say to other programs, stays the same. */
export const LibellesWindow = ({ onClose }: { onClose: () => void }) => {
  useFocusBack();
  const { libelles, ecrire } = usePartages();
  const connexion = useConnexion();
  const [saisis, setSaisis] = useState<Readonly<Partial<Record<Issue, string>>> | null>(null);
  const [isSending, setSending] = useState(false);
  const [asked, setAsked] = useState(false);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const noms: Readonly<Partial<Record<Issue, string>>> = saisis ?? libelles.issues;
  const lus = libellesSaisis(noms);
  const doublon = doublonDe(lus);
  const send = async (): Promise<void> => {
    setAsked(true);
    if (doublon !== null) return;
    setSending(true);
    const written = await ecrire({ genre: 'libelles', id: libellesId, valeur: lus });
    setSending(false);
    setErreur(written.ok ? null : written.error.code);
    if (written.ok) onClose();
  };
  return (
    <FormeWindow
      titre="Noms des issues"
      size={620}
      isDirty={saisis !== null}
      isSending={isSending}
      erreur={erreur}
      envoyer="Enregistrer"
      note={phrasePartage(connexion)}
      onSend={() => void send()}
      onClose={onClose}
    >
      <p className={styles.rien}>
        Ce qu’il ressort d’un appel, dit avec les mots du CFA. Laissé vide, le nom d’origine est gardé ; les exports ne
        changent pas.
      </p>
      <div className={styles.issues}>
        {issues.map((issue, at) => (
          <div key={issue} className={styles.issue}>
            <TextInput
              size="xs"
              label={`${at + 1}. ${issueTextes[issue]}`}
              placeholder={issueTextes[issue]}
              maxLength={nomMax}
              {...(at === 0 ? { 'data-autofocus': true } : {})}
              value={noms[issue] ?? ''}
              {...(asked && doublon === issue ? { error: 'Une autre issue porte déjà ce nom.' } : {})}
              onChange={(event) => setSaisis({ ...noms, [issue]: event.currentTarget.value })}
            />
            <TintBadge teinte={situations[situationParIssue[issue]].couleur}>
              {lus.issues[issue] ?? issueTextes[issue]}
            </TintBadge>
          </div>
        ))}
      </div>
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={Object.keys(lus.issues).length === 0}
          onClick={() => setSaisis({})}
        >
          Revenir aux noms d’origine
        </Button>
      </div>
    </FormeWindow>
  );
};
