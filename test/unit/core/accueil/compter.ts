import { candidatRow } from '../../../../main/core/candidats/candidat-row.ts';
import { type FoldedDossier, readFolded } from '../../../../main/core/candidats/fold.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import type { Avancement } from '../../../../shared/contract/ipc/accueil.ts';
import { etapesAvancement } from '../../../../shared/domain/avancement.ts';
import { heureCivile } from '../../../../shared/domain/fuseau.ts';

/** Everybody of the file, folded again from the rows: the counts of a poste are proved against these. */
interface Personne {
  members: FoldedDossier[];
  row: NonNullable<ReturnType<typeof candidatRow>>;
}

export function lirePersonnes(store: Store): Personne[] {
  const groups = new Map<string, FoldedDossier[]>();
  const rows = store.bulk
    .prepare<[], { dossier: string; candidat: string }>('SELECT dossier, candidat FROM dossier_etat')
    .all();
  for (const { dossier, candidat } of rows) {
    const folded = readFolded(store.bulk, dossier);
    if (folded !== null) groups.set(candidat, [...(groups.get(candidat) ?? []), folded]);
  }
  return [...groups].flatMap(([candidat, members]) => {
    const row = candidatRow(candidat, members);
    return row === null ? [] : [{ members, row }];
  });
}

const fluxDe = ({ members }: Personne): Set<string> => new Set(members.map(({ rows }) => rows.flux));

const isIn = (personne: Personne, flux: string | null): boolean => flux === null || fluxDe(personne).has(flux);

const barre = (cle: string, personnes: readonly Personne[]): Omit<Avancement, 'nom'> => {
  const reached = (rang: number): number =>
    personnes.filter(({ row }) => row.etape !== null && etapesAvancement.indexOf(row.etape) >= rang).length;
  return {
    cle,
    total: personnes.length,
    essayes: reached(0),
    joints: reached(1),
    rendezVous: reached(2),
    dossiers: reached(3),
    inscrits: reached(4),
  };
};

/** The trainings that one flux brought to somebody, or all of hers. */
function formationsDe({ members, row }: Personne, flux: string | null): Set<string> {
  const wanted = new Set(row.valeurs.flatMap(({ genre, cle }) => (genre === 'formation' ? [cle] : [])));
  if (flux === null) return wanted;
  const actifs = members.some(({ rows }) => rows.voeux.some(({ corps }) => corps.etat === 'actif'));
  const noms = members
    .filter(({ rows }) => rows.flux === flux)
    .flatMap(({ rows }) =>
      members.some((member) => member.rows.voeux.length > 0)
        ? rows.voeux
            .filter(({ corps }) => !actifs || corps.etat === 'actif')
            .map(({ corps }) => corps.formation.libelle)
        : rows.demandes.map(({ corps }) => corps.formation?.intitule ?? ''),
    );
  return new Set(noms.filter((nom) => wanted.has(nom)));
}

/** What `accueil:lire` tells, counted over everybody. Bars by `cle`, days that had calls only. */
export function compter(store: Store, flux: string | null, now: string, toutes = lirePersonnes(store)) {
  const personnes = toutes.filter((personne) => isIn(personne, flux));
  const suivies = personnes.filter(({ row }) => row.nouveaute !== 'retire' || row.etape !== null);
  const jours = new Map<string, { joints: number; autres: number }>();
  for (const { etat, rows, fuseau } of personnes.flatMap(({ members }) => members)) {
    if (flux !== null && rows.flux !== flux) continue;
    for (const { type, annulePar, le, corps } of etat.fil) {
      if (type !== 'appel' || annulePar !== null) continue;
      const { jour } = heureCivile(le, fuseau);
      const known = jours.get(jour) ?? { joints: 0, autres: 0 };
      if (corps.disposition === 'JOINT') known.joints += 1;
      else known.autres += 1;
      jours.set(jour, known);
    }
  }
  const finDe = (fuseau: string): string => heureCivile(now, fuseau).jour;
  const duJour = personnes.filter(
    ({ members, row: { file } }) =>
      file?.motif === 'rappel' &&
      members.some(
        ({ rows, fuseau }) =>
          (flux === null || rows.flux === flux) && heureCivile(file.cle, fuseau).jour <= finDe(fuseau),
      ),
  );
  const parCle = (bars: Omit<Avancement, 'nom'>[]) =>
    new Map(bars.filter(({ total }) => total > 0).map((bar) => [bar.cle, bar]));
  const tousFlux = flux === null ? new Set(suivies.flatMap((personne) => [...fluxDe(personne)])) : [flux];
  const toutesFormations = new Set(suivies.flatMap((personne) => [...formationsDe(personne, flux)]));
  return {
    aAppeler: personnes.filter(({ row }) => row.file !== null && row.file.des <= now).length,
    rappelsDuJour: duJour.length,
    rappelsEnRetard: duJour.filter(({ row }) => row.retardDes !== null && row.retardDes <= now).length,
    injoignables: personnes.filter(({ row }) => row.situation === 'INJOIGNABLE').length,
    aDepartager: personnes.filter(({ row }) => row.aDepartager).length,
    parEtablissement: parCle(
      [...tousFlux].map((un) =>
        barre(
          un,
          suivies.filter((personne) => isIn(personne, un)),
        ),
      ),
    ),
    parFormation: parCle(
      [...toutesFormations].map((nom) =>
        barre(
          nom,
          suivies.filter((personne) => formationsDe(personne, flux).has(nom)),
        ),
      ),
    ),
    jours,
  };
}
