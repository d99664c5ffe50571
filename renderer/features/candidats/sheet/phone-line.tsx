import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDotsVertical, IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useBridge } from '../../../ask.tsx';
import { useClock } from '../../../clock.tsx';
import { correctionTexte, numeroEtatTextes, origineTextes } from '../../../textes/appel.ts';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { IconAction } from '../../../ui/icon-action.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { type EtatChoisi, etatChoisiTextes, etatsChoisis, saisiesNumero } from './numeros.ts';
import { Drom, isClosed, PhoneState, stateIcons } from './phone-state.tsx';
import styles from './phones.module.css';

type Phone = Fiche['responsableTelephones'][number];

/** How long the button says that it did. */
const copiedMs = 2_000;

/** What the person at the telephone learnt of a number, said by hand and taken back like any entry. */
const EtatMenu = ({ phone, onChoose }: { phone: Phone; onChoose: (etat: EtatChoisi) => void }) => (
  <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
    <Menu.Target>
      <Tooltip label="Dire ce que vaut ce numéro">
        <ActionIcon variant="subtle" size="md" aria-label={`Ce que vaut le ${phone.affiche}`}>
          <IconDotsVertical size={17} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </Menu.Target>
    <Menu.Dropdown aria-label={`Ce que vaut le ${phone.affiche}`}>
      {etatsChoisis.map((etat) => {
        const Icon = stateIcons[etat];
        return (
          <Menu.Item
            key={etat}
            disabled={phone.etat === etat}
            leftSection={<Icon size={15} stroke={2} aria-hidden />}
            onClick={() => onChoose(etat)}
          >
            {etatChoisiTextes[etat]}
          </Menu.Item>
        );
      })}
    </Menu.Dropdown>
  </Menu>
);

export const PhoneLine = ({
  fiche,
  phone,
  large,
  isNamed = false,
}: {
  fiche: Fiche;
  phone: Phone;
  large: boolean;
  /** Says whose number it is: where a title already does, it would say it twice. */
  isNamed?: boolean;
}) => {
  const bridge = useBridge();
  const { say, record } = useSaisies();
  const { protocoleTelephone } = useReglages().reglages;
  const clock = useClock();
  const [copied, setCopied] = useState(false);
  const { e164, etat } = phone;
  const copy = async (): Promise<void> => {
    const answer = await bridge.invoke('systeme:copier', { texte: phone.affiche, sensible: true });
    setCopied(answer.ok);
    if (!answer.ok) say(phraseErreur(answer.error.code));
  };
  useEffect(() => (copied ? clock.after(copiedMs, () => setCopied(false)) : undefined), [clock, copied]);
  const dial = async (numero: string): Promise<void> => {
    const answer = await bridge.invoke('systeme:composer', { numero, protocole: protocoleTelephone });
    if (!answer.ok) say(phraseErreur(answer.error.code));
  };
  return (
    <li>
      <div className={styles.row}>
        <span
          className={styles.numero}
          data-large={large || undefined}
          data-closed={isClosed(phone) || undefined}
          data-selectable
        >
          {phone.affiche}
        </span>
        <Drom phone={phone} />
        <span className={styles.space} />
        <PhoneState phone={phone} />
        {e164 !== null && etat !== 'verrouille' && (
          <IconAction label={`Composer le ${phone.affiche}`} onClick={() => void dial(e164)}>
            <IconPhoneOutgoing size={17} stroke={1.7} />
          </IconAction>
        )}
        <IconAction label={copied ? 'Copié' : `Copier le ${phone.affiche}`} onClick={() => void copy()}>
          {copied ? <IconCheck size={17} stroke={2} /> : <IconCopy size={17} stroke={1.7} />}
        </IconAction>
        {e164 !== null && etat !== 'verrouille' && !fiche.indisponible && (
          <EtatMenu
            phone={phone}
            onChoose={(choisi) =>
              void record(saisiesNumero(fiche, e164, choisi), `${phone.affiche} : ${numeroEtatTextes[choisi]}`)
            }
          />
        )}
      </div>
      {phone.correction !== null && (
        <p className={styles.correction} data-selectable>
          {correctionTexte(phone.correction, phone.brut)}
        </p>
      )}
      {phone.demandeur !== undefined && isNamed && (
        <p className={styles.correction} data-selectable>
          d’après sa demande : {phone.demandeur}
        </p>
      )}
      {phone.origine === 'ajoute' && <p className={styles.correction}>{origineTextes.ajoute.toLowerCase()}</p>}
    </li>
  );
};
