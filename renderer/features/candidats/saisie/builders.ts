import type { Saisie } from '../../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { AppelCorps } from '../../../../shared/domain/actes/appel.ts';
import { faitsDe } from '../../../../shared/domain/actes/catalogue.ts';
import type { ProchaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';
import type { CallDraft } from './call-draft.ts';

export type FicheDossier = Fiche['dossiers'][number];

/** The dossier that new actes go to. */
export const dossierPrincipal = (fiche: Fiche): FicheDossier | null =>
  fiche.dossiers.find((dossier) => dossier.id === fiche.dossierPrincipal) ?? fiche.dossiers[0] ?? null;

/**
 * One acte to write, with the heads that were on screen for the faits it sets (PROTOCOL 2): two people offline
 * then never overwrite each other in silence.
 */
export const saisie = (dossier: FicheDossier, type: string, corps: Record<string, unknown>): Saisie => {
  const vues: Record<string, string[]> = {};
  for (const { fait } of faitsDe({ id: '', type, corps })) {
    const tetes = dossier.tetes[fait];
    if (tetes !== undefined && tetes.length > 0) vues[fait] = tetes.map((tete) => tete.acte);
  }
  return { dossier: dossier.id, type, corps, vues };
};

export const appelCorpsOf = (draft: CallDraft): AppelCorps | null => {
  if (draft.disposition === null) return null;
  const note = draft.note.trim();
  return {
    sens: draft.sens,
    numero: draft.numero,
    interlocuteur: draft.disposition === 'JOINT' || draft.sens === 'recu' ? draft.interlocuteur : null,
    disposition: draft.disposition,
    ...(draft.disposition === 'JOINT' && draft.issue !== null ? { issue: draft.issue } : {}),
    ...(note === '' ? {} : { note }),
  };
};

/** The call and what comes next, written together or not at all. */
export const saisiesAppel = (
  dossier: FicheDossier,
  draft: CallDraft,
  prochaine: ProchaineActionCorps | null,
): Saisie[] => {
  const corps = appelCorpsOf(draft);
  if (corps === null) return [];
  return [
    saisie(dossier, 'appel', { ...corps }),
    ...(prochaine === null ? [] : [saisie(dossier, 'prochaine-action', { ...prochaine })]),
  ];
};

/**
 * The same call as it is noted for somebody else of the family: on her own sheet, with what was seen there. What came
 * of it, and the note, only when it was said to hold for her; a number only when it is hers too.
 */
export const draftPourProche = (
  draft: CallDraft,
  proche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>,
  isSameIssue: boolean,
): CallDraft => {
  const numeros = [...proche.responsableTelephones, ...proche.candidatTelephones].map(({ e164 }) => e164);
  const hasNumero = draft.numero !== null && numeros.includes(draft.numero);
  const interlocuteur = draft.interlocuteur === 'candidat' ? 'autre' : draft.interlocuteur;
  return {
    ...draft,
    numero: hasNumero ? draft.numero : null,
    interlocuteur,
    issue: isSameIssue ? draft.issue : null,
    note: isSameIssue ? draft.note : '',
    aussi: [],
  };
};

export const saisieRappel = (
  dossier: FicheDossier,
  le: string,
  precision: 'heure' | 'jour',
  qui: string | null,
): Saisie => saisie(dossier, 'prochaine-action', { quoi: 'rappeler', le, precision, qui });

export const saisieNote = (dossier: FicheDossier, texte: string): Saisie =>
  saisie(dossier, 'note', { texte: texte.trim() });
