import type { Modele } from '../partages.ts';

/** A modèle that comes with the application: it may be copied, then changed, and is never changed itself. */
export interface ModeleFourni extends Modele {
  cle: string;
}

/**
 * People of vœux are minors and their mail addresses are the adults': every mail speaks to the family. The SMS stay in
 * the alphabet of one short message (`sms.ts`), hence their straight apostrophes.
 */
export const modelesFournis: readonly ModeleFourni[] = [
  {
    cle: 'relance-message',
    nom: 'Relance après un message laissé',
    canal: 'courriel',
    objet: 'Votre projet d’apprentissage : {cfa}',
    texte: `Madame, Monsieur,

Nous vous avons laissé un message au sujet du projet de {prenom} pour la formation {formation}.

Quand pourrions-nous en parler quelques minutes ? Vous pouvez répondre à ce courriel avec un jour et une heure, ou nous appeler au {telephone_cfa}.

Bien cordialement,
{operateur}, {cfa}`,
  },
  {
    cle: 'proposition-rdv',
    nom: 'Proposition de rendez-vous',
    canal: 'courriel',
    objet: 'Un rendez-vous avec {cfa}',
    texte: `Madame, Monsieur,

{prenom} s’intéresse à la formation {formation}. Nous vous proposons de nous rencontrer le [… jour et heure], à [… lieu], pour parler de son projet et de la recherche d’une entreprise.

Ce moment vous convient-il ? Sinon, proposez-en un autre en répondant à ce courriel, ou appelez-nous au {telephone_cfa}.

Bien cordialement,
{operateur}, {cfa}`,
  },
  {
    // Speaks of nobody: the one that many families may receive together.
    cle: 'invitation-rencontre',
    nom: 'Invitation à une rencontre',
    canal: 'courriel',
    objet: 'Une rencontre avec {cfa}',
    texte: `Madame, Monsieur,

Un projet d’apprentissage se prépare : la formation, le rythme, la recherche d’une entreprise. Nous vous invitons à en parler avec nous le [… jour et heure], à [… lieu].

Si cette date ne vous convient pas, répondez à ce courriel : nous vous en proposerons une autre.

Bien cordialement,
{operateur}, {cfa}`,
  },
  {
    cle: 'essaye-de-joindre',
    nom: 'Nous avons essayé de vous joindre',
    canal: 'courriel',
    objet: '{cfa} a essayé de vous joindre',
    texte: `Madame, Monsieur,

Nous avons essayé de vous joindre au sujet du projet de {prenom} pour la formation {formation}, sans succès : ce n’est pas grave, cela arrive souvent.

Vous pouvez nous rappeler au {telephone_cfa}, ou répondre à ce courriel en nous disant quand et à quel numéro vous appeler.

Bien cordialement,
{operateur}, {cfa}`,
  },
  {
    cle: 'pieces-du-dossier',
    nom: 'Pièces du dossier',
    canal: 'courriel',
    objet: 'Dossier d’inscription de {prenom}',
    texte: `Madame, Monsieur,

Pour compléter le dossier de {prenom} en {formation}, il nous manque :
[… pièces à fournir]

Merci de nous les faire parvenir avant le [… date], à [… adresse ou lien]. En cas de difficulté, appelez-nous au {telephone_cfa}.

Bien cordialement,
{operateur}, {cfa}`,
  },
  {
    cle: 'sms-rappelez-nous',
    nom: 'Rappelez-nous',
    canal: 'sms',
    objet: '',
    texte:
      "Bonjour, {cfa} a essayé de vous joindre au sujet de l'apprentissage. Rappelez-nous au {telephone_cfa}. Merci !",
  },
];

/** Where a copied modèle, or one that is written for a group, starts from. */
export const modeleVide: Modele = { nom: '', canal: 'courriel', objet: '', texte: '' };
