import type { ActeOrdonne } from './actes/acte.ts';
import { type ActeEffectif, actesEffectifs } from './actes/effectifs.ts';
import { type ReservationDuDossier, type SuiviReservation, suivreReservations } from './agenda/reservations.ts';
import type { DemandeDuDossier } from './demandes.ts';
import { type FaitEtat, faitsADepartager, foldEffectifs } from './faits.ts';
import { heureDeLActe } from './horloge.ts';
import type { Territoire } from './jours-ouvres.ts';
import { type NumeroDuDossier, type NumeroSource, numerosComposables, numerosDuDossier } from './numeros.ts';
import { type SituationDossier, situationDossier } from './situation.ts';
import { telephonesSaisis } from './telephones-saisis.ts';

export interface DossierEntree {
  id: string;
  /** Every acte of the dossier that this side holds, in any order; duplicates are harmless. */
  actes: readonly ActeOrdonne[];
  demandes: readonly DemandeDuDossier[];
  reservations: readonly ReservationDuDossier[];
  voeux: readonly { etat: 'actif' | 'retire' }[];
  /** The phones of the dossier row, in dialling order; none for a dossier created by hand. */
  telephones: readonly NumeroSource[];
  /** IANA zone of the formateur's site. */
  fuseau: string;
  /** Only Alsace-Moselle must be said: the zone tells the others. */
  territoire?: Territoire | undefined;
  /** IANA zone of the family; null when nobody knows where she lives. */
  fuseauFamille?: string | null | undefined;
  /** Codes of the server's refusals by acte, at the poste that wrote them. */
  refuses?: ReadonlyMap<string, string> | undefined;
}

/** One line of the *fil*: an acte as it stands, whatever happened to it since. */
export interface FilEntree {
  acte: string;
  type: string;
  /** The body that counts: that of the last live correction. */
  corps: ActeOrdonne['acte']['corps'];
  le: string;
  heureIncertaine: boolean;
  operateur: string | null;
  posteNom: string | null;
  enAttente: boolean;
  annulePar: string | null;
  corrigePar: string | null;
}

export interface DossierEtat extends SituationDossier {
  id: string;
  faits: Map<string, FaitEtat>;
  /** Keys of the faits that a person has to settle. */
  aDepartager: string[];
  numeros: NumeroDuDossier[];
  /** Numbers that can be dialled now, in order. */
  composables: string[];
  /** Every réservation of the dossier, by beginning; those that are over and those that were refused included. */
  rendezVous: SuiviReservation[];
  /** Newest first, in the order of the dossier; annulled and corrected ones included. */
  fil: FilEntree[];
}

/** Of two answers the server holds the second and asks its own question; it settles who has which place (PROTOCOL 3, 8). */
const regleParLeServeur = ['reponse:', 'reservation:'];

/** Everything a screen or the server needs of ONE dossier, from tens of actes; nothing else is refolded. */
export const foldDossier = (entree: DossierEntree): DossierEtat => {
  const effectifs = actesEffectifs(entree.actes);
  const faits = foldEffectifs(effectifs);
  const opposition = faits.get('opposition')?.valeur === true;
  const numeros = numerosDuDossier(entree.telephones, telephonesSaisis(effectifs), faits, opposition);
  const composables = numerosComposables(numeros);
  const rendezVous = suivreReservations(entree.reservations, { effectifs, faits, refuses: entree.refuses });
  return {
    id: entree.id,
    faits,
    aDepartager: faitsADepartager(faits).filter((fait) => !regleParLeServeur.some((prefix) => fait.startsWith(prefix))),
    numeros,
    composables,
    rendezVous,
    ...situationDossier(faits, effectifs, {
      id: entree.id,
      demandes: entree.demandes,
      reservations: rendezVous,
      voeux: entree.voeux,
      composables,
      aDesNumeros: numeros.some((numero) => numero.e164 !== null),
      fuseau: entree.fuseau,
      territoire: entree.territoire,
      fuseauFamille: entree.fuseauFamille,
      refuses: new Set(entree.refuses?.keys()),
    }),
    fil: effectifs.map(entreeDuFil).reverse(),
  };
};

const entreeDuFil = ({ ordonne, id, type, corps, annulePar, corrigePar }: ActeEffectif): FilEntree => ({
  acte: id,
  type,
  corps,
  ...heureDeLActe(ordonne),
  operateur: ordonne.acte.operateur,
  posteNom: ordonne.recu?.posteNom ?? null,
  enAttente: ordonne.recu === null,
  annulePar,
  corrigePar,
});
