import type { Kysely } from 'kysely';
import { siret as siretShape } from '../../shared/contract/primitives.ts';
import type { Random } from '../context.ts';
import { ensureFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { campagneDe, purgeApres } from '../voeux/campagne.ts';
import { type BilanReferentiel, bilanVide, noterChangement, type OptionsReferentiel } from './bilan.ts';
import { publierEtablissements } from './publication.ts';
import { siretRecensement } from './recensement.ts';
import { ensureRelation } from './relation.ts';
import { lireTable } from './texte-csv.ts';
import { ecrireOuSimuler } from './transaction.ts';

/** Columns of the relations file, separated by `;`; `siret_formateurs` holds SIRET separated by commas. */
export const colonnesRelation = ['siret_responsable', 'email_responsable', 'siret_formateurs'] as const;

export interface BilanRelations extends BilanReferentiel {
  /** Known relations that the file does not name: kept as they are, with all they hold. */
  absentes: number;
  /** Couples of « recensement » offers: nobody's list, so no relation. */
  recensement: number;
}

interface Couple {
  responsable: string;
  formateur: string;
  email: string | null;
}

/**
 * Imports relations: adds couples and updates the contact. Nothing is ever removed, whatever the file lacks: absence
 * never deletes (PROTOCOL 5). Each relation gets its flux of the campagne, so that a director sees it before any list.
 *
 * `total`, `invalides` count lines; `crees`, `modifies`, `inchanges` count couples.
 *
 * @throws Refusal of the file readers, nothing changed
 */
export async function importerRelations(
  { db, random, config }: { db: Kysely<Tables>; random: Random; config: { retentionMois: number } },
  source: AsyncIterable<Uint8Array>,
  date: Date,
  options: OptionsReferentiel = {},
): Promise<BilanRelations> {
  const bilan: BilanRelations = { ...bilanVide(options), absentes: 0, recensement: 0 };
  const couples = new Map<string, Couple>();
  bilan.total = await lireTable(source, colonnesRelation, { separateur: ';' }, ({ ligne }, value) => {
    const responsable = value('siret_responsable');
    const formateurs = value('siret_formateurs')
      .split(',')
      .map((siret) => siret.trim())
      .filter((siret) => siret !== '');
    const bad = [
      ...(siretShape.safeParse(responsable).success ? [] : ['siret_responsable']),
      ...(formateurs.length > 0 && formateurs.every((siret) => siretShape.safeParse(siret).success)
        ? []
        : ['siret_formateurs']),
    ];
    for (const champ of bad) bilan.anomalies.push({ ligne, champ, type: value(champ) === '' ? 'absent' : 'format' });
    if (bad.length > 0) {
      bilan.invalides += 1;
      return;
    }
    const email = value('email_responsable').toLowerCase() || null;
    if (email === null) bilan.anomalies.push({ ligne, champ: 'email_responsable', type: 'absent' });
    for (const formateur of formateurs) {
      if (responsable === siretRecensement || formateur === siretRecensement) bilan.recensement += 1;
      else {
        const cle = `${responsable}-${formateur}`;
        // A couple told twice: a line without an address says nothing against the one that has it.
        couples.set(cle, { responsable, formateur, email: email ?? couples.get(cle)?.email ?? null });
      }
    }
  });
  const campagne = campagneDe(date);
  await ecrireOuSimuler(db, options, async (trx) => {
    await trx.deleteFrom('relation').where('id', '=', '').execute();
    for (const [cle, couple] of couples) {
      const { id, creee } = await ensureRelation(trx, random, couple, date.toISOString());
      const changed = await keepContact(trx, id, couple.email);
      if (creee || changed) noterChangement(bilan, cle, creee ? 'ajout' : 'modification');
      else bilan.inchanges += 1;
      const purge = purgeApres(campagne, config.retentionMois);
      await ensureFlux(trx, random, { genre: 'relation', relationId: id, campagne, purgeApres: purge });
    }
    const { nombre } = await trx
      .selectFrom('relation')
      .select((eb) => eb.fn.countAll<number>().as('nombre'))
      .executeTakeFirstOrThrow();
    bilan.absentes = nombre - couples.size;
    const responsables = new Set([...couples.values()].map(({ responsable }) => responsable));
    await publierEtablissements(trx, random, [...responsables]);
  });
  return bilan;
}

/** An empty address in the file keeps the known one. A relation that is named again is no longer withdrawn. */
async function keepContact(trx: Kysely<Tables>, id: string, email: string | null): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('relation')
    .set((eb) => ({ email_responsable: email ?? eb.ref('email_responsable'), retiree_le: null }))
    .where('id', '=', id)
    .where((eb) => {
      const stale = [eb('retiree_le', 'is not', null)];
      if (email !== null) stale.push(eb('email_responsable', 'is distinct from', email));
      return eb.or(stale);
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
