import { z } from 'zod';
import type { FormatExport, Portee } from '../../../shared/contract/ipc/exports.ts';
import { siret } from '../../../shared/contract/primitives.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { nom: string; entree: string }>('SELECT nom, entree FROM flux WHERE id = ?'),
}));

const siretsOf = z.object({
  relation: z.object({ responsable: z.object({ siret }), formateur: z.object({ siret }) }),
});

const nameMax = 120;

/** No separator of a path, no sign that Windows forbids, no dot at the end. */
const fileName = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, nameMax)
    .replace(/[. ]+$/, '');

function entry(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The name that the save dialog proposes, without its extension. One relation has the name the State's service gives. */
export function nomPropose(db: Sqlite, portee: Portee, format: FormatExport, jour: string): string {
  const flux = portee.genre === 'flux' ? queries(db).flux.get(portee.flux) : undefined;
  const relation = flux === undefined ? null : siretsOf.safeParse(entry(flux.entree));
  if (format === 'ypareo' && relation?.success === true) {
    const { responsable, formateur } = relation.data.relation;
    return `${responsable.siret}-${formateur.siret}`;
  }
  const what = format === 'ypareo' ? 'Import Ypareo' : 'Candidats';
  const room = nameMax - what.length - jour.length - 2;
  const whose = flux === undefined ? '' : fileName(flux.nom).slice(0, room);
  return fileName([what, whose, jour].filter((part) => part !== '').join(' '));
}
