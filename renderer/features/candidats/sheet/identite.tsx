import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import styles from './identite.module.css';

/** What the lists say of the person herself, and which lists hold her. */
export const Identite = ({ fiche: { identite, dossiers } }: { fiche: Fiche }) => {
  const listes = [...new Set(dossiers.map(({ fluxNom }) => fluxNom))];
  const adresse = [
    ...identite.adresse.lignes,
    [identite.adresse.code_postal, identite.adresse.ville].filter((part) => part !== null).join(' '),
  ].filter((part) => part !== '');
  return (
    <dl className={styles.identite}>
      {identite.ine !== null && (
        <div>
          <dt>INE</dt>
          <dd data-selectable>{identite.ine}</dd>
        </div>
      )}
      {adresse.length > 0 && (
        <div>
          <dt>Adresse</dt>
          <dd data-selectable>{adresse.join(', ')}</dd>
        </div>
      )}
      {listes.length > 1 && (
        <div>
          <dt>Listes</dt>
          <dd>{listes.join(', ')}</dd>
        </div>
      )}
    </dl>
  );
};
