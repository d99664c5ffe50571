import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeLigne, VoeuLigne } from '../../../shared/contract/lignes.ts';
import { avancementDe, type EtapeAvancement } from '../../../shared/domain/avancement.ts';
import { type SituationCandidat, situationCandidat } from '../../../shared/domain/candidat.ts';
import { classesDeFile, type PlaceFile, placeDansLaFile } from '../../../shared/domain/file-appels.ts';
import { fuseauDuCodePostal } from '../../../shared/domain/fuseau.ts';
import { heureDeLActe, memeSaisie } from '../../../shared/domain/horloge.ts';
import { finDuJour } from '../../../shared/domain/jours-ouvres.ts';
import { replier } from '../../../shared/domain/recherche.ts';
import type { ProchaineAction } from '../../../shared/domain/situation.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import { type Paire, pairesOf } from '../accueil/paires.ts';
import type { FoldedDossier } from './fold.ts';
import { identiteOf, leading } from './identite.ts';
import { searchDigits, searchWords } from './mots.ts';
import type { Row } from './rows.ts';
import type { Nouveaute } from './transmissions.ts';
import type { Valeur } from './valeurs.ts';

/** A list row with everything it is sorted, filtered and found by. */
export interface CandidatRow {
  id: string;
  nomTri: string;
  situation: string;
  situationTri: number;
  ouverte: boolean;
  prochaineTri: string;
  appelTri: string;
  /** Her place in the queue tells: null for none; '' at once; otherwise the instant from which she is to be called. */
  aAppelerDes: string | null;
  /** The instant after which the plan is late; null when nothing is dated. */
  retardDes: string | null;
  affecteA: string | null;
  /** Everybody whose she is, sorted: who holds one of her dossiers, and whom her plan names while she is open. */
  affectes: readonly string[];
  nouveaute: Nouveaute | null;
  aDepartager: boolean;
  /** null: not to be called. */
  file: PlaceFile | null;
  /** The furthest step, null before the first try. */
  etape: EtapeAvancement | null;
  formationTri: string;
  accueilTri: string;
  source: '' | 'voeu' | 'demande' | 'voeu,demande';
  corps: CandidatLigne;
  valeurs: Valeur[];
  /** Of somebody with several flux: each of them with the trainings that it brought. */
  paires: Paire[];
  mots: string;
  chiffres: string;
}

/** After every instant and every word: people without a plan, a training or a place come last. */
const never = '~';

export const byRang = (a: Row<VoeuLigne>, b: Row<VoeuLigne>): number =>
  (a.corps.rang ?? Number.MAX_SAFE_INTEGER) - (b.corps.rang ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1);

/** The key of a place of training: its UAI, else its name. */
export const accueilKey = (accueil: VoeuLigne['etablissement_accueil']): string => accueil.uai ?? accueil.nom;

const liveDemandes = (members: readonly FoldedDossier[]): Row<DemandeLigne>[] =>
  members.flatMap((member) => member.rows.demandes).filter((one) => one.corps.etat !== 'annulee');

/** What the demandes are about, the last one first. */
const askedFormations = (members: readonly FoldedDossier[]): NonNullable<DemandeLigne['formation']>[] =>
  liveDemandes(members)
    .sort((a, b) =>
      a.corps.recue_le === b.corps.recue_le ? (a.id < b.id ? -1 : 1) : a.corps.recue_le > b.corps.recue_le ? -1 : 1,
    )
    .flatMap(({ corps }) => corps.formation ?? []);

/** Its vœux, the wanted ones first; none once it is on no list. */
function shownVoeux(members: readonly FoldedDossier[]): Row<VoeuLigne>[] {
  const voeux = members.flatMap((member) => member.rows.voeux).sort(byRang);
  const actifs = voeux.filter((voeu) => voeu.corps.etat === 'actif');
  return actifs.length > 0 ? actifs : voeux;
}

/** What those dossiers are about: the first vœu; who is on no list is told by what she asked about. */
export const formationOf = (members: readonly FoldedDossier[]): string | null =>
  shownVoeux(members)[0]?.corps.formation.libelle ?? askedFormations(members)[0]?.intitule ?? null;

/** Pure and symmetric in its members; null for none. */
export function candidatRow(id: string, members: readonly FoldedDossier[]): CandidatRow | null {
  const state = situationCandidat(members.map((member) => member.etat));
  const lead = leading(members);
  if (state === null || lead === null) return null;
  const identite = identiteOf(lead);
  const shown = shownVoeux(members);
  const nbVoeux = shown.filter((voeu) => voeu.corps.etat === 'actif').length;
  const first = shown[0]?.corps;
  const asked = askedFormations(members);
  const formations = new Set(
    shown.length > 0 ? shown.map((voeu) => voeu.corps.formation.libelle) : asked.map(({ intitule }) => intitule),
  );
  const { prochaineAction, dernierAppel } = state;
  const affecteA = state.affecteA[0] ?? null;
  const prevuPour = state.ouverte ? (prochaineAction?.qui ?? null) : null;
  const affectes = [...new Set([...state.affecteA, ...(prevuPour === null ? [] : [prevuPour])])].sort();
  const nouveaute = nouveauteOfAll(members);
  const owner = members.find(({ etat }) => etat.id === state.dossierDeLAction);
  const mots = searchWords(members);
  const chiffres = searchDigits(members);
  const corps: CandidatLigne = {
    id,
    nom: identite.nom,
    prenom: identite.prenom,
    nbVoeux,
    nbDemandes: liveDemandes(members).length,
    formation: formationOf(members),
    autresFormations: Math.max(0, formations.size - 1),
    accueil:
      first === undefined
        ? (asked[0]?.ville ?? null)
        : (first.etablissement_accueil.ville ?? first.etablissement_accueil.nom),
    ville: identite.adresse.ville,
    situation: state.situation,
    ouverte: state.ouverte,
    prochaineAction:
      prochaineAction === null
        ? null
        : {
            quoi: prochaineAction.quoi,
            le: prochaineAction.le,
            precision: prochaineAction.precision,
            ...(prochaineAction.fin === undefined ? {} : { fin: prochaineAction.fin }),
            ...(prochaineAction.fin === undefined || owner === undefined ? {} : { fuseau: owner.fuseau }),
          },
    dernierAppel:
      dernierAppel === null
        ? null
        : { le: dernierAppel.le, disposition: dernierAppel.disposition, operateur: dernierAppel.operateur },
    essais: state.essais,
    affecteA,
    nouveaute,
    aDepartager: state.aDepartager,
    enAttente: members.some((member) => [...member.rows.saisies.values()].some((etat) => etat !== 'accepte')),
  };
  const nomTri = replier(`${identite.nom} ${identite.prenom}`);
  const codePostal = lead.rows.ligne?.adresse.code_postal ?? null;
  const file = placeDansLaFile({
    ouverte: state.ouverte,
    prochaineAction:
      prochaineAction === null ? null : { ...prochaineAction, ...writtenOf(prochaineAction, members, state) },
    suite: state.suite,
    echeance: state.echeance,
    aRepondre: state.situation === 'A_REPONDRE',
    dernierAppel,
    nomTri,
    fuseauFamille: codePostal === null ? lead.fuseau : fuseauDuCodePostal(codePostal),
  });
  return {
    id,
    nomTri,
    situation: state.situation,
    situationTri: situationCodes.indexOf(state.situation),
    ouverte: state.ouverte,
    prochaineTri: (state.ouverte ? prochaineAction?.le : null) ?? never,
    appelTri: dernierAppel?.le ?? '',
    aAppelerDes: file?.des ?? null,
    retardDes: state.ouverte && owner !== undefined ? lateFrom(prochaineAction, owner.fuseau) : null,
    affecteA,
    affectes,
    nouveaute,
    aDepartager: state.aDepartager,
    file,
    etape: etapeDe(members, state),
    formationTri: corps.formation === null ? never : replier(corps.formation),
    accueilTri: corps.accueil === null ? never : replier(corps.accueil),
    source: sourceDe(nbVoeux > 0 || shown.length > 0, corps.nbDemandes > 0),
    corps,
    valeurs: [
      ...[...formations].map((nom) => ({ genre: 'formation' as const, cle: nom, nom })),
      ...shown.map(({ corps: { etablissement_accueil: accueil } }) => ({
        genre: 'accueil' as const,
        cle: accueilKey(accueil),
        nom: accueil.ville === null ? accueil.nom : `${accueil.nom}, ${accueil.ville}`,
      })),
      ...members.map(({ rows }) => ({ genre: 'flux' as const, cle: rows.flux, nom: '' })),
      ...affectes.map((cle) => ({ genre: 'operateur' as const, cle, nom: '' })),
    ],
    paires: pairesOf(members, ({ rows }) =>
      shown.length > 0
        ? rows.voeux.flatMap((voeu) => (shown.includes(voeu) ? [voeu.corps.formation.libelle] : []))
        : asked.flatMap((formation) =>
            rows.demandes.some((one) => one.corps.formation === formation) ? [formation.intitule] : [],
          ),
    ),
    mots,
    chiffres,
  };
}

/** When the plan was written, null when nobody did; and whether it was with the last call. */
function writtenOf(
  { acte }: ProchaineAction,
  members: readonly FoldedDossier[],
  { dernierAppel }: SituationCandidat,
): { ecriteLe: string | null; avecDernierAppel: boolean } {
  const find = (id: string) => members.flatMap(({ rows }) => rows.actes).find((one) => one.acte.id === id);
  const plan = acte === null ? undefined : find(acte);
  if (plan === undefined) return { ecriteLe: null, avecDernierAppel: false };
  const call = dernierAppel === null ? undefined : find(dernierAppel.acte);
  return { ecriteLe: heureDeLActe(plan).le, avecDernierAppel: call !== undefined && memeSaisie(plan, call) };
}

const sourceDe = (voeu: boolean, demande: boolean): CandidatRow['source'] => {
  if (voeu) return demande ? 'voeu,demande' : 'voeu';
  return demande ? 'demande' : '';
};

const held = new Set(['confirmee', 'a_reconfirmer', 'demandee', 'offerte']);

function etapeDe(members: readonly FoldedDossier[], state: SituationCandidat): EtapeAvancement | null {
  const issues = members.flatMap(({ etat }) => etat.issue ?? []);
  const issue = (['INSCRIT', 'DOSSIER_ENVOYE', 'RDV_FIXE'] as const).find((one) => issues.includes(one)) ?? null;
  const rendezVous = members.some(({ etat }) =>
    etat.rendezVous.some((un) => held.has(un.etat) && un.assiduite !== 'absent'),
  );
  const essaye = state.dernierAppel !== null || members.some(({ etat }) => etat.ecritLe !== null);
  return avancementDe({ essaye, joint: state.joint, rendezVous, issue });
}

export const classeDe = (place: PlaceFile | null): number | null =>
  place === null ? null : classesDeFile[place.motif];

/** A retry is found by zone and half-day of the last try, the others by nothing. */
export const essaiDe = (place: PlaceFile | null): string =>
  place?.dernierEssai == null ? '' : `${place.dernierEssai.fuseau} ${place.dernierEssai.demiJournee}`;

function lateFrom(action: ProchaineAction | null, fuseau: string): string | null {
  if (action === null || action.le === null) return null;
  if (action.fin !== undefined) return action.fin;
  if (action.precision === 'heure') return action.le;
  // A day is not late before its last hour is over, where the site is.
  return finDuJour(action.le, fuseau);
}

/** Of one person, over the dossiers that are given. */
export function nouveauteOfAll(members: readonly FoldedDossier[]): Nouveaute | null {
  const listed = members.filter((member) => member.rows.voeux.length > 0);
  const kept = listed.filter((member) => member.nouveaute !== 'retire');
  if (listed.length > 0 && kept.length === 0) return 'retire';
  if (kept.every((member) => member.nouveaute === null)) return null;
  return kept.every((member) => member.nouveaute === 'nouveau') ? 'nouveau' : 'modifie';
}
