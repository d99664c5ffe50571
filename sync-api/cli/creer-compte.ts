import type { Command } from 'commander';
import { z } from 'zod';
import { siret } from '../../shared/contract/primitives.ts';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import { Comptes, type NewCompte } from '../identite/comptes.ts';
import { Delegations } from '../identite/delegations.ts';
import { Invitations, invitationHours } from '../identite/invitations.ts';
import { couple } from './couple.ts';
import { command, exitCodes, fail, type Io, storeSettings, withDeps } from './io.ts';

const input = z
  .object({
    siret: siret.optional(),
    email: z.email().max(200).optional(),
    nom: z.string().trim().min(1).max(120).optional(),
    relation: z.array(couple).default([]),
    renouveler: z.boolean(),
  })
  .refine(({ siret: responsable, email }) => responsable !== undefined || email !== undefined);

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('creer-compte', 'Crée un compte sans mot de passe et donne son lien, à usage unique.', [
      ...storeSettings,
      'PUBLIC_URL',
      'HOST',
      'PORT',
    ])
      .option('--siret <siret>', 'responsable : le SIRET de l’établissement responsable, qui sera l’identifiant')
      .option(
        '--email <adresse>',
        'délégué : son adresse, qui sera l’identifiant ; avec --siret : l’adresse de contact',
      )
      .option('--nom <nom>', 'nom affiché')
      .option(
        '--relation <couples...>',
        'délégué : relations lues, chacune SIRET_RESPONSABLE:SIRET_FORMATEUR (à répéter)',
      )
      .option('--renouveler', 'donner un nouveau lien à un compte qui existe déjà', false)
      .action(async (options: Record<string, unknown>) => {
        await createCompte(io, options);
      }),
  );
}

async function createCompte(io: Io, options: Record<string, unknown>): Promise<void> {
  const isJson = options.json === true;
  const parsed = input.safeParse(options);
  if (!parsed.success) {
    const sentence =
      'Donnez --siret (14 chiffres) pour un responsable, ou --email et au moins une --relation SIRET:SIRET pour un délégué.';
    fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
    return;
  }
  const wanted = parsed.data;
  const isResponsable = wanted.siret !== undefined;
  if (isResponsable === wanted.relation.length > 0 && !wanted.renouveler) {
    const sentence = isResponsable
      ? 'Un responsable lit toutes les relations de son SIRET : --relation est réservé aux délégués.'
      : 'Un délégué a besoin d’au moins une --relation SIRET_RESPONSABLE:SIRET_FORMATEUR.';
    fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
    return;
  }
  await withDeps(io, options, async (deps) => {
    const compte: NewCompte = {
      identifiant: wanted.siret ?? wanted.email ?? '',
      email: wanted.email ?? null,
      role: isResponsable ? 'responsable' : 'delegue',
      nom: wanted.nom ?? (await nameOf(deps, wanted.siret)) ?? wanted.siret ?? wanted.email ?? '',
      siret: wanted.siret ?? null,
    };
    const delegations = new Delegations(deps);
    const relations = await delegations.findRelations(wanted.relation);
    if (relations === null) {
      const sentence =
        'Une des relations est inconnue. Importez d’abord les relations (importer-relations), puis recommencez : rien n’a été créé.';
      return fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
    }
    const id = wanted.renouveler ? await existing(deps, compte) : await new Comptes(deps).create(compte);
    if (id === null) {
      const sentence = wanted.renouveler
        ? 'Ce compte n’existe pas : enlevez --renouveler pour le créer.'
        : 'Ce compte existe déjà. Pour lui donner un nouveau lien, ajoutez --renouveler.';
      return fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.refused, sentence);
    }
    await delegations.add(id, relations);
    const { jeton, expireLe } = await new Invitations(deps).create(id);
    const origin = deps.config.publicUrl ?? `http://${deps.config.host}:${deps.config.port}`;
    const lien = `${origin}/invitation#${jeton}`;
    if (isJson)
      io.out(
        `${JSON.stringify({ id, identifiant: compte.identifiant, role: compte.role, lien, expire_le: expireLe })}\n`,
      );
    else {
      io.out(
        `Compte ${compte.identifiant} (${isResponsable ? 'responsable' : 'délégué'}).\nLien pour créer le mot de passe, valable ${invitationHours} heures et une seule fois :\n${lien}\n`,
      );
    }
  });
}

async function existing(deps: ServerDeps, compte: NewCompte): Promise<string | null> {
  const found = await new Comptes(deps).findByIdentifiant(compte.identifiant);
  if (found?.statut === 'suspendu') throw refuse('COMPTE_SUSPENDU', 403);
  return found?.id ?? null;
}

async function nameOf({ db }: ServerDeps, responsable: string | undefined): Promise<string | undefined> {
  if (responsable === undefined) return undefined;
  const row = await db
    .selectFrom('etablissement')
    .select(['enseigne', 'raison_sociale'])
    .where('siret', '=', responsable)
    .executeTakeFirst();
  return row?.enseigne ?? row?.raison_sociale;
}
