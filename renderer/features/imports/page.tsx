import { Button } from '@mantine/core';
import { IconCircleCheck, IconFileImport, IconListDetails, IconUsers } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { useAsk } from '../../ask.tsx';
import { Notice } from '../../ui/notice.tsx';
import { phraseTravail } from '../exports/textes.ts';
import { BackHead, useBackPage } from '../listes/back-head.tsx';
import { Apercu } from './apercu.tsx';
import { Avance } from './avance.tsx';
import { Choix } from './choix.tsx';
import styles from './page.module.css';
import { brouillonDe, type ImportPlace, manqueA, manqueTextes, suivre } from './place.ts';
import { phraseRefus } from './refus.ts';
import { phraseFin } from './textes.ts';
import { useApercu, useImport } from './use-import.ts';

interface Dit {
  ton: 'bad' | 'info';
  /** What it is about: the same thing is said once. */
  quoi: string;
  phrase: string;
}

/** How the work that is followed ended, when that is worth a sentence: the others are seen by what they show. */
const issueDe = (travail: Travail | null): Dit[] => {
  if (travail?.etat === 'annule') return [{ ton: 'info', quoi: 'annule', phrase: phraseTravail(travail) }];
  if (travail?.etat !== 'echec' || travail.code === null) return [];
  const { code, details } = travail;
  return [{ ton: 'bad', quoi: code, phrase: `${phraseRefus({ code, details })} Rien n’a changé.` }];
};

/** From a file of the office to a list of this poste: choose, look, import. Leaving the screen stops nothing. */
export const ImportPage = ({
  place,
  cartes,
  onPlace,
  onBack,
  onFiltrer,
  onWorkSeen,
}: {
  place: ImportPlace;
  cartes: readonly CarteListe[];
  onPlace: (place: ImportPlace) => void;
  onBack: () => void;
  onFiltrer: (filtres: CandidatFiltres) => void;
  /** This page said how a work ended: nothing else needs to. */
  onWorkSeen: (travail: string) => void;
}) => {
  const travaux = useAsk('travaux:liste', {}).data?.travaux;
  const { etape, travail } = suivre(place, travaux ?? []);
  const { apercu, erreur } = useApercu(travail?.travail ?? null, travaux !== undefined && etape === 'apercu');
  const commands = useImport(place, onPlace, onBack);
  const titre = useBackPage(onBack);
  const ended = travail !== null && travail.etat !== 'en-cours' ? travail.travail : null;

  useEffect(() => {
    if (ended !== null) onWorkSeen(ended);
  }, [ended, onWorkSeen]);

  // Where nothing was read yet, that nothing is held is no news.
  const lost = erreur === null || (erreur === 'APERCU_PERIME' && place.travail === null) ? null : erreur;
  const dits: readonly Dit[] = [
    ...issueDe(travail),
    ...(commands.refus === null
      ? []
      : [{ ton: 'bad', quoi: commands.refus.code, phrase: phraseRefus(commands.refus) } as const]),
    ...(lost === null ? [] : [{ ton: 'bad', quoi: lost, phrase: phraseRefus({ code: lost }) } as const]),
  ];
  const notices = dits
    .filter(({ quoi }, index) => dits.findIndex((dit) => dit.quoi === quoi) === index)
    .map(({ ton, quoi, phrase }) => (
      <Notice key={quoi} tone={ton}>
        {phrase}
      </Notice>
    ));
  const brouillon = apercu === undefined ? null : brouillonDe(apercu, place.brouillon);
  const manque = apercu === undefined || brouillon === null ? null : manqueA(apercu, brouillon);
  const flux = travail?.resultat?.flux ?? [];
  return (
    <div className={styles.page}>
      <BackHead
        titre="Importer un fichier CSV"
        place={titre}
        sujet={apercu !== undefined && <p data-selectable>{apercu.fichier.nom}</p>}
        onBack={onBack}
      >
        {etape === 'apercu' && apercu !== undefined && brouillon !== null && (
          <div className={styles.tools}>
            <p className={styles.manque} role="status">
              {manque === null ? '' : manqueTextes[manque]}
            </p>
            <Button variant="default" disabled={commands.busy} onClick={commands.abandon}>
              Abandonner
            </Button>
            <Button variant="default" disabled={commands.busy} onClick={commands.choose}>
              Autre fichier
            </Button>
            <Button
              disabled={manque !== null}
              loading={commands.busy}
              leftSection={<IconFileImport size={16} aria-hidden />}
              onClick={() => commands.apply(apercu, brouillon)}
            >
              Importer
            </Button>
          </div>
        )}
      </BackHead>
      {(etape === 'choix' || (etape === 'apercu' && erreur !== null)) && (
        <Choix busy={commands.busy} notice={notices} onChoose={commands.choose} />
      )}
      {etape === 'travail' && travail !== null && <Avance travail={travail} />}
      {etape === 'apercu' && apercu !== undefined && brouillon !== null && (
        <>
          {notices}
          <Apercu
            key={apercu.lecture}
            apercu={apercu}
            cartes={cartes}
            brouillon={brouillon}
            onBrouillon={(written) => onPlace({ ...place, brouillon: written })}
          />
        </>
      )}
      {etape === 'fini' && (
        <section className={styles.centre} aria-label="Import terminé">
          <IconCircleCheck size={34} stroke={1.3} aria-hidden className={styles.fait} />
          <h2>Import terminé</h2>
          <p role="status">{phraseFin(place.bilan, flux.length)}</p>
          <div className={styles.buttons}>
            <Button variant="default" leftSection={<IconListDetails size={16} aria-hidden />} onClick={onBack}>
              Voir les listes
            </Button>
            <Button
              autoFocus
              leftSection={<IconUsers size={16} aria-hidden />}
              onClick={() => onFiltrer({ flux: [...flux] })}
            >
              Voir les candidats
            </Button>
          </div>
        </section>
      )}
    </div>
  );
};
