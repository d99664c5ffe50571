import type { DossierLigne, OrigineTelephone } from '../../shared/contract/lignes.ts';
import { uai as uaiShape } from '../../shared/contract/primitives.ts';
import { formeEmail, garderColonnes, lireColonnes } from '../../shared/domain/listes/colonnes-source.ts';
import { lireTelephone } from '../../shared/domain/telephone.ts';
import type { Anomalie, Lecteur } from './anomalie.ts';
import type { Colonne } from './colonnes.ts';

type Note = (anomalie: Anomalie) => void;

/**
 * The person of a line (facts/voeux-affelnet 4.3). The list names no responsable légal: `NOM_REP_LEGAL` of the
 * exports is the pupil's own surname, so no parent's name exists here and none is stored.
 */

/** In dialling order: the responsables légaux first, then the pupil (users-and-rules 1.3). */
const phones: readonly { colonne: Colonne; origine: OrigineTelephone; champ: string }[] = [
  { colonne: 'telephoneResponsable1', origine: 'responsable_1', champ: 'responsable.telephone_1' },
  { colonne: 'telephoneResponsable2', origine: 'responsable_2', champ: 'responsable.telephone_2' },
  { colonne: 'telephonePersonnel', origine: 'personnel', champ: 'apprenant.telephone_personnel' },
  { colonne: 'telephonePortable', origine: 'portable', champ: 'apprenant.telephone_portable' },
];

const emails: readonly { colonne: Colonne; champ: string }[] = [
  { colonne: 'email1', champ: 'responsable.email_1' },
  { colonne: 'email2', champ: 'responsable.email_2' },
];

const addressLines: readonly Colonne[] = ['adresse1', 'adresse2', 'adresse3', 'adresse4'];

/** What the existing service accepts as a phone: digits only once a leading `+NN` became `0`. */
const isPlainPhone = (raw: string): boolean => /^[0-9]+$/.test(raw.replace(/^\+[0-9]{2}/, '0'));

function readPhones(read: Lecteur, note: Note): DossierLigne['telephones'] {
  const found: DossierLigne['telephones'] = [];
  for (const { colonne, origine, champ } of phones) {
    const raw = read(colonne);
    if (raw === null) continue;
    const phone = lireTelephone(raw);
    if (phone.e164 === null) note({ champ, type: 'illisible' });
    else if (phone.confiance === 'douteuse') note({ champ, type: 'douteux' });
    else if (phone.confiance === 'corrigee') note({ champ, type: 'corrige' });
    else if (!isPlainPhone(raw)) note({ champ, type: 'format' });
    found.push({ ...phone, origine });
  }
  return found;
}

function readCodePostal(raw: string | null, note: Note): string | null {
  if (raw === null) {
    note({ champ: 'apprenant.adresse.code_postal', type: 'absent' });
    return null;
  }
  // A spreadsheet ate the zero of the first nine départements.
  return /^[0-9]{4}$/.test(raw) ? `0${raw}` : raw;
}

function readOrigine(read: Lecteur, note: Note): DossierLigne['etablissement_origine'] {
  const raw = read('origineUai')?.toUpperCase() ?? null;
  const uai = raw !== null && uaiShape.safeParse(raw).success ? raw : null;
  if (uai === null) note({ champ: 'etablissement_origine.uai', type: raw === null ? 'absent' : 'format' });
  const nom = [read('origineType'), read('origineLibelle')].filter((part) => part !== null).join(' ');
  if (nom === '') note({ champ: 'etablissement_origine.nom', type: 'absent' });
  return uai === null && nom === '' ? null : { uai, nom, ville: read('origineVille') };
}

const named = (raw: string | null, champ: string, note: Note): string => {
  if (raw === null) note({ champ, type: 'absent' });
  return raw ?? '';
};

/** Reads the person; what is missing or doubtful is given to `note`, never guessed. */
export function lireDossier(read: Lecteur, campagne: number, note: Note): DossierLigne {
  const ine = read('ine');
  if (ine === null) note({ champ: 'apprenant.ine', type: 'absent' });
  const nom = named(read('nom'), 'apprenant.nom', note);
  const prenom = named(read('prenom'), 'apprenant.prenom', note);
  const adresse = lireColonnes(read, addressLines);
  if (adresse.valeurs.length === 0) note({ champ: 'apprenant.adresse.libelle', type: 'absent' });
  const codePostal = readCodePostal(read('codePostal'), note);
  const ville = read('ville');
  if (ville === null) note({ champ: 'apprenant.adresse.ville', type: 'absent' });
  const pays = read('pays');
  if (pays === null) note({ champ: 'apprenant.adresse.pays', type: 'absent' });
  const telephones = readPhones(read, note);
  const mails = lireColonnes(
    read,
    emails.map(({ colonne }) => colonne),
  );
  for (const { colonne, champ } of emails) {
    const raw = read(colonne);
    if (raw !== null && !formeEmail.test(raw)) note({ champ, type: 'format' });
  }
  const dossier: DossierLigne = {
    ine,
    nom,
    prenom,
    prenoms_autres: lireColonnes(read, ['prenom2', 'prenom3']).valeurs,
    adresse: { lignes: adresse.valeurs, code_postal: codePostal, ville, pays },
    telephones,
    emails: mails.valeurs,
    etablissement_origine: readOrigine(read, note),
    campagne,
  };
  return garderColonnes(dossier, adresse, mails);
}
