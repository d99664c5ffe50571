import { siret as siretShape, uai as uaiShape } from '../../shared/contract/primitives.ts';
import { lireCleMinistereEducatif } from '../../shared/domain/identifiants.ts';
import {
  estTypeAdministratif,
  siretRecensement,
  uaiRecensement,
  uaisRecensement,
} from '../referentiels/recensement.ts';
import type { Remplacement } from '../referentiels/remplacements.ts';
import type { Anomalie, Lecteur } from './anomalie.ts';
import { cleComparable, type Offre, type Referentiel } from './referentiel.ts';

/**
 * Who receives a line. Each of the four identifiers is the first found of: the overwrite file, the clé ministère
 * éducatif (SIRET only), the line's column, the imported offer (by clé, else by académie and code), the établissements
 * (UAI from SIRET, SIRET from UAI). A malformed clé is as no clé: it never stops the completion (voeux-affelnet 4.3).
 */
export interface Rattachement {
  /** null when the line has none, or one that names nobody. */
  cle: string | null;
  siret: { responsable: string | null; formateur: string | null };
  uai: { responsable: string | null; formateur: string | null };
}

/** What is known of the line's offer before its own columns are read. */
export interface OffreDeLigne {
  /** By académie and code: the one whose places and type count. */
  offre: Offre | null;
  remplacement: Remplacement | null;
}

type Note = (anomalie: Anomalie) => void;
type Role = 'responsable' | 'formateur';

const siretColonnes = { responsable: 'siretResponsable', formateur: 'siretFormateur' } as const;
const uaiColonnes = { responsable: 'uaiResponsable', formateur: 'uaiFormateur' } as const;

function readUai(read: Lecteur, role: Role, remplacement: Remplacement | null, note: Note): string | null {
  const given = remplacement?.uai[role] ?? null;
  if (given !== null) return given;
  const raw = read(uaiColonnes[role])?.toUpperCase() ?? null;
  if (raw === null || uaiShape.safeParse(raw).success) return raw;
  note({ champ: `etablissement_${role}.uai`, type: 'format' });
  return null;
}

/** The offer that may complete a line: the one of its clé first, since several offers may share a code over the years. */
function findOffre(cleBrute: string | null, offre: Offre | null, { offresParCle }: Referentiel): Offre | null {
  if (cleBrute === null) return offre;
  const cle = cleComparable(cleBrute);
  if (offre?.cle_ministere_educatif != null && cleComparable(offre.cle_ministere_educatif) === cle) return offre;
  return offresParCle.get(cle) ?? offre;
}

/**
 * Reads who receives a line, see {@link Rattachement}. Gives to `note` a wrong or missing SIRET, a wrong UAI, a malformed
 * clé, and a column that says otherwise than the clé; a missing UAI is no anomaly here.
 */
export function lireRattachement(
  read: Lecteur,
  { offre, remplacement }: OffreDeLigne,
  referentiel: Referentiel,
  note: Note,
): Rattachement {
  const cleBrute = read('cle')?.toUpperCase() ?? null;
  const lue = cleBrute === null ? null : lireCleMinistereEducatif(cleBrute);
  if (cleBrute !== null && lue === null) note({ champ: 'formation.cle_ministere_educatif', type: 'format' });
  const couple = lue === null ? null : { responsable: lue.siretResponsable, formateur: lue.siretFormateur };
  const complement = findOffre(cleBrute, offre, referentiel);

  const readSiret = (role: Role, uai: string | null): string | null => {
    const champ = `etablissement_${role}.siret`;
    const given = remplacement?.siret[role] ?? null;
    if (given !== null) return given;
    const raw = read(siretColonnes[role])?.toUpperCase() ?? null;
    if (couple !== null) {
      if (raw !== null && raw !== couple[role]) note({ champ, type: 'divergent' });
      return couple[role];
    }
    if (raw !== null) {
      if (siretShape.safeParse(raw).success) return raw;
      note({ champ, type: 'format' });
      return null;
    }
    const known =
      complement?.[`siret_${role}`] ?? (uai === null ? undefined : referentiel.siretParUai.get(uai)) ?? null;
    if (known === null) note({ champ, type: 'absent' });
    return known;
  };
  const readRole = (role: Role): { siret: string | null; uai: string | null } => {
    const uai = readUai(read, role, remplacement, note) ?? complement?.[`uai_${role}`] ?? null;
    const siret = readSiret(role, uai);
    return { siret, uai: uai ?? (siret === null ? undefined : referentiel.uaiParSiret.get(siret)) ?? null };
  };
  const responsable = readRole('responsable');
  const formateur = readRole('formateur');
  return {
    cle: lue === null ? null : cleBrute,
    siret: { responsable: responsable.siret, formateur: formateur.siret },
    uai: { responsable: responsable.uai, formateur: formateur.uai },
  };
}

/** Whether the line's offer is one of « recensement », which no CFA receives. */
export function estRecensement(
  { siret, uai }: Rattachement,
  accueilUai: string | null,
  { offre, remplacement }: OffreDeLigne,
): boolean {
  const sirets = [siret.responsable, siret.formateur];
  if (sirets.includes(siretRecensement)) return true;
  if ([uai.responsable, uai.formateur, accueilUai].includes(uaiRecensement)) return true;
  const isCorrected =
    remplacement !== null && remplacement.siret.responsable !== null && remplacement.siret.formateur !== null;
  if (estTypeAdministratif(offre?.type_etablissement ?? null) && !isCorrected) return true;
  return accueilUai !== null && uaisRecensement.has(accueilUai) && sirets.includes(null);
}
