import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telephone } from '../../../shared/contract/lignes.ts';
import {
  afficherTelephone,
  chiffresRecherche,
  estDrom,
  lireTelephone,
  telephoneImprime,
} from '../../../shared/domain/telephone.ts';

const lire = (brut: string) => {
  const { e164, confiance, correction } = lireTelephone(brut);
  return { e164, confiance, correction };
};
const sure = (e164: string) => ({ e164, confiance: 'sure', correction: null });
const corrigee = (e164: string, correction: string) => ({ e164, confiance: 'corrigee', correction });
const illisible = { e164: null, confiance: 'illisible', correction: null };

/** The national form that a person would read in the raw text, written apart from the product. */
const formeNationale = (brut: string): string => {
  const compact = brut.replace(/[^0-9+]/g, '').replace(/^00/, '+');
  const drom = /^\+(262|590|594|596)([0-9]{9})$/.exec(compact);
  if (drom !== null) return `0${drom[2]}`;
  if (/^\+508[0-9]{6}$/.test(compact)) return `0508${compact.slice(4)}`;
  return compact.startsWith('+33') ? `0${compact.slice(3)}` : compact.replace('+', '');
};

const chiffres = (nombre: number) => fc.stringMatching(new RegExp(`^[0-9]{${nombre}}$`));
const separateur = fc.constantFrom('', ' ', '.', '-', ' ', ' ');
const national = fc
  .tuple(
    fc.constantFrom('01', '04', '06', '07', '09', '0692', '0690', '0594', '0696', '0269', '0508', '063998'),
    chiffres(8),
  )
  .map(([tete, suite]) => (tete + suite).slice(0, 10));
const indicatif = fc.constantFrom(
  '+33',
  '0033',
  '+262',
  '00262',
  '+590',
  '+594',
  '+596',
  '+508',
  '+32',
  '0032',
  '+49',
  '33',
  '',
);
const saisie = fc.oneof(
  national,
  fc.tuple(indicatif, separateur, fc.constantFrom('', '0', '(0)'), chiffres(9)).map((parties) => parties.join('')),
  fc.tuple(national, separateur).map(([numero, blanc]) => numero.match(/.{2}/g)?.join(blanc) ?? numero),
  chiffres(11),
  fc
    .tuple(
      fc.constantFrom('02262', '02692', '02639', '00590', '00690', '06596', '06696', '04594', '04694'),
      chiffres(6),
    )
    .map((parties) => parties.join('')),
  fc.string({ maxLength: 20 }),
  fc.stringMatching(/^[+0-9 .()/-]{0,18}$/),
);

describe('lireTelephone', () => {
  it.each([
    ['0639981201', '+33639981201'],
    ['06 39 98 12 01', '+33639981201'],
    ['06.39.98.12.01', '+33639981201'],
    ['06-39-98-12-01', '+33639981201'],
    ['+33639981201', '+33639981201'],
    ['+33 639 98 13 01', '+33639981301'],
    ['0639 98 13 01', '+33639981301'],
    ['0033639981201', '+33639981201'],
    ['00 33 6 39 98 12 01', '+33639981201'],
    ['06 39 98 12 01', '+33639981201'],
    [' 01 99 00 12 01 ', '+33199001201'],
    ['0692123456', '+262692123456'],
    ['+262692123456', '+262692123456'],
    ['00262 692 12 34 56', '+262692123456'],
    ['0262123456', '+262262123456'],
    ['0269123456', '+262269123456'],
    ['0639123456', '+262639123456'],
    ['0590123456', '+590590123456'],
    ['0690123456', '+590690123456'],
    ['0694123456', '+594694123456'],
    ['0696123456', '+596696123456'],
    ['0508412345', '+508412345'],
    ['+508412345', '+508412345'],
  ])('reads %s as it is', (brut, e164) => {
    expect(lireTelephone(brut)).toEqual({ brut, ...sure(e164) });
  });

  it.each([
    ['02692123456', '+262692123456'],
    ['02693123456', '+262693123456'],
    ['02262123456', '+262262123456'],
    ['02263123456', '+262263123456'],
    ['02269123456', '+262269123456'],
    ['02639123456', '+262639123456'],
    ['00690123456', '+590690123456'],
    ['00691123456', '+590691123456'],
    ['00590123456', '+590590123456'],
    ['06596123456', '+596596123456'],
    ['06696123456', '+596696123456'],
    ['06697123456', '+596697123456'],
    ['04594123456', '+594594123456'],
    ['04694123456', '+594694123456'],
    ['026 92 12 34 56', '+262692123456'],
  ])('repairs %s, that the source cut, and says so', (brut, e164) => {
    expect(lireTelephone(brut)).toEqual({ brut, ...corrigee(e164, 'DROM_11_CHIFFRES') });
  });

  it('repairs other slips and names each one', () => {
    expect(lire('+33692123456')).toEqual(corrigee('+262692123456', 'DROM_INDICATIF'));
    expect(lire('+508 508 41 23 45')).toEqual(corrigee('+508412345', 'DROM_INDICATIF'));
    expect(lire('+508 0508 41 23 45')).toEqual(corrigee('+508412345', 'DROM_INDICATIF'));
    expect(lire('+508508000000')).toEqual(corrigee('+508000000', 'DROM_INDICATIF'));
    expect(lire('+33 (0)6 39 98 12 01')).toEqual(corrigee('+33639981201', 'ZERO_EN_TROP'));
    expect(lire('+2620692123456')).toEqual(corrigee('+262692123456', 'ZERO_EN_TROP'));
    expect(lire('639981201')).toEqual(corrigee('+33639981201', 'ZERO_PERDU'));
    expect(lire('692123456')).toEqual(corrigee('+262692123456', 'ZERO_PERDU'));
    expect(lire('33639981201')).toEqual(corrigee('+33639981201', 'INDICATIF_SANS_PLUS'));
    expect(lire('262692123456')).toEqual(corrigee('+262692123456', 'INDICATIF_SANS_PLUS'));
  });

  it('keeps a foreign number as it is and never calls it sure', () => {
    expect(lire('+32470123456')).toEqual({ e164: '+32470123456', confiance: 'douteuse', correction: null });
    expect(lire('0032 470 12 34 56')).toEqual({ e164: '+32470123456', confiance: 'douteuse', correction: null });
    expect(lire('+41 79 123 45 67')).toMatchObject({ e164: '+41791234567', confiance: 'douteuse' });
    expect(lire('+687123456')).toMatchObject({ e164: '+687123456', confiance: 'douteuse' });
  });

  it('keeps a code and a prefix that do not go together, in doubt and said', () => {
    const inattendu = (e164: string) => ({ e164, confiance: 'douteuse', correction: 'INDICATIF_INATTENDU' });
    expect(lire('+262 590 12 34 56')).toEqual(inattendu('+262590123456'));
    expect(lire('+590976123456')).toEqual(inattendu('+590976123456'));
    expect(lire('+5900976123456')).toEqual(illisible);
    expect(lire('590976123456')).toEqual(illisible);
    expect(afficherTelephone('+590976123456')).toMatch(/^\+590 /);
  });

  it('takes the first of two numbers, in doubt', () => {
    expect(lire('06 39 98 12 01 / 06 39 98 12 02')).toEqual({
      e164: '+33639981201',
      confiance: 'douteuse',
      correction: 'PLUSIEURS_NUMEROS',
    });
    expect(lire('0639981201;0639981202')).toMatchObject({ correction: 'PLUSIEURS_NUMEROS' });
  });

  it.each([
    '',
    '-',
    ' ',
    'néant',
    '3949',
    '06 39 98 12',
    '063998120',
    '06399812011',
    '6.12E+08',
    '0000000000',
    '1639981201',
    '+321234',
    '+4912',
    '+14155550',
    '+999123456789',
    '+',
    '+33',
    '+330',
    '+3361234567',
    '06399812o1',
    '+59069212345678',
    '08412345',
  ])('does not guess at %j', (brut) => {
    expect(lireTelephone(brut)).toEqual({ brut, ...illisible });
  });

  it('keeps the raw text and obeys the contract, whatever is typed', () => {
    fc.assert(
      fc.property(saisie, (brut) => {
        const lu = lireTelephone(brut);
        expect(telephone.safeParse(lu).success).toBe(true);
        expect(lu.brut).toBe(brut);
        expect(lu.e164 === null).toBe(lu.confiance === 'illisible');
        if (lu.e164 !== null) expect(lu.e164).toMatch(/^\+[1-9][0-9]{5,14}$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never changes a number in silence', () => {
    fc.assert(
      fc.property(saisie, (brut) => {
        const { e164, correction, confiance } = lireTelephone(brut);
        if (e164 === null) return;
        if (chiffresRecherche(e164) !== formeNationale(brut)) expect(correction).not.toBeNull();
        if (correction !== null) expect(confiance).not.toBe('sure');
      }),
      { numRuns: 2_000, examples: [['+508508000000']] },
    );
  });

  it('reads ten national digits whatever separates them', () => {
    fc.assert(
      fc.property(national, separateur, (numero, blanc) => {
        const separe = numero.match(/.{2}/g)?.join(blanc) ?? '';
        expect(lire(separe)).toEqual(lire(numero));
        expect(lire(numero).confiance).toBe('sure');
      }),
    );
  });
});

describe('afficherTelephone', () => {
  it.each([
    ['+33639981201', '06 39 98 12 01'],
    ['+262692123456', '0692 12 34 56'],
    ['+590590123456', '0590 12 34 56'],
    ['+508412345', '0508 41 23 45'],
    ['+32470123456', '+32 470 12 34 56'],
    ['+999', '+999'],
  ])('writes %s as %s', (e164, ecrit) => {
    expect(afficherTelephone(e164)).toBe(ecrit);
  });

  it('reads back to the same number', () => {
    fc.assert(
      fc.property(saisie, (brut) => {
        const { e164 } = lireTelephone(brut);
        if (e164 !== null) expect(lireTelephone(afficherTelephone(e164)).e164).toBe(e164);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is sure of what it wrote itself, when the number is of the French plan', () => {
    fc.assert(
      fc.property(national, (numero) => {
        const { e164 } = lireTelephone(numero);
        expect(e164).not.toBeNull();
        expect(lireTelephone(afficherTelephone(e164 ?? ''))).toMatchObject({
          e164,
          confiance: 'sure',
          correction: null,
        });
      }),
    );
  });
});

describe('telephoneImprime', () => {
  it.each([
    ['0465710010', '04 65 71 00 10'],
    ['+33 4 65 71 00 10', '04 65 71 00 10'],
    ['465710010', '04 65 71 00 10'],
    ['0692123456', '0692 12 34 56'],
    ['+590590123456', '0590 12 34 56'],
    ['0596 12 34 56', '0596 12 34 56'],
    ['0508412345', '0508 41 23 45'],
    ['39 49', '39 49'],
    ['0465710010 / 0465710011', '0465710010 / 0465710011'],
    ['04 65 71 00 10 (accueil)', '04 65 71 00 10 (accueil)'],
    ['+32470123456', '+32470123456'],
    ['', ''],
  ])('prints %j as %j', (publie, imprime) => {
    expect(telephoneImprime(publie)).toBe(imprime);
  });

  it('prints what it printed as it is, whatever was published', () => {
    fc.assert(
      fc.property(saisie, (brut) => {
        const imprime = telephoneImprime(brut);
        expect(telephoneImprime(imprime)).toBe(imprime);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is drawn from a number', () => {
  it('tells the overseas ones', () => {
    expect(estDrom('+262692123456')).toBe(true);
    expect(estDrom('+508412345')).toBe(true);
    expect(estDrom('+33639981201')).toBe(false);
    expect(estDrom('+32470123456')).toBe(false);
    expect(estDrom('+33692123456')).toBe(false);
  });

  it('gives the digits that people type', () => {
    expect(chiffresRecherche('+33639981201')).toBe('0639981201');
    expect(chiffresRecherche('+262692123456')).toBe('0692123456');
    expect(chiffresRecherche('+508412345')).toBe('0508412345');
    expect(chiffresRecherche('+32470123456')).toBe('32470123456');
  });
});
