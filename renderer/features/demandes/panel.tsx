import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCalendarPlus, IconCheck, IconMail, IconPhoneOff, IconUsers } from '@tabler/icons-react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { useNow } from '../../clock.tsx';
import { keyLabel } from '../../keyboard/keys.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { jourEtHeure } from '../../textes/dates.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { useReglages } from '../desk/reglages.tsx';
import { RdvDeDemande } from '../rendez-vous/de-demande.tsx';
import { useDonner } from '../rendez-vous/donner.tsx';
import { Composer } from './composer.tsx';
import { Delai } from './delai.tsx';
import { Injoignable } from './injoignable.tsx';
import { Mode, Motifs } from './mode.tsx';
import styles from './panel.module.css';
import { Reponses } from './reponses.tsx';
import {
  estAAppeler,
  formationMots,
  insecable,
  motRepondre,
  origineMot,
  phraseAuteur,
  phraseLaissee,
  phraseRejet,
  phraseSouhaits,
} from './textes.ts';
import { useReponse } from './use-reponse.ts';

interface DemandePanelProps {
  demande: DemandeFiche;
  fiche: Fiche;
  /** An answer was recorded, or its composer was left: the focus goes back to the list. */
  onDone: (answered: boolean) => void;
  /** Whether the keys D, T and I answer this one: one demande of the sheet at most, `demandeDesTouches` says which. */
  touches?: boolean;
}

/** Which demande of a sheet the keys answer: the first that is still open, in the order of the sheet. */
export const demandeDesTouches = (demandes: readonly DemandeFiche[]): string | null =>
  demandes.find(estAttendue)?.id ?? null;

const Message = ({ demande, now }: { demande: DemandeFiche; now: number }) => (
  <>
    {demande.message !== null && (
      <blockquote className={styles.message} data-selectable>
        {insecable(demande.message)}
      </blockquote>
    )}
    {demande.ajouts.map((ajout) => (
      <div key={ajout.recu_le} className={styles.ajout}>
        <p className={styles.meta}>Ajouté {jourEtHeure(ajout.recu_le, now)}</p>
        {ajout.courriel !== undefined && (
          <p className={styles.meta} data-selectable>
            Nouvelle adresse donnée : {ajout.courriel}
          </p>
        )}
        {ajout.motifs.length > 0 && <Motifs motifs={ajout.motifs} />}
        {ajout.message !== null && (
          <blockquote className={styles.message} data-selectable>
            {insecable(ajout.message)}
          </blockquote>
        )}
      </div>
    ))}
  </>
);

const Details = ({ demande, now }: { demande: DemandeFiche; now: number }) => (
  <dl className={styles.details}>
    <div>
      <dt>Par</dt>
      <dd>{phraseAuteur(demande)}</dd>
    </div>
    {demande.mode === 'rappel' && (
      <div>
        <dt>De préférence</dt>
        <dd>{phraseSouhaits(demande.souhaits)}</dd>
      </div>
    )}
    <div>
      <dt>Reçue</dt>
      <dd>
        {jourEtHeure(demande.recueLe, now)}, {origineMot(demande.origine)}
      </dd>
    </div>
    {demande.vue !== null && (
      <div>
        <dt>Ouverte</dt>
        <dd>
          {jourEtHeure(demande.vue.le, now)}
          {demande.vue.operateur !== null && ` par ${demande.vue.operateur}`}
        </dd>
      </div>
    )}
  </dl>
);

const Marks = ({ demande }: { demande: DemandeFiche }) => (
  <>
    {demande.rapprochement && (
      <p className={styles.mark}>
        <IconUsers size={14} stroke={1.8} aria-hidden />
        Peut-être déjà connu·e
      </p>
    )}
    {demande.courrielRejete !== null && (
      <p className={styles.mark} data-tone="warn">
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        {phraseRejet(demande.courrielRejete)}
      </p>
    )}
  </>
);

/** One demande on the sheet of the person it is about: what is asked, until when, and how it is answered. */
export const DemandePanel = ({ demande, fiche, onDone, touches = false }: DemandePanelProps) => {
  const now = useNow(30_000);
  const { reglages } = useReglages();
  const single = reglages.raccourcisUneTouche;
  const { draft, isBegun, start, write, keepNow, close, send } = useReponse(demande, fiche, onDone);
  const isOuverte = estAttendue(demande);
  // A call that reached somebody answered meanwhile: there is nobody left to call unreachable.
  const action = draft?.action === 'injoignable' && !isOuverte ? null : (draft?.action ?? null);
  const isBlocked = fiche.indisponible;
  const { donner, peutDonner } = useDonner();
  // Who asked to be called is called: « Appeler », at the head of the sheet, is then its main button.
  const isAppelable = estAAppeler(demande);

  useIntents(
    single,
    (intent, { inText, repeat }) => {
      if (inText || action !== null || isBlocked) return false;
      switch (intent.do) {
        case 'answer':
          if (!repeat) start('repondre');
          return true;
        case 'answered':
          if (isOuverte && !repeat) send('autre_canal', null);
          return isOuverte;
        case 'unreachable':
          if (isOuverte && !repeat) start('injoignable');
          return isOuverte;
        default:
          return false;
      }
    },
    touches,
  );

  const hint = (key: string) => (touches ? { rightSection: <KeyHint touche={keyLabel(key, single)} quiet /> } : {});
  const label = (mot: string, key: string): string => (touches ? `${mot} : ${keyLabel(key, single)}` : mot);
  return (
    <section
      className={styles.panel}
      aria-label={`Demande : ${formationMots(demande)}`}
      data-ouverte={isOuverte || undefined}
    >
      <div className={styles.head}>
        <Mode mode={demande.mode} />
        <Delai demande={demande} now={now} />
      </div>
      <p className={styles.formation}>{formationMots(demande)}</p>
      <Motifs motifs={demande.motifs} />
      <RdvDeDemande demande={demande.id} rendezVous={fiche.rendezVous} now={now} />
      <Message demande={demande} now={now} />
      <Details demande={demande} now={now} />
      <Marks demande={demande} />
      <Reponses
        demande={demande}
        now={now}
        onResend={({ genre, texte }) => send(genre, texte)}
        onLeave={() => send('autre_canal', null, phraseLaissee(fiche.identite))}
      />
      {action === 'repondre' && (
        <Composer
          demande={demande}
          fiche={fiche}
          texte={draft?.texte ?? ''}
          onWrite={write}
          onLeaveText={keepNow}
          onSend={() => send('personnalisee', draft?.texte ?? '')}
          onClose={close}
        />
      )}
      {action === 'injoignable' && (
        <Injoignable demande={demande} onSend={() => send('sans_reponse', null)} onClose={close} />
      )}
      {action === null && (
        <div className={styles.actions}>
          <Tooltip label={label('Répondre par courriel', 'D')}>
            <Button
              size="xs"
              fz="sm"
              px={9}
              variant={isOuverte && !isAppelable ? 'filled' : 'default'}
              disabled={isBlocked}
              leftSection={<IconMail size={15} stroke={1.8} aria-hidden />}
              {...hint('D')}
              onClick={() => start('repondre')}
            >
              {motRepondre(demande, isBegun)}
            </Button>
          </Tooltip>
          {isOuverte && peutDonner && (
            <Tooltip label={label('Donner un créneau, qui répond à la demande', 'H')}>
              <Button
                size="xs"
                fz="sm"
                px={9}
                variant="default"
                leftSection={<IconCalendarPlus size={15} stroke={1.8} aria-hidden />}
                {...hint('H')}
                onClick={() => donner({ demande: demande.id, remplace: null })}
              >
                Donner un créneau
              </Button>
            </Tooltip>
          )}
          {isOuverte && (
            <>
              <Tooltip label={label('Une réponse a été donnée par téléphone, courriel ou sur place', 'T')}>
                <Button
                  size="xs"
                  fz="sm"
                  px={9}
                  variant="default"
                  disabled={isBlocked}
                  leftSection={<IconCheck size={15} stroke={1.8} aria-hidden />}
                  {...hint('T')}
                  onClick={() => send('autre_canal', null)}
                >
                  J’ai répondu autrement
                </Button>
              </Tooltip>
              <Tooltip label={label('La personne le saura, avec tact', 'I')}>
                <Button
                  size="xs"
                  fz="sm"
                  px={9}
                  variant="default"
                  disabled={isBlocked}
                  leftSection={<IconPhoneOff size={15} stroke={1.8} aria-hidden />}
                  {...hint('I')}
                  onClick={() => start('injoignable')}
                >
                  Injoignable
                </Button>
              </Tooltip>
            </>
          )}
        </div>
      )}
    </section>
  );
};
