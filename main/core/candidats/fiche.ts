import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type Fiche, ficheMax } from '../../../shared/contract/ipc/candidats.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { situationCandidat } from '../../../shared/domain/candidat.ts';
import type { DossierEtat } from '../../../shared/domain/dossier.ts';
import { heureChezLaFamille } from '../../../shared/domain/fuseau.ts';
import type { ProchaineAction } from '../../../shared/domain/situation.ts';
import { rendezVousOf } from '../agenda/rendez-vous.ts';
import { readReponseDraft } from '../demandes/brouillons.ts';
import { demandesOf } from '../demandes/fiche.ts';
import { hasProposition } from '../rapprochements/propositions.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { readBegunCall } from './appels-commences.ts';
import { readDraft } from './brouillons.ts';
import { byRang } from './candidat-row.ts';
import { filOf } from './fiche-fil.ts';
import { telephonesOf } from './fiche-telephones.ts';
import type { FoldedDossier } from './fold.ts';
import { identiteOf, leading } from './identite.ts';
import { lineOf } from './list.ts';
import { membresDe } from './membres.ts';
import { nameOf, readOperateurs } from './operateurs.ts';

interface FluxFacts {
  nom: string;
  droits: string;
  indisponible: number;
}

const queries = perDatabase((db) => ({
  line: db.prepare<[string], { corps: string }>(
    'SELECT t.corps FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?',
  ),
  flux: db.prepare<[string], FluxFacts>('SELECT nom, droits, indisponible FROM flux WHERE id = ?'),
}));

/** The sheet of one person, folded when it is asked for: tens of rows. INTROUVABLE when nobody has that id. */
export function readFiche(db: Sqlite, candidat: string, now: string): Result<Fiche> {
  const line = queries(db).line.get(candidat);
  const members = membresDe(db, candidat);
  const lead = leading(members);
  const state = situationCandidat(members.map((member) => member.etat));
  if (line === undefined || lead === null || state === null) return failure('INTROUVABLE');
  const operateurs = readOperateurs(db);
  const principal = principalOf(db, members) ?? lead;
  const { emails, ...identite } = identiteOf(lead);
  const college = lead.rows.ligne?.etablissement_origine ?? null;
  const ligne = lineOf(line.corps, operateurs);
  const begun = readBegunCall(db, candidat, now);
  const hasAsked = members.some(({ rows }) => rows.demandes.length > 0);
  return success({
    ligne,
    dossiers: boundedDossiers(members, principal).map((member) =>
      dossierOf(db, member, operateurs, state.prochaineAction),
    ),
    dossierPrincipal: principal.rows.id,
    identite,
    emails: [...new Set([...emails, ...members.flatMap((member) => identiteOf(member).emails)])].slice(
      0,
      ficheMax.emails,
    ),
    ...telephonesOf(members),
    famille: familleOf(lead, now),
    fuseauSite: lead.fuseau,
    college: college === null ? null : [college.nom, college.ville].filter((part) => part !== null).join(', '),
    voeux: voeuxOf(members),
    demandes: hasAsked
      ? demandesOf(members, {
          brouillonDe: (demande) => readReponseDraft(db, demande),
          now,
          operateurs,
          affecteA: ligne.affecteA,
          rapprochement: hasProposition(db, candidat),
        })
      : [],
    rendezVous: rendezVousOf(db, members, now),
    fil: filOf(db, members, operateurs),
    essais: state.essais,
    jamaisJoint: !state.joint,
    informe: members.some((member) => member.etat.informe),
    brouillon: readDraft(db, candidat),
    ...(begun === null ? {} : { appelCommence: begun }),
    indisponible: queries(db).flux.get(principal.rows.flux)?.indisponible === 1,
  });
}

/** The dossier that actes go to is never the one that is cut. */
const boundedDossiers = (members: readonly FoldedDossier[], principal: FoldedDossier): readonly FoldedDossier[] =>
  members.length <= ficheMax.dossiers
    ? members
    : [principal, ...members.filter((member) => member !== principal)].slice(0, ficheMax.dossiers);

/** Where actes go unless the person chooses: a flux that still takes them all, then the dossier she is drawn from. */
export function principalOf(db: Sqlite, members: readonly FoldedDossier[]): FoldedDossier | null {
  const isFull = ({ rows }: FoldedDossier): boolean => {
    const flux = queries(db).flux.get(rows.flux);
    return flux !== undefined && flux.droits === 'complets' && flux.indisponible === 0;
  };
  return leading(members.filter(isFull));
}

/** A plan was written in this dossier, and is not what comes next for her: something else was done, or decided, since. */
export const isPlanLaisse = (
  { ecrite }: Pick<DossierEtat, 'ecrite'>,
  prochaineAction: Pick<ProchaineAction, 'acte'> | null,
): boolean => ecrite !== null && ecrite.acte !== prochaineAction?.acte;

function dossierOf(
  db: Sqlite,
  { rows, etat }: FoldedDossier,
  operateurs: ReadonlyMap<string, OperateurLigne>,
  prochaineAction: ProchaineAction | null,
): Fiche['dossiers'][number] {
  const flux = queries(db).flux.get(rows.flux);
  const authors = new Map(etat.fil.map((entree) => [entree.acte, entree]));
  return {
    id: rows.id,
    flux: rows.flux,
    fluxNom: flux?.nom ?? '',
    ...(flux?.droits === 'complets' ? {} : { ferme: true }),
    ...(isPlanLaisse(etat, prochaineAction) ? { planLaisse: true } : {}),
    tetes: Object.fromEntries(
      [...etat.faits].map(([fait, { tetes }]) => [
        fait,
        tetes.slice(0, ficheMax.details).map(({ acte, valeur }) => {
          const author = authors.get(acte);
          return { acte, valeur, operateur: nameOf(operateurs, author?.operateur ?? null), le: author?.le ?? '' };
        }),
      ]),
    ),
    aDepartager: etat.aDepartager.slice(0, ficheMax.details),
  };
}

/** The list's postcode, whatever was rectified since: an address typed here is free text. */
const familleOf = ({ rows }: FoldedDossier, now: string): Fiche['famille'] =>
  familleA(rows.ligne?.adresse.code_postal ?? null, now) ?? { fuseau: null, heureLocale: null };

/** Zone of the family and HH:MM there, now; null when nobody knows where she lives. */
export function familleA(codePostal: string | null, now: string): { fuseau: string; heureLocale: string } | null {
  if (codePostal === null) return null;
  const { fuseau, heure, minute } = heureChezLaFamille(now, codePostal);
  const two = (n: number): string => String(n).padStart(2, '0');
  return { fuseau, heureLocale: `${two(heure)}:${two(minute)}` };
}

function voeuxOf(members: readonly FoldedDossier[]): Fiche['voeux'] {
  return members
    .flatMap(({ rows }) => rows.voeux.map((voeu) => ({ voeu, flux: rows.flux })))
    .sort((a, b) => byRang(a.voeu, b.voeu))
    .slice(0, ficheMax.voeux)
    .map(({ voeu: { id, corps }, flux }) => ({
      id,
      flux,
      rang: corps.rang,
      formation: corps.formation.libelle,
      accueil: corps.etablissement_accueil.nom,
      ville: corps.etablissement_accueil.ville,
      etat: corps.etat,
      deplace: corps.deplace,
      anomalies: corps.anomalies.slice(0, ficheMax.details),
    }));
}
