import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { ajouterJours } from '../../../shared/domain/jours-ouvres.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Chips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RetryNotice } from '../../ui/retry-notice.tsx';
import { fuseauDuPoste } from '../demandes/delai.tsx';
import { Contenu } from './contenu.tsx';
import { DateNav } from './date-nav.tsx';
import { Departage } from './departage.tsx';
import { DetailPanel } from './detail-panel.tsx';
import { type Fenetre, Fenetres } from './fenetres.tsx';
import { AgendaHead, Creer } from './head.tsx';
import { lignesDe } from './lignes.ts';
import { Liste } from './liste.tsx';
import styles from './page.module.css';
import { deLaSemaine, lundiDe, matinMin, prochaineHeure } from './semaine.ts';
import { vueTextes } from './textes.ts';
import { type Lieu, useLieux, useListe, useSemaine } from './use-agenda.ts';
import { useAgendaKeys } from './use-keys.ts';
import { SansLieu } from './vide.tsx';
import { type AgendaView, type Vue, vues } from './view.ts';
import { cardId } from './week-card.tsx';

const none: readonly never[] = [];

/** What is on screen, of the week or of a list. */
const useShown = (view: AgendaView, lundi: string) => {
  const isWeek = view.vue === 'semaine';
  const semaine = useSemaine(lundi, view.flux, isWeek);
  const liste = useListe(view.vue === 'semaine' || view.vue === 'absents' ? 'a_venir' : view.vue, view.flux);
  const places = useMemo(
    () => (isWeek ? deLaSemaine(semaine.creneaux ?? none, lundi) : none),
    [isWeek, semaine.creneaux, lundi],
  );
  const rows: readonly CreneauVu[] = isWeek || view.vue === 'absents' ? none : liste.rows;
  return { isWeek, semaine, liste, places, rows };
};

const compteDe = (vue: Vue, compteurs: { aNoter: number; absents: number } | undefined): number | undefined => {
  const n = vue === 'a_noter' ? compteurs?.aNoter : vue === 'absents' ? compteurs?.absents : undefined;
  // What nobody waits for stays in its place, without a count.
  return n === 0 ? undefined : n;
};

const jourIci = (now: number): string => heureCivile(new Date(now).toISOString(), fuseauDuPoste()).jour;

export const AgendaPage = ({
  view,
  onOpenCandidat,
}: {
  view: AgendaView;
  onOpenCandidat: (candidat: string, appeler?: boolean) => void;
}) => {
  const { vue, setVue, jour, setJour, choisi, choisir, panelOpen, setPanelOpen, flux, setFlux, place, grid } = view;
  const now = useNow(30_000);
  const aujourdhui = jourIci(now);
  const lundi = lundiDe(jour ?? aujourdhui);
  const isPresent = lundi === lundiDe(aujourdhui);
  const compteurs = useAsk('agenda:compteurs', {}).data;
  const connus = useLieux();
  const lieux: readonly Lieu[] = connus ?? none;
  const canCreate = lieux.length > 0;
  const severalPlaces = flux === null && lieux.length > 1;
  const { isWeek, semaine, liste, places, rows } = useShown(view, lundi);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const [fenetre, setFenetre] = useState<Fenetre | null>(null);
  const panel = useRef<HTMLElement>(null);
  const wantsPanel = useRef(false);
  /** Made a moment ago: it takes the focus when it comes on screen. */
  const wantsCard = useRef<string | null>(null);
  const panelIsShown = panelOpen && choisi !== null && vue !== 'absents';
  const detail = useAsk('agenda:creneau', { creneau: choisi ?? '' }, panelIsShown);
  const isGone = detail.error instanceof CallFailed && detail.error.code === 'INTROUVABLE';

  // Taken back before it left, or of a relation that is no more: nothing stands behind its place.
  useEffect(() => {
    if (isGone) choisir(null);
  }, [isGone, choisir]);
  useEffect(() => {
    if (!wantsPanel.current || panel.current === null) return;
    wantsPanel.current = false;
    panel.current.focus();
  });

  useEffect(() => {
    const card = wantsCard.current === null ? null : document.getElementById(cardId(wantsCard.current));
    if (card === null) return;
    wantsCard.current = null;
    card.focus();
  });

  // Taken back while it had the focus: the keys go on from the week or the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is what takes a card away
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus();
  }, [places, ids, grid]);

  const focusChosen = useCallback(
    (creneau: string | null): void => {
      const card = isWeek ? document.getElementById(cardId(creneau ?? '')) : null;
      (card ?? grid.current)?.focus();
    },
    [isWeek, grid],
  );
  const toGrid = useCallback(() => focusChosen(choisi), [focusChosen, choisi]);
  const openPanel = (): void => {
    // One that is there already is drawn by nothing new: later, it would take the focus from whoever works in it.
    if (panel.current === null) wantsPanel.current = true;
    else panel.current.focus();
    setPanelOpen(true);
  };
  const open = useCallback(
    (creneau: CreneauVu, byKeyboard: boolean): void => {
      const isHere = panel.current !== null && creneau.id === choisi;
      if (isHere && byKeyboard) panel.current?.focus();
      wantsPanel.current = byKeyboard && !isHere;
      choisir(creneau.id);
      setPanelOpen(true);
    },
    [choisi, choisir, setPanelOpen],
  );
  const onLigne = useCallback(
    (creneau: CreneauVu, index: number): void => {
      place.current = index;
      open(creneau, false);
    },
    [place, open],
  );
  const turnWeek = (sens: -1 | 1): void => setJour(ajouterJours(lundi, sens * 7));
  const newOn = (le: string, debutMin: number): void => {
    if (canCreate) setFenetre({ quoi: 'nouveau', jour: le, debutMin });
  };
  const onNew = (): void => {
    const { jour: le, debutMin } = prochaineHeure(now, fuseauDuPoste());
    if (isWeek && lundi > aujourdhui) newOn(lundi, matinMin);
    else newOn(le, debutMin);
  };
  const onGenerate = (): void => {
    // A plan begins with a whole week: the one that is shown, or the next when it is already under way.
    const depart = isWeek && !isPresent && lundi > aujourdhui ? lundi : ajouterJours(lundiDe(aujourdhui), 7);
    if (canCreate) setFenetre({ quoi: 'generer', jour: depart });
  };
  /** A key that comes before it is known where a créneau can be made waits for it. */
  const [awaited, setAwaited] = useState<'nouveau' | 'generer' | null>(null);
  const ask = (quoi: 'nouveau' | 'generer'): void => {
    if (connus === undefined) setAwaited(quoi);
    else if (quoi === 'nouveau') onNew();
    else onGenerate();
  };
  useEffect(() => {
    if (awaited === null || connus === undefined) return;
    setAwaited(null);
    ask(awaited);
  });
  const close = (): void => {
    setFenetre(null);
    toGrid();
  };
  const made = (creneau: string, le: string): void => {
    setFenetre(null);
    setJour(le);
    choisir(creneau);
    wantsCard.current = isWeek ? creneau : null;
    grid.current?.focus();
  };
  useAgendaKeys({
    view,
    places,
    ids,
    panel,
    canCreate: canCreate || connus === undefined,
    toGrid,
    choose: (creneau) => {
      choisir(creneau);
      focusChosen(creneau);
    },
    openPanel,
    turnWeek,
    toToday: () => setJour(null),
    onNew: () => ask('nouveau'),
    onGenerate: () => ask('generer'),
  });

  const lignes = useMemo(() => lignesDe(rows, aujourdhui), [rows, aujourdhui]);
  const erreur = isWeek ? semaine.erreur : vue === 'absents' ? null : liste.erreur;
  const versions = detail.data?.versions;
  // The week before stays until this one has come: what it holds is nothing known of this one.
  const isUnknown = isWeek ? semaine.creneaux === undefined || semaine.isPrevious : liste.isUnknown;
  return (
    <div className={styles.page} data-panel={panelIsShown || undefined}>
      <section className={styles.main} aria-label="Créneaux">
        <AgendaHead
          compteurs={compteurs}
          lieux={lieux}
          flux={flux}
          onFlux={setFlux}
          onNew={onNew}
          onGenerate={onGenerate}
          onAbonnement={() => setFenetre({ quoi: 'abonnement' })}
        />
        <div className={styles.bar}>
          <Chips
            label="Créneaux montrés"
            chosen={vue}
            onChoose={(next) => {
              place.current = 0;
              setVue(next);
            }}
            chips={vues.map((valeur) => ({ valeur, mot: vueTextes[valeur], compte: compteDe(valeur, compteurs) }))}
          />
          {isWeek && (
            <DateNav
              lundi={lundi}
              jour={jour ?? aujourdhui}
              isPresent={isPresent}
              onTurn={turnWeek}
              onToday={() => setJour(null)}
              onJour={setJour}
            />
          )}
        </div>
        {erreur !== null && (
          <RetryNotice onRetry={isWeek ? semaine.retry : liste.retry}>{phraseErreur(erreur)}</RetryNotice>
        )}
        {isWeek && semaine.plus && (
          <Notice tone="warn">
            Cette semaine compte trop de créneaux pour tout montrer : choisir un établissement.
          </Notice>
        )}
        {connus !== undefined && !canCreate && !isUnknown && rows.length + places.length === 0 ? (
          <SansLieu />
        ) : (
          <Contenu
            view={view}
            lundi={lundi}
            places={places}
            isUnknown={isUnknown || erreur !== null}
            severalPlaces={severalPlaces}
            now={now}
            canCreate={canCreate}
            onOpen={open}
            onNew={newOn}
            creer={canCreate && <Creer onNew={onNew} onGenerate={onGenerate} />}
            liste={
              <Liste
                label={`Créneaux : ${vueTextes[vue]}`}
                lignes={lignes}
                count={rows.length}
                hasMore={liste.hasMore}
                selected={choisi}
                severalPlaces={severalPlaces}
                now={now}
                grid={grid}
                onOpen={onLigne}
                onMore={liste.more}
              />
            }
            isEmpty={rows.length === 0}
            onOpenCandidat={onOpenCandidat}
          />
        )}
      </section>
      {panelIsShown && !isGone && (
        <DetailPanel
          key={choisi}
          creneau={choisi}
          place={panel}
          head={
            detail.data?.creneau.aDepartager === true && versions !== undefined && versions.length > 1 ? (
              <Departage creneau={detail.data.creneau} versions={versions} />
            ) : null
          }
          onClose={() => {
            setPanelOpen(false);
            toGrid();
          }}
          onEdit={(creneau) => setFenetre({ quoi: 'changer', creneau })}
          onMove={(creneau) => setFenetre({ quoi: 'deplacer', creneau })}
          onCancel={(creneau) => setFenetre({ quoi: 'annuler', creneau })}
          onOpenCandidat={onOpenCandidat}
        />
      )}
      <Fenetres fenetre={fenetre} lieux={lieux} flux={flux} onClose={close} onMade={made} onChanged={close} />
    </div>
  );
};
