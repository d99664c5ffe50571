import { z } from 'zod';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { listesMax } from '../../../shared/contract/ipc/listes.ts';
import { voeuLigne } from '../../../shared/contract/lignes.ts';
import { siret } from '../../../shared/contract/primitives.ts';
import { readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { coupleOf, type Etablissement, etablissementOf, readEtablissements } from './etablissements.ts';

type Pourquoi = ResponseOf<'listes:pourquoi'>;
type Role = Pourquoi['etablissements'][number]['role'];

const academiesMax = 40;

const compte = z.object({
  nom: z.string(),
  role: z.enum(['responsable', 'delegue']).nullable().catch(null),
  siret: siret.nullable().catch(null),
});

const queries = perDatabase((db) => ({
  flux: db.prepare<[], { id: string; entree: string }>(
    "SELECT id, entree FROM flux WHERE genre = 'relation' ORDER BY nom, id",
  ),
  // One vœu tells the académie of its list.
  voeu: db
    .prepare<[string], string>(
      `SELECT t.corps FROM ligne l JOIN ligne_corps t ON t.rang = l.rang
       WHERE l.flux = ? AND l.type = 'voeu' AND l.lecture = 'lue' LIMIT 1`,
    )
    .pluck(),
}));

/** « Pourquoi ma liste est vide ? »: who this account is, which establishments it is known by, whom to ask. */
export function readPourquoi(db: Sqlite, derniereReussiteLe: string | null): Pourquoi {
  const account = readLocal(db, 'compte', compte);
  const known = readEtablissements(db);
  const found = new Map<string, Etablissement & { role: Role }>();
  const responsables = new Set<string>();
  const add = (role: Role, one: Etablissement): void => {
    const key = `${role} ${one.siret ?? one.nom}`;
    if ((one.siret ?? one.nom) !== '' && !found.has(key)) found.set(key, { ...one, role });
    if (role === 'responsable' && one.siret !== null) responsables.add(one.siret);
  };
  const academies = new Set<string>();
  for (const { id, entree } of queries(db).flux.all()) {
    const { responsable, formateur } = coupleOf(entree, known);
    add('responsable', responsable);
    add('formateur', formateur);
    const corps = queries(db).voeu.get(id);
    const voeu = corps === undefined ? null : voeuLigne.safeParse(JSON.parse(corps));
    if (voeu?.success === true && voeu.data.academie.nom !== '') academies.add(voeu.data.academie.nom);
  }
  const own = ownSiret(account, responsables);
  const named = new Set([...found.values()].map((one) => one.siret));
  for (const [number, row] of known) {
    if (!named.has(number)) add(number === own ? 'responsable' : 'formateur', etablissementOf(row));
  }
  return {
    compte: { nom: account?.nom ?? '', role: account?.role ?? null, siret: own },
    etablissements: [...found.values()].sort(responsablesFirst).slice(0, listesMax.cartes),
    academies: [...academies].sort((a, b) => a.localeCompare(b, 'fr')).slice(0, academiesMax),
    derniereReussiteLe,
  };
}

/** A responsable's account bears its SIRET; a file signed in to before it was kept tells it by its relations. */
function ownSiret(account: z.infer<typeof compte> | null, responsables: ReadonlySet<string>): string | null {
  if (account?.role !== 'responsable') return null;
  const [only, ...others] = responsables;
  return account.siret ?? (others.length === 0 ? (only ?? null) : null);
}

const responsablesFirst = (a: { role: Role; nom: string }, b: { role: Role; nom: string }): number =>
  Number(b.role === 'responsable') - Number(a.role === 'responsable') || a.nom.localeCompare(b.nom, 'fr');
