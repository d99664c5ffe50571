import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { saisie } from '../candidats/saisie/builders.ts';

type Reservee = Pick<RendezVous, 'reservation' | 'dossier' | 'debut'> & { creneau: string };

/** In the dossier of the réservation, with the heads that were on screen; null when that dossier has left. */
const ecrire = (
  { dossiers }: Pick<Fiche, 'dossiers'>,
  { dossier: id }: Pick<RendezVous, 'dossier'>,
  type: string,
  corps: Record<string, unknown>,
): Saisie | null => {
  const dossier = dossiers.find((un) => un.id === id);
  return dossier === undefined ? null : saisie(dossier, type, corps);
};

/** She does not come any more: her place goes to the first who waits. */
export const saisieAnnuler = (fiche: Pick<Fiche, 'dossiers'>, rdv: Reservee): Saisie | null =>
  ecrire(fiche, rdv, 'reservation-annulee', { reservation: rdv.reservation, creneau: rdv.creneau });

/** She comes, at the hour that is on screen: taken by the server only if that is still the hour. */
export const saisieConfirmer = (fiche: Pick<Fiche, 'dossiers'>, rdv: Reservee): Saisie | null =>
  ecrire(fiche, rdv, 'reservation-reconfirmee', {
    reservation: rdv.reservation,
    creneau: rdv.creneau,
    debut: rdv.debut,
  });

/** Presence is noted from the list of a créneau, without her sheet: the heads come with the line. */
export const saisieAssiduite = (
  { reservation, dossier, assiduiteVues }: Pick<RendezVous, 'reservation' | 'dossier' | 'assiduiteVues'>,
  etat: AssiduiteEtat,
): Saisie => ({
  dossier,
  type: 'assiduite',
  corps: { reservation, etat },
  vues: assiduiteVues.length === 0 ? {} : { [`assiduite:${reservation}`]: [...assiduiteVues] },
});
