import { colonnes } from '../../sync-api/voeux/colonnes.ts';
import type { Seeded } from './seeded.ts';

/** The pupils that Affelnet knows; each extraction is the whole of it, as in June. */
export interface Voeu {
  ine: string;
  nom: string;
  prenom: string;
  telephone: string;
  formateur: string;
  codeOffre: string;
  rang: number;
}

const noms = ['TARDIVEL', 'BELKHADRA-NOUVEL', 'QUERREC', 'VAN DER AUWERA', 'HOARAU', 'LE DANTEC', 'GRONDIN', 'PAYET'];
const prenoms = ['Maëlys', 'Ilyès', 'Noé', 'Séléna', 'Éloïse', 'Yann', 'Tom', 'Léa'];
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

export const responsable = '99998000600012';
export const formateurs = ['99998000600020', '99998100400016'];

const telephoneOf = (random: Seeded): string => `063998${String(random.below(10_000)).padStart(4, '0')}`;

function voeuOf(random: Seeded, number: number): Voeu {
  const ine = `24${String(number).padStart(7, '0')}${random.pick([...letters])}${random.pick([...letters])}`;
  return {
    ine,
    nom: random.pick(noms),
    prenom: random.pick(prenoms),
    telephone: telephoneOf(random),
    formateur: random.pick(formateurs),
    codeOffre: `69A${String(100 + random.below(4))}`,
    rang: 1,
  };
}

export class Population {
  readonly #random: Seeded;
  #count = 0;
  voeux: Voeu[] = [];

  constructor(random: Seeded, size: number) {
    this.#random = random;
    for (let n = 0; n < size; n++) this.#add();
  }

  #add(): void {
    this.#count += 1;
    const voeu = voeuOf(this.#random, this.#count);
    this.voeux.push(voeu);
    // One pupil in three also asks the other site: same person, two flux.
    if (this.#random.chance(0.34)) {
      const other = formateurs.find((siret) => siret !== voeu.formateur) ?? voeu.formateur;
      this.voeux.push({ ...voeu, formateur: other, codeOffre: '69A900', rang: 2 });
    }
  }

  /** Life goes on between two extractions: some come, leave, move, change their number. */
  change(): void {
    for (let n = 0; n < 3; n++) this.#add();
    this.voeux = this.voeux.filter(() => !this.#random.chance(0.08));
    this.voeux = this.voeux.map((voeu) => {
      if (this.#random.chance(0.15)) return { ...voeu, telephone: telephoneOf(this.#random) };
      if (this.#random.chance(0.05) && voeu.codeOffre !== '69A900') {
        return { ...voeu, formateur: this.#random.pick(formateurs) };
      }
      return voeu;
    });
  }

  /** The extraction, in the real format. */
  csv(): string {
    const names = Object.values(colonnes);
    const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const lines = this.voeux.map((voeu) => {
      const values = new Map<string, string>([
        [colonnes.academie, 'LYON'],
        [colonnes.ine, voeu.ine],
        [colonnes.nom, voeu.nom],
        [colonnes.prenom, voeu.prenom],
        [colonnes.adresse1, '12 impasse des Tisserands'],
        [colonnes.codePostal, '69004'],
        [colonnes.ville, 'LYON'],
        [colonnes.pays, 'FRANCE'],
        [colonnes.telephoneResponsable1, voeu.telephone],
        [colonnes.origineUai, '0699911Y'],
        [colonnes.origineType, 'COLLEGE'],
        [colonnes.origineLibelle, 'HONORE FICTIF'],
        [colonnes.origineVille, 'LYON 4E'],
        [colonnes.rang, String(voeu.rang)],
        [colonnes.codeOffre, voeu.codeOffre],
        [colonnes.libelle, '1CAP2  CUISINE'],
        [colonnes.accueilUai, '0699904R'],
        [colonnes.accueilType, 'CFA'],
        [colonnes.accueilLibelle, 'LES TROIS FOURNEAUX'],
        [colonnes.accueilVille, 'VILLEURBANNE'],
        [colonnes.siretResponsable, responsable],
        [colonnes.siretFormateur, voeu.formateur],
      ]);
      return names.map((name) => quote(values.get(name) ?? '-')).join(';');
    });
    return `${[names.map(quote).join(';'), ...lines].join('\n')}\n`;
  }
}
