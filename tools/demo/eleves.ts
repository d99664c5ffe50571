import type { Ligne } from './entete.ts';
import type { Annuaire, Hasard, Zone } from './hasard.ts';
import { colleges, communes, type Formateur, saintEtienne, saintPaul, villeurbanne } from './lieux.ts';
import { ligneVide, remplirOffre } from './ligne.ts';
import { nomsMetropole, nomsReunion, prenoms, voies, voiesReunion } from './noms.ts';

/** An invented pupil with its vœux: the person's columns once, an offer per line. */
export interface Eleve {
  zone: Zone;
  nom: string;
  personne: Partial<Ligne>;
  voeux: { formateur: Formateur; offre: number; rang: number }[];
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const spaced = (number: string): string => number.replaceAll(/(..)(?=.)/g, '$1 ');

/** How real lists write phones: mostly +33, then every habit and every damage we know of. */
function written(number: string, zone: Zone, hasard: Hasard): string {
  const draw = hasard.next();
  if (zone === 'reunion') {
    if (draw < 0.35) return number;
    if (draw < 0.6) return `+262${number.slice(1)}`;
    // The source turned +26 into 0: eleven digits.
    if (draw < 0.85) return `02${number.slice(1)}`;
    return `+262 ${number.slice(1, 4)} ${number.slice(4, 6)} ${number.slice(6, 8)} ${number.slice(8)}`;
  }
  if (draw < 0.62) return `+33${number.slice(1)}`;
  if (draw < 0.84) return number;
  if (draw < 0.9) return `+33 ${number.slice(1, 4)} ${number.slice(4, 6)} ${number.slice(6, 8)} ${number.slice(8)}`;
  if (draw < 0.94) return spaced(number);
  if (draw < 0.96) return number.replaceAll(/(..)(?=.)/g, '$1.');
  if (draw < 0.98) return number.slice(1);
  return number.slice(0, 7);
}

const zoneOf: Record<Zone, Formateur> = { lyon: villeurbanne, stephanois: saintEtienne, reunion: saintPaul };

export class Classe {
  readonly #hasard: Hasard;
  readonly #annuaire: Annuaire;
  readonly #people = new Set<string>();
  #ine: number;

  /** @param firstIne the nine digits of the first pupil's INE */
  constructor(hasard: Hasard, annuaire: Annuaire, firstIne = 240000005) {
    this.#hasard = hasard;
    this.#annuaire = annuaire;
    this.#ine = firstIne;
  }

  phone(zone: Zone, kind: 'fixe' | 'mobile'): string {
    return written(this.#annuaire.draw(zone, kind), zone, this.#hasard);
  }

  /** A new pupil, without vœux. `sibling` shares the surname, the address and the responsables' phones. */
  enrol(zone: Zone, sibling?: Eleve): Eleve {
    const hasard = this.#hasard;
    const nom = sibling?.nom ?? hasard.pick(zone === 'reunion' ? nomsReunion : nomsMetropole);
    let prenom = hasard.pick(prenoms);
    while (this.#people.has(`${prenom} ${nom}`)) prenom = hasard.pick(prenoms);
    this.#people.add(`${prenom} ${nom}`);
    const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
    const letter = (): string => letters[hasard.below(letters.length)] ?? 'A';
    const college = hasard.pick(colleges[zone]);
    const personne: Partial<Ligne> = {
      INE: `${this.#ine}${letter()}${letter()}`,
      "Nom de l'élève": nom,
      'Prénom 1': prenom,
      'Prénom 2': hasard.chance(0.2) ? hasard.pick(['Camille', 'Sacha', 'Swann', 'Alix', 'Lou', 'Éden']) : '',
      'Téléphone portable': hasard.chance(0.7) ? this.phone(zone, 'mobile') : '-',
      'Code UAI étab. origine': college.uai,
      'Libellé étab. origine': college.libelle,
      'Ville étab. origine': college.ville,
      ...(sibling === undefined ? this.#household(zone, nom) : household(sibling)),
    };
    this.#ine += 1;
    return { zone, nom, personne, voeux: [] };
  }

  #household(zone: Zone, nom: string): Partial<Ligne> {
    const hasard = this.#hasard;
    const [codePostal, ville] = hasard.pick(communes[zone]);
    const street = `${1 + hasard.below(98)} ${hasard.pick(zone === 'reunion' ? voiesReunion : voies)}`;
    const flat = hasard.chance(0.18);
    const mail = `${fold(nom).slice(0, 24)}.${100 + hasard.below(900)}@example.${hasard.pick(['com', 'org', 'net'])}`;
    return {
      "Adresse de l'élève - Ligne 1": flat ? `Bât. ${hasard.pick(['A', 'B', 'C', 'D'])}` : street,
      "Adresse de l'élève - Ligne 2": flat ? street : '-',
      // A spreadsheet ate the zero of 01.
      'Code postal': codePostal.startsWith('0') ? codePostal.slice(1) : codePostal,
      VILLE: ville,
      'Téléphone personnel': hasard.chance(0.35) ? this.phone(zone, 'fixe') : '-',
      'Téléphone responsable 1': hasard.chance(0.95) ? this.phone(zone, 'mobile') : '-',
      'Téléphone responsable 2': hasard.chance(0.45) ? this.phone(zone, hasard.chance(0.7) ? 'mobile' : 'fixe') : '-',
      'Mail responsable 1': hasard.chance(0.04) ? mail.replace('@', '(at)') : hasard.chance(0.9) ? mail : '-',
      'Mail responsable 2': hasard.chance(0.15) ? `p.${mail}` : '-',
    };
  }

  /** Adds a vœu for an offer that the pupil has not asked yet; false when it has asked them all. */
  wish(eleve: Eleve, formateur: Formateur = zoneOf[eleve.zone]): boolean {
    const asked = new Set(eleve.voeux.filter((voeu) => voeu.formateur === formateur).map(({ offre }) => offre));
    if (asked.size === formateur.formations.length) return false;
    let offre = this.#hasard.below(formateur.formations.length);
    while (asked.has(offre)) offre = (offre + 1) % formateur.formations.length;
    eleve.voeux.push({ formateur, offre, rang: eleve.voeux.length + 1 });
    return true;
  }
}

const household = ({ personne }: Eleve): Partial<Ligne> => {
  const shared = [
    "Adresse de l'élève - Ligne 1",
    "Adresse de l'élève - Ligne 2",
    'Code postal',
    'VILLE',
    'Téléphone personnel',
    'Téléphone responsable 1',
    'Téléphone responsable 2',
    'Mail responsable 1',
    'Mail responsable 2',
  ] as const;
  return Object.fromEntries(shared.map((name) => [name, personne[name] ?? '-']));
};

/** The lines of a pupil, one per vœu. */
export const lignesDe = ({ personne, voeux }: Eleve): Ligne[] =>
  voeux.map(({ formateur, offre, rang }) => {
    const formation = formateur.formations[offre] ?? formateur.formations[0];
    const lieu = `L${String(offre + 1).padStart(2, '0')}`;
    return remplirOffre({ ...ligneVide(), ...personne }, formateur, formation, rang, lieu);
  });
