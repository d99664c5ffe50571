import { IconCalendarEvent } from '@tabler/icons-react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { debutDuSite } from '../../textes/agenda.ts';
import { minuscule } from '../../textes/pluriel.ts';
import { Fil } from '../candidats/sheet/fil.tsx';
import { useFilContexte } from '../candidats/sheet/use-fil-contexte.ts';
import { Voeux } from '../candidats/sheet/voeux.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { estActif, etatMots } from '../rendez-vous/etats.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './faits.module.css';
import { Messages } from './script.tsx';

/** The last words exchanged; the rest is on her sheet. */
const filMax = 3;

/** What she wants and what was last said: wishes by rank, meetings to come, the head of the fil. */
export const Faits = ({ fiche, now }: { fiche: Fiche; now: number }) => {
  const { cancel } = useSaisies();
  const contexte = useFilContexte(fiche.ligne.id, fiche, now);
  const rendezVous = fiche.rendezVous.filter((rdv) => estActif(rdv) && Date.parse(rdv.fin) > now);
  return (
    <div className={styles.faits}>
      <Messages fiche={fiche} place="faits" />
      {(fiche.voeux.length > 0 || rendezVous.length > 0) && (
        <div>
          {fiche.voeux.length > 0 && <Voeux voeux={fiche.voeux} />}
          {rendezVous.length > 0 && (
            <ul className={styles.rdv} aria-label="Rendez-vous à venir">
              {rendezVous.map((rdv) => (
                <li key={rdv.reservation}>
                  <IconCalendarEvent size={15} stroke={1.7} aria-hidden />
                  <span>
                    <b>{debutDuSite(rdv, now)}</b> · {minuscule(etatMots(rdv, now, fuseauDuPoste()).mot)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Fil fiche={fiche} contexte={contexte} max={filMax} onCancel={(acte) => void cancel(acte)} />
    </div>
  );
};
