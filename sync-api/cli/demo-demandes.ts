import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';
import { ajouterJours, estJourOuvre, type Territoire } from '../../shared/domain/jours-ouvres.ts';
import type { ServerDeps } from '../context.ts';
import { ReceptionDemandes } from '../demandes/reception.ts';
import { findFormation, siteDe } from '../demandes/site.ts';
import { GuichetPublic } from '../guichet/cote-public.ts';
import { GuichetServeur } from '../guichet/cote-serveur.ts';
import { depotDemande } from '../guichet/depot.ts';
import { openGuichet } from '../guichet/ouvrir.ts';

/** A form of resources/demo/demandes.json, and when it was left: so many working days ago, at an hour of the site. */
export const formulaires = z.array(
  z.object({
    jours_ouvres: z.number().int().min(0).max(10),
    heure: z.string().regex(/^[0-2][0-9]:[0-5][0-9]$/),
    depot: depotDemande,
  }),
);

/** A form of today that would come later than now came just before. */
const minuteMs = 60_000;

/** The day so many working days before another one; that day itself for none. */
export function jourOuvreAvant(jour: string, nombre: number, territoire: Territoire): string {
  let courant = jour;
  for (let reste = nombre; reste > 0; ) {
    courant = ajouterJours(courant, -1);
    if (estJourOuvre(courant, territoire)) reste -= 1;
  }
  return courant;
}

/** Fixed ids: a deposit that was taken is never taken again, so building the demo twice doubles nobody. */
const idDuDepot = (rang: number): string => `5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3bd${String(rang).padStart(3, '0')}`;

const compter = async ({ db }: ServerDeps): Promise<number> => {
  const { nombre } = await db
    .selectFrom('demande')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .executeTakeFirstOrThrow();
  return nombre;
};

/**
 * Leaves the twenty-five demandes of the demo in a guichet of their own, each at its hour, and takes them as the server
 * does.
 *
 * @returns how many were new: none when the demo is built again
 */
export async function recevoirDemandesDemo(deps: ServerDeps, source: AsyncIterable<Uint8Array>): Promise<number> {
  const forms = formulaires.parse(JSON.parse(await text(source)));
  const db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  try {
    const now = deps.clock.now();
    for (const [rang, { jours_ouvres: jours, heure, depot }] of forms.entries()) {
      const formation = await findFormation(deps.db, depot.cle_ministere_educatif);
      if (formation === undefined) throw new Error('a form of the demo names a training that its catalogue lacks');
      const site = await siteDe(deps.db, formation);
      const jour = jourOuvreAvant(heureCivile(now.toISOString(), site.fuseau).jour, jours, site.territoire);
      const [heures = 0, minutes = 0] = heure.split(':').map(Number);
      const voulu = new Date(instantCivil({ jour, heure: heures, minute: minutes }, site.fuseau));
      const le = voulu < now ? voulu : new Date(now.getTime() - (forms.length - rang) * minuteMs);
      const accueil = new GuichetPublic({
        db,
        clock: { now: () => le },
        random: { ...deps.random, uuid: () => idDuDepot(rang) },
      });
      await accueil.deposer('demande', depot);
    }
    const reception = new ReceptionDemandes({ ...deps, guichet: new GuichetServeur(db), annoncer: () => {} });
    const before = await compter(deps);
    await reception.passer();
    return (await compter(deps)) - before;
  } finally {
    await db.destroy();
  }
}
