import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { enTranches } from '../../../shared/domain/tranches.ts';
import { estAttendue } from './etats.ts';

export const presences = ['present', 'absent', 'excuse'] as const satisfies readonly AssiduiteEtat[];

type Notee = Pick<RendezVous, 'assiduite' | 'assiduiteVues'>;

/** Two colleagues noted something else without seeing each other: nothing is chosen until somebody says it again. */
export const estEnConflit = ({ assiduiteVues }: Pick<Notee, 'assiduiteVues'>): boolean => assiduiteVues.length > 1;

export const estChoisie = (notee: Notee, etat: AssiduiteEtat): boolean =>
  notee.assiduite === etat && !estEnConflit(notee);

/** Of a meeting that is over: nobody noted whether she came, or two colleagues disagree. */
export const presenceADire = (rdv: Notee & Pick<RendezVous, 'etat' | 'refuse'>): boolean =>
  estEnConflit(rdv) || (estAttendue(rdv) && rdv.assiduite === null);

/** One request carries so many entries. */
const parRequete = 50;

export const requetes = <T>(tous: readonly T[]): T[][] => enTranches(tous, parRequete);
