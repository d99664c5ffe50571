import { useMemo } from 'react';
import { noticeDe } from '../../../shared/domain/messages/notice.ts';
import {
  remplir,
  type Valeurs,
  variablesDeGroupe,
  variablesInconnues,
} from '../../../shared/domain/messages/variables.ts';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { usePartages } from '../partages/use-partages.ts';
import { type Brouillon, brouillonNeuf, type Ecrit } from './brouillon.ts';
import { cfaDuGroupe, texteEntier } from './contexte.ts';
import { type ModeleOffert, modelesOfferts } from './modeles-offerts.ts';
import { useBrouillon } from './use-brouillon.ts';
import { avecModele } from './use-message.ts';

/** What a text for many is made of: nothing of one person is ever put in it. */
export const useMessageGroupe = (begun: Brouillon | null) => {
  const session = useAsk('session:etat', {}).data;
  const flux = useAsk('candidats:options', {}).data?.flux;
  const { modeles } = usePartages();
  const annee = new Date(useNow(3_600_000)).getFullYear();
  const { brouillon, change, oublie } = useBrouillon({ genre: 'groupe' }, () => begun ?? brouillonNeuf('courriel'));
  const ecrit = brouillon.ecrits.courriel;
  const cfa = cfaDuGroupe(flux, session?.etablissement);
  const operateur = session?.operateur?.nom ?? null;
  const valeurs: Valeurs = { prenom: null, nom: null, formation: null, cfa, telephone_cfa: null, operateur };
  const offerts = useMemo(
    () =>
      modelesOfferts(modeles, 'courriel').map((modele) => ({
        ...modele,
        disabled: variablesInconnues(modele.objet + modele.texte, variablesDeGroupe).length > 0,
      })),
    [modeles],
  );
  const jointe = brouillon.notice?.jointe ?? true;
  const notice =
    brouillon.notice?.texte ??
    noticeDe('courriel', { cfa, telephone: null, sources: ['voeux', 'demande'], campagne: annee });
  const entier = texteEntier(ecrit.texte, jointe ? notice : null);
  const setEcrit = (part: Partial<Ecrit>): void =>
    change({ ecrits: { ...brouillon.ecrits, courriel: { ...ecrit, ...part } } });
  return {
    brouillon,
    change,
    ecrit,
    setEcrit,
    oublie,
    offerts,
    choose: (modele: ModeleOffert | null): void =>
      setEcrit(avecModele(ecrit, modele, (texte) => remplir(texte, valeurs))),
    back: ecrit.avant === null ? null : (): void => setEcrit({ ...ecrit.avant, rempli: '', avant: null }),
    jointe,
    notice,
    setNotice: (part: Partial<NonNullable<Brouillon['notice']>>): void =>
      change({ notice: { jointe, texte: brouillon.notice?.texte ?? null, ...part } }),
    informe: brouillon.informe ?? jointe,
    setInforme: (informe: boolean): void => change({ informe }),
    entier,
    modele: offerts.find(({ cle }) => cle === ecrit.modele)?.id ?? null,
  };
};
