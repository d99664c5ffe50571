import { describe, expect, test } from 'vitest';
import { departagesDe } from '../../../renderer/features/candidats/sheet/departage.ts';
import { type ConfierDeps, confier } from '../../../renderer/features/equipe/confier.ts';
import { enPieces, type Part, repartir } from '../../../renderer/features/equipe/repartition.ts';
import {
  type Membre,
  motConfier,
  motRelais,
  motRepartir,
  nomDuMembre,
  partMot,
  phraseArret,
  phraseRelais,
} from '../../../renderer/features/equipe/textes.ts';
import { failure, success } from '../../../shared/contract/errors.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { Acte, ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { parseActe } from '../../../shared/domain/actes/catalogue.ts';
import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { faitsADepartager, foldEffectifs } from '../../../shared/domain/faits.ts';

describe('sharing out', () => {
  const list = Array.from({ length: 10 }, (_, at) => at);

  test('evenly, in the order of the list, one stretch each', () => {
    expect(repartir(list, ['a', 'b', 'c'])).toEqual([
      { qui: 'a', candidats: [0, 1, 2, 3] },
      { qui: 'b', candidats: [4, 5, 6] },
      { qui: 'c', candidats: [7, 8, 9] },
    ]);
  });

  test('nobody gets an empty part, nobody is left out', () => {
    expect(repartir([1, 2], ['a', 'b', 'c']).map(({ qui }) => qui)).toEqual(['a', 'b']);
    expect(repartir(list, [])).toEqual([]);
    for (const people of [1, 2, 3, 4, 7, 10, 13]) {
      const parts = repartir(
        list,
        Array.from({ length: people }, (_, at) => String(at)),
      );
      expect(parts.flatMap(({ candidats }) => candidats)).toEqual(list);
    }
  });

  test('a part too large for one gesture is cut', () => {
    expect(enPieces(repartir(list, ['a', 'b']), 4)).toEqual([
      { qui: 'a', candidats: [0, 1, 2, 3] },
      { qui: 'a', candidats: [4] },
      { qui: 'b', candidats: [5, 6, 7, 8] },
      { qui: 'b', candidats: [9] },
    ]);
  });
});

describe('giving each part', () => {
  type Un = { id: string };
  const gens = ['1', '2', '3', '4'].map((id): Un => ({ id }));
  const pieces = enPieces(repartir(gens, ['nora', 'lea']), 10);
  const asked: string[] = [];
  const say = (what: string, { qui }: Part<Un>): void => void asked.push(`${what} ${qui}`);
  const essai = (over: Partial<ConfierDeps<Un>> = {}) => {
    asked.length = 0;
    return confier(pieces, {
      preparer: async (piece) => {
        say('prépare', piece);
        return success({ empreinte: `de ${piece.qui}` });
      },
      lire: async () => {
        asked.push('relit');
        return success(gens);
      },
      lancer: async (piece, empreinte) => {
        say(`lance ${empreinte},`, piece);
        return success(null);
      },
      isFerme: () => false,
      ...over,
    });
  };

  test('prepares all of it and reads the list once more before anything is written, as it was said', async () => {
    expect(await essai()).toEqual({ code: null, ids: ['1', '2', '3', '4'] });
    expect(asked).toEqual(['prépare nora', 'prépare lea', 'relit', 'lance de nora, nora', 'lance de lea, lea']);
  });

  test('writes nothing when a colleague took one of them, whoever’s part she is in', async () => {
    for (const { id: prise } of gens) {
      const lire = async () => success([...gens, { id: '5' }].filter(({ id }) => id !== prise));
      expect(await essai({ lire })).toEqual({ code: 'LOT_PERIME', ids: [] });
      expect(asked).toEqual(['prépare nora', 'prépare lea']);
    }
  });

  test('writes nothing when one part cannot be prepared, the list cannot be read, or the window was closed', async () => {
    const preparer: ConfierDeps<Un>['preparer'] = async ({ qui }) =>
      qui === 'lea' ? failure('INTROUVABLE') : success({ empreinte: '' });
    expect(await essai({ preparer })).toEqual({ code: 'INTROUVABLE', ids: [] });
    expect(asked).toEqual([]);
    expect(await essai({ lire: async () => failure('ERREUR_INTERNE') })).toEqual({ code: 'ERREUR_INTERNE', ids: [] });
    expect(asked).toEqual(['prépare nora', 'prépare lea']);
    expect(await essai({ isFerme: () => true })).toEqual({ code: null, ids: [] });
    expect(asked).toEqual(['prépare nora', 'prépare lea', 'relit']);
  });

  test('stops at the one that changed since, and tells who was given before', async () => {
    const lancer: ConfierDeps<Un>['lancer'] = async ({ qui }) =>
      qui === 'lea' ? failure('LOT_PERIME') : success(null);
    const { code, ids } = await essai({ lancer });
    expect({ code, ids }).toEqual({ code: 'LOT_PERIME', ids: ['1', '2'] });
    expect(phraseArret('LOT_PERIME', 0)).toContain('Rien n’est fait');
    expect(phraseArret('LOT_PERIME', ids.length)).toBe(
      '2 candidats sont déjà confiés. D’autres ont changé entre-temps : relire ce qui se passerait, puis confirmer.',
    );
    expect(phraseArret('DISQUE_PLEIN', 1)).toMatch(/^1 candidat est déjà confié\. /);
  });
});

describe('words', () => {
  const karim: Membre = { id: 'k', nom: 'Karim B.', actif: true, ouverts: 1, aAppeler: 0, enRetard: 0 };

  test('somebody whom this poste was never told of has people, and no name', () => {
    const inconnu: Membre = { ...karim, nom: '', actif: false, inconnu: true, ouverts: 2 };
    expect(nomDuMembre(inconnu)).toBe('Opérateur inconnu');
    expect(nomDuMembre(karim)).toBe('Karim B.');
    expect(motRelais(inconnu, false)).toBe('Confier ses candidats');
    expect(phraseRelais(inconnu, false)).toBe('2 candidats suivis par un opérateur inconnu de ce poste');
  });

  test('a colleague is relieved, one’s own are given', () => {
    expect(motRelais(karim, false)).toBe('Prendre la relève de Karim B.');
    expect(motRelais({ ...karim, nom: 'Amina T.' }, false)).toBe('Prendre la relève d’Amina T.');
    expect(motRelais(karim, true)).toBe('Confier mes candidats');
    expect(phraseRelais(karim, false)).toBe('1 candidat suivi par Karim B.');
    expect(phraseRelais({ ...karim, ouverts: 12 }, true)).toBe('Mes 12 candidats suivis');
  });

  test('a part is told by its ends', () => {
    const [a, b] = [
      { nom: 'ABADIE', prenom: 'Lina' },
      { nom: 'GARNIER', prenom: 'Tom' },
    ];
    expect(partMot([a, a, b])).toBe('3, d’ABADIE Lina à GARNIER Tom');
    expect(partMot([b, a])).toBe('2, de GARNIER Tom à ABADIE Lina');
    expect(partMot([b])).toBe('1 : GARNIER Tom');
    expect(motRepartir(1, 2)).toBe('Répartir 1 candidat entre 2 personnes');
    expect(motConfier(3, 'Léa')).toBe('Confier 3 candidats à Léa');
  });
});

describe('à départager', () => {
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const [dossier, flux, lea, karim, reservation] = [id(1), id(2), id(3), id(4), id(5)];
  const numero = '+33639981202';
  const appel = (over: Record<string, unknown>) => ({
    sens: 'emis',
    numero: null,
    interlocuteur: 'responsable',
    disposition: 'JOINT',
    ...over,
  });
  const plan = (qui: string | null) => ({ quoi: 'rappeler', le: '2026-06-11T08:00:00.000Z', precision: 'heure', qui });

  let made = 100;
  const acte = (type: string, corps: Acte['corps'], remplace: Acte['remplace'] = {}): ActeOrdonne => {
    made += 1;
    const un: Acte = {
      id: id(made),
      v: 1,
      flux,
      dossier,
      type,
      corps,
      remplace,
      operateur: lea,
      fait_le: '2026-06-10T08:00:00.000Z',
      decalage_ms: 0,
      corrige: null,
      depend: [],
    };
    const parsed = parseActe(un);
    if (!parsed.ok) throw new Error(`no such ${type}`);
    return {
      acte: un,
      recu: { seq: made, recuLe: un.fait_le, faitCorrigeLe: un.fait_le, heureIncertaine: false, posteNom: null },
      rangLocal: made,
    };
  };

  const ficheOf = (actes: readonly ActeOrdonne[]): Pick<Fiche, 'dossiers' | 'fil'> => {
    const effectifs = actesEffectifs(actes);
    const faits = foldEffectifs(effectifs);
    const tetes = Object.fromEntries(
      [...faits].map(([fait, etat]) => [
        fait,
        etat.tetes.map((tete) => ({ ...tete, operateur: 'Léa M.', le: '2026-06-10T08:00:00.000Z' })),
      ]),
    );
    const fil = effectifs.map((un) => ({
      id: un.id,
      genre: 'acte' as const,
      type: un.type,
      le: '2026-06-10T08:00:00.000Z',
      heureIncertaine: false,
      operateur: null,
      poste: null,
      contenu: un.corps,
      etat: 'recu' as const,
      annule: false,
      annulable: true,
    }));
    return { dossiers: [{ id: dossier, flux, fluxNom: '', tetes, aDepartager: faitsADepartager(faits) }], fil };
  };

  const conflicts: [string, [string, Acte['corps']], [string, Acte['corps']]][] = [
    ['issue', ['appel', appel({ issue: 'RDV_FIXE' })], ['appel', appel({ issue: 'REFLECHIT' })]],
    ['prochaine-action', ['prochaine-action', plan(lea)], ['prochaine-action', plan(karim)]],
    ['affectation', ['affectation', { operateur: lea }], ['affectation', { operateur: null }]],
    [`numero:${numero}`, ['appel', appel({ numero })], ['numero', { numero, etat: 'invalide' }]],
    ['limitation', ['limitation', { active: true }], ['limitation', { active: false }]],
    [
      'champ:email',
      ['rectification', { champ: 'email', valeur: 'a@exemple.fr', ancienne: null }],
      ['rectification', { champ: 'email', valeur: 'b@exemple.fr', ancienne: 'c@exemple.fr' }],
    ],
    [
      `assiduite:${reservation}`,
      ['assiduite', { reservation, etat: 'present' }],
      ['assiduite', { reservation, etat: 'absent' }],
    ],
  ];
  const contexte = {
    now: Date.parse('2026-06-10T09:00:00.000Z'),
    nom: (qui: string) => (qui === lea ? 'Léa' : 'Karim'),
  };

  test.each(conflicts)(
    '%s: two values that differ on screen, one press settles, twice the same is no new conflict',
    (fait, a, b) => {
      const both = [acte(...a), acte(...b)];
      const departages = departagesDe(ficheOf(both), contexte);
      expect(departages.map((one) => one.fait)).toEqual([fait]);
      const choix = departages[0]?.choix ?? [];
      expect(new Set(choix.map(({ texte }) => texte)).size).toBe(2);
      for (const { saisies } of choix) {
        const settle = (): ActeOrdonne[] => saisies.map(({ type, corps, vues }) => acte(type, corps, vues));
        expect(departagesDe(ficheOf([...both, ...settle()]), contexte)).toEqual([]);
        // Two people offline who settle it the same way, neither having seen the other.
        expect(departagesDe(ficheOf([...both, ...settle(), ...settle()]), contexte)).toEqual([]);
      }
    },
  );

  test('two who told the family, by two channels, contradict nobody', () => {
    const fiche = ficheOf([acte('informe', { canal: 'oral' }), acte('informe', { canal: 'courriel' })]);
    expect(departagesDe(fiche, contexte)).toEqual([]);
  });
});
