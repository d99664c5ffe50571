import { useEffect, useMemo, useRef, useState } from 'react';
import type { FileEntree } from '../../../shared/contract/ipc/appels.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useClock, useNow } from '../../clock.tsx';
import type { Intent } from '../../keyboard/intent.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { teneur } from '../candidats/affecter.ts';
import { type CallDraft, reduceCall } from '../candidats/saisie/call-draft.ts';
import { forgetEarlyKeys, steps, useEarlyDrop, useEarlyKeys, useEarlyLetter } from '../candidats/saisie/early-keys.ts';
import type { CandidatsView } from '../candidats/view.ts';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { demandeDesTouches } from '../demandes/panel.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { DonnerCreneau } from '../rendez-vous/donner.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { Appel } from './appel.tsx';
import { Entete, Rang } from './entete.tsx';
import styles from './page.module.css';
import { estCommencee, montrer, rangDe } from './parcours.ts';
import { Presence } from './presence.tsx';
import { Suivants } from './suivants.tsx';
import { motifTexte, phraseRang } from './textes.ts';
import { useFile } from './use-file.ts';
import { FileVide } from './vide.tsx';
import type { AppelsView } from './view.ts';

const undoMs = 10_000;

/** Arrows choose inside of these. */
const hasArrows = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, [role="radiogroup"]') !== null;

const personne: readonly FileEntree[] = [];

/** What may be pressed as soon as her name is there. */
const attendues: ReadonlySet<Intent['do']> = new Set([
  ...steps,
  'call',
  'note',
  'callback',
  'assign',
  'write',
  'sheet',
  'copy',
  'give-slot',
]);

/** The queue, one person at a time (SCREENS, Appels). */
export const AppelsPage = ({
  view,
  candidats,
  operateur,
  onOpenCandidat,
}: {
  view: AppelsView;
  /** Holds the calls and notes that are being typed, whatever the screen. */
  candidats: CandidatsView;
  operateur: string | null;
  onOpenCandidat: (candidat: string) => void;
}) => {
  const { parcours, avancer } = view;
  const { courante, avant } = parcours;
  const { setDraft } = candidats;
  const bridge = useBridge();
  const clock = useClock();
  const { offerUndo, refresh, say } = useSaisies();
  const { reglages } = useReglages();
  const file = useFile(operateur);
  const now = useNow(15_000);
  const ici = fuseauDuPoste();
  const column = useRef<HTMLElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const une = useRef<HTMLElement>(null);
  /** Who left the queue since it was last read, so that nobody stands in it twice. */
  const [sorties, setSorties] = useState<{ lueLe: number; candidats: ReadonlySet<string> }>({
    lueLe: 0,
    candidats: new Set(),
  });
  const { data, lueLe, isOld } = file;
  const sortie = useMemo(() => (sorties.lueLe === lueLe ? sorties.candidats : new Set<string>()), [sorties, lueLe]);
  const entrees = data?.entrees ?? personne;
  const entree = [...entrees, ...file.passees].find(({ candidat }) => candidat === courante);
  const { suivantes, passees } = useMemo(
    () => montrer({ entrees, passees: file.passees }, courante, sortie),
    [entrees, file.passees, courante, sortie],
  );
  const premiere = suivantes[0]?.candidat ?? null;

  useEffect(() => {
    if (courante === null && premiere !== null && !isOld) avancer({ do: 'ouvrir', candidat: premiere });
  }, [courante, premiere, isOld, avancer]);

  const answer = useAsk('candidats:fiche', { candidat: courante ?? '' }, courante !== null);
  const fiche = answer.data;
  // The next one is there at once: read while this one is called.
  useAsk('candidats:fiche', { candidat: premiere ?? '' }, premiere !== null);
  useAsk('rapprochements:pour', { candidat: premiere ?? '' }, premiere !== null);
  const isGone = answer.error instanceof CallFailed && answer.error.code === 'INTROUVABLE';
  useEffect(() => {
    if (isGone) avancer({ do: 'quitter' });
  }, [isGone, avancer]);
  // « Moi » is asked for to call one's own: a colleague's person on whom nothing is begun gives way to the first.
  const { portee } = file;
  const porteeVue = useRef(portee);
  const begun = courante === null ? undefined : candidats.drafts[courante];
  const isMine = fiche === undefined || teneur(fiche) === operateur;
  useEffect(() => {
    const toMine = portee === 'moi' && porteeVue.current === 'tous';
    porteeVue.current = portee;
    if (toMine && !isMine && !estCommencee(begun)) avancer({ do: 'quitter' });
  }, [portee, isMine, begun, avancer]);
  // Whoever comes is seen from her name on, wherever the one before was left.
  const hasFiche = fiche !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person, or hers that has come
  useEffect(() => {
    for (const scroller of [page.current, une.current]) scroller?.scrollTo({ top: 0 });
  }, [courante, hasFiche]);
  const hasFailed = !hasFiche && answer.error !== null;
  const early = useEarlyKeys(courante !== null && !hasFiche && !hasFailed, courante, attendues);
  useEarlyDrop(early, hasFailed);
  useEarlyLetter(early, fiche !== undefined);
  const choisir: typeof avancer = (pas) => {
    forgetEarlyKeys(early);
    avancer(pas);
  };

  /** Takes them out of what is shown, and says who is next. */
  const sortir = (partis: readonly string[]): string | null => {
    setSorties({ lueLe, candidats: new Set([...sortie, ...partis]) });
    return suivantes.find(({ candidat }) => !partis.includes(candidat))?.candidat ?? null;
  };
  const onNoted = (notes: readonly string[]): void => {
    for (const candidat of notes) setDraft(candidat, null);
    avancer({ do: 'noter', suivante: sortir(notes) });
  };
  const onUndone = (candidat: string, call: CallDraft | null): void => {
    choisir({ do: 'defaire', candidat });
    if (call === null) return;
    const again = reduceCall(call, { do: 'restart' });
    setDraft(candidat, { kind: 'appel', sens: call.sens, call: again });
    if (call.note !== '') void bridge.invoke('candidats:brouillon', { candidat, texte: call.note });
  };

  const passer = (): void => {
    if (courante === null) return;
    // Not in the queue, or skipped already: there is nothing to remember.
    if (entree === undefined || entree.passeeLe !== null) {
      avancer({ do: 'passer', suivante: premiere });
      return;
    }
    avancer({ do: 'passer', suivante: sortir([courante]) });
    const candidat = courante;
    void bridge.invoke('appels:passer', { candidat }).then((written) => {
      if (!written.ok) {
        say(phraseErreur(written.error.code));
        refresh();
        return;
      }
      const annulableJusqua = new Date(clock.now() + undoMs).toISOString();
      offerUndo(
        { actes: [], annulableJusqua },
        `Passée — ${nomDe(entree.ligne)}`,
        () => bridge.invoke('appels:revenir', { candidat }),
        { verbe: 'Revenir', onUndone: () => choisir({ do: 'ouvrir', candidat }) },
      );
    });
  };
  const reprendre = ({ candidat }: FileEntree): void => {
    choisir({ do: 'ouvrir', candidat });
    void bridge.invoke('appels:revenir', { candidat }).then((written) => {
      if (!written.ok) say(phraseErreur(written.error.code));
      refresh();
    });
  };
  const moveInColumn = (step: 1 | -1): void => {
    const lines = [...(column.current?.querySelectorAll<HTMLElement>('[data-suivant]') ?? [])];
    const at = lines.findIndex((line) => line.matches(':focus'));
    const to = at === -1 ? (step === 1 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, at + step));
    lines[to]?.focus();
  };

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText, repeat }) => {
    if (inText || hasArrows(target)) return false;
    switch (intent.do) {
      case 'right':
        if (!repeat) passer();
        return true;
      case 'left':
        if (!repeat) choisir({ do: 'revenir' });
        return true;
      case 'next':
        moveInColumn(1);
        return true;
      case 'previous':
        moveInColumn(-1);
        return true;
      default:
        return false;
    }
  });

  const total = (data?.total ?? 0) - sortie.size;
  const motif =
    entree === undefined
      ? { mot: 'plus à appeler pour l’instant', enRetard: false }
      : motifTexte(entree, { now, ici }, false);
  const ligne = entree?.ligne ?? fiche?.ligne;
  const isNobody = courante === null && data !== undefined && premiere === null;
  return (
    <div ref={page} className={styles.page}>
      <section ref={une} className={styles.une} aria-labelledby="appels-titre">
        <h1 id="appels-titre" className="visually-hidden">
          Appels
        </h1>
        {file.erreur !== null && <RetryNotice onRetry={file.retry}>{phraseErreur(file.erreur)}</RetryNotice>}
        {isNobody && (
          <FileVide
            file={file}
            passees={passees.length}
            onTous={() => file.setPortee('tous')}
            onReprendre={() => {
              const [une] = passees;
              if (une !== undefined) reprendre(une);
            }}
          />
        )}
        {courante !== null && (
          <>
            <Rang
              phrase={phraseRang(rangDe(parcours, total, entree !== undefined), data?.plus === true)}
              motif={motif.mot}
              enRetard={motif.enRetard}
              canRevenir={avant.length > 0}
              onRevenir={() => choisir({ do: 'revenir' })}
              onPasser={passer}
              onFiche={() => onOpenCandidat(courante)}
              onGeste={
                fiche === undefined || fiche.indisponible
                  ? null
                  : (quoi) => candidats.setGeste({ candidat: courante, quoi })
              }
            />
            <Presence candidat={courante} />
            {fiche === undefined ? (
              ligne !== undefined && <Entete ligne={ligne} fiche={undefined} interlocuteur={null} />
            ) : (
              <DonnerCreneau fiche={fiche} demande={demandeDesTouches(fiche.demandes)}>
                <Appel
                  key={courante}
                  fiche={fiche}
                  view={view}
                  candidats={candidats}
                  operateur={operateur}
                  early={early}
                  onFiche={() => onOpenCandidat(courante)}
                  onNoted={onNoted}
                  onUndone={(call) => onUndone(courante, call)}
                />
              </DonnerCreneau>
            )}
          </>
        )}
      </section>
      <Suivants
        place={column}
        portee={file.portee}
        onPortee={file.setPortee}
        hasMoi={operateur !== null}
        suivantes={suivantes}
        reste={Math.max(0, total - (data?.passees ?? 0) - suivantes.length - (entree?.passeeLe === null ? 1 : 0))}
        passees={passees}
        nbPassees={passees.length}
        now={now}
        ici={ici}
        onOpen={(candidat) => choisir({ do: 'ouvrir', candidat })}
        onReprendre={reprendre}
      />
    </div>
  );
};
