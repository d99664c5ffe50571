import { IconArrowRight } from '@tabler/icons-react';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { useAsk } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useNow } from '../../clock.tsx';
import { ilYA } from '../../textes/dates.ts';
import { deNom } from '../../textes/elision.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { BackHead, useBackPage } from './back-head.tsx';
import { CopyButton, CopyIcon } from './copy-button.tsx';
import page from './page.module.css';
import styles from './pourquoi.module.css';
import {
  calendrier,
  type Periode,
  type Pourquoi,
  periodeDe,
  phraseCalendrier,
  premierRecours,
  quiPour,
  recours,
  textePret,
} from './pourquoi-textes.ts';
import { constatTextes } from './textes.ts';

const Identifiant = ({ valeur, quoi, nom }: { valeur: string | null; quoi: 'SIRET' | 'UAI'; nom: string }) => (
  <span className={styles.identifiant}>
    <span className={styles.muted}>{quoi}</span>
    {valeur === null ? (
      'non connu'
    ) : (
      <>
        <b data-selectable>{valeur}</b>
        <CopyIcon texte={valeur} label={`Copier ${quoi === 'SIRET' ? 'le SIRET' : 'l’UAI'} ${valeur} ${deNom(nom)}`} />
      </>
    )}
  </span>
);

const Identifiants = ({ etablissements }: { etablissements: Pourquoi['etablissements'] }) => (
  <section className={styles.panel} aria-label="Les numéros à vérifier">
    <h2>Les numéros à vérifier</h2>
    <p className={styles.muted}>
      Une liste est adressée par SIRET et UAI : un seul chiffre faux, et elle part ailleurs.
    </p>
    {etablissements.length === 0 ? (
      <p>Aucun établissement n’est rattaché à ce compte.</p>
    ) : (
      <ul className={styles.etablissements}>
        {etablissements.map(({ role, nom, ville, siret, uai }) => (
          <li key={role + nom + siret}>
            <p>
              {nom} <span className={styles.muted}>{[role, ...(ville === null ? [] : [ville])].join(', ')}</span>
            </p>
            <p className={styles.numeros}>
              <Identifiant valeur={siret} quoi="SIRET" nom={nom} />
              <Identifiant valeur={uai} quoi="UAI" nom={nom} />
            </p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Calendrier = ({ periode }: { periode: Periode | null }) => (
  <section className={styles.panel} aria-label="Le calendrier">
    <h2>Le calendrier</h2>
    <ol className={styles.steps}>
      {calendrier.map((etape) => (
        <li key={etape.periode} aria-current={etape.periode === periode ? 'step' : undefined}>
          <b>
            {etape.quand}
            {etape.periode === periode && ' (maintenant)'}
          </b>
          <span>{etape.quoi}</span>
        </li>
      ))}
    </ol>
    <p className={styles.muted}>{phraseCalendrier(periode)}</p>
  </section>
);

const Constats = ({
  cartes,
  derniere,
  now,
}: {
  cartes: readonly CarteListe[];
  derniere: string | null;
  now: number;
}) => {
  const aDire = cartes.filter(({ constats }) => constats.length > 0);
  return (
    <section className={styles.panel} aria-label="Ce que dit ce poste">
      <h2>Ce que dit ce poste</h2>
      <ul className={styles.constats}>
        <li>
          {derniere === null
            ? 'Ce poste ne s’est pas encore synchronisé.'
            : `Dernière synchronisation réussie : ${ilYA(derniere, now)}.`}
        </li>
        {cartes.length === 0 && <li>Aucune liste n’est arrivée sur ce poste.</li>}
        {aDire.map(({ flux, nom, constats }) => (
          <li key={flux}>
            <b>{nom}</b> : {constats.map((constat) => constatTextes[constat]).join(' ')}
          </li>
        ))}
        {cartes.length > 0 && aDire.length === 0 && <li>Toutes les listes de ce poste contiennent des candidats.</li>}
      </ul>
    </section>
  );
};

const Recours = ({ pourquoi, premier }: { pourquoi: Pourquoi; premier: string | null }) => (
  <section className={styles.panel} aria-label="À qui s’adresser">
    <h2>À qui s’adresser</h2>
    <ul className={styles.recours}>
      {[...recours]
        .sort((a, b) => Number(b.cle === premier) - Number(a.cle === premier))
        .map((un) => {
          const isFirst = un.cle === premier;
          return (
            <li key={un.cle} data-first={isFirst || undefined}>
              <div>
                <p className={styles.cause}>
                  {un.cause}
                  {isFirst && <span className={styles.first}>à essayer d’abord</span>}
                </p>
                <p>
                  <IconArrowRight size={14} stroke={1.9} aria-hidden /> <b>{quiPour(un, pourquoi.academies)}</b>
                </p>
                <p className={styles.muted}>{un.pourquoi}</p>
              </div>
              <CopyButton
                texte={`Objet : ${un.objet}\n\n${textePret(un.cle, pourquoi)}`}
                label="Copier le message"
                filled={isFirst}
              />
            </li>
          );
        })}
    </ul>
  </section>
);

/** « Pourquoi ma liste est vide ? »: the numbers, the calendar, the causes, and whom to write to with what. */
export const PourquoiVide = ({ cartes, onBack }: { cartes: readonly CarteListe[]; onBack: () => void }) => {
  const answer = useAsk('listes:pourquoi', {});
  const now = useNow(60_000);
  const titre = useBackPage(onBack);
  const today = new Date(now);
  const periode = periodeDe(today.getMonth(), today.getDate());
  const pourquoi = answer.data;
  return (
    <div className={page.page}>
      <BackHead titre="Pourquoi ma liste est vide ?" place={titre} onBack={onBack} />
      {answer.error !== null && (
        <Notice tone="bad">
          {phraseErreur(answer.error instanceof CallFailed ? answer.error.code : 'ERREUR_INTERNE')}
        </Notice>
      )}
      {pourquoi !== undefined && (
        <div className={styles.columns}>
          <div className={styles.column}>
            <Constats cartes={cartes} derniere={pourquoi.derniereReussiteLe} now={now} />
            <Recours pourquoi={pourquoi} premier={premierRecours(cartes, periode)} />
          </div>
          <div className={styles.column}>
            <Identifiants etablissements={pourquoi.etablissements} />
            <Calendrier periode={periode} />
          </div>
        </div>
      )}
    </div>
  );
};
