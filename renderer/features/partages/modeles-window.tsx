import { Button, Tooltip } from '@mantine/core';
import { IconCopyPlus, IconMail, IconMessage, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { modelesFournis, modeleVide } from '../../../shared/domain/messages/modeles-fournis.ts';
import type { Modele } from '../../../shared/domain/partages.ts';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { IconAction } from '../../ui/icon-action.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { ModeleEditor } from './modele-editor.tsx';
import styles from './partages.module.css';
import { nomDeCopie, phrasePartage } from './textes.ts';
import { useConnexion } from './use-connexion.ts';
import { usePartages } from './use-partages.ts';

const Ligne = ({
  modele,
  attente,
  onEdit,
  onCopy,
  onDelete,
}: {
  modele: Modele;
  attente: boolean;
  /** null for one that comes with the application. */
  onEdit: (() => void) | null;
  onCopy: () => void;
  onDelete: (() => void) | null;
}) => (
  <li className={styles.ligne}>
    {modele.canal === 'sms' ? (
      <IconMessage size={16} stroke={1.7} role="img" aria-label="SMS" />
    ) : (
      <IconMail size={16} stroke={1.7} role="img" aria-label="Courriel" />
    )}
    <div className={styles.mots}>
      <b>{modele.nom}</b>
      <p>{attente ? 'Sera partagé à la prochaine connexion' : modele.texte.replaceAll(/\s+/g, ' ')}</p>
    </div>
    {onEdit !== null && (
      <IconAction label={`Modifier « ${modele.nom} »`} onClick={onEdit}>
        <IconPencil size={16} stroke={1.7} />
      </IconAction>
    )}
    <IconAction label={`Dupliquer « ${modele.nom} »`} onClick={onCopy}>
      <IconCopyPlus size={16} stroke={1.7} />
    </IconAction>
    {onDelete !== null && (
      <IconAction label={`Supprimer « ${modele.nom} »`} onClick={onDelete}>
        <IconTrash size={16} stroke={1.7} />
      </IconAction>
    )}
  </li>
);

/** The texts that the whole team starts from: those of the CFA, and those that came with the application. */
export const ModelesWindow = ({ onClose }: { onClose: () => void }) => {
  useFocusBack();
  const { modeles, supprimer } = usePartages();
  const connexion = useConnexion();
  const nouveau = useRef<HTMLButtonElement>(null);
  const { recorded, undo } = useSaisies();
  // The bar of the desk is behind this window: what was deleted here is given back from here.
  const supprime = recorded !== null && recorded.takeBack !== null && recorded.actes.length === 0 ? recorded : null;
  const [edite, setEdite] = useState<{ id: string | null; depart: Modele } | null>(null);
  if (edite !== null) return <ModeleEditor {...edite} onClose={() => setEdite(null)} />;
  const copy = ({ nom, canal, objet, texte }: Modele): void =>
    setEdite({ id: null, depart: { nom: nomDeCopie(nom), canal, objet, texte } });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.key.toLowerCase() === 'z' && undo()) event.preventDefault();
  };
  return (
    <Window titre="Modèles de messages" size={660} opened onClose={onClose} onKeyDown={onKeyDown}>
      <div className={styles.champs}>
        <div className={styles.tete}>
          <p>{phrasePartage(connexion)}</p>
          <Button
            ref={nouveau}
            size="xs"
            fz="sm"
            data-autofocus
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setEdite({ id: null, depart: modeleVide })}
          >
            Nouveau modèle
          </Button>
        </div>
        <section aria-label="Du CFA">
          <h3>Du CFA</h3>
          {modeles.length === 0 ? (
            <p className={styles.rien}>Aucun pour l’instant : en écrire un, ou dupliquer l’un de ceux d’en dessous.</p>
          ) : (
            <ul className={styles.liste}>
              {modeles.map(({ id, valeur, enAttente }) => (
                <Ligne
                  key={id}
                  modele={valeur}
                  attente={enAttente}
                  onEdit={() => setEdite({ id, depart: valeur })}
                  onCopy={() => copy(valeur)}
                  onDelete={() => {
                    // Its own button goes with it: the keys stay in the window.
                    nouveau.current?.focus();
                    void supprimer('modele', id);
                  }}
                />
              ))}
            </ul>
          )}
        </section>
        <section aria-label="Fournis avec l’application">
          <h3>Fournis avec l’application</h3>
          <ul className={styles.liste}>
            {modelesFournis.map((fourni) => (
              <Ligne
                key={fourni.cle}
                modele={fourni}
                attente={false}
                onEdit={null}
                onCopy={() => copy(fourni)}
                onDelete={null}
              />
            ))}
          </ul>
        </section>
        <div role="status">
          {supprime !== null && (
            <Notice
              tone="info"
              action={
                supprime.undone ? null : (
                  <Button
                    size="compact-sm"
                    variant="default"
                    rightSection={<KeyHint touche="Ctrl Z" />}
                    onClick={() => undo()}
                  >
                    Annuler
                  </Button>
                )
              }
            >
              {supprime.undone ? 'Modèle remis' : supprime.phrase}
            </Notice>
          )}
        </div>
        <div className={styles.buttons}>
          <Tooltip label="Fermer : Échap">
            <Button size="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
              Fermer
            </Button>
          </Tooltip>
        </div>
      </div>
    </Window>
  );
};
