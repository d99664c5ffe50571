// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which a real table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus, rows are its active descendants
import { IconAlertTriangle, IconCloudUp, IconPencil, IconScale } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import { essaiMot } from '../../textes/appel.ts';
import { SituationBadge } from '../../ui/situation-badge.tsx';
import type { Column } from './columns.ts';
import { nouveauteTextes } from './filters.ts';
import styles from './row.module.css';
import { type CelluleTexte, celluleDernier, celluleProchaine, estRetire, sourceMot } from './textes.ts';
import { TickBox } from './tick-box.tsx';

export const rowId = (candidat: string): string => `candidat-${candidat}`;

interface RowProps {
  ligne: CandidatLigne;
  columns: readonly Column[];
  template: string;
  index: number;
  top: number;
  height: number;
  compact: boolean;
  isSelected: boolean;
  /** Ticked, for an export or a print; nothing to do with whose sheet is shown. */
  isChosen: boolean;
  hasDraft: boolean;
  now: number;
  onSelect: (candidat: string, index: number) => void;
  onTick: (candidat: string, toHere: boolean) => void;
  onOpen: () => void;
  /** The two values that colleagues wrote, on the sheet. */
  onDepartager: (candidat: string, index: number) => void;
}

const TwoLines = ({ texte, compact }: { texte: CelluleTexte; compact: boolean }) => (
  <>
    <span className={styles.haut} data-late={texte.enRetard || undefined}>
      {texte.enRetard && <IconAlertTriangle size={13} stroke={2} aria-hidden />}
      <span>{texte.haut === '' && compact ? texte.bas : texte.haut}</span>
    </span>
    {!compact && texte.bas !== '' && (
      <span className={styles.bas} data-late={texte.enRetard || undefined}>
        <span>{texte.bas}</span>
      </span>
    )}
  </>
);

const Nouveaute = ({ ligne }: { ligne: CandidatLigne }) => {
  const nouveaute = estRetire(ligne) ? 'retire' : ligne.nouveaute;
  return (
    nouveaute !== null && (
      <span className={styles.nouveaute} data-nouveaute={nouveaute}>
        {nouveauteTextes[nouveaute]}
      </span>
    )
  );
};

const Name = ({
  ligne,
  hasDraft,
  compact,
  hasSource,
  hasNouveaute,
  onDepartager,
}: {
  ligne: CandidatLigne;
  hasDraft: boolean;
  compact: boolean;
  /** What they come from has a column of its own. */
  hasSource: boolean;
  /** What the newest list said of them has one. */
  hasNouveaute: boolean;
  onDepartager: () => void;
}) => {
  const source = hasSource ? '' : sourceMot(ligne);
  const place = ligne.accueil ?? ligne.ville;
  return (
    <>
      <span className={styles.nom} title={`${ligne.nom} ${ligne.prenom}`}>
        <b>{ligne.nom}</b> <span>{ligne.prenom}</span>
      </span>
      <span className={styles.marks}>
        {!hasNouveaute && <Nouveaute ligne={ligne} />}
        {ligne.aDepartager && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.departager}
            aria-label="à départager"
            title="À départager : ouvrir la fiche"
            onDoubleClick={(event) => event.stopPropagation()}
            onClick={(event) => {
              event.stopPropagation();
              onDepartager();
            }}
          >
            <IconScale size={12} stroke={2} aria-hidden />
            <span className={styles.departagerMot}>à départager</span>
          </button>
        )}
        {ligne.essais > 0 && <span className={styles.essai}>{essaiMot(ligne.essais)}</span>}
        {ligne.enAttente && <IconCloudUp size={13} stroke={1.9} role="img" aria-label="saisie en attente d’envoi" />}
        {hasDraft && <IconPencil size={13} stroke={1.9} role="img" aria-label="saisie commencée" />}
        {!compact && (
          <span className={styles.origine}>
            {source !== '' && <span>{source}</span>}
            {place !== null && (
              <span>
                {source !== '' && ' · '}
                {place}
              </span>
            )}
          </span>
        )}
      </span>
    </>
  );
};

const Cell = ({
  column,
  ligne,
  now,
  compact,
  hasDraft,
  alone,
  hasSource,
  hasNouveaute,
  onDepartager,
}: { column: Column; alone: boolean; hasSource: boolean; hasNouveaute: boolean; onDepartager: () => void } & Pick<
  RowProps,
  'ligne' | 'now' | 'compact' | 'hasDraft'
>) => {
  switch (column.id) {
    case 'candidat':
      return (
        <Name
          ligne={ligne}
          hasDraft={hasDraft}
          compact={compact}
          hasSource={hasSource}
          hasNouveaute={hasNouveaute}
          onDepartager={onDepartager}
        />
      );
    case 'formation':
      return (
        <span className={styles.formation} title={ligne.formation ?? undefined}>
          {ligne.formation ?? ''}
          {ligne.autresFormations > 0 && <span className={styles.plus}> +{ligne.autresFormations}</span>}
        </span>
      );
    case 'accueil':
      return (
        <span className={styles.formation} title={ligne.accueil ?? undefined}>
          {ligne.accueil ?? ''}
        </span>
      );
    case 'situation': {
      // Where the planned call has no column of its own, it stands under the situation.
      const prochaine = alone && !compact ? celluleProchaine(ligne, now) : null;
      return (
        <>
          <SituationBadge code={ligne.situation} />
          {prochaine !== null && prochaine.haut !== '' && (
            <span className={styles.bas} data-late={prochaine.enRetard || undefined}>
              {prochaine.enRetard && <IconAlertTriangle size={12} stroke={2} role="img" aria-label="en retard" />}
              {prochaine.haut}
            </span>
          )}
        </>
      );
    }
    case 'prochaine-action':
      return <TwoLines texte={celluleProchaine(ligne, now)} compact={compact} />;
    case 'dernier-appel':
      return <TwoLines texte={celluleDernier(ligne.dernierAppel, now)} compact={compact} />;
    case 'qui':
      return (
        <span className={styles.haut} title={ligne.affecteA ?? undefined}>
          <span>{ligne.affecteA ?? ''}</span>
        </span>
      );
    case 'nouveaute':
      return <Nouveaute ligne={ligne} />;
    case 'source':
      return <span className={styles.haut}>{sourceMot(ligne)}</span>;
  }
};

export const Row = memo((props: RowProps) => {
  const { ligne, columns, template, index, top, height, isSelected, compact } = props;
  const alone = !columns.some((column) => column.id === 'prochaine-action');
  const hasSource = columns.some((column) => column.id === 'source');
  const hasNouveaute = columns.some((column) => column.id === 'nouveaute');
  const onClick = (event: MouseEvent): void => {
    if (event.shiftKey || event.ctrlKey) props.onTick(ligne.id, event.shiftKey);
    else props.onSelect(ligne.id, index);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid owns the keyboard, rows are its active descendants
    <div
      id={rowId(ligne.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      data-compact={compact || undefined}
      data-retire={estRetire(ligne) || undefined}
      data-chosen={props.isChosen || undefined}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }}
      onClick={onClick}
      onDoubleClick={props.onOpen}
    >
      <div role="gridcell" className={styles.tick}>
        <TickBox
          nom={`Choisir ${ligne.nom} ${ligne.prenom}`}
          etat={props.isChosen ? 'tous' : 'aucun'}
          onTick={(toHere) => props.onTick(ligne.id, toHere)}
        />
      </div>
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={styles.cell} data-column={column.id}>
          <Cell
            column={column}
            alone={alone}
            hasSource={hasSource}
            hasNouveaute={hasNouveaute}
            onDepartager={() => props.onDepartager(ligne.id, index)}
            ligne={ligne}
            now={props.now}
            compact={compact}
            hasDraft={props.hasDraft}
          />
        </div>
      ))}
    </div>
  );
});
