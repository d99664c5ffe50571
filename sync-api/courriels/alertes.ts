import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { alerteLigne, lignes } from '../../shared/contract/lignes.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { ecrireLignes } from '../demandes/ligne.ts';
import type { Tables } from '../store/tables.ts';
import { fr } from './modeles/gabarit.ts';

/** Told in the application, to whoever may give the site another address. */

/** One alert for one account and site: told again, it takes the place of the former one. */
const idAlerte = (compteId: string, siretFormateur: string): string => {
  const hex = createHash('sha256').update(`alerte-destinataire|${compteId}|${siretFormateur}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

/** The responsable of a relation and its délégués of now, suspended accounts excepted. */
const comptesDe = async (trx: Kysely<Tables>, fluxId: string, maintenant: string) => {
  const relation = await trx
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select(['relation.id', 'relation.siret_responsable'])
    .where('flux.id', '=', fluxId)
    .executeTakeFirst();
  if (relation === undefined) return [];
  return trx
    .selectFrom('compte')
    .select(['id', 'flux_compte'])
    .where('statut', '!=', 'suspendu')
    .where((eb) =>
      eb.or([
        eb.and([eb('role', '=', 'responsable'), eb('siret', '=', relation.siret_responsable)]),
        eb(
          'id',
          'in',
          eb
            .selectFrom('delegation')
            .select('delegation.compte_id')
            .where('delegation.relation_id', '=', relation.id)
            .where('delegation.debut_le', '<=', maintenant)
            .where((fin) => fin.or([fin('delegation.fin_le', 'is', null), fin('delegation.fin_le', '>', maintenant)])),
        ),
      ]),
    )
    .orderBy('flux_compte')
    .execute();
};

/** The flux that {@link alerterSansDestinataire} would write into, to be locked first. */
export const fluxDesAlertes = async (trx: Kysely<Tables>, fluxId: string, maintenant: string): Promise<string[]> =>
  (await comptesDe(trx, fluxId, maintenant)).map(({ flux_compte }) => flux_compte);

const ecrire = async (
  ecriture: Ecriture,
  { fluxId, siretFormateur }: { fluxId: string; siretFormateur: string },
  corps: z.infer<typeof alerteLigne>,
): Promise<void> => {
  const maintenant = ecriture.clock.now().toISOString();
  for (const compte of await comptesDe(ecriture.trx, fluxId, maintenant))
    await ecrireLignes(ecriture, compte.flux_compte, [
      {
        id: idAlerte(compte.id, siretFormateur),
        type: 'alerte',
        v: lignes.alerte.v,
        dossierId: null,
        corps: JSON.stringify(alerteLigne.parse(corps)),
      },
    ]);
};

const messageSans = (cfa: string): string =>
  fr`Aucune adresse de courriel ne fonctionne pour ${cfa.slice(0, 120)} : les avis de nouvelles demandes n'arrivent à personne. Les demandes restent ouvertes et se traitent dans la page Demandes. Mettez à jour le contact des formations auprès du Carif-Oref, ou donnez une adresse à la personne qui exploite Rappel CFA.`;

/** Nobody at this site receives the notices any more. */
export const alerterSansDestinataire = (
  ecriture: Ecriture,
  { fluxId, siretFormateur, cfa }: { fluxId: string; siretFormateur: string; cfa: string },
): Promise<void> =>
  ecrire(
    ecriture,
    { fluxId, siretFormateur },
    { message: messageSans(cfa), du: ecriture.clock.now().toISOString(), au: null },
  );

/** Somebody receives them again: the alert ends where it was told. */
export const leverAlerte = async (
  ecriture: Ecriture,
  { fluxId, siretFormateur }: { fluxId: string; siretFormateur: string },
): Promise<void> => {
  const maintenant = ecriture.clock.now().toISOString();
  for (const compte of await comptesDe(ecriture.trx, fluxId, maintenant)) {
    const id = idAlerte(compte.id, siretFormateur);
    const row = await ecriture.trx
      .selectFrom('ligne')
      .select('corps')
      .where('flux_id', '=', compte.flux_compte)
      .where('id', '=', id)
      .where('type', '=', 'alerte')
      .executeTakeFirst();
    const lue = row === undefined ? null : alerteLigne.safeParse(JSON.parse(row.corps)).data;
    if (lue === null || lue === undefined || lue.au !== null) continue;
    await ecrireLignes(ecriture, compte.flux_compte, [
      { id, type: 'alerte', v: lignes.alerte.v, dossierId: null, corps: JSON.stringify({ ...lue, au: maintenant }) },
    ]);
  }
};
