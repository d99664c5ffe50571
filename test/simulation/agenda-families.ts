import { reservationDeDepot } from '../../sync-api/demandes/cles.ts';
import type { ReservationMontree } from '../../sync-api/guichet/creneaux-publics.ts';
import type { DepotDemande } from '../../sync-api/guichet/depot.ts';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { deposit, filled, newWords, someAsker } from './candidates.ts';
import type { World } from './world.ts';

/** What families do with créneaux: they choose one on a page, and press the buttons of the link that they are mailed. */
const origine = 'SITE_CFA';

/** What pages showed so far: one that stays open shows what was true then. */
async function someChoice(world: World, cle: string): Promise<{ id: string; debut: string } | null> {
  const { agenda: random, guichet, pages } = world;
  const shown = await guichet.intake.listerCreneaux(cle, origine, { limite: 20 });
  const old = pages.filter((page) => page.cle === cle);
  for (const { id, debut } of shown) pages.push({ cle, id, debut });
  if (old.length > 0 && random.chance(0.2)) return random.pick(old);
  // Most people take the first one.
  return shown[random.chance(0.7) ? 0 : random.below(Math.max(1, shown.length))] ?? null;
}

/** Somebody chooses a créneau, and in a hurry sends it twice. */
export async function choose(world: World): Promise<void> {
  const { agenda: random } = world;
  const asker = someAsker(world, random);
  const corps = filled(asker, newWords(world), random);
  const choice = await someChoice(world, corps.cle_ministere_educatif);
  if (choice === null) return;
  const { id, debut } = choice;
  const mode: DepotDemande['mode'] = 'creneau';
  const chosen = { ...corps, mode, creneau: { id, debut } };
  await deposit(world, asker, chosen);
  if (random.chance(0.15)) await deposit(world, asker, { ...chosen, message: newWords(world) });
  world.ledger.did('chosen');
}

const link = /\/rendez-vous#([A-Za-z0-9_-]{43})/;

/** The pages of the links that were mailed last. */
async function readMails({ guichet }: World): Promise<{ empreinte: string; page: ReservationMontree }[]> {
  const links = guichet.mail.received.flatMap(({ texte }) => link.exec(texte)?.[1] ?? []);
  const pages = [...new Set(links.slice(-12))].map(async (jeton) => {
    const empreinte = empreinteDeJeton(jeton);
    const page = empreinte === null ? null : await guichet.intake.lireReservation(empreinte);
    return empreinte === null || page === null ? [] : [{ empreinte, page }];
  });
  return (await Promise.all(pages)).flat();
}

/** Somebody opens a mail about a réservation and presses a button of its page. */
export async function answerMail(world: World): Promise<void> {
  const { agenda: random, guichet, ledger } = world;
  const read = await readMails(world);
  const asked = read.filter(({ page }) => ['offerte', 'a_reconfirmer'].includes(page.etat));
  const pool = asked.length > 0 && random.chance(0.85) ? asked : read;
  if (pool.length === 0) return;
  const { empreinte, page } = random.pick(pool);
  const base = { empreinte_jeton: empreinte };
  if (['offerte', 'a_reconfirmer'].includes(page.etat) && random.chance(0.7)) {
    await guichet.intake.deposer('reservation', { ...base, geste: 'venir', debut: page.debut });
    ledger.did('family-comes');
    return;
  }
  const other = page.formation === null ? null : await someChoice(world, page.formation.cle);
  if (other !== null && random.chance(0.5)) {
    const { id, debut } = other;
    await guichet.intake.deposer('reservation', { ...base, geste: 'deplacer', creneau: { id, debut } });
    ledger.did('family-moves');
    return;
  }
  if (!['confirmee', 'attente', 'offerte', 'a_reconfirmer'].includes(page.etat)) return;
  await guichet.intake.deposer('reservation', { ...base, geste: 'annuler' });
  ledger.did('family-cancels');
}

/** The réservation that a deposit asked for. */
export const reservationOf = (world: World, depot: string): string =>
  reservationDeDepot(world.server.deps.serveur.secretIne, depot);
