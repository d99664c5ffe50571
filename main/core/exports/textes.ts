import type { VoeuLigne } from '../../../shared/contract/lignes.ts';
import type { Disposition } from '../../../shared/domain/actes/appel.ts';
import { dispositions } from '../../../shared/domain/actes/appel.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { type SituationCode, situationCodes, situations } from '../../../shared/domain/situations.ts';

/** The French words inside the files that a person opens: they travel without the application. */
const prochaines: Readonly<Record<string, string>> = {
  rappeler: 'À rappeler',
  relancer: 'À relancer',
  attendre: 'En attente',
  rencontrer: 'Rendez-vous',
};
const appels: Readonly<Record<Disposition, string>> = {
  JOINT: 'Joint',
  MESSAGE: 'Message laissé',
  SANS_REPONSE: 'Pas de réponse',
  OCCUPE: 'Occupé',
  RAPPELER: 'À rappeler',
  MAUVAIS_CONTACT: 'Mauvais interlocuteur',
  NUMERO_INVALIDE: 'Faux numéro',
  OPPOSITION: 'Ne plus contacter',
};
const nouveautes = { nouveau: 'Nouveau', modifie: 'Modifié', retire: 'Retiré' } as const;
const numeros: Readonly<Record<string, string>> = {
  a_verifier: 'à vérifier',
  invalide: 'faux numéro',
  verrouille: 'ne plus appeler',
};

const isSituation = (code: string): code is SituationCode => situationCodes.some((known) => known === code);
const isDisposition = (code: string): code is Disposition => dispositions.some((known) => known === code);

/** A code of a newer version is shown as it is: a hole would say that nothing happened. */
export const situationTexte = (code: string): string => (isSituation(code) ? situations[code].mot : code);
export const appelTexte = (code: string): string => (isDisposition(code) ? appels[code] : code);
export const prochaineTexte = (quoi: string): string => prochaines[quoi] ?? quoi;
export const nouveauteTexte = (code: keyof typeof nouveautes | null): string => (code === null ? '' : nouveautes[code]);
/** '' when nothing has to be said of the number. */
export const numeroTexte = (etat: string): string => numeros[etat] ?? '';

export function voeuTexte({ etat, deplace }: VoeuLigne): string {
  if (etat === 'retire') return deplace === 'parti' ? 'Parti vers une autre liste' : 'Retiré de la liste';
  return deplace === 'arrive' ? 'Arrivé d’une autre liste' : 'Dans la liste';
}

/** 08/06/2026, with 10:05 when the hour counts, where the site is. */
export function dateTexte(instant: string, precision: 'jour' | 'heure' | null, fuseau: string): string {
  const { jour, heure, minute } = heureCivile(instant, fuseau);
  const date = jour.split('-').reverse().join('/');
  const two = (n: number): string => String(n).padStart(2, '0');
  return precision === 'jour' ? date : `${date} ${two(heure)}:${two(minute)}`;
}
