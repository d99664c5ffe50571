import type { Ecriture } from '../actes/ecriture.ts';
import { lireEcrite } from '../demandes/ecrite.ts';
import type { DemandeRow } from '../demandes/ligne.ts';
import { resteARepondre } from '../demandes/ouverte.ts';
import { lockFlux } from '../store/flux.ts';
import { adresserNouvelle } from './adresser.ts';
import { fluxDesAlertes, leverAlerte } from './alertes.ts';
import { dejaEcrits, marquerRejet } from './consequences.ts';
import { destinatairesDe } from './destinataires.ts';

/** Open demandes whose row says that nobody at the CFA could be told. */
const listerSansDestinataire = ({ trx }: Ecriture): Promise<DemandeRow[]> =>
  trx
    .selectFrom('demande')
    .innerJoin('ligne', (join) =>
      join.onRef('ligne.flux_id', '=', 'demande.flux_id').onRef('ligne.id', '=', 'demande.id'),
    )
    .selectAll('demande')
    .where('demande.etat', '=', 'ouverte')
    .where('ligne.type', '=', 'demande')
    // Words cannot forge it: a quote inside a JSON string is escaped.
    .where((eb) =>
      eb.or(['cfa', 'les_deux'].map((valeur) => eb('ligne.corps', 'like', `%"courriel_rejete":"${valeur}"%`))),
    )
    .orderBy('demande.recue_le')
    .orderBy('demande.id')
    .execute();

/**
 * After the operator gave or put back an address, or the catalogue changed: the demandes that reached nobody are told to
 * it, and the alert ends. An address that refused the notice of a demande is not told of that demande again.
 *
 * @param remise lower case, of which the operator says that it works, whatever it refused before
 * @returns how many demandes found somebody.
 */
export const reprendreSansDestinataire = async (ecriture: Ecriture, remise: string | null = null): Promise<number> => {
  const { trx, clock } = ecriture;
  let reprises = 0;
  for (const row of await listerSansDestinataire(ecriture)) {
    const ecrite = (await resteARepondre(trx, row.id)) ? await lireEcrite(trx, row) : null;
    const { refuses } = await dejaEcrits(trx, row.id);
    if (remise !== null) refuses.delete(remise);
    const courriels = ecrite === null ? [] : await destinatairesDe(trx, ecrite.demande, refuses);
    if (ecrite === null || courriels.length === 0) continue;
    await lockFlux(trx, [row.flux_id, ...(await fluxDesAlertes(trx, row.flux_id, clock.now().toISOString()))]);
    await marquerRejet(ecriture, row, 'cfa', false);
    for (const courriel of courriels) await adresserNouvelle(ecriture, ecrite.demande, courriel);
    await leverAlerte(ecriture, { fluxId: row.flux_id, siretFormateur: ecrite.demande.siretFormateur });
    reprises += 1;
  }
  return reprises;
};
