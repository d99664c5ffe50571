import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useNow } from '../../../clock.tsx';
import { focusUnlessTyping, useIntents } from '../../../keyboard/use-intents.ts';
import { jourEtHeure, jourRelatif } from '../../../textes/dates.ts';
import { instantDuSite } from '../../../textes/echeances.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { dossierPrincipal, saisieRappel } from './builders.ts';
import { type CallbackChoice, callbackChoices } from './callback-choices.ts';
import { type EarlyKeys, useEarlyReplay } from './early-keys.ts';
import styles from './strip.module.css';
import { WhenField } from './when-field.tsx';

/** R: a planned call, by a digit then Entrée, or any date and hour. */
export const CallbackStrip = ({
  fiche,
  operateur,
  early,
  onClose,
  onUndone,
}: {
  fiche: Fiche;
  operateur: string | null;
  early: EarlyKeys;
  /** `noted`: a call was planned; else it was left. */
  onClose: (noted: boolean) => void;
  /** The plan was taken back while it could be. */
  onUndone?: () => void;
}) => {
  const { reglages } = useReglages();
  const { record } = useSaisies();
  const strip = useRef<HTMLElement>(null);
  const writing = useRef(false);
  const now = useNow(60_000);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choices = useMemo(() => callbackChoices(now, zone), [now, zone]);
  const [chosen, setChosen] = useState<CallbackChoice | null>(null);
  const [mine, setMine] = useState(false);

  useEffect(() => focusUnlessTyping(strip.current), []);

  const confirm = async (): Promise<void> => {
    const dossier = dossierPrincipal(fiche);
    if (chosen === null || dossier === null || writing.current) return;
    writing.current = true;
    const { nom, prenom } = fiche.ligne;
    const when = chosen.precision === 'heure' ? jourEtHeure(chosen.le, now) : jourRelatif(chosen.le, now);
    const done = await record(
      [saisieRappel(dossier, chosen.le, chosen.precision, mine ? operateur : null)],
      `À rappeler ${when} — ${nom} ${prenom}`,
      onUndone,
    );
    // Planned, it takes nothing more until it has left the screen.
    if (done) onClose(true);
    else writing.current = false;
  };

  const attendue = fiche.demandes
    .filter(({ suite }) => suite === 'a_repondre')
    .sort((a, b) => (a.echeance < b.echeance ? -1 : 1))[0];
  // A call planned after the deadline does not excuse the delay: said before, for she stays where she is.
  const trop =
    attendue === undefined || chosen === null || chosen.le <= attendue.echeance
      ? null
      : instantDuSite(attendue.echeance, attendue.fuseau, now, zone);

  const choose = (digit: number): boolean => {
    // About whoever comes next: what is being written is not shown as another moment.
    if (writing.current) return false;
    const choice = choices[digit - 1];
    if (choice !== undefined) setChosen(choice);
    return choice !== undefined;
  };
  useEarlyReplay(early, (intent) => {
    if (intent.do === 'digit') return choose(intent.digit);
    if (intent.do === 'confirm') void confirm();
    return false;
  });

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText, repeat }) => {
    const inStrip = target instanceof Node && strip.current?.contains(target) === true;
    if (inText && !inStrip) return false;
    switch (intent.do) {
      case 'digit':
        choose(intent.digit);
        return true;
      case 'confirm':
        if (!repeat) void confirm();
        return true;
      case 'leave':
        onClose(false);
        return true;
      default:
        return false;
    }
  });

  return (
    <section ref={strip} className={styles.strip} tabIndex={-1} aria-label="Prévoir un rappel">
      <div className={styles.head}>
        <h3 className={styles.chosen}>
          <IconClock size={16} stroke={1.8} aria-hidden />
          Quand rappeler ?
        </h3>
        <CloseButton size="sm" aria-label="Quitter sans enregistrer (Échap)" onClick={() => onClose(false)} />
      </div>
      <WhenField choices={choices} chosen={chosen} numbered now={now} onChoose={setChosen} />
      {trop !== null && (
        <p role="status" className={styles.missing}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          Sa demande reste à répondre avant {trop} : elle restera à appeler d’ici là.
        </p>
      )}
      <div className={styles.foot}>
        {operateur !== null && (
          <button type="button" className={styles.pill} aria-pressed={mine} onClick={() => setMine(!mine)}>
            Par moi
          </button>
        )}
        <div className={styles.buttons}>
          <Button
            size="xs"
            fz="sm"
            variant="default"
            rightSection={<KeyHint touche="Échap" />}
            onClick={() => onClose(false)}
          >
            Quitter
          </Button>
          <Button
            size="xs"
            fz="sm"
            disabled={chosen === null}
            rightSection={<KeyHint touche="Entrée" quiet />}
            onClick={() => void confirm()}
          >
            Prévoir
          </Button>
        </div>
      </div>
    </section>
  );
};
