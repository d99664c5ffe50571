import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import { ficheMax } from '../../../shared/contract/ipc/candidats.ts';
import { estActive } from '../../../shared/domain/agenda/places.ts';
import { estRefusee, type SuiviReservation } from '../../../shared/domain/agenda/reservations.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lireContenu, readCreneau } from './creneau-etat.ts';
import { positionDans } from './inscriptions.ts';

const vuesMax = 20;

/** What only the créneau says. Nothing while it has not come: the réservation holds the hours by itself. */
function lieuDe(db: Sqlite, creneau: string): Pick<RendezVous, 'titre' | 'lieu' | 'lien'> {
  const row = readCreneau(db, creneau);
  if (row === null) return { titre: null, lieu: null, lien: null };
  const { titre = null, lieu = null, lien = null } = lireContenu(row.corps).corps;
  return { titre, lieu, lien };
}

const rendezVousDe = (db: Sqlite, { rows, fuseau }: FoldedDossier, suivi: SuiviReservation): RendezVous => ({
  reservation: suivi.id,
  creneau: suivi.creneau,
  dossier: rows.id,
  demande: suivi.demande,
  flux: rows.flux,
  genre: suivi.genre,
  ...lieuDe(db, suivi.creneau),
  debut: suivi.debut,
  fin: suivi.fin,
  fuseau,
  etat: suivi.etat,
  motif: suivi.motif,
  position: positionDans(db, suivi),
  rang: suivi.rang,
  expireLe: suivi.expireLe,
  etatLe: suivi.etatLe,
  source: suivi.source,
  assiduite: suivi.assiduite,
  assiduiteVues: suivi.assiduiteVues.slice(-vuesMax),
  enAttente: suivi.enAttente,
  refuse: suivi.refuse,
});

const isAVenir = (suivi: SuiviReservation, now: string): boolean =>
  suivi.fin > now && !estRefusee(suivi) && (suivi.etat === 'demandee' || estActive(suivi.etat));

/**
 * Every réservation of one person, whichever of her dossiers holds it: those to come first, soonest first, then the
 * others, newest first.
 *
 * @param now ISO 8601 UTC
 */
export function rendezVousOf(db: Sqlite, members: readonly FoldedDossier[], now: string): RendezVous[] {
  const all = members.flatMap((member) => member.etat.rendezVous.map((suivi) => ({ member, suivi })));
  type One = (typeof all)[number];
  const soonest = (a: One, b: One): number => compare(a.suivi.debut, b.suivi.debut) || compare(a.suivi.id, b.suivi.id);
  const aVenir = all.filter(({ suivi }) => isAVenir(suivi, now)).sort(soonest);
  const autres = all.filter(({ suivi }) => !isAVenir(suivi, now)).sort((a, b) => soonest(b, a));
  return [...aVenir, ...autres]
    .slice(0, ficheMax.rendezVous)
    .map(({ member, suivi }) => rendezVousDe(db, member, suivi));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
