import type { Command } from 'commander';
import { z } from 'zod';
import { siret } from '../../shared/contract/primitives.ts';
import { lireOrigine, type Origine, origines } from '../../shared/domain/demandes/origines.ts';
import {
  type ComptesOuvertures,
  compterOuvertures,
  deciderOuverture,
  listerOuvertures,
  type OuverturesDeFormation,
} from '../referentiels/ouvertures.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

const origineDonnee = z.string().transform((text, context): Origine => {
  const lue = lireOrigine(text);
  if (lue !== null) return lue;
  context.addIssue('expected an origine');
  return z.NEVER;
});

const demandee = z
  .object({
    cle: z.string().trim().min(1).optional(),
    siret: siret.optional(),
    origine: origineDonnee.optional(),
    ouvrir: z.boolean().default(false),
    fermer: z.boolean().default(false),
  })
  .refine(({ cle, ouvrir, fermer, origine }) => {
    const decides = ouvrir || fermer;
    if (ouvrir && fermer) return false;
    return decides ? cle !== undefined : origine === undefined;
  });
type Demandee = z.infer<typeof demandee>;

const usage = `Donnez --cle ou --siret pour voir ; --ouvrir ou --fermer avec --cle, et au besoin --origine (${origines.join(', ')}) pour décider.`;

/** For whom each training is open; what is decided here, no catalogue changes back. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command(
      'ouvertures',
      'Montre et décide à qui chaque formation est ouverte ; un catalogue ne revient jamais dessus.',
    )
      .option('--cle <clé>', 'cette formation : sa clé ministère éducatif, entre guillemets')
      .option('--siret <siret>', 'les formations de cet établissement, formateur ou responsable')
      .option('--ouvrir', 'ouvrir cette formation', false)
      .option('--fermer', 'fermer cette formation', false)
      .option('--origine <nom>', 'pour cette seule plateforme (par défaut : toutes)')
      .action(async (options: Record<string, unknown>) => {
        const parsed = demandee.safeParse(options);
        if (!parsed.success) {
          fail(io, options.json === true, 'REQUETE_INVALIDE', undefined, exitCodes.usage, usage);
          return;
        }
        await withDeps(io, options, async (deps) => {
          const { cle, siret: site } = parsed.data;
          if (parsed.data.ouvrir || parsed.data.fermer) await deciderOuverture(deps.db, deps, decisionOf(parsed.data));
          if (cle === undefined && site === undefined) {
            const comptes = await compterOuvertures(deps.db);
            io.out(options.json === true ? `${JSON.stringify(comptes)}\n` : figures(comptes));
            return;
          }
          const filtre = cle === undefined ? { siret: site ?? '' } : { cle };
          const liste = await listerOuvertures(deps.db, filtre);
          if (options.json === true) io.out(`${JSON.stringify(liste)}\n`);
          else if (liste.total === 0)
            fail(
              io,
              false,
              'INTROUVABLE',
              undefined,
              exitCodes.refused,
              'Aucune formation du catalogue ne porte cela.',
            );
          else io.out(listing(liste));
        });
      }),
  );
}

const decisionOf = ({ cle = '', origine, ouvrir }: Demandee) => ({
  cle,
  pour: origine === undefined ? origines : [origine],
  ouverte: ouvrir,
});

function figures({ formations, retirees, ouvertes, decidees }: ComptesOuvertures): string {
  const lines = [
    `${plural(formations, 'formation', 'formations')} au catalogue, ${plural(retirees, 'sortie', 'sorties')} depuis.`,
    ...origines.map((origine) => `  ${origine} : ${plural(ouvertes[origine], 'ouverte', 'ouvertes')}`),
    `${plural(decidees, 'décision', 'décisions')} de l’exploitant.`,
  ];
  return `${lines.join('\n')}\n`;
}

const par = { catalogue: '', exploitant: ' (décidé par l’exploitant)' } as const;

function listing({ total, formations }: { total: number; formations: readonly OuverturesDeFormation[] }): string {
  const lines: string[] = [];
  for (const { cle, intitule, raisonSociale, retiree, ouvertures } of formations) {
    lines.push(`${cle} : ${intitule}, ${raisonSociale}${retiree ? ' (sortie du catalogue : fermée)' : ''}`);
    for (const { origine, ouverte, par: qui } of ouvertures)
      lines.push(`  ${origine} : ${ouverte ? 'ouverte' : 'fermée'}${qui === null ? '' : par[qui]}`);
  }
  if (total > formations.length) lines.push(`… et ${plural(total - formations.length, 'autre', 'autres')}.`);
  return `${lines.join('\n')}\n`;
}
