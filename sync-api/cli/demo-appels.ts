import type { Acte } from '../../shared/domain/actes/acte.ts';
import { faitsDe } from '../../shared/domain/actes/catalogue.ts';
import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';
import { estJourOuvre, prochainJourOuvre } from '../../shared/domain/jours-ouvres.ts';
import { libellesId, texteDuPartage } from '../../shared/domain/partages.ts';
import type { ServerDeps } from '../context.ts';
import { siteDe } from '../demandes/site.ts';
import { Comptes } from '../identite/comptes.ts';
import { Operateurs } from '../identite/operateurs.ts';
import { Partages } from '../partages/partages.ts';
import { jourOuvreAvant } from './demo-demandes.ts';
import { lireListeDemo } from './demo-liste.ts';
import { aDepartager, type Etape, libellesDemo, modeles, parcours, sarah, sites, vues } from './demo-parcours.ts';
import { avecPoste, pousser } from './demo-poste.ts';

type Site = Awaited<ReturnType<typeof siteDe>>;

interface Personne {
  flux: string;
  dossier: string;
  numeros: readonly string[];
}

/**
 * The site of a formateur, and the people of its list with whom nobody worked, by name.
 *
 * @param connus INE of those who were met in another list; those of this one join them
 */
const lireListe = async (
  { db }: ServerDeps,
  formateur: string,
  connus: Set<string>,
): Promise<{ site: Site; personnes: Personne[] }> => {
  const { formation, personnes } = await lireListeDemo(db, formateur, { jamaisTraites: true });
  const nouvelles = personnes.filter(({ ine }) => ine === null || !connus.has(ine));
  for (const { ine } of nouvelles) if (ine !== null) connus.add(ine);
  return {
    site: await siteDe(db, formation),
    personnes: nouvelles.map(({ flux, dossier, telephones }) => ({
      flux,
      dossier,
      numeros: [...new Set(telephones.flatMap(({ e164 }) => e164 ?? []))],
    })),
  };
};

const minuteMs = 60_000;
const heureMs = 60 * minuteMs;
const quart = 15 * minuteMs;
const debuts = { matin: 9 * 60 + 5, 'apres-midi': 14 * 60 + 5 } as const;
/** Calls of one half-day follow each other within this many minutes. */
const etendue = 170;
/** Everybody was given to somebody before the first call. */
const joursDAffectation = 9;

/** When a step took place; a step of today that would come later than now is not there yet. */
const heureDe = (
  { avant, demi }: Pick<Etape, 'avant' | 'demi'>,
  rang: number,
  { fuseau, territoire }: Site,
  now: Date,
): Date => {
  const jour = jourOuvreAvant(heureCivile(now.toISOString(), fuseau).jour, avant, territoire);
  const minutes = debuts[demi] + ((rang * 37) % etendue);
  return new Date(instantCivil({ jour, heure: Math.floor(minutes / 60), minute: minutes % 60 }, fuseau));
};

/** So many hours from now, on the quarter; while the office is shut, its last hour before or its next morning. */
const promisPour = (dans: number, rang: number, { fuseau, territoire }: Site, now: Date): string => {
  // Not all at the same hour.
  const decalage = dans + Math.sign(dans) * (Math.floor(rang / 3) % 4) * 0.5;
  const le = new Date(Math.floor((now.getTime() + decalage * heureMs) / quart) * quart).toISOString();
  const { jour, heure } = heureCivile(le, fuseau);
  if (estJourOuvre(jour, territoire) && heure >= 9 && heure < 19) return le;
  if (dans < 0) {
    const dernier = estJourOuvre(jour, territoire) && heure >= 19 ? jour : jourOuvreAvant(jour, 1, territoire);
    return instantCivil({ jour: dernier, heure: 17, minute: (Math.floor(rang / 3) % 4) * 15 }, fuseau);
  }
  const suivant = heure < 9 && estJourOuvre(jour, territoire) ? jour : prochainJourOuvre(jour, territoire);
  return instantCivil({ jour: suivant, heure: 10, minute: (Math.floor(rang / 3) % 4) * 15 }, fuseau);
};

/** Writes what one poste did, each acte knowing what stood before it. */
class Journal {
  readonly actes: Acte[] = [];
  readonly #tetes = new Map<string, string[]>();
  readonly #uuid: () => string;

  constructor(uuid: () => string) {
    this.#uuid = uuid;
  }

  noter(
    { flux, dossier }: Personne,
    le: Date,
    { operateur, ...quoi }: Pick<Acte, 'type' | 'corps' | 'operateur'>,
  ): void {
    const id = this.#uuid();
    const remplace: Acte['remplace'] = {};
    for (const { fait } of faitsDe({ id, ...quoi })) {
      const cle = `${dossier} ${fait}`;
      const tetes = this.#tetes.get(cle);
      if (tetes !== undefined) remplace[fait] = tetes;
      this.#tetes.set(cle, [id]);
    }
    const commun = { v: 1 as const, decalage_ms: 0, corrige: null, depend: [] };
    this.actes.push({ id, flux, dossier, operateur, fait_le: le.toISOString(), remplace, ...quoi, ...commun });
  }

  /** As the server hears them: in the order of the clock. */
  dansLOrdre(): Acte[] {
    return this.actes.toSorted((left, right) =>
      left.fait_le < right.fait_le ? -1 : left.fait_le > right.fait_le ? 1 : 0,
    );
  }
}

const corpsDe = (
  { quoi }: Etape,
  { numeros }: Personne,
  { operateur, rang, site, now }: { operateur: string; rang: number; site: Site; now: Date },
): Pick<Acte, 'type' | 'corps'>[] => {
  switch (quoi.genre) {
    case 'appel': {
      const { genre: _, sens = 'emis', numero = 0, ...reste } = quoi;
      const compose = numeros.length === 0 ? null : (numeros[numero % numeros.length] ?? null);
      return [{ type: 'appel', corps: { sens, numero: compose, interlocuteur: null, ...reste } }];
    }
    case 'promesse': {
      const { dans, motif } = quoi;
      const le = promisPour(dans, rang, site, now);
      const plan = { quoi: 'rappeler', le, precision: 'heure', qui: operateur };
      return [{ type: 'prochaine-action', corps: { ...plan, ...(motif === undefined ? {} : { motif }) } }];
    }
    case 'note':
      return [{ type: 'note', corps: { texte: quoi.texte } }];
    case 'courriel': {
      const { objet, texte } = quoi;
      return [
        { type: 'message', corps: { canal: 'courriel', objet, texte, modele: null } },
        { type: 'informe', corps: { canal: 'courriel' } },
      ];
    }
  }
};

/** Small documents that the office shares, as a poste saves them. @returns whether they were there already. */
const partager = async (deps: ServerDeps, identifiant: string): Promise<boolean> => {
  const compte = await new Comptes(deps).findByIdentifiant(identifiant);
  if (compte === undefined) throw new Error('the work of the demo belongs to an account that is not there');
  const porteur = { ...compte, fluxCompte: compte.flux_compte };
  const [premier] = modeles;
  const connu = await deps.db
    .selectFrom('ligne')
    .select('id')
    .where('id', '=', premier?.id ?? '')
    .executeTakeFirst();
  if (connu !== undefined) return true;
  await new Operateurs(deps).save(porteur, sarah);
  const partages = new Partages(deps);
  const documents = [
    ...modeles.map((un) => ({ ...un, genre: 'modele' as const })),
    ...vues.map((une) => ({ ...une, genre: 'vue' as const })),
    { id: libellesId, valeur: libellesDemo, genre: 'libelles' as const },
  ];
  for (const document of documents) await partages.ecrire(porteur, { ...document, base: texteDuPartage(null) });
  return false;
};

/**
 * Tells the work of the last days as the postes would have sent it: calls, promised callbacks, who is in charge of
 * whom, two people whom two offline postes noted apart; and what the office shares, a template, a view, a label.
 * Whoever was worked with already is left as she is.
 *
 * @param identifiant of the responsable whose office it is
 * @param operateurs ids of who called
 * @returns how many calls are new: none when it was told already
 */
export async function raconterAppelsDemo(
  deps: ServerDeps,
  { identifiant, operateurs }: { identifiant: string; operateurs: readonly [string, string] },
): Promise<number> {
  if (await partager(deps, identifiant)) return 0;
  const now = deps.clock.now();
  const ici = new Journal(deps.random.uuid);
  const ailleurs = new Journal(deps.random.uuid);
  const equipe = [operateurs[0], operateurs[1], sarah.id] as const;
  const connus = new Set<string>();
  for (const [rangSite, { formateur, chemin, part }] of sites.entries()) {
    const { site, personnes } = await lireListe(deps, formateur, connus);
    const isOpenToday = estJourOuvre(heureCivile(now.toISOString(), site.fuseau).jour, site.territoire);
    // Who works with a family goes on with it.
    const suivi = (rang: number): string => equipe[rang % equipe.length] ?? operateurs[0];
    const suivre = (
      journal: Journal,
      {
        personne,
        rang,
        etapes,
        operateur,
      }: { personne: Personne; rang: number; etapes: readonly Etape[]; operateur: string },
    ): void => {
      // The days of those who go the same way are not all the same; whoever is to be tried again was tried last.
      const decale = etapes.some(({ quoi }) => quoi.genre === 'promesse') ? 0 : Math.floor(rang / chemin.length) % 3;
      let apres = 0;
      for (const [index, etape] of etapes.entries()) {
        const isLastTry = index === etapes.length - 1 && etape.quoi.genre === 'appel' && etape.quoi.issue === undefined;
        const avant = etape.avant + (isLastTry ? 0 : decale);
        const le = heureDe({ ...etape, avant }, rang, site, now);
        le.setTime(Math.max(le.getTime(), apres + minuteMs));
        if (le >= now || (avant === 0 && !isOpenToday)) return;
        for (const quoi of corpsDe(etape, personne, { operateur, rang, site, now }))
          journal.noter(personne, le, { operateur, ...quoi });
        apres = le.getTime();
      }
    };
    const travaillees = Math.round(personnes.length * part);
    const partagees = rangSite === 0 ? aDepartager : [];
    for (const [rang, personne] of personnes.slice(0, travaillees).entries()) {
      const double = partagees.find((une) => une.rang === rang);
      const etapes = double === undefined ? (parcours[chemin[rang % chemin.length] ?? '.'] ?? []) : [double.ici];
      // Some people are nobody's yet.
      if (etapes.length > 0 || rang % 2 === 0) {
        const operateur = suivi(rang);
        const le = heureDe({ avant: joursDAffectation, demi: 'matin' }, rang, site, now);
        ici.noter(personne, le, { type: 'affectation', corps: { operateur }, operateur: operateurs[0] });
      }
      suivre(ici, { personne, rang, etapes, operateur: suivi(rang) });
      if (double !== undefined)
        suivre(ailleurs, { personne, rang, etapes: [double.ailleurs], operateur: suivi(rang + 1) });
    }
  }
  await avecPoste(deps, { identifiant, nom: 'Bureau-2' }, (porteur) => pousser(deps, porteur, ici.dansLOrdre()));
  await avecPoste(deps, { identifiant, nom: 'Bureau-3' }, (porteur) => pousser(deps, porteur, ailleurs.dansLOrdre()));
  return [...ici.actes, ...ailleurs.actes].filter(({ type }) => type === 'appel').length;
}
