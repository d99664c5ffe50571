import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { CreneauOffert } from '../../../sync-api/guichet/creneaux-publics.ts';
import { creneauxParPage } from '../../../sync-api/public/creneaux-proposes.ts';
import { valeursVides } from '../../../sync-api/public/pages/champs.ts';
import { pageConfidentialite } from '../../../sync-api/public/pages/confidentialite.ts';
import { type CreneauxMontres, ecrireCreneau } from '../../../sync-api/public/pages/creneaux.ts';
import { direHeures, direJour, direLieu, direPlaces, direQuand } from '../../../sync-api/public/pages/creneaux-dits.ts';
import { fichiersPublics } from '../../../sync-api/public/pages/fichiers.ts';
import { pageAConfirmer, pageMerci } from '../../../sync-api/public/pages/fins.ts';
import { type Formulaire, pageFormulaire } from '../../../sync-api/public/pages/formulaire.ts';
import { fichiers } from '../../../sync-api/public/pages/noms-fichiers.ts';

const creneau: CreneauOffert = {
  id: '3f0c1c1e-6b6e-4b3a-9d5e-0d7c3b1f2a10',
  genre: 'entretien',
  titre: null,
  debut: '2026-03-10T08:00:00.000Z',
  fin: '2026-03-10T08:30:00.000Z',
  fuseau: 'Europe/Paris',
  lieu: null,
  enLigne: false,
  libres: 1,
  listeAttente: false,
};

const montrer = (liste: readonly CreneauOffert[], autres: Partial<CreneauxMontres> = {}): CreneauxMontres => ({
  liste,
  apres: '',
  suite: null,
  ailleurs: null,
  adresse: '/v1/places?cle=a&origine=LBA',
  ...autres,
});

const dessiner = (creneaux: CreneauxMontres | null, autres: Partial<Formulaire> = {}): string =>
  pageFormulaire({
    formation: {
      cle: '900002P01210000002080002500000020800025-35238#L01',
      intitule: 'MAINTENANCE DES VEHICULES OPTION A VOITURES PARTICULIERES (BAC PRO)',
      raisonSociale: 'CFA des Trois Fourneaux',
      adresse: '12 rue des Apprentis',
      codePostal: '69004',
      ville: 'Lyon 4e',
    },
    origine: 'LBA',
    valeurs: { ...valeursVides, mode: 'creneau' },
    erreurs: {},
    suggestion: null,
    envoi: '0d6b2c9e-5f3a-4b1c-8e7d-2a9f4c6b8e10',
    defi: null,
    creneaux,
    ...autres,
  });

/** Another id and another half-hour each; the ids as random as they are. */
const plusieurs = (combien: number): CreneauOffert[] =>
  Array.from({ length: combien }, (_, rang) => {
    const hex = ((rang + 1) * 2_654_435_761).toString(16).padStart(12, '7').slice(0, 12);
    return {
      ...creneau,
      id: `${hex.slice(0, 8)}-${hex.slice(2, 6)}-4${hex.slice(5, 8)}-9${hex.slice(1, 4)}-${hex}`,
      titre: rang % 2 === 0 ? null : 'Découvrir la formation et ses entreprises',
      debut: new Date(Date.parse(creneau.debut) + rang * 5.5 * 3_600_000).toISOString(),
      fin: new Date(Date.parse(creneau.fin) + rang * 5.5 * 3_600_000).toISOString(),
    };
  });

test.each([
  [0, true, 'complet – liste d’attente'],
  [0, false, 'complet'],
  [1, false, '1 place'],
  [2, true, '2 places'],
])('%i left, waiting list %s: « %s »', (libres, attente, dit) => {
  expect(direPlaces(libres, attente)).toBe(dit);
});

test('hours are those of the site, on the day that the clocks change too', () => {
  const paris = { debut: '2026-03-29T00:30:00.000Z', fin: '2026-03-29T01:00:00.000Z', fuseau: 'Europe/Paris' };
  expect(direHeures(paris)).toBe('1\u00a0h\u00a030 –\u00a03\u00a0h');
  const tahiti = { ...paris, fuseau: 'Pacific/Tahiti' };
  expect(direJour(tahiti.debut, tahiti.fuseau)).toBe('samedi 28 mars 2026');
  expect(direQuand(tahiti)).toBe('samedi 28 mars 2026, de 14\u00a0h\u00a030 à 15\u00a0h');
});

test('a zone that this machine does not know is read as that of Paris', () => {
  expect(direJour('2026-03-10T23:30:00.000Z', 'Ailleurs/Nulle_part')).toBe('mercredi 11 mars 2026');
});

test('a créneau takes place somewhere, online, or both', () => {
  expect(direLieu({ lieu: null, enLigne: false })).toBe('au CFA');
  expect(direLieu({ lieu: null, enLigne: true })).toBe('en ligne');
  expect(direLieu({ lieu: '3 rue du Four', enLigne: false })).toBe('3 rue du Four');
  expect(direLieu({ lieu: '3 rue du Four', enLigne: true })).toBe('3 rue du Four ou en ligne');
});

describe('the list of créneaux', () => {
  test('says once what all have in common, and of each what is its own', () => {
    const liste = plusieurs(3).map((un) => ({ ...un, titre: null }));
    const text = dessiner(montrer(liste));
    expect(text.match(/Entretien, au CFA/g)).toHaveLength(1);
    const mixte = dessiner(montrer([...liste, { ...creneau, enLigne: true }]));
    expect(mixte.match(/Entretien, au CFA/g)).toHaveLength(3);
    expect(mixte).toContain('Entretien, en ligne');
  });

  test('keeps the later days one press away, and opens them when one of them was chosen', () => {
    const liste = plusieurs(30);
    const choisi = liste.at(-1);
    if (choisi === undefined) throw new Error('none');
    const ferme = dessiner(montrer(liste));
    expect(ferme).toContain('<details>\n<summary>Voir plus de créneaux');
    expect(ferme.split('<details>')[0]?.match(/name="creneau"/g)?.length).toBeLessThan(14);
    const valeurs = { ...valeursVides, mode: 'creneau' as const, creneau: ecrireCreneau(choisi) };
    expect(dessiner(montrer(liste), { valeurs })).toContain('<details open>\n<summary>Voir plus de créneaux');
    expect(dessiner(montrer(plusieurs(5)))).not.toContain('<details');
  });

  test('is named by its error, which leads to the first that can be chosen', () => {
    const liste = plusieurs(3).map((un, rang) => ({ ...un, libres: rang }));
    const [, prenable] = liste;
    if (prenable === undefined) throw new Error('none');
    const text = dessiner(montrer(liste), { erreurs: { creneau: 'COMPLET', telephone: 'MANQUE' } });
    expect([...text.matchAll(/<li><a href="#(\w+)">/g)].map(([, champ]) => champ)).toEqual(['creneau', 'telephone']);
    expect(text).toContain(`value="${ecrireCreneau(prenable)}" id="creneau" autofocus`);
  });

  test('turned over says nothing of a form that was not sent', () => {
    const defi = { jeton: 'j', sel: 's', empreinte: 'ab'.repeat(32), max: 500 };
    const valeurs = { ...valeursVides, mode: 'creneau' as const, courriel: 'ines@example.org' };
    const text = dessiner(montrer(plusieurs(3)), { defi, valeurs, isFeuillete: true });
    expect(text).not.toContain('pas encore partie');
    expect(text).toContain('id="creneau" autofocus');
  });

  test('is not there, nor is its script, when none is offered', () => {
    const text = dessiner(null);
    expect(text).not.toContain('name="creneau');
    expect(text).not.toContain(fichiers.places);
  });

  test('holds no raw text of others, and has French spaces and apostrophes', () => {
    const text = dessiner(montrer([{ ...creneau, titre: '<b>x</b>', lieu: '"><i>y' }, ...plusieurs(20)]));
    expect(text).not.toMatch(/<[bi]>/);
    expect(text.replace(/<[^>]+>/g, '')).not.toMatch(/ [:;?!»]|« |\p{L}'\p{L}/u);
  });
});

test('a form with a whole page of créneaux and a proof weighs less than 15 kB with all it loads', () => {
  const liste = plusieurs(creneauxParPage);
  const text = dessiner(montrer(liste, { suite: ecrireCreneau(creneau) }), {
    defi: { jeton: 'a'.repeat(80), sel: 'b'.repeat(20), empreinte: 'ab'.repeat(32), max: 20_000 },
  });
  const loaded = [...text.matchAll(/(?:src|href)="(\/accueil\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(loaded).toEqual([fichiers.style, fichiers.formulaire, fichiers.places, fichiers.preuve]);
  const bytes = [text, ...loaded.map((path) => fichiersPublics[path]?.texte ?? '')]
    .map((one) => gzipSync(one).length)
    .reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeLessThan(15_000);
});

test('the last pages say that the mail tells whether the place is hers', () => {
  expect(pageMerci({ mode: 'creneau', cfa: 'X' })).toContain('dit si la place est à vous');
  expect(pageMerci({ mode: 'rappel', cfa: 'X' })).not.toContain('place');
  expect(pageAConfirmer({ mode: 'creneau', cfa: 'X' })).toContain('Aucune place n’est gardée d’ici là');
  expect(pageAConfirmer({ mode: 'rappel', cfa: 'X' })).not.toContain('place');
});

test('the notice says what a réservation keeps, for how long, and how it is cancelled', () => {
  const text = pageConfidentialite({ retentionMois: 6 });
  expect(text).toContain('votre place et votre venue ou votre absence');
  expect(text).toContain('effacé avec la demande');
  expect(text).toContain('d’annuler votre venue');
});
