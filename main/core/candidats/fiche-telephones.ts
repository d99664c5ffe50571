import { type Fiche, ficheMax } from '../../../shared/contract/ipc/candidats.ts';
import { origineTelephone } from '../../../shared/contract/lignes.ts';
import type { NumeroDuDossier } from '../../../shared/domain/numeros.ts';
import { afficherTelephone, estDrom } from '../../../shared/domain/telephone.ts';
import type { FoldedDossier } from './fold.ts';

type TelephoneFiche = Fiche['candidatTelephones'][number];

/** What two dossiers know of one number: the more careful word wins. */
const caution = ['verrouille', 'invalide', 'a_verifier', 'confirme', 'non_verifie'];

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
    const key = numero.e164 ?? numero.brut;
    const known = numeros.get(key);
    if (known === undefined) numeros.set(key, numero);
    else if (caution.indexOf(numero.etat) < caution.indexOf(known.etat)) {
      numeros.set(key, { ...known, etat: numero.etat });
    }
  }
  const all = [...numeros.values()].map(telephoneOf);
  const isOwn = ({ origine }: TelephoneFiche): boolean => origine === 'personnel' || origine === 'portable';
  return {
    responsableTelephones: all.filter((telephone) => !isOwn(telephone)).slice(0, ficheMax.telephones),
    candidatTelephones: all.filter(isOwn).slice(0, ficheMax.telephones),
  };
}
