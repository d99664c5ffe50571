import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import { essaiMot } from '../../textes/appel.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SituationBadge } from '../../ui/situation-badge.tsx';
import type { Contexte, Geste } from './commandes.ts';
import styles from './palette.module.css';
import { type Entree, useChoix, useTrouve } from './use-palette.ts';

const listId = 'palette-liste';

export interface PaletteControls {
  open: () => void;
  store: ReturnType<typeof createSpotlight>[0];
  close: () => void;
  /** What had the keys before it opened. */
  giveBack: () => void;
}

/** « Ctrl K » : held by the desk; a locked desk has none. */
export const usePalette = (): PaletteControls => {
  const [[store, spotlight]] = useState(createSpotlight);
  /** null while it is closed. */
  const before = useRef<{ element: Element | null } | null>(null);
  const open = useCallback(() => {
    before.current = { element: document.activeElement };
    spotlight.open();
  }, [spotlight]);
  const giveBack = useCallback(() => {
    if (before.current === null) return;
    const { element } = before.current;
    const { activeElement } = document;
    before.current = null;
    if (element instanceof HTMLElement && element !== document.body && element.isConnected) element.focus();
    // Nothing had them: its own field, about to go, would pass for one where somebody is typing.
    else if (activeElement instanceof HTMLElement) activeElement.blur();
  }, []);
  return useMemo(() => ({ open, close: spotlight.close, store, giveBack }), [open, spotlight, store, giveBack]);
};

const Personne = ({ ligne }: { ligne: CandidatLigne }) => (
  <>
    <span className={styles.texte}>
      <span className={styles.nom}>
        <b>{ligne.nom}</b> {ligne.prenom}
      </span>
      {ligne.formation !== null && <span className={styles.meta}>{ligne.formation}</span>}
    </span>
    <span className={styles.fin}>
      {ligne.essais > 0 && <span className={styles.meta}>{essaiMot(ligne.essais)}</span>}
      <SituationBadge code={ligne.situation} />
    </span>
  </>
);

const titreDe = (entree: Entree): string => (entree.genre === 'personne' ? 'Personnes' : entree.commande.groupe);

const groupes = (entrees: readonly Entree[]): { titre: string; entrees: Entree[] }[] => {
  const found: { titre: string; entrees: Entree[] }[] = [];
  for (const entree of entrees) {
    const titre = titreDe(entree);
    const last = found.at(-1);
    if (last?.titre === titre) last.entrees.push(entree);
    else found.push({ titre, entrees: [entree] });
  }
  return found;
};

interface PaletteProps {
  contexte: Contexte;
  onPersonne: (candidat: string) => void;
  onGeste: (geste: Geste) => void;
}

const Contenu = ({
  texte,
  contexte,
  choose,
}: {
  texte: string;
  contexte: Contexte;
  choose: (entree: Entree) => void;
}) => {
  const trouve = useTrouve(texte, contexte);
  const choix = useChoix(texte, trouve, choose);
  const isNothing = trouve.isAnswered && trouve.entrees.length === 0;

  // Taken on the way down: the field's own handler would press whichever line it drew last.
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => choix.move(1),
      ArrowUp: () => choix.move(-1),
      Enter: () => {
        if (!event.repeat) choix.wait();
      },
    };
    const act = keys[event.key];
    if (act === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <>
      <div onKeyDownCapture={onKeyDownCapture}>
        <Spotlight.Search
          size="md"
          data-autofocus
          role="combobox"
          aria-label="Personne, écran ou action"
          aria-expanded={trouve.entrees.length > 0}
          aria-controls={listId}
          aria-activedescendant={choix.chosen?.id}
          placeholder="Un nom, un téléphone, un écran, une action…"
          maxLength={100}
          leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
          rightSectionWidth={64}
          rightSection={<KeyHint touche="Échap" />}
          rightSectionPointerEvents="none"
        />
      </div>
      {trouve.isFailed && <Notice tone="bad">{phraseErreur('NOYAU_ARRETE')}</Notice>}
      <div id={listId} role="listbox" aria-label="Ce qui correspond" className={styles.liste}>
        {groupes(trouve.entrees).map(({ titre, entrees }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
          <div key={titre} role="group" aria-label={titre}>
            <div className={styles.titre} aria-hidden>
              {titre}
            </div>
            {entrees.map((entree) => (
              <button
                key={entree.id}
                type="button"
                id={entree.id}
                role="option"
                tabIndex={-1}
                className={styles.entree}
                aria-selected={entree === choix.chosen}
                data-selected={entree === choix.chosen || undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(entree)}
              >
                {entree.genre === 'personne' ? (
                  <Personne ligne={entree.ligne} />
                ) : (
                  <>
                    <span className={styles.texte}>{entree.commande.mot}</span>
                    {entree.commande.touche !== null && <KeyHint touche={entree.commande.touche} />}
                  </>
                )}
              </button>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={styles.aide} data-vide={isNothing || undefined}>
        {isNothing
          ? 'Rien ne correspond : ni personne, ni écran, ni action.'
          : trouve.hasMore
            ? 'D’autres personnes correspondent : ajouter des lettres.'
            : ''}
      </p>
    </>
  );
};

/** People, screens, gestures and saved views, from anywhere and by the keyboard alone. */
export const Palette = ({ controls, contexte, onPersonne, onGeste }: PaletteProps & { controls: PaletteControls }) => {
  const { store, close, giveBack } = controls;
  const { opened } = useSpotlight(store);
  const [texte, setTexte] = useState('');
  const choose = (entree: Entree): void => {
    close();
    setTexte('');
    giveBack();
    if (entree.genre === 'personne') onPersonne(entree.ligne.id);
    else onGeste(entree.commande.geste);
  };
  return (
    <Spotlight.Root
      store={store}
      query={texte}
      onQueryChange={setTexte}
      shortcut={null}
      size={620}
      yOffset={60}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      onSpotlightClose={() => {
        setTexte('');
        giveBack();
      }}
      attributes={{ content: { 'aria-label': 'Palette' } }}
      classNames={{ content: styles.fenetre ?? '', body: styles.corps ?? '' }}
    >
      {opened && <Contenu texte={texte} contexte={contexte} choose={choose} />}
    </Spotlight.Root>
  );
};
