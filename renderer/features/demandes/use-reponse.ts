import { useCallback, useRef } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { contexteModele } from './contexte.ts';
import { type ReponseDraft, useReponseDrafts } from './drafts.tsx';
import { proposition } from './modeles.ts';
import { saisieReponse, texteGarde } from './saisie-reponse.ts';
import { phraseReponse } from './textes.ts';

/** The read receipt: a person pressed on it, or began to answer. Arrows that pass over a demande open nothing. */
export const useOuvrir = (): ((demande: string) => void) => {
  const bridge = useBridge();
  return useCallback((demande) => void bridge.invoke('demandes:ouvrir', { demande }), [bridge]);
};

interface Reponse {
  draft: ReponseDraft | undefined;
  /** A text was begun and waits. */
  isBegun: boolean;
  start: (action: 'repondre' | 'injoignable') => void;
  write: (texte: string) => void;
  /** What was typed goes to the file without waiting. */
  keepNow: () => void;
  /** Leaves what is open; a text that a person touched is kept. */
  close: () => void;
  send: (genre: ReponseVue['genre'], texte: string | null, phrase?: string) => void;
}

/** One answer, from the first key to the file. */
export const useReponse = (demande: DemandeFiche, fiche: Fiche, onDone: (answered: boolean) => void): Reponse => {
  const { record, say } = useSaisies();
  const { drafts, setDraft, keeper, showKept } = useReponseDrafts();
  const operateur = useAsk('session:etat', {}).data?.operateur?.nom ?? null;
  const ouvrir = useOuvrir();
  const writing = useRef(false);
  const draft = drafts[demande.id];
  const isFinie = demande.suite === 'repondue' || demande.suite === 'annulee';
  const kept = texteGarde(draft, demande.brouillon, isFinie);
  const begun = { candidat: fiche.ligne.id, demande: demande.id };
  const propose = (): string => proposition(contexteModele(demande, fiche, operateur));

  const start = (action: 'repondre' | 'injoignable'): void => {
    if (demande.vue === null) ouvrir(demande.id);
    const texte = action === 'repondre' ? (kept ?? propose()) : kept;
    setDraft(demande.id, { action, texte, envoye: false });
  };
  const close = (): void => {
    const isTouched = draft?.texte !== null && draft?.texte !== undefined && draft.texte !== propose();
    setDraft(demande.id, isTouched ? { ...draft, action: null } : null);
    if (!isTouched && draft?.action === 'repondre' && demande.brouillon !== '') keeper.keep(begun, '');
    keeper.keepNow();
    onDone(false);
  };
  const write = async (genre: ReponseVue['genre'], texte: string | null, phrase: string): Promise<void> => {
    if (writing.current) return;
    const saisie = saisieReponse(fiche, demande, genre, texte);
    if (saisie === null) {
      say(phraseErreur('INTROUVABLE'));
      return;
    }
    writing.current = true;
    // The file puts the text aside with the answer: nothing older may be written over that.
    const waiting = keeper.drop(demande.id);
    const done = await record([saisie], phrase);
    writing.current = false;
    if (!done) {
      if (waiting !== null) keeper.keep(begun, waiting);
      return;
    }
    showKept(begun, '');
    setDraft(demande.id, texte === null ? null : { action: null, texte, envoye: true });
    onDone(true);
  };
  return {
    draft,
    isBegun: kept !== null && draft?.action !== 'repondre',
    start,
    write: (texte) => {
      setDraft(demande.id, { action: 'repondre', texte, envoye: false });
      keeper.keep(begun, texte === propose() ? '' : texte);
    },
    keepNow: keeper.keepNow,
    close,
    send: (genre, texte, phrase = phraseReponse(genre, fiche.identite)) => void write(genre, texte, phrase),
  };
};
