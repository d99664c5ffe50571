import type { FilEntree } from '../../../shared/contract/ipc/candidats.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { definitionDe } from '../../../shared/domain/actes/catalogue.ts';
import { estDefaisable } from '../../../shared/domain/actes/definition.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { FoldedDossier } from './fold.ts';
import { nameOf } from './operateurs.ts';
import { readTransmission, type SaisieEtat } from './rows.ts';

const longest = 200;

/** Acts that only say something about another one: undoing them is done by acting again. */
const isAboutAnother = (type: string): boolean => type === 'annule';

/** A mail that the server may have sent stays; while it waits here it can still be dropped. */
function isAnnulable(type: string, corps: unknown, saisie: SaisieEtat | undefined): boolean {
  const definition = definitionDe(type);
  if (definition === null || definition.defait !== 'annule' || saisie === 'a_revoir') return false;
  return saisie === 'a_envoyer' || estDefaisable(definition, corps);
}

/** Answers that the server holds: stored there, and mailed to nobody. */
const retenuesOf = ({ etat }: FoldedDossier): Set<string> =>
  new Set(
    etat.demandes.flatMap(({ reponses }) =>
      reponses.flatMap(({ acte, retenue, genre }) => (retenue && genre !== 'autre_canal' ? [acte] : [])),
    ),
  );

function actes(member: FoldedDossier, operateurs: ReadonlyMap<string, OperateurLigne>): FilEntree[] {
  const retenues = retenuesOf(member);
  return member.etat.fil.map((entree) => {
    const saisie = member.rows.saisies.get(entree.acte);
    return {
      id: entree.acte,
      genre: 'acte',
      type: entree.type,
      le: entree.le,
      heureIncertaine: entree.heureIncertaine,
      operateur: nameOf(operateurs, entree.operateur),
      poste: entree.posteNom,
      contenu: entree.corps,
      // Accepted and not yet pulled back: the server has it, nothing is left to send.
      etat: saisie === undefined || saisie === 'accepte' ? 'recu' : saisie,
      annule: entree.annulePar !== null,
      annulable:
        entree.annulePar === null && !isAboutAnother(entree.type) && isAnnulable(entree.type, entree.corps, saisie),
      ...(retenues.has(entree.acte) ? { retenu: true } : {}),
    };
  });
}

interface ListChange {
  id: string;
  type: string;
  transmission: string;
  champ: string | null;
  avant: string | null;
  apres: string | null;
}

/** What the lists did to this dossier: each écart, and the first list, which writes none. */
function listChanges({ rows }: FoldedDossier): ListChange[] {
  const changes: ListChange[] = rows.ecarts.map(({ id, corps }) => ({
    id,
    type: corps.genre,
    transmission: corps.transmission,
    champ: corps.champ,
    avant: corps.avant,
    apres: corps.apres,
  }));
  const told = new Set(rows.ecarts.flatMap(({ corps }) => (corps.genre === 'ajoute' ? [corps.voeu] : [])));
  for (const { id, corps } of rows.voeux) {
    if (told.has(id)) continue;
    const { premiere_transmission: transmission } = corps;
    changes.push({ id, type: 'ajoute', transmission, champ: null, avant: null, apres: corps.formation.libelle });
  }
  return changes;
}

function listes(db: Sqlite, member: FoldedDossier): FilEntree[] {
  return listChanges(member).flatMap(({ id, type, transmission, champ, avant, apres }) => {
    const list = readTransmission(db, transmission, member.rows.flux);
    // The row of the list may come after its vœux: the change is told when it has a date.
    if (list === null) return [];
    return {
      id,
      genre: 'liste',
      type,
      le: list.recue_le,
      heureIncertaine: false,
      operateur: null,
      poste: null,
      contenu: { champ, avant, apres, numero: list.numero },
      etat: 'recu',
      annule: false,
      annulable: false,
    };
  });
}

/** Newest first; between equal instants the order of each dossier stays. */
export function filOf(
  db: Sqlite,
  members: readonly FoldedDossier[],
  operateurs: ReadonlyMap<string, OperateurLigne>,
): FilEntree[] {
  return members
    .flatMap((member) => [...actes(member, operateurs), ...listes(db, member)])
    .sort((a, b) => (a.le > b.le ? -1 : a.le < b.le ? 1 : 0))
    .slice(0, longest);
}
