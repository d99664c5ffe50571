import { CloseButton, Tooltip } from '@mantine/core';
import { type RefObject, useCallback, useMemo } from 'react';
import type { CandidatLigne, Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../../ask.tsx';
import { useNow } from '../../../clock.tsx';
import type { Intent } from '../../../keyboard/intent.ts';
import { deNom } from '../../../textes/elision.ts';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { Notice } from '../../../ui/notice.tsx';
import { SituationBadge } from '../../../ui/situation-badge.tsx';
import { Presence } from '../../appels/presence.tsx';
import { demandeDesTouches } from '../../demandes/panel.tsx';
import { estAAppeler } from '../../demandes/textes.ts';
import { Informe } from '../../messages/informe.tsx';
import { Fusions } from '../../rapprochements/fusions.tsx';
import { Propositions } from '../../rapprochements/propositions.tsx';
import { DonnerCreneau } from '../../rendez-vous/donner.tsx';
import { RendezVousSection } from '../../rendez-vous/section.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { teneur } from '../affecter.ts';
import { CallStrip } from '../saisie/call-strip.tsx';
import { CallbackStrip } from '../saisie/callback-strip.tsx';
import { type EarlyKeys, useEarlyDrop, useEarlyKeys, useEarlyLetter } from '../saisie/early-keys.ts';
import { useEarlyText } from '../saisie/early-text.ts';
import { NoteStrip } from '../saisie/note-strip.tsx';
import type { CandidatsView, Draft } from '../view.ts';
import { Actions } from './actions.tsx';
import { DemandePremiere, Demandes } from './demandes.tsx';
import { isOuverte } from './demandes-ouvertes.ts';
import { departagesDe } from './departage.ts';
import { Departages } from './departages.tsx';
import { Droits } from './droits.tsx';
import { Fil } from './fil.tsx';
import { Gestes } from './gestes.tsx';
import { Identite } from './identite.tsx';
import { Phones } from './phones.tsx';
import { dUnTrait, heureFamille, isElsewhere, resumeAppels, sousTitreFiche } from './resume.ts';
import styles from './sheet.module.css';
import { useFilContexte } from './use-fil-contexte.ts';
import { Voeux } from './voeux.tsx';

/** What answers a demande, pressed before the demande is there: it opens what is seen before it is sent. */
const deLaDemande: ReadonlySet<Intent['do']> = new Set(['answer', 'unreachable', 'give-slot']);
/** « J’ai répondu autrement » records at once: only where the row said which demande it is. */
const deLaDemandeNommee: ReadonlySet<Intent['do']> = new Set([...deLaDemande, 'answered']);

/** The demande on screen is an open message: « Répondre » is then the main button. */
const estAEcrire = (fiche: Fiche | undefined, demande: string | undefined): boolean => {
  const une = fiche?.demandes.find(({ id }) => id === (demande ?? demandeDesTouches(fiche.demandes)));
  return une !== undefined && isOuverte(une) && !estAAppeler(une);
};

const Strip = ({
  draft,
  fiche,
  setDraft,
  operateur,
  early,
  earlyText,
  onDone,
}: {
  draft: Draft;
  fiche: Fiche;
  setDraft: (draft: Draft | null) => void;
  operateur: string | null;
  early: EarlyKeys;
  earlyText: RefObject<string>;
  onDone: () => void;
}) => {
  const close = (): void => {
    setDraft(null);
    onDone();
  };
  switch (draft.kind) {
    case 'appel':
      return <CallStrip fiche={fiche} draft={draft} early={early} setDraft={setDraft} onClose={close} />;
    case 'rappel':
      return <CallbackStrip fiche={fiche} operateur={operateur} early={early} onClose={close} />;
    case 'note':
      return <NoteStrip fiche={fiche} draft={draft} early={earlyText} setDraft={setDraft} onClose={close} />;
  }
};

/** Everything known of one person, beside the list. Its head is drawn from the list at once, the rest follows. */
export const Sheet = ({
  candidat,
  ligne: listed,
  listedName = '',
  demande,
  view,
  operateur,
  hasOwnKeys = true,
  place,
  onClose,
  onDone,
}: {
  candidat: string;
  ligne: CandidatLigne | undefined;
  /** Their name until the sheet has come, where the list has no such line. */
  listedName?: string | undefined;
  /** The one this sheet was opened for: it comes first, and the keys answer it. */
  demande?: string;
  view: CandidatsView;
  operateur: string | null;
  /** False where « Affecter » and « Écrire » are about those who are ticked in a list. */
  hasOwnKeys?: boolean;
  place: RefObject<HTMLElement | null>;
  onClose: () => void;
  onDone: (answered?: boolean) => void;
}) => {
  const answer = useAsk('candidats:fiche', { candidat });
  const { cancel } = useSaisies();
  const now = useNow(15_000);
  const fiche = answer.data;
  const ligne = fiche?.ligne ?? listed;
  const draft = view.drafts[candidat];
  const { setDraft } = view;
  const hasFailed = fiche === undefined && answer.error !== null;
  const isReading = fiche === undefined && !hasFailed;
  const isWaiting = draft !== undefined && isReading;
  const early = useEarlyKeys(isWaiting && draft.kind !== 'note', candidat);
  useEarlyDrop(early, hasFailed || draft === undefined);
  const earlyText = useEarlyText(isWaiting && draft.kind === 'note');
  const wanted = demande === undefined ? deLaDemande : deLaDemandeNommee;
  const letters = useEarlyKeys(isReading && draft === undefined, candidat, wanted);
  useEarlyDrop(letters, hasFailed || draft !== undefined);
  useEarlyLetter(letters, fiche !== undefined);
  const put = useCallback((next: Draft | null) => setDraft(candidat, next), [setDraft, candidat]);
  const { open } = view;
  /** The same person under another id: what was being typed goes along. */
  const follow = (next: string): void => {
    if (next === candidat) return;
    if (draft !== undefined && view.drafts[next] === undefined) {
      setDraft(next, draft);
      setDraft(candidat, null);
    }
    open(next);
  };

  const contexte = useFilContexte(candidat, fiche, now);
  const tenant = fiche === undefined ? null : teneur(fiche);
  const tenue = tenant === null ? null : (contexte.nom(tenant) ?? 'un collègue');
  const departages = useMemo(() => (fiche === undefined ? [] : departagesDe(fiche, contexte)), [fiche, contexte]);
  const famille = fiche === undefined ? null : heureFamille(fiche.famille, now);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const nom = ligne === undefined ? listedName : `${ligne.nom} ${ligne.prenom}`;
  const touchee = demande ?? (fiche === undefined ? null : demandeDesTouches(fiche.demandes));

  return (
    <DonnerCreneau fiche={fiche} demande={touchee}>
      <aside ref={place} className={styles.sheet} tabIndex={-1} aria-label={`Fiche ${deNom(nom)}`}>
        <header>
          <div className={styles.line}>
            <h2 className={styles.nom} data-selectable>
              {nom}
            </h2>
            <Tooltip label="Fermer la fiche : Échap">
              <CloseButton aria-label="Fermer la fiche" onClick={onClose} />
            </Tooltip>
          </div>
          <div className={styles.line}>
            <p className={styles.sous}>
              {dUnTrait(sousTitreFiche(ligne, fiche?.college ?? null, (fiche?.demandes.length ?? 0) > 0))}
            </p>
            {ligne !== undefined && <SituationBadge code={ligne.situation} />}
          </div>
        </header>
        {draft?.kind === 'appel' && <Presence candidat={candidat} />}
        <div className={styles.fixed}>
          {draft === undefined || fiche === undefined ? (
            <Actions
              start={put}
              disabled={fiche?.indisponible === true}
              isMain={!estAEcrire(fiche, demande)}
              tenue={fiche === undefined ? undefined : tenue}
              onGeste={(une) => view.setGeste({ candidat, quoi: une })}
            />
          ) : (
            <Strip
              draft={draft}
              fiche={fiche}
              setDraft={put}
              operateur={operateur}
              early={early}
              earlyText={earlyText}
              onDone={onDone}
            />
          )}
        </div>
        {answer.error !== null && <Notice tone="bad">{phraseErreur('INTROUVABLE')}</Notice>}
        {fiche !== undefined && (
          <>
            <DemandePremiere fiche={fiche} demande={demande} isFree={draft === undefined} onDone={onDone} />
            {fiche.indisponible && <Notice tone="warn">{phraseErreur('FLUX_RETIRE')}</Notice>}
            {departages.length > 0 && <Departages departages={departages} now={now} />}
            <p className={styles.resume}>
              {dUnTrait(resumeAppels(fiche, now))}
              {famille !== null && (
                <>
                  {dUnTrait(' · ')}
                  <span data-elsewhere={isElsewhere(fiche.famille.fuseau, now, here) || undefined}>
                    {dUnTrait(famille)}
                  </span>
                </>
              )}
            </p>
            <Informe fiche={fiche} />
            <Propositions candidat={candidat} isFree={draft === undefined} onOpen={open} onMerged={follow} />
            <Phones fiche={fiche} />
            <RendezVousSection fiche={fiche} demande={touchee} now={now} />
            <Demandes fiche={fiche} sauf={demande} isFree={draft === undefined} onDone={onDone} />
            {fiche.voeux.length > 0 && <Voeux voeux={fiche.voeux} />}
            <Identite fiche={fiche} />
            <Fusions
              candidat={candidat}
              principal={fiche.dossierPrincipal}
              now={now}
              onSplit={(candidats) => {
                const [first] = candidats;
                if (first !== undefined && !candidats.includes(candidat)) follow(first);
              }}
            />
            <Fil fiche={fiche} contexte={contexte} onCancel={(acte) => void cancel(acte)} />
            <Droits fiche={fiche} view={view} hasKeys={draft === undefined} onErased={onClose} />
          </>
        )}
      </aside>
      {fiche !== undefined && <Gestes fiche={fiche} view={view} hasKeys={hasOwnKeys && draft === undefined} />}
    </DonnerCreneau>
  );
};
