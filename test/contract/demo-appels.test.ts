import { expect, test } from 'vitest';
import { z } from 'zod';
import { reglageLigne } from '../../shared/contract/lignes.ts';
import { acteRecu } from '../../shared/domain/actes/acte.ts';
import { faitsDe } from '../../shared/domain/actes/catalogue.ts';
import { heureCivile } from '../../shared/domain/fuseau.ts';
import { estJourOuvre } from '../../shared/domain/jours-ouvres.ts';
import { buildDemo } from '../../sync-api/cli/demo.ts';
import { serveurDuJour } from '../support/demo-bati.ts';

const plan = z.object({ le: z.string() });
const appel = z.object({ disposition: z.string() });

// A Sunday; the eve of a holiday, early; the last Friday of a campagne.
test.each(['2026-11-22T11:00:00.000Z', '2026-07-13T06:00:00.000Z', '2026-12-18T15:00:00.000Z'])(
  'the calls of the demo of %s are those of the last working days, told once',
  async (le) => {
    const { db, deps } = await serveurDuJour(le);
    const build = () => buildDemo(deps, 'quatre mots sans rapport', { appels: true });
    const { appels } = await build();
    expect(appels).toBeGreaterThan(120);

    const lignes = await db.selectFrom('ligne').select(['type', 'corps', 'dossier_id as dossier']).execute();
    const actes = lignes.flatMap(({ type, corps }) => (type === 'acte' ? [acteRecu.parse(JSON.parse(corps))] : []));
    const notes = actes.filter(({ type }) => type === 'appel');
    expect(notes).toHaveLength(appels ?? 0);
    for (const acte of notes) {
      expect(acte.fait_corrige_le < le && !acte.heure_incertaine).toBe(true);
      expect(estJourOuvre(heureCivile(acte.fait_corrige_le, 'Europe/Paris').jour)).toBe(true);
    }
    expect(new Set(notes.map(({ operateur }) => operateur)).size).toBe(3);
    const dispositions = new Set(notes.map(({ corps }) => appel.parse(corps).disposition));
    expect(dispositions).toEqual(
      new Set(['JOINT', 'MESSAGE', 'SANS_REPONSE', 'OCCUPE', 'RAPPELER', 'MAUVAIS_CONTACT', 'NUMERO_INVALIDE']),
    );
    const promis = actes.filter(({ type }) => type === 'prochaine-action').map(({ corps }) => plan.parse(corps).le);
    expect(promis.some((instant) => instant <= le) && promis.some((instant) => instant > le)).toBe(true);

    // Two people of whom two postes said different things, neither having seen the other; nobody else.
    const issues = actes.filter((acte) => faitsDe(acte).some(({ fait }) => fait === 'issue'));
    const seules = issues.filter(({ remplace }) => remplace.issue === undefined);
    const dossiers = seules.map(({ dossier }) => dossier);
    expect(dossiers.length - new Set(dossiers).size).toBe(2);

    const reglages = lignes.filter(({ type }) => type === 'reglage');
    const cles = reglages.map(({ corps }) => reglageLigne.parse(JSON.parse(corps)).cle);
    expect(new Set(cles)).toEqual(new Set(['modele', 'libelles', 'vue']));

    expect(await build()).toMatchObject({ appels: 0 });
    const { nombre } = await db
      .selectFrom('acte')
      .select((eb) => eb.fn.countAll<number>().as('nombre'))
      .executeTakeFirstOrThrow();
    expect(nombre).toBe(actes.length);
  },
);

test('nobody is called when nobody asks for it', async () => {
  const { db, deps } = await serveurDuJour('2026-11-20T11:00:00.000Z');
  expect(await buildDemo(deps, 'quatre mots sans rapport')).toMatchObject({ appels: null });
  const lignes = await db.selectFrom('ligne').select('corps').where('type', '=', 'acte').execute();
  const types = lignes.map(({ corps }) => acteRecu.parse(JSON.parse(corps)).type);
  expect(types).not.toContain('appel');
  expect(types).not.toContain('affectation');
});
