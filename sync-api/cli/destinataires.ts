import type { Command } from 'commander';
import { siret as siretSchema } from '../../shared/contract/primitives.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import type { ServerDeps } from '../context.ts';
import {
  ajouterDestinataire,
  type DestinatairesDuSite,
  lireSite,
  listerRejetees,
  remettreAdresse,
  retirerDestinataire,
} from '../courriels/choix.ts';
import { type Etape, lireAdresse, type Rang } from '../courriels/destinataires.ts';
import type { Tables } from '../store/tables.ts';
import { jourLisible } from './dates.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

type Options = Record<string, unknown>;
const texte = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('destinataires', 'Montre et choisit qui reçoit les avis de nouvelles demandes d’un site.')
      .argument('[siret]', 'SIRET du site qui forme ; sans lui : les adresses qui ont refusé')
      .option('--formation <cle>', 'seulement cette formation : sa clé ministère éducatif')
      .option('--ajouter <adresse>', 'choisir cette adresse, à la place de celles du catalogue')
      .option('--retirer <adresse>', 'ne plus choisir cette adresse')
      .option('--remettre <adresse>', 'utiliser de nouveau une adresse qui avait refusé')
      .action(async (site: string | undefined, options: Options) => {
        await withDeps(io, options, (deps) =>
          site === undefined ? sansSite(io, deps, options) : avecSite(io, deps, site, options),
        );
      }),
  );
}

const dansUneTransaction = <T>(
  { db, clock, random }: ServerDeps,
  work: (ecriture: Ecriture) => Promise<T>,
): Promise<T> => db.transaction().execute((trx) => work({ trx, clock, random, tetes: new Map() }));

/** null once the refusal was said. */
const adresseOu = (io: Io, isJson: boolean, value: string): string | null => {
  const courriel = lireAdresse(value);
  if (courriel === null)
    fail(
      io,
      isJson,
      'REQUETE_INVALIDE',
      { champ: 'adresse' },
      exitCodes.usage,
      'Ce n’est pas une adresse de courriel.',
    );
  return courriel;
};

async function remettre(io: Io, deps: ServerDeps, isJson: boolean, value: string): Promise<void> {
  const courriel = adresseOu(io, isJson, value);
  if (courriel === null) return;
  const reprises = await dansUneTransaction(deps, (ecriture) => remettreAdresse(ecriture, courriel));
  if (reprises === null) {
    fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, 'Cette adresse n’a pas refusé de courriel.');
    return;
  }
  if (isJson) io.out(`${JSON.stringify({ remise: courriel, demandes_reprises: reprises })}\n`);
  else io.out(`${courriel} sert de nouveau.${reprisesDites(reprises)}\n`);
}

const reprisesDites = (reprises: number): string =>
  reprises === 0
    ? ''
    : ` ${plural(reprises, 'demande qui n’avait atteint personne lui est annoncée', 'demandes qui n’avaient atteint personne lui sont annoncées')}.`;

async function sansSite(io: Io, deps: ServerDeps, options: Options): Promise<void> {
  const isJson = options.json === true;
  if (options.formation !== undefined || options.ajouter !== undefined || options.retirer !== undefined) {
    fail(io, isJson, 'REQUETE_INVALIDE', { champ: 'siret' }, exitCodes.usage, 'Donnez le SIRET du site.');
    return;
  }
  const remise = texte(options.remettre);
  if (remise !== null) {
    await remettre(io, deps, isJson, remise);
    return;
  }
  const rejetees = await listerRejetees(deps.db);
  io.out(isJson ? `${JSON.stringify({ rejetees })}\n` : rejeteesDites(rejetees));
}

const rejeteesDites = (rejetees: readonly Tables['courriel_rejete'][]): string => {
  if (rejetees.length === 0) return 'Aucune adresse n’a refusé de courriel.\n';
  const lines = rejetees.map(({ courriel, code, depuis_le: le }) => `  ${courriel} (${code}), le ${jourLisible(le)}`);
  return `${[`${plural(rejetees.length, 'adresse a refusé', 'adresses ont refusé')} des courriels et ne ${rejetees.length > 1 ? 'servent' : 'sert'} plus :`, ...lines].join('\n')}\n`;
};

async function avecSite(io: Io, deps: ServerDeps, site: string, options: Options): Promise<void> {
  const isJson = options.json === true;
  const cle = texte(options.formation);
  const connu = siretSchema.safeParse(site).success ? await lireSite(deps.db, site) : null;
  if (connu === null || (cle !== null && !connu.formations.some((formation) => formation.cle === cle))) {
    const sentence =
      connu === null
        ? 'Ce site n’a pas de formation dans le catalogue : vérifiez son SIRET.'
        : 'Ce site n’a pas cette formation : vérifiez la clé ministère éducatif.';
    fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
    return;
  }
  const remise = texte(options.remettre);
  if (remise !== null) {
    await remettre(io, deps, isJson, remise);
    return;
  }
  const fait = await changer(io, deps, { siret: site, cle: cle ?? '' }, options);
  if (fait === null) return;
  const lu = await lireSite(deps.db, site);
  if (lu === null) return;
  const vu = { ...lu, formations: lu.formations.filter((formation) => cle === null || formation.cle === cle) };
  io.out(isJson ? `${JSON.stringify(vu)}\n` : `${fait}${siteDit(vu)}`);
}

/** What was changed, as a sentence; '' for nothing; null once a refusal was said. */
async function changer(
  io: Io,
  deps: ServerDeps,
  cible: { siret: string; cle: string },
  options: Options,
): Promise<string | null> {
  const isJson = options.json === true;
  const [ajoutee, retiree] = [texte(options.ajouter), texte(options.retirer)];
  if (ajoutee !== null) {
    const courriel = adresseOu(io, isJson, ajoutee);
    if (courriel === null) return null;
    const reprises = await dansUneTransaction(deps, (ecriture) =>
      ajouterDestinataire(ecriture, { ...cible, courriel }),
    );
    return `${courriel} est choisie.${reprisesDites(reprises)}\n\n`;
  }
  if (retiree === null) return '';
  const courriel = retiree.trim().toLowerCase();
  if (await dansUneTransaction(deps, (ecriture) => retirerDestinataire(ecriture, { ...cible, courriel })))
    return `${courriel} n’est plus choisie.\n\n`;
  const sentence =
    cible.cle === ''
      ? 'Cette adresse n’est pas choisie pour tout le site. Pour une formation : --formation CLÉ.'
      : 'Cette adresse n’est pas choisie pour cette formation.';
  fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
  return null;
}

const rangs: Record<Rang, string> = {
  formation: 'choisies pour cette formation',
  site: 'choisies pour tout le site',
  lieu: 'contacts du lieu (catalogue)',
  gestionnaire: 'gestionnaire (catalogue)',
  'meme-gestionnaire': 'la plus fréquente du même gestionnaire',
};

const etapeDite = ({ rang, courriels }: Etape, sert: boolean): string => {
  const dites = courriels.map(({ courriel, rejete }) => (rejete ? `${courriel} (a refusé)` : courriel));
  return `    ${sert ? '→' : ' '} ${rangs[rang]} : ${dites.length === 0 ? 'aucune' : dites.join(', ')}`;
};

function siteDit({ siret, nom, formations }: DestinatairesDuSite): string {
  const lines = [`${nom} (${siret})`];
  for (const { cle, intitule, rang, courriels, etapes } of formations) {
    const qui = courriels.length === 0 ? 'personne ne reçoit les avis' : courriels.join(', ');
    lines.push(`  ${intitule} : ${qui}`, `    ${cle}`, ...etapes.map((etape) => etapeDite(etape, etape.rang === rang)));
  }
  return `${lines.join('\n')}\n`;
}
