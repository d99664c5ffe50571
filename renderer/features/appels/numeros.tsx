import { Button, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconCopy, IconPhone } from '@tabler/icons-react';
import { type MouseEvent, useState } from 'react';
import { keyLabel } from '../../keyboard/keys.ts';
import { correctionTexte } from '../../textes/appel.ts';
import { compte } from '../../textes/pluriel.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { CallAction } from '../candidats/saisie/call-draft.ts';
import type { PhoneInOrder } from '../candidats/saisie/numbers.ts';
import { Drom, isClosed, PhoneState } from '../candidats/sheet/phone-state.tsx';
import { useReglages } from '../desk/reglages.tsx';
import styles from './numeros.module.css';

const Details = ({ phone }: Pick<PhoneInOrder, 'phone'>) => (
  <>
    <Drom phone={phone} />
    <PhoneState phone={phone} />
    {phone.correction !== null && (
      <span className={styles.correction} data-selectable>
        {correctionTexte(phone.correction, phone.brut)}
      </span>
    )}
    {phone.demandeur !== undefined && (
      <span className={styles.correction} data-selectable>
        d’après sa demande : {phone.demandeur}
      </span>
    )}
  </>
);

/** A click leaves the keys where they were: the digit and Entrée that follow are for the call, not for the button again. */
const keepKeys = (event: MouseEvent): void => event.preventDefault();

/** As many others as are always in sight: beyond, they would push the choices under the edge of a small window. */
const autresMax = 2;

/** The number to dial, as large as it can be read from a telephone, then the others in their order. */
export const Numeros = ({
  phones,
  numero,
  send,
  copied,
  onDial,
  onCopy,
}: {
  phones: readonly PhoneInOrder[];
  /** The one that is called; null for a call received from nobody knows where. */
  numero: string | null;
  send: (action: CallAction) => void;
  copied: boolean;
  onDial: (e164: string) => void;
  onCopy: (affiche: string) => void;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const chosen = phones.find(({ phone }) => phone.e164 !== null && phone.e164 === numero);
  const autres = phones.filter((one) => one !== chosen);
  const [whole, setWhole] = useState(false);
  const folded = autres.length > autresMax ? autres.length - autresMax + 1 : 0;
  const shown = whole ? autres : autres.slice(0, autres.length - folded);
  const e164 = chosen?.phone.e164 ?? null;
  return (
    <section className={styles.card} aria-label="Numéros">
      <div className={styles.premier}>
        {chosen === undefined ? (
          <p className={styles.aucun}>
            {phones.some(({ phone }) => phone.e164 !== null) ? 'Numéro inconnu' : 'Aucun numéro à appeler'}
          </p>
        ) : (
          <div className={styles.lecture}>
            <p className={styles.grand} data-closed={isClosed(chosen.phone) || undefined} data-selectable>
              {chosen.phone.affiche}
            </p>
            <p className={styles.details}>
              <span>{chosen.qui}</span>
              <Details phone={chosen.phone} />
            </p>
          </div>
        )}
        {chosen !== undefined && (
          <div className={styles.gestes}>
            {e164 !== null && chosen.phone.etat !== 'verrouille' && (
              <Tooltip label={`Composer le ${chosen.phone.affiche} : ${keyLabel('A', single)}`}>
                <Button
                  size="md"
                  leftSection={<IconPhone size={18} stroke={1.8} aria-hidden />}
                  rightSection={<KeyHint touche={keyLabel('A', single)} quiet />}
                  onMouseDown={keepKeys}
                  onClick={() => onDial(e164)}
                >
                  Appeler
                </Button>
              </Tooltip>
            )}
            <Tooltip label={`Copier le ${chosen.phone.affiche} : ${keyLabel('C', single)}`}>
              <Button
                size="md"
                variant="default"
                leftSection={
                  copied ? (
                    <IconCheck size={18} stroke={2} aria-hidden />
                  ) : (
                    <IconCopy size={18} stroke={1.7} aria-hidden />
                  )
                }
                rightSection={<KeyHint touche={keyLabel('C', single)} />}
                onMouseDown={keepKeys}
                onClick={() => onCopy(chosen.phone.affiche)}
              >
                {copied ? 'Copié' : 'Copier'}
              </Button>
            </Tooltip>
          </div>
        )}
      </div>
      {autres.length > 0 && (
        <ul className={styles.autres} aria-label="Autres numéros">
          {shown.map(({ phone, qui, interlocuteur }) => (
            <li key={phone.origine + phone.brut}>
              {phone.e164 === null || phone.etat === 'verrouille' ? (
                <span className={styles.numero} data-closed={isClosed(phone) || undefined} data-selectable>
                  {phone.affiche}
                </span>
              ) : (
                <button
                  type="button"
                  className={styles.numero}
                  data-closed={isClosed(phone) || undefined}
                  title="Prendre ce numéro"
                  onMouseDown={keepKeys}
                  onClick={() => send({ do: 'numero', numero: phone.e164, interlocuteur })}
                >
                  {phone.affiche}
                </button>
              )}
              <span>{qui}</span>
              <Details phone={phone} />
            </li>
          ))}
          {folded > 0 && (
            <li>
              <button
                type="button"
                className={styles.plus}
                aria-expanded={whole}
                onMouseDown={keepKeys}
                onClick={() => setWhole(!whole)}
              >
                <IconChevronDown size={14} stroke={1.9} aria-hidden />
                {compte(folded, 'autre numéro', 'autres numéros')}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
};
