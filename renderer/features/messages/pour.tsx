import { Checkbox } from '@mantine/core';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { chiffresRecherche } from '../../../shared/domain/telephone.ts';
import { Notice } from '../../ui/notice.tsx';
import { callableNumbers } from '../candidats/saisie/numbers.ts';
import { adressesDe, type Canal, enveloppeDe } from './contexte.ts';
import { BoutonCopier } from './copier.tsx';
import styles from './messages.module.css';
import { phraseSansAdresse, phraseSansEnveloppe, phraseSansNumero } from './textes.ts';

/** A fixed French line takes no SMS; of another country's, nobody knows here. */
const peutRecevoir = (e164: string): boolean => /^(0[67]|[^0])/.test(chiffresRecherche(e164));

/** Numbers that may be written to: neither wrong, nor closed, nor fixed. */
export const numerosDe = (fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>) => {
  const exclus = new Set(
    [...fiche.responsableTelephones, ...fiche.candidatTelephones]
      .filter(({ etat }) => etat === 'invalide' || etat === 'verrouille')
      .map(({ e164 }) => e164),
  );
  return callableNumbers(fiche).filter(({ e164 }) => !exclus.has(e164) && peutRecevoir(e164));
};

const Adresses = ({
  fiche,
  sauf,
  onSauf,
}: {
  fiche: Fiche;
  sauf: readonly string[];
  onSauf: (sauf: readonly string[]) => void;
}) => {
  const { bonnes, illisibles } = adressesDe(fiche);
  return (
    <>
      {bonnes.length === 0 && <Notice tone="warn">{phraseSansAdresse}</Notice>}
      {bonnes.length === 1 && <p data-selectable>{bonnes[0]}</p>}
      {bonnes.length > 1 &&
        bonnes.map((adresse) => (
          <Checkbox
            key={adresse}
            size="xs"
            label={adresse}
            checked={!sauf.includes(adresse)}
            onChange={(event) =>
              onSauf(event.currentTarget.checked ? sauf.filter((une) => une !== adresse) : [...sauf, adresse])
            }
          />
        ))}
      {illisibles.length > 0 && (
        <p className={styles.muted}>Mal écrite dans la liste, laissée de côté : {illisibles.join(', ')}</p>
      )}
    </>
  );
};

const Numeros = ({ fiche }: { fiche: Fiche }) => {
  const numeros = numerosDe(fiche);
  if (numeros.length === 0) return <Notice tone="warn">{phraseSansNumero}</Notice>;
  return (
    <>
      {numeros.map(({ e164, label }) => (
        <div key={e164} className={styles.ligne}>
          <b data-selectable>{label}</b>
          <BoutonCopier
            small
            texte={() => e164}
            label="Copier"
            nom={`Copier le numéro ${label.split(' — ')[0] ?? e164}`}
          />
        </div>
      ))}
    </>
  );
};

const Enveloppe = ({ fiche }: { fiche: Fiche }) => {
  const lignes = enveloppeDe(fiche);
  if (lignes.length === 0) return <Notice tone="warn">{phraseSansEnveloppe}</Notice>;
  return (
    <div className={styles.ligne}>
      <p className={styles.enveloppe} data-selectable>
        {lignes.join('\n')}
      </p>
      <BoutonCopier small texte={() => lignes.join('\n')} label="Copier" nom="Copier l’adresse de l’enveloppe" />
    </div>
  );
};

const titres: Readonly<Record<Canal, string>> = {
  courriel: 'À la famille',
  sms: 'Numéro',
  courrier: 'Adresse de l’enveloppe',
};

/** Whom it goes to, or why it cannot and what to do. */
export const Pour = ({
  fiche,
  canal,
  sauf,
  onSauf,
}: {
  fiche: Fiche;
  canal: Canal;
  sauf: readonly string[];
  onSauf: (sauf: readonly string[]) => void;
}) => (
  <fieldset className={styles.pour}>
    <legend>{titres[canal]}</legend>
    <div className={styles.liste}>
      {canal === 'courriel' && <Adresses fiche={fiche} sauf={sauf} onSauf={onSauf} />}
      {canal === 'sms' && <Numeros fiche={fiche} />}
      {canal === 'courrier' && <Enveloppe fiche={fiche} />}
    </div>
  </fieldset>
);
