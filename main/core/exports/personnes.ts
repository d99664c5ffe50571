import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import type { OperateurLigne, VoeuLigne } from '../../../shared/contract/lignes.ts';
import { type SituationCandidat, situationCandidat } from '../../../shared/domain/candidat.ts';
import { byRang, nouveauteOfAll } from '../candidats/candidat-row.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { leading } from '../candidats/identite.ts';
import { createMembres, fluxGardes } from '../candidats/membres.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import { walkPortee } from '../candidats/portee.ts';
import type { Nouveaute } from '../candidats/transmissions.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** Where a person stands for whoever reads the file: from the lists that the file is about, and no other. */
export interface PersonneExport
  extends Pick<SituationCandidat, 'situation' | 'prochaineAction' | 'dernierAppel' | 'essais' | 'opposition'> {
  /** Display name. */
  affecteA: string | null;
  nouveaute: Nouveaute | null;
}

/** One line of an export: a vœu with its person, or a person without any. */
export interface LigneExport {
  personne: PersonneExport;
  /** The dossier that the vœu belongs to: what its own list says of the person. */
  dossier: FoldedDossier;
  voeu: VoeuLigne | null;
  /** Name of the list. */
  liste: string;
}

const queries = perDatabase((db) => ({
  noms: db.prepare<[], { id: string; nom: string }>('SELECT id, nom FROM flux'),
  // In the order of every list of people.
  tries: db
    .prepare<[string], string>(
      'SELECT c.id FROM json_each(?) k CROSS JOIN candidat c ON c.id = k.value ORDER BY c.nom_tri, c.rang',
    )
    .pluck(),
}));

/** People of a portée by name, some hundreds at a time. */
export function* pagesOf(db: Sqlite, portee: Portee, now: string): Generator<string[], void, undefined> {
  if (portee.genre !== 'selection') yield* walkPortee(db, portee, now);
  else yield queries(db).tries.all(JSON.stringify([...new Set(portee.candidats)]));
}

/** Reads people of one portée in one view of the file. */
export interface Lecteur {
  /** Nothing of somebody whose data may not be used any more: erasure asked, or use limited (RGPD art. 17, 18). */
  lignes(candidat: string): LigneExport[];
}

export function createLecteur(db: Sqlite, portee: Portee): Lecteur {
  const membres = createMembres(db, fluxGardes(portee));
  const operateurs: ReadonlyMap<string, OperateurLigne> = readOperateurs(db);
  const noms = new Map(
    queries(db)
      .noms.all()
      .map(({ id, nom }) => [id, nom]),
  );

  return {
    lignes(candidat) {
      // Folded again rather than read from the list's row, which says what every list says of the person.
      const members = membres(candidat);
      const lead = leading(members);
      const state = situationCandidat(members.map(({ etat }) => etat));
      if (lead === null || state === null) return [];
      const { situation, prochaineAction, dernierAppel, essais, opposition } = state;
      const personne: PersonneExport = {
        situation,
        prochaineAction,
        dernierAppel,
        essais,
        opposition,
        affecteA: nameOf(operateurs, state.affecteA[0] ?? null),
        nouveaute: nouveauteOfAll(members),
      };
      const line = (dossier: FoldedDossier, voeu: VoeuLigne | null): LigneExport => ({
        personne,
        dossier,
        voeu,
        liste: noms.get(dossier.rows.flux) ?? '',
      });
      const voeux = members.flatMap((dossier) => dossier.rows.voeux.map((row) => ({ ...row, dossier }))).sort(byRang);
      return voeux.length === 0 ? [line(lead, null)] : voeux.map(({ dossier, corps: voeu }) => line(dossier, voeu));
    },
  };
}
