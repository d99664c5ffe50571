import type { Fiche, FilEntree } from '../../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../../shared/contract/ipc/demandes.ts';
import { annuleCorps } from '../../../../shared/domain/actes/annule.ts';
import { lienCorps } from '../../../../shared/domain/actes/lien.ts';
import { deNom } from '../../../textes/elision.ts';
import { minuscule } from '../../../textes/pluriel.ts';
import { auteurTextes, modeTextes, motifMot, origineMot, phraseAuteur } from '../../demandes/textes.ts';
import { nomDe } from '../../rapprochements/textes.ts';

/** What a line says beside who and when: `attente` is still to come, `refus` needs somebody, `fait` is done. */
export interface FilEtat {
  mot: string;
  ton: 'attente' | 'refus' | 'fait';
}

/** An acte or a change of a list, or a demande that came in: those are no acte of anybody here. */
export type FilLigne =
  | { genre: 'entree'; id: string; le: string; entree: FilEntree; etat: FilEtat | null }
  | {
      genre: 'demande';
      id: string;
      le: string;
      /** Nobody kept the hour: `le` is only where the line stands. */
      sansDate?: boolean;
      titre: string;
      detail: string | null;
      origine: string;
    };

const lienDe = (entree: FilEntree): string | null => {
  const lu = entree.type === 'lien' ? lienCorps.safeParse(entree.contenu) : null;
  return lu?.success === true ? lu.data.lien_id : null;
};

/** A merge is two halves, and so is its undo: a sheet that holds both tells it once. */
const sansMoities = (fil: readonly FilEntree[]): FilEntree[] => {
  const liens = new Map(fil.flatMap((entree) => (lienDe(entree) === null ? [] : [[entree.id, lienDe(entree)]])));
  const told = new Set<string>();
  return fil.filter((entree) => {
    const annule = entree.type === 'annule' ? annuleCorps.safeParse(entree.contenu) : null;
    const lien = lienDe(entree) ?? (annule?.success === true ? liens.get(annule.data.acte) : null);
    if (lien === null || lien === undefined) return true;
    const key = entree.type + lien;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
};

const envoi: Readonly<Record<FilEntree['etat'], FilEtat | null>> = {
  recu: null,
  a_envoyer: { mot: 'en attente d’envoi', ton: 'attente' },
  en_vol: { mot: 'envoi en cours', ton: 'attente' },
  a_revoir: { mot: 'refusée, à revoir', ton: 'refus' },
};

/** Of an answer one wants to know more: that it left, or that the server held it because somebody else was first. */
const etatDe = (entree: FilEntree, demandes: readonly DemandeFiche[]): FilEtat | null => {
  const reponse = demandes.flatMap(({ reponses }) => reponses).find(({ acte }) => acte === entree.id);
  if (reponse?.etat === 'retenue')
    return { mot: 'retenue, pas envoyée : une autre réponse est passée avant', ton: 'refus' };
  if (reponse?.etat === 'recue' && reponse.genre !== 'autre_canal') return { mot: 'envoyée', ton: 'fait' };
  return envoi[entree.etat];
};

/** What was written is read in the demande itself, above. */
const motifsMots = (motifs: readonly string[]): string | null =>
  motifs.length === 0 ? null : motifs.map(motifMot).join(', ');

/** What the person did through her personal link: what she wishes for, changed; the demande, cancelled. */
const finsDe = ({ id, suite, ajouts, recueLe, annuleeLe, modifieeLe }: DemandeFiche, origine: string): FilLigne[] => {
  const derniere = [recueLe, ...ajouts.map(({ recu_le: le }) => le), ...(modifieeLe === null ? [] : [modifieeLe])];
  const modifiee: FilLigne[] =
    modifieeLe === null
      ? []
      : [
          {
            genre: 'demande',
            id: `${id} modifiee`,
            le: modifieeLe,
            titre: 'Demande modifiée par la personne',
            detail: null,
            origine,
          },
        ];
  if (suite !== 'annulee') return modifiee;
  const le = annuleeLe ?? derniere.sort().at(-1) ?? recueLe;
  const annulee: FilLigne = {
    genre: 'demande',
    id: `${id} annulee`,
    le,
    ...(annuleeLe === null ? { sansDate: true } : {}),
    titre: 'Demande annulée par la personne',
    detail: null,
    origine,
  };
  return [annulee, ...modifiee];
};

/** « Demande reçue (rappel) de Sonia T., parent », then what was added to it while it was open. */
const lignesDe = (demande: DemandeFiche, nom: string): FilLigne[] => {
  const { id, mode, auteur, demandeur, motifs, ajouts, recueLe } = demande;
  const qui = demandeur === null ? `${nom}, ${minuscule(auteurTextes[auteur])}` : phraseAuteur({ auteur, demandeur });
  const origine = origineMot(demande.origine);
  // Of the same instant, what came last is told first.
  return [
    ...finsDe(demande, origine),
    {
      genre: 'demande',
      id,
      le: recueLe,
      titre: `Demande reçue (${minuscule(modeTextes[mode])}) ${deNom(qui)}`,
      detail: motifsMots(motifs),
      origine,
    },
    ...ajouts.map(
      (ajout): FilLigne => ({
        genre: 'demande',
        id: id + ajout.recu_le,
        le: ajout.recu_le,
        titre: 'Demande complétée',
        detail: motifsMots(ajout.motifs),
        origine,
      }),
    ),
  ];
};

/** Everything that happened, newest first: what people did here, what the lists changed, what came in from outside. */
export const filLignes = ({ fil, demandes, ligne }: Pick<Fiche, 'fil' | 'demandes' | 'ligne'>): FilLigne[] => {
  const entrees = sansMoities(fil).map(
    (entree): FilLigne => ({
      genre: 'entree',
      id: entree.id,
      le: entree.le,
      entree,
      etat: etatDe(entree, demandes),
    }),
  );
  const recues = demandes.flatMap((demande) => lignesDe(demande, nomDe(ligne)));
  return [...entrees, ...recues].sort((a, b) => (a.le > b.le ? -1 : a.le < b.le ? 1 : 0));
};
