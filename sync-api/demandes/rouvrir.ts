import { echeanceDe, relancesDe, type Site } from '../../shared/domain/demandes/echeance.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { donneesDe } from '../courriels/donnees.ts';
import { insererCourriel } from '../courriels/ecrire.ts';
import { lireEcrite } from './ecrite.ts';
import { poserEtat } from './etat.ts';
import type { DemandeRow } from './ligne.ts';
import { findFormation, siteDe } from './site.ts';

/** The CFA is reminded of the new deadline, and no more of the former one. */
const reprevoirRelances = async (
  ecriture: Ecriture,
  row: DemandeRow,
  { depuisLe, site }: { depuisLe: string; site: Site },
): Promise<void> => {
  const { trx } = ecriture;
  await trx
    .deleteFrom('courriel')
    .where('demande_id', '=', row.id)
    .where('genre', '=', 'cfa-relance')
    .where('etat', '=', 'a_envoyer')
    .execute();
  const ecrite = await lireEcrite(trx, row);
  if (ecrite === null) return;
  const { miDelai, dernierJour } = relancesDe(depuisLe, site);
  const relances = [
    { moment: 'mi-delai', envoyableLe: miDelai },
    { moment: 'dernier-jour', envoyableLe: dernierJour },
  ] as const;
  // Straight into the outbox: a reminder of the same moment may have been sent for the former deadline.
  for (const relance of relances)
    await insererCourriel(trx, ecriture, {
      genre: 'cfa-relance',
      demande_id: row.id,
      flux_id: row.flux_id,
      dossier_id: row.dossier_id,
      destinataire: null,
      donnees: JSON.stringify(donneesDe({ genre: 'cfa-relance', demande: ecrite.demande, ...relance })),
      envoyable_le: relance.envoyableLe,
    });
};

/**
 * What answered her does not hold any more, or what she was offered lapsed: the demande waits for the CFA again, for four
 * working days from this instant.
 *
 * @param depuisLe ISO 8601 UTC
 */
export const rouvrir = async (ecriture: Ecriture, row: DemandeRow, depuisLe: string): Promise<void> => {
  const formation = await findFormation(ecriture.trx, row.cle_ministere_educatif);
  if (formation === undefined) return;
  const site = await siteDe(ecriture.trx, formation);
  const echeance = echeanceDe(depuisLe, site);
  await poserEtat(ecriture, row, { etat: 'ouverte', echeance });
  await reprevoirRelances(ecriture, { ...row, etat: 'ouverte', echeance }, { depuisLe, site });
};
