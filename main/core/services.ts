import type { SynchroEtat } from '../../shared/contract/ipc/synchro.ts';
import type { GenreDePartage } from '../../shared/domain/partages.ts';
import { createAccueilHandlers } from './accueil/handlers.ts';
import { createActesHandlers } from './actes/handlers.ts';
import { avecPreuve } from './actes/preuve.ts';
import { takeChangements } from './agenda/changements.ts';
import { createAgendaHandlers } from './agenda/handlers.ts';
import { createAlertesHandlers } from './alertes/handlers.ts';
import { createAppelsHandlers } from './appels/handlers.ts';
import { veillerLesRappels } from './appels/rappels-dus.ts';
import { createProjection } from './candidats/for-sync.ts';
import { createCandidatsHandlers } from './candidats/handlers.ts';
import { projectDossiers } from './candidats/projection.ts';
import { createDemandesHandlers } from './demandes/handlers.ts';
import type { CoreDeps } from './deps.ts';
import type { EpreuvesDeps } from './diagnostic/epreuves.ts';
import { createSynchroHandlers } from './diagnostic/synchro-handlers.ts';
import { createEquipeHandlers } from './equipe/lire.ts';
import { disqueDuPoste } from './exports/fichier.ts';
import { createExportsHandlers } from './exports/handlers.ts';
import { retirerRestes } from './exports/restes.ts';
import { reprendreImports } from './imports/demarrage.ts';
import { createImportsHandlers } from './imports/handlers.ts';
import { createImpressionsHandlers } from './impressions/impressions.ts';
import type { Journal } from './journal/journal.ts';
import { createListesHandlers } from './listes/handlers.ts';
import { createVeille } from './listes/veille.ts';
import { createLots } from './lots/handlers.ts';
import { createMessagesHandlers } from './messages/handlers.ts';
import { createPartagesHandlers } from './partages/handlers.ts';
import { createVeillePartages } from './partages/veille.ts';
import { createRapprochementsHandlers } from './rapprochements/handlers.ts';
import { createRattachementHandlers } from './rattachement/handlers.ts';
import { createReglagesHandlers } from './reglages/handlers.ts';
import type { Services, ServicesInput } from './session/account.ts';
import { connexionAgeMs } from './session/connexion.ts';
import { readIdentity } from './session/identity.ts';
import type { ServerTime } from './session/server-time.ts';
import { createSyncApi } from './sync/api.ts';
import { createSync } from './sync/engine.ts';
import { createTravaux } from './travaux/travaux.ts';

export interface ServicesDeps {
  core: CoreDeps;
  journal: Journal;
  serverTime: ServerTime;
  serveur: EpreuvesDeps['serveur'];
  emit(name: string, payload: unknown): void;
  onSynchro(): void;
  onBug(error: unknown): void;
}

/** More than this and the page asks again instead of being told one by one. */
const maxTold = 200;

/** Everything that needs an open file, over one open file. */
export function buildServices(deps: ServicesDeps, input: ServicesInput): Services {
  const { store, fetch, posteId, compteId, operateurs } = input;
  const { clock, random, host, config } = deps.core;
  const serverNow = (): number | null => deps.serverTime.measured();
  const rappels = veillerLesRappels({
    store,
    clock,
    serverNow,
    onDu: (nombre) => deps.emit('appels:rappel-du', { nombre }),
    onBug: deps.onBug,
  });
  const tellCandidats = (candidats: readonly string[] | null): void => {
    deps.emit('candidats:change', {
      candidats: candidats === null || candidats.length > maxTold ? null : candidats,
    });
    rappels.look();
  };
  const tellListes = (): void => deps.emit('listes:change', {});
  const tellAgenda = (): void => {
    const creneaux = takeChangements(store);
    if (creneaux !== undefined) deps.emit('agenda:change', { creneaux });
  };
  const veille = createVeille(store, tellListes);
  const tellPartages = (genres: GenreDePartage[], depasses: GenreDePartage[] = []): void =>
    deps.emit('partages:change', { genres, depasses });
  const veillePartages = createVeillePartages(store, tellPartages);
  // Without a server nobody signs in: the PIN is what proves who is there.
  const derniereConnexion = (): number | null =>
    input.hasServer ? connexionAgeMs(store, deps.serverTime) : operateurs.pinAgeMs();
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let synchro: SynchroEtat | null = null;
  const lots = createLots({
    store,
    clock,
    serverNow,
    random,
    breathe,
    derniereConnexion,
    onLot: (lot) => deps.emit('lots:change', lot),
    onCandidats: tellCandidats,
    onSaisie: () => engine.notifySaisie(),
    onBug: deps.onBug,
  });
  const engine = createSync({
    store,
    api: createSyncApi(fetch),
    clock,
    random,
    author: { poste: posteId, compte: compteId },
    hasServer: input.hasServer,
    projection: createProjection(store),
    onCandidats: tellCandidats,
    onEtat: (etat) => {
      if (etat.erreur !== null && etat.erreur !== synchro?.erreur) deps.journal.write(`SYNCHRO_${etat.erreur}`);
      synchro = etat;
      deps.emit('synchro:change', etat);
      // Whatever wrote a créneau, the exchange says where it stands just after.
      tellAgenda();
      if (etat.enCours === 'aucune') {
        veille.look();
        veillePartages.look();
        lots.reprendre();
      }
      deps.onSynchro();
    },
    onRetrait: () => deps.emit('synchro:retrait', {}),
    onPartage: (said) => {
      if (said.sort === 'refuse') deps.journal.write(`PARTAGE_REFUSE_${said.code}`, { id: said.id });
      else tellPartages([said.genre], [said.genre]);
    },
    // The authenticated fetch has told the session already, with the reason.
    onRefusedSession: () => undefined,
    onBug: deps.onBug,
    breathe,
  });
  const etat = (): SynchroEtat => (synchro ??= engine.etat());
  const travaux = createTravaux({
    clock,
    random,
    breathe,
    onChange: (travail) => deps.emit('travaux:change', travail),
    onBug: deps.onBug,
  });
  const tellAll = (): void => {
    tellCandidats(null);
    tellListes();
  };
  const reprise = reprendreImports({ store, breathe, onCandidats: tellAll, onBug: deps.onBug });
  const restes = retirerRestes(store, disqueDuPoste).catch(deps.onBug);
  return {
    engine,
    stop: async () => {
      await rappels.stop();
      await restes;
      await reprise.stop();
      await lots.stop();
      await travaux.stop();
      await engine.stop();
    },
    countUnsent: () => etat().aEnvoyer + etat().enVol + etat().aRevoir,
    lastSuccess: () => etat().derniereReussiteLe,
    handlers: {
      ...createCandidatsHandlers({ store, clock, serverNow }),
      ...createAccueilHandlers({ store, clock, serverNow }),
      ...createAppelsHandlers({
        store,
        clock,
        serverNow,
        fetch,
        fuseau: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
      ...createMessagesHandlers({ store, clock, serverNow }),
      ...createAlertesHandlers({ store, clock, serverNow }),
      ...avecPreuve(
        createActesHandlers({
          store,
          clock,
          serverNow,
          random,
          onCandidats: tellCandidats,
          onSaisie: () => engine.notifySaisie(),
        }),
        {
          store,
          derniereConnexion,
          isHorsLigne: () => etat().connexion === 'hors-ligne',
          onRefus: () => engine.wake(),
        },
      ),
      ...createAgendaHandlers({
        store,
        clock,
        serverNow,
        random,
        host,
        fetch,
        onCandidats: tellCandidats,
        onSaisie: () => engine.notifySaisie(),
      }),
      ...createDemandesHandlers({
        store,
        clock,
        serverNow,
        random,
        onCandidats: tellCandidats,
        onSaisie: () => engine.notifySaisie(),
      }),
      ...createListesHandlers({
        store,
        lastSuccess: () => etat().derniereReussiteLe,
        travaux,
        breathe,
        onCandidats: tellCandidats,
        onListes: tellListes,
      }),
      ...lots.handlers,
      ...createEquipeHandlers({ store, clock, serverNow }),
      ...createReglagesHandlers(store),
      ...createPartagesHandlers({
        store,
        clock,
        random,
        hasServer: input.hasServer,
        onPartages: tellPartages,
        onSaisie: () => engine.notifySaisie(),
      }),
      ...travaux.handlers,
      ...createExportsHandlers({
        store,
        clock,
        serverNow,
        random,
        host,
        disque: disqueDuPoste,
        travaux,
        breathe,
        derniereConnexion,
      }),
      ...createRapprochementsHandlers({
        store,
        clock,
        serverNow,
        random,
        derniereConnexion,
        onCandidats: tellCandidats,
        onSaisie: () => engine.notifySaisie(),
      }),
      ...createImportsHandlers({ store, clock, random, host, travaux, breathe, onCandidats: tellAll }),
      ...createRattachementHandlers({
        store,
        clock,
        serverNow,
        random,
        travaux,
        breathe,
        onCandidats: tellAll,
        onSaisie: () => engine.notifySaisie(),
      }),
      ...createImpressionsHandlers({
        store,
        clock,
        random,
        serverNow,
        operateur: () => operateurs.current(),
        poste: () => {
          const identity = readIdentity(store);
          return { nom: identity?.poste.nom ?? '', etablissement: identity?.compte.nom ?? '' };
        },
      }),
      ...createSynchroHandlers({
        store,
        engine,
        clock,
        random,
        host,
        derniereConnexion,
        epreuves: {
          serveur: deps.serveur,
          fetch: deps.core.fetch,
          authorized: fetch,
          clock,
          serverTime: deps.serverTime,
        },
        rapport: {
          version: config.version,
          store,
          journal: deps.journal,
          serverTime: deps.serverTime,
          nowMs: () => clock.now(),
          synchro: etat,
        },
        project: projectDossiers,
        onCandidats: (candidats) => tellCandidats([...candidats]),
        onBug: deps.onBug,
      }),
    },
  };
}
