import { dossierLigne, type EcartLigne, lignes, type VoeuLigne, voeuLigne } from '../../shared/contract/lignes.ts';
import type { LigneAEcrire } from '../store/flux.ts';
import { ecartsDossier, ecartsVoeu } from '../transmissions/ecarts.ts';
import type { Rencontre, Sortie } from './comparaison.ts';
import { voeuSource } from './voeu-source.ts';

/** One pupil in one flux: all its lines in the file beside all that the flux holds. */
export interface PersonneComparee {
  dossierId: string;
  rencontres: readonly Rencontre[];
  sorties: readonly Sortie[];
  /** Bodies that the flux holds, by id: the dossier and the vœux concerned. */
  corps: ReadonlyMap<string, string>;
}

export interface Transmission {
  id: string;
  fluxId: string;
  genre: 'premiere' | 'mise_a_jour';
}

/** What becomes of one vœu of the table `voeu`. */
export interface VoeuAGarder {
  rencontre: Rencontre;
  id: string;
}

export interface Changements {
  lignes: LigneAEcrire[];
  voeux: VoeuAGarder[];
}

type Sort = 'inchange' | 'modifie' | 'arrive' | 'ajoute';

const sortOf = ({ connu, empreinte }: Rencontre, fluxId: string): Sort => {
  if (connu === null || connu.efface || connu.etat === 'retire') return 'ajoute';
  if (connu.fluxId === null) return 'ajoute';
  if (connu.fluxId !== fluxId) return 'arrive';
  return connu.empreinte === empreinte ? 'inchange' : 'modifie';
};

/** A vœu keeps its id as long as it stays in its flux, even removed and back; elsewhere it is another row. */
const keptId = ({ connu }: Rencontre, fluxId: string): string | null =>
  connu !== null && connu.fluxId === fluxId && !connu.efface ? connu.id : null;

/**
 * The rows that one pupil's lines change in one flux. The dossier is told by the pupil's first valid line (by offer),
 * so the order of the file never counts. A first transmission has nothing to compare with and carries no écart.
 */
export function comparerPersonne(
  { id: transmission, fluxId, genre }: Transmission,
  { dossierId, rencontres, sorties, corps }: PersonneComparee,
  random: { uuid(): string },
): Changements {
  const written: LigneAEcrire[] = [];
  const voeux: VoeuAGarder[] = [];

  const write = (type: keyof typeof lignes, id: string, body: unknown): void => {
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
