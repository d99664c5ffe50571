import { useEffect, useMemo, useRef, useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useNow } from '../../clock.tsx';
import { useIntents } from '../../keyboard/use-intents.ts';
import { dispositionMot } from '../../textes/appel.ts';
import { ilYA } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { type CallDraft, isComplete, isUntouched } from '../candidats/saisie/call-draft.ts';
import { CallbackStrip } from '../candidats/saisie/callback-strip.tsx';
import type { EarlyKeys } from '../candidats/saisie/early-keys.ts';
import { useProches } from '../candidats/saisie/famille.tsx';
import { phonesInOrder } from '../candidats/saisie/numbers.ts';
import { useCall } from '../candidats/saisie/use-call.ts';
import { useCopyNumber, useDial } from '../candidats/saisie/use-telephone.ts';
import { appelDuFil } from '../candidats/sheet/fil-textes.ts';
import { Gestes } from '../candidats/sheet/gestes.tsx';
import type { CandidatsView, Draft } from '../candidats/view.ts';
import { useReglages } from '../desk/reglages.tsx';
import styles from './appel.module.css';
import { Entete } from './entete.tsx';
import { Faits } from './faits.tsx';
import { Noter } from './noter.tsx';
import { Numeros } from './numeros.tsx';
import { Script } from './script.tsx';
import type { AppelsView } from './view.ts';

/** What a colleague noted of her since she was opened here: said, and nothing else changes. */
const useAppelArrive = (fiche: Fiche) => {
  const [connus] = useState(() => new Set(fiche.fil.map(({ id }) => id)));
  return fiche.fil.find(({ id, type, annule }) => type === 'appel' && !annule && !connus.has(id));
};

/** One person, from her number to what came of the call. */
export const Appel = ({
  fiche,
  view: { parcours, avancer },
  candidats,
  operateur,
  early,
  onFiche,
  onNoted,
  onUndone,
}: {
  fiche: Fiche;
  view: AppelsView;
  candidats: CandidatsView;
  operateur: string | null;
  early: EarlyKeys;
  onFiche: () => void;
  /** Noted, for her and for those of her family that were ticked. */
  onNoted: (candidats: readonly string[]) => void;
  /** null: a plan was taken back, not a call. */
  onUndone: (call: CallDraft | null) => void;
}) => {
  const { id } = fiche.ligne;
  const proches = useProches(id);
  const now = useNow(15_000);
  const begun = candidats.drafts[id];
  const { setDraft } = candidats;
  const hasPut = useRef(false);
  const put = (next: Draft | null): void => {
    hasPut.current = true;
    setDraft(id, next);
  };
  const logging = useCall({
    fiche,
    draft: begun?.kind === 'appel' ? begun : { kind: 'appel', sens: fiche.appelCommence?.sens ?? 'emis', call: null },
    setDraft: put,
    famille: proches,
    dials: false,
    onNoted: (call) => onNoted([id, ...call.aussi.map(({ candidat }) => candidat)]),
    onUndone,
  });
  const { call, send } = logging;
  const phones = useMemo(() => phonesInOrder(fiche), [fiche]);
  const dial = useDial();
  const { copied, copy } = useCopyNumber();
  const { reglages } = useReglages();
  const arrive = useAppelArrive(fiche);

  const untouched = isUntouched(call);
  // What the file kept of a call since the desk was last open is begun here as well.
  const resume = useRef(() => {
    // Keys that were pressed before she was there went on from it already.
    if (begun === undefined && !untouched && !hasPut.current) put({ kind: 'appel', sens: call.sens, call });
  });
  useEffect(() => resume.current(), []);
  // Somebody on whom nothing was begun is not marked as begun elsewhere.
  const isEmpty = useRef(false);
  isEmpty.current = begun?.kind === 'appel' && untouched && call.note === '';
  useEffect(
    () => () => {
      if (isEmpty.current) setDraft(id, null);
    },
    [setDraft, id],
  );

  const received = (): void => {
    const toReceived = call.sens === 'emis';
    const numero = phones.find(({ phone }) => phone.e164 !== null)?.phone.e164 ?? null;
    send({ do: 'sens', sens: toReceived ? 'recu' : 'emis', numero: toReceived ? null : numero });
  };
  const chosen = phones.find(({ phone }) => phone.e164 !== null && phone.e164 === call.numero)?.phone;
  const [editing, setEditing] = useState(false);
  /** With a call begun, its own « Ensuite » is what is put off: the choice is kept. */
  const openCallback = (): void => {
    if (call.disposition === null) avancer({ do: 'rappel', ouvert: true });
    // Asks for the issue first: nothing is recorded without it.
    else if (!isComplete(call)) send({ do: 'confirm' });
    else setEditing(true);
  };

  useIntents(reglages.raccourcisUneTouche, (intent, { inText, repeat }) => {
    if (inText) return false;
    switch (intent.do) {
      case 'call':
        // Held down, the key calls once.
        if (repeat) return true;
        if (intent.received || call.sens === 'recu') received();
        else if (chosen?.e164 != null && chosen.etat !== 'verrouille') dial(chosen.e164);
        return true;
      case 'copy':
        // Words that are chosen on screen are what one copies.
        if (chosen === undefined || document.getSelection()?.isCollapsed === false) return false;
        copy(chosen.affiche);
        return true;
      case 'callback':
        openCallback();
        return true;
      case 'sheet':
        onFiche();
        return true;
      default:
        return false;
    }
  });

  const appelArrive = arrive === undefined ? null : appelDuFil(arrive);
  return (
    <div className={styles.appel}>
      <Entete ligne={fiche.ligne} fiche={fiche} interlocuteur={call.interlocuteur} />
      {arrive !== undefined && appelArrive !== null && (
        <Notice tone="info">
          {arrive.operateur ?? 'Un collègue'} vient de noter un appel : {dispositionMot(appelArrive.disposition)} (
          {ilYA(arrive.le, now)}).
        </Notice>
      )}
      {fiche.indisponible && <Notice tone="warn">{phraseErreur('FLUX_RETIRE')}</Notice>}
      <Numeros phones={phones} numero={call.numero} send={send} copied={copied} onDial={dial} onCopy={copy} />
      <Script fiche={fiche} />
      {parcours.rappel ? (
        <CallbackStrip
          fiche={fiche}
          operateur={operateur}
          early={early}
          onClose={(noted) => {
            avancer({ do: 'rappel', ouvert: false });
            if (noted) onNoted([id]);
          }}
          onUndone={() => onUndone(null)}
        />
      ) : (
        <Noter
          fiche={fiche}
          logging={logging}
          proches={proches}
          early={early}
          onReceived={received}
          onCallback={openCallback}
          isAside={candidats.geste?.candidat === id}
          isEditing={editing}
          setEditing={setEditing}
        />
      )}
      <Faits fiche={fiche} now={now} />
      <Gestes fiche={fiche} view={candidats} hasKeys={!parcours.rappel} />
    </div>
  );
};
