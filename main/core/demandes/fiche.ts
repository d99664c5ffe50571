import { ficheMax } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { adresseDeReponse } from '../../../shared/domain/demandes/adresse.ts';
import type { Reponse, SuiviDemande } from '../../../shared/domain/demandes.ts';
import { telephoneImprime } from '../../../shared/domain/telephone.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { nameOf } from '../candidats/operateurs.ts';
import { isOuverte, suivisOf } from './etat.ts';
import { changeeDe, partsDeLaLigne, reponseDe } from './ligne.ts';

export interface AutourDeLaFiche {
  /** Text begun as an answer to a demande; empty when none is. */
  brouillonDe: (demande: string) => string;
  now: string;
  operateurs: ReadonlyMap<string, OperateurLigne>;
  /** Name of who holds the person. */
  affecteA: string | null;
  /** Her sheet proposes a merge. */
  rapprochement: boolean;
}

const most = { ajouts: 20, reponses: 20 } as const;

/** Every demande of one person: open ones by deadline, then the others, newest first. */
export function demandesOf(members: readonly FoldedDossier[], autour: AutourDeLaFiche): DemandeFiche[] {
  const all = members.flatMap((member) =>
    suivisOf(member, members).flatMap((suivi) => {
      const row = member.rows.demandes.find(({ id }) => id === suivi.id);
      return row === undefined ? [] : { suivi, shown: demandeOf(member, suivi, row.corps, autour) };
    }),
  );
  const soonest = (a: DemandeFiche, b: DemandeFiche): number => compare(a.echeance, b.echeance) || compare(a.id, b.id);
  const newest = (a: DemandeFiche, b: DemandeFiche): number => compare(b.recueLe, a.recueLe) || compare(b.id, a.id);
  const open = all.filter(({ suivi }) => isOuverte(suivi)).map(({ shown }) => shown);
  const over = all.filter(({ suivi }) => !isOuverte(suivi)).map(({ shown }) => shown);
  return [...open.sort(soonest), ...over.sort(newest)].slice(0, ficheMax.demandes);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function demandeOf(
  { rows, etat, fuseau }: FoldedDossier,
  suivi: SuiviDemande,
  corps: FoldedDossier['rows']['demandes'][number]['corps'],
  { brouillonDe, now, operateurs, affecteA, rapprochement }: AutourDeLaFiche,
): DemandeFiche {
  const etatDe = ({ acte, retenue, genre }: Reponse): ReponseVue['etat'] => {
    const etat = rows.saisies.get(acte);
    // Taken and not pulled back yet: whether it was mailed or held is not known here.
    if (etat !== undefined) return etat === 'accepte' ? 'en_vol' : etat;
    return retenue && genre !== 'autre_canal' ? 'retenue' : 'recue';
  };
  const reponses = suivi.reponses
    .filter(({ annulee }) => !annulee)
    .slice(-most.reponses)
    .map((reponse) => ({
      acte: reponse.acte,
      genre: reponse.genre,
      texte: reponse.genre === 'personnalisee' ? reponse.texte : null,
      le: reponse.le,
      operateur: nameOf(operateurs, reponse.operateur),
      etat: etatDe(reponse),
    }));
  return {
    id: suivi.id,
    dossier: rows.id,
    flux: rows.flux,
    ...partsDeLaLigne(corps, fuseau, now),
    suite: suivi.suite,
    retenue: suivi.retenue,
    enRetard: suivi.enRetard,
    reponse: reponseDe(suivi, operateurs),
    changee: changeeDe(corps, suivi.vue?.le ?? null),
    modifieeLe: corps.modifiee_le ?? null,
    essais: suivi.essais,
    affecteA,
    rapprochement,
    enAttente: reponses.some(({ acte }) => (rows.saisies.get(acte) ?? 'accepte') !== 'accepte'),
    message: corps.message,
    ajouts: corps.ajouts.slice(-most.ajouts),
    souhaits: corps.souhaits,
    vue: suivi.vue === null ? null : { le: suivi.vue.le, operateur: nameOf(operateurs, suivi.vue.operateur) },
    reponses,
    courriel: {
      cfa: corps.cfa,
      telephone: corps.telephone_cfa === null ? null : telephoneImprime(corps.telephone_cfa),
      adresse: adresseDeReponse({
        demande: corps,
        emails: rows.ligne?.emails ?? [],
        rectifie: etat.faits.get('champ:email')?.valeur,
      }),
      prenom: corps.demandeur?.prenom ?? rows.ligne?.prenom ?? '',
    },
    brouillon: brouillonDe(suivi.id),
  };
}
