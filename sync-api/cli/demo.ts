import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ServerDeps } from '../context.ts';
import { Refusal } from '../errors.ts';
import { Comptes, type NewCompte } from '../identite/comptes.ts';
import { Delegations } from '../identite/delegations.ts';
import { Enrolements } from '../identite/enrolements.ts';
import { Invitations } from '../identite/invitations.ts';
import { passwordRefusal } from '../identite/mot-de-passe.ts';
import { Operateurs } from '../identite/operateurs.ts';
import { importerCatalogue } from '../referentiels/catalogue.ts';
import { importerEtablissements } from '../referentiels/etablissements.ts';
import { importerMef } from '../referentiels/mef.ts';
import { importerRelations } from '../referentiels/relations.ts';
import { campagneDe } from '../voeux/campagne.ts';
import { type BilanImport, importerVoeux } from '../voeux/import.ts';
import { ouvrirAgendaDemo } from './demo-agenda.ts';
import { raconterAppelsDemo } from './demo-appels.ts';
import { recevoirDemandesDemo } from './demo-demandes.ts';
import { readFileBytes, runImport } from './import-file.ts';
import { command, exitCodes, fail, type Io } from './io.ts';
import { plural } from './phrases-import.ts';

/**
 * Builds the fictional demo CFA by really importing resources/demo. Running it again changes nothing, but for the
 * password when one is given and for the enrolment code when one is asked.
 */
const folder = new URL('../../resources/demo/', import.meta.url);
const file = (name: string): AsyncIterable<Uint8Array> => readFileBytes(new URL(name, folder));

const responsable: NewCompte = {
  identifiant: '99998000600012',
  email: 'direction@example.org',
  role: 'responsable',
  nom: 'CFA des Trois Fourneaux',
  siret: '99998000600012',
};
const delegue: NewCompte = {
  identifiant: 'admissions@example.org',
  email: 'admissions@example.org',
  role: 'delegue',
  nom: 'Service des admissions de Villeurbanne',
  siret: null,
};
const relationDelegue = { responsable: '99998000600012', formateur: '99998000600020' };

/** Fixed ids: building the demo twice must not double them. */
const operateurs = [
  { id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8a01', nomAffiche: 'Léa M.' },
  { id: '5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3b8a02', nomAffiche: 'Karim B.' },
] as const;

interface CompteDemo {
  id: string;
  identifiant: string;
  role: NewCompte['role'];
  nom: string;
  /** null: the account existed and keeps its password. */
  mot_de_passe: string | null;
}

interface BilanDemo {
  campagne: number;
  comptes: CompteDemo[];
  operateurs: { id: string; nom_affiche: string }[];
  extractions: BilanImport[];
  /** Those that were not there yet. */
  demandes: number;
  creneaux: number;
  /** null when nobody asked for them. */
  appels: number | null;
  code: { code: string; expire_le: string } | null;
}

interface ChoixDemo {
  code?: boolean;
  listes?: number;
  appels?: boolean;
}

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('demo', 'Construit le CFA de démonstration, entièrement fictif, en important ses listes.')
      .option(
        '--mot-de-passe <texte>',
        'mot de passe des deux comptes (par défaut : un mot de passe au hasard, affiché)',
      )
      .option('--mot-de-passe-stdin', 'lire le mot de passe sur l’entrée standard', false)
      .option('--listes <nombre>', 'listes à importer : 1 (celle de début juin), 2 ou 3 (qui retire surtout)', '2')
      .option('--appels', 'raconter aussi les appels des derniers jours, qui a qui, les modèles et les vues', false)
      .option('--code', 'donner un code d’enrôlement du responsable, valable dix minutes', false)
      .action(async (options: Record<string, unknown>) => {
        const listes = z.enum(['1', '2', '3']).safeParse(options.listes);
        if (!listes.success) {
          const sentence = 'Il y a trois listes : donnez --listes 1, 2 ou 3.';
          fail(io, options.json === true, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
          return;
        }
        const given = await passwordOf(options);
        if (given !== null && passwordRefusal(given, responsable.identifiant) !== null) {
          const sentence = 'Ce mot de passe est trop court ou trop courant : douze caractères au moins, peu communs.';
          fail(io, options.json === true, 'REQUETE_INVALIDE', undefined, exitCodes.refused, sentence);
          return;
        }
        await runImport(io, options, async (deps) => {
          const choix = { code: options.code === true, listes: Number(listes.data), appels: options.appels === true };
          const bilan = await buildDemo(deps, given, choix);
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : summary(bilan));
        });
      }),
  );
}

async function passwordOf({ motDePasse, motDePasseStdin }: Record<string, unknown>): Promise<string | null> {
  if (typeof motDePasse === 'string') return motDePasse;
  return motDePasseStdin === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
}

/**
 * @param password for both accounts; null draws one for those that have none
 * @param choix `listes`: how many of the three lists the demo then has, at least; `appels`: whether people were called
 * in the last days; `code`: whether to make an enrolment code
 */
export async function buildDemo(
  deps: ServerDeps,
  password: string | null,
  { code: wantsCode = false, listes = 2, appels: wantsAppels = false }: ChoixDemo = {},
): Promise<BilanDemo> {
  const dates = extractionDates(deps.clock.now());
  await importerMef(deps.db, file('n_mef.csv'));
  await importerEtablissements(deps.db, deps.random, file('etablissements.csv'));
  await importerRelations(deps, file('relations.csv'), dates[0]);
  const extractions = await importExtractions(deps, dates, listes);
  const comptes = [await ensureCompte(deps, responsable, password), await ensureCompte(deps, delegue, password)];
  const [director, second] = comptes;
  await importerCatalogue(deps.db, deps, { source: file('catalogue.csv') });
  const demandes = await recevoirDemandesDemo(deps, file('demandes.json'));
  const relations = await new Delegations(deps).findRelations([relationDelegue]);
  if (second !== undefined && relations !== null) await new Delegations(deps).add(second.id, relations);
  await saveOperateurs(deps);
  const { identifiant } = responsable;
  const operateur = operateurs[0].id;
  const creneaux = await ouvrirAgendaDemo(deps, { identifiant, operateur, source: file('demandes.json') });
  const appels = wantsAppels
    ? await raconterAppelsDemo(deps, { identifiant, operateurs: [operateur, operateurs[1].id] })
    : null;
  const made =
    wantsCode && director !== undefined ? await new Enrolements({ ...deps, enabled: true }).create(director.id) : null;
  return {
    campagne: campagneDe(dates[0]),
    comptes,
    operateurs: operateurs.map(({ id, nomAffiche }) => ({ id, nom_affiche: nomAffiche })),
    extractions,
    demandes,
    creneaux,
    appels,
    code: made === null ? null : { code: made.code, expire_le: made.expireLe },
  };
}

/** As the director would from a poste: in the organisme flux. */
async function saveOperateurs(deps: ServerDeps): Promise<void> {
  const compte = await new Comptes(deps).findByIdentifiant(responsable.identifiant);
  if (compte === undefined) return;
  const porteur = { ...compte, fluxCompte: compte.flux_compte };
  for (const operateur of operateurs) {
    await new Operateurs(deps).save(porteur, operateur);
  }
}

/** Each list is imported once, in order: a former one after it would put back what it removed. */
async function importExtractions(
  deps: ServerDeps,
  dates: readonly Date[],
  listes: number,
): Promise<BilanDemo['extractions']> {
  const { nombre } = await deps.db
    .selectFrom('extraction')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('campagne', '=', campagneDe(dates[0] ?? deps.clock.now()))
    .executeTakeFirstOrThrow();
  const done: BilanDemo['extractions'] = [];
  for (const [index, date] of dates.entries()) {
    if (index < nombre || index >= listes) continue;
    const source = file(`extraction-${index + 1}.csv`);
    done.push(await importerVoeux(deps, { source, date, confirmation: [] }));
  }
  return done;
}

/**
 * Early June, late June and early July of this campagne, or the last weeks when they have not passed; always in the
 * same civil year.
 */
export function extractionDates(now: Date): [Date, Date, Date] {
  const year = campagneDe(now);
  const second = new Date(Date.UTC(year, 5, 29, 6));
  if (second < now) {
    const halfway = (second.getTime() + now.getTime()) / 2;
    return [
      new Date(Date.UTC(year, 5, 8, 6)),
      second,
      new Date(Math.min(Date.UTC(year, 6, 6, 6), Math.round(halfway))),
    ];
  }
  const start = Date.UTC(year, 0, 1);
  const daysAgo = (days: number): Date => new Date(Math.max(start, now.getTime() - days * 86_400_000));
  return [daysAgo(23), daysAgo(2), daysAgo(1)];
}

async function ensureCompte(deps: ServerDeps, compte: NewCompte, given: string | null): Promise<CompteDemo> {
  const comptes = new Comptes(deps);
  const created = await comptes.create(compte);
  const known = await comptes.findByIdentifiant(compte.identifiant);
  const id = created ?? known?.id;
  if (id === undefined) throw new Error('an account that exists cannot be found');
  const password = given ?? (known?.mot_de_passe == null ? drawPassword(deps) : null);
  if (password !== null) {
    const invitations = new Invitations(deps);
    const { jeton } = await invitations.create(id);
    const accepted = await invitations.accept(jeton, password, password);
    if (!accepted.ok)
      throw new Refusal(accepted.code === 'COMPTE_SUSPENDU' ? 'COMPTE_SUSPENDU' : 'REQUETE_INVALIDE', 403);
  }
  return { id, identifiant: compte.identifiant, role: compte.role, nom: compte.nom, mot_de_passe: password };
}

/** Sixteen random characters in groups of four, easy to copy by hand. */
function drawPassword({ random }: ServerDeps): string {
  const alphabet = 'bcdfghjkmnpqrstvwxz23456789BCDFG';
  const letters = [...random.bytes(16)].map((byte) => alphabet.charAt(byte % alphabet.length));
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

function summary(bilan: BilanDemo): string {
  const { campagne, comptes, operateurs: people, extractions, demandes, creneaux, appels, code } = bilan;
  const lines = [`CFA de démonstration, campagne ${campagne} (personnes fictives).`];
  for (const { crees, modifies, retires } of extractions) {
    lines.push(
      `  liste importée : ${plural(crees, 'vœu créé', 'vœux créés')}, ${plural(modifies, 'modifié', 'modifiés')}, ${plural(retires, 'retiré', 'retirés')}`,
    );
  }
  if (extractions.length === 0) lines.push('  listes déjà importées, rien n’a changé');
  lines.push(
    demandes === 0
      ? '  demandes déjà reçues, rien n’a changé'
      : `  ${plural(demandes, 'demande reçue', 'demandes reçues')}`,
  );
  if (creneaux > 0) lines.push(`  ${plural(creneaux, 'créneau ouvert', 'créneaux ouverts')} à l’agenda`);
  if (appels !== null && appels > 0) lines.push(`  ${plural(appels, 'appel noté', 'appels notés')} ces derniers jours`);
  for (const { identifiant, role, nom, mot_de_passe: password } of comptes) {
    const title = role === 'responsable' ? 'Responsable' : 'Délégué';
    lines.push(`${title} : ${nom}`, `  identifiant : ${identifiant}`, `  mot de passe : ${password ?? 'inchangé'}`);
  }
  lines.push(`Opérateurs : ${people.map(({ nom_affiche: name }) => name).join(', ')}`);
  if (code !== null) lines.push(`Code d’enrôlement : ${code.code} (valable dix minutes, une seule fois)`);
  return `${lines.join('\n')}\n`;
}
