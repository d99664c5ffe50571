import { createHash } from 'node:crypto';
import { z } from 'zod';
import { candidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { Preuve, Rapprochement } from '../../../shared/contract/ipc/rapprochements.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import {
  type Porteurs,
  partageMax,
  type Rapproche,
  rapprocher,
  reunir,
  type Signalement,
} from '../../../shared/domain/rapprochement.ts';
import { afficherTelephone } from '../../../shared/domain/telephone.ts';
import { dossiersOf } from '../candidats/groups.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type DossierSignale, porteursDe, signalesDe } from './contacts.ts';

/**
 * Who may be the same person as somebody, or her family, read from the indexes: it costs her contacts and the few people
 * whom they reach.
 */
const queries = perDatabase((db) => ({
  line: db.prepare<[string], { corps: string }>(
    'SELECT t.corps FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?',
  ),
  droits: db.prepare<[string], string>('SELECT droits FROM flux WHERE id = ?').pluck(),
  pairsOf: db.prepare<{ dossier: string }, { a: string; b: string; vus: string }>(
    'SELECT a, b, vus FROM rapprochement_ecarte WHERE a = @dossier OR b = @dossier',
  ),
  writePair: db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO rapprochement_ecarte (a, b, vus) VALUES (?, ?, ?)',
  ),
  removePair: db.prepare<[string, string]>('DELETE FROM rapprochement_ecarte WHERE a = ? AND b = ?'),
}));

const propositionsMax = 20;

interface Personne {
  dossiers: DossierSignale[];
  signalement: Signalement;
}

/** Reads, in one view of the file, each person and each contact once. */
class Lecture {
  readonly #db: Sqlite;
  readonly #personnes = new Map<string, Personne>();
  readonly #porteurs = new Map<string, { candidats: readonly string[]; compte: Porteurs }>();

  constructor(db: Sqlite) {
    this.#db = db;
  }

  personne(candidat: string): Personne {
    const known = this.#personnes.get(candidat);
    if (known !== undefined) return known;
    const dossiers = signalesDe(this.#db, candidat);
    const read = { dossiers, signalement: reunir(dossiers.map((one) => one.signalement)) };
    this.#personnes.set(candidat, read);
    return read;
  }

  porteurs(contact: string): { candidats: readonly string[]; compte: Porteurs } {
    const known = this.#porteurs.get(contact);
    if (known !== undefined) return known;
    const found = porteursDe(this.#db, contact);
    const candidats = found ?? [];
    const nommes = candidats.filter((one) => this.personne(one).signalement.noms.length > 0).length;
    const compte = { candidats: found === null ? partageMax + 1 : candidats.length, nommes };
    const read = { candidats, compte };
    this.#porteurs.set(contact, read);
    return read;
  }

  rapprocher(candidat: string, autre: string): Rapproche | null {
    const compte = (contact: string): Porteurs => this.porteurs(contact).compte;
    return rapprocher(this.personne(candidat).signalement, this.personne(autre).signalement, compte);
  }

  /** The people whom one of her contacts reaches, herself left out. */
  voisins(candidat: string): Set<string> {
    const found = new Set(this.personne(candidat).signalement.contacts.flatMap((un) => this.porteurs(un).candidats));
    found.delete(candidat);
    return found;
  }
}

/** Whether the rule takes two candidats for one person; nothing is asked of what a person put aside. */
export const isMemePersonne = (db: Sqlite, candidat: string, autre: string): Rapproche | null => {
  const found = new Lecture(db).rapprocher(candidat, autre);
  return found?.genre === 'personne' ? found : null;
};

/** Whether the sheet of this candidat would propose a merge. Asked for every line of an inbox. */
export function hasProposition(db: Sqlite, candidat: string): boolean {
  const lecture = new Lecture(db);
  for (const autre of lecture.voisins(candidat)) {
    if (lecture.rapprocher(candidat, autre)?.genre === 'personne' && !isEcarte(db, lecture, candidat, autre))
      return true;
  }
  return false;
}

/** What the sheet of this candidat proposes: the same person first, then the strongest evidence. */
export function propositionsOf(db: Sqlite, candidat: string): Rapprochement[] {
  const lecture = new Lecture(db);
  const found: Rapprochement[] = [];
  for (const autre of lecture.voisins(candidat)) {
    const rapproche = lecture.rapprocher(candidat, autre);
    if (rapproche === null || isEcarte(db, lecture, candidat, autre)) continue;
    const proposed = proposer(db, lecture, { candidat, autre, rapproche });
    if (proposed !== null) found.push(proposed);
  }
  return found.sort(byWeight).slice(0, propositionsMax);
}

const byWeight = (a: Rapprochement, b: Rapprochement): number =>
  (a.genre === b.genre ? 0 : a.genre === 'personne' ? -1 : 1) ||
  b.preuves.length - a.preuves.length ||
  a.avec.nom.localeCompare(b.avec.nom, 'fr') ||
  (a.avec.candidat < b.avec.candidat ? -1 : 1);

const ligneLue = candidatLigne.pick({
  nom: true,
  prenom: true,
  nbVoeux: true,
  nbDemandes: true,
  formation: true,
  situation: true,
});

function proposer(
  db: Sqlite,
  lecture: Lecture,
  { candidat, autre, rapproche }: { candidat: string; autre: string; rapproche: Rapproche },
): Rapprochement | null {
  const line = queries(db).line.get(autre);
  const own = queries(db).line.get(candidat);
  const [dossier, other] = choosePair(db, lecture.personne(candidat), lecture.personne(autre), rapproche);
  if (line === undefined || own === undefined || dossier === undefined || other === undefined) return null;
  const avec = ligneLue.parse(JSON.parse(line.corps));
  // Of a parent and the pupil, the name that they share is the parent's.
  const isParent = lecture.personne(candidat).signalement.noms.length === 0;
  const nomme = isParent ? ligneLue.parse(JSON.parse(own.corps)) : avec;
  return {
    dossier: dossier.dossier,
    autre: other.dossier,
    avec: { candidat: autre, ...avec },
    genre: rapproche.genre,
    preuves: preuvesOf(rapproche, `${nomme.prenom} ${nomme.nom}`.trim()),
    // Two lists of this poste are read by the same people: nobody is asked to sign in again.
    entreFlux: dossier.flux !== other.flux && !(estFluxLocal(dossier.flux) && estFluxLocal(other.flux)),
  };
}

const preuvesMax = 20;

const preuvesOf = ({ parNom, contacts }: Rapproche, nom: string): Preuve[] => [
  ...(parNom ? [{ genre: 'nom' as const, valeur: nom }] : []),
  ...contacts
    .slice(0, preuvesMax - 1)
    .map(
      (contact): Preuve =>
        contact.startsWith('+')
          ? { genre: 'telephone', valeur: afficherTelephone(contact) }
          : { genre: 'courriel', valeur: contact },
    ),
];

/**
 * The two dossiers that a merge would bind: two that may be bound, in one flux when there are, that the evidence names,
 * then the smallest ids.
 */
function choosePair(
  db: Sqlite,
  a: Personne,
  b: Personne,
  { contacts }: Rapproche,
): [DossierSignale, DossierSignale] | [] {
  const shared = new Set(contacts);
  const isFull = (flux: string): boolean => queries(db).droits.get(flux) === 'complets';
  const evidence = ({ signalement }: DossierSignale): number =>
    signalement.contacts.some((contact) => shared.has(contact)) ? 1 : 0;
  const weight = (one: DossierSignale, other: DossierSignale): number =>
    (estFluxLocal(one.flux) === estFluxLocal(other.flux) ? 16 : 0) +
    (isFull(one.flux) && isFull(other.flux) ? 8 : 0) +
    (one.flux === other.flux ? 4 : 0) +
    evidence(one) +
    evidence(other);
  const pairs = a.dossiers.flatMap((one) => b.dossiers.map((other) => ({ one, other, poids: weight(one, other) })));
  const [best] = pairs.sort(
    (x, y) =>
      y.poids - x.poids ||
      (x.one.dossier < y.one.dossier ? -1 : x.one.dossier > y.one.dossier ? 1 : 0) ||
      (x.other.dossier < y.other.dossier ? -1 : 1),
  );
  return best === undefined ? [] : [best.one, best.other];
}

const ordered = (dossier: string, autre: string): [string, string] =>
  dossier < autre ? [dossier, autre] : [autre, dossier];

/** Salted by the pair: the same number leaves no common mark in two decisions. */
const digest = ([a, b]: readonly [string, string], contact: string): string =>
  createHash('sha256')
    .update(JSON.stringify([a, b, contact]))
    .digest('hex')
    .slice(0, 16);

const digests = z.array(z.string());

/** Whether a person said here that they are two, when nobody had another contact than those she saw. */
function isEcarte(db: Sqlite, lecture: Lecture, candidat: string, autre: string): boolean {
  const others = new Set(dossiersOf(db, autre));
  const contacts = [candidat, autre].flatMap((one) => lecture.personne(one).signalement.contacts);
  return dossiersOf(db, candidat).some((dossier) =>
    queries(db)
      .pairsOf.all({ dossier })
      .some(({ a, b, vus }) => {
        if (!others.has(a === dossier ? b : a)) return false;
        const seen = new Set(digests.parse(JSON.parse(vus)));
        return contacts.every((contact) => seen.has(digest([a, b], contact)));
      }),
  );
}

/** Keeps that two dossiers are not one person, with what is known of the two today. */
export function ecarter(db: Sqlite, [dossier, candidat]: [string, string], [autre, other]: [string, string]): void {
  const pair = ordered(dossier, autre);
  const lecture = new Lecture(db);
  const contacts = [candidat, other].flatMap((one) => lecture.personne(one).signalement.contacts);
  queries(db).writePair.run(...pair, JSON.stringify([...new Set(contacts)].map((contact) => digest(pair, contact))));
}

/** They are one after all: whatever was put aside between the two people goes. */
export function oublierEcarts(db: Sqlite, candidat: string, autre: string): void {
  for (const dossier of dossiersOf(db, candidat)) {
    for (const other of dossiersOf(db, autre)) queries(db).removePair.run(...ordered(dossier, other));
  }
}
