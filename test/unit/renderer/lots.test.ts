import { describe, expect, it } from 'vitest';
import { saisiesAffecter, teneur } from '../../../renderer/features/candidats/affecter.ts';
import { choixOperateurs, trouveChoix } from '../../../renderer/features/lots/choix-operateur.ts';
import {
  attendDeLaPlace,
  avanceLot,
  estAnnulable,
  lotsMontres,
  mergeLot,
  motDuBouton,
  type Preparation,
  phraseExclus,
  phraseLot,
  phrasePreparation,
} from '../../../renderer/features/lots/textes.ts';
import type { GesteLot, Lot } from '../../../shared/contract/ipc/lots.ts';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const lea = idOf(1);
const karim = idOf(2);
const noms: Readonly<Record<string, string>> = { [lea]: 'Léa', [karim]: 'Karim' };
const nomDe = (id: string): string => noms[id] ?? id;
const now = Date.parse('2026-06-10T08:00:00Z');
const vide: Preparation = { candidats: 0, concernes: 0, inchanges: 0, exclus: [], repris: [] };
const aLea: GesteLot = { genre: 'affecter', operateur: lea };

describe('what will happen', () => {
  it('is said with whom they leave, who stays, and who is left out', () => {
    const prep: Preparation = {
      candidats: 40,
      concernes: 38,
      inchanges: 2,
      exclus: [
        { raison: 'opposition', nombre: 2 },
        { raison: 'close', nombre: 1 },
      ],
      repris: [
        { operateur: karim, nombre: 8 },
        { operateur: null, nombre: 30 },
      ],
    };
    expect(phrasePreparation(prep, aLea, now, nomDe)).toBe(
      '38 candidats passent à Léa : 30 sans personne, 8 repris à Karim.\n2 ne changent pas.\n3 sont laissés de côté : 2 ne souhaitent plus être contactés, 1 a un suivi terminé.',
    );
  });

  it('counts whoever nobody held as it was told: one held by two takes nothing from them', () => {
    const prep = { ...vide, candidats: 2, concernes: 2 };
    const repris = [karim, 'Nora T.', null].map((operateur) => ({ operateur, nombre: 1 }));
    expect(phrasePreparation({ ...prep, repris }, aLea, now, nomDe)).toBe(
      '2 candidats passent à Léa : 1 sans personne, 1 repris à Karim, 1 repris à Nora T.',
    );
    // Half hers already.
    expect(phrasePreparation(prep, aLea, now, nomDe)).toBe('2 candidats passent à Léa.');
  });

  it('says one as one, and nothing when nothing changes', () => {
    const libre = [{ operateur: null, nombre: 1 }];
    expect(phrasePreparation({ ...vide, candidats: 1, concernes: 1, repris: libre }, aLea, now, nomDe)).toBe(
      '1 candidat passe à Léa : 1 sans personne.',
    );
    expect(phrasePreparation({ ...vide, candidats: 2, inchanges: 2 }, aLea, now, nomDe)).toBe('Rien ne change.');
    expect(phraseExclus([{ raison: 'limitation', nombre: 0 }])).toBe('');
    const exclus = [
      { raison: 'sans_adresse' as const, nombre: 2 },
      { raison: 'opposition' as const, nombre: 1 },
    ];
    expect(phraseExclus(exclus)).toBe(
      '3 sont laissés de côté : 2 n’ont pas d’adresse, 1 ne souhaite plus être contacté.',
    );
    expect(phraseExclus(exclus.slice(1))).toBe('1 est laissé de côté : 1 ne souhaite plus être contacté.');
  });

  it('says what is taken back, and what was planned otherwise', () => {
    const repris = [{ operateur: karim, nombre: 2 }];
    const prep = { ...vide, candidats: 2, concernes: 2, repris };
    expect(phrasePreparation(prep, { genre: 'affecter', operateur: null }, now, nomDe)).toBe(
      '2 candidats ne sont plus confiés à personne : 2 l’étaient à Karim.',
    );
    const plan: GesteLot = {
      genre: 'prochaine-action',
      corps: { quoi: 'rappeler', le: '2026-06-11T12:00:00.000Z', precision: 'jour', qui: lea },
    };
    expect(phrasePreparation(prep, plan, now, nomDe)).toBe(
      '2 candidats à rappeler demain, par Léa.\n2 avaient autre chose de prévu.',
    );
    const rien: GesteLot = {
      genre: 'prochaine-action',
      corps: { quoi: 'aucune', le: null, precision: null, qui: null },
    };
    expect(phrasePreparation({ ...prep, repris: [] }, rien, now, nomDe)).toBe('2 candidats sans rien de prévu.');
  });

  it('is what the one button says', () => {
    expect(motDuBouton('affecter', 'Léa', 12)).toBe('Confier 12 candidats à Léa');
    expect(motDuBouton('affecter', null, 1)).toBe('Ne plus confier 1 candidat');
    expect(motDuBouton('prochaine-action', null, 12)).toBe('Prévoir pour 12 candidats');
  });
});

const lot: Lot = {
  lot: idOf(50),
  geste: 'affecter',
  etat: 'en-cours',
  fait: 120,
  total: 400,
  refuses: 0,
  code: null,
  operateur: lea,
  annulableJusqua: null,
};

describe('how far a lot is', () => {
  it('is said at its start and at its end', () => {
    expect(phraseLot(lot, nomDe)).toBe('Affectation à Léa');
    expect(avanceLot(lot)).toBe('120 sur 400');
    expect(phraseLot({ ...lot, etat: 'fini', fait: 400, refuses: 3 }, nomDe)).toBe('397 confiés à Léa, 3 refusés.');
    expect(phraseLot({ ...lot, etat: 'annule' }, nomDe)).toBe('Arrêté : 120 confiés à Léa sur 400.');
    expect(phraseLot({ ...lot, etat: 'echec', code: 'DISQUE_PLEIN' }, nomDe)).toMatch(
      /^Interrompu : 120 confiés à Léa sur 400\. Le disque est plein\./,
    );
    expect(phraseLot({ ...lot, etat: 'fini', fait: 1, operateur: null }, nomDe)).toBe('1 confié à personne.');
    expect(phraseLot({ ...lot, etat: 'fini', fait: 6 }, () => 'Léa M.')).toBe('6 confiés à Léa M.');
    expect(phraseLot({ ...lot, etat: 'fini', fait: 12, defait: true }, nomDe)).toBe('12 remis comme avant.');
  });

  it('says while it waits for room that it waits, and that it goes on by itself', () => {
    expect(phraseLot({ ...lot, code: 'DISQUE_PLEIN' }, nomDe)).toBe(
      'Affectation à Léa : le disque est plein. Libérer de la place, la suite reprendra d’elle-même.',
    );
    expect(attendDeLaPlace({ ...lot, code: 'DISQUE_PLEIN' })).toBe(true);
    expect(attendDeLaPlace(lot)).toBe(false);
    // Ended so, it waits for nothing any more.
    expect(attendDeLaPlace({ etat: 'echec', code: 'DISQUE_PLEIN' })).toBe(false);
  });

  it('replaces what was known of it, and never doubles it', () => {
    const next = { ...lot, fait: 170 };
    expect(mergeLot([lot], next)).toEqual([next]);
    expect(mergeLot([lot], { ...lot, lot: idOf(51) })).toHaveLength(2);
  });

  it('is taken back only once it has ended and while it may be', () => {
    const ended: Lot = { ...lot, etat: 'fini', annulableJusqua: '2026-06-10T08:00:10Z' };
    expect(estAnnulable(ended, now)).toBe(true);
    expect(estAnnulable(ended, now + 11_000)).toBe(false);
    expect(estAnnulable({ ...ended, etat: 'en-cours' }, now)).toBe(false);
    expect(estAnnulable({ ...ended, annulableJusqua: null }, now)).toBe(false);
  });

  it('stays in sight while it runs, and until its end was put away', () => {
    const ended: Lot = { ...lot, lot: idOf(51), etat: 'fini' };
    const seen = new Set([lot.lot, ended.lot]);
    expect(lotsMontres([lot, ended], seen)).toEqual([lot]);
    expect(lotsMontres([lot, ended], new Set())).toEqual([lot, ended]);
  });
});

describe('to whom', () => {
  const choix = choixOperateurs(
    [
      { id: idOf(3), nom: 'Zoé' },
      { id: karim, nom: 'Karim B.' },
      { id: lea, nom: 'Léa M.' },
    ],
    { id: lea, nom: 'Léa M.' },
  );

  it('offers me first, the others in order, nobody last', () => {
    expect(choix.map(({ mot }) => mot)).toEqual(['Moi (Léa M.)', 'Karim B.', 'Zoé', 'Personne']);
    expect(choixOperateurs([], { id: lea, nom: 'Léa M.' }).map(({ id }) => id)).toEqual([lea, null]);
  });

  it('is found by the first letters, accents or not', () => {
    expect(trouveChoix(choix, 'ka')).toBe(1);
    expect(trouveChoix(choix, 'lea')).toBe(0);
    expect(trouveChoix(choix, 'p')).toBe(3);
    expect(trouveChoix(choix, 'x')).toBe(-1);
    expect(trouveChoix(choix, '')).toBe(-1);
  });
});

type Qui = Parameters<typeof saisiesAffecter>[0];
const tete = (acte: number, valeur: unknown) => ({
  acte: idOf(acte),
  valeur,
  operateur: null,
  le: '2026-06-09T08:00:00Z',
});
const dossier = (n: number, tetes: Qui['dossiers'][number]['tetes'], aDepartager: string[] = []) => ({
  id: idOf(n),
  flux: 'organisme:lyon',
  fluxNom: 'Lyon',
  tetes,
  aDepartager,
});

describe('one person passes to somebody', () => {
  const plan = { quoi: 'rappeler', le: '2026-06-11T12:00:00.000Z', precision: 'heure', qui: karim };

  it('with the plans that named the former holder, and what was seen', () => {
    const qui: Qui = {
      ligne: { ouverte: true },
      dossierPrincipal: idOf(10),
      dossiers: [dossier(10, { affectation: [tete(20, karim)], 'prochaine-action': [tete(21, plan)] })],
    };
    expect(teneur(qui)).toBe(karim);
    expect(saisiesAffecter(qui, lea)).toEqual([
      { dossier: idOf(10), type: 'affectation', corps: { operateur: lea }, vues: { affectation: [idOf(20)] } },
      {
        dossier: idOf(10),
        type: 'prochaine-action',
        corps: { ...plan, qui: lea },
        vues: { 'prochaine-action': [idOf(21)] },
      },
    ]);
  });

  it('and with the plan that names a third one', () => {
    const autre = { ...plan, qui: idOf(3) };
    const qui: Qui = {
      ligne: { ouverte: true },
      dossierPrincipal: idOf(10),
      dossiers: [dossier(10, { affectation: [tete(20, karim)], 'prochaine-action': [tete(21, autre)] })],
    };
    expect(saisiesAffecter(qui, lea).map(({ corps }) => corps)).toEqual([{ operateur: lea }, { ...plan, qui: lea }]);
    const libre = { ...plan, qui: null };
    const sien = dossier(10, { affectation: [tete(20, lea)], 'prochaine-action': [tete(21, libre)] });
    expect(saisiesAffecter({ ...qui, dossiers: [sien] }, lea)).toEqual([]);
  });

  it('and leaves out the dossier of a list that takes no acte any more', () => {
    const tenue = { affectation: [tete(20, karim)], 'prochaine-action': [tete(21, plan)] };
    const qui: Qui = {
      ligne: { ouverte: true },
      dossierPrincipal: idOf(11),
      dossiers: [{ ...dossier(10, tenue), ferme: true }, dossier(11, {})],
    };
    expect(saisiesAffecter(qui, lea).map(({ dossier: un, type }) => [un, type])).toEqual([[idOf(11), 'affectation']]);
  });

  it('on each dossier that is held otherwise, on the principal one when none says so', () => {
    const qui: Qui = {
      ligne: { ouverte: true },
      dossierPrincipal: idOf(10),
      dossiers: [
        dossier(10, {}),
        dossier(11, { affectation: [tete(22, karim)] }),
        dossier(12, { affectation: [tete(23, lea)] }),
        dossier(13, {}),
      ],
    };
    expect(saisiesAffecter(qui, lea).map((une) => une.dossier)).toEqual([idOf(11)]);
    const personne = { ...qui, dossiers: [dossier(10, {}), dossier(13, {})] };
    expect(saisiesAffecter(personne, lea).map((une) => une.dossier)).toEqual([idOf(10)]);
  });

  const base = { ligne: { ouverte: true }, dossierPrincipal: idOf(10) };

  it('writes nothing when nothing changes, and settles two values that were written apart', () => {
    const tenue = { affectation: [tete(20, lea)] };
    expect(saisiesAffecter({ ...base, dossiers: [dossier(10, tenue)] }, lea)).toEqual([]);
    const deux = dossier(10, { affectation: [tete(20, lea), tete(24, karim)] }, ['affectation']);
    expect(saisiesAffecter({ ...base, dossiers: [deux] }, lea)[0]?.vues).toEqual({
      affectation: [idOf(20), idOf(24)],
    });
  });
});
