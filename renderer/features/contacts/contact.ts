import type { RequestOf } from '../../../shared/contract/ipc/index.ts';
import type { Disposition, Issue } from '../../../shared/domain/actes/appel.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';
import type { Interlocuteur } from '../candidats/saisie/call-draft.ts';

/** Of a call that came in: nobody is called back in vain, and a refusal is noted on the sheet, where it is confirmed. */
export const dispositionsRecues = ['JOINT', 'RAPPELER', 'MAUVAIS_CONTACT'] as const satisfies readonly Disposition[];
export type DispositionRecue = (typeof dispositionsRecues)[number];

/** Somebody who calls and is in no list, being typed. */
export interface ContactDraft {
  nom: string;
  prenom: string;
  telephones: readonly string[];
  /** null until chosen: only where there is one list does it choose itself. */
  flux: string | null;
  hasAppel: boolean;
  interlocuteur: Interlocuteur;
  disposition: DispositionRecue;
  issue: Issue | null;
  note: string;
}

export const maxTelephones = 4;

/** From what was pasted or typed: a number goes to its field, words are a name. */
export const nouveauContact = (texte: string, flux: string | null = null): ContactDraft => {
  const isNumero = /\d/.test(texte);
  return {
    nom: isNumero ? '' : texte.trim().toLocaleUpperCase('fr'),
    prenom: '',
    telephones: [isNumero ? texte.trim() : ''],
    flux,
    hasAppel: true,
    interlocuteur: 'responsable',
    disposition: 'JOINT',
    issue: null,
    note: '',
  };
};

export interface ContactErreurs {
  nom?: string;
  prenom?: string;
  flux?: string;
  /** By place; null where the number is right. */
  telephones: readonly (string | null)[];
}

const telephoneErreur = (brut: string, isNeeded: boolean): string | null => {
  if (brut.trim() === '') return isNeeded ? 'Un numéro de téléphone est nécessaire.' : null;
  if (lireTelephone(brut).e164 !== null) return null;
  const chiffres = brut.replace(/\D/g, '').length;
  if (chiffres < 10) return 'Ce numéro est incomplet : dix chiffres, ou un + et l’indicatif du pays.';
  return 'Ce numéro ne peut pas être lu : dix chiffres, ou un + et l’indicatif du pays.';
};

/** One sentence a field that is not right; null when the contact can be created. */
export const erreursDe = (contact: ContactDraft, flux: string | null, hasListe: boolean): ContactErreurs | null => {
  const hasOne = contact.telephones.some((brut) => brut.trim() !== '');
  const erreurs: ContactErreurs = {
    ...(contact.nom.trim() === '' ? { nom: 'Le nom est nécessaire.' } : {}),
    ...(contact.prenom.trim() === '' ? { prenom: 'Le prénom est nécessaire.' } : {}),
    ...(flux === null
      ? { flux: hasListe ? 'Choisir l’établissement.' : 'Aucune liste n’est ouverte sur ce poste : il en faut une.' }
      : {}),
    telephones: contact.telephones.map((brut, index) => telephoneErreur(brut, !hasOne && index === 0)),
  };
  const isRight =
    erreurs.nom === undefined &&
    erreurs.prenom === undefined &&
    erreurs.flux === undefined &&
    erreurs.telephones.every((erreur) => erreur === null);
  return isRight ? null : erreurs;
};

/** What is asked of the file. The call came from the first number. */
export const creationDe = (contact: ContactDraft, flux: string): RequestOf<'contacts:creer'> => {
  const telephones = contact.telephones.map((brut) => brut.trim()).filter((brut) => brut !== '');
  const note = contact.note.trim();
  const { interlocuteur, disposition, issue } = contact;
  return {
    flux,
    nom: contact.nom.trim(),
    prenom: contact.prenom.trim(),
    telephones,
    appel: contact.hasAppel
      ? {
          sens: 'recu',
          numero: lireTelephone(telephones[0] ?? '').e164,
          interlocuteur,
          disposition,
          ...(disposition === 'JOINT' && issue !== null ? { issue } : {}),
          ...(note === '' ? {} : { note }),
        }
      : null,
  };
};
