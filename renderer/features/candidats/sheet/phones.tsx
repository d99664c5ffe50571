import { IconAlertTriangle, IconCheck, IconCopy, IconLock, IconPhoneOutgoing, IconX } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useBridge } from '../../../ask.tsx';
import { correctionTexte, numeroEtatTextes, origineTextes } from '../../../textes/appel.ts';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { IconAction } from '../../../ui/icon-action.tsx';
import { TintBadge } from '../../../ui/situation-badge.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { useCopyNumber, useDial } from '../saisie/use-telephone.ts';
import styles from './phones.module.css';
import { titreResponsable } from './resume.ts';

type Phone = Fiche['responsableTelephones'][number];

const stateIcons = {
  inconnu: null,
  confirme: IconCheck,
  a_verifier: IconAlertTriangle,
  invalide: IconX,
  verrouille: IconLock,
} as const;

const PhoneLine = ({
  phone,
  large,
  isNamed = false,
}: {
  phone: Phone;
  large: boolean;
  /** Says whose number it is: where a title already does, it would say it twice. */
  isNamed?: boolean;
}) => {
  const dial = useDial();
  const { copied, copy } = useCopyNumber();
  const { e164, etat } = phone;
  const StateIcon = stateIcons[etat];
  const closed = etat === 'invalide' || etat === 'verrouille';
  return (
    <li className={styles.line}>
      <div className={styles.row}>
        <span
          className={styles.numero}
          data-large={large || undefined}
          data-closed={closed || undefined}
          data-selectable
        >
          {phone.affiche}
        </span>
        {phone.drom && <TintBadge teinte="cyan">DROM</TintBadge>}
        <span className={styles.space} />
        {StateIcon !== null && (
          <span className={styles.etat} data-etat={etat}>
            <StateIcon size={13} stroke={2} aria-hidden />
            {numeroEtatTextes[etat]}
          </span>
        )}
        {e164 === null ? (
          <span className={styles.etat} data-etat="a_verifier">
            <IconAlertTriangle size={13} stroke={2} aria-hidden />
            illisible
          </span>
        ) : (
          etat !== 'verrouille' && (
            <IconAction label={`Composer le ${phone.affiche}`} onClick={() => dial(e164)}>
              <IconPhoneOutgoing size={17} stroke={1.7} />
            </IconAction>
          )
        )}
        <IconAction label={copied ? 'Copié' : `Copier le ${phone.affiche}`} onClick={() => copy(phone.affiche)}>
          {copied ? <IconCheck size={17} stroke={2} /> : <IconCopy size={17} stroke={1.7} />}
        </IconAction>
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

/** The adults first: most of these young people are minors. The lists give no parent's name; a demande may. */
export const Phones = ({ fiche }: { fiche: Fiche }) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  const write = async (email: string): Promise<void> => {
    const answer = await bridge.invoke('systeme:ecrire-courriel', { a: [email], cci: false, objet: '', texte: '' });
    if (!answer.ok) say(phraseErreur(answer.error.code));
  };
  // Who asked in her own name gave her own address; the lists give that of the family.
  const hasResponsable = fiche.responsableTelephones.length > 0 || fiche.voeux.length > 0;
  const emails = fiche.emails.map((email) => (
    <button key={email} type="button" className={styles.email} onClick={() => void write(email)}>
      {email}
    </button>
  ));
  return (
    <section className={styles.card} aria-label="Contacts">
      {hasResponsable && <h3 className={styles.titre}>{titreResponsable(fiche)}</h3>}
      {!hasResponsable ? null : fiche.responsableTelephones.length === 0 ? (
        <p className={styles.rien}>Aucun numéro transmis</p>
      ) : (
        <ul className={styles.list}>
          {fiche.responsableTelephones.map((phone) => (
            <PhoneLine key={phone.origine + phone.brut} phone={phone} large isNamed={fiche.voeux.length > 0} />
          ))}
        </ul>
      )}
      {hasResponsable && emails}
      <h3 className={styles.titre} data-second={hasResponsable || undefined}>
        Candidat·e
      </h3>
      {fiche.candidatTelephones.length === 0 ? (
        <p className={styles.rien}>Aucun numéro transmis</p>
      ) : (
        <ul className={styles.list}>
          {fiche.candidatTelephones.map((phone) => (
            <PhoneLine key={phone.origine + phone.brut} phone={phone} large={false} />
          ))}
        </ul>
      )}
      {!hasResponsable && emails}
    </section>
  );
};
