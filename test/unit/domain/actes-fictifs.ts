import type { Acte, ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import type { ActeType } from '../../../shared/domain/actes/catalogue.ts';

/** A readable, deterministic UUID: `uuidDe(3)`. */
export const uuidDe = (rang: number, famille = 0): string =>
  `${famille.toString(16).padStart(8, '0')}-0000-4000-8000-${rang.toString(16).padStart(12, '0')}`;

export const flux = uuidDe(1, 0xf1);
export const dossier = uuidDe(1, 0xd0);
export const lea = uuidDe(1, 0xaa);
export const karim = uuidDe(2, 0xaa);

/** Numbers of the ARCEP fiction range. */
export const mere = '+33639981202';
export const pere = '+33639981203';
export const candidate = '+33639981201';

export const acteFictif = (id: string, type: ActeType, corps: Acte['corps'], reste: Partial<Acte> = {}): Acte => ({
  id,
  v: 1,
  flux,
  dossier,
  type,
  corps,
  remplace: {},
  operateur: lea,
  fait_le: '2027-06-07T08:00:00.000Z',
  decalage_ms: 0,
  corrige: null,
  depend: [],
  ...reste,
});

/** Accepted with this `seq`; `le` is its corrected hour and its hour of reception. */
export const accepte = (acte: Acte, seq: number, le = acte.fait_le): ActeOrdonne => ({
  acte,
  recu: { seq, recuLe: le, faitCorrigeLe: le, heureIncertaine: false, posteNom: 'Accueil-2' },
  rangLocal: 0,
});

export const enAttente = (acte: Acte, rangLocal: number): ActeOrdonne => ({ acte, recu: null, rangLocal });

export interface AppelFictif {
  disposition: string;
  issue?: string;
  numero?: string | null;
  sens?: 'emis' | 'recu';
}
export const corpsDAppel = ({ numero = mere, sens = 'emis', ...reste }: AppelFictif): Acte['corps'] => ({
  sens,
  numero,
  interlocuteur: 'responsable',
  ...reste,
});

/** A history of calls at these instants, accepted one after the other. */
export const appelsFictifs = (...appels: (AppelFictif & { le: string })[]): ActeOrdonne[] =>
  appels.map(({ le, ...appel }, rang) =>
    accepte(acteFictif(uuidDe(rang + 1, 0xca), 'appel', corpsDAppel(appel), { fait_le: le }), rang + 1, le),
  );
