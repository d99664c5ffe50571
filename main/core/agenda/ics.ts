import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { icsDuCreneau, type PersonneDAgenda } from '../../../shared/domain/agenda/ics.ts';
import type { Host } from '../deps.ts';
import { ecritureRefusee } from '../exports/fichier.ts';
import { writeFileAtomically } from '../session/atomic-file.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { type CreneauRow, lireContenu, readCreneau } from './creneau-etat.ts';
import { inscriptionsDe } from './inscriptions.ts';
import { compte } from './reservation-etat.ts';
import { lieuDuFlux } from './vue.ts';

/** Whose entretien it is, when it is one person's alone, and her data are not frozen. */
function personneDe(db: Sqlite, creneau: string): PersonneDAgenda | null {
  const [seule, autre] = inscriptionsDe(db, creneau).filter((one) => compte(one) && one.etat !== 'attente');
  return seule === undefined || seule.limitation || autre !== undefined
    ? null
    : { prenom: seule.prenom, nom: seule.nom };
}

function texteDe(db: Sqlite, row: CreneauRow): string {
  const { corps, sequence, ecritLe } = lireContenu(row.corps);
  return icsDuCreneau({
    creneau: row.id,
    genre: corps.genre,
    titre: corps.titre ?? null,
    debut: corps.debut,
    fin: corps.fin,
    lieu: corps.lieu ?? null,
    lien: corps.lien ?? null,
    consigne: corps.consigne ?? null,
    cfa: lieuDuFlux(db, row.flux).nom,
    sequence,
    estAnnule: row.etat === 'annule',
    ecritLe,
    personne: corps.genre === 'entretien' ? personneDe(db, row.id) : null,
  });
}

/** Failures: INTROUVABLE, JETON_INVALIDE, DISQUE_PLEIN, ECRITURE_REFUSEE. */
export async function ecrireIcs(
  { db, host }: { db: Sqlite; host: Pick<Host, 'pathOfToken'> },
  { creneau, jeton }: RequestOf<'agenda:ics'>,
): Promise<Result<ResponseOf<'agenda:ics'>>> {
  const row = readCreneau(db, creneau);
  if (row === null) return failure('INTROUVABLE');
  if (jeton === null) return success({ chemin: null });
  const texte = texteDe(db, row);
  const chemin = await host.pathOfToken(jeton);
  if (chemin === null) return failure('JETON_INVALIDE');
  try {
    await writeFileAtomically(chemin, texte);
  } catch (error: unknown) {
    const known = ecritureRefusee(error);
    if (known === null) throw error;
    return known;
  }
  return success({ chemin });
}
