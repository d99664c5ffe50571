import type { Store } from '../../../../main/core/store/store.ts';

/** Everything the projection holds, without the local numbering of rows. */
export function dump(store: Store): unknown {
  const db = store.bulk;
  const all = (sql: string): unknown[] => db.prepare(sql).all();
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.mots_v USING fts5vocab (main, candidat_texte, instance);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.chiffres_v USING fts5vocab (main, candidat_chiffres, instance);`);
  return {
    dossiers: all(
      'SELECT dossier, flux, ine, candidat, marque, voeux, accueils, formations, appels_jours FROM dossier_etat ORDER BY dossier',
    ),
    relectures: all('SELECT * FROM relecture'),
    aRefaire: all('SELECT * FROM a_refaire'),
    listes: all('SELECT * FROM flux_transmission ORDER BY flux'),
    signalements: all(
      `SELECT e.dossier, s.corps FROM signalement s LEFT JOIN dossier_etat e ON e.rang = s.rang ORDER BY e.dossier`,
    ),
    contacts: all(
      'SELECT c.cle, e.dossier FROM contact c LEFT JOIN dossier_etat e ON e.rang = c.rang ORDER BY c.cle, e.dossier',
    ),
    liens: all('SELECT * FROM lien ORDER BY lien_id, dossier'),
    candidats: all(`SELECT id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des,
      retard_des, affecte_a, nouveaute, a_departager, file_classe, file_motif, file_essai,
      file_cle, etape, paires, corps, mots, chiffres
      FROM candidat JOIN candidat_corps USING (rang) ORDER BY id`),
    files: all(
      `SELECT f.operateur, f.file_classe, f.file_essai, f.file_cle, f.id, f.a_appeler_des, c.id AS candidat
       FROM file_de f LEFT JOIN candidat c ON c.rang = f.rang ORDER BY 1, 2, 3, 4, 5`,
    ),
    valeurs: all(
      `SELECT v.genre, v.cle, v.nom, c.id FROM valeur v LEFT JOIN candidat_valeur l ON l.valeur = v.rang
       LEFT JOIN candidat c ON c.rang = l.candidat ORDER BY 1, 2, 4`,
    ),
    demandes: all('SELECT * FROM demande_etat ORDER BY dossier, id'),
    creneaux: all('SELECT * FROM creneau_etat ORDER BY id'),
    comptes: all('SELECT * FROM creneau_compte ORDER BY creneau'),
    reservations: all('SELECT * FROM reservation_etat ORDER BY dossier, id'),
    compteurs: all('SELECT * FROM compteur ORDER BY cle'),
    mots: all('SELECT c.id, v.term, v.offset FROM mots_v v JOIN candidat c ON c.rang = v.doc ORDER BY 1, 2, 3'),
    orphelins: all('SELECT v.term FROM mots_v v LEFT JOIN candidat c ON c.rang = v.doc WHERE c.id IS NULL'),
    chiffres: all('SELECT c.id, v.term, v.offset FROM chiffres_v v JOIN candidat c ON c.rang = v.doc ORDER BY 1, 2, 3'),
  };
}
