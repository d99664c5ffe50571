import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corrigerHeure, decaler, heureDeLActe, memeSaisie } from '../../../shared/domain/horloge.ts';
import { accepte, acteFictif, enAttente, karim, uuidDe } from './actes-fictifs.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const base = Date.parse('2027-06-07T08:00:00.000Z');
const minute = 60_000;
const instant = fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }).map((ms) => iso(base + ms));
const decalage = fc.option(fc.integer({ min: -7_200_000, max: 7_200_000 }), { nil: null });

describe('corrigerHeure', () => {
  it('stays inside [last exchange, reception] and is monotone', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        decalage,
        fc.option(instant, { nil: null }),
        instant,
        (a, b, decalageMs, dernierEchangeLe, recuLe) => {
          const [tot, tard] = [a, b].sort();
          const corriger = (faitLe: string) =>
            corrigerHeure({ faitLe, decalageMs, dernierEchangeLe, recuLe }).faitCorrigeLe;
          const [premier, second] = [corriger(tot ?? a), corriger(tard ?? b)];
          expect(premier <= second).toBe(true);
          expect(second <= recuLe).toBe(true);
          if (dernierEchangeLe !== null)
            expect(premier >= (dernierEchangeLe < recuLe ? dernierEchangeLe : recuLe)).toBe(true);
        },
      ),
    );
  });

  it('leaves a sound clock alone', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 7_200_000 }),
        fc.nat({ max: 7_200_000 }),
        fc.integer({ min: -7_200_000, max: 7_200_000 }),
        (avant, apres, decalageMs) => {
          expect(
            corrigerHeure({
              faitLe: iso(base - decalageMs),
              decalageMs,
              dernierEchangeLe: iso(base - avant),
              recuLe: iso(base + apres),
            }),
          ).toEqual({ faitCorrigeLe: iso(base), heureIncertaine: false });
        },
      ),
    );
  });

  it('is uncertain beyond two minutes, not at two minutes', () => {
    const futur = (ms: number) =>
      corrigerHeure({ faitLe: iso(base + ms), decalageMs: 0, dernierEchangeLe: null, recuLe: iso(base) });
    expect(futur(2 * minute)).toEqual({ faitCorrigeLe: iso(base), heureIncertaine: false });
    expect(futur(2 * minute + 1)).toEqual({ faitCorrigeLe: iso(base), heureIncertaine: true });
    const passe = corrigerHeure({
      faitLe: iso(base - 60 * minute),
      decalageMs: 0,
      dernierEchangeLe: iso(base - 5 * minute),
      recuLe: iso(base),
    });
    expect(passe).toEqual({ faitCorrigeLe: iso(base - 5 * minute), heureIncertaine: true });
  });

  it('does not trust a clock that was never measured, unless the window is short', () => {
    const jamais = (fenetre: number) =>
      corrigerHeure({ faitLe: iso(base), decalageMs: null, dernierEchangeLe: iso(base - fenetre), recuLe: iso(base) })
        .heureIncertaine;
    expect(jamais(2 * minute)).toBe(false);
    expect(jamais(2 * minute + 1)).toBe(true);
    expect(
      corrigerHeure({ faitLe: iso(base), decalageMs: null, dernierEchangeLe: null, recuLe: iso(base) }).heureIncertaine,
    ).toBe(true);
  });
});

describe('an absurd offset', () => {
  it('still gives a date, and an uncertain one', () => {
    for (const decalageMs of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      const lu = corrigerHeure({ faitLe: iso(base), decalageMs, dernierEchangeLe: null, recuLe: iso(base) });
      expect(lu.heureIncertaine).toBe(true);
      expect(lu.faitCorrigeLe).toMatch(/^[0-9]{4}-/);
    }
  });
});

describe('heureDeLActe', () => {
  const acte = acteFictif(uuidDe(1), 'note', { texte: 'x' }, { fait_le: iso(base), decalage_ms: 90_000 });

  it("is the server's once accepted, the measured clock's before", () => {
    expect(heureDeLActe(accepte(acte, 1, iso(base + 5)))).toEqual({ le: iso(base + 5), heureIncertaine: false });
    expect(heureDeLActe(enAttente(acte, 1))).toEqual({ le: iso(base + 90_000), heureIncertaine: false });
    expect(heureDeLActe(enAttente({ ...acte, decalage_ms: null }, 1)).le).toBe(iso(base));
  });

  it('survives an offset that no date can hold', () => {
    expect(decaler(iso(base), Number.MAX_SAFE_INTEGER)).toBe(iso(base));
  });
});

describe('memeSaisie', () => {
  const appel = acteFictif(uuidDe(1), 'appel', {}, { fait_le: iso(base) });
  const plan = (ms: number, reste = {}) =>
    acteFictif(uuidDe(2), 'prochaine-action', {}, { fait_le: iso(base + ms), ...reste });

  it('is what one poste wrote within a second, whatever hours the server gave', () => {
    expect(memeSaisie(accepte(appel, 1, iso(base - minute)), accepte(plan(0), 2, iso(base - minute + 4)))).toBe(true);
    expect(memeSaisie(accepte(appel, 1), enAttente(plan(1_000), 1))).toBe(true);
  });

  it('is not what came later, from another poste, nor by somebody else', () => {
    expect(memeSaisie(accepte(appel, 1), accepte(plan(1_001), 2))).toBe(false);
    const ailleurs = accepte(plan(0), 2);
    const recu = ailleurs.recu === null ? null : { ...ailleurs.recu, posteNom: 'Accueil-3' };
    expect(memeSaisie(accepte(appel, 1), { ...ailleurs, recu })).toBe(false);
    expect(memeSaisie(accepte(appel, 1), accepte(plan(0, { operateur: karim }), 2))).toBe(false);
  });
});
