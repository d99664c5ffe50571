import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import { useAsk } from '../../ask.tsx';
import { majuscule, nombre } from '../../textes/pluriel.ts';
import { useSituationMot } from '../partages/mots.ts';
import { FilterChip, type FilterOption } from './filter-chip.tsx';
import styles from './filters.module.css';
import { cleanFiltres, hasFiltres, type Nouveaute, nouveautes, nouveauteTextes, toggleValue } from './filters.ts';

const conflit = 'a-departager';
const isNouveaute = (value: string): value is Nouveaute => nouveautes.some((one) => one === value);

export const FiltersBar = ({
  filtres,
  onChange,
  operateur,
}: {
  filtres: CandidatFiltres;
  onChange: (filtres: CandidatFiltres) => void;
  operateur: string | null;
}) => {
  const compteurs = useAsk('candidats:compteurs', {}).data;
  const options = useAsk('candidats:options', {}).data;
  const situationMot = useSituationMot();
  const set = (change: CandidatFiltres): void => onChange(cleanFiltres({ ...filtres, ...change }));

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
    { value: conflit, label: 'À départager' },
  ];

  return (
    <div className={styles.bar} role="toolbar" aria-label="Filtres">
      <button
        type="button"
        className={styles.chip}
        aria-pressed={filtres.aAppeler === true}
        data-active={filtres.aAppeler === true || undefined}
        onClick={() => set({ aAppeler: filtres.aAppeler !== true })}
      >
        À appeler · {nombre(compteurs?.aAppeler ?? 0)}
      </button>
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
          options={listes}
          chosen={filtres.flux ?? []}
          onToggle={(value) => set({ flux: toggleValue(filtres.flux, value) })}
        />
      )}
      <FilterChip
        titre="Établissement d’accueil"
        options={accueils}
        chosen={filtres.accueil ?? []}
        onToggle={(value) => set({ accueil: toggleValue(filtres.accueil, value) })}
      />
      <FilterChip
        titre="Qui"
        options={qui}
        chosen={filtres.affecteA === undefined ? [] : [filtres.affecteA]}
        onToggle={(value) => {
          const { affecteA, ...others } = filtres;
          onChange(cleanFiltres(affecteA === value ? others : { ...others, affecteA: value }));
        }}
      />
      <FilterChip
        titre="Changements"
        options={nouveauteOptions}
        chosen={[...(filtres.nouveaute ?? []), ...(filtres.aDepartager === true ? [conflit] : [])]}
        onToggle={(value) => {
          if (value === conflit) set({ aDepartager: filtres.aDepartager !== true });
          else if (isNouveaute(value)) set({ nouveaute: toggleValue(filtres.nouveaute, value) });
        }}
      />
      {hasFiltres(filtres) && (
        <button type="button" className={styles.clear} onClick={() => onChange({})}>
          <IconX size={13} stroke={2} aria-hidden />
          Effacer les filtres
        </button>
      )}
    </div>
  );
};
