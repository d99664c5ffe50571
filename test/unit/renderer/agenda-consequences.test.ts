import { describe, expect, it } from 'vitest';
import { consequencesDe } from '../../../renderer/features/agenda/consequences.ts';
import { ecartsEnMots } from '../../../renderer/features/agenda/ecarts.ts';
import { saisieDe } from '../../../renderer/features/agenda/formulaire.ts';
import { comptesVides, creneauDe, inscriptionDe } from './agenda-exemples.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const creneau = creneauDe({ comptes: { ...comptesVides, prises: 3, attente: 1 } });
const gens = [
  inscriptionDe({ reservation: 'a', rang: 1 }),
  inscriptionDe({ reservation: 'b', rang: 2, aUneAdresse: false }),
  inscriptionDe({ reservation: 'c', rang: 3, opposition: true }),
  inscriptionDe({ reservation: 'd', etat: 'attente', rang: 4, position: 1 }),
  inscriptionDe({ reservation: 'e', etat: 'annulee', motif: 'candidat' }),
];
const qui = (liste: readonly { reservation: string }[] | null): string[] | null =>
  liste?.map(({ reservation }) => reservation) ?? null;

describe('what a change of a créneau does', () => {
  it('moved: whoever is expected or waits is written to, called without an address, left alone when opposed', () => {
    const apres = { ...saisieDe(creneau), debut: '2026-11-24T14:00:00.000Z', fin: '2026-11-24T15:30:00.000Z' };
    const fait = consequencesDe(creneau, apres, gens, now);
    expect(fait.courriel).toBe('deplacee');
    expect(qui(fait.ecrits)).toEqual(['a', 'd']);
    expect(qui(fait.aAppeler)).toEqual(['b']);
    expect(qui(fait.opposes)).toEqual(['c']);
    expect(fait.enTrop).toBe(0);
  });

  it('nobody whose data are frozen is written to, called, or asked again', () => {
    const gelees = gens.map((une) => ({ ...une, limitation: true }));
    const apres = { ...saisieDe(creneau), debut: '2026-11-24T14:00:00.000Z', fin: '2026-11-24T15:30:00.000Z' };
    expect(consequencesDe(creneau, apres, gelees, now)).toMatchObject({ ecrits: [], aAppeler: [], opposes: [] });
    expect(consequencesDe(creneau, { ...saisieDe(creneau), capacite: 1 }, gelees, now).aReconfirmer).toEqual([]);
  });

  it('moved and smaller at once: everybody says again that she comes, nobody besides', () => {
    const apres = { ...saisieDe(creneau), debut: '2026-11-24T14:00:00.000Z', capacite: 1 };
    expect(consequencesDe(creneau, apres, gens, now)).toMatchObject({ courriel: 'deplacee', enTrop: 0 });
  });

  it('another place is not told to who waits, and was not told where to come', () => {
    const fait = consequencesDe(creneau, { ...saisieDe(creneau), lieu: 'Atelier' }, gens, now);
    expect(qui(fait.ecrits)).toEqual(['a']);
    expect(qui(fait.aAppeler)).toEqual(['b']);
  });

  it('who has to confirm for want of places already counts among those in excess', () => {
    const dites = gens.map((un) =>
      un.reservation === 'c' ? { ...un, etat: 'a_reconfirmer' as const, motif: 'capacite' as const } : un,
    );
    const fait = consequencesDe(creneau, { ...saisieDe(creneau), capacite: 1 }, dites, now);
    expect(fait.enTrop).toBe(1);
    expect(qui(fait.aReconfirmer)).toEqual(['b']);
  });

  it('another place or another link is told without asking anything again; a title or a capacity is not', () => {
    expect(consequencesDe(creneau, { ...saisieDe(creneau), lieu: 'Atelier' }, gens, now).courriel).toBe('changee');
    expect(consequencesDe(creneau, { ...saisieDe(creneau), lien: 'https://visio.example' }, gens, now).courriel).toBe(
      'changee',
    );
    const titre = consequencesDe(creneau, { ...saisieDe(creneau), titre: 'Ateliers', capacite: 20 }, gens, now);
    expect(titre).toMatchObject({ courriel: null, ecrits: [], aAppeler: [], enTrop: 0 });
  });

  it('fewer places than people: the last to have taken one, by name when their order is known', () => {
    const apres = { ...saisieDe(creneau), capacite: 1 };
    const fait = consequencesDe(creneau, apres, gens, now);
    expect(fait).toMatchObject({ courriel: null, enTrop: 2 });
    expect(qui(fait.aReconfirmer)).toEqual(['c', 'b']);
    const sansRang = gens.map(({ rang: _rang, ...un }) => un);
    expect(consequencesDe(creneau, apres, sansRang, now)).toMatchObject({ enTrop: 2, aReconfirmer: null });
  });

  it('a place that is only offered is taken back before anybody who comes is asked', () => {
    const offerte = gens.map((un) => (un.reservation === 'b' ? { ...un, etat: 'offerte' as const } : un));
    const fait = consequencesDe(creneau, { ...saisieDe(creneau), capacite: 1 }, offerte, now);
    expect(fait).toMatchObject({ reprises: 1, enTrop: 1 });
    expect(qui(fait.aReconfirmer)).toEqual(['c']);
  });

  it('cancelled: told to whoever was expected or waited', () => {
    const fait = consequencesDe(creneau, null, gens, now);
    expect(fait.courriel).toBe('annulee');
    expect(qui(fait.ecrits)).toEqual(['a', 'd']);
    expect(fait.enTrop).toBe(0);
  });

  it('nobody is told of a meeting that is over', () => {
    const apresCoup = Date.parse('2026-11-25T10:00:00Z');
    expect(consequencesDe(creneau, null, gens, apresCoup).courriel).toBeNull();
    expect(consequencesDe(creneau, { ...saisieDe(creneau), lieu: 'X', capacite: 1 }, gens, apresCoup)).toMatchObject({
      courriel: null,
      enTrop: 0,
    });
  });
});

describe('two versions of a créneau', () => {
  const une = saisieDe(creneau);
  it('are told by what differs, nothing else', () => {
    const autre = { ...une, capacite: 1, lieu: null };
    expect(ecartsEnMots(une, [autre], 'Europe/Paris', now)).toBe('12 places, Amphi B');
    expect(ecartsEnMots(autre, [une], 'Europe/Paris', now)).toBe('1 place, sans lieu');
  });

  it('by their hours when those differ, in the time of the site', () => {
    const tard = { ...une, debut: '2026-11-24T15:00:00.000Z', fin: '2026-11-24T16:00:00.000Z' };
    expect(ecartsEnMots(tard, [une], 'Europe/Paris', now)).toMatch(/^mardi 24 novembre, 16\u00a0h – 17\u00a0h/);
  });

  it('say what is offered to whom', () => {
    const offerte = { ...une, offre: { formations: [], origines: ['ONISEP' as const] } };
    expect(ecartsEnMots(offerte, [une], 'Europe/Paris', now)).toBe('proposé en ligne, toutes les formations, 1 site');
    expect(ecartsEnMots(une, [offerte], 'Europe/Paris', now)).toBe('pas proposé en ligne');
  });
});
