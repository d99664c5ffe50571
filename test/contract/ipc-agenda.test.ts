import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { agendaChannels, agendaEvents, type CreneauSaisi } from '../../shared/contract/ipc/agenda.ts';
import { contract, type RequestOf, type ResponseOf } from '../../shared/contract/ipc/index.ts';
import { responsable } from '../../tools/demo/lieux.ts';
import { importLignes, ligneDe } from '../support/extraction.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../support/server.ts';
import { openDesk } from '../support/signed-poste.ts';

/** Two postes that read one list, and the real server between them. */
let server: TestServer;
let machines: PosteMachine[];
let directeur: TestCompte;
const ines = ['240000001AB', '240000002CD', '240000003EF'];

interface Bureau {
  poste: PosteCore;
  network: { isUp: boolean };
}
let a: Bureau;
let b: Bureau;

beforeEach(async () => {
  server = await startTestServer();
  machines = [];
  directeur = await createResponsable(server, responsable.siret);
  await importLignes(
    server.deps,
    ines.map((ine, index) => ligneDe({ ine, nom: `NOM ${index}`, rang: 1, telephone: `063998000${index + 1}` })),
  );
  a = await open();
  b = await open();
});
afterEach(async () => {
  for (const machine of machines) await machine.remove();
  await server.stop();
});

async function open(): Promise<Bureau> {
  const machine = new PosteMachine();
  machines.push(machine);
  const network = { isUp: true };
  const fetch: typeof globalThis.fetch = (input, init) =>
    network.isUp ? globalThis.fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
  const poste = await openDesk(machine, server, directeur, { fetch, config: { lockAfterMs: 3_600_000 } });
  const bureau = { poste, network };
  await exchange(bureau);
  return bureau;
}

type Agenda = keyof typeof agendaChannels;
type Schemas = { readonly [C in Agenda]: { readonly response: z.ZodType<ResponseOf<C>> } };
const schemas: Schemas = agendaChannels;
const ask = async <C extends Agenda>({ poste }: Bureau, channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> =>
  schemas[channel].response.parse(await poste.ask(channel, request));

/** Whether nothing waits here and every row of its lists that the server has is in the file. */
async function isUpToDate({ poste }: Bureau): Promise<boolean> {
  const detail = contract['synchro:detail'].response.parse(await poste.ask('synchro:detail'));
  const lists = detail.flux.filter(({ genre }) => genre === 'relation');
  for (const { flux, tete } of lists) {
    const row = await server.db.selectFrom('flux').select('tete').where('id', '=', flux).executeTakeFirstOrThrow();
    if (Number(row.tete) !== tete) return false;
    if (detail.flux.some((one) => one.flux === flux && !one.verifie)) return false;
  }
  return lists.length > 0 && detail.attenteTotal === 0;
}

/** Sends what waits, and receives until nothing is missing. A run always ends by telling so. */
async function exchange(bureau: Bureau): Promise<void> {
  const { poste } = bureau;
  await poste.ask('synchro:envoyer');
  while (!(await isUpToDate(bureau))) {
    const from = poste.events.length;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}
const exchangeBoth = async (): Promise<void> => {
  for (const one of [a, b, a, b]) await exchange(one);
};

const jourMs = 86_400_000;
/** One hour from 10:00 UTC, so many days from now: within one day wherever the site is in metropolitan France. */
const dans = (jours: number) => {
  const jour = new Date(Date.now() + jours * jourMs).toISOString().slice(0, 10);
  return { debut: `${jour}T10:00:00.000Z`, fin: `${jour}T11:00:00.000Z` };
};
const saisie = (over: Partial<CreneauSaisi> = {}): CreneauSaisi => ({
  genre: 'reunion',
  ...dans(3),
  capacite: 2,
  listeAttente: true,
  titre: 'Réunion d’information',
  lieu: 'Salle 12',
  lien: null,
  consigne: null,
  offre: null,
  ...over,
});

async function creer(bureau: Bureau, over: Partial<CreneauSaisi> = {}): Promise<string> {
  const { lieux } = await ask(bureau, 'agenda:lieux', {});
  const made = await ask(bureau, 'agenda:creer', { flux: lieux[0]?.flux ?? '', creneaux: [saisie(over)] });
  return made.creneaux[0] ?? '';
}

/** Ids of the people and of the dossier of each, by name. */
async function gens({ poste }: Bureau): Promise<{ candidat: string; dossier: string }[]> {
  const { lignes } = contract['candidats:liste'].response.parse(
    await poste.ask('candidats:liste', {
      tri: 'nom',
      sens: 'croissant',
      filtres: {},
      recherche: '',
      apres: null,
      limite: 50,
    }),
  );
  return Promise.all(
    lignes.map(async ({ id }) => {
      const fiche = contract['candidats:fiche'].response.parse(await poste.ask('candidats:fiche', { candidat: id }));
      return { candidat: id, dossier: fiche.dossierPrincipal };
    }),
  );
}
const inscrire = async (bureau: Bureau, creneau: string, qui: number) => {
  const dossier = (await gens(bureau))[qui]?.dossier ?? '';
  return ask(bureau, 'agenda:inscrire', { creneau, dossier, demande: null, remplace: null });
};
const ecrire = async ({ poste }: Bureau, qui: number, type: string, corps: Record<string, unknown>) =>
  poste.ask('actes:enregistrer', {
    saisies: [{ dossier: (await gens({ poste, network: a.network }))[qui]?.dossier, type, corps, vues: {} }],
  });

const etats = async (bureau: Bureau, creneau: string) =>
  (await ask(bureau, 'agenda:creneau', { creneau })).inscriptions.map(({ nom, etat, position }) =>
    position === null ? `${nom} ${etat}` : `${nom} ${etat} ${position}`,
  );
const told = ({ poste }: Bureau): string[] =>
  poste.events.flatMap(({ name, payload }) =>
    name === 'agenda:change' ? (agendaEvents['agenda:change'].parse(payload).creneaux ?? []) : [],
  );

describe('two postes and their server', () => {
  it('what one made and gave offline is settled by the server and shows on the other, who is told', async () => {
    a.network.isUp = false;
    const creneau = await creer(a);
    const prevues = [];
    for (const qui of [0, 1, 2]) prevues.push((await inscrire(a, creneau, qui)).prevue);
    expect(prevues).toEqual(['confirmee', 'confirmee', 'attente']);
    expect(await etats(a, creneau)).toEqual(['NOM 0 demandee', 'NOM 1 demandee', 'NOM 2 demandee']);
    a.network.isUp = true;
    await exchangeBoth();
    const settled = ['NOM 0 confirmee', 'NOM 1 confirmee', 'NOM 2 attente 1'];
    expect(await etats(a, creneau)).toEqual(settled);
    expect(await etats(b, creneau)).toEqual(settled);
    expect(told(b)).toContain(creneau);
    const { creneau: vu } = await ask(b, 'agenda:creneau', { creneau });
    expect(vu).toMatchObject({ enAttente: false, comptes: { prises: 2, attente: 1, demandees: 0 } });

    // Somebody gives her place back, on the other poste: whoever waited is offered it.
    const [premiere] = (await ask(b, 'agenda:creneau', { creneau })).inscriptions;
    await ecrire(b, 0, 'reservation-annulee', { reservation: premiere?.reservation, creneau });
    expect(await etats(b, creneau)).toEqual(['NOM 1 confirmee', 'NOM 2 attente 1', 'NOM 0 annulee']);
    await exchangeBoth();
    for (const one of [a, b]) {
      expect(await etats(one, creneau)).toEqual(['NOM 1 confirmee', 'NOM 2 offerte', 'NOM 0 annulee']);
    }
  });

  it('two offline changes are to be settled on both, the same way, until one of them settles', async () => {
    const creneau = await creer(a);
    await exchangeBoth();
    const { vues } = (await ask(a, 'agenda:creneau', { creneau })).creneau;
    for (const one of [a, b]) one.network.isUp = false;
    await ask(a, 'agenda:modifier', { creneau, saisie: saisie({ capacite: 8 }), mot: null, vues });
    await ask(b, 'agenda:modifier', { creneau, saisie: saisie({ lieu: 'Amphi' }), mot: null, vues });
    for (const one of [a, b]) one.network.isUp = true;
    await exchangeBoth();
    const lus = await Promise.all([a, b].map((one) => ask(one, 'agenda:creneau', { creneau })));
    for (const { creneau: vu, versions } of lus) {
      expect(vu).toMatchObject({ aDepartager: true, capacite: 2, lieu: 'Amphi', sequence: 2 });
      expect(versions?.map(({ saisie: { capacite, lieu } }) => [capacite, lieu])).toEqual([
        [8, 'Salle 12'],
        [2, 'Amphi'],
      ]);
    }
    expect(lus[0]?.creneau.vues).toEqual(lus[1]?.creneau.vues);
    const settled = saisie({ capacite: 8, lieu: 'Amphi' });
    await ask(b, 'agenda:modifier', { creneau, saisie: settled, mot: null, vues: lus[1]?.creneau.vues ?? [] });
    await exchangeBoth();
    for (const one of [a, b]) {
      expect((await ask(one, 'agenda:creneau', { creneau })).creneau).toMatchObject({
        aDepartager: false,
        capacite: 8,
        lieu: 'Amphi',
        sequence: 3,
      });
    }
  });

  it('a presence taken offline, of somebody who came without a place, reaches the other poste', async () => {
    const creneau = await creer(a, { ...dans(-2), capacite: 1 });
    await exchangeBoth();
    a.network.isUp = false;
    for (const [qui, etat] of [
      [0, 'present'],
      [1, 'absent'],
    ] as const) {
      const { reservation, prevue } = await inscrire(a, creneau, qui);
      expect(prevue).toBe('confirmee');
      await ecrire(a, qui, 'assiduite', { reservation, etat });
    }
    a.network.isUp = true;
    await exchangeBoth();
    const { creneau: vu } = await ask(b, 'agenda:creneau', { creneau });
    expect(vu.comptes).toMatchObject({ prises: 2, demandees: 0, presents: 1, absents: 1 });
    expect(await ask(b, 'agenda:compteurs', {})).toMatchObject({ aNoter: 0, absents: 1 });
    const absents = await ask(b, 'agenda:absents', { apres: null, limite: 10 });
    expect(absents.lignes).toMatchObject([{ nom: 'NOM 1', assiduite: 'absent', creneau: { id: creneau } }]);
  });

  it('a créneau taken back in time was never there; one that left is cancelled, for everybody', async () => {
    const brouillon = await creer(a);
    await ask(a, 'agenda:retirer', { creneaux: [brouillon] });
    const creneau = await creer(a);
    await inscrire(a, creneau, 0);
    await exchangeBoth();
    expect(await a.poste.refusal('agenda:retirer', { creneaux: [creneau] })).toBe('ACTE_DEJA_PARTI');
    expect(await b.poste.refusal('agenda:creneau', { creneau: brouillon })).toBe('INTROUVABLE');
    const { vues } = (await ask(a, 'agenda:creneau', { creneau })).creneau;
    await ask(a, 'agenda:annuler', { creneau, mot: 'Le formateur est absent.', vues });
    await exchangeBoth();
    expect(await etats(b, creneau)).toEqual(['NOM 0 annulee']);
    expect((await ask(b, 'agenda:creneau', { creneau })).creneau.etat).toBe('annule');
    expect(await b.poste.refusal('agenda:annuler', { creneau, mot: null, vues: [] })).toBe('CRENEAU_ANNULE');
  });

  it('the address of the feed is the server’s, told once, and ends when somebody asks', async () => {
    expect(await ask(a, 'agenda:abonnement', {})).toEqual({ existe: false, creeLe: null });
    const { url } = await ask(a, 'agenda:abonner', {});
    expect(await ask(b, 'agenda:abonnement', {})).toMatchObject({ existe: true });
    expect((await fetch(url)).headers.get('content-type')).toContain('text/calendar');
    await ask(b, 'agenda:desabonner', {});
    expect((await fetch(url)).status).toBe(404);
    a.network.isUp = false;
    for (const channel of ['agenda:abonnement', 'agenda:abonner', 'agenda:desabonner']) {
      expect(await a.poste.refusal(channel)).toBe('HORS_LIGNE');
    }
  });
});
