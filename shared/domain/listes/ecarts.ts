import type { DossierLigne, VoeuLigne } from '../../contract/lignes.ts';

/** One field that a transmission changed; texts as the list gave them, null when empty. */
export interface EcartChamp {
  champ: string;
  avant: string | null;
  apres: string | null;
}

type Champs = Map<string, string | null>;

const list = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(', '));
const text = (value: string): string | null => (value === '' ? null : value);

function dossierFields(dossier: DossierLigne): Champs {
  const champs: Champs = new Map([
    ['nom', text(dossier.nom)],
    ['prenom', text(dossier.prenom)],
    ['prenoms_autres', list(dossier.prenoms_autres)],
    ['adresse.lignes', list(dossier.adresse.lignes)],
    ['adresse.code_postal', dossier.adresse.code_postal],
    ['adresse.ville', dossier.adresse.ville],
    ['adresse.pays', dossier.adresse.pays],
    ['emails', list(dossier.emails)],
    ['etablissement_origine.uai', dossier.etablissement_origine?.uai ?? null],
    ['etablissement_origine.nom', text(dossier.etablissement_origine?.nom ?? '')],
    ['etablissement_origine.ville', dossier.etablissement_origine?.ville ?? null],
  ]);
  for (const { origine, brut } of dossier.telephones) champs.set(`telephones.${origine}`, brut);
  return champs;
}

const voeuFields = (voeu: VoeuLigne): Champs =>
  new Map([
    ['rang', voeu.rang === null ? null : String(voeu.rang)],
    ['formation.libelle', text(voeu.formation.libelle)],
    ['formation.mef', voeu.formation.mef],
    ['formation.code_formation_diplome', voeu.formation.code_formation_diplome],
    ['formation.cle_ministere_educatif', voeu.formation.cle_ministere_educatif],
    ['etablissement_accueil.uai', voeu.etablissement_accueil.uai],
    ['etablissement_accueil.nom', text(voeu.etablissement_accueil.nom)],
    ['etablissement_accueil.ville', voeu.etablissement_accueil.ville],
  ]);

function differences(before: Champs, after: Champs): EcartChamp[] {
  const found: EcartChamp[] = [];
  for (const champ of new Set([...before.keys(), ...after.keys()])) {
    const avant = before.get(champ) ?? null;
    const apres = after.get(champ) ?? null;
    if (avant !== apres) found.push({ champ, avant, apres });
  }
  return found;
}

/** Fields of the person that changed; a phone is compared as received, so a new repair rule is no change. */
export const ecartsDossier = (before: DossierLigne, after: DossierLigne): EcartChamp[] =>
  differences(dossierFields(before), dossierFields(after));

/** Fields of the vœu that changed; its ids, its state and its anomalies are not fields of the list. */
export const ecartsVoeu = (before: VoeuLigne, after: VoeuLigne): EcartChamp[] =>
  differences(voeuFields(before), voeuFields(after));
