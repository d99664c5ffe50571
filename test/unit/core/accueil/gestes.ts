import fc from 'fast-check';
import { forgetDossiers, projectDossiers } from '../../../../main/core/candidats/projection.ts';
import type { Store } from '../../../../main/core/store/store.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  putActe,
  putDemande,
  putLigne,
  putSaisie,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../candidats/poste.ts';

/** What happens to a file: rows that come and go, calls, what takes them back, merges, an erasure, a purge. */
export type Geste =
  | { do: 'dossier'; n: number; ine: number | null }
  | { do: 'voeu'; n: number; v: number; etat: 'actif' | 'retire' }
  | { do: 'transmission'; flux: number; numero: number }
  | { do: 'demande'; n: number; etat: 'ouverte' | 'repondue' }
  | { do: 'appel' | 'saisie'; n: number; id: number; appel: number; jour: number }
  | { do: 'annule' | 'correction'; n: number; id: number; vise: number; appel: number }
  | { do: 'promesse'; n: number; id: number; jour: number; heure: number }
  | { do: 'lien'; n: number; lien: number; id: number }
  | { do: 'efface'; n: number; id: number }
  | { do: 'oubli'; n: number };

const n = fc.integer({ min: 0, max: 5 });
const id = fc.integer({ min: 100, max: 124 });
const appel = fc.integer({ min: 0, max: 5 });
const jour = fc.integer({ min: 1, max: 9 });

export const geste: fc.Arbitrary<Geste> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('dossier' as const),
      n,
      ine: fc.option(fc.integer({ min: 1, max: 2 })),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('voeu' as const),
      n,
      v: fc.integer({ min: 0, max: 2 }),
      etat: fc.constantFrom('actif' as const, 'actif' as const, 'retire' as const),
    }),
    weight: 3,
  },
  fc.record({
    do: fc.constant('transmission' as const),
    flux: fc.integer({ min: 1, max: 2 }),
    numero: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('demande' as const), n, etat: fc.constantFrom('ouverte' as const, 'repondue' as const) }),
  {
    arbitrary: fc.record({ do: fc.constantFrom('appel' as const, 'saisie' as const), n, id, appel, jour }),
    weight: 8,
  },
  fc.record({ do: fc.constantFrom('annule' as const, 'correction' as const), n, id, vise: id, appel }),
  fc.record({ do: fc.constant('promesse' as const), n, id, jour, heure: fc.integer({ min: 0, max: 23 }) }),
  fc.record({ do: fc.constant('lien' as const), n, lien: fc.integer({ min: 1, max: 2 }), id }),
  fc.record({ do: fc.constant('efface' as const), n, id }),
  fc.record({ do: fc.constant('oubli' as const), n }),
);

const emis = { sens: 'emis', numero: null, interlocuteur: null };
const joint = (issue?: string): Record<string, unknown> => ({
  ...emis,
  disposition: 'JOINT',
  ...(issue === undefined ? {} : { issue }),
});
const appels: Record<string, unknown>[] = [
  { ...emis, disposition: 'SANS_REPONSE' },
  { ...emis, disposition: 'MESSAGE' },
  joint(),
  joint('RDV_FIXE'),
  joint('DOSSIER_ENVOYE'),
  joint('INSCRIT'),
];

export const fluxDe = (dossier: number): number => (dossier % 2) + 1;

/** Writes one gesture and projects the dossier that it touched. */
export function faire(store: Store, un: Geste): void {
  const project = (dossiers: string[]): void => {
    store.write(store.bulk, () => projectDossiers(store.bulk, dossiers));
  };
  if (un.do === 'transmission') {
    putLigne(store, {
      id: transmissionId(un.flux * 10 + un.numero),
      flux: fluxId(un.flux),
      type: 'transmission',
      corps: transmissionCorps(un.numero, un.numero === 1 ? 'premiere' : 'mise_a_jour'),
    });
    project([]);
    return;
  }
  const dossier = dossierId(un.n);
  const flux = fluxId(fluxDe(un.n));
  if (un.do === 'oubli') {
    store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(dossier);
    store.bulk.prepare('DELETE FROM saisie WHERE dossier = ?').run(dossier);
    store.write(store.bulk, () => forgetDossiers(store.bulk, [dossier]));
    return;
  }
  if (un.do === 'dossier') {
    const corps = dossierCorps({ ine: un.ine === null ? null : `12345678${un.ine}AB` });
    putLigne(store, { id: dossier, flux, type: 'dossier', dossier, corps });
  } else if (un.do === 'voeu') {
    const formation = {
      libelle: `CAP ${un.v}`,
      mef: null,
      code_formation_diplome: null,
      cle_ministere_educatif: null,
    };
    const corps = voeuCorps(dossier, { etat: un.etat, rang: un.v, formation });
    putLigne(store, { id: idOf(5, un.n * 10 + un.v), flux, type: 'voeu', dossier, corps });
  } else if (un.do === 'demande') putDemande(store, un.n, { flux, dossier }, { etat: un.etat });
  else ecrire(store, un, { dossier, flux });
  project([dossier]);
}

const typeOf = (un: Extract<Geste, { id: number }>): { type: string; corps: Record<string, unknown> } => {
  const corpsAppel = (rang: number): Record<string, unknown> => appels[rang] ?? {};
  switch (un.do) {
    case 'annule':
      return { type: 'annule', corps: { acte: idOf(6, un.vise) } };
    case 'correction':
      return { type: 'correction', corps: { acte: idOf(6, un.vise), corps: corpsAppel(un.appel) } };
    case 'lien':
      return {
        type: 'lien',
        corps: { lien_id: idOf(7, un.lien), cote: un.n % 2 === 0 ? 'a' : 'b', preuve: 'même personne' },
      };
    case 'efface':
      return { type: 'effacement', corps: {} };
    case 'promesse': {
      const le = `2026-06-0${un.jour}T${String(un.heure).padStart(2, '0')}:00:00.000Z`;
      return { type: 'prochaine-action', corps: { quoi: 'rappeler', le, precision: 'heure', qui: null } };
    }
    default:
      return { type: 'appel', corps: corpsAppel(un.appel) };
  }
};

/** What has an id was written once: a second gesture of the same id is none. */
function ecrire(
  store: Store,
  un: Extract<Geste, { id: number }>,
  { dossier, flux }: { dossier: string; flux: string },
): void {
  const acte = idOf(6, un.id);
  const known = store.bulk
    .prepare('SELECT 1 FROM ligne WHERE id = ? UNION SELECT 1 FROM saisie WHERE acte = ?')
    .get(acte, acte);
  if (known !== undefined) return;
  const le = 'jour' in un && un.do !== 'promesse' ? un.jour : 5;
  // Late in the evening: where the site is, it may be tomorrow.
  const fait_le = `2026-06-0${le}T${un.id % 2 === 0 ? '21:30' : '22:30'}:${String(un.id % 60).padStart(2, '0')}.000Z`;
  const whole = acteCorps({ id: acte, flux, dossier, fait_le, ...typeOf(un) });
  if (un.do === 'saisie' || un.do === 'annule') putSaisie(store, whole);
  else putActe(store, whole, fait_le);
}
