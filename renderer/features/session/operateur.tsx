import { Button, Loader, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { OperateurResume, SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useClock } from '../../clock.tsx';
import { deNom } from '../../textes/elision.ts';
import styles from './operateur.module.css';
import { isPin } from './pin.ts';
import { PinField } from './pin-field.tsx';
import { etapesSansServeur, StepPage } from './step-page.tsx';
import { phraseEssais, phraseSession, textes } from './textes.ts';
import { useSessionCommand } from './use-session.ts';

type Choice = OperateurResume | 'nouveau' | null;

/** On a new poste the names come with the first lists, a moment after the sign-in. */
const namesComeMs = 5_000;

/** True while it is too soon to offer a new name: a second « Léa » would be made out of impatience. */
const useNamesAwaited = (mayCome: boolean, known: number): boolean => {
  const clock = useClock();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => clock.after(namesComeMs, () => setIsOver(true)), [clock]);
  return mayCome && known === 0 && !isOver;
};

/** Who is at this poste: a known colleague, or a new name; a PIN is chosen the first time, asked after that. */
export const WhoAreYou = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours, oublier } = useSessionCommand();
  const [chosen, setChoice] = useState<Choice>(null);
  const [nom, setNom] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');

  const areAwaited = useNamesAwaited(!etat.sansServeur, etat.operateurs.length);
  const choice = chosen ?? (etat.operateurs.length === 0 && !areAwaited ? 'nouveau' : null);
  const isNew = choice === 'nouveau';
  const knowsPin = choice !== null && choice !== 'nouveau' && choice.aUnPin;
  const chooses = choice !== null && !knowsPin;
  const differs = isPin(again) && again !== pin;
  const ready = isPin(pin) && (knowsPin || again === pin) && (!isNew || nom.trim() !== '');

  const pick = (next: Choice): void => {
    oublier();
    setPin('');
    setAgain('');
    setChoice(next);
  };
  const unlock = async (operateur: string, typed: string): Promise<void> => {
    if ((await send('session:deverrouiller', { operateur, pin: typed })) === null) setPin('');
  };
  const submit = (): void => {
    if (!ready || choice === null) return;
    if (choice === 'nouveau') void send('session:creer-operateur', { nom: nom.trim(), pin });
    else if (knowsPin) void unlock(choice.id, pin);
    else void send('session:choisir-operateur', { operateur: choice.id, pin });
  };

  return (
    <StepPage
      titre={textes.operateur.titre}
      aide={textes.operateur.aide}
      {...(knowsPin ? {} : { etape: 3 })}
      {...(etat.sansServeur ? { etapes: etapesSansServeur } : {})}
      phrase={(code) => phraseSession(code, etat.sansServeur)}
      erreur={erreur}
      onSubmit={submit}
    >
      {areAwaited && (
        <p className={styles.attente} role="status">
          <Loader size={16} aria-hidden />
          {textes.operateur.recherche}
        </p>
      )}
      {etat.operateurs.length > 0 && (
        <div className={styles.choix}>
          {etat.operateurs.map((operateur) => (
            <Button
              key={operateur.id}
              variant={choice !== null && choice !== 'nouveau' && choice.id === operateur.id ? 'filled' : 'default'}
              aria-pressed={choice !== null && choice !== 'nouveau' && choice.id === operateur.id}
              onClick={() => pick(operateur)}
            >
              {operateur.nom}
            </Button>
          ))}
          <Button
            variant={isNew ? 'filled' : 'default'}
            aria-pressed={isNew}
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => pick('nouveau')}
          >
            {textes.operateur.nouveau}
          </Button>
        </div>
      )}
      {isNew && (
        <TextInput
          label={textes.operateur.nom}
          placeholder={textes.operateur.exemple}
          value={nom}
          maxLength={40}
          autoFocus
          onChange={(event) => {
            setChoice('nouveau');
            setNom(event.currentTarget.value);
          }}
        />
      )}
      {knowsPin && (
        <PinField
          key={`known-${choice.id}`}
          label={`${textes.operateur.pinExistant} ${deNom(choice.nom)}`}
          value={pin}
          focused
          error={
            erreur === 'PIN_INCORRECT' && etat.essaisRestants !== null
              ? phraseEssais(etat.essaisRestants, etat.sansServeur)
              : null
          }
          onChange={setPin}
          onComplete={(typed) => void unlock(choice.id, typed)}
        />
      )}
      {chooses && (
        <>
          <PinField
            key={`first-${isNew ? 'nouveau' : choice.id}`}
            label={textes.operateur.pin}
            description={textes.operateur.aidePin}
            value={pin}
            focused={!isNew}
            onChange={setPin}
          />
          <PinField
            label={textes.operateur.pinEncore}
            value={again}
            error={differs ? textes.operateur.pinDifferent : null}
            onChange={setAgain}
          />
        </>
      )}
      {choice !== null && (
        <Button type="submit" loading={enCours} disabled={!ready}>
          {textes.operateur.bouton}
        </Button>
      )}
    </StepPage>
  );
};
