import type { LigneFeuille } from '../../../shared/contract/ipc/impressions.ts';
import type { Libelles } from '../../../shared/domain/partages.ts';
import { motDeSituation } from '../partages/noms.ts';
import type { Feuille } from './read-sheets.ts';
import styles from './sheet.module.css';
import {
  caseRappel,
  cases,
  consigne,
  dernierTexte,
  porteeTexte,
  prochaineTexte,
  quiTextes,
  signature,
} from './textes.ts';

/** Marks the cells whose text must shrink rather than be cut (fit.ts). */
const fitted = { 'data-ajuste': '' } as const;

const Box = ({ chiffre, mot }: { chiffre: number; mot: string }) => (
  <span className={styles.case}>
    <i aria-hidden />
    <b className={styles.chiffre}>{chiffre}</b> {mot}
  </span>
);

const tailleDe = (at: number, count: number): 'grande' | 'moyenne' | 'petite' => {
  if (count <= 2) return 'grande';
  return at < 2 ? 'moyenne' : 'petite';
};

const Phones = ({ telephones }: Pick<LigneFeuille, 'telephones'>) => (
  <td>
    <div {...fitted}>
      {telephones.length === 0 && <span className={styles.fait}>Aucun numéro à appeler</span>}
      {telephones.map(({ affiche, qui }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
        <span key={at} className={styles.numero} data-taille={tailleDe(at, telephones.length)}>
          <b className={styles.chiffres}>{affiche}</b> <small className={styles.qui}>{quiTextes[qui]}</small>
        </span>
      ))}
    </div>
  </td>
);

const Line = ({ ligne, numero, libelles }: { ligne: LigneFeuille; numero: number; libelles: Libelles }) => {
  const { nom, prenom, formations, autresFormations } = ligne;
  const prochaine = prochaineTexte(ligne.prochaineAction);
  return (
    <tr>
      <td className={styles.numeroLigne}>{numero}</td>
      <td>
        <div {...fitted}>
          <span className={styles.nom}>
            <b>{nom}</b> {prenom}
          </span>
          <span className={styles.formation}>
            {formations.join(' · ')}
            {autresFormations > 0 && ` · + ${autresFormations}`}
          </span>
        </div>
      </td>
      <Phones telephones={ligne.telephones} />
      <td>
        <div {...fitted}>
          <b className={styles.situation}>{motDeSituation(ligne.situation, libelles)}</b>
          <span className={styles.fait}>{dernierTexte(ligne)}</span>
          {prochaine !== '' && <span className={styles.fait}>{prochaine}</span>}
        </div>
      </td>
      <td>
        <div className={styles.cases}>
          {cases.map((one) => (
            <Box key={one.chiffre} {...one} />
          ))}
        </div>
        <div className={styles.aEcrire}>
          <Box {...caseRappel} />
          <i className={styles.date} />
          <span>Note</span>
          <i className={styles.note} />
        </div>
      </td>
    </tr>
  );
};

/** One A4 page: its people, then empty paper; who printed it stands on each, since pages get parted. */
export const Sheet = ({
  feuille,
  premier,
  libelles,
}: {
  feuille: Feuille;
  premier: number;
  /** What the issues are called in this organisme. */
  libelles: Libelles;
}) => (
  <section className={styles.feuille}>
    <header className={styles.entete}>
      <div>
        <h1>Feuille d’appel — {feuille.titre}</h1>
        <p>{porteeTexte(feuille)}</p>
      </div>
      <div className={styles.droite}>
        <b>
          page {feuille.feuille}/{feuille.feuilles}
        </b>
        <p>{signature(feuille)}</p>
      </div>
    </header>
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={styles.numeroLigne} aria-label="Numéro" />
          <th className={styles.personne}>Candidat·e, formation</th>
          <th className={styles.telephones}>Téléphone</th>
          <th className={styles.suivi}>Où on en est</th>
          <th>Appel du ____ /____ à ______ par ________________</th>
        </tr>
      </thead>
      <tbody>
        {feuille.lignes.map((ligne, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
          <Line key={at} ligne={ligne} numero={premier + at} libelles={libelles} />
        ))}
      </tbody>
    </table>
    <footer className={styles.pied}>{consigne}</footer>
  </section>
);
