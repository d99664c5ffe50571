import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ajoutsMax } from '../../sync-api/demandes/doublon.ts';
import { lireEcrite } from '../../sync-api/demandes/ecrite.ts';
import type { DemandeRow } from '../../sync-api/demandes/ligne.ts';
import { ouverteAvec } from '../../sync-api/demandes/meme-personne.ts';
import { confirmationsParJour } from '../../sync-api/demandes/passage.ts';
import { appeler, autreCle, cle, defaire, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

const again = async (changes: Parameters<Guichets['deposer']>[0] = {}): Promise<void> => {
  g.clock.advance(1_000);
  await g.deposer(changes);
  await g.passer();
};
const recipients = async (genre: string) =>
  (await g.db.selectFrom('courriel').select('destinataire').where('genre', '=', genre).execute()).map(
    ({ destinataire }) => destinataire,
  );
/** As they were written, oldest first. */
const mails = async (genre: string) =>
  (
    await g.db
      .selectFrom('courriel')
      .select(['destinataire', 'donnees'])
      .where('genre', '=', genre)
      .orderBy('cree_le')
      .execute()
  ).map(({ destinataire, donnees }) => ({ destinataire, donnees: JSON.parse(donnees) }));
const adresses = async (row: DemandeRow) => {
  const { destinataire, titulaire } = (await lireEcrite(g.db, await g.relire(row))) ?? {};
  return { destinataire, titulaire };
};

describe('asking again while nobody answered', () => {
  it('makes nothing new: the text and the reasons join the demande, both sides are told', async () => {
    const row = await g.demander({ motifs: ['place'] });
    await again({ motifs: ['frais'], message: 'Et le coût ?' });
    expect(await g.demandes()).toHaveLength(1);
    expect((await g.ligne(row)).ajouts).toEqual([
      { recu_le: '2026-06-08T08:00:01.000Z', motifs: ['frais'], message: 'Et le coût ?' },
    ]);
    expect(await g.courriels()).toEqual([
      'candidat-confirmation',
      'cfa-nouvelle',
      'candidat-doublon',
      'cfa-changement',
    ]);
    await checkFlux(g);
  });

  it('is the same person with another spelling of the name and another phone', async () => {
    const row = await g.demander();
    await again({
      nom: 'VAUQUELIN ',
      prenom: 'ines',
      courriel: 'Ines.Vauquelin@EXAMPLE.org',
      telephone: '+33639980113',
    });
    expect(await g.demandes()).toHaveLength(1);
    expect((await g.dossier(row)).telephones.map(({ e164 }) => e164)).toEqual(['+33639980112', '+33639980113']);
  });

  it('by phone under another address keeps both: staff see them, the first one is told, no link goes to either', async () => {
    const row = await g.demander({ message: 'Un internat ?' });
    await again({ courriel: 'Autre@example.org', message: 'Autre boîte', prenom: 'INÈS' });
    expect(await g.demandes()).toHaveLength(1);
    expect(await mails('candidat-doublon')).toMatchObject([
      { destinataire: 'ines.vauquelin@example.org', donnees: { jeton: null, ajoute: true } },
    ]);
    const [complement] = await mails('candidat-complement');
    expect(complement).toMatchObject({ destinataire: 'autre@example.org', donnees: { demande: { message: null } } });
    expect(JSON.stringify(complement)).not.toMatch(/internat|jeton/);
    expect((await g.ligne(row)).ajouts).toMatchObject([{ courriel: 'autre@example.org' }]);
    expect((await g.dossier(row)).emails).toEqual(['ines.vauquelin@example.org', 'autre@example.org']);
  });

  it('from a mistyped address, the answer goes to the newest one; to the one staff chose once they did', async () => {
    const row = await g.demander({ courriel: 'ines.vauquelin@gmial.example' });
    // The very same form: only the address is new.
    await again();
    expect(await adresses(row)).toEqual({
      destinataire: 'ines.vauquelin@example.org',
      titulaire: 'ines.vauquelin@gmial.example',
    });
    await g.pousser(
      makeActe({
        flux: row.flux_id,
        dossier: row.dossier_id,
        type: 'rectification',
        corps: { champ: 'email', valeur: 'Choisie@example.org', ancienne: null },
      }),
    );
    await again({ courriel: 'encore@example.org' });
    expect(await adresses(row)).toEqual({ destinataire: 'choisie@example.org', titulaire: 'choisie@example.org' });
  });

  it('a stranger who asked first never gets the answer to her words, nor she or he the link of the other', async () => {
    const row = await g.demander({ courriel: 'attaquant@example.org' });
    await again({ message: 'Puis-je différer ?' });
    await g.pousser(repondre(row, 'personnalisee'));
    expect(await recipients('candidat-reponse')).toEqual(['ines.vauquelin@example.org']);
    const links = (await g.db.selectFrom('courriel').selectAll().execute()).filter(
      ({ donnees }) => typeof JSON.parse(donnees).jeton === 'string',
    );
    expect(links.map(({ destinataire }) => destinataire)).toEqual(['attaquant@example.org']);
  });

  it('an address that was only added is sent no link: neither when it asks again, nor by a change made by the link', async () => {
    const row = await g.demander();
    await again({ courriel: 'autre@example.org' });
    g.clock.advance(3_600_000);
    await again({ courriel: 'autre@example.org', message: 'Alors ?' });
    await g.intake.deposer('changement', { empreinte_jeton: row.empreinte_jeton, mode: 'message' });
    await g.passer();
    expect(await mails('candidat-doublon')).toMatchObject([
      { destinataire: 'ines.vauquelin@example.org', donnees: { jeton: null } },
      { destinataire: 'autre@example.org', donnees: { jeton: null } },
    ]);
    expect(await recipients('candidat-changement')).toEqual(['ines.vauquelin@example.org']);
    expect((await g.ligne(row)).ajouts.map(({ courriel }) => courriel)).toEqual(['autre@example.org', undefined]);
  });

  it('tells of another address although an addition was told of within the hour', async () => {
    await g.demander();
    await again({ message: 'Encore moi' });
    await again({ courriel: 'autre@example.org' });
    await again({ courriel: 'troisieme@example.org' });
    expect((await mails('candidat-doublon')).map(({ donnees }) => donnees.jeton)).toEqual([expect.any(String), null]);
  });

  it('keeps the number of a later form as one to be checked', async () => {
    const row = await g.demander();
    await again({ telephone: '+33639989999' });
    expect((await g.dossier(row)).telephones.map(({ e164, confiance }) => [e164, confiance])).toEqual([
      ['+33639980112', 'sure'],
      ['+33639989999', 'douteuse'],
    ]);
  });

  it('too often says that nothing was added', async () => {
    const row = await g.demander();
    for (let turn = 0; turn < ajoutsMax; turn += 1) await again({ message: `Encore ${turn}` });
    g.clock.advance(3_600_000);
    await again({ message: 'Mes vrais mots', courriel: 'autre@example.org' });
    expect((await mails('candidat-doublon')).map(({ donnees }) => donnees.ajoute)).toEqual([true, false]);
    expect(await mails('candidat-complement')).toEqual([]);
    expect((await g.dossier(row)).emails).toEqual(['ines.vauquelin@example.org']);
  });

  it('is another demande for another training, another name, or once it was answered', async () => {
    const row = await g.demander();
    await again({ cle_ministere_educatif: autreCle });
    await again({ prenom: 'Louise' });
    expect(await g.demandes()).toHaveLength(3);
    await g.pousser(repondre(row, 'autre_canal'));
    await again();
    const all = await g.demandes();
    expect(all).toHaveLength(4);
    expect(all.at(-1)).toMatchObject({ etat: 'ouverte', dossier_id: row.dossier_id });
  });

  it('twice with one click writes no second version and no second mail to the CFA', async () => {
    const row = await g.demander({ message: 'Bonjour' });
    const { seq } = await g.db.selectFrom('ligne').select('seq').where('id', '=', row.id).executeTakeFirstOrThrow();
    await again({ message: 'Bonjour' });
    expect(await g.db.selectFrom('ligne').select('seq').where('id', '=', row.id).execute()).toEqual([{ seq }]);
    expect(await g.courriels()).not.toContain('cfa-changement');
  });

  it('in a loop fills neither the row nor the mailboxes', async () => {
    const row = await g.demander();
    for (let turn = 0; turn < ajoutsMax + 5; turn += 1) await again({ message: `Encore ${turn}` });
    expect((await g.ligne(row)).ajouts).toHaveLength(ajoutsMax);
    expect((await recipients('candidat-doublon')).length).toBe(1);
  });

  it('under another name each time fills no mailbox, and loses no demande', async () => {
    for (let turn = 0; turn < confirmationsParJour + 3; turn += 1) await g.deposer({ prenom: `P${turn}` });
    await g.passer();
    expect(await g.demandes()).toHaveLength(confirmationsParJour + 3);
    expect(await recipients('candidat-confirmation')).toHaveLength(confirmationsParJour);
    g.clock.advance(86_400_000);
    await g.demander({ prenom: 'Demain' });
    expect(await recipients('candidat-confirmation')).toHaveLength(confirmationsParJour + 1);
  });

  it('of a demande that an older poste answered by a call makes a new one: its words would be seen by nobody', async () => {
    const row = await g.demander();
    g.clock.advance(3_600_000);
    await g.pousser(appeler(row, 'JOINT', '2026-06-08T08:30:00.000Z'));
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte' });
    const next = await g.demander({ message: 'Une autre question' });
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T08:30:00.000Z' });
    expect(next).toMatchObject({ etat: 'ouverte', dossier_id: row.dossier_id });
  });
});

it('who already asked is found by the index that refuses two', async () => {
  for (const par of ['courriel', 'telephone'] as const) {
    const plan = await ouverteAvec(g.db, cle, par, 'k').explain(undefined, sql`query plan`);
    expect(JSON.stringify(plan)).toContain(`demande_ouverte_par_cle_${par}`);
  }
});

describe('whatever the order', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ genre: fc.constant('depot' as const), par: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 2, arbitrary: fc.record({ genre: fc.constant('reponse' as const), rang: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ genre: fc.constant('annulation' as const), rang: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ genre: fc.constant('defaire' as const), rang: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ genre: fc.constant('passage' as const) }) },
  );
  /** The same girl: her own two addresses, her own two phones, any pair of them. */
  const contacts = {
    a: { courriel: 'ines@example.org', telephone: '+33639980112' },
    b: { courriel: 'ines@example.org', telephone: '+33639980113' },
    c: { courriel: 'ines.bis@example.org', telephone: '+33639980112' },
  };

  it('a person never has two open demandes for one training, and nobody blocks the queue', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const one = await ouvrirGuichets();
        try {
          const answers: ReturnType<typeof repondre>[] = [];
          for (const [rang, doing] of steps.entries()) {
            one.clock.advance(60_000);
            const rows = await one.demandes();
            const row = 'rang' in doing ? rows[doing.rang % Math.max(1, rows.length)] : undefined;
            if (doing.genre === 'depot') await one.deposer({ ...contacts[doing.par], message: `m${rang}` });
            else if (doing.genre === 'passage') await one.passer();
            else if (row === undefined) continue;
            else if (doing.genre === 'annulation')
              await one.intake.deposer('annulation', { empreinte_jeton: row.empreinte_jeton });
            else if (doing.genre === 'reponse') {
              const answer = repondre(row, 'autre_canal');
              answers.push(answer);
              await one.pousser(answer);
            } else {
              const answer = answers.find(({ dossier }) => dossier === row.dossier_id);
              if (answer !== undefined) await one.pousser(defaire(row, answer));
            }
            const ouvertes = (await one.demandes()).filter(({ etat }) => etat === 'ouverte');
            for (const cle of ['cle_courriel', 'cle_telephone'] as const)
              expect(new Set(ouvertes.map((demande) => demande[cle])).size).toBe(ouvertes.length);
          }
          await one.passer();
          expect(await one.guichet.prendre(1)).toEqual([]);
          expect(one.logs.filter((line) => line.includes('DEPOT_EN_ACCIDENT'))).toEqual([]);
          for (const demande of await one.demandes()) {
            expect((await one.ligne(demande)).etat).toBe(demande.etat);
            expect((await one.intake.lireSuivi(demande.empreinte_jeton))?.etat).toBe(demande.etat);
          }
          await checkFlux(one);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
