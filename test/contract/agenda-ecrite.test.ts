import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lireReservationEcrite } from '../../sync-api/agenda/ecrite.ts';
import { type Agenda, corpsDeCreneau, creer, demanderPlace, ouvrirAgenda } from '../support/agenda-serveur.ts';
import { type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

/** What a mail about a booking may say, and to whom it goes. */
describe('a booking as its mails read it', () => {
  let guichets: Guichets;
  let agenda: Agenda;
  beforeEach(async () => {
    guichets = await ouvrirGuichets();
    agenda = await ouvrirAgenda(guichets);
  });
  afterEach(() => guichets.close());

  const ecrite = async (id: string) => lireReservationEcrite(guichets.db, await agenda.lire(id));
  const rectifier = (flux: string, dossier: string, valeur: string) =>
    guichets.pousser(
      makeActe({ flux, dossier, type: 'rectification', corps: { champ: 'email', valeur, ancienne: null } }),
    );

  test('given by staff without a demande: the site, its number, the place of the créneau', async () => {
    const { corps } = await agenda.creneau({ titre: 'Cuisine', consigne: 'Sonnez à gauche.' });
    const dossier = await agenda.personne('Inès', ['ines.vauquelin@example.org']);
    const id = await agenda.reserver(dossier, corps);
    expect(await ecrite(id)).toEqual({
      destinataire: 'ines.vauquelin@example.org',
      reservation: {
        id,
        fluxId: agenda.flux,
        dossierId: dossier,
        demandeId: null,
        creneauId: corps.creneau,
        cfa: 'CFA des Trois Fourneaux',
        telephoneCfa: '04 65 71 00 10',
        siretFormateur: '99998000600020',
        formation: null,
        cleMinistereEducatif: null,
        genre: 'reunion',
        titre: 'Cuisine',
        debut: corps.debut,
        fin: corps.fin,
        fuseau: 'Europe/Paris',
        lieu: '14 rue des Maîtres-Queux',
        lien: null,
        consigne: 'Sonnez à gauche.',
        sequence: 0,
        nom: 'Vauquelin',
        prenom: 'Inès',
        expireLe: null,
      },
    });
  });

  test('a créneau that says no place is held at the site, unless it is held online', async () => {
    const lien = 'https://visio.example.org/x';
    const lieux = [];
    for (const changes of [{}, { lien }]) {
      const { lieu: _lieu, ...corps } = corpsDeCreneau(randomUUID(), changes);
      await guichets.pousser(creer(agenda.flux, corps));
      const { reservation } = (await ecrite(await agenda.reserver(await agenda.personne(), corps))) ?? {};
      lieux.push([reservation?.lieu, reservation?.lien]);
    }
    expect(lieux).toEqual([
      ['14 rue des Maîtres-Queux, 69100 VILLEURBANNE', null],
      [null, lien],
    ]);
  });

  test('for a demande: its training, and the address of whoever made it; never one that was only added', async () => {
    const demande = await guichets.demander();
    await guichets.deposer({ courriel: 'autre@example.org', motifs: ['horaire'] });
    await guichets.passer();
    const corps = corpsDeCreneau(randomUUID());
    const place = demanderPlace(demande.flux_id, demande.dossier_id, corps, { demande: demande.id });
    await guichets.pousser(creer(demande.flux_id, corps), place);
    const id = String(place.corps.reservation);
    expect((await guichets.ligne(demande)).ajouts.map(({ courriel }) => courriel)).toEqual(['autre@example.org']);
    expect(await ecrite(id)).toMatchObject({
      destinataire: 'ines.vauquelin@example.org',
      reservation: { formation: 'CUISINE (CAP)', cleMinistereEducatif: demande.cle_ministere_educatif },
    });
    await rectifier(demande.flux_id, demande.dossier_id, 'Choisie@example.org');
    expect((await ecrite(id))?.destinataire).toBe('choisie@example.org');
    await rectifier(demande.flux_id, demande.dossier_id, '');
    expect((await ecrite(id))?.destinataire).toBeNull();
  });

  test('nobody to write to without an address; nothing to say once she is gone', async () => {
    const { corps } = await agenda.creneau();
    const dossier = await agenda.personne('Inès', []);
    const id = await agenda.reserver(dossier, corps);
    expect((await ecrite(id))?.destinataire).toBeNull();
    const row = await agenda.lire(id);
    await guichets.pousser(makeActe({ flux: agenda.flux, dossier, type: 'effacement', corps: {} }));
    expect(await lireReservationEcrite(guichets.db, row)).toBeNull();
  });
});
