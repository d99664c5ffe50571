import { Classe, type Eleve, lignesDe } from './eleves.ts';
import { type Ligne, texteEntete, texteLigne } from './entete.ts';
import { Annuaire, Hasard, type Zone } from './hasard.ts';
import { type Formateur, formateurs, uaiDe } from './lieux.ts';

/**
 * A national extraction of invented pupils, line by line: the demo's own people and offers, spread over as many
 * relations as wanted. Seeded, so that the same size always gives the same bytes, and the second list is the first
 * one with changes that are known by heart.
 */
export interface TailleNationale {
  /** Lines of the first list. */
  voeux: number;
  relations: number;
}

/** The size of the 2023 campaign (facts/voeux-affelnet 13). */
export const tailleNationale: TailleNationale = { voeux: 121_500, relations: 1_800 };

const seed = 20_260_602;
/** Digits of an INE left to one relation: no pupil of two relations has the same. */
const inesParRelation = 10_000;
const firstIne = 300_000_000;

/** Which lines of the first list change in the second one, by their place in the list. */
const isRetire = (index: number): boolean => index % 50 === 7;
const isDeplace = (index: number): boolean => index % 400 === 9;
const isModifie = (index: number): boolean => index % 20 === 3;

/** The départements 097 and 098 have no établissement: no UAI is anybody's. */
interface Couple {
  responsable: { siret: string; uai: string };
  formateur: Formateur;
}

/** Several relations of one responsable, as the large ones have. */
const formateursParResponsable = 3;

function coupleDe(index: number): Couple {
  const group = String(Math.floor(index / formateursParResponsable)).padStart(6, '0');
  const own = String(index).padStart(6, '0');
  const model = formateurs[index % formateurs.length] ?? formateurs[0];
  return {
    responsable: { siret: `9990${group}0001`, uai: uaiDe(`097${group.slice(2)}`) },
    formateur: { ...model, siret: `9991${own}0001`, uai: uaiDe(`098${own.slice(2)}`) },
  };
}

/** Puts another couple in a line, as the source writes it. */
function adresser(ligne: Ligne, { responsable, formateur }: Couple): Ligne {
  const lieu = ligne['clé ministère éducatif'].split('#').at(-1) ?? 'L01';
  return {
    ...ligne,
    'clé ministère éducatif': `${formateur.prefixe}${responsable.siret}${formateur.siret}-${formateur.commune}#${lieu}`,
    'SIRET UAI gestionnaire': responsable.siret,
    'UAI Établissement responsable': responsable.uai,
    'SIRET UAI formateur': formateur.siret,
    'UAI Établissement formateur': formateur.uai,
  };
}

/** The pupils of one relation and their wishes: one, sometimes two or three. */
function enrolOne(classe: Classe, hasard: Hasard, { formateur }: Couple, former: Eleve | undefined): Eleve {
  const zone: Zone = formateur.zone;
  const sibling = former !== undefined && hasard.chance(0.05) ? former : undefined;
  const eleve = classe.enrol(zone, sibling);
  classe.wish(eleve, formateur);
  if (hasard.chance(0.3)) classe.wish(eleve, formateur);
  if (hasard.chance(0.1)) classe.wish(eleve, formateur);
  return eleve;
}

function* lignesDuCouple(index: number, count: number): Generator<Ligne> {
  const hasard = new Hasard(seed + index);
  const classe = new Classe(hasard, new Annuaire(hasard), firstIne + index * inesParRelation);
  const couple = coupleDe(index);
  let former: Eleve | undefined;
  for (let written = 0; written < count; ) {
    former = enrolOne(classe, hasard, couple, former);
    for (const ligne of lignesDe(former).slice(0, count - written)) {
      written += 1;
      yield adresser(ligne, couple);
    }
  }
}

/** A relation holds from half to one and a half times the average, the same in every run. */
function* tailles({ voeux, relations }: TailleNationale): Generator<number> {
  let left = voeux;
  for (let index = 0; index < relations; index += 1) {
    const average = left / (relations - index);
    const size = index === relations - 1 ? left : Math.round(average * (0.5 + ((index * 37) % 100) / 99));
    yield Math.min(left, Math.max(1, size));
    left -= Math.min(left, Math.max(1, size));
  }
}

/** What the second list changes of the first one, counted as the import counts. */
export interface ChangementsNationaux {
  retires: number;
  deplaces: number;
  modifies: number;
}

/**
 * The lines of the first list, or of the second one, in the order of the file.
 *
 * @param note what the second list did to a line of the first
 */
export function* lignesNationales(
  taille: TailleNationale,
  liste: 1 | 2,
  note: (change: keyof ChangementsNationaux) => void = () => {},
): Generator<Ligne> {
  let index = -1;
  let relation = 0;
  for (const size of tailles(taille)) {
    for (const ligne of lignesDuCouple(relation, size)) {
      index += 1;
      if (liste === 1) yield ligne;
      else if (isRetire(index)) note('retires');
      else if (isDeplace(index)) {
        note('deplaces');
        yield adresser(ligne, coupleDe((relation + 1) % taille.relations));
      } else if (isModifie(index)) {
        note('modifies');
        yield { ...ligne, 'Rang du vœu': '9' };
      } else yield ligne;
    }
    relation += 1;
  }
}

const linesAtOnce = 200;

/** The bytes of a national extraction, piece by piece: the whole is some 80 MB and is never held. */
export function* octetsNationaux(taille: TailleNationale, liste: 1 | 2): Generator<Buffer> {
  let lines = [texteEntete];
  for (const ligne of lignesNationales(taille, liste)) {
    if (lines.push(texteLigne(ligne)) < linesAtOnce) continue;
    yield Buffer.from(`${lines.join('\n')}\n`);
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
}
