import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { LigneFeuille } from '../../../shared/contract/ipc/impressions.ts';
import { situationCandidat } from '../../../shared/domain/candidat.ts';
import { byRang } from '../candidats/candidat-row.ts';
import { telephonesOf } from '../candidats/fiche-telephones.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { identiteOf, leading } from '../candidats/identite.ts';

const telephonesMax = 4;
const formationsMax = 3;

type Telephone = Fiche['candidatTelephones'][number];

const quiOf = (origine: Telephone['origine']): LigneFeuille['telephones'][number]['qui'] => {
  if (origine === 'ajoute') return 'ajoute';
  return origine === 'personnel' || origine === 'portable' ? 'candidat' : 'responsable';
};

/** Paper is dialled without a second look: a wrong number, or one that must not be called, is not on it. */
function dialledOf(members: readonly FoldedDossier[]): LigneFeuille['telephones'] {
  const { responsableTelephones, candidatTelephones } = telephonesOf(members);
  return [...responsableTelephones, ...candidatTelephones]
    .filter(({ e164, etat }) => e164 !== null && etat !== 'invalide' && etat !== 'verrouille')
    .slice(0, telephonesMax)
    .map(({ affiche, origine }) => ({ affiche, qui: quiOf(origine) }));
}

/** The wishes that stand, by rank; for whoever left the list, those they had. */
function formationsOf(members: readonly FoldedDossier[]): string[] {
  const voeux = members.flatMap((member) => member.rows.voeux).sort(byRang);
  const actifs = voeux.filter(({ corps }) => corps.etat === 'actif');
  return [...new Set((actifs.length > 0 ? actifs : voeux).map(({ corps }) => corps.formation.libelle))];
}

/**
 * What a person needs beside the phone, from the dossiers that the sheet may speak of; null for none. Only what the
 * sheet shows leaves this function: the INE, the address and the collège stay in the file.
 */
export function ligneOf(members: readonly FoldedDossier[]): LigneFeuille | null {
  const lead = leading(members);
  const state = situationCandidat(members.map((member) => member.etat));
  if (lead === null || state === null) return null;
  const { nom, prenom } = identiteOf(lead);
  const { situation, essais, dernierAppel, prochaineAction } = state;
  const formations = formationsOf(members);
  const site = members.find(({ etat }) => etat.id === state.dossierDeLAction);
  return {
    nom,
    prenom,
    telephones: dialledOf(members),
    formations: formations.slice(0, formationsMax),
    autresFormations: Math.max(0, formations.length - formationsMax),
    situation,
    essais,
    dernierAppel: dernierAppel === null ? null : { le: dernierAppel.le, disposition: dernierAppel.disposition },
    // Whom nobody planned to call is on paper to be called: that is what the sheet is for.
    prochaineAction:
      prochaineAction === null || (prochaineAction.deduite && prochaineAction.le === null)
        ? null
        : {
            quoi: prochaineAction.quoi,
            le: prochaineAction.le,
            precision: prochaineAction.precision,
            ...(prochaineAction.fin === undefined || site === undefined ? {} : { fuseau: site.fuseau }),
          },
  };
}
