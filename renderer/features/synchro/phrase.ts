import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import { ilYA } from '../../textes/dates.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export type PhraseTon = 'bon' | 'occupe' | 'attente' | 'alerte';

const aEnvoyer = (n: number): string => compte(n, 'saisie à envoyer', 'saisies à envoyer');

/** The sentence of the status bar (DESIGN 5): what needs a person first, then what is going on, then how fresh it is. */
export const phraseSynchro = (
  etat: SynchroEtat,
  now: number,
  /** Saisies that only this poste has, where it knows no server. */
  gardees: number | null = null,
): { phrase: string; ton: PhraseTon } => {
  if (etat.connexion === 'sans-serveur') {
    const ici =
      gardees === null || gardees === 0 ? '' : `, ${compte(gardees, 'saisie gardée ici', 'saisies gardées ici')}`;
    return { phrase: `Sans serveur : tout reste sur ce poste${ici}`, ton: 'attente' };
  }
  const attente = etat.aEnvoyer + etat.enVol;
  const suite = attente > 0 ? `, ${aEnvoyer(attente)}` : '';
  if (etat.connexion === 'reconnexion-requise') return { phrase: `Reconnexion requise${suite}`, ton: 'alerte' };
  if (etat.connexion === 'mise-a-jour-requise') return { phrase: `Mise à jour requise${suite}`, ton: 'alerte' };
  if (etat.enCours === 'envoi' && etat.progression !== null && etat.progression.total !== null) {
    const { fait, total } = etat.progression;
    return { phrase: `Envoi ${nombre(Math.min(Math.max(1, fait), total))} sur ${nombre(total)}`, ton: 'occupe' };
  }
  if (etat.aRevoir > 0) {
    return { phrase: compte(etat.aRevoir, 'saisie à revoir', 'saisies à revoir'), ton: 'alerte' };
  }
  if (etat.connexion === 'hors-ligne') return { phrase: `Hors ligne${suite}`, ton: 'attente' };
  if (etat.enCours === 'premiere') return { phrase: 'Première réception en cours', ton: 'occupe' };
  if (etat.derniereReussiteLe === null) return { phrase: `Pas encore synchronisé${suite}`, ton: 'attente' };
  return { phrase: `À jour, ${ilYA(etat.derniereReussiteLe, now)}${suite}`, ton: 'bon' };
};
