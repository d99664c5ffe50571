import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconFileExport,
  IconPlugConnected,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Epreuve } from '../../../shared/contract/ipc/synchro.ts';
import { useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Window } from '../../ui/window.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './page.module.css';
import { epreuveTextes, resultatTextes } from './textes.ts';

const icons = { bon: IconCircleCheck, mauvais: IconAlertTriangle, 'non-fait': IconCircleDashed } as const;
const tons = { bon: 'bon', mauvais: 'mauvais', 'non-fait': 'attente' } as const;

const Epreuves = ({ epreuves }: { epreuves: readonly Epreuve[] }) => (
  <ul className={styles.list} aria-label="Résultat du test">
    {epreuves.map(({ epreuve, resultat, code, mesure }) => {
      const Icon = icons[resultat];
      return (
        <li key={epreuve} className={styles.item}>
          <div>
            <p>{epreuveTextes[epreuve]}</p>
            {code !== null && <p className={styles.meta}>{phraseErreur(code)}</p>}
          </div>
          <span className={styles.mark} data-ton={tons[resultat]}>
            <Icon size={14} stroke={1.9} aria-hidden />
            {mesure ?? resultatTextes[resultat]}
          </span>
        </li>
      );
    })}
  </ul>
);

/** For the person on the phone with the help desk: a test that says what is wrong, a text they can read before saving. */
export const Outils = ({ sansServeur = false }: { sansServeur?: boolean }) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  const [epreuves, setEpreuves] = useState<readonly Epreuve[]>([]);
  const [testing, setTesting] = useState(false);
  const [apercu, setApercu] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);

  const test = async (): Promise<void> => {
    setTesting(true);
    const answer = await bridge.invoke('synchro:tester', {});
    setTesting(false);
    if (answer.ok) setEpreuves(answer.value);
    else say(phraseErreur(answer.error.code));
  };
  const preview = async (): Promise<void> => {
    setSaved(false);
    const answer = await bridge.invoke('synchro:diagnostic', { jeton: null });
    if (answer.ok) setApercu(answer.value.texte);
    else say(phraseErreur(answer.error.code));
  };
  const save = async (): Promise<void> => {
    const choice = await bridge.invoke('systeme:choisir-enregistrement', {
      nom: 'rappel-cfa-diagnostic',
      extension: 'txt',
    });
    if (!choice.ok) return say(phraseErreur(choice.error.code));
    if (choice.value.jeton === null) return;
    const answer = await bridge.invoke('synchro:diagnostic', { jeton: choice.value.jeton });
    if (answer.ok) setSaved(true);
    else say(phraseErreur(answer.error.code));
  };

  return (
    <section className={styles.panel} aria-label="En cas de problème">
      <h2>En cas de problème</h2>
      <div className={styles.buttons}>
        {!sansServeur && (
          <Button
            variant="default"
            loading={testing}
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            onClick={() => void test()}
          >
            Tester la connexion
          </Button>
        )}
        <Button variant="default" leftSection={<IconFileExport size={16} aria-hidden />} onClick={() => void preview()}>
          Exporter un diagnostic
        </Button>
      </div>
      <div role="status" className={styles.epreuves}>
        {epreuves.length > 0 && <Epreuves epreuves={epreuves} />}
      </div>
      <Window titre="Diagnostic" size={640} opened={apercu !== null} onClose={() => setApercu(null)}>
        <p className={styles.rien}>Voici tout ce que le fichier contiendra : aucun nom, aucun numéro, aucune note.</p>
        <pre className={styles.apercu} data-selectable>
          {apercu}
        </pre>
        <div className={styles.buttons}>
          <Button onClick={() => void save()}>Enregistrer dans un fichier</Button>
          {saved && (
            <span role="status" className={styles.mark} data-ton="bon">
              <IconCircleCheck size={14} stroke={1.9} aria-hidden />
              enregistré
            </span>
          )}
        </div>
      </Window>
    </section>
  );
};
