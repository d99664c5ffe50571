import { dossierLigne, type EcartLigne, lignes, type VoeuLigne, voeuLigne } from '../../contract/lignes.ts';
import { ecartsDossier, ecartsVoeu } from './ecarts.ts';
import { voeuSource } from './voeu-source.ts';

/**
 * One pupil's lines of a new list beside what one flux holds of them, whoever numbers the rows: the server's import of
 * an extraction, or a poste's own import of a file (PROTOCOL 4, 7).
 */

/** One valid line of the list beside what is known of its key. */
export interface VoeuRencontre {
  /** Equal to the known one when nothing that is kept changed. */
  empreinte: string;
  /** DossierLigne and VoeuSource, JSON text. */
  dossier: string;
  voeu: string;
  connu: {
    id: string;
    /** The flux that holds it; null when no relation receives it. */
    fluxId: string | null;
    etat: 'actif' | 'retire';
    empreinte: string;
    efface: boolean;
  } | null;
}

/** A known vœu that leaves the flux: gone from the list, or sent elsewhere by it. */
export interface VoeuSorti {
  voeuId: string;
  genre: 'retire' | 'deplace' | 'sans_relation';
}

export interface PersonneComparee<Rencontre extends VoeuRencontre> {
  dossierId: string;
  rencontres: readonly Rencontre[];
  sorties: readonly VoeuSorti[];
  /** Bodies that the flux holds, by id: the dossier and the vœux concerned. */
  corps: ReadonlyMap<string, string>;
}

export interface Transmission {
  id: string;
  fluxId: string;
  genre: 'premiere' | 'mise_a_jour';
}

/** A row to number, in the order in which it must be. */
export interface LigneComparee {
  id: string;
  type: 'dossier' | 'voeu' | 'ecart';
  v: number;
  dossierId: string;
  /** Frozen body, JSON text. */
  corps: string;
}

/** A vœu that the flux now holds as `id`. */
export interface VoeuAGarder<Rencontre extends VoeuRencontre> {
  rencontre: Rencontre;
  id: string;
}

export interface Changements<Rencontre extends VoeuRencontre> {
  lignes: LigneComparee[];
  voeux: VoeuAGarder<Rencontre>[];
}

type Sort = 'inchange' | 'modifie' | 'arrive' | 'ajoute';

const sortOf = ({ connu, empreinte }: VoeuRencontre, fluxId: string): Sort => {
  if (connu === null || connu.efface || connu.etat === 'retire') return 'ajoute';
  if (connu.fluxId === null) return 'ajoute';
  if (connu.fluxId !== fluxId) return 'arrive';
  return connu.empreinte === empreinte ? 'inchange' : 'modifie';
};

/** A vœu keeps its id as long as it stays in its flux, even removed and back; elsewhere it is another row. */
const keptId = ({ connu }: VoeuRencontre, fluxId: string): string | null =>
  connu !== null && connu.fluxId === fluxId && !connu.efface ? connu.id : null;

/**
 * The rows that one pupil's lines change in one flux. The dossier is told by the pupil's first valid line (by offer),
 * so the order of the file never counts. A first transmission has nothing to compare with and carries no écart.
 */
export function comparerPersonne<Rencontre extends VoeuRencontre>(
  { id: transmission, fluxId, genre }: Transmission,
  { dossierId, rencontres, sorties, corps }: PersonneComparee<Rencontre>,
  random: { uuid(): string },
): Changements<Rencontre> {
  const written: LigneComparee[] = [];
  const voeux: VoeuAGarder<Rencontre>[] = [];

  const write = (type: LigneComparee['type'], id: string, body: unknown): void => {
    written.push({ id, type, v: lignes[type].v, dossierId, corps: JSON.stringify(body) });
  };
  const writeEcart = (voeu: string, ecart: Pick<EcartLigne, 'genre' | 'champ' | 'avant' | 'apres'>): void => {
    if (genre === 'premiere') return;
    write('ecart', random.uuid(), { transmission, voeu, dossier: dossierId, ...ecart } satisfies EcartLigne);
  };
  const known = (id: string): VoeuLigne => voeuLigne.parse(JSON.parse(corps.get(id) ?? 'null'));
  const whole = { champ: null, avant: null, apres: null };

  for (const { voeuId, genre: sortie } of sorties) {
    const deplace = sortie === 'deplace';
    const body: VoeuLigne = {
      ...known(voeuId),
      etat: 'retire',
      retire_par: transmission,
      deplace: deplace ? 'parti' : null,
      derniere_transmission: transmission,
    };
    write('voeu', voeuId, body);
    writeEcart(voeuId, { genre: deplace ? 'deplace' : 'retire', ...whole });
  }

  let porteur: string | null = null;
  for (const rencontre of rencontres) {
    const sort = sortOf(rencontre, fluxId);
    if (sort === 'inchange') continue;
    const former = keptId(rencontre, fluxId);
    const id = former ?? random.uuid();
    const before = former === null ? null : known(former);
    const body: VoeuLigne = {
      ...voeuSource.parse(JSON.parse(rencontre.voeu)),
      dossier: dossierId,
      etat: 'actif',
      retire_par: null,
      deplace: sort === 'arrive' ? 'arrive' : sort === 'modifie' ? (before?.deplace ?? null) : null,
      premiere_transmission: before?.premiere_transmission ?? transmission,
      derniere_transmission: transmission,
    };
    write('voeu', id, body);
    voeux.push({ rencontre, id });
    porteur ??= id;
    if (sort !== 'modifie' || before === null) {
      writeEcart(id, { genre: sort === 'arrive' ? 'deplace' : 'ajoute', ...whole });
      continue;
    }
    for (const ecart of ecartsVoeu(before, body)) writeEcart(id, { genre: 'modifie', ...ecart });
  }

  const [first] = rencontres;
  const former = corps.get(dossierId);
  const body = first === undefined ? null : dossierLigne.parse(JSON.parse(first.dossier));
  if (first !== undefined && body !== null && JSON.stringify(body) !== former) {
    write('dossier', dossierId, body);
    const voeu = porteur ?? first.connu?.id;
    if (former !== undefined && voeu !== undefined) {
      for (const ecart of ecartsDossier(dossierLigne.parse(JSON.parse(former)), body)) {
        writeEcart(voeu, { genre: 'modifie', ...ecart });
      }
    }
  }
  return { lignes: written, voeux };
}
