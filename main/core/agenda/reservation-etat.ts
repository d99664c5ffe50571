import { z } from 'zod';
import { estActive } from '../../../shared/domain/agenda/places.ts';
import { estRefusee, type SuiviReservation } from '../../../shared/domain/agenda/reservations.ts';
import { estDepassee } from '../../../shared/domain/agenda/suites.ts';
import { adresseDeReponse } from '../../../shared/domain/demandes/adresse.ts';
import { formationOf } from '../candidats/candidat-row.ts';
import { telephonesOf } from '../candidats/fiche-telephones.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { identiteOf, leading } from '../candidats/identite.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type ComptesKept, moveComptes } from './comptes.ts';
import type { InscriptionKept } from './inscriptions.ts';

/** Kept with its dossier by the projection (candidats/projection.ts). */
type Columns = [
  dossier: string,
  id: string,
  flux: string,
  creneau: string,
  etat: SuiviReservation['etat'],
  debut: string,
  fin: string,
  rang: number | null,
  assiduite: SuiviReservation['assiduite'],
  refusee: number,
  aRappeler: number,
  corps: string,
];

const queries = perDatabase((db) => ({
  known: db
    .prepare<[string], Columns>(
      `SELECT dossier, id, flux, creneau, etat, debut, fin, rang, assiduite, refusee, a_rappeler, corps
     FROM reservation_etat WHERE dossier = ? ORDER BY id`,
    )
    .raw(),
  insert: db.prepare<Columns>(
    `INSERT INTO reservation_etat
       (dossier, id, flux, creneau, etat, debut, fin, rang, assiduite, refusee, a_rappeler, corps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  remove: db.prepare<[string]>('DELETE FROM reservation_etat WHERE dossier = ?'),
}));

export const suivisOf = ({ etat }: FoldedDossier): readonly SuiviReservation[] => etat.rendezVous;

/** Still to be reckoned with: what the server says to stand, or what was asked and not refused. */
export const compte = (un: Pick<SuiviReservation, 'etat' | 'refuse'>): boolean =>
  un.etat === 'demandee' ? !estRefusee(un) : estActive(un.etat);

/** A call or a message since the meeting began, in whichever of her dossiers. */
const isRappelee = ({ debut }: SuiviReservation, members: readonly FoldedDossier[]): boolean =>
  members.some(({ etat }) =>
    etat.fil.some(
      ({ type, le, annulePar }) => (type === 'appel' || type === 'message') && annulePar === null && le >= debut,
    ),
  );

/** In the order of her sheet, whichever order her dossiers come in. */
const telephoneOf = (members: readonly FoldedDossier[]): string | null => {
  const sorted = [...members].sort((one, other) => (one.rows.id < other.rows.id ? -1 : 1));
  const { responsableTelephones, candidatTelephones } = telephonesOf(sorted);
  const dialled = [...responsableTelephones, ...candidatTelephones].find(
    ({ e164, etat }) => e164 !== null && etat !== 'invalide' && etat !== 'verrouille',
  );
  return dialled?.affiche ?? null;
};

/** Whom the établissement of a dossier knows: by its own list, by what was asked there. */
function personneOf(
  member: FoldedDossier,
  members: readonly FoldedDossier[],
): Pick<InscriptionKept, 'nom' | 'prenom' | 'formation'> {
  const here = members.filter(({ rows }) => rows.flux === member.rows.flux);
  const { nom, prenom } = identiteOf(leading(here) ?? member);
  return { nom, prenom, formation: formationOf([member]) ?? formationOf(here) };
}

const plusTard = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

const noDemande = { courriel: undefined, ajouts: [] };
const bit = (value: boolean): number => (value ? 1 : 0);

function columnsOf(member: FoldedDossier, members: readonly FoldedDossier[]): Columns[] {
  const { rows, etat } = member;
  const suivis = suivisOf(member);
  if (suivis.length === 0) return [];
  const telephone = telephoneOf(members);
  const personne = personneOf(member, members);
  const isOpposed = members.some((one) => one.etat.opposition);
  const isFrozen = members.some((one) => one.etat.limitation || one.etat.efface);
  const suites = members.flatMap((one) => one.etat.suites);
  const etapeLe = members.reduce<string | null>((tard, one) => plusTard(tard, one.etat.etapeLe), null);
  return suivis
    .map((suivi): Columns => {
      const { id, creneau, debut, fin, rang, assiduite, refuse } = suivi;
      const rappelee = isRappelee(suivi, members);
      const isMissed = assiduite === 'absent' || assiduite === 'excuse';
      // As the queue has it: whoever has a later meeting, or asked for another place since, is not to be run after.
      const suite = suites.find(({ reservation, genre }) => reservation === id && genre === 'resultat');
      const isLeft = suite === undefined || estDepassee(suite, suites, etapeLe);
      const aRappeler = isMissed && !isLeft && !isOpposed && !isFrozen;
      const demande = rows.demandes.find((one) => one.id === suivi.demande)?.corps ?? noDemande;
      const kept: InscriptionKept = {
        creneau,
        ...personne,
        demande: suivi.demande,
        debut,
        fin,
        etat: suivi.etat,
        motif: suivi.motif,
        rang,
        etatLe: suivi.etatLe,
        expireLe: suivi.expireLe,
        source: suivi.source,
        assiduite,
        assiduiteVues: suivi.assiduiteVues,
        enAttente: suivi.enAttente,
        refuse,
        telephone: isFrozen ? null : telephone,
        aUneAdresse:
          adresseDeReponse({
            demande,
            emails: rows.ligne?.emails ?? [],
            rectifie: etat.faits.get('champ:email')?.valeur,
          }) !== null,
        opposition: isOpposed,
        gelee: isFrozen,
        rappelee,
      };
      return [
        rows.id,
        id,
        rows.flux,
        creneau,
        suivi.etat,
        debut,
        fin,
        rang,
        assiduite,
        bit(refuse !== null),
        bit(aRappeler),
        JSON.stringify(kept),
      ];
    })
    .sort(([, a], [, b]) => (a < b ? -1 : 1));
}

const gelee = z.object({ gelee: z.boolean() });

const keptOf = ([, , , creneau, etat, , , , assiduite, refusee, , corps]: Columns): ComptesKept => ({
  creneau,
  etat,
  assiduite,
  refusee: refusee === 1,
  gelee: gelee.parse(JSON.parse(corps)).gelee,
});

function write(db: Sqlite, dossier: string, before: readonly Columns[], after: readonly Columns[]): void {
  const sql = queries(db);
  if (before.length > 0) sql.remove.run(dossier);
  for (const columns of after) sql.insert.run(...columns);
  moveComptes(db, before.map(keptOf), after.map(keptOf));
}

/** Of a dossier that is not in the file yet. */
export function insertReservations(db: Sqlite, folded: FoldedDossier): void {
  if (suivisOf(folded).length > 0) write(db, folded.rows.id, [], columnsOf(folded, [folded]));
}

/** Of every dossier of one person; what did not change is not written again. */
export function saveReservations(db: Sqlite, members: readonly FoldedDossier[]): void {
  for (const member of members) {
    const columns = columnsOf(member, members);
    const known = queries(db).known.all(member.rows.id);
    if (JSON.stringify(known) !== JSON.stringify(columns)) write(db, member.rows.id, known, columns);
  }
}

export function removeReservations(db: Sqlite, dossier: string): void {
  const known = queries(db).known.all(dossier);
  if (known.length > 0) write(db, dossier, known, []);
}
