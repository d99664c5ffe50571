import type { Command } from 'commander';
import { z } from 'zod';
import { academies } from '../referentiels/academies.ts';
import { type Chiffres, chiffrer } from '../stats/chiffres.ts';
import { campagneCourante, relever } from '../stats/releve.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

const campagneOption = z.coerce.number().int().min(2000).max(2999).optional();

/** Exact figures, for the operator alone: the public page rounds them. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command('stats', 'Donne les chiffres exacts de la campagne, au total et par académie.')
      .option('--campagne <année>', 'campagne (par défaut : la plus récente)')
      .action(async (options: Record<string, unknown>) => {
        const isJson = options.json === true;
        const campagne = campagneOption.safeParse(options.campagne);
        if (!campagne.success) {
          const sentence = 'La campagne est une année, par exemple 2026.';
          fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
          return;
        }
        await withDeps(io, options, async ({ db, clock }) => {
          const wanted = campagne.data ?? (await campagneCourante(db, clock.now()));
          const chiffres = chiffrer(await relever(db, clock, wanted));
          io.out(isJson ? `${JSON.stringify(chiffres)}\n` : summary(chiffres));
        });
      }),
  );
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.floor((100 * part) / whole)} %`);

function summary(chiffres: Chiffres): string {
  const organismes = chiffres.organismes.find(({ code }) => code === 'ALL')?.stats;
  const voeux = chiffres.voeux.find(({ code }) => code === 'ALL')?.stats;
  const progres = chiffres.progresses.find(({ code }) => code === 'ALL')?.stats;
  if (organismes === undefined || voeux === undefined || progres === undefined) return '';
  const { fullDownload: full, partialDownload: partial, noDownload: none, noVoeux } = progres;
  const lines = [
    `Campagne ${chiffres.campagne} (chiffres exacts, réservés à l’exploitant).`,
    `Organismes : ${plural(organismes.totalResponsable, 'responsable', 'responsables')} (dont ${organismes.totalResponsableMultiOrganismes} à plusieurs formateurs), ${plural(organismes.totalFormateur, 'formateur', 'formateurs')}, ${plural(organismes.totalAccueil, 'établissement d’accueil', 'établissements d’accueil')}.`,
    `Comptes des responsables : ${plural(organismes.totalResponsableConfirmed, 'créé', 'créés')}, ${plural(organismes.totalResponsableActivated, 'finalisé', 'finalisés')}.`,
    `Délégations : ${organismes.totalDelegations} en cours (dont ${plural(organismes.totalDelegationsActivated, 'finalisée', 'finalisées')}), ${plural(organismes.totalDelegues, 'délégué', 'délégués')}.`,
    `Candidatures : ${voeux.total} pour ${plural(voeux.apprenants, 'jeune', 'jeunes')}, ${voeux.totalNonDiffusable} sans SIRET, ${voeux.totalRecensement ?? 0} sur une offre générique (non comptées).`,
    `Réception : ${voeux.nbVoeuxDiffuses} sur ${voeux.nbVoeux}, dont ${voeux.nbVoeuxDiffusesDelegue} par un délégué.`,
    'Avancement (responsables, formateurs, candidatures) :',
    `  tout reçu : ${full.nbResponsable}, ${full.nbFormateur}, ${full.nbVoeux}`,
    `  reçu en partie : ${partial.nbResponsable}, ${partial.nbFormateur}, ${partial.nbVoeux}`,
    `  rien reçu : ${none.nbResponsable}, ${none.nbFormateur}, ${none.nbVoeux}`,
    `  sans candidature : ${noVoeux.nbResponsable}, ${noVoeux.nbFormateur}`,
    'Par académie (responsables, comptes finalisés, formateurs, candidatures, reçues) :',
  ];
  for (const { code, nom } of [...academies, { code: 'UNKNOWN', nom: 'Académie inconnue' }]) {
    const mine = chiffres.organismes.find((row) => row.code === code)?.stats;
    const its = chiffres.voeux.find((row) => row.code === code)?.stats;
    if (mine === undefined || its === undefined) continue;
    if (mine.totalResponsable + mine.totalFormateur + its.total === 0) continue;
    lines.push(
      `  ${nom} : ${mine.totalResponsable}, ${percent(mine.totalResponsableActivated, mine.totalResponsable)}, ${mine.totalFormateur}, ${its.total}, ${percent(its.nbVoeuxDiffuses, its.nbVoeux)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
