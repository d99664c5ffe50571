import type { Kysely } from 'kysely';
import type { Ecriture } from '../actes/ecriture.ts';
import type { Tables } from '../store/tables.ts';
import { actualiser, adresseActuelle } from './actuel.ts';
import { suivreRefus } from './consequences.ts';
import { destinatairesDuSite, lireAdresse } from './destinataires.ts';
import { type Donnees, estPourLeCfa, lireDonnees, siteDuCourriel } from './donnees.ts';
import { fichiersDe } from './fichiers.ts';
import { type CourrielRow, engager, finir } from './file.ts';
import { rendre } from './modeles/rendre.ts';
import type { MailPret } from './transport.ts';
import { encoreUtile } from './utilite.ts';

/** A mail that is `en_cours`, as it leaves. */
export interface Depart {
  row: CourrielRow;
  mail: MailPret;
}

export interface Reglages {
  /** COURRIEL_EXPEDITEUR */
  expediteur: string;
  /** Origin of the intake. */
  accueil: string;
}

/** Whoever asked can answer to the site; the site answers in the application. */
const repondreA = async (trx: Kysely<Tables>, lues: Donnees): Promise<string | null> => {
  const site = siteDuCourriel(lues);
  if (estPourLeCfa(lues.genre) || site === undefined) return null;
  return (await destinatairesDuSite(trx, site))[0] ?? null;
};

const estRejetee = async (trx: Kysely<Tables>, courriel: string): Promise<string | null> =>
  (
    await trx
      .selectFrom('courriel_rejete')
      .select('code')
      .where('courriel', '=', courriel.toLowerCase())
      .executeTakeFirst()
  )?.code ?? null;

const readresser = (trx: Kysely<Tables>, id: string, destinataire: string | null) =>
  trx.updateTable('courriel').set({ destinataire }).where('id', '=', id).where('etat', '=', 'a_envoyer').execute();

/**
 * Makes a due row leave: `en_cours` is committed with this transaction, before the first byte. A mail that is of no more
 * use, that cannot be read, or that goes to an address known to be dead ends here.
 *
 * @returns the mail, or `passe` when the row ended
 */
export const preparer = async (
  ecriture: Ecriture,
  row: CourrielRow,
  { expediteur, accueil }: Reglages,
): Promise<Depart | 'passe'> => {
  const { trx, clock } = ecriture;
  const maintenant = clock.now();
  const le = maintenant.toISOString();
  const abandonner = async (code: string): Promise<'passe'> => {
    await finir(trx, row.id, { etat: 'abandonne', code, le }, ['a_envoyer']);
    return 'passe';
  };
  const refuser = async (code: string): Promise<'passe'> => {
    await finir(trx, row.id, { etat: 'refuse', code, le }, ['a_envoyer']);
    await suivreRefus(ecriture, row, code);
    return 'passe';
  };
  const lues = lireDonnees(row.donnees);
  if (lues === null || row.destinataire === null) return abandonner('ILLISIBLE');
  const utiles = await encoreUtile(trx, lues, le);
  if (utiles === null) return abandonner('SANS_OBJET');
  const destinataire = await adresseActuelle(trx, utiles, row.destinataire);
  if (destinataire !== row.destinataire) await readresser(trx, row.id, destinataire);
  // An answer waits for staff to note an address; the others are of no use without one.
  if (destinataire === null) return utiles.genre === 'candidat-reponse' ? 'passe' : abandonner('SANS_DESTINATAIRE');
  if (lireAdresse(destinataire) === null) return refuser('5.1.3');
  const rejet = estPourLeCfa(lues.genre) ? await estRejetee(trx, destinataire) : null;
  if (rejet !== null) return refuser(rejet);
  const actuelles = await actualiser(trx, utiles);
  const engage = await engager(trx, { ...row, destinataire }, maintenant);
  if (engage === null) return 'passe';
  return {
    row: engage,
    mail: {
      messageId: row.message_id,
      courrielId: row.id,
      de: expediteur,
      a: destinataire,
      repondreA: await repondreA(trx, actuelles),
      date: maintenant,
      ...rendre(actuelles, { url: accueil }),
      pieces: fichiersDe(actuelles, row.cree_le),
    },
  };
};
