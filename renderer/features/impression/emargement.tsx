import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { heure, jourLong } from '../../textes/dates.ts';
import { majuscule } from '../../textes/pluriel.ts';
import styles from './emargement.module.css';
import { type PageEmargement, pagesEmargement } from './emargement-pages.ts';
import type { FeuilleEmargement } from './read-sheets.ts';

/** Characters that two lines hold; a title may be of 200. */
const longueurUsuelle = 90;

const Page = ({
  feuille,
  page,
  numero,
  total,
}: {
  feuille: FeuilleEmargement;
  page: PageEmargement;
  numero: number;
  total: number;
}) => {
  const { creneau, imprimeeLe } = feuille;
  // Paper is read another day: the year is written out, nothing is counted from today.
  const quand = majuscule(quandEnMots(creneau, 0));
  const nom = nomDuCreneau(creneau);
  const ou = [creneau.lieu, creneau.fluxNom].filter((part) => part !== null).join(' — ');
  return (
    <section className={styles.feuille}>
      <header className={styles.entete}>
        <div>
          <h1 data-long={nom.length > longueurUsuelle || undefined}>{nom}</h1>
          <p className={styles.quand}>{quand}</p>
          <p>{[creneau.titre === null ? null : libelleGenre[creneau.genre], ou].filter(Boolean).join(' · ')}</p>
        </div>
        <div className={styles.droite}>
          <b>Feuille d’émargement</b>
          <p>
            page {numero}/{total}
          </p>
          <p>
            imprimée le {jourLong(imprimeeLe, 0)} à {heure(imprimeeLe)}
          </p>
        </div>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.numero} aria-label="Numéro" />
            <th className={styles.personne}>Nom, prénom</th>
            <th className={styles.formation}>Formation</th>
            <th>Signature</th>
          </tr>
        </thead>
        <tbody>
          {page.lignes.map((ligne, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
            <tr key={at}>
              <td className={styles.numero}>{page.premier + at}</td>
              <td>
                {ligne !== null && (
                  <div data-ajuste="" className={styles.cellule}>
                    <span className={styles.nom}>
                      <b>{ligne.nom}</b> {ligne.prenom}
                    </span>
                  </div>
                )}
              </td>
              <td>
                {ligne?.formation != null && (
                  <div data-ajuste="" className={styles.cellule}>
                    <span className={styles.quoi}>{ligne.formation}</span>
                  </div>
                )}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={styles.pied}>
        Document nominatif : à détruire une fois la présence notée. Les lignes vides sont pour qui vient sans s’être
        inscrit.
      </footer>
    </section>
  );
};

/** The sign-in sheet of one créneau. No number and no address: it lies on a table. */
export const Emargement = ({ feuilles }: { feuilles: readonly FeuilleEmargement[] }) => {
  const [premiere] = feuilles;
  if (premiere === undefined) return null;
  const pages = pagesEmargement(feuilles);
  return pages.map((page, at) => (
    <Page key={page.premier} feuille={premiere} page={page} numero={at + 1} total={pages.length} />
  ));
};
