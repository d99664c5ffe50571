import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type ChangementListe, type LigneComparaison, listesMax } from '../../../shared/contract/ipc/listes.ts';
import type { EcartLigne, OperateurLigne } from '../../../shared/contract/lignes.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import { identiteOf } from '../candidats/identite.ts';
import { readOperateurs } from '../candidats/operateurs.ts';
import { readTransmission } from '../candidats/rows.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { autreListe } from './autre-liste.ts';
import { comptesOf } from './comptes.ts';
import { bornesOf, type EcartsPersonne, pageOf } from './ecarts.ts';
import { travailOf } from './travail.ts';

/** The transmission that is looked at. */
interface Regard {
  flux: string;
  transmission: string;
  recueLe: string;
  operateurs: ReadonlyMap<string, OperateurLigne>;
}

const cursor = /^[1-9][0-9]{0,14}$/;

/**
 * What one transmission changed, person by person, read from the rows that it wrote: the same on every poste, whenever
 * it first synced. Failures: INTROUVABLE for a transmission that is not here, REQUETE_INVALIDE for a foreign cursor.
 */
export function compareListe(
  db: Sqlite,
  request: RequestOf<'listes:comparaison'>,
): Result<ResponseOf<'listes:comparaison'>> {
  const { flux, transmission, apres } = request;
  const bornes = bornesOf(db, flux, transmission);
  const liste = bornes === null ? null : readTransmission(db, transmission, flux);
  if (bornes === null || liste === null) return failure('INTROUVABLE');
  const from = apres === null ? bornes.apres : cursor.test(apres) ? Number(apres) : Number.NaN;
  if (!(from >= bornes.apres && from <= bornes.jusqua)) return failure('REQUETE_INVALIDE', { champ: 'apres' });
  const { page, suite } = pageOf(db, request, { ...bornes, apres: from });
  const regard: Regard = { flux, transmission, recueLe: liste.recue_le, operateurs: readOperateurs(db) };
  return success({
    lignes: page.map((one) => ligneOf(db, one, regard)),
    suite: suite === null ? null : String(suite),
    ...(apres === null ? { comptes: comptesOf(db, flux, transmission, bornes) } : {}),
  });
}

function ligneOf(db: Sqlite, { dossier, ecarts }: EcartsPersonne, regard: Regard): LigneComparaison {
  const folded = readFolded(db, dossier);
  const candidat = folded === null ? null : (readKnown(db, dossier)?.candidat ?? null);
  const { nom, prenom } = folded === null ? { nom: '', prenom: '' } : identiteOf(folded);
  return {
    dossier,
    candidat,
    nom,
    prenom,
    changements: changementsOf(db, ecarts, folded, regard),
    voeux: folded?.rows.voeux.filter(({ corps }) => corps.etat === 'actif').length ?? 0,
    travail: candidat === null ? null : travailOf(db, candidat, regard.operateurs),
  };
}

/** One change per vœu and kind; what changed of the person herself is told beside the vœu that carried it. */
function changementsOf(
  db: Sqlite,
  ecarts: readonly EcartLigne[],
  folded: FoldedDossier | null,
  regard: Regard,
): ChangementListe[] {
  const found = new Map<string, ChangementListe>();
  for (const ecart of ecarts) {
    const key = `${ecart.voeu} ${ecart.genre}`;
    const changement = found.get(key) ?? changementOf(db, ecart, folded, regard);
    found.set(key, changement);
    const { champ, avant, apres } = ecart;
    const hasRoom = changement.champs.length < listesMax.champs;
    if (ecart.genre === 'modifie' && champ !== null && hasRoom) changement.champs.push({ champ, avant, apres });
  }
  return [...found.values()].slice(0, listesMax.changements);
}

function changementOf(
  db: Sqlite,
  { voeu: id, genre }: EcartLigne,
  folded: FoldedDossier | null,
  { flux, transmission, recueLe }: Regard,
): ChangementListe {
  const voeu = folded?.rows.voeux.find((row) => row.id === id)?.corps;
  // A vœu arrives as a new row; the row that it leaves was there before.
  const sens = voeu?.premiere_transmission === transmission ? 'arrive' : 'parti';
  const ine = folded?.rows.ligne?.ine ?? null;
  const isMoved = genre === 'deplace';
  return {
    voeu: id,
    genre: isMoved ? sens : genre,
    rang: voeu?.rang ?? null,
    formation: voeu?.formation.libelle ?? '',
    accueil: voeu?.etablissement_accueil.nom ?? '',
    ville: voeu?.etablissement_accueil.ville ?? null,
    autreListe: isMoved && voeu !== undefined ? autreListe(db, { flux, ine, voeu, sens, recueLe }) : null,
    champs: [],
  };
}
