import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { annulerReservation } from '../../sync-api/agenda/annuler.ts';
import { lireReservationEcrite } from '../../sync-api/agenda/ecrite.ts';
import { ecrireCourriel } from '../../sync-api/courriels/ecrire.ts';
import type { NouvelleReservation } from '../../sync-api/courriels/genres.ts';
import { courrielsParJour } from '../../sync-api/courriels/plafond.ts';
import { type Agenda, modifier, ouvrirAgenda, reconfirmer } from '../support/agenda-serveur.ts';
import { admissions, avisDeRetour, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';

/** Reminders, mails that do not arrive, and how many there are. Monday 8 June 2026, 10:00 in Paris. */

let bureau: Bureau;
let agenda: Agenda;
beforeEach(async () => {
  bureau = await ouvrirBureau();
  agenda = await ouvrirAgenda(bureau);
});
afterEach(() => bureau.fermer());

const heureMs = 3_600_000;
const jeudi: Partial<CreneauCorps> = {
  genre: 'entretien',
  debut: '2026-06-18T12:30:00.000Z',
  fin: '2026-06-18T13:00:00.000Z',
};
const vendredi = { debut: '2026-06-19T07:00:00.000Z', fin: '2026-06-19T07:30:00.000Z' };

const confirmer = async (changes: Partial<CreneauCorps> = {}) => {
  const { corps, acte } = await agenda.creneau({ ...jeudi, ...changes });
  const dossier = await agenda.personne('Inès', [ines]);
  return { corps, acte, dossier, id: await agenda.reserver(dossier, corps) };
};
const sujets = (adresse = ines): (string | undefined)[] =>
  bureau.smtp.recusPar(adresse).map(({ mail }) => mail.subject);
const rappels = (): (string | undefined)[] => sujets().filter((sujet) => sujet?.startsWith('Rappel'));
/** What leaves at this instant. */
const passerA = async (instant: string): Promise<void> => {
  bureau.clock.set(instant);
  await bureau.courrier.passer();
};

test('she is reminded at 9 in the morning of the day before', async () => {
  await confirmer();
  await passerA('2026-06-17T06:59:59.999Z');
  expect(rappels()).toEqual([]);
  await passerA('2026-06-17T07:00:00.000Z');
  expect(rappels()).toEqual(['Rappel\u00a0: votre entretien du jeudi 18 juin à 14\u00a0h\u00a030']);
  expect(bureau.smtp.recusPar(ines).at(-1)?.mail.text).toMatch(/https:\/\/accueil\.example\/rendez-vous#[\w-]{43}/);
});

test('at 9 of a site overseas, whose hour is said', async () => {
  await bureau.db.updateTable('etablissement').set({ code_postal: '97400' }).execute();
  await confirmer();
  await passerA('2026-06-17T05:00:00.000Z');
  expect(rappels()).toEqual([
    'Rappel\u00a0: votre entretien du jeudi 18 juin à 16\u00a0h\u00a030 (heure de La Réunion)',
  ]);
});

test.each([
  ['the day that clocks go back', '2026-10-26T09:00:00.000Z', '2026-10-25T08:00:00.000Z'],
  ['the day before they do', '2026-10-25T09:00:00.000Z', '2026-10-24T07:00:00.000Z'],
  ['the day that they go forward', '2027-03-29T08:00:00.000Z', '2027-03-28T07:00:00.000Z'],
])('at 9 on %s', async (_nom, debut, le) => {
  const fin = new Date(Date.parse(debut) + 30 * 60_000).toISOString();
  await confirmer({ debut, fin });
  const [row] = await bureau.rows('candidat-veille');
  expect(row?.envoyable_le).toBe(le);
});

test('booked after that hour, there is nothing to be reminded of', async () => {
  bureau.clock.set('2026-06-17T07:00:00.000Z');
  await confirmer();
  expect(await bureau.rows('candidat-veille')).toEqual([]);
});

test('no reminder of an hour that holds no more: moved, cancelled, or waited for', async () => {
  const { corps, acte, dossier, id } = await confirmer();
  const autre = await agenda.creneau({ ...jeudi, capacite: 1 });
  await agenda.reserver(await agenda.personne('Noa', ['noa@example.org']), autre.corps);
  await agenda.reserver(dossier, autre.corps);
  await bureau.pousser(modifier(agenda.flux, { ...corps, ...vendredi }, [acte.id]));
  await passerA('2026-06-17T07:00:00.000Z');
  expect(rappels()).toEqual([]);
  await bureau.pousser(
    reconfirmer(agenda.flux, dossier, { reservation: id, creneau: corps.creneau, le: vendredi.debut }),
  );
  await passerA('2026-06-18T07:00:00.000Z');
  expect(rappels()).toEqual(['Rappel\u00a0: votre entretien du vendredi 19 juin à 9\u00a0h']);
  expect(sujets('noa@example.org').filter((sujet) => sujet?.startsWith('Rappel'))).toHaveLength(1);
});

test('moved away and back, she is reminded once', async () => {
  const { corps, acte } = await confirmer();
  const la = modifier(agenda.flux, { ...corps, ...vendredi }, [acte.id]);
  await bureau.pousser(la);
  await bureau.pousser(modifier(agenda.flux, corps, [la.id]));
  await passerA('2026-06-17T07:00:00.000Z');
  expect(rappels()).toHaveLength(1);
  expect(bureau.smtp.recusPar(ines).at(-1)?.mail.text).toContain('Vous n’avez pas encore dit si vous venez');
});

const dire = async (id: string, quoi: NouvelleReservation, destinataire = ines) => {
  const ecrite = await lireReservationEcrite(bureau.db, await agenda.lire(id));
  if (ecrite === null) throw new Error('no words');
  const { reservation } = ecrite;
  await agenda.ecrire((ecriture) =>
    ecrireCourriel(ecriture.trx, ecriture, {
      genre: 'candidat-reservation',
      reservation,
      quoi,
      mot: null,
      destinataire,
      jeton: 'j',
    }),
  );
};
const ids = async (genre = 'candidat-reservation') => (await bureau.rows(genre)).map(({ message_id }) => message_id);

test('written again after a restore, a confirmation and its reminder keep their Message-ID', async () => {
  const { id } = await confirmer();
  const [avant, veille] = [await ids(), await ids('candidat-veille')];
  await bureau.db.deleteFrom('courriel').execute();
  await dire(id, 'confirmee');
  expect(await ids()).toEqual(avant);
  expect(await ids('candidat-veille')).toEqual(veille);
});

test('said again in the same base it is another mail, and not twice in a row within the hour', async () => {
  const { id } = await confirmer();
  await dire(id, 'confirmee');
  expect(await ids()).toHaveLength(1);
  bureau.clock.advance(heureMs + 1);
  await dire(id, 'confirmee');
  expect(new Set(await ids()).size).toBe(2);
  expect(await bureau.rows('candidat-veille')).toHaveLength(1);
});

test('a mailbox that had its share is told of a place, a move, an offer, a cancellation, and of nothing less', async () => {
  const notes: string[] = [];
  const journal = { note: ({ code }: { code: string }) => void notes.push(code) };
  const { id } = await confirmer();
  const ecrite = await lireReservationEcrite(bureau.db, await agenda.lire(id));
  if (ecrite === null) throw new Error('no words');
  const ecrire = (rang: number, quoi: NouvelleReservation) =>
    ecrireCourriel(
      bureau.db,
      { ...bureau, journal },
      {
        genre: 'candidat-reservation',
        reservation: { ...ecrite.reservation, id: `r${rang}` },
        quoi,
        mot: null,
        destinataire: 'victime+b@example.org',
        jeton: 'j',
      },
    );
  // Each with its reminder, which takes no part of the share.
  for (let rang = 0; rang < 5; rang += 1) await ecrire(rang, 'confirmee');
  for (let rang = 5; rang < courrielsParJour + 5; rang += 1) await ecrire(rang, 'attente');
  const siens = async () => (await bureau.rows('candidat-reservation')).filter((row) => row.reservation_id !== id);
  expect(await siens()).toHaveLength(courrielsParJour);
  expect(notes).toEqual(Array.from({ length: 5 }, () => 'COURRIEL_PLAFONNE'));
  await ecrire(99, 'confirmee');
  expect((await bureau.rows('candidat-veille')).filter((row) => row.reservation_id !== id)).toHaveLength(6);
  const siennes = [
    'deplacee',
    'changee',
    'offerte',
    'expiree',
    'annulee',
    'attente_quittee',
    'creneau_annule',
  ] as const;
  for (const quoi of siennes) await ecrire(0, quoi);
  expect(await siens()).toHaveLength(courrielsParJour + 1 + siennes.length);
  for (const quoi of ['attente', 'complet', 'inchangee'] as const) await ecrire(1, quoi);
  expect(await siens()).toHaveLength(courrielsParJour + 1 + siennes.length);
});

test('a mail that comes back is told to the CFA, once, when no demande can say it', async () => {
  bureau.smtp.refuser(ines);
  const { corps, acte } = await confirmer();
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect(sujets(admissions)).toEqual(['Courriel non remis\u00a0: Inès V., jeudi 18 juin à 14\u00a0h\u00a030']);
  await bureau.pousser(modifier(agenda.flux, { ...corps, ...vendredi }, [acte.id]));
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect(sujets(admissions)).toHaveLength(1);
});

test('with a demande, its row says that the address does not work, by a bounce as by a refusal', async () => {
  const row = await bureau.demander();
  const { corps } = await agenda.creneau(jeudi);
  await agenda.reserverEnLigne({
    fluxId: agenda.flux,
    dossierId: row.dossier_id,
    creneauId: corps.creneau,
    demandeId: row.id,
    debutVu: corps.debut,
  });
  await bureau.courrier.passer();
  const [envoye] = await bureau.rows('candidat-reservation');
  expect(envoye).toMatchObject({ etat: 'envoye', demande_id: row.id });
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: envoye?.message_id ?? '' }));
  await bureau.courrier.passer();
  expect((await bureau.ligne(row)).courriel_rejete).toBe('candidat');
  expect(sujets(admissions).filter((sujet) => sujet?.includes('n’est pas arrivé'))).toHaveLength(1);
});

const affluer = async (nombre: number) => {
  const { corps } = await agenda.creneau({ ...jeudi, genre: 'reunion', capacite: 50 });
  for (let rang = 0; rang < nombre; rang += 1)
    await agenda.reserverEnLigne({
      dossierId: await agenda.personne('Loup', [`p${rang}@example.org`]),
      creneauId: corps.creneau,
      debutVu: corps.debut,
    });
  return corps;
};

test('many bookings are three mails to the CFA, then one an hour that counts them and names nobody', async () => {
  await affluer(8);
  await bureau.courrier.passer();
  expect(sujets(admissions)).toHaveLength(3);
  await passerA('2026-06-08T09:00:00.000Z');
  expect(sujets(admissions)).toHaveLength(4);
  const reuni = bureau.smtp.recusPar(admissions).at(-1);
  expect(reuni?.mail.subject).toBe('5\u00a0réservations ont changé');
  expect(reuni?.mail.text).toContain(
    '- Réunion d’information, jeudi 18 juin à 14\u00a0h\u00a030\u00a0: 5\u00a0réservations',
  );
  expect(`${reuni?.mail.subject} ${reuni?.mail.text} ${reuni?.mail.html}`).not.toMatch(/Loup|Vauquelin/);
  expect((await bureau.rows('cfa-reservations'))[0]).toMatchObject({ dossier_id: null, reservation_id: null });
});

test('a notice that a dead address refuses goes on to the next of the site; with nobody left, it is said in the app', async () => {
  await bureau.db.updateTable('formation_catalogue').set({ courriel_gestionnaire: 'gestion@example.org' }).execute();
  bureau.smtp.refuser(admissions);
  await affluer(1);
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect(sujets('gestion@example.org')).toHaveLength(1);
  bureau.smtp.refuser('gestion@example.org');
  await affluer(1);
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  const alertes = await bureau.db.selectFrom('ligne').select('corps').where('type', '=', 'alerte').execute();
  expect(alertes.map(({ corps }) => corps).join()).toContain('Aucune adresse de courriel ne fonctionne');
  await affluer(1);
  await bureau.courrier.passer();
  expect((await bureau.rows('cfa-reservation')).map(({ code }) => code)).toContain('SANS_DESTINATAIRE');
});

test('nothing of a candidate but « Inès V. » is in what the CFA receives, headers and files included', async () => {
  const corps = await affluer(0);
  const dossier = await agenda.personne('Inès 0639980112', [ines]);
  const row = await agenda.reserverEnLigne({ dossierId: dossier, creneauId: corps.creneau, debutVu: corps.debut });
  await bureau.courrier.passer();
  await agenda.ecrire((ecriture) => annulerReservation(ecriture, { id: row?.id ?? '' }, 'candidat'));
  await bureau.courrier.passer();
  const recus = bureau.smtp.recusPar(admissions);
  expect(recus).toHaveLength(2);
  for (const { mail, brut } of recus) {
    expect(mail.attachments).toEqual([]);
    const tout = [mail.text, mail.html, brut, ...mail.headers.map(({ value }) => value)].join(' ').toLowerCase();
    expect(tout).toContain('inès v.');
    for (const interdit of ['vauquelin', '639980112', ines, dossier, 'rendez-vous#'])
      expect(tout).not.toContain(interdit);
  }
});
