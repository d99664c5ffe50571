import { IconX } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import { useAsk } from '../../ask.tsx';
import { majuscule, nombre } from '../../textes/pluriel.ts';
import { useSituationMot } from '../partages/mots.ts';
import { FilterChip, type FilterOption } from './filter-chip.tsx';
import styles from './filters.module.css';
import { cleanFiltres, hasFiltres, type Nouveaute, nouveautes, nouveauteTextes, toggleValue } from './filters.ts';

const isNouveaute = (value: string): value is Nouveaute => nouveautes.some((one) => one === value);

/** Questions that are asked or not; one chip each where there is room, one chip for all where there is not. */
const suivis = [
  { cle: 'rappelDuJour', mot: 'Rappels du jour' },
  { cle: 'enRetard', mot: 'En retard' },
  { cle: 'aDepartager', mot: 'À départager' },
  { cle: 'ouverte', mot: 'Suivi en cours' },
] as const;
const suiviOptions: FilterOption[] = suivis.map(({ cle, mot }) => ({ value: cle, label: mot }));
const sourceOptions: FilterOption[] = [
  { value: 'voeu', label: 'D’un vœu' },
  { value: 'demande', label: 'D’une demande' },
];

const Toggle = ({ actif, onClick, children }: { actif: boolean; onClick: () => void; children: ReactNode }) => (
  <button type="button" className={styles.chip} aria-pressed={actif} data-active={actif || undefined} onClick={onClick}>
    {children}
  </button>
);

/** Adds what is asked for and is no longer known here, in words, so that it can be taken away. */
const withUnknown = (options: FilterOption[], chosen: readonly string[], mot: string): FilterOption[] => [
  ...options,
  ...chosen
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: mot })),
];

export const FiltersBar = ({
  filtres,
  onChange,
  operateur,
  vues,
  colonnes,
}: {
  filtres: CandidatFiltres;
  onChange: (filtres: CandidatFiltres) => void;
  operateur: string | null;
  /** The menus of the list, at the end of the row. */
  vues: ReactNode;
  colonnes: ReactNode;
}) => {
  const compteurs = useAsk('candidats:compteurs', {}).data;
  const options = useAsk('candidats:options', {}).data;
  const situationMot = useSituationMot();
  const set = (change: CandidatFiltres): void => onChange(cleanFiltres({ ...filtres, ...change }));
  const { affecteA, source, ...sansQui } = filtres;
  const tous = (): void => onChange(cleanFiltres({ ...sansQui, ...(source === undefined ? {} : { source }) }));
  const isMoi = operateur !== null && affecteA === operateur;

  const formations = useMemo<FilterOption[]>(
    () => options?.formations.map((formation) => ({ value: formation, label: formation })) ?? [],
    [options],
  );
  const accueils = useMemo<FilterOption[]>(
    () => options?.accueils.map(({ cle, nom }) => ({ value: cle, label: nom })) ?? [],
    [options],
  );
  const listes = useMemo<FilterOption[]>(
    () => options?.flux.map(({ id, nom }) => ({ value: id, label: nom })) ?? [],
    [options],
  );
  const situationOptions = useMemo<FilterOption[]>(
    () =>
      situationCodes
        .map((code) => ({ value: code, label: situationMot(code), count: compteurs?.parSituation[code] ?? 0 }))
        .filter(({ value, count }) => count > 0 || filtres.situation?.includes(value) === true),
    [compteurs, filtres.situation, situationMot],
  );
  const qui = useMemo<FilterOption[]>(
    () => [
      { value: 'personne', label: 'Confié à personne' },
      ...(options?.operateurs.map(({ id, nom }) => ({ value: id, label: id === operateur ? `${nom} (moi)` : nom })) ??
        []),
    ],
    [options, operateur],
  );
  const nouveauteOptions: FilterOption[] = [
    { value: 'nouveau', label: majuscule(nouveauteTextes.nouveau), count: compteurs?.nouveaux },
    { value: 'modifie', label: majuscule(nouveauteTextes.modifie), count: compteurs?.modifies },
    { value: 'retire', label: majuscule(nouveauteTextes.retire), count: compteurs?.retires },
  ];
  const quiChosen = affecteA === undefined ? [] : [affecteA];
  const basculeSuivi = (value: string): void => {
    const suivi = suivis.find(({ cle }) => cle === value);
    if (suivi !== undefined) set({ [suivi.cle]: filtres[suivi.cle] !== true });
  };

  return (
    <div className={styles.bar} role="toolbar" aria-label="Filtres">
      {operateur !== null && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be one box of a row
        <div role="group" aria-label="De qui" className={styles.portee}>
          <button type="button" aria-pressed={affecteA === undefined} onClick={tous}>
            Tous
          </button>
          <button type="button" aria-pressed={isMoi} onClick={() => (isMoi ? tous() : set({ affecteA: operateur }))}>
            Mes candidats
          </button>
        </div>
      )}
      <Toggle actif={filtres.aAppeler === true} onClick={() => set({ aAppeler: filtres.aAppeler !== true })}>
        À appeler · {nombre(compteurs?.aAppeler ?? 0)}
      </Toggle>
      {suivis
        // Asked by the links of Équipe: nearly everybody, so that it has no place of its own in the row.
        .filter(({ cle }) => cle !== 'ouverte' || filtres.ouverte === true)
        .map(({ cle, mot }) => (
          <span key={cle} className={styles.wide}>
            <Toggle actif={filtres[cle] === true} onClick={() => basculeSuivi(cle)}>
              {mot}
            </Toggle>
          </span>
        ))}
      <span className={styles.narrow}>
        <FilterChip
          titre="Suivi"
          options={suiviOptions}
          chosen={suivis.filter(({ cle }) => filtres[cle] === true).map(({ cle }) => cle)}
          onToggle={basculeSuivi}
        />
      </span>
      <FilterChip
        titre="Formation"
        options={formations}
        chosen={filtres.formation ?? []}
        onToggle={(value) => set({ formation: toggleValue(filtres.formation, value) })}
      />
      <FilterChip
        titre="Situation"
        options={situationOptions}
        chosen={filtres.situation ?? []}
        onToggle={(value) => set({ situation: toggleValue(filtres.situation, value) })}
      />
      {(listes.length > 1 || filtres.flux !== undefined) && (
        <FilterChip
          titre="Liste"
          options={withUnknown(listes, filtres.flux ?? [], 'Liste qui n’est plus reçue')}
          chosen={filtres.flux ?? []}
          onToggle={(value) => set({ flux: toggleValue(filtres.flux, value) })}
        />
      )}
      <FilterChip
        titre="Établissement"
        options={accueils}
        chosen={filtres.accueil ?? []}
        onToggle={(value) => set({ accueil: toggleValue(filtres.accueil, value) })}
      />
      <FilterChip
        titre="Qui"
        options={withUnknown(qui, quiChosen, 'Opérateur qui n’est plus là')}
        chosen={quiChosen}
        onToggle={(value) => (affecteA === value ? tous() : set({ affecteA: value }))}
      />
      <FilterChip
        titre="Source"
        options={sourceOptions}
        chosen={source === undefined ? [] : [source]}
        onToggle={(value) => {
          const { source: before, ...others } = filtres;
          if (before === value) onChange(cleanFiltres(others));
          else set({ source: value === 'voeu' ? 'voeu' : 'demande' });
        }}
      />
      <FilterChip
        titre="Changements"
        options={nouveauteOptions}
        chosen={filtres.nouveaute ?? []}
        onToggle={(value) => {
          if (isNouveaute(value)) set({ nouveaute: toggleValue(filtres.nouveaute, value) });
        }}
      />
      {hasFiltres(filtres) && (
        <button type="button" className={styles.clear} onClick={() => onChange({})}>
          <IconX size={13} stroke={2} aria-hidden />
          Effacer les filtres
        </button>
      )}
      <span className={styles.menus}>
        {vues}
        {colonnes}
      </span>
    </div>
  );
};
