import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { repondreReservation } from '../../../shared/domain/agenda/places.ts';
import { type Writing, writeSaisies } from '../actes/enregistrer.ts';
import { autresDossiers } from '../actes/personne-entiere.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readComptes } from './comptes.ts';
import { type CreneauRow, lireContenu, readCreneau } from './creneau-etat.ts';
import { compte, suivisOf } from './reservation-etat.ts';

type Demande = RequestOf<'agenda:inscrire'>;
type Prevue = ResponseOf<'agenda:inscrire'>['prevue'];

export interface Inscrite {
  reservation: string;
  acte: string;
  candidats: Set<string>;
  prevue: Prevue;
}

/**
 * What the server would answer now, as far as this poste knows: bookings of its own that have not left come first.
 * Somebody who changes her créneau is never put on a waiting list: she keeps what she has.
 */
function prevoir(db: Sqlite, creneau: CreneauRow, isMoved: boolean, now: string): Prevue {
  const { corps } = lireContenu(creneau.corps);
  const { prises, attente, demandees } = readComptes(db, creneau.id);
  const libres = Math.max(0, corps.capacite - prises);
  const { etat } = repondreReservation(
    {
      etat: creneau.etat,
      debut: corps.debut,
      fin: corps.fin,
      capacite: corps.capacite,
      listeAttente: corps.liste_attente,
      prises: prises + demandees,
      enAttente: attente + Math.max(0, demandees - libres),
    },
    corps.debut,
    now,
  );
  return isMoved && etat === 'attente' ? 'complet' : etat;
}

function refuse(
  creneau: CreneauRow,
  own: FoldedDossier,
  { others, asked, now }: { others: readonly FoldedDossier[]; asked: Demande; now: string },
): Result<null> {
  if (creneau.etat === 'annule') return failure('CRENEAU_ANNULE');
  if (lireContenu(creneau.corps).creationRefusee) return failure('DEPENDANCE_REFUSEE');
  const all = [own, ...others];
  // She is told of it by nobody; whoever comes in all the same is written down.
  if (now < creneau.debut && all.some(({ etat }) => etat.opposition)) return failure('OPPOSITION');
  if (all.flatMap(suivisOf).some((suivi) => suivi.creneau === creneau.id && compte(suivi))) {
    return failure('DEJA_RESERVE');
  }
  const { demande, remplace } = asked;
  if (demande !== null && !own.rows.demandes.some(({ id }) => id === demande)) {
    return failure('INTROUVABLE', { champ: 'demande' });
  }
  if (remplace !== null && !suivisOf(own).some((suivi) => suivi.id === remplace && compte(suivi))) {
    return failure('INTROUVABLE', { champ: 'remplace' });
  }
  return success(null);
}

/**
 * Asks for a place, inside the caller's transaction. Failures: DOSSIER_INCONNU, CRENEAU_INCONNU, CRENEAU_ANNULE,
 * DEPENDANCE_REFUSEE, OPPOSITION, DEJA_RESERVE, INTROUVABLE {champ: demande | remplace}, and what refuses any acte of hers.
 */
export function inscrire(writing: Writing, asked: Demande, now: string): Result<Inscrite> {
  const { db, random } = writing;
  const own = readFolded(db, asked.dossier);
  if (own === null) return failure('DOSSIER_INCONNU');
  const creneau = readCreneau(db, asked.creneau);
  if (creneau === null || creneau.flux !== own.rows.flux) return failure('CRENEAU_INCONNU');
  const refused = refuse(creneau, own, { others: autresDossiers(db, asked.dossier), asked, now });
  if (!refused.ok) return refused;
  const { genre, debut, fin } = lireContenu(creneau.corps).corps;
  const reservation = random.uuid();
  const prevue = prevoir(db, creneau, asked.remplace !== null, now);
  const written = writeSaisies(writing, [
    {
      dossier: asked.dossier,
      type: 'reservation-demandee',
      corps: {
        reservation,
        creneau: creneau.id,
        demande: asked.demande,
        genre,
        debut,
        fin,
        remplace: asked.remplace,
      },
      vues: {},
    },
  ]);
  if (!written.ok) return failure(written.error.code, written.error.details);
  const [acte = ''] = written.value.actes;
  return success({ reservation, acte, candidats: written.value.candidats, prevue });
}
