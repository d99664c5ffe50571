import { lazy, Suspense } from 'react';
import { jourEnMots } from '../../textes/echeances.ts';
import { nombre } from '../../textes/pluriel.ts';
import carte from './avancement.module.css';
import styles from './semaine.module.css';
import { type JourAppels, semainePhrase } from './textes.ts';

/** Drawing columns takes a library of its own: the figures are shown before it is there. */
const Colonnes = lazy(async () => ({ default: (await import('./colonnes.tsx')).Colonnes }));

/** The calls of the last days. The columns are a drawing; the table says the same to whoever does not see them. */
export const Semaine = ({ semaine }: { semaine: readonly JourAppels[] }) => {
  const hasCalls = semaine.some(({ joints, autres }) => joints + autres > 0);
  return (
    <section className={carte.carte} aria-labelledby="accueil-semaine">
      <div className={carte.titre}>
        <h2 id="accueil-semaine">Appels de la semaine</h2>
        <p>{semainePhrase(semaine)}</p>
      </div>
      {hasCalls && (
        <>
          <div className={styles.dessin} aria-hidden>
            <Suspense fallback={null}>
              <Colonnes semaine={semaine} />
            </Suspense>
          </div>
          <table className="visually-hidden">
            <caption>Appels jour par jour</caption>
            <thead>
              <tr>
                <th scope="col">Jour</th>
                <th scope="col">Joints</th>
                <th scope="col">Autres</th>
              </tr>
            </thead>
            <tbody>
              {semaine.map(({ jour, joints, autres }) => (
                <tr key={jour}>
                  <th scope="row">{jourEnMots(jour)}</th>
                  <td>{nombre(joints)}</td>
                  <td>{nombre(autres)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
};
