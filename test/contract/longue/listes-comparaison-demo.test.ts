import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { listesChannels } from '../../../shared/contract/ipc/listes.ts';
import { importerEtablissements } from '../../../sync-api/referentiels/etablissements.ts';
import { importerMef } from '../../../sync-api/referentiels/mef.ts';
import { importerRelations } from '../../../sync-api/referentiels/relations.ts';
import { importerVoeux } from '../../../sync-api/voeux/import.ts';
import type { Ligne } from '../../../tools/demo/entete.ts';
import type { Changement } from '../../../tools/demo/listes-suivantes.ts';
import { genererDemo } from '../../../tools/demo-generator.ts';
import { type PosteCore, PosteMachine } from '../../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../../support/server.ts';
import { openDesk } from '../../support/signed-poste.ts';

/** The three lists of the demo, imported and synced for real, against the generator's own record of what it changed. */
const demo = genererDemo();
const dates = [new Date('2026-06-08T06:00:00.000Z'), new Date('2026-06-29T06:00:00.000Z')] as const;
const lastDate = new Date('2026-07-06T06:00:00.000Z');

let server: TestServer;
let compte: TestCompte;
const machines: PosteMachine[] = [];
beforeEach(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '99998000600012');
  await importerMef(server.db, file('n_mef.csv'));
  await importerEtablissements(server.db, server.deps.random, file('etablissements.csv'));
  await importerRelations(server.deps, file('relations.csv'), dates[0]);
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.remove();
  await server.stop();
});

async function* file(name: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(demo.fichiers.get(name) ?? '');
}
const importList = (list: 1 | 2 | 3) =>
  importerVoeux(server.deps, {
    source: file(`extraction-${list}.csv`),
    date: [...dates, lastDate][list - 1] ?? lastDate,
    confirmation: [],
  });

async function openPoste(): Promise<PosteCore> {
  const machine = new PosteMachine();
  machines.push(machine);
  return openDesk(machine, server, compte, { config: { lockAfterMs: 10 * 86_400_000 } });
}

type Carte = ResponseOf<'listes:cartes'>['cartes'][number];
const cartesOf = async (poste: PosteCore): Promise<Carte[]> =>
  listesChannels['listes:cartes'].response.parse(await poste.ask('listes:cartes')).cartes;

/** Resolves once the poste holds the newest list of this day in each of its relations that it changed. */
async function reach(poste: PosteCore, day: Date, relations: number): Promise<Carte[]> {
  await poste.ask('synchro:lancer');
  for (;;) {
    const seen = poste.events.length;
    const cartes = await cartesOf(poste);
    const upToDate = cartes.filter(({ transmissions }) => transmissions[0]?.recueLe === day.toISOString());
    if (upToDate.length === relations) return cartes;
    await poste.until(() => poste.events.length > seen);
  }
}

/** What the comparison screen says of one list, a line per change, whatever the page size. */
async function shown(poste: PosteCore, flux: string, transmission: string, limite: number) {
  const lignes: ResponseOf<'listes:comparaison'>['lignes'] = [];
  for (let apres: string | null = null; ; ) {
    const request = { flux, transmission, genre: null, apres, limite };
    const page = listesChannels['listes:comparaison'].response.parse(await poste.ask('listes:comparaison', request));
    lignes.push(...page.lignes);
    if (page.suite === null) return lignes;
    apres = page.suite;
  }
}
const told = (lignes: ResponseOf<'listes:comparaison'>['lignes']): string[] =>
  lignes
    .flatMap(({ nom, prenom, changements }) =>
      changements.flatMap(({ genre, formation, champs }) =>
        genre === 'modifie'
          ? champs.map(({ champ, avant, apres }) => `${nom} ${prenom} | ${champ} : ${avant} -> ${apres}`)
          : [`${nom} ${prenom} | ${genre} ${formation}`],
      ),
    )
    .sort();

const text = (value: string): string | null => (value === '-' || value === '' ? null : value);
const joined = (...values: string[]): string | null => text(values.filter((value) => text(value) !== null).join(', '));
const champsDe = (ligne: Ligne): Map<string, string | null> =>
  new Map([
    ['telephones.responsable_1', text(ligne['Téléphone responsable 1'])],
    ['telephones.portable', text(ligne['Téléphone portable'])],
    [
      'adresse.lignes',
      joined(
        ligne["Adresse de l'élève - Ligne 1"],
        ligne["Adresse de l'élève - Ligne 2"],
        ligne["Adresse de l'élève - Ligne 3"],
        ligne["Adresse de l'élève - Ligne 4"],
      ),
    ],
    ['adresse.code_postal', text(ligne['Code postal'].padStart(5, '0'))],
    ['adresse.ville', text(ligne.VILLE)],
    ['emails', joined(ligne['Mail responsable 1'], ligne['Mail responsable 2'])],
    ['rang', text(ligne['Rang du vœu'])],
  ]);

/** The couple of a line, as its clé ministère éducatif says it. */
const formateurDe = (ligne: Ligne): string => ligne['clé ministère éducatif'].slice(25, 39);
const who = (ligne: Ligne): string => `${ligne["Nom de l'élève"]} ${ligne['Prénom 1']}`;

/** The generator's record, in the words of the screen, for one relation. */
function recorded(changements: readonly Changement[], formateur: string): string[] {
  const lines = new Set<string>();
  const whole = (ligne: Ligne, genre: string): void => {
    if (formateurDe(ligne) === formateur) lines.add(`${who(ligne)} | ${genre} ${ligne['Libellé formation']}`);
  };
  for (const change of changements) {
    if (change.genre === 'ajoute' || change.genre === 'retire') whole(change.ligne, change.genre);
    else if (change.genre === 'deplace') {
      whole(change.avant, 'parti');
      whole(change.apres, 'arrive');
    } else if (change.genre === 'modifie' && formateurDe(change.apres) === formateur) {
      const before = champsDe(change.avant);
      for (const [champ, apres] of champsDe(change.apres)) {
        const avant = before.get(champ) ?? null;
        if (avant !== apres) lines.add(`${who(change.apres)} | ${champ} : ${avant} -> ${apres}`);
      }
    }
  }
  return [...lines].sort();
}

describe('the comparison of the demo lists', () => {
  it('shows exactly what the generator says it changed, also on a poste that first synced after the third', async () => {
    await importList(1);
    const old = await openPoste();
    await reach(old, dates[0], 3);
    const second = await importList(2);
    await reach(old, dates[1], second.relations.length);
    const third = await importList(3);
    const cartes = await reach(old, lastDate, third.relations.length);
    const fresh = await openPoste();
    await reach(fresh, lastDate, third.relations.length);

    for (const { flux, formateur, transmissions } of cartes) {
      for (const { id, recueLe, genre } of transmissions) {
        const list = [...dates, lastDate].findIndex((date) => date.toISOString() === recueLe);
        const lignes = await shown(old, flux, id, 200);
        const expected = list === 0 ? [] : recorded(demo.changements[list - 1] ?? [], formateur.siret ?? '');
        expect(told(lignes), `${formateur.nom}, list ${list + 1}`).toEqual(expected);
        expect(genre).toBe(list === 0 ? 'premiere' : 'mise_a_jour');
        const onFresh = await shown(fresh, flux, id, 3);
        const bare = (all: typeof lignes) => all.map(({ candidat: _own, ...ligne }) => ligne);
        expect(bare(onFresh)).toEqual(bare(lignes));
      }
    }
    const counted = cartes.flatMap(({ transmissions }) => transmissions).filter(({ genre }) => genre !== 'premiere');
    expect(counted.reduce((sum, { retires }) => sum + retires, 0)).toBe(7 + 24 + 2);
    expect(counted.reduce((sum, { ajoutes }) => sum + ajoutes, 0)).toBe(9 + 2 + 2);
  });
});
