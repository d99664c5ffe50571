import { type Fiche, ficheMax } from '../../../shared/contract/ipc/candidats.ts';
import { origineTelephone } from '../../../shared/contract/lignes.ts';
import type { NumeroDuDossier } from '../../../shared/domain/numeros.ts';
import { afficherTelephone, estDrom } from '../../../shared/domain/telephone.ts';
import type { FoldedDossier } from './fold.ts';

type TelephoneFiche = Fiche['candidatTelephones'][number];

/** What two dossiers know of one number: the more careful word wins. */
const caution = ['verrouille', 'invalide', 'a_verifier', 'confirme', 'non_verifie'];

const keyOf = ({ e164, brut }: { e164: string | null; brut: string }): string => e164 ?? brut;

/** Whose number it is, from the forms: a dossier that only a parent's demande made holds that parent's number. */
function nommes(members: readonly FoldedDossier[]): Map<string, string> {
  const noms = new Map<string, Set<string>>();
  for (const { rows } of members) {
    if (rows.voeux.length > 0) continue;
    const siens = rows.demandes.flatMap(({ corps: { auteur, demandeur } }) =>
      auteur === 'parent' && demandeur !== null ? [`${demandeur.prenom} ${demandeur.nom}`] : [],
    );
    for (const telephone of rows.ligne?.telephones ?? []) {
      if (telephone.origine !== 'responsable_1') continue;
      noms.set(keyOf(telephone), new Set([...(noms.get(keyOf(telephone)) ?? []), ...siens]));
    }
  }
  return new Map(
    [...noms].flatMap(([key, [nom, ...autres]]) =>
      nom === undefined || autres.length > 0 ? [] : [[key, nom] as const],
    ),
  );
}

function telephoneOf({ brut, e164, origine, etat, correction }: NumeroDuDossier): TelephoneFiche {
  const known = origineTelephone.safeParse(origine);
  return {
    brut,
    e164,
    affiche: e164 === null ? brut : afficherTelephone(e164),
    origine: known.success ? known.data : 'ajoute',
    etat: etat === 'non_verifie' ? 'inconnu' : etat,
    correction,
    drom: e164 !== null && estDrom(e164),
  };
}

/** Numbers of every dossier, each once, in dialling order; those that people here added go with the adults'. */
export function telephonesOf(
  members: readonly FoldedDossier[],
): Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'> {
  const numeros = new Map<string, NumeroDuDossier>();
  for (const numero of members.flatMap((member) => member.etat.numeros)) {
    const key = keyOf(numero);
    const known = numeros.get(key);
    if (known === undefined) numeros.set(key, numero);
    else if (caution.indexOf(numero.etat) < caution.indexOf(known.etat)) {
      numeros.set(key, { ...known, etat: numero.etat });
    }
  }
  const names = nommes(members);
  const all = [...numeros.values()].map((numero) => {
    const demandeur = names.get(keyOf(numero));
    return demandeur === undefined ? telephoneOf(numero) : { ...telephoneOf(numero), demandeur };
  });
  const isOwn = ({ origine }: TelephoneFiche): boolean => origine === 'personnel' || origine === 'portable';
  return {
    responsableTelephones: all.filter((telephone) => !isOwn(telephone)).slice(0, ficheMax.telephones),
    candidatTelephones: all.filter(isOwn).slice(0, ficheMax.telephones),
  };
}
