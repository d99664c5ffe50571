import { afterEach, describe, expect, test } from 'vitest';
import { hold, karim, plan, type Written } from './rappels-gestes.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The rows of the table of concurrent edits that two people without a network meet (users-and-rules 1.5). */

let scene: Scene;
afterEach(() => scene.close());

const call = (dossier: string, corps: Record<string, unknown>): Written => ({
  dossier,
  type: 'appel',
  corps: { sens: 'emis', numero: '+33639981202', interlocuteur: null, ...corps },
});
const filOf = (poste: SimPoste, dossier: string, type: string) =>
  scene.fiche(poste, dossier).fil.filter((un) => un.type === type);

describe('two call events on one person', () => {
  test.each(lives)(
    `${lifeTitle}: both are kept, in the order of the server, on the fil of every poste`,
    async (life) => {
      scene = await Scene.open(life);
      const [first, second] = scene.away;
      const { dossier } = scene.person();
      const theirs = [
        ...scene.write(first, [call(dossier, { disposition: 'SANS_REPONSE', note: 'Personne au bout' })]),
        ...scene.write(first, [call(dossier, { disposition: 'OCCUPE' })]),
      ];
      const ours = scene.write(second, [call(dossier, { disposition: 'MESSAGE', note: 'Message laissé' })]);
      await scene.comeBack(first);
      // One more, which can still be undone: it waits here, after all that the server has, while the calls of the other come.
      const [last = ''] = scene.write(second, [call(dossier, { disposition: 'SANS_REPONSE' })]);
      await second.sync();
      expect(await scene.onServer(dossier)).toEqual([...theirs, ...ours]);
      expect(scene.folded(second, dossier)).toEqual([...theirs, ...ours, last]);
      expect(filOf(second, dossier, 'appel')[0]).toMatchObject({ id: last, etat: 'a_envoyer' });
      await scene.comeBack(second);
      await scene.disasterIfAny();
      await scene.meet();
      const all = [...theirs, ...ours, last];
      expect(await scene.onServer(dossier)).toEqual(all);
      for (const poste of scene.world.postes) {
        expect(scene.folded(poste, dossier), poste.name).toEqual(all);
        // Three were made at the same minute: of hours that are equal, what the server took last stands on top.
        const told = filOf(poste, dossier, 'appel').map(({ id, etat, annule }) => ({ id, etat, annule }));
        expect(told, poste.name).toEqual(all.toReversed().map((id) => ({ id, etat: 'recu', annule: false })));
        const { essais, ligne } = scene.fiche(poste, dossier);
        expect([essais, ligne.aDepartager], poste.name).toEqual([all.length, false]);
      }
      await scene.end();
    },
  );
});

describe('different fields changed (owner, and next action)', () => {
  test.each(lives)(`${lifeTitle}: both stand, and there is nothing to settle`, async (life) => {
    scene = await Scene.open(life);
    const [first, second] = scene.away;
    const { dossier } = scene.person();
    scene.write(first, [hold(dossier, karim)]);
    const next = plan(scene, dossier, { hours: 30 });
    scene.write(second, [next]);
    await scene.comeBackBoth();
    await scene.meet();
    for (const poste of scene.world.postes) {
      const { ligne, dossiers } = scene.fiche(poste, dossier);
      expect(ligne, poste.name).toMatchObject({ affecteA: karim, aDepartager: false });
      expect(ligne.prochaineAction, poste.name).toMatchObject({ quoi: 'rappeler', le: next.corps.le });
      expect(dossiers.flatMap(({ aDepartager }) => aDepartager)).toEqual([]);
      expect(scene.departages(poste, dossier)).toEqual([]);
    }
    await scene.end();
  });
});
