import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import type { Channel, RequestOf } from '../../../shared/contract/ipc/index.ts';
import { askOrThrow, keyOf, useAsk, useBridge } from '../../ask.tsx';
import { useClock, useNow, useSettled } from '../../clock.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { majuscule } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { isTooShort, rechercheDe } from '../contacts/numero.ts';
import { optionId, Resultats } from '../contacts/resultats.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { placesMots } from '../rendez-vous/etats.ts';
import { useGestes } from '../rendez-vous/use-gestes.ts';
import { motAjout, refusAjout } from './ajout.ts';
import styles from './inscriptions-ajout.module.css';

const shownPeople = 6;
const typingMs = 90;
const listId = 'ajout-liste';

/**
 * « Ajouter quelqu’un » to a créneau: a search among the people of its lists, Entrée, and the next one. The window stays
 * open: at the door of a meeting several come without having written.
 */
export const AjoutWindow = ({ creneau, onClose }: { creneau: CreneauVu; onClose: () => void }) => {
  useFocusBack();
  const bridge = useBridge();
  const queries = useQueryClient();
  const { inscrire } = useGestes();
  const enLigne = useAsk('synchro:etat', {}).data?.connexion === 'en-ligne';
  const clock = useClock();
  const now = useNow(30_000);
  const relu = <C extends Channel>(channel: C, request: RequestOf<C>) => ({
    queryKey: keyOf(channel, request),
    queryFn: () => askOrThrow(bridge, channel, request),
    staleTime: 0,
  });
  const field = useRef<HTMLInputElement>(null);
  const [texte, setTexte] = useState('');
  const [at, setAt] = useState(0);
  const [dit, setDit] = useState('');
  const recherche = useSettled(rechercheDe(texte), typingMs);
  const isAsked = recherche !== '' && !isTooShort(recherche);
  const found = useAsk(
    'candidats:liste',
    {
      tri: 'nom',
      sens: 'croissant',
      filtres: { flux: [creneau.flux] },
      recherche,
      apres: null,
      limite: shownPeople,
    },
    isAsked,
  );
  const lignes = isAsked ? (found.data?.lignes ?? []) : [];
  const active = Math.min(at, Math.max(0, lignes.length - 1));
  const chosen = lignes[active];
  const isAnswered = recherche === rechercheDe(texte) && isAsked && !found.isPending;
  const [isAwaited, setAwaited] = useState(false);

  const add = async (candidat: string): Promise<void> => {
    const ligne = lignes.find(({ id }) => id === candidat);
    if (ligne === undefined) return;
    const nom = nomDe(ligne);
    // As it stands once the last one was added: several come in at once.
    const lu = await queries.fetchQuery(relu('agenda:creneau', { creneau: creneau.id })).catch(() => null);
    const fiche = await queries.fetchQuery(relu('candidats:fiche', { candidat })).catch(() => null);
    const dossier = fiche?.dossiers.find(({ flux }) => flux === creneau.flux);
    const refusee =
      lu === null || dossier === undefined
        ? phraseErreur('INTROUVABLE')
        : refusAjout(lu.creneau, lu.inscriptions, { candidat, nom }, clock.now());
    if (refusee !== null || dossier === undefined) {
      setDit(refusee ?? '');
      return;
    }
    const place = { dossier: dossier.id, demande: null, remplace: null };
    const added = await inscrire({ candidat, nom }, creneau, place);
    if (!added.ok) {
      setDit(`${nom} : ${phraseErreur(added.error.code)}`);
      return;
    }
    setDit(motAjout(added.value.prevue, nom, enLigne));
    setTexte('');
    setAt(0);
    field.current?.focus();
  };
  const choose = useRef<() => void>(() => undefined);
  choose.current = () => {
    if (chosen !== undefined) void add(chosen.id);
  };
  // An Entrée that comes before the answer waits for it.
  useEffect(() => {
    if (!isAwaited || !isAnswered) return;
    setAwaited(false);
    choose.current();
  }, [isAwaited, isAnswered]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(lignes.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))));
      return;
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) setAwaited(true);
  };

  const isNobody = isAsked && found.data !== undefined && lignes.length === 0;
  const status = isNobody
    ? 'Personne de ce nom ou de ce numéro dans les listes de cet établissement. « Qui m’appelle ? » permet de créer sa fiche.'
    : dit;
  return (
    <Window titre="Ajouter quelqu’un" size={460} opened onClose={onClose}>
      <div className={styles.contenu}>
        <p className={styles.quand}>
          <b>{nomDuCreneau(creneau)}</b>
          <span>{majuscule(quandEnMots(creneau, now))}</span>
          <span>{majuscule(placesMots(creneau, now))}</span>
        </p>
        <TextInput
          ref={field}
          data-autofocus
          aria-label="Nom ou numéro de la personne à ajouter"
          placeholder="Un nom, ou un numéro"
          role="combobox"
          aria-expanded={lignes.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen === undefined ? undefined : optionId(chosen.id)}
          maxLength={60}
          value={texte}
          onChange={(event) => {
            setAt(0);
            setDit('');
            setAwaited(false);
            setTexte(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        {found.error !== null && isAsked && <Notice tone="bad">{phraseErreur('NOYAU_ARRETE')}</Notice>}
        <Resultats id={listId} lignes={lignes} active={active} recherche={recherche} onOpen={(id) => void add(id)} />
        <p role="status" className={styles.dit}>
          {status}
        </p>
      </div>
    </Window>
  );
};
