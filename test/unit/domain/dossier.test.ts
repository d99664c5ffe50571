import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { type DossierEntree, foldDossier } from '../../../shared/domain/dossier.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';
import {
  accepte,
  acteFictif,
  appelsFictifs,
  candidate,
  dossier,
  karim,
  lea,
  mere,
  pere,
  uuidDe,
} from './actes-fictifs.ts';

const telephone = (brut: string, origine: string) => ({ ...lireTelephone(brut), origine });
const entree = (actes: readonly ActeOrdonne[], reste: Partial<DossierEntree> = {}): DossierEntree => ({
  id: dossier,
  actes,
  demandes: [],
  reservations: [],
  voeux: [{ etat: 'actif' }],
  telephones: [telephone('+33639981202', 'responsable_1'), telephone('06 39 98 12 03', 'responsable_2')],
  fuseau: 'Europe/Paris',
  ...reste,
});
const plier = (actes: readonly ActeOrdonne[], reste: Partial<DossierEntree> = {}) => foldDossier(entree(actes, reste));
const demande = {
  id: uuidDe(1, 0xde),
  etat: 'ouverte',
  recue_le: '2027-06-08T06:00:00.000Z',
  echeance: '2027-06-14T06:00:00.000Z',
} as const;
const lundi = '2027-06-07T07:30:00.000Z';
const mardi = '2027-06-08T07:30:00.000Z';
/** Whoever waits with nothing planned is called. */
const aussitot = { quoi: 'rappeler', le: null, acte: null, deduite: true };
const planifier = (
  id: string,
  corps: Partial<{ quoi: string; le: string | null; precision: string | null; qui: string | null }>,
  fait_le: string,
) =>
  acteFictif(
    id,
    'prochaine-action',
    { quoi: 'rappeler', le: '2027-06-10T15:30:00.000Z', precision: 'heure', qui: karim, ...corps },
    { fait_le },
  );

describe('a new dossier', () => {
  it('is to be called, with the numbers of the list and nothing else', () => {
    expect(plier([])).toMatchObject({
      id: dossier,
      situation: 'A_APPELER',
      ouverte: true,
      essais: 0,
      joint: false,
      dernierAppel: null,
      prochaineAction: aussitot,
      affecteA: null,
      echeance: null,
      aDepartager: [],
      composables: [mere, pere],
      fil: [],
    });
  });

  it('is to be answered when a demande came', () => {
    const etat = plier([], {
      demandes: [{ ...demande, id: uuidDe(2, 0xde), echeance: '2027-06-15T06:00:00.000Z' }, demande],
    });
    expect(etat).toMatchObject({
      situation: 'A_REPONDRE',
      echeance: demande.echeance,
      demandesOuvertes: [demande.id, uuidDe(2, 0xde)],
    });
  });

  it('made by hand reads the phones typed', () => {
    const cree = acteFictif(uuidDe(1), 'dossier-cree', {
      nom: 'QUERREC',
      prenom: 'Noé',
      telephones: ['06 39 98 12 01', ''],
      source: 'appel',
    });
    expect(plier([accepte(cree, 1)], { telephones: [], voeux: [] })).toMatchObject({
      situation: 'A_APPELER',
      numeros: [{ brut: '06 39 98 12 01', e164: candidate, origine: 'saisi', etat: 'non_verifie' }],
    });
  });
});

describe('a call', () => {
  it('moves the dossier, counts, and implies the next action', () => {
    const etat = plier(
      appelsFictifs({ disposition: 'SANS_REPONSE', le: lundi }, { disposition: 'MESSAGE', le: mardi }),
    );
    expect(etat).toMatchObject({
      situation: 'MESSAGE_LAISSE',
      essais: 2,
      joint: false,
      dernierAppel: { le: mardi, disposition: 'MESSAGE', operateur: lea, issue: null },
      prochaineAction: { quoi: 'rappeler', le: '2027-06-09T12:00:00.000Z', deduite: true, acte: null },
    });
  });

  it('leaves the plan written with it', () => {
    const actes = [
      ...appelsFictifs({ disposition: 'RAPPELER', le: lundi }),
      accepte(planifier(uuidDe(5), {}, lundi), 5),
    ];
    expect(plier(actes)).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { le: '2027-06-10T15:30:00.000Z', qui: karim, acte: uuidDe(5), deduite: false },
    });
  });

  it('takes over from an older plan, unless it says nothing about the next step', () => {
    const plan = accepte(planifier(uuidDe(5), {}, lundi), 1);
    expect(plier([plan, ...appelsFictifs({ disposition: 'SANS_REPONSE', le: mardi })]).prochaineAction).toMatchObject({
      deduite: true,
    });
    expect(plier([plan, ...appelsFictifs({ disposition: 'JOINT', le: mardi })]).prochaineAction).toMatchObject({
      acte: uuidDe(5),
    });
    expect(
      plier([plan, ...appelsFictifs({ disposition: 'JOINT', issue: 'INSCRIT', le: mardi })]).prochaineAction,
    ).toBeNull();
  });

  it('that reached the family at the hour planned leaves nothing of that plan, though nobody said what came of it', () => {
    const plan = accepte(planifier(uuidDe(5), { le: mardi }, lundi), 1);
    expect(plier([plan, ...appelsFictifs({ disposition: 'JOINT', le: mardi })]).prochaineAction).toEqual({
      ...aussitot,
      precision: null,
      qui: null,
    });
  });

  it('planned before the first one makes the dossier « à rappeler »; « aucune » leaves her to be called at once', () => {
    expect(plier([accepte(planifier(uuidDe(5), {}, lundi), 1)])).toMatchObject({
      situation: 'A_RAPPELER',
      prochaineAction: { quoi: 'rappeler' },
    });
    expect(
      plier([accepte(planifier(uuidDe(5), { quoi: 'aucune', le: null, precision: null }, lundi), 1)]),
    ).toMatchObject({ situation: 'A_APPELER', prochaineAction: aussitot });
  });

  it('without an issue goes on from the one known', () => {
    const etat = plier(
      appelsFictifs({ disposition: 'JOINT', issue: 'REFLECHIT', le: lundi }, { disposition: 'JOINT', le: mardi }),
    );
    expect(etat).toMatchObject({
      situation: 'REFLECHIT',
      prochaineAction: { quoi: 'relancer', le: '2027-06-11T08:00:00.000Z' },
    });
  });

  it('is proposed to whom the dossier is assigned', () => {
    const actes = [
      ...appelsFictifs({ disposition: 'MESSAGE', le: lundi }),
      accepte(acteFictif(uuidDe(5), 'affectation', { operateur: karim }), 5),
    ];
    expect(plier(actes)).toMatchObject({ affecteA: karim, prochaineAction: { qui: karim } });
  });

  it('that reaches the family answers the demande it follows', () => {
    const demandes = [demande];
    expect(plier(appelsFictifs({ disposition: 'SANS_REPONSE', le: mardi }), { demandes })).toMatchObject({
      situation: 'A_RAPPELER',
      demandesOuvertes: [demande.id],
    });
    expect(plier(appelsFictifs({ disposition: 'JOINT', issue: 'RDV_FIXE', le: mardi }), { demandes })).toMatchObject({
      situation: 'RDV_FIXE',
      demandesOuvertes: [],
    });
    expect(plier(appelsFictifs({ disposition: 'JOINT', issue: 'SANS_SUITE', le: lundi }), { demandes })).toMatchObject({
      situation: 'A_REPONDRE',
      ouverte: true,
    });
  });
});

describe('numbers', () => {
  it('learn from calls and are kept when wrong', () => {
    const etat = plier(
      appelsFictifs(
        { disposition: 'NUMERO_INVALIDE', numero: mere, le: lundi },
        { disposition: 'JOINT', numero: candidate, sens: 'recu', le: mardi },
      ),
    );
    expect(etat.numeros.map((un) => [un.e164, un.etat, un.origine])).toEqual([
      [mere, 'invalide', 'responsable_1'],
      [pere, 'non_verifie', 'responsable_2'],
      [candidate, 'confirme', 'saisi'],
    ]);
    expect(etat.composables).toEqual([pere, candidate]);
  });

  it('show two people who disagree', () => {
    const dire = (rang: number, etat: string) =>
      accepte(acteFictif(uuidDe(rang), 'numero', { numero: mere, etat }), rang);
    const etat = plier([dire(1, 'invalide'), dire(2, 'confirme')]);
    expect(etat.numeros[0]).toMatchObject({ etat: 'confirme', aDepartager: true });
    expect(etat.aDepartager).toEqual([`numero:${mere}`]);
  });

  it('run out: the family is written to', () => {
    const etat = plier(
      appelsFictifs(
        { disposition: 'NUMERO_INVALIDE', numero: mere, le: lundi },
        { disposition: 'MAUVAIS_CONTACT', numero: pere, le: lundi },
      ),
    );
    expect(etat).toMatchObject({
      situation: 'INJOIGNABLE',
      composables: [],
      prochaineAction: { quoi: 'relancer', le: '2027-06-08T08:00:00.000Z', precision: 'jour' },
    });
    expect(plier(appelsFictifs({ disposition: 'NUMERO_INVALIDE', numero: mere, le: lundi }))).toMatchObject({
      situation: 'A_APPELER',
      prochaineAction: { quoi: 'rappeler', le: lundi },
    });
  });

  it('follow a rectification, beside the source', () => {
    const rectifie = acteFictif(uuidDe(1), 'rectification', {
      champ: 'telephone',
      valeur: '06 39 98 12 01',
      ancienne: '06 39 98 12 02',
    });
    expect(plier([accepte(rectifie, 1)]).numeros.map((un) => un.e164)).toEqual([mere, pere, candidate]);
    expect(
      plier([accepte(rectifie, 1), accepte(acteFictif(uuidDe(2), 'annule', { acte: uuidDe(1) }), 2)]).numeros.map(
        (un) => un.e164,
      ),
    ).toEqual([mere, pere]);
  });

  it('that were added stay when another one is added, until each is taken back', () => {
    const ajoute = (rang: number, valeur: string, remplace: Record<string, string[]>) =>
      acteFictif(uuidDe(rang), 'rectification', { champ: 'telephone', valeur, ancienne: null }, { remplace });
    const premier = accepte(ajoute(1, '06 39 98 12 01', {}), 1);
    const second = accepte(ajoute(2, '06 39 98 12 09', { 'champ:telephone': [uuidDe(1)] }), 2);
    const deux = plier([premier, second]);
    expect(deux.numeros.map((un) => un.e164)).toEqual([mere, pere, candidate, '+33639981209']);
    expect(deux.aDepartager).toEqual([]);
    const repris = accepte(acteFictif(uuidDe(3), 'annule', { acte: uuidDe(1) }), 3);
    expect(plier([premier, second, repris]).numeros.map((un) => un.e164)).toEqual([mere, pere, '+33639981209']);
  });
});

describe('a number that was typed here', () => {
  const seconde = '+33639981209';
  const noter = (rang: number, valeur: string, ancienne: string | null, vus: number[] = []) =>
    accepte(
      acteFictif(
        uuidDe(rang),
        'rectification',
        { champ: 'telephone', valeur, ancienne },
        { remplace: { 'champ:telephone': vus.map((un) => uuidDe(un)) } },
      ),
      rang,
    );
  const e164 = (...actes: ActeOrdonne[]) => plier(actes).numeros.map((un) => un.e164);
  const [ajoute, fautif] = [noter(1, '06 39 98 12 01', null), noter(1, '06 39 98 12 08', null)];

  it('leaves when it is corrected, whoever wrote it down, and comes back when that is taken back', () => {
    const corrige = noter(2, '06 39 98 12 01', '0639981208', [1]);
    expect(e164(fautif, corrige)).toEqual([mere, pere, candidate]);
    expect(e164(fautif, noter(2, '06 39 98 12 01', '06 39 98 12 08'))).toEqual([mere, pere, candidate]);
    const reprise = accepte(acteFictif(uuidDe(3), 'annule', { acte: uuidDe(2) }), 3);
    expect(e164(fautif, corrige, reprise)).toEqual([mere, pere, '+33639981208']);
    // Another one that is added takes the place of neither.
    expect(e164(fautif, corrige, noter(3, '06 39 98 12 09', null, [2]))).toEqual([mere, pere, candidate, seconde]);
    // It may have been right after all.
    expect(e164(fautif, corrige, noter(3, '06 39 98 12 08', null, [2]))).toEqual([
      mere,
      pere,
      candidate,
      '+33639981208',
    ]);
  });

  it('leaves when a number of the list is corrected once more', () => {
    const premier = noter(1, '06 39 98 12 08', '06 39 98 12 02');
    expect(e164(premier, noter(2, '06 39 98 12 01', '06 39 98 12 02', [1]))).toEqual([mere, pere, candidate]);
    // That of the other parent is corrected beside it.
    expect(e164(premier, noter(2, '06 39 98 12 01', '06 39 98 12 03', [1]))).toEqual([
      mere,
      pere,
      '+33639981208',
      candidate,
    ]);
  });

  it('leaves when somebody chooses the other one of two that contradict each other', () => {
    const autre = noter(2, '06 39 98 12 09', null);
    const etat = plier([ajoute, autre]);
    expect(etat.aDepartager).toEqual(['champ:telephone']);
    expect(etat.numeros.map((un) => un.e164)).toEqual([mere, pere, candidate, seconde]);
    const choisi = plier([ajoute, autre, noter(3, '06 39 98 12 01', null, [1, 2])]);
    expect(choisi.aDepartager).toEqual([]);
    expect(choisi.numeros.map((un) => un.e164)).toEqual([mere, pere, candidate]);
    expect(e164(ajoute, autre, noter(3, '06 39 98 12 09', null, [1, 2]))).toEqual([mere, pere, seconde]);
  });

  it('at the creation of the dossier leaves when it is corrected', () => {
    const corps = { nom: 'QUERREC', prenom: 'Noé', telephones: ['06 39 98 12 08'], source: 'appel' };
    const cree = accepte(acteFictif(uuidDe(9), 'dossier-cree', corps), 1);
    const corrige = noter(10, '06 39 98 12 01', '06 39 98 12 08');
    expect(plier([cree, corrige], { telephones: [] }).numeros.map((un) => un.e164)).toEqual([candidate]);
  });
});

describe('a family that cannot be reached', () => {
  it('is written to the next working day, at the fourth fair try and not at the third', () => {
    const essais = [
      '2027-06-09T07:30:00.000Z',
      '2027-06-10T13:00:00.000Z',
      '2027-06-11T07:30:00.000Z',
      '2027-06-11T13:00:00.000Z',
    ].map((le, rang) => ({ disposition: 'SANS_REPONSE', numero: rang === 0 ? pere : mere, le }));
    expect(plier(appelsFictifs(...essais.slice(0, 3)))).toMatchObject({ situation: 'A_RAPPELER', essais: 3 });
    expect(plier(appelsFictifs(...essais))).toMatchObject({
      situation: 'INJOIGNABLE',
      essais: 4,
      ouverte: true,
      prochaineAction: { quoi: 'relancer', le: '2027-06-14T08:00:00.000Z', precision: 'jour', deduite: true },
    });
  });
});

describe('the ends of a dossier', () => {
  const voeux = [{ etat: 'retire' }, { etat: 'retire' }] as const;

  it('a withdrawal closes what nobody worked on, and hides nothing else', () => {
    expect(plier([], { voeux })).toMatchObject({ situation: 'RETIRE', ouverte: false, retire: true });
    expect(plier([], { voeux: [{ etat: 'retire' }, { etat: 'actif' }] })).toMatchObject({
      situation: 'A_APPELER',
      retire: false,
    });
    expect(plier(appelsFictifs({ disposition: 'JOINT', issue: 'RDV_FIXE', le: lundi }), { voeux })).toMatchObject({
      situation: 'RDV_FIXE',
      retire: true,
    });
    expect(plier([], { voeux, demandes: [demande] })).toMatchObject({ situation: 'A_REPONDRE' });
  });

  it('an opposition locks every number and plans nothing, however it came', () => {
    const parAppel = appelsFictifs({ disposition: 'OPPOSITION', le: lundi });
    const parServeur = [accepte(acteFictif(uuidDe(9), 'opposition', {}), 9)];
    for (const actes of [parAppel, parServeur]) {
      const etat = plier([...actes, accepte(planifier(uuidDe(8), {}, mardi), 8)]);
      expect(etat).toMatchObject({ situation: 'OPPOSITION', ouverte: false, prochaineAction: null, composables: [] });
      expect(etat.numeros.map((un) => un.etat)).toEqual(['verrouille', 'verrouille']);
    }
  });

  it('a limitation freezes it, its end opens it again', () => {
    const limiter = (rang: number, active: boolean, vus: string[]) =>
      accepte(acteFictif(uuidDe(rang), 'limitation', { active }, { remplace: { limitation: vus } }), rang);
    expect(plier([limiter(1, true, [])])).toMatchObject({ situation: 'A_APPELER', ouverte: false, limitation: true });
    expect(plier([limiter(1, true, []), limiter(2, false, [uuidDe(1)])])).toMatchObject({
      ouverte: true,
      limitation: false,
    });
  });

  it('an erasure asked for stops the calls and cannot be undone', () => {
    const actes = [
      accepte(acteFictif(uuidDe(1), 'effacement', {}), 1),
      accepte(acteFictif(uuidDe(2), 'annule', { acte: uuidDe(1) }), 2),
    ];
    expect(plier(actes)).toMatchObject({ situation: 'RETIRE', ouverte: false, efface: true, prochaineAction: null });
  });
});
