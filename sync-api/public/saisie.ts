import { z } from 'zod';
import { modeDepot } from '../guichet/depot.ts';
import { champs, type Valeurs } from './pages/champs.ts';

/** Well above what any field may hold: what is typed too long is shown again with its error, not refused whole. */
const brut = z.string().max(6_000).default('');
/** A box that is ticked once is posted as a text, twice as a list. */
const coches = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .pipe(z.array(z.string().max(40)).max(40))
  .default([]);

/** The form as the page posts it, nothing more: another field means another page. */
const formulaire = z.strictObject({
  [champs.cle]: z.string().min(1).max(120),
  [champs.origine]: z.string().min(1).max(40),
  [champs.mode]: brut,
  [champs.auteur]: brut,
  [champs.prenom]: brut,
  [champs.nom]: brut,
  [champs.prenomJeune]: brut,
  [champs.nomJeune]: brut,
  [champs.courriel]: brut,
  [champs.telephone]: brut,
  [champs.motif]: coches,
  [champs.autre]: brut,
  [champs.souhait]: coches,
  [champs.message]: brut,
  [champs.creneau]: brut,
  [champs.creneauxApres]: brut,
  [champs.voir]: brut,
  [champs.consentement]: z.string().regex(/^[0-9]{4}-[0-9]{2}(-[0-9]{1,2})?$/),
  [champs.courrielCorrige]: brut,
  [champs.courrielVu]: brut,
  [champs.piege]: brut,
  [champs.envoi]: z.string().max(40).default(''),
  [champs.defi]: brut,
  [champs.preuve]: brut,
});

export interface Saisie {
  cle: string;
  origine: string;
  valeurs: Valeurs;
  consentement: string;
  /** Where the list of créneaux of the page began, and the part that a button asks for; empty without. */
  creneauxApres: string;
  voir: string;
  /** The suggestion that was ticked; empty when it was not. */
  courrielCorrige: string;
  courrielVu: string;
  piege: string;
  /** Which drawing of the form; empty when it did not say. */
  envoi: string;
  defi: string;
  preuve: string;
}

/** Reads what was posted. @returns null when it is not this form */
export function lireSaisie(body: unknown): Saisie | null {
  const lue = formulaire.safeParse(body);
  if (!lue.success) return null;
  const { mode, auteur, prenom, nom, courriel, telephone, motif, autre, souhait, message, creneau, ...rest } = lue.data;
  return {
    cle: rest.cle,
    origine: rest.origine,
    valeurs: {
      mode: modeDepot.safeParse(mode).data ?? null,
      auteur: auteur === 'parent' || auteur === 'etudiant' ? auteur : null,
      prenom,
      nom,
      prenomJeune: rest.prenom_jeune,
      nomJeune: rest.nom_jeune,
      courriel,
      telephone,
      motifs: motif,
      autre,
      souhaits: souhait,
      message,
      creneau,
    },
    consentement: rest.consentement,
    creneauxApres: rest.creneaux_apres,
    voir: rest.voir,
    courrielCorrige: rest.courriel_corrige,
    courrielVu: rest.courriel_vu,
    piege: rest.site_web,
    envoi: rest.envoi,
    defi: rest.defi,
    preuve: rest.preuve,
  };
}
