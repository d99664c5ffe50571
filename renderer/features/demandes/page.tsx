import { IconInbox } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { askOrThrow, useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useClock, useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Chips } from '../../ui/chips.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import empty from '../candidats/empty.module.css';
import { Sheet } from '../candidats/sheet/sheet.tsx';
import type { CandidatsView } from '../candidats/view.ts';
import { useReglages } from '../desk/reglages.tsx';
import { fuseauDuPoste } from './delai.tsx';
import { useReponseDrafts } from './drafts.tsx';
import { lignesDe, lignesSansTitre } from './groupes.ts';
import { Inbox } from './inbox.tsx';
import styles from './page.module.css';
import { Retenues } from './retenues.tsx';
import { ongletTextes, phraseVide, sousTitre } from './textes.ts';
import { useInbox } from './use-inbox.ts';
import { useDemandesKeys } from './use-keys.ts';
import { useOuvrir } from './use-reponse.ts';
import type { DemandesView, Onglet } from './view.ts';

/** A call that answers takes its demande out of the list this soon; later, it was somebody else. */
const justNowMs = 3_000;

const Empty = ({ onglet }: { onglet: Onglet }) => {
  const { titre, aide } = phraseVide(onglet);
  return (
    <div className={empty.empty} role="status">
      <IconInbox size={34} stroke={1.3} aria-hidden />
      <h2>{titre}</h2>
      <p>{aide}</p>
    </div>
  );
};

export const DemandesPage = ({
  view,
  candidats,
  operateur,
  onOpenCandidat,
}: {
  view: DemandesView;
  /** Holds the calls and notes that are being typed, whatever the screen. */
  candidats: CandidatsView;
  operateur: string | null;
  onOpenCandidat: (candidat: string) => void;
}) => {
  const { onglet, setOnglet, choisie, choisir, sheetOpen, setSheetOpen, place, grid } = view;
  const bridge = useBridge();
  const pages = useInbox(onglet);
  const compteurs = useAsk('demandes:compteurs', {}).data;
  const { drafts } = useReponseDrafts();
  const ouvrir = useOuvrir();
  const { reglages } = useReglages();
  const now = useNow(30_000);
  const sheet = useRef<HTMLElement>(null);
  const clock = useClock();
  /** The demande whose call strip was closed, and when. */
  const quittee = useRef<{ demande: string; le: number } | null>(null);
  const { rows, isPrevious } = pages;
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const index = choisie === null ? -1 : ids.indexOf(choisie.demande);
  const entree = rows[index];

  const choose = useCallback(
    (at: number): void => {
      const next = rows[at];
      place.current = Math.max(0, at);
      choisir(next === undefined ? null : { demande: next.id, candidat: next.candidat });
    },
    [rows, place, choisir],
  );
  const candidat = entree?.candidat ?? choisie?.candidat ?? null;
  const sheetIsShown = sheetOpen && candidat !== null;
  const fiche = useAsk('candidats:fiche', { candidat: candidat ?? '' }, sheetIsShown);
  const isGone = fiche.error instanceof CallFailed && fiche.error.code === 'INTROUVABLE';
  useEffect(() => {
    // The other tab's lines are on screen until this one's have come: nobody is chosen among them.
    if (isPrevious) return;
    if (index >= 0 && index !== place.current && choisie !== null) place.current = index;
    // Answered by the call that was just logged: the next one slides in, as after a written answer.
    const left = quittee.current;
    if (index < 0 && left !== null && left.demande === choisie?.demande && clock.now() - left.le < justNowMs) {
      quittee.current = null;
      choose(Math.min(place.current, rows.length - 1));
      return;
    }
    // A sheet that is open stays, even once its demande is answered; an empty place takes who stands there.
    const mustChoose = choisie === null || (index < 0 && (isGone || !sheetOpen));
    if (mustChoose && rows.length > 0) choose(Math.min(place.current, rows.length - 1));
    else if (mustChoose && choisie !== null) choisir(null);
  }, [clock, isPrevious, index, choisie, isGone, sheetOpen, rows.length, choose, choisir, place]);

  const toGrid = useCallback(() => grid.current?.focus(), [grid]);
  const open = useCallback(
    (demande: string): void => {
      setSheetOpen(true);
      ouvrir(demande);
    },
    [setSheetOpen, ouvrir],
  );
  const onSelect = useCallback(
    (chosen: DemandeEntree, at: number): void => {
      place.current = at;
      choisir({ demande: chosen.id, candidat: chosen.candidat });
      open(chosen.id);
    },
    [place, choisir, open],
  );
  /** Answered: the next one slides in, and is not yet opened. */
  const onDone = (answered = false): void => {
    if (answered && onglet === 'ouvertes') {
      if (index >= 0) choose(index + 1 < rows.length ? index + 1 : index - 1);
      else choose(Math.min(place.current, rows.length - 1));
    }
    quittee.current = answered || choisie === null ? null : { demande: choisie.demande, le: clock.now() };
    toGrid();
  };
  useDemandesKeys({ view, rows, candidats, candidat, sheet, choose, open, toGrid });

  const setTab = (next: Onglet): void => {
    place.current = 0;
    choisir(null);
    setOnglet(next);
  };
  // The same person under another id once merged: her demande came along, and so does the screen.
  const follow = (next: string): void => {
    const demande = choisie?.demande;
    void askOrThrow(bridge, 'candidats:fiche', { candidat: next })
      .then((read) => read.demandes.some(({ id }) => id === demande))
      .catch(() => false)
      .then((isHere) => {
        if (isHere && demande !== undefined) choisir({ demande, candidat: next });
        else onOpenCandidat(next);
      });
  };

  const lignes = useMemo(
    () =>
      onglet === 'ouvertes'
        ? lignesDe(rows, { now, ici: fuseauDuPoste(), hasMore: pages.hasMore })
        : lignesSansTitre(rows),
    [onglet, rows, now, pages.hasMore],
  );
  const begun = useMemo(
    () =>
      new Set([
        ...rows.flatMap(({ id, commencee }) => (commencee ? [id] : [])),
        ...Object.entries(drafts).flatMap(([demande, { texte, envoye }]) =>
          texte === null || envoye ? [] : [demande],
        ),
      ]),
    [rows, drafts],
  );
  const isNobody = !pages.isUnknown && pages.erreur === null && rows.length === 0;
  return (
    <div className={styles.page} data-sheet={sheetIsShown || undefined}>
      <section className={styles.list} aria-label="Liste des demandes">
        <div className={styles.title}>
          <h1>Demandes</h1>
          <p>{sousTitre(compteurs)}</p>
        </div>
        <Chips
          label="Demandes montrées"
          chosen={onglet}
          onChoose={setTab}
          chips={[
            { valeur: 'ouvertes', mot: ongletTextes.ouvertes, compte: compteurs?.ouvertes },
            { valeur: 'terminees', mot: ongletTextes.terminees, compte: undefined },
          ]}
        />
        <Retenues
          compte={compteurs?.retenues ?? 0}
          onSee={(where, found) => {
            setOnglet(where);
            choisir(found);
            setSheetOpen(true);
          }}
        />
        {pages.erreur !== null && <RetryNotice onRetry={pages.retry}>{phraseErreur(pages.erreur)}</RetryNotice>}
        {isNobody ? (
          <Empty onglet={onglet} />
        ) : (
          <Inbox
            label={onglet === 'ouvertes' ? 'Demandes ouvertes, par échéance' : 'Demandes terminées'}
            lignes={lignes}
            count={rows.length}
            hasMore={pages.hasMore}
            selected={choisie?.demande ?? null}
            begun={begun}
            now={now}
            compact={reglages.densite === 'compacte'}
            grid={grid}
            onSelect={onSelect}
            onMore={pages.more}
          />
        )}
      </section>
      {sheetIsShown && choisie !== null && (
        <Sheet
          key={choisie.demande}
          candidat={candidat}
          ligne={undefined}
          listedName={entree === undefined ? undefined : `${entree.nom} ${entree.prenom}`}
          demande={choisie.demande}
          view={{ ...candidats, open: follow }}
          operateur={operateur}
          place={sheet}
          onClose={() => {
            setSheetOpen(false);
            toGrid();
          }}
          onDone={onDone}
        />
      )}
    </div>
  );
};
