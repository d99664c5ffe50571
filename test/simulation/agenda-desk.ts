import { z } from 'zod';
import { lireContenu } from '../../main/core/agenda/creneau-etat.ts';
import { createAgendaHandlers } from '../../main/core/agenda/handlers.ts';
import { failure } from '../../shared/contract/errors.ts';
import type { CreneauSaisi } from '../../shared/contract/ipc/agenda.ts';
import { assiduiteEtat } from '../../shared/domain/actes/reservation.ts';
import { genreCreneau } from '../../shared/domain/agenda/creneaux.ts';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import { cles } from './candidates.ts';
import { inboxOf } from './desk.ts';
import type { Deed } from './ledger.ts';
import { dossiersOf, promise, seenHeads, undo } from './people.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** What staff do with the agenda of their poste, on what its file shows them. */
const quarterMs = 15 * 60_000;
export const siteCfa: Origine = 'SITE_CFA';

const creneauRow = z.object({
  id: z.string(),
  flux: z.string(),
  debut: z.string(),
  fin: z.string(),
  corps: z.string(),
});
type Creneau = z.infer<typeof creneauRow>;
const creneauxOf = (poste: SimPoste): Creneau[] =>
  z
    .array(creneauRow)
    .parse(
      poste.store.persons
        .prepare("SELECT id, flux, debut, fin, corps FROM creneau_etat WHERE etat = 'prevu' ORDER BY id")
        .all(),
    );

const bookingRow = z.object({
  id: z.string(),
  dossier: z.string(),
  creneau: z.string(),
  etat: z.string(),
  debut: z.string(),
});
type Booking = z.infer<typeof bookingRow>;
const bookingsOf = (poste: SimPoste, etats: string): Booking[] =>
  z.array(bookingRow).parse(
    poste.store.persons
      .prepare(
        `SELECT id, dossier, creneau, etat, debut FROM reservation_etat
           WHERE etat IN (SELECT value FROM json_each(?)) ORDER BY id`,
      )
      .all(JSON.stringify(etats.split(' '))),
  );

export const agendaOf = (poste: SimPoste) =>
  createAgendaHandlers({
    ...poste.handlersDeps,
    host: { pathOfToken: async () => null },
    fetch: async () => failure('HORS_LIGNE'),
  });
type Agenda = ReturnType<typeof agendaOf>;

/** @returns whether something was written */
function write(
  world: World,
  poste: SimPoste,
  { deed, type }: { deed: Deed; type: string },
  work: (agenda: Agenda) => void,
): boolean {
  const actes = poste.does(() => work(agendaOf(poste)));
  promise(world, poste, type, actes);
  if (actes.length > 0) world.ledger.did(deed);
  return actes.length > 0;
}

/** In the next two days and `laterH` hours from now, a few times around the night when the clocks change; seldom what just took place. */
function hours(world: World, laterH = 0): Pick<CreneauSaisi, 'debut' | 'fin'> {
  const { agenda: random, clock, nightMs } = world;
  const hereMs = clock.nowMs + (random.below(4 * 40) - 8 + 4 * laterH) * quarterMs;
  const ms = nightMs !== null && random.chance(0.5) ? nightMs + random.below(16) * quarterMs : hereMs;
  const debutMs = Math.ceil(ms / quarterMs) * quarterMs;
  const finMs = debutMs + (1 + random.below(6)) * quarterMs;
  return { debut: new Date(debutMs).toISOString(), fin: new Date(finMs).toISOString() };
}

const someOffer = (world: World): CreneauSaisi['offre'] => {
  const { agenda: random } = world;
  if (random.chance(0.12)) return null;
  return { formations: random.chance(0.2) ? [random.pick(cles)] : [], origines: [siteCfa] };
};

const someSaisie = (world: World): CreneauSaisi => {
  const { agenda: random } = world;
  const isOnline = random.chance(0.3);
  return {
    genre: random.pick(genreCreneau.options),
    ...hours(world),
    capacite: 1 + random.below(3),
    listeAttente: random.chance(0.85),
    titre: null,
    lieu: isOnline ? null : `Salle ${1 + random.below(9)}`,
    lien: isOnline ? 'https://visio.example/salle' : null,
    consigne: null,
    offre: someOffer(world),
  };
};

/** One créneau, or a row of them; what was made too quickly is taken back before it leaves. */
export function make(world: World, poste: SimPoste): void {
  const { agenda: random } = world;
  const flux = relationsOf(poste);
  if (flux.length === 0) return;
  const creneaux = Array.from({ length: random.chance(0.2) ? 3 : 1 }, () => someSaisie(world));
  const before = new Set(creneauxOf(poste).map(({ id }) => id));
  const isMade = write(world, poste, { deed: 'creneau', type: 'creneau-cree' }, (agenda) =>
    agenda['agenda:creer']({ flux: random.pick(flux), creneaux }),
  );
  if (!isMade || !random.chance(0.08)) return;
  const made = creneauxOf(poste).filter(({ id }) => !before.has(id));
  const actes = actesOf(poste, made);
  poste.does(() => void agendaOf(poste)['agenda:retirer']({ creneaux: made.map(({ id }) => id) }));
  const left = new Set(actesOf(poste, made));
  for (const acte of actes) if (!left.has(acte)) world.ledger.dropped(acte);
  world.ledger.did('creneau-withdrawn');
}

const relationsOf = (poste: SimPoste): string[] =>
  poste.store.persons
    .prepare<[], string>("SELECT id FROM flux WHERE genre = 'relation' AND droits = 'complets' ORDER BY id")
    .pluck()
    .all();

/** One in each relation, with a single place, while nothing goes wrong yet. */
export function makeFirst(world: World, poste: SimPoste): void {
  const creneaux = [0, 1].map((): CreneauSaisi => {
    const offre = { formations: [], origines: [siteCfa] };
    return { ...someSaisie(world), ...hours(world, 12), capacite: world.agenda.chance(0.6) ? 1 : 2, offre };
  });
  for (const flux of relationsOf(poste))
    write(world, poste, { deed: 'creneau', type: 'creneau-cree' }, (agenda) =>
      agenda['agenda:creer']({ flux, creneaux }),
    );
}

const actesOf = (poste: SimPoste, creneaux: readonly Creneau[]): string[] =>
  creneaux.flatMap(({ id }) =>
    poste.store.persons.prepare<[string], string>('SELECT acte FROM saisie WHERE dossier = ?').pluck().all(id),
  );

export const saisieOf = ({ corps: text }: Creneau): { saisie: CreneauSaisi; vues: string[] } => {
  const { corps, vues } = lireContenu(text);
  const { genre, debut, fin, capacite, liste_attente: listeAttente, titre, lieu, lien, consigne, offre } = corps;
  const words = { titre: titre ?? null, lieu: lieu ?? null, lien: lien ?? null, consigne: consigne ?? null };
  return { saisie: { genre, debut, fin, capacite, listeAttente, ...words, offre }, vues };
};

/** Most often one that somebody comes to. */
function someCreneau({ agenda: random }: World, poste: SimPoste): Creneau | null {
  const all = creneauxOf(poste);
  const booked = new Set(bookingsOf(poste, 'confirmee attente offerte a_reconfirmer').map(({ creneau }) => creneau));
  const withPeople = all.filter(({ id }) => booked.has(id));
  const pool = withPeople.length > 0 && random.chance(0.8) ? withPeople : all;
  return pool.length === 0 ? null : random.pick(pool);
}

/** Moved, made smaller or larger, somewhere else: its whole new state. */
export function change(world: World, poste: SimPoste): void {
  const { agenda: random } = world;
  const one = someCreneau(world, poste);
  if (one === null) return;
  const { saisie, vues } = saisieOf(one);
  // One that holds several is more often made smaller.
  const draw = saisie.capacite > 1 && random.chance(0.3) ? 4 : random.below(10);
  const [deed, changed]: [Deed, CreneauSaisi] =
    draw < 4
      ? ['creneau-moved', { ...saisie, ...hours(world) }]
      : draw < 7
        ? ['creneau-shrunk', { ...saisie, capacite: Math.max(1, saisie.capacite - 1 - random.below(2)) }]
        : draw < 9
          ? ['creneau-enlarged', { ...saisie, capacite: saisie.capacite + 1 + random.below(2) }]
          : [
              'creneau-changed',
              { ...saisie, lieu: `Salle ${10 + random.below(9)}`, listeAttente: !saisie.listeAttente },
            ];
  const mot = random.chance(0.3) ? 'La salle est prise.' : null;
  write(world, poste, { deed, type: 'creneau-modifie' }, (agenda) =>
    agenda['agenda:modifier']({ creneau: one.id, saisie: changed, mot, vues }),
  );
}

export function callOff(world: World, poste: SimPoste): void {
  const one = someCreneau(world, poste);
  if (one === null) return;
  write(world, poste, { deed: 'creneau-cancelled', type: 'creneau-annule' }, (agenda) =>
    agenda['agenda:annuler']({ creneau: one.id, mot: null, vues: saisieOf(one).vues }),
  );
}

/** Somebody is given a place, sometimes for the demande that she made, sometimes instead of another one. */
export function book(world: World, poste: SimPoste): void {
  const { agenda: random } = world;
  const all = creneauxOf(poste);
  if (all.length === 0) return;
  const creneau = someCreneau(world, poste) ?? random.pick(all);
  const here = dossiersOf(poste).filter(({ flux }) => flux === creneau.flux);
  if (here.length === 0) return;
  const asked = inboxOf(poste).filter(({ dossier }) => here.some((row) => row.dossier === dossier));
  const demande = asked.length > 0 && random.chance(0.5) ? random.pick(asked) : null;
  const dossier = demande?.dossier ?? random.pick(here).dossier;
  const own = bookingsOf(poste, 'confirmee a_reconfirmer attente').filter((row) => row.dossier === dossier);
  const remplace = own.length > 0 && random.chance(0.5) ? random.pick(own).id : null;
  write(world, poste, { deed: 'booking', type: 'reservation-demandee' }, (agenda) =>
    agenda['agenda:inscrire']({ creneau: creneau.id, dossier, demande: demande?.id ?? null, remplace }),
  );
}

function follow(
  world: World,
  poste: SimPoste,
  deed: Deed,
  { type, of, corps }: { type: string; of: Booking; corps: object },
): string[] {
  const { dossier, id } = of;
  const saisie = { dossier, type, corps: { reservation: id, ...corps }, vues: seenHeads(poste, dossier) };
  const written = poste.write([saisie]);
  if (!written.ok) return [];
  promise(world, poste, type, written.value.actes);
  world.ledger.did(deed);
  return written.value.actes;
}

/** By phone: she does not come. */
export function cancel(world: World, poste: SimPoste): void {
  const all = bookingsOf(poste, 'demandee confirmee a_reconfirmer attente offerte');
  const wanted = new Set(all.flatMap(({ etat, creneau }) => (etat === 'attente' ? [creneau] : [])));
  const awaited = all.filter(({ etat, creneau }) => etat !== 'attente' && wanted.has(creneau));
  const pool = awaited.length > 0 && world.agenda.chance(0.7) ? awaited : all;
  if (pool.length === 0) return;
  const of = world.agenda.pick(pool);
  follow(world, poste, 'booking-cancelled', { type: 'reservation-annulee', of, corps: { creneau: of.creneau } });
}

/** By phone: she comes, to the new hour, although there are too many, or from the waiting list. */
export function reconfirm(world: World, poste: SimPoste): void {
  const all = bookingsOf(poste, 'a_reconfirmer offerte attente');
  const asked = all.filter(({ etat }) => etat !== 'attente');
  const pool = asked.length > 0 && world.agenda.chance(0.8) ? asked : all;
  if (pool.length === 0) return;
  const of = world.agenda.pick(pool);
  const corps = { creneau: of.creneau, debut: of.debut };
  follow(world, poste, 'reconfirmed', { type: 'reservation-reconfirmee', of, corps });
}

/** The next meeting of this poste begins, if it is to within three days. */
export function meet(world: World, poste: SimPoste): void {
  const now = world.clock.nowMs;
  const next = bookingsOf(poste, 'demandee confirmee a_reconfirmer')
    .map(({ debut }) => Date.parse(debut))
    .filter((ms) => ms > now && ms < now + 72 * 3_600_000);
  if (next.length > 0) world.clock.advance(Math.min(...next) - now + quarterMs);
  for (let noted = 0; noted < 2; noted += 1) note(world, poste);
}

/** Who came, noted where the meeting is, with or without a network. */
function note(world: World, poste: SimPoste): void {
  const { agenda: random, clock } = world;
  const now = new Date(clock.nowMs).toISOString();
  const all = bookingsOf(poste, 'demandee confirmee a_reconfirmer attente complet').filter(({ debut }) => debut <= now);
  if (all.length === 0) return;
  const of = random.pick(all);
  const corps = { etat: random.pick(assiduiteEtat.options) };
  const actes = follow(world, poste, 'presence', { type: 'assiduite', of, corps });
  if (random.chance(0.2)) undo(world, poste, actes);
}

/** Whoever has a meeting wants to be forgotten, or to hear of nobody any more. */
export function leave(world: World, poste: SimPoste): void {
  const all = bookingsOf(poste, 'confirmee a_reconfirmer attente offerte');
  if (all.length === 0) return;
  const { dossier } = world.agenda.pick(all);
  const type = world.agenda.chance(0.4) ? 'effacement' : 'opposition';
  const written = poste.write([{ dossier, type, corps: {}, vues: {} }]);
  if (!written.ok) return;
  promise(world, poste, type, written.value.actes);
  world.ledger.did(type === 'effacement' ? 'booked-erased' : 'booked-opposed');
}
