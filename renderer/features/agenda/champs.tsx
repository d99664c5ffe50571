import { Autocomplete, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { capaciteMax, genreCreneau, libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import styles from './editor.module.css';
import type { Contenu, Erreurs } from './formulaire.ts';
import type { Lieu } from './use-agenda.ts';

const textMax = 200;
const lienMax = 500;

interface ChampsProps {
  forme: Contenu;
  erreurs: Erreurs;
  lieu: Lieu | undefined;
  onChange: (change: Partial<Contenu>) => void;
}

export const ChampGenre = ({ forme, onGenre }: { forme: Contenu; onGenre: (genre: Contenu['genre']) => void }) => (
  <SegmentedControl
    fullWidth
    aria-label="Genre de créneau"
    className={styles.large ?? ''}
    data={genreCreneau.options.map((value) => ({ value, label: libelleGenre[value] }))}
    value={forme.genre}
    onChange={(value) => {
      const genre = genreCreneau.safeParse(value);
      if (genre.success) onGenre(genre.data);
    }}
  />
);

export const ChampsPlaces = ({ forme, erreurs, onChange }: Omit<ChampsProps, 'lieu'>) => (
  <>
    <NumberInput
      label="Places"
      min={1}
      max={capaciteMax}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      error={erreurs.capacite}
      value={forme.capacite}
      onChange={(capacite) => onChange({ capacite })}
    />
    <Switch
      className={styles.bascule ?? ''}
      label="Liste d’attente quand c’est complet"
      checked={forme.listeAttente}
      onChange={(event) => onChange({ listeAttente: event.currentTarget.checked })}
    />
  </>
);

/** Where it takes place: an address, a link, or both. */
export const ChampsOu = ({ forme, erreurs, lieu, onChange }: ChampsProps) => (
  <>
    <Autocomplete
      label="Lieu"
      placeholder="L’adresse du CFA, si rien n’est dit"
      maxLength={textMax}
      data={lieu?.lieuxConnus ?? []}
      value={forme.lieu}
      onChange={(texte) => onChange({ lieu: texte })}
    />
    <TextInput
      label="Lien de visioconférence"
      placeholder="https://"
      type="url"
      maxLength={lienMax}
      error={erreurs.lien}
      value={forme.lien}
      onChange={(event) => onChange({ lien: event.currentTarget.value })}
    />
  </>
);

export const ChampsMots = ({ forme, onChange }: Pick<ChampsProps, 'forme' | 'onChange'>) => (
  <>
    <TextInput
      label="Titre (facultatif)"
      placeholder={libelleGenre[forme.genre]}
      maxLength={textMax}
      value={forme.titre}
      onChange={(event) => onChange({ titre: event.currentTarget.value })}
    />
    <TextInput
      label="Consigne (facultatif)"
      placeholder="Se présenter à l’accueil, apporter ses bulletins…"
      maxLength={textMax}
      value={forme.consigne}
      onChange={(event) => onChange({ consigne: event.currentTarget.value })}
    />
  </>
);
