import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { FormatExport } from '../../../shared/contract/ipc/exports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

export const formats: readonly { format: FormatExport; titre: string; aide: string }[] = [
  {
    format: 'ypareo',
    titre: 'Import Ypareo / iGesti',
    aide: 'Les 27 colonnes que ces logiciels attendent, sans les vœux retirés ni les personnes à ne plus contacter. À importer sans l’ouvrir dans Excel.',
  },
  {
    format: 'excel-csv',
    titre: 'Excel lisible (CSV)',
    aide: 'S’ouvre dans Excel ou LibreOffice : titres clairs, téléphones intacts, état de chaque vœu.',
  },
  {
    format: 'excel-xlsx',
    titre: 'Classeur Excel (.xlsx)',
    aide: 'Le même contenu, avec des filtres et des titres qui restent en vue.',
  },
];

export const avertissement =
  'Le fichier n’est pas chiffré et contient les coordonnées de mineurs : l’enregistrer dans un dossier protégé, ne pas l’envoyer par courriel, le supprimer après usage. Cet export est noté, avec son auteur.';

export const connexionAide =
  'Une liste entière, des candidats filtrés par liste, ou plus de 50 candidats : cela demande une connexion de moins de quinze minutes. Elle se fait dans le navigateur, puis l’export continue ici.';

/** Without a server nobody signs in: the PIN is what proves who is there. */
export const pinAide =
  'Une liste entière, des candidats filtrés par liste, ou plus de 50 candidats : cela demande un code PIN donné il y a moins de quinze minutes. Verrouiller ce poste, le déverrouiller, puis recommencer.';

const occupe = 'Les données de ce poste étaient occupées. Recommencer dans un instant.';

/** Of people who are all out of the official format: the file is empty, and where they are is said. */
export const sansLigne =
  'Ce fichier n’aurait que ses titres : ce format laisse de côté les vœux retirés et les personnes à ne plus contacter. Les formats Excel les gardent.';

/** Why an export was refused, where the sentence of its code alone would send the person to the wrong place. */
export const phraseRefus = (code: ErrorCode, sansServeur: boolean): string => {
  if (code === 'OCCUPE') return occupe;
  if (code === 'CONNEXION_RECENTE_REQUISE' && sansServeur) {
    return 'Le code PIN a été donné il y a plus de quinze minutes : rien n’a été enregistré.';
  }
  return phraseErreur(code);
};

/** « 143 candidats », « plus de 10 000 candidats ». */
export const phraseCandidats = ({ candidats, plus }: { candidats: number; plus: boolean }): string =>
  plus ? `plus de ${nombre(candidats)} candidats` : compte(candidats, 'candidat', 'candidats');

type Genre = Travail['genre'];

const enCours: Readonly<Record<Genre, string>> = {
  export: 'Export en cours',
  lecture: 'Lecture du fichier',
  import: 'Import en cours',
  rattachement: 'Rattachement en cours',
};
const annules: Readonly<Record<Genre, string>> = {
  export: 'Export annulé : aucun fichier n’a été enregistré.',
  lecture: 'Lecture annulée : rien n’a changé.',
  import: 'Import annulé : rien n’a changé.',
  rattachement: 'Rattachement annulé : rien n’a changé.',
};
const echecs: Readonly<Record<Genre, string>> = {
  export: 'L’export a échoué, aucun fichier n’a été enregistré.',
  lecture: 'La lecture a échoué, rien n’a changé.',
  import: 'L’import a échoué, rien n’a changé.',
  rattachement: 'Le rattachement a échoué, rien n’a changé.',
};
const finis: Readonly<Record<Genre, string>> = {
  export: 'Export enregistré',
  lecture: 'Fichier lu',
  import: 'Import terminé',
  rattachement: 'Rattachement terminé',
};

type Unite = readonly [string, string];
const candidats: Unite = ['candidat', 'candidats'];
const lignes: Unite = ['ligne', 'lignes'];

/** What each goes through, and what it counts once done. */
const unites: Readonly<Record<Genre, { avance: Unite; fin: Unite }>> = {
  export: { avance: candidats, fin: candidats },
  lecture: { avance: lignes, fin: lignes },
  import: { avance: lignes, fin: ['vœu ajouté, modifié ou retiré', 'vœux ajoutés, modifiés ou retirés'] },
  rattachement: { avance: candidats, fin: candidats },
};

/** « Export enregistré : 143 candidats. »; what it says once, at its start and at its end. */
export const phraseTravail = ({ genre, etat, code, resultat }: Travail): string => {
  switch (etat) {
    case 'en-cours':
      return enCours[genre];
    case 'fini':
      return resultat === null
        ? `${finis[genre]}.`
        : `${finis[genre]} : ${compte(resultat.nombre, ...unites[genre].fin)}.`;
    case 'annule':
      return annules[genre];
    case 'echec':
      // A long work runs on this poste alone: no server is busy.
      return code === null ? echecs[genre] : `${echecs[genre]} ${code === 'OCCUPE' ? occupe : phraseErreur(code)}`;
  }
};

/** « 1 200 sur 2 430 candidats », « 1 200 lignes » while the end is unknown. */
export const phraseAvance = ({ genre, fait, total }: Pick<Travail, 'genre' | 'fait' | 'total'>): string =>
  total === null
    ? compte(fait, ...unites[genre].avance)
    : `${nombre(Math.min(fait, total))} sur ${compte(total, ...unites[genre].avance)}`;

export const pourcentage = ({ fait, total }: Pick<Travail, 'fait' | 'total'>): number | null =>
  total === null || total === 0 ? null : Math.min(100, (fait / total) * 100);

/** A work that just changed among those that are known; null when nothing was asked yet: the first answer will have it. */
export const mergeTravail = (known: readonly Travail[] | undefined, changed: Travail): Travail[] | null => {
  if (known === undefined) return null;
  const others = known.filter(({ travail }) => travail !== changed.travail);
  return [...others, changed].slice(-20);
};

/** What the bar shows: all that runs, and the ends not yet put away. A reading that succeeded is followed by its own page. */
export const shownTravaux = (travaux: readonly Travail[], vus: ReadonlySet<string>): Travail[] =>
  travaux.filter(
    ({ travail, etat, genre }) =>
      etat === 'en-cours' || (!vus.has(travail) && !(genre === 'lecture' && etat !== 'echec')),
  );
