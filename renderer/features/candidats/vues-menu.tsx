import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconBookmark, IconCheck, IconChevronDown, IconPencil, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Vue } from '../../../shared/domain/partages.ts';
import { usePartages } from '../partages/use-partages.ts';
import bar from './filters.module.css';
import { estModifiee, type ListeActuelle, nomLibre, vueDe } from './vues.ts';
import styles from './vues-menu.module.css';

/** The bound of the contract. */
const nomMax = 60;

const NomForm = ({
  label,
  initial,
  bouton,
  onSave,
}: {
  label: string;
  initial: string;
  bouton: string;
  onSave: (nom: string) => void;
}) => {
  const [nom, setNom] = useState(initial);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (nom.trim() !== '') onSave(nom.trim());
      }}
    >
      <TextInput
        size="xs"
        label={label}
        value={nom}
        maxLength={nomMax}
        autoFocus
        data-autofocus
        onChange={(event) => setNom(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={nom.trim() === ''}>
        {bouton}
      </Button>
    </form>
  );
};

/** The arrows go from one view to the next, and to what can be done with the list. */
const onArrows = (event: KeyboardEvent<HTMLElement>): void => {
  const pas = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (pas === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-vue]')];
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[at + pas];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

type Saisie = { quoi: 'nouvelle' } | { quoi: 'nom'; id: string } | null;

const Panneau = ({
  actuelle,
  vue,
  onApply,
  onKept,
}: {
  actuelle: ListeActuelle;
  /** Id of the view that is applied. */
  vue: string | null;
  onApply: (id: string, valeur: Vue) => void;
  /** The list as it stands now has this name; null when it has none any more. */
  onKept: (id: string | null) => void;
}) => {
  const { vues, ecrire, supprimer } = usePartages();
  const [saisie, setSaisie] = useState<Saisie>(null);
  const appliquee = vues.find(({ id }) => id === vue);
  const isChanged = appliquee !== undefined && estModifiee(appliquee.valeur, actuelle);
  const noms = vues.map(({ valeur }) => valeur.nom);

  const panneau = useRef<HTMLDivElement>(null);
  /** What had the focus is gone: Échap and the arrows are still the menu's. */
  const stay = (): void => panneau.current?.focus();
  const keep = async (id: string | null, valeur: Vue): Promise<void> => {
    const written = await ecrire({ genre: 'vue', id, valeur });
    if (!written.ok) return;
    setSaisie(null);
    onKept(written.value.id);
    stay();
  };
  const rename = async (id: string, valeur: Vue, nom: string): Promise<void> => {
    const autres = noms.filter((un) => un !== valeur.nom);
    const written = await ecrire({ genre: 'vue', id, valeur: { ...valeur, nom: nomLibre(nom, autres) } });
    if (!written.ok) return;
    setSaisie(null);
    stay();
  };
  const drop = async (id: string): Promise<void> => {
    if (!(await supprimer('vue', id))) return;
    if (id === vue) onKept(null);
    stay();
  };

  return (
    <div ref={panneau} tabIndex={-1} className={styles.panneau}>
      {vues.length === 0 ? (
        <p className={styles.vide}>
          Aucune vue enregistrée. Une vue garde les filtres, le tri et les colonnes de cette liste, sur tous les postes
          de ce compte.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Vues enregistrées">
          {vues.map(({ id, valeur, enAttente }) => (
            <li key={id} className={styles.line}>
              {saisie?.quoi === 'nom' && saisie.id === id ? (
                <NomForm
                  label={`Nouveau nom de « ${valeur.nom} »`}
                  initial={valeur.nom}
                  bouton="Renommer"
                  onSave={(nom) => void rename(id, valeur, nom)}
                />
              ) : (
                <>
                  <button
                    type="button"
                    data-vue
                    className={styles.vue}
                    aria-pressed={id === vue}
                    title={enAttente ? `${valeur.nom}, en attente d’envoi` : valeur.nom}
                    onClick={() => onApply(id, valeur)}
                  >
                    <span className={styles.nom}>{valeur.nom}</span>
                    {id === vue && <IconCheck size={14} stroke={2} aria-hidden />}
                  </button>
                  <Tooltip label="Renommer">
                    <ActionIcon
                      variant="subtle"
                      size="sm"
                      aria-label={`Renommer ${valeur.nom}`}
                      onClick={() => setSaisie({ quoi: 'nom', id })}
                    >
                      <IconPencil size={14} stroke={1.8} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label="Supprimer">
                    <ActionIcon
                      variant="subtle"
                      size="sm"
                      aria-label={`Supprimer ${valeur.nom}`}
                      onClick={() => void drop(id)}
                    >
                      <IconTrash size={14} stroke={1.8} />
                    </ActionIcon>
                  </Tooltip>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        {isChanged && (
          <Button
            size="xs"
            variant="default"
            data-vue
            onClick={() => void keep(appliquee.id, vueDe(appliquee.valeur.nom, actuelle))}
          >
            Remplacer « {appliquee.valeur.nom} »
          </Button>
        )}
        {saisie?.quoi === 'nouvelle' ? (
          <NomForm
            label="Nom de la vue"
            initial=""
            bouton="Enregistrer"
            onSave={(nom) => void keep(null, vueDe(nomLibre(nom, noms), actuelle))}
          />
        ) : (
          <Button
            size="xs"
            variant={isChanged ? 'subtle' : 'default'}
            data-vue
            data-autofocus={vues.length === 0 || undefined}
            onClick={() => setSaisie({ quoi: 'nouvelle' })}
          >
            Enregistrer cette liste…
          </Button>
        )}
      </div>
    </div>
  );
};

/** Lists as somebody likes to see them, shared by the postes of the account; the one that is applied is named. */
export const VuesMenu = ({
  actuelle,
  vue,
  onApply,
  onVue,
}: {
  actuelle: ListeActuelle;
  vue: string | null;
  onApply: (id: string, valeur: Vue) => void;
  onVue: (vue: string | null) => void;
}) => {
  const { vues } = usePartages();
  const [opened, setOpened] = useState(false);
  const appliquee = vues.find(({ id }) => id === vue)?.valeur;
  const mot =
    appliquee === undefined ? 'Vues' : `${appliquee.nom}${estModifiee(appliquee, actuelle) ? ', modifiée' : ''}`;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={310}
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={bar.chip}
          data-active={appliquee !== undefined || undefined}
          aria-label={appliquee === undefined ? 'Vues' : `Vues : ${mot}`}
          onClick={() => setOpened(!opened)}
        >
          <IconBookmark size={14} stroke={1.8} aria-hidden />
          <span className={styles.mot}>{mot}</span>
          <IconChevronDown size={13} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={10} aria-label="Vues" onKeyDown={onArrows}>
        <Panneau
          actuelle={actuelle}
          vue={vue}
          onApply={(id, valeur) => {
            onApply(id, valeur);
            setOpened(false);
          }}
          onKept={onVue}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
