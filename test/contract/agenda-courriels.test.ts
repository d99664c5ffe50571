import ICAL from 'ical.js';
import type { Attachment } from 'postal-mime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { annulerReservation } from '../../sync-api/agenda/annuler.ts';
import { annoncer } from '../../sync-api/agenda/nouvelles.ts';
import { empreinteJeton } from '../../sync-api/demandes/cles.ts';
import { ouvrirFamille, personne } from '../support/agenda-depots.ts';
import { type Agenda, annulerCreneau, modifier, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import type { CourrielRecu } from '../support/smtp.ts';

/** What a family receives of a réservation, by a real mail server. Monday 8 June 2026, 10:00 in Paris. */

let bureau: Bureau;
let agenda: Agenda;
beforeEach(async () => {
  bureau = await ouvrirBureau();
  agenda = await ouvrirAgenda(bureau);
});
afterEach(() => bureau.fermer());

const noa = 'noa@example.org';
const visio = 'https://visio.example/salle-1';
const entretien: Partial<CreneauCorps> = {
  genre: 'entretien',
  debut: '2026-06-18T12:30:00.000Z',
  fin: '2026-06-18T13:00:00.000Z',
  lien: visio,
  consigne: 'Apportez un CV.',
  capacite: 1,
};
const complet = { candidat: 'complet', cfa: null } as const;
const ailleurs = { debut: '2026-06-19T07:00:00.000Z', fin: '2026-06-19T07:30:00.000Z' };

/** Inès has a place, Noa waits. */
const remplir = async (changes: Partial<CreneauCorps> = {}) => {
  const { corps, acte } = await agenda.creneau({ ...entretien, ...changes });
  const [dossier, autre] = [await agenda.personne('Inès', [ines]), await agenda.personne('Noa', [noa])];
  const [id, enAttente] = [await agenda.reserver(dossier, corps), await agenda.reserver(autre, corps)];
  return { corps, acte, dossier, id, enAttente };
};
const recus = (adresse: string): CourrielRecu[] => bureau.smtp.recusPar(adresse);
const dernier = (adresse: string): CourrielRecu => {
  const recu = recus(adresse).at(-1);
  if (recu === undefined) throw new Error('no mail');
  return recu;
};
const texteDe = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
const fichiers = (recu: CourrielRecu) =>
  recu.mail.attachments.map((piece) => {
    const [vevent, ...autres] = new ICAL.Component(ICAL.parse(texteDe(piece))).getAllSubcomponents('vevent');
    expect(autres).toEqual([]);
    return {
      nom: piece.filename,
      type: piece.mimeType,
      uid: String(vevent?.getFirstPropertyValue('uid')),
      status: String(vevent?.getFirstPropertyValue('status')),
      sequence: Number(vevent?.getFirstPropertyValue('sequence')),
      debut: String(vevent?.getFirstPropertyValue('dtstart')),
    };
  });
const tout = ({ mail }: CourrielRecu): string =>
  `${mail.subject} ${mail.text} ${mail.html} ${mail.attachments.map(texteDe)}`;

test('a place is confirmed with its date, its link, and a file that another library reads', async () => {
  const { corps, id } = await remplir();
  await bureau.courrier.passer();
  const recu = dernier(ines);
  expect(recu.mail.subject).toBe('Votre entretien du jeudi 18 juin à 14\u00a0h\u00a030 est confirmé');
  expect(recu.mail.text).toContain('Horaire\u00a0: de 14\u00a0h\u00a030 à 15\u00a0h');
  expect(recu.mail.text).toContain('À savoir\u00a0: Apportez un CV.');
  expect(recu.mail.html).toContain(`href="${visio}"`);
  const jeton = /https:\/\/accueil\.example\/rendez-vous#([\w-]{43})\r?\n/.exec(recu.mail.text ?? '')?.[1] ?? '';
  expect(empreinteJeton(jeton)).toBe((await agenda.lire(id)).empreinte_jeton);
  expect(recu.mail.replyTo?.map(({ address }) => address)).toEqual([admissions]);
  expect(recu.brut).toContain('Content-Type: text/calendar; method=PUBLISH; charset=utf-8');
  expect(fichiers(recu)).toEqual([
    {
      nom: 'rendez-vous.ics',
      type: 'text/calendar',
      uid: `${corps.creneau}.${id}@rappel-cfa.invalid`,
      status: 'CONFIRMED',
      sequence: 0,
      debut: '2026-06-18T12:30:00Z',
    },
  ]);
  expect(tout(recu)).not.toContain('Vauquelin');
});

test('who waits is told so, with neither the file nor the link into the meeting', async () => {
  await remplir();
  await bureau.courrier.passer();
  const recu = dernier(noa);
  expect(recu.mail.subject).toContain('vous êtes sur liste d’attente');
  expect(fichiers(recu)).toEqual([]);
  expect(tout(recu)).not.toContain('visio.example');
});

test('a move is asked of who has a place and said to who waits, with the words of the CFA', async () => {
  const { corps, acte, id } = await remplir();
  await bureau.courrier.passer();
  await bureau.pousser(modifier(agenda.flux, { ...corps, ...ailleurs, mot: 'Salle en travaux.' }, [acte.id]));
  await bureau.courrier.passer();
  const recu = dernier(ines);
  expect(recu.mail.subject).toBe('Votre entretien est déplacé au vendredi 19 juin à 9\u00a0h');
  expect(recu.mail.text).toContain('Message du CFA\u00a0: Salle en travaux.');
  expect(recu.mail.text).toContain('Je confirme ou j’annule\u00a0:');
  expect(fichiers(recu)).toMatchObject([
    {
      uid: `${corps.creneau}.${id}@rappel-cfa.invalid`,
      sequence: 1,
      status: 'CONFIRMED',
      debut: '2026-06-19T07:00:00Z',
    },
  ]);
  const attend = dernier(noa);
  expect(attend.mail.text).toContain('Vous êtes toujours sur la liste d’attente.');
  expect(fichiers(attend)).toEqual([]);
  expect(tout(attend)).not.toContain('visio.example');
});

test('a cancelled créneau leaves the calendar of who had its file, and of nobody else', async () => {
  const { corps, acte, id } = await remplir();
  await bureau.courrier.passer();
  await bureau.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id], 'Formatrice absente.'));
  await bureau.courrier.passer();
  expect(dernier(ines).mail.subject).toBe('Votre entretien du jeudi 18 juin à 14\u00a0h\u00a030 est annulé par le CFA');
  expect(dernier(ines).mail.text).toContain('Message du CFA\u00a0: Formatrice absente.');
  expect(fichiers(dernier(ines))).toMatchObject([
    { nom: 'annulation.ics', uid: `${corps.creneau}.${id}@rappel-cfa.invalid`, status: 'CANCELLED', sequence: 2 },
  ]);
  expect(tout(dernier(ines))).not.toContain('#');
  expect(recus(noa)).toHaveLength(2);
  expect(fichiers(dernier(noa))).toEqual([]);
});

test('cancelling strikes the event out and frees the place, which is offered to the next until an hour', async () => {
  const { id } = await remplir();
  await bureau.courrier.passer();
  await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'candidat'));
  await bureau.courrier.passer();
  expect(dernier(ines).mail.subject).toBe(
    'Votre place pour l’entretien du jeudi 18 juin à 14\u00a0h\u00a030 est annulée',
  );
  expect(fichiers(dernier(ines))).toMatchObject([{ status: 'CANCELLED', sequence: 1 }]);
  const offre = dernier(noa);
  expect(offre.mail.subject).toBe('Une place est libre pour l’entretien du jeudi 18 juin à 14\u00a0h\u00a030');
  expect(offre.mail.text).toContain('jusqu’au mardi 9 juin à 10\u00a0h.');
  expect(tout(offre)).not.toContain('visio.example');
  expect(dernier(admissions).mail.subject).toBe(
    'Réservation annulée\u00a0: Inès V., jeudi 18 juin à 14\u00a0h\u00a030',
  );
});

test('another créneau takes the place of the first: one mail, one event goes and one comes', async () => {
  const { corps, dossier, id } = await remplir();
  await bureau.courrier.passer();
  const choisi = await agenda.creneau({ ...entretien, ...ailleurs });
  const nouvelle = await agenda.reserver(dossier, choisi.corps, { remplace: id });
  await bureau.courrier.passer();
  expect(recus(ines)).toHaveLength(2);
  expect(dernier(ines).mail.subject).toBe('Votre entretien du vendredi 19 juin à 9\u00a0h est confirmé');
  expect(dernier(ines).mail.text).toContain('Elle remplace celle du jeudi 18 juin à 14\u00a0h\u00a030');
  expect(fichiers(dernier(ines)).map(({ uid, status }) => [uid.split('@')[0], status])).toEqual([
    [`${choisi.corps.creneau}.${nouvelle}`, 'CONFIRMED'],
    [`${corps.creneau}.${id}`, 'CANCELLED'],
  ]);
  expect(recus(noa).at(-1)?.mail.subject).toContain('Une place est libre');
});

test('what is no longer true when it leaves is not said', async () => {
  const { corps, acte, id } = await remplir();
  await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'cfa'));
  await bureau.courrier.passer();
  // Her confirmation did not leave: there is nothing to strike out.
  expect(recus(ines).map(({ mail }) => mail.subject)).toEqual([
    'Votre place pour l’entretien du jeudi 18 juin à 14\u00a0h\u00a030 est annulée',
  ]);
  expect(fichiers(dernier(ines))).toEqual([]);
  // Noa was waiting, and has an offer by now.
  expect(recus(noa).map(({ mail }) => mail.subject)).toEqual([expect.stringContaining('Une place est libre')]);
  const tiers = await agenda.personne('Adam', ['adam@example.org']);
  const autre = await agenda.creneau(entretien);
  await agenda.reserver(tiers, autre.corps);
  await bureau.pousser(modifier(agenda.flux, { ...autre.corps, ...ailleurs }, [autre.acte.id]));
  await bureau.courrier.passer();
  expect(recus('adam@example.org').map(({ mail }) => mail.subject)).toEqual([
    expect.stringContaining('est déplacé au vendredi 19 juin'),
  ]);
  expect(acte.corps.creneau).toBe(corps.creneau);
});

test('nobody is written to about a meeting that is over, nor of an offer that has ended', async () => {
  const { id } = await remplir();
  await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'candidat'));
  await bureau.smtp.arreter();
  bureau.clock.set('2026-06-17T08:00:00.000Z');
  await bureau.smtp.reprendre();
  await bureau.courrier.passer();
  expect(recus(noa).map(({ mail }) => mail.subject)).toEqual([]);
  expect(recus(ines)).toHaveLength(1);
  const passe = await agenda.creneau({ ...entretien, ...ailleurs });
  await agenda.reserver(await agenda.personne('Adam', ['adam@example.org']), passe.corps);
  bureau.clock.set('2026-06-19T07:30:00.000Z');
  await bureau.courrier.passer();
  expect(recus('adam@example.org').map(({ mail }) => mail.subject)).toEqual([]);
});

test('a booking that is gone is told to nobody; that there is no place is, though no booking was ever made', async () => {
  const { corps, id, enAttente } = await remplir({ capacite: 2 });
  const [row, creneau] = [await agenda.lire(enAttente), await agenda.ligneDe(corps.creneau)];
  await bureau.db.deleteFrom('reservation').where('id', 'in', [id, enAttente]).execute();
  await agenda.ecrire((ecriture) => annoncer(ecriture, creneau, { ...row, etat: 'complet' }, complet));
  await bureau.courrier.passer();
  expect(recus(ines)).toEqual([]);
  expect(recus(noa).map(({ mail }) => mail.subject)).toEqual([
    'Plus de place pour l’entretien du jeudi 18 juin à 14\u00a0h\u00a030',
  ]);
  expect(await bureau.etats()).toMatchObject({ envoye: 1, abandonne: 2 });
});

test('whoever said that she does not want to be contacted is not, and the CFA is told what she did', async () => {
  const { corps } = await agenda.creneau(entretien);
  const dossier = await agenda.personne('Inès', [ines]);
  await agenda.reserverEnLigne({ dossierId: dossier, creneauId: corps.creneau, debutVu: corps.debut });
  await bureau.pousser(makeActe({ flux: agenda.flux, dossier, type: 'limitation', corps: { active: true } }));
  await bureau.courrier.passer();
  expect(recus(ines).map(({ mail }) => mail.subject)).toEqual([]);
  expect(recus(admissions)).toHaveLength(1);
});

test('a mail goes where staff say now, and nowhere when they removed the address', async () => {
  const { dossier, id } = await remplir();
  const rectifier = (valeur: string) =>
    makeActe({ flux: agenda.flux, dossier, type: 'rectification', corps: { champ: 'email', valeur, ancienne: null } });
  await bureau.pousser(rectifier('ines.neuve@example.org'));
  await bureau.courrier.passer();
  expect(recus(ines).map(({ mail }) => mail.subject)).toEqual([]);
  expect(recus('ines.neuve@example.org')).toHaveLength(1);
  await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id }, 'cfa'));
  await bureau.pousser(rectifier(''));
  await bureau.courrier.passer();
  expect(recus('ines.neuve@example.org')).toHaveLength(1);
  expect((await bureau.rows('candidat-reservation')).map(({ code }) => code)).toContain('SANS_DESTINATAIRE');
});

test('fewer places: whoever sends her form again, or is reminded, is told to wait for a call', async () => {
  const { corps, acte } = await agenda.creneau({ ...entretien, capacite: 2 });
  await agenda.reserver(await agenda.personne('Inès', [ines]), corps);
  const id = await agenda.reserver(await agenda.personne('Noa', [noa]), corps);
  await bureau.courrier.passer();
  await bureau.pousser(modifier(agenda.flux, { ...corps, capacite: 1 }, [acte.id]));
  const [row, creneau] = [await agenda.lire(id), await agenda.ligneDe(corps.creneau)];
  expect(row).toMatchObject({ etat: 'a_reconfirmer', motif: 'capacite' });
  await agenda.ecrire((ecriture) => annoncer(ecriture, creneau, row, { candidat: 'deplacee', cfa: null }));
  bureau.clock.set('2026-06-17T07:00:00.000Z');
  await bureau.courrier.passer();
  expect(recus(noa)).toHaveLength(3);
  for (const { mail } of recus(noa).slice(1)) {
    expect(mail.text).toContain('vous appelle pour vous dire si vous gardez la vôtre');
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/attendu·e|a changé la date|Je confirme/);
  }
  expect(dernier(ines).mail.text).toContain('Vous êtes attendu·e');
});

test('a cancelled créneau says that her demande is open when it is, and not when the CFA had answered it', async () => {
  const famille = ouvrirFamille(() => bureau);
  const { corps, acte } = await agenda.creneau();
  const { row } = await famille.reserver(corps, { courriel: ines });
  await famille.reserver(corps, { ...personne('Noa', 1), courriel: noa });
  await bureau.pousser(repondre(await bureau.relire(row), 'autre_canal'));
  await bureau.courrier.passer();
  await bureau.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
  await bureau.courrier.passer();
  for (const adresse of [ines, noa]) expect(dernier(adresse).mail.subject).toContain('est annulée par le CFA');
  expect(dernier(ines).mail.text).toContain('Pour un autre rendez-vous, contactez le CFA.');
  expect(dernier(noa).mail.text).toContain('Votre demande reste ouverte');
  expect(dernier(noa).mail.text).toContain('Je choisis un autre créneau');
});
