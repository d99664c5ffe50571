import { useMemo } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { tientDansUnLien } from '../../../shared/domain/messages/mailto.ts';
import { noticeDe } from '../../../shared/domain/messages/notice.ts';
import { remplir } from '../../../shared/domain/messages/variables.ts';
import { useAsk } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { usePartages } from '../partages/use-partages.ts';
import { type Brouillon, brouillonNeuf, type Ecrit } from './brouillon.ts';
import { adressesDe, type Canal, cfaDe, enveloppeDe, sourcesDe, texteEntier, valeursDe } from './contexte.ts';
import { type ModeleOffert, modelesOfferts } from './modeles-offerts.ts';
import { numerosDe } from './pour.tsx';
import { useBrouillon } from './use-brouillon.ts';

const canalPossible = (fiche: Fiche): Canal => {
  if (adressesDe(fiche).bonnes.length > 0) return 'courriel';
  return numerosDe(fiche).length > 0 || enveloppeDe(fiche).length === 0 ? 'sms' : 'courrier';
};

/** A modèle put in place of what is written; what a person had typed can be taken back. */
export const avecModele = (
  ecrit: Ecrit,
  modele: Pick<ModeleOffert, 'cle' | 'objet' | 'texte'> | null,
  remplit: (texte: string) => string,
): Ecrit => {
  const isTyped = ecrit.texte.trim() !== '' && ecrit.texte !== ecrit.rempli;
  const avant = isTyped ? { modele: ecrit.modele, objet: ecrit.objet, texte: ecrit.texte } : ecrit.avant;
  const texte = modele === null ? '' : remplit(modele.texte);
  return {
    modele: modele?.cle ?? '',
    objet: modele === null ? '' : remplit(modele.objet),
    texte,
    rempli: texte,
    avant,
  };
};

/** Everything that a message to one family is made of, from the modèle to what leaves. */
export const useMessage = (fiche: Fiche, begun: Brouillon | null) => {
  const operateur = useAsk('session:etat', {}).data?.operateur?.nom ?? null;
  const { modeles } = usePartages();
  const annee = new Date(useNow(3_600_000)).getFullYear();
  const { brouillon, change, oublie } = useBrouillon(
    { genre: 'personne', candidat: fiche.ligne.id },
    () => begun ?? brouillonNeuf(canalPossible(fiche)),
  );
  const { canal, sauf } = brouillon;
  const ecrit = brouillon.ecrits[canal];
  const valeurs = useMemo(() => valeursDe(fiche, operateur), [fiche, operateur]);
  const offerts = useMemo(() => modelesOfferts(modeles, canal), [modeles, canal]);
  const cfa = cfaDe(fiche);

  const jointe = brouillon.notice?.jointe ?? (!fiche.informe && canal !== 'sms');
  const noticeProposee = noticeDe(canal, {
    cfa: cfa.nom,
    telephone: cfa.telephone,
    sources: sourcesDe(fiche),
    campagne: annee,
  });
  const notice = brouillon.notice?.texte ?? noticeProposee;
  const informe = !fiche.informe && (brouillon.informe ?? jointe);
  const entier = texteEntier(ecrit.texte, jointe ? notice : null);
  const adresses = adressesDe(fiche).bonnes.filter((une) => !sauf.includes(une));
  const tient = tientDansUnLien({ to: adresses, bcc: [], subject: ecrit.objet, body: entier });
  const attendues = fiche.demandes.filter(estAttendue);
  const peutPartir =
    canal === 'courriel'
      ? adresses.length > 0
      : canal === 'sms'
        ? numerosDe(fiche).length > 0
        : enveloppeDe(fiche).length > 0;

  const setEcrit = (part: Partial<Ecrit>): void =>
    change({ ecrits: { ...brouillon.ecrits, [canal]: { ...ecrit, ...part } } });
  return {
    brouillon,
    change,
    oublie,
    canal,
    ecrit,
    setEcrit,
    /** Another canal has another notice: the words of the one before stay with it. */
    setCanal: (suivant: Canal): void => change({ canal: suivant, notice: null, informe: null, parti: false }),
    offerts,
    choose: (modele: ModeleOffert | null): void =>
      setEcrit(avecModele(ecrit, modele, (texte) => remplir(texte, valeurs))),
    back: ecrit.avant === null ? null : (): void => setEcrit({ ...ecrit.avant, rempli: '', avant: null }),
    jointe,
    notice,
    informe,
    entier,
    adresses,
    peutPartir,
    tient,
    attendues,
    /** Those it answers, when the person said that it does. */
    repond: brouillon.repond ? attendues : [],
    isBegun: Object.values(brouillon.ecrits).some(({ texte }) => texte.trim() !== ''),
    modele: offerts.find(({ cle }) => cle === ecrit.modele)?.id ?? null,
    setNotice: (part: Partial<NonNullable<Brouillon['notice']>>): void =>
      change({ notice: { jointe, texte: brouillon.notice?.texte ?? null, ...part } }),
  };
};
