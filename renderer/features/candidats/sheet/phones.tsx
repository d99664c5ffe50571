import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useBridge } from '../../../ask.tsx';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { useSaisies } from '../../saisies/saisies.tsx';
import { PhoneAdd } from './phone-add.tsx';
import { PhoneLine } from './phone-line.tsx';
import styles from './phones.module.css';
import { titreResponsable } from './resume.ts';

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
            <PhoneLine
              key={phone.origine + phone.brut}
              fiche={fiche}
              phone={phone}
              large
              isNamed={fiche.voeux.length > 0}
            />
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
            <PhoneLine key={phone.origine + phone.brut} fiche={fiche} phone={phone} large={false} />
          ))}
        </ul>
      )}
      {!hasResponsable && emails}
      {!fiche.indisponible && <PhoneAdd fiche={fiche} />}
    </section>
  );
};
