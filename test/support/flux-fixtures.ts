import { createHash, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import type { Porteur } from '../../sync-api/flux/droits.ts';
import type { Acces } from '../../sync-api/identite/acces.ts';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

/** Fictional comptes, relations and dossiers, written as the other parts of the server write them. */

export const origine = '2026-05-01T00:00:00.000Z';
const random = { uuid: () => randomUUID() };

export interface Compte {
  acces: Acces;
  porteur: Porteur;
}

const siretOf = (name: string): string =>
  (BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 15)}`) % 100_000_000_000_000n)
    .toString()
    .padStart(14, '0');

export const createCompte = async (
  db: Kysely<Tables>,
  role: 'responsable' | 'delegue',
  name: string,
): Promise<Compte> => {
  const id = randomUUID();
  const siret = role === 'responsable' ? siretOf(name) : null;
  const fluxCompte = await ensureFlux(db, random, { genre: 'compte', compteId: id });
  await db
    .insertInto('compte')
    .values({
      id,
      identifiant: siret ?? `${name}@exemple.fr`,
      email: null,
      role,
      nom: name,
      siret,
      mot_de_passe: null,
      statut: 'actif',
      flux_compte: fluxCompte,
      cree_le: origine,
    })
    .execute();
  if (siret !== null) await ensureFlux(db, random, { genre: 'organisme', siretResponsable: siret });
  const poste = await createPoste(db, id, `poste de ${name}`);
  const acces: Acces = {
    compte: { id, identifiant: name, nom: name, role, siret, fluxCompte },
    poste,
    droits: 'complets',
    expireLe: '2026-06-08T09:00:00.000Z',
    connecteLe: '2026-06-08T08:00:00.000Z',
  };
  return {
    acces,
    porteur: {
      compteId: id,
      role,
      siret,
      posteId: poste.id,
      posteNom: poste.nom,
      renduLe: null,
      connecteLe: acces.connecteLe ?? null,
    },
  };
};

export const createPoste = async (
  db: Kysely<Tables>,
  compteId: string,
  nom: string,
): Promise<{ id: string; nom: string }> => {
  const id = randomUUID();
  await db
    .insertInto('poste')
    .values({
      id,
      compte_id: compteId,
      nom,
      jkt: randomUUID(),
      grant_id: randomUUID(),
      cree_le: origine,
      vu_le: null,
      revoque_le: null,
      revocation: null,
    })
    .execute();
  return { id, nom };
};

/** One relation of a responsable with its flux of 2026. */
export const createRelation = async (
  db: Kysely<Tables>,
  responsable: Compte,
): Promise<{ relation: string; flux: string }> => {
  const relation = randomUUID();
  await db
    .insertInto('relation')
    .values({
      id: relation,
      siret_responsable: responsable.acces.compte.siret ?? '',
      siret_formateur: siretOf(relation),
      cree_le: origine,
      retiree_le: null,
    })
    .execute();
  const flux = await ensureFlux(db, random, { genre: 'relation', relationId: relation, campagne: 2026 });
  return { relation, flux };
};

export const createDelegation = async (
  db: Kysely<Tables>,
  delegue: Compte,
  relation: string,
  finLe: string | null = null,
): Promise<string> => {
  const id = randomUUID();
  await db
    .insertInto('delegation')
    .values({ id, compte_id: delegue.acces.compte.id, relation_id: relation, debut_le: origine, fin_le: finLe })
    .execute();
  return id;
};

/** A dossier with its row, as an import leaves it. `person` stands for the INE. */
export const createDossier = async (
  db: Kysely<Tables>,
  fluxId: string,
  person: string | null = null,
): Promise<string> => {
  const id = randomUUID();
  const cleIne = person === null ? null : createHash('sha256').update(person).digest('hex');
  await db.insertInto('dossier').values({ id, flux_id: fluxId, cle_ine: cleIne, efface_le: null }).execute();
  const corps = JSON.stringify({ nom: 'DURAND', prenom: 'Camille' });
  await writeLignes(db, { fluxId, lignes: [{ id, type: 'dossier', v: 1, dossierId: id, corps }] });
  return id;
};

/** Plain rows, for what only counts them. */
export const writeRows = async (db: Kysely<Tables>, fluxId: string, count: number, size = 10): Promise<string[]> => {
  const lignes = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'reglage',
    v: 1,
    dossierId: null,
    corps: JSON.stringify({ cle: 'x', valeur: 'y'.repeat(size) }),
  }));
  await writeLignes(db, { fluxId, lignes });
  return lignes.map(({ id }) => id);
};

export const makeActe = (parts: Partial<Acte> & Pick<Acte, 'flux' | 'dossier'>): Acte => ({
  id: randomUUID(),
  v: 1,
  type: 'note',
  corps: { texte: 'Rappeler lundi.' },
  remplace: {},
  operateur: null,
  fait_le: '2026-06-08T07:59:00.000Z',
  decalage_ms: 0,
  corrige: null,
  depend: [],
  ...parts,
});
