import type { Command } from 'commander';
import { type ListeSuivie, listerReceptions, type RelationSuivie } from '../suivi/listes.ts';
import { couple } from './couple.ts';
import { instantLisible, jourLisible } from './dates.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

/** Item 4 of the lists: did every list really arrive, at whom, on which poste, when. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command('recus', 'Montre, pour chaque relation et chaque liste, qui l’a reçue, sur quel poste et quand.')
      .option('--relation <couple>', 'seulement cette relation : SIRET_RESPONSABLE-SIRET_FORMATEUR')
      .action(async (options: Record<string, unknown>) => {
        const isJson = options.json === true;
        const parsed = couple.optional().safeParse(options.relation);
        if (!parsed.success) {
          const sentence = 'La relation s’écrit SIRET_RESPONSABLE-SIRET_FORMATEUR, deux fois 14 chiffres.';
          fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
          return;
        }
        await withDeps(io, options, async (deps) => {
          const relations = await listerReceptions(deps.db, deps.clock.now(), parsed.data ?? null);
          if (relations === null) {
            const sentence = 'Cette relation est inconnue : vérifiez ses deux SIRET.';
            fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
            return;
          }
          io.out(isJson ? `${JSON.stringify({ relations })}\n` : summary(relations));
        });
      }),
  );
}

const roles = { responsable: 'responsable', delegue: 'délégué' } as const;

/** « CFA des Trois Fourneaux (99998000600012) »; the identifiant alone when it is the name. */
const named = (nom: string, identifiant: string): string =>
  nom === '' || nom === identifiant ? identifiant : `${nom} (${identifiant})`;

function summary(relations: readonly RelationSuivie[]): string {
  if (relations.length === 0) return 'Aucune relation.\n';
  const listes = relations.flatMap((relation) => relation.listes);
  const received = listes.filter(({ en_attente: waiting }) => waiting.length === 0).length;
  const head = `${plural(relations.length, 'relation', 'relations')}, ${plural(listes.length, 'liste transmise', 'listes transmises')}, dont ${plural(received, 'reçue', 'reçues')} par son destinataire principal.`;
  return `${[head, ...relations.map(block)].join('\n\n')}\n`;
}

function block({ relation, responsable, formateur, campagne, listes }: RelationSuivie): string {
  const lines = [`${relation} : ${responsable} → ${formateur} (campagne ${campagne})`];
  if (listes.length === 0) lines.push('  Aucune liste transmise.');
  for (const liste of listes) lines.push(...listLines(liste));
  return lines.join('\n');
}

function listLines(liste: ListeSuivie): string[] {
  const kind = liste.genre === 'premiere' ? 'première liste' : 'mise à jour';
  const lines = [
    `  Liste ${liste.numero} du ${jourLisible(liste.recue_le)}, ${kind}, ${plural(liste.total, 'vœu', 'vœux')} :`,
  ];
  for (const { role, compte, poste, recue_le: le } of liste.receptions) {
    const away = poste.retire ? ' (retiré depuis)' : '';
    lines.push(
      `    reçue par ${named(compte.nom, compte.identifiant)}, ${roles[role]}, sur « ${poste.nom} »${away}, le ${instantLisible(le)}`,
    );
  }
  for (const { role, nom, identifiant, compte } of liste.en_attente) {
    const why = {
      none: ' : pas encore de compte',
      invite: ' : mot de passe pas encore créé',
      suspendu: ' : compte suspendu',
      actif: '',
    }[compte ?? 'none'];
    lines.push(`    pas encore reçue par ${named(nom, identifiant)}, ${roles[role]}${why}`);
  }
  return lines;
}
