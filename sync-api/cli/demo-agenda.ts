import { text } from 'node:stream/consumers';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';
import { ajouterJoursOuvres } from '../../shared/domain/jours-ouvres.ts';
import type { ServerDeps } from '../context.ts';
import { ReceptionDemandes } from '../demandes/reception.ts';
import { siteDe } from '../demandes/site.ts';
import { GuichetPublic } from '../guichet/cote-public.ts';
import { GuichetServeur } from '../guichet/cote-serveur.ts';
import { openGuichet } from '../guichet/ouvrir.ts';
import { attentes, type CreneauDemo, creneauxDemo, idDuCreneau, rangReunion } from './demo-creneaux.ts';
import { formulaires, jourOuvreAvant } from './demo-demandes.ts';
import { lireListeDemo } from './demo-liste.ts';
import { avecPoste, pousser } from './demo-poste.ts';

/** A créneau of the demo where and when it takes place, and the people of the lists that were given it. */
interface CreneauPlace {
  flux: string;
  corps: CreneauCorps;
  dossiers: string[];
}

/** The relation of a formateur: its flux, its site, and who stands in its list, by name. */
const lireLieu = async ({ db }: ServerDeps, formateur: string) => {
  const { formation, personnes } = await lireListeDemo(db, formateur, { jamaisTraites: false });
  const flux = personnes[0]?.flux;
  if (flux === undefined) throw new Error('a créneau of the demo names a formateur that has no list');
  return { flux, site: await siteDe(db, formation), dossiers: personnes.map(({ dossier }) => dossier) };
};

/** Spread over the list, and not at its head, which is whom the office calls first. */
const premierDonne = 20;
const ecartDonnes = 5;

const placer = async (deps: ServerDeps): Promise<CreneauPlace[]> => {
  const lieux = new Map<string, Awaited<ReturnType<typeof lireLieu>>>();
  const donnes = new Map<string, number>();
  const places: CreneauPlace[] = [];
  for (const [rang, creneau] of creneauxDemo.entries()) {
    const { formateur, personnes } = creneau;
    const lieu = lieux.get(formateur) ?? (await lireLieu(deps, formateur));
    lieux.set(formateur, lieu);
    const dejaDonnes = donnes.get(formateur) ?? 0;
    donnes.set(formateur, dejaDonnes + personnes);
    const dossiers = Array.from({ length: personnes }, (_, index) => {
      const dossier = lieu.dossiers[(premierDonne + (dejaDonnes + index) * ecartDonnes) % lieu.dossiers.length];
      if (dossier === undefined) throw new Error('the lists of the demo hold nobody to give a créneau to');
      return dossier;
    });
    places.push({ flux: lieu.flux, corps: corpsDe(creneau, rang, lieu.site, deps.clock.now()), dossiers });
  }
  return places;
};

const minuteMs = 60_000;

const corpsDe = (
  { formateur: _, jours, heure, dureeMin, personnes: __, ...dit }: CreneauDemo,
  rang: number,
  { fuseau, territoire }: Awaited<ReturnType<typeof siteDe>>,
  now: Date,
): CreneauCorps => {
  const aujourdhui = heureCivile(now.toISOString(), fuseau).jour;
  const jour =
    jours < 0 ? jourOuvreAvant(aujourdhui, -jours, territoire) : ajouterJoursOuvres(aujourdhui, jours, territoire);
  const [heures = 0, minutes = 0] = heure.split(':').map(Number);
  const debut = instantCivil({ jour, heure: heures, minute: minutes }, fuseau);
  return {
    ...dit,
    creneau: idDuCreneau(rang),
    debut,
    fin: new Date(Date.parse(debut) + dureeMin * minuteMs).toISOString(),
  };
};

/** The PC that made the agenda. */
const nomDuPoste = 'Bureau-1';

/** The families that chose the full meeting on a public page, after they had asked to be called back or written to. */
const laisserAttendre = async (
  deps: ServerDeps,
  source: AsyncIterable<Uint8Array>,
  { creneau: id, debut }: CreneauCorps,
): Promise<void> => {
  const forms = formulaires.parse(JSON.parse(await text(source)));
  const db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  try {
    const accueil = new GuichetPublic({ ...deps, db });
    for (const courriel of attentes) {
      const form = forms.find(({ depot }) => depot.courriel === courriel);
      if (form === undefined) throw new Error('a family of the agenda of the demo left no form');
      const choix = { mode: 'creneau' as const, souhaits: [], message: null, creneau: { id, debut } };
      await accueil.deposer('demande', { ...form.depot, ...choix });
    }
    await new ReceptionDemandes({ ...deps, guichet: new GuichetServeur(db), annoncer: () => {} }).passer();
  } finally {
    await db.destroy();
  }
};

/**
 * Makes the créneaux of the demo and fills them as people do: staff push actes, families leave forms. The meeting that is
 * nearly full has a waiting list, whose first family was just offered the place that somebody gave back.
 *
 * @param identifiant of the responsable whose office it is
 * @param operateur who typed it, id of the opérateur
 * @param source resources/demo/demandes.json
 * @returns how many créneaux are new: none when the demo is built again
 */
export async function ouvrirAgendaDemo(
  deps: ServerDeps,
  { identifiant, operateur, source }: { identifiant: string; operateur: string; source: AsyncIterable<Uint8Array> },
): Promise<number> {
  const connu = await deps.db.selectFrom('creneau').select('id').where('id', '=', idDuCreneau(0)).executeTakeFirst();
  if (connu !== undefined) return 0;
  const places = await placer(deps);
  const acte = (parts: Pick<Acte, 'flux' | 'dossier' | 'type' | 'corps'>): Acte => ({
    id: deps.random.uuid(),
    v: 1,
    remplace: {},
    operateur,
    fait_le: deps.clock.now().toISOString(),
    decalage_ms: 0,
    corrige: null,
    depend: [],
    ...parts,
  });
  const donner = ({ flux, corps: { creneau, genre, debut, fin }, dossiers }: CreneauPlace): Acte[] =>
    dossiers.map((dossier) => {
      const reservation = deps.random.uuid();
      const corps = { reservation, creneau, genre, debut, fin, demande: null, remplace: null };
      return acte({ flux, dossier, type: 'reservation-demandee', corps });
    });
  const crees = places.map(({ flux, corps }) =>
    acte({ flux, dossier: corps.creneau, type: 'creneau-cree', corps: { ...corps } }),
  );
  const reunion = places[rangReunion];
  if (reunion === undefined) throw new Error('the demo has no meeting');
  const donnees = places.filter((place) => place !== reunion).flatMap(donner);
  const complet = donner(reunion);
  const [rendue] = complet;
  if (rendue === undefined) throw new Error('nobody comes to the meeting of the demo');
  await avecPoste(deps, { identifiant, nom: nomDuPoste }, async (porteur) => {
    await pousser(deps, porteur, [...crees, ...donnees, ...complet]);
    await laisserAttendre(deps, source, reunion.corps);
    const { reservation = '', creneau = '' } = rendue.corps;
    const { flux, dossier } = rendue;
    await pousser(deps, porteur, [
      acte({ flux, dossier, type: 'reservation-annulee', corps: { reservation, creneau } }),
    ]);
  });
  return crees.length;
}
