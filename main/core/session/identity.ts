import { z } from 'zod';
import { siret } from '../../../shared/contract/primitives.ts';
import type { Random } from '../deps.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import type { Admission } from './admission.ts';
import { type SessionRefusal, sessionRefusal } from './authorized-fetch.ts';
import { noteConnexion } from './connexion.ts';
import type { SansServeur } from './sans-serveur.ts';

/** What the file remembers of its account and of this poste, so that a start without network knows who it is. */
const compteLocal = z.object({
  id: z.string(),
  nom: z.string(),
  role: z.enum(['responsable', 'delegue']),
  /** The identifiant of a responsable; null in a file signed in to before it was kept. */
  siret: siret.nullable().default(null),
  /** null: no server, hence no bail (sans-serveur.ts). */
  serveur: z.string().nullable(),
  bailJours: z.number().int().positive().nullable(),
});
const posteLocal = z.object({ id: z.string(), nom: z.string() });

export interface Identity {
  compte: z.infer<typeof compteLocal>;
  poste: z.infer<typeof posteLocal>;
}

export function readIdentity(store: Store): Identity | null {
  const compte = readLocal(store.persons, 'compte', compteLocal);
  const poste = readLocal(store.persons, 'poste', posteLocal);
  return compte === null || poste === null ? null : { compte, poste };
}

/** A new sign-in also lifts what the server had refused to the former one. */
export function writeIdentity(store: Store, admission: Admission): Identity {
  const { serveur, session } = admission;
  const { id, nom, role, identifiant } = session.compte;
  const identity: Identity = {
    compte: { id, nom, role, siret: siret.safeParse(identifiant).data ?? null, serveur, bailJours: session.bail_jours },
    poste: session.poste,
  };
  store.write(store.persons, () => {
    writeLocal(store.persons, 'compte', identity.compte);
    writeLocal(store.persons, 'poste', identity.poste);
    writeLocal(store.persons, 'refus', null);
    noteConnexion(store, admission);
  });
  return identity;
}

/** An account that no server knows yet: its ids are this poste's own, until a sign-in gives it the server's. */
export function writeSansServeur(store: Store, { nom, nomPoste }: SansServeur, random: Random): Identity {
  const identity: Identity = {
    compte: { id: random.uuid(), nom, role: 'responsable', siret: null, serveur: null, bailJours: null },
    poste: { id: random.uuid(), nom: nomPoste },
  };
  store.write(store.persons, () => {
    writeLocal(store.persons, 'compte', identity.compte);
    writeLocal(store.persons, 'poste', identity.poste);
  });
  return identity;
}

export const readRefusal = (store: Store): SessionRefusal | null => readLocal(store.persons, 'refus', sessionRefusal);
export const writeRefusal = (store: Store, refusal: SessionRefusal | null): void =>
  writeLocal(store.persons, 'refus', refusal);
