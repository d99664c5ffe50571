import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listerDus } from '../../sync-api/courriels/file.ts';
import { resteARepondre } from '../../sync-api/demandes/ouverte.ts';
import { appeler, autreCle, defaire, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';

let g: Guichets;
beforeEach(async () => {
  g = await ouvrirGuichets();
});
afterEach(() => g.close());

const envoyees = async () =>
  (await g.db.selectFrom('courriel').selectAll().where('genre', '=', 'candidat-reponse').execute()).map((row) => ({
    destinataire: row.destinataire,
    ...JSON.parse(row.donnees),
  }));

describe('an answer', () => {
  it('that is written by hand closes the demande and leaves as it was previewed', async () => {
    const row = await g.demander();
    const answer = repondre(row, 'personnalisee');
    expect(await g.pousser(answer)).toMatchObject([{ etat: 'accepte', effet: 'aucun' }]);
    await g.passer();
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T07:59:00.000Z' });
    expect((await g.ligne(row)).etat).toBe('repondue');
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'repondue' });
    expect(await envoyees()).toMatchObject([
      {
        destinataire: 'ines.vauquelin@example.org',
        acteId: answer.id,
        corps: {
          sujet: 'CFA des Trois Fourneaux répond à votre demande',
          paragraphes: [
            'Bonjour Inès,',
            expect.any(String),
            'Il reste trois places.',
            'Venez samedi.',
            expect.any(String),
          ],
        },
      },
    ]);
    await checkFlux(g);
  });

  it('« injoignable » is told kindly, « autrement » is not mailed', async () => {
    const first = await g.demander();
    const second = await g.demander({ cle_ministere_educatif: autreCle });
    await g.pousser(repondre(first, 'sans_reponse'), repondre(second, 'autre_canal'));
    expect((await envoyees()).map(({ corps }) => corps.sujet)).toEqual([
      'CFA des Trois Fourneaux a essayé de vous joindre',
    ]);
    expect((await g.demandes()).map(({ etat }) => etat)).toEqual(['repondue', 'repondue']);
  });

  it('goes to the parent who asked, by the parent’s name, and to the address staff wrote over the first one', async () => {
    const row = await g.demander({
      auteur: 'parent',
      nom: 'Le Dantec',
      prenom: 'Yann',
      jeune: { nom: 'Le Dantec', prenom: 'Gwenn' },
    });
    const better = makeActe({
      flux: row.flux_id,
      dossier: row.dossier_id,
      type: 'rectification',
      corps: { champ: 'email', valeur: 'yann@example.org', ancienne: 'ines.vauquelin@example.org' },
    });
    await g.pousser(better, repondre(row, 'personnalisee'));
    expect(await envoyees()).toMatchObject([
      { destinataire: 'yann@example.org', corps: { paragraphes: expect.arrayContaining(['Bonjour Yann,']) } },
    ]);
  });

  it('written offline counts at the moment of the acte, whenever it arrives', async () => {
    const row = await g.demander();
    g.clock.set('2026-06-20T08:00:00.000Z');
    const answer = repondre(row, 'personnalisee', [], { fait_le: '2026-06-12T15:59:00.000Z' });
    await g.pousser(answer);
    const { repondue_le, echeance } = await g.relire(row);
    expect(repondue_le).toBe('2026-06-12T15:59:00.000Z');
    expect((repondue_le ?? '') <= echeance).toBe(true);
  });

  it('pushed twice is mailed once', async () => {
    const row = await g.demander();
    const answer = repondre(row, 'personnalisee');
    await g.pousser(answer);
    expect(await g.pousser(answer)).toMatchObject([{ etat: 'deja_recu' }]);
    expect(await envoyees()).toHaveLength(1);
  });

  it('of a demande that this server does not know is kept, and does nothing', async () => {
    const row = await g.demander();
    const answer = repondre({ ...row, id: g.random.uuid() }, 'personnalisee');
    expect(await g.pousser(answer)).toMatchObject([{ etat: 'accepte' }]);
    expect(await envoyees()).toEqual([]);
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte' });
  });

  it('cannot be written in the dossier of somebody else', async () => {
    const row = await g.demander();
    const other = await g.demander({ nom: 'Oufkir', courriel: 'k@example.org', telephone: '+33639980121' });
    const answer = repondre({ ...row, dossier_id: other.dossier_id }, 'personnalisee');
    expect(await g.pousser(answer)).toMatchObject([{ etat: 'refuse', code: 'ACTE_INVALIDE' }]);
    expect(await envoyees()).toEqual([]);
  });
});

describe('an answer to whom no address is known', () => {
  const noter = (row: { flux_id: string; dossier_id: string }, valeur: string, vues: readonly string[] = []) =>
    makeActe({
      remplace: { 'champ:email': [...vues] },
      flux: row.flux_id,
      dossier: row.dossier_id,
      type: 'rectification',
      corps: { champ: 'email', valeur, ancienne: null },
    });

  it('waits, is said on the demande, and leaves for the address that staff note', async () => {
    const row = await g.demander();
    const none = noter(row, '');
    await g.pousser(none, repondre(row, 'personnalisee'));
    expect((await g.relire(row)).etat).toBe('repondue');
    expect(await envoyees()).toMatchObject([{ destinataire: null, corps: { paragraphes: expect.any(Array) } }]);
    expect(await g.ligne(row)).toMatchObject({ etat: 'repondue', courriel_rejete: 'candidat' });
    g.clock.advance(86_400_000);
    // Nobody at the CFA receives it meanwhile.
    const dus = await listerDus(g.db, g.clock.now().toISOString(), true, 50);
    expect(dus.map(({ genre }) => genre)).not.toContain('candidat-reponse');
    await g.pousser(noter(row, 'Juste@example.org', [none.id]));
    expect(await envoyees()).toMatchObject([{ destinataire: 'juste@example.org' }]);
    expect(await g.ligne(row)).toMatchObject({ etat: 'repondue', courriel_rejete: null });
    await checkFlux(g);
  });

  it('that was not sent yet follows the address that staff correct, and waits again without one', async () => {
    const row = await g.demander();
    const wrong = noter(row, 'fausse@example.org');
    await g.pousser(wrong, repondre(row, 'sans_reponse'));
    expect(await envoyees()).toMatchObject([{ destinataire: 'fausse@example.org' }]);
    await g.pousser(defaire(row, wrong));
    expect(await envoyees()).toMatchObject([{ destinataire: 'ines.vauquelin@example.org' }]);
    const none = noter(row, '');
    await g.pousser(none);
    expect(await envoyees()).toMatchObject([{ destinataire: null }]);
    expect((await g.ligne(row)).courriel_rejete).toBe('candidat');
    await g.pousser(defaire(row, none));
    await g.db.updateTable('courriel').set({ etat: 'envoye' }).where('genre', '=', 'candidat-reponse').execute();
    await g.pousser(noter(row, 'tardive@example.org'));
    expect(await envoyees()).toMatchObject([{ destinataire: 'ines.vauquelin@example.org' }]);
  });
});

describe('a second answer', () => {
  it('that did not see the first is held: nothing is mailed, until it is sent again with the heads seen', async () => {
    const row = await g.demander();
    const first = repondre(row, 'personnalisee');
    const blind = repondre(row, 'personnalisee', [], { fait_le: '2026-06-08T07:58:00.000Z' });
    expect(await g.pousser(first, blind)).toMatchObject([{ effet: 'aucun' }, { effet: 'retenu' }]);
    expect(await envoyees()).toHaveLength(1);
    // A held answer answered nobody: the demande was answered when the first one was.
    expect(await g.relire(row)).toMatchObject({ repondue_le: '2026-06-08T07:59:00.000Z' });
    const again = repondre(row, 'personnalisee', [first.id, blind.id]);
    expect(await g.pousser(again)).toMatchObject([{ effet: 'aucun' }]);
    expect(await envoyees()).toHaveLength(2);
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T07:59:00.000Z' });
  });

  it('to who cancelled without the author’s knowledge is held; knowing it, she is written to, and stays cancelled', async () => {
    const row = await g.demander();
    await g.intake.deposer('annulation', { empreinte_jeton: row.empreinte_jeton });
    await g.passer();
    const blind = repondre(row, 'personnalisee');
    expect(await g.pousser(blind)).toMatchObject([{ effet: 'retenu' }]);
    expect(await envoyees()).toEqual([]);
    expect(await g.pousser(repondre(row, 'personnalisee', [blind.id]))).toMatchObject([{ effet: 'aucun' }]);
    expect(await envoyees()).toHaveLength(1);
    expect(await g.relire(row)).toMatchObject({ etat: 'annulee' });
  });
});

describe('undoing', () => {
  it('« autrement » opens the demande again, and doing it again closes it', async () => {
    const row = await g.demander();
    const answer = repondre(row, 'autre_canal');
    const undo = defaire(row, answer);
    await g.pousser(answer);
    await g.pousser(undo);
    await g.passer();
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte', repondue_le: null });
    expect((await g.ligne(row)).etat).toBe('ouverte');
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'ouverte' });
    await g.pousser(defaire(row, undo));
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T07:59:00.000Z' });
  });

  it('leaves it answered when she asked again since', async () => {
    const row = await g.demander();
    const answer = repondre(row, 'autre_canal');
    await g.pousser(answer);
    const next = await g.demander();
    await g.pousser(defaire(row, answer));
    expect([(await g.relire(row)).etat, (await g.relire(next)).etat]).toEqual(['repondue', 'ouverte']);
  });

  it('a mail that left does nothing', async () => {
    const row = await g.demander();
    const answer = repondre(row, 'personnalisee');
    await g.pousser(answer, defaire(row, answer));
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue' });
  });

  it('one of two answers leaves the other', async () => {
    const row = await g.demander();
    const first = repondre(row, 'autre_canal');
    const second = repondre(row, 'autre_canal', [first.id], { fait_le: '2026-06-08T07:59:30.000Z' });
    await g.pousser(first, second, defaire(row, first));
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T07:59:30.000Z' });
  });

  it('the answer of a call that reached her, but not the call, leaves it answered', async () => {
    const row = await g.demander();
    g.clock.advance(3_600_000);
    const answer = repondre(row, 'autre_canal', [], { fait_le: '2026-06-08T08:10:00.000Z' });
    await g.pousser(appeler(row, 'JOINT', '2026-06-08T08:10:00.000Z'), answer, defaire(row, answer));
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue' });
  });
});

describe('is somebody still to answer?', () => {
  it('no once it was answered, cancelled or is gone, nor after a call that reached the family', async () => {
    const row = await g.demander();
    expect(await resteARepondre(g.db, row.id)).toBe(true);
    g.clock.advance(3_600_000);
    await g.pousser(appeler(row, 'SANS_REPONSE', '2026-06-08T08:10:00.000Z'));
    expect(await resteARepondre(g.db, row.id)).toBe(true);
    // An older poste: the call alone, no `reponse`.
    await g.pousser(appeler(row, 'JOINT', '2026-06-08T08:20:00.000Z'));
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte' });
    expect(await resteARepondre(g.db, row.id)).toBe(false);
    expect(await resteARepondre(g.db, g.random.uuid())).toBe(false);
  });

  it('yes after a call of before it was asked', async () => {
    const first = await g.demander();
    await g.pousser(appeler(first, 'JOINT', '2026-06-08T07:00:00.000Z'));
    expect(await resteARepondre(g.db, first.id)).toBe(true);
  });
});
