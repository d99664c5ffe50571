import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDotsVertical, IconPhoneOutgoing } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { correctionTexte, numeroEtatTextes, origineTextes } from '../../../textes/appel.ts';
import { IconAction } from '../../../ui/icon-action.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { useCopyNumber, useDial } from '../saisie/use-telephone.ts';
import { type EtatChoisi, etatChoisiTextes, etatsChoisis, saisiesNumero } from './numeros.ts';
import { Drom, isClosed, PhoneState, stateIcons } from './phone-state.tsx';
import styles from './phones.module.css';

type Phone = Fiche['responsableTelephones'][number];

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
  const { record } = useSaisies();
  const { copied, copy } = useCopyNumber();
  const dial = useDial();
  const { e164, etat } = phone;
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
          <IconAction label={`Composer le ${phone.affiche}`} onClick={() => dial(e164)}>
            <IconPhoneOutgoing size={17} stroke={1.7} />
          </IconAction>
        )}
        <IconAction label={copied ? 'Copié' : `Copier le ${phone.affiche}`} onClick={() => copy(phone.affiche)}>
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
