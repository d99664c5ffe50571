import { Textarea } from '@mantine/core';
import { IconMail, IconPhone, IconUserQuestion } from '@tabler/icons-react';
import type { Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { afficherTelephone } from '../../../shared/domain/telephone.ts';
import { compte, nombre, pluriel } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { Apercu } from '../demandes/apercu.tsx';
import { type CourrielAnnonce, courrielAnnonce } from './apercu-courriel.ts';
import type { Consequences } from './consequences.ts';
import { type Lecteurs, lecteursEnMots } from './lecteurs.ts';
import styles from './suites.module.css';

const motMax = 200;
const size = { size: 15, stroke: 1.8, 'aria-hidden': true } as const;

const Personnes = ({ gens, avecNumero }: { gens: readonly Inscription[]; avecNumero: boolean }) => (
  <ul className={styles.gens}>
    {gens.map(({ reservation, nom, prenom, telephone }) => (
      <li key={reservation}>
        <span>
          <b>{nom}</b> {prenom}
        </span>
        {avecNumero && (
          <span className={styles.numero} data-selectable>
            {telephone === null ? 'aucun numéro' : afficherTelephone(telephone)}
          </span>
        )}
      </li>
    ))}
  </ul>
);

const EnTrop = ({ consequences: { enTrop, aReconfirmer } }: { consequences: Consequences }) => (
  <Notice tone="warn">
    {enTrop === 1
      ? 'Une personne est inscrite en trop : elle garde sa place et passe « à reconfirmer ». Aucun courriel ne part, c’est au CFA de l’appeler.'
      : `${nombre(enTrop)} personnes sont inscrites en trop : elles gardent leur place et passent « à reconfirmer ». Aucun courriel ne part, c’est au CFA de les appeler.`}
    {aReconfirmer === null || aReconfirmer.length === 0 ? (
      <p>Ce sont les dernières inscrites ; leurs noms seront dans l’agenda après l’envoi.</p>
    ) : (
      <Personnes gens={aReconfirmer} avecNumero />
    )}
  </Notice>
);

const Reprises = ({ nombre: n }: { nombre: number }) => (
  <Notice tone="warn">
    {n === 1
      ? 'Une place était gardée pour quelqu’un de la liste d’attente : elle ne l’est plus, et un courriel le lui dit.'
      : `${nombre(n)} places étaient gardées pour des personnes de la liste d’attente : elles ne le sont plus, et un courriel le leur dit.`}
  </Notice>
);

/** The same in one line, beside the button that does it. */
export const suitesCourt = ({ courriel, ecrits, aAppeler, enTrop, reprises }: Consequences): string | undefined => {
  const mots = [
    ...(courriel !== null && ecrits.length > 0
      ? [compte(ecrits.length, 'personne prévenue par courriel', 'personnes prévenues par courriel')]
      : []),
    ...(courriel !== null && aAppeler.length > 0 ? [`${nombre(aAppeler.length)} à appeler`] : []),
    ...(reprises > 0 ? [compte(reprises, 'place gardée reprise', 'places gardées reprises')] : []),
    ...(enTrop > 0 ? [`${nombre(enTrop)} à reconfirmer`] : []),
  ];
  return mots.length === 0 ? undefined : mots.join(', ');
};

/** The mail, or one for each kind of reader: the first is open. */
const Apercus = ({
  courriel,
  lecteurs,
  annonce,
}: {
  courriel: CourrielAnnonce['quoi'];
  lecteurs: readonly Lecteurs[];
  annonce: Omit<CourrielAnnonce, 'quoi' | 'lecteur'>;
}) =>
  lecteurs.map((ils, rang) => {
    const { lecteur } = ils;
    const corps = courrielAnnonce({ ...annonce, quoi: courriel, lecteur });
    return lecteurs.length === 1 ? (
      <Apercu key="tous" corps={corps} />
    ) : (
      <details key={`${lecteur.place} ${lecteur.demande}`} className={styles.lecteurs} open={rang === 0}>
        <summary>{lecteursEnMots(ils, courriel)}</summary>
        <Apercu corps={corps} />
      </details>
    );
  });

/** What a change does, before it is done: who is written to, who has to be called, who has to say again that she comes. */
export const Suites = ({
  consequences,
  annonce,
  mot,
  onMot,
  inscrits,
}: {
  consequences: Consequences;
  /** What the mail says; null when none leaves. */
  annonce: Omit<CourrielAnnonce, 'mot' | 'quoi' | 'lecteur'>;
  mot: string;
  onMot: (mot: string) => void;
  /** How many are concerned, whatever leaves. */
  inscrits: number;
}) => {
  const { courriel, passe, ecrits, lecteurs, aAppeler, opposes, enTrop, reprises } = consequences;
  return (
    <section className={styles.suites} aria-label="Ce que ce changement fait">
      {inscrits === 0 && (
        <p className={styles.phrase}>
          <IconUserQuestion {...size} />
          Personne n’est inscrit : personne n’est à prévenir.
        </p>
      )}
      {inscrits > 0 && courriel === null && enTrop + reprises === 0 && (
        <p className={styles.phrase}>
          <IconMail {...size} />
          {passe
            ? 'Aucun courriel ne part : ce créneau est passé.'
            : 'Aucun courriel ne part : ni l’heure, ni le lieu, ni le lien ne changent.'}
        </p>
      )}
      {reprises > 0 && <Reprises nombre={reprises} />}
      {enTrop > 0 && <EnTrop consequences={consequences} />}
      {courriel !== null && ecrits.length > 0 && (
        <p className={styles.phrase}>
          <IconMail {...size} />
          <b>
            {compte(ecrits.length, 'personne recevra', 'personnes recevront')} un courriel
            {lecteurs.length > 1 && `, selon leur place et leur demande`}
          </b>
        </p>
      )}
      {courriel !== null && aAppeler.length > 0 && (
        <div className={styles.appeler}>
          <p className={styles.phrase}>
            <IconPhone {...size} />
            <b>
              {compte(aAppeler.length, 'personne', 'personnes')} sans adresse : {pluriel(aAppeler.length, 'la', 'les')}{' '}
              appeler
            </b>
          </p>
          <Personnes gens={aAppeler} avecNumero />
        </div>
      )}
      {opposes.length > 0 && (
        <Notice tone="info">
          {opposes.length === 1
            ? 'Une personne ne souhaite plus être contactée : rien ne lui est écrit.'
            : `${nombre(opposes.length)} personnes ne souhaitent plus être contactées : rien ne leur est écrit.`}
          <Personnes gens={opposes} avecNumero={false} />
        </Notice>
      )}
      {courriel !== null && ecrits.length > 0 && (
        <>
          <Textarea
            label="Mot du CFA (facultatif)"
            description={`Il est ajouté au courriel. ${nombre(mot.length)} sur ${motMax} caractères.`}
            autosize
            minRows={2}
            maxRows={4}
            maxLength={motMax}
            spellCheck
            lang="fr"
            value={mot}
            onChange={(event) => onMot(event.currentTarget.value)}
          />
          <Apercus courriel={courriel} lecteurs={lecteurs} annonce={{ ...annonce, mot }} />
        </>
      )}
    </section>
  );
};
