import { cleTelephone } from '../../sync-api/demandes/cles.ts';
import type { DepotDemande } from '../../sync-api/guichet/depot.ts';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { formateurs, responsable } from './population.ts';
import type { Seeded } from './seeded.ts';
import type { World } from './world.ts';

/** What young people and their parents do outside: they ask, ask again, change, cancel, press the button of a mail. */
export interface Asker {
  nom: string;
  prenom: string;
  telephone: string;
  courriels: readonly [string, string];
}

/** One training a site. */
export const cles = formateurs.map((siret) => `069001P0131${responsable}${siret}-69266#L01`);

export const domaineCandidats = 'candidats.example';
export const adresseCfa = 'admissions@example.org';

const noms = ['Vauquelin', 'Marchetti', 'Le Goff', 'Diallo', 'Hoarau'];
const prenoms = ['Inès', 'Mathéo', 'Lina', 'Théo', 'Aïssatou'];

export function someAsker(world: World, random: Seeded): Asker {
  const { askers, population } = world;
  if (askers.length > 0 && random.chance(0.6)) return random.pick(askers);
  const rang = askers.length + 1;
  // One in two is on a list already, with that number.
  const voeu = random.chance(0.5) ? random.pick(population.voeux) : null;
  const asker: Asker = {
    nom: voeu?.nom ?? random.pick(noms),
    prenom: voeu?.prenom ?? random.pick(prenoms),
    telephone: `+33${(voeu?.telephone ?? `06399${String(80_000 + rang).padStart(5, '0')}`).slice(1)}`,
    courriels: [`p${rang}@${domaineCandidats}`, `p${rang}.autre@${domaineCandidats}`],
  };
  askers.push(asker);
  return asker;
}

/** One form; its words are those of this deposit alone. */
export type Filled = DepotDemande & { message: string };

export const filled = (asker: Asker, message: string, random: Seeded): Filled => {
  const { nom, prenom, telephone, courriels } = asker;
  const isParent = random.chance(0.25);
  return {
    cle_ministere_educatif: random.pick(cles),
    origine: 'SITE_CFA',
    mode: 'message',
    auteur: isParent ? 'parent' : 'etudiant',
    ...(isParent ? { nom, prenom: 'Claude', jeune: { nom, prenom } } : { nom, prenom, jeune: null }),
    telephone,
    courriel: courriels[random.chance(0.2) ? 1 : 0],
    motifs: ['place'],
    message,
    souhaits: [],
    consentement: '1',
    a_confirmer: random.chance(0.12),
  };
};

/** Nobody says the same thing twice, so that what was said can be found again, and counted. */
export const newWords = (world: World): string => `Mot ${world.ledger.deposits.size + 1}.`;

/** The intake acknowledges one form. */
export async function deposit(world: World, asker: Asker, corps: Filled): Promise<void> {
  const id = await world.guichet.intake.deposer('demande', corps);
  const cle = cleTelephone(world.server.deps.serveur.secretIne, asker, asker.telephone);
  const { message: words, a_confirmer: mayBeNothing, creneau } = corps;
  const chosen = creneau === undefined ? {} : { creneau: creneau.id };
  world.ledger.deposited(id, { words, cle, mayBeNothing, atMs: world.clock.nowMs, ...chosen });
}

/** Somebody sends the form, once or in a hurry twice. */
export async function ask(world: World): Promise<void> {
  const asker = someAsker(world, world.outside);
  for (let times = world.outside.chance(0.2) ? 2 : 1; times > 0; times -= 1) {
    await deposit(world, asker, filled(asker, newWords(world), world.outside));
    world.ledger.did('deposit');
  }
}

const link = /\/(suivi|confirmer)#([A-Za-z0-9_-]{43})/;

/** Somebody opens a mail, follows its link and presses a button of that page. */
export async function press(world: World): Promise<void> {
  const { outside: random, guichet, ledger } = world;
  const found = guichet.mail.received.flatMap(({ texte }) => {
    const [, where, jeton] = link.exec(texte) ?? [];
    return where === undefined || jeton === undefined ? [] : [{ where, jeton }];
  });
  if (found.length === 0) return;
  const { where, jeton } = random.pick(found);
  const empreinte = empreinteDeJeton(jeton);
  if (empreinte === null) throw new Error('a mail holds a link that leads nowhere');
  if (where === 'confirmer') {
    await guichet.intake.deposer('confirmation', { empreinte_jeton: empreinte });
    ledger.did('proof');
    return;
  }
  if ((await guichet.intake.lireSuivi(empreinte))?.etat !== 'ouverte') return;
  if (random.chance(0.35)) {
    await guichet.intake.deposer('annulation', { empreinte_jeton: empreinte });
    ledger.did('cancel');
    return;
  }
  const words = newWords(world);
  const asked = await world.server.db
    .selectFrom('demande')
    .select('cle_telephone')
    .where('empreinte_jeton', '=', empreinte)
    .executeTakeFirst();
  const id = await guichet.intake.deposer('changement', { empreinte_jeton: empreinte, message: words });
  ledger.deposited(id, { words, cle: asked?.cle_telephone ?? null, mayBeNothing: false, atMs: world.clock.nowMs });
  ledger.did('change');
}
