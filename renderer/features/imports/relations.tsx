import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RelationLue } from '../../../shared/contract/ipc/imports.ts';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './apercu.module.css';
import type { Brouillon } from './place.ts';
import { isChanged, phraseCible, phraseCouple, phraseRetraits } from './textes.ts';

const maxNom = 120;

const Comptes = ({ relation }: { relation: RelationLue }) => {
  const { ajoutes, modifies, retires, inchanges } = relation;
  const parts = (
    [
      ['ajoute', ajoutes, 'ajouté', 'ajoutés'],
      ['modifie', modifies, 'modifié', 'modifiés'],
      ['retire', retires, 'retiré', 'retirés'],
      ['inchange', inchanges, 'inchangé', 'inchangés'],
    ] as const
  ).filter(([, n]) => n > 0);
  return (
    <p className={styles.comptes}>
      {parts.map(([genre, n, un, plusieurs], index) => (
        <span key={genre} className={styles.badge} data-genre={genre}>
          {index === 0 ? compte(n, `vœu ${un}`, `vœux ${plusieurs}`) : compte(n, un, plusieurs)}
        </span>
      ))}
    </p>
  );
};

/** One list of the file: which one it is here, how it will be called, what will change of it. */
const Relation = ({
  relation,
  nom,
  avant,
  label,
  isAlone,
  onNom,
}: {
  relation: RelationLue;
  nom: string;
  avant: number | null;
  label: string;
  isAlone: boolean;
  onNom: (nom: string) => void;
}) => {
  const couple = phraseCouple(relation.couple);
  const changed = isChanged(relation);
  const mustName = relation.couple === null && relation.flux === null;
  // A field that nobody touched is not wrong yet.
  const [touched, setTouched] = useState(false);
  return (
    <li className={styles.relation}>
      <p className={styles.meta}>{[phraseCible(relation), ...(couple === null ? [] : [couple])].join(' · ')}</p>
      {changed ? (
        <TextInput
          label={label}
          value={nom}
          maxLength={maxNom}
          required={mustName}
          autoFocus={mustName && isAlone}
          error={touched && nom.trim() === '' ? 'Une liste doit avoir un nom.' : null}
          {...(mustName ? { placeholder: 'CFA des Trois Fourneaux, site de Lyon' } : {})}
          onChange={(event) => {
            setTouched(true);
            onNom(event.currentTarget.value);
          }}
        />
      ) : (
        <p className={styles.fort}>{relation.nom} : rien ne change</p>
      )}
      <Comptes relation={relation} />
      {relation.retraitsInhabituels && <Notice tone="warn">{phraseRetraits(relation.retires, avant)}</Notice>}
    </li>
  );
};

export const Relations = ({
  relations,
  cartes,
  brouillon,
  onBrouillon,
}: {
  relations: readonly RelationLue[];
  cartes: readonly CarteListe[];
  brouillon: Brouillon;
  onBrouillon: (brouillon: Brouillon) => void;
}) => {
  const unusual = relations.filter(({ retraitsInhabituels }) => retraitsInhabituels);
  return (
    <section className={styles.panel} aria-label="Ce que l’import va changer">
      <h2>Ce que l’import va changer</h2>
      {relations.length === 0 && <p>Rien : aucune ligne de ce fichier n’est utilisable.</p>}
      <ul className={styles.relations}>
        {relations.map((relation, index) => (
          <Relation
            // biome-ignore lint/suspicious/noArrayIndexKey: a relation is its place in the reading
            key={index}
            relation={relation}
            nom={brouillon.noms[index] ?? ''}
            avant={cartes.find(({ flux }) => flux === relation.flux)?.voeux ?? null}
            label={
              relations.length === 1
                ? 'Nom de la liste'
                : `Nom de la liste ${nombre(index + 1)} sur ${nombre(relations.length)}`
            }
            isAlone={relations.length === 1}
            onNom={(nom) => onBrouillon({ ...brouillon, noms: brouillon.noms.with(index, nom) })}
          />
        ))}
      </ul>
      {unusual.length > 0 && (
        <Checkbox
          size="xs"
          className={styles.confirme ?? ''}
          classNames={{ label: styles.confirmeMot ?? '', description: styles.meta ?? '' }}
          label={
            unusual.length === 1
              ? 'Ces retraits sont bien voulus'
              : `Les retraits de ces ${compte(unusual.length, 'liste', 'listes')} sont bien voulus`
          }
          description="Un vœu retiré reste grisé dans Candidats, avec tout ce qui a été noté : il n’est pas effacé."
          checked={brouillon.confirmerRetraits}
          onChange={(event) => onBrouillon({ ...brouillon, confirmerRetraits: event.currentTarget.checked })}
        />
      )}
    </section>
  );
};
