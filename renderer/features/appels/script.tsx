import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { isOuverte, motifsOuverts } from '../candidats/sheet/demandes-ouvertes.ts';
import { Motifs } from '../demandes/mode.tsx';
import { insecable } from '../demandes/textes.ts';
import styles from './script.module.css';
import { phraseBonjour, premiereQuestion } from './textes.ts';

/** Their own words, under the script; under the choices where the window is small, so that the eight stay in sight. */
export const Messages = ({ fiche, place }: { fiche: Fiche; place: 'script' | 'faits' }) =>
  fiche.demandes
    .filter(isOuverte)
    .flatMap(({ id, message, ajouts }) => [
      ...(message === null ? [] : [{ key: id, texte: message }]),
      ...ajouts.flatMap((ajout) => (ajout.message === null ? [] : [{ key: id + ajout.recu_le, texte: ajout.message }])),
    ])
    .map(({ key, texte }) => (
      <blockquote key={key} className={styles.message} data-place={place} data-selectable>
        {insecable(texte)}
      </blockquote>
    ));

/** What is said first, and why they asked to be called, in their own words. */
export const Script = ({ fiche }: { fiche: Fiche }) => {
  const session = useAsk('session:etat', {}).data;
  const motifs = motifsOuverts(fiche.demandes);
  return (
    <section className={styles.script} aria-label="À dire">
      <p className={styles.bonjour}>
        {phraseBonjour(fiche, session?.operateur?.nom ?? null, session?.etablissement ?? null)}
      </p>
      <div className={styles.suite}>
        <p className={styles.question}>{premiereQuestion}</p>
        {motifs.length > 0 && <Motifs motifs={motifs} />}
      </div>
      <Messages fiche={fiche} place="script" />
    </section>
  );
};
