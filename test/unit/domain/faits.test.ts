import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { faitsDe } from '../../../shared/domain/actes/catalogue.ts';
import { faitsADepartager, foldFaits, remplacePour } from '../../../shared/domain/faits.ts';
import { accepte, acteFictif, corpsDAppel, enAttente, karim, lea, mere, uuidDe } from './actes-fictifs.ts';

const affecter = (rang: number, operateur: string | null, vus: string[] = []) =>
  acteFictif(uuidDe(rang), 'affectation', { operateur }, { remplace: { affectation: vus } });
const annuler = (rang: number, acte: string) => acteFictif(uuidDe(rang), 'annule', { acte });

/** Any history, honest or forged: actes name earlier, later, own and unknown ids. */
const histoire = fc
  .array(
    fc.record({
      genre: fc.constantFrom('affectation', 'issue', 'numero', 'annule', 'correction', 'note'),
      valeur: fc.nat({ max: 2 }),
      cible: fc.nat({ max: 14 }),
      vus: fc.array(fc.nat({ max: 14 }), { maxLength: 3 }),
      recu: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((faits): ActeOrdonne[] => {
    const operateurs = [lea, karim, null];
    const issuesLues = ['INSCRIT', 'REFLECHIT', 'SANS_SUITE'];
    const etats = ['confirme', 'invalide', 'a_verifier'];
    let seq = 0;
    return faits.map(({ genre, valeur, cible, vus, recu }, rang) => {
      const id = uuidDe(rang);
      const ids = vus.map((un) => uuidDe(un));
      const corps = {
        affectation: { operateur: operateurs[valeur] ?? null },
        issue: corpsDAppel({ disposition: 'JOINT', issue: issuesLues[valeur] ?? 'INSCRIT' }),
        numero: { numero: mere, etat: etats[valeur] ?? 'confirme' },
        annule: { acte: uuidDe(cible) },
        correction: { acte: uuidDe(cible), corps: { operateur: operateurs[valeur] ?? null } },
        note: { texte: 'x' },
      }[genre];
      const type = genre === 'issue' ? 'appel' : genre;
      const remplace = { affectation: ids, issue: ids, [`numero:${mere}`]: ids };
      const acte = acteFictif(id, type, corps, { remplace });
      seq += 1;
      return recu ? accepte(acte, seq) : enAttente(acte, rang);
    });
  });

describe('foldFaits', () => {
  it('does not depend on the order of arrival, nor on duplicates', () => {
    fc.assert(
      fc.property(
        histoire.chain((actes) =>
          fc.tuple(fc.constant(actes), fc.shuffledSubarray([...actes, ...actes], { minLength: actes.length * 2 })),
        ),
        ([actes, melanges]) => {
          expect(foldFaits(melanges)).toEqual(foldFaits(actes));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('always gives at least one head to a fait, the last one being the value shown', () => {
    fc.assert(
      fc.property(histoire, (actes) => {
        for (const etat of foldFaits(actes).values()) {
          expect(etat.tetes.length).toBeGreaterThan(0);
          expect(etat.valeur).toEqual(etat.tetes.at(-1)?.valeur);
          expect(etat.aDepartager).toBe(new Set(etat.tetes.map((tete) => JSON.stringify(tete.valeur))).size > 1);
        }
      }),
    );
  });

  it('counts a copy of an accepted acte still in the outbox once, as accepted', () => {
    const premier = affecter(1, lea);
    const second = affecter(2, karim);
    expect(
      foldFaits([enAttente(premier, 9), accepte(second, 2), accepte(premier, 1)])
        .get('affectation')
        ?.tetes.map((tete) => tete.acte),
    ).toEqual([premier.id, second.id]);
  });

  it('ignores unknown ids in remplace', () => {
    fc.assert(
      fc.property(histoire, (actes) => {
        const inconnus = actes.map((un) => ({
          ...un,
          acte: {
            ...un.acte,
            remplace: Object.fromEntries(
              Object.entries(un.acte.remplace).map(([fait, ids]) => [fait, [...ids, uuidDe(7, 0xbad)]]),
            ),
          },
        }));
        expect(foldFaits(inconnus)).toEqual(foldFaits(actes));
      }),
    );
  });

  it('keeps both heads of two concurrent setters, and one acte that replaces all heads settles them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.boolean(), (nombre, choisiNonEnvoye) => {
        const base = affecter(1, lea);
        const concurrents = Array.from({ length: nombre }, (_, rang) =>
          affecter(rang + 2, uuidDe(rang, 0xaa), [base.id]),
        );
        const avant = [base, ...concurrents].map((acte, rang) => accepte(acte, rang + 1));
        const etat = foldFaits(avant).get('affectation');
        expect(etat?.tetes.map((tete) => tete.acte)).toEqual(concurrents.map((acte) => acte.id));
        expect(etat?.aDepartager).toBe(true);
        expect(faitsADepartager(foldFaits(avant))).toEqual(['affectation']);

        const choix = affecter(
          99,
          karim,
          remplacePour(foldFaits(avant), [{ fait: 'affectation', valeur: karim }]).affectation,
        );
        const apres = foldFaits([...avant, choisiNonEnvoye ? enAttente(choix, 1) : accepte(choix, 50)]).get(
          'affectation',
        );
        expect(apres).toEqual({ tetes: [{ acte: choix.id, valeur: karim }], valeur: karim, aDepartager: false });
      }),
    );
  });

  it('does not call for a choice between two heads of the same value', () => {
    const etat = foldFaits([accepte(affecter(1, lea), 1), accepte(affecter(2, lea), 2)]).get('affectation');
    expect(etat).toMatchObject({ valeur: lea, aDepartager: false });
    expect(etat?.tetes).toHaveLength(2);
  });

  it('an author who sees everything never leaves two heads', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: 3 }), { nil: null }), { minLength: 1, maxLength: 10 }), (choix) => {
        const actes: ActeOrdonne[] = [];
        for (const [rang, valeur] of choix.entries()) {
          const poses = [{ fait: 'affectation', valeur }];
          const vus = remplacePour(foldFaits(actes), poses).affectation ?? [];
          actes.push(accepte(affecter(rang + 1, valeur === null ? null : uuidDe(valeur, 0xaa), vus), rang + 1));
        }
        const etat = foldFaits(actes).get('affectation');
        expect(etat?.tetes.map((tete) => tete.acte)).toEqual([uuidDe(choix.length)]);
      }),
    );
  });

  it('undoing an acte gives what there was without it, undoing the undo gives it back', () => {
    fc.assert(
      fc.property(histoire, fc.nat({ max: 2 }), (actes, valeur) => {
        const avant = foldFaits(actes);
        const pose = affecter(
          100,
          [lea, karim, null][valeur] ?? null,
          avant.get('affectation')?.tetes.map((tete) => tete.acte),
        );
        const avec = [...actes, accepte(pose, 100)];
        const defait = [...avec, accepte(annuler(101, pose.id), 101)];
        const refait = [...defait, enAttente(annuler(102, uuidDe(101)), 1)];
        expect(foldFaits(defait)).toEqual(avant);
        expect(foldFaits(refait)).toEqual(foldFaits(avec));
      }),
      { numRuns: 300 },
    );
  });

  it('two colleagues who undo the same acte undo it once: one must not restore it for the other', () => {
    const pose = affecter(1, lea);
    const deux = [accepte(pose, 1), accepte(annuler(2, pose.id), 2), accepte(annuler(3, pose.id), 3)];
    expect(foldFaits(deux).size).toBe(0);
    expect(foldFaits([...deux, accepte(annuler(4, uuidDe(2)), 4)]).size).toBe(0);
  });

  it('works after a restore that renumbered an undo before what it undoes', () => {
    const pose = affecter(1, lea);
    expect(foldFaits([accepte(annuler(2, pose.id), 1), accepte(pose, 2)]).size).toBe(0);
  });

  it('does not bring back, beside its successor, what an undone middle acte had replaced', () => {
    const a = affecter(1, lea);
    const b = affecter(2, karim, [a.id]);
    const c = affecter(3, null, [b.id]);
    const actes = [accepte(a, 1), accepte(b, 2), accepte(c, 3), accepte(annuler(4, b.id), 4)];
    expect(foldFaits(actes).get('affectation')).toEqual({
      tetes: [{ acte: c.id, valeur: null }],
      valeur: null,
      aDepartager: false,
    });
    expect(foldFaits([...actes, accepte(annuler(5, c.id), 5)]).get('affectation')?.valeur).toBe(lea);
  });

  it.each([
    ['autre_canal', undefined],
    ['personnalisee', 'personnalisee'],
    ['sans_reponse', 'sans_reponse'],
  ])('an answer %s that was undone leaves %s: a mail that left stays', (genre, reste) => {
    const demande = uuidDe(5);
    const reponse = acteFictif(uuidDe(1), 'reponse', {
      demande,
      genre,
      ...(genre === 'personnalisee' ? { texte: 'Bonjour.' } : {}),
    });
    const faits = foldFaits([accepte(reponse, 1), accepte(annuler(2, reponse.id), 2)]);
    expect(faits.get(`reponse:${demande}`)?.valeur).toBe(reste);
  });

  it('applies the last live correction, and its undo gives the former body back', () => {
    const appel = acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition: 'SANS_REPONSE' }));
    const corriger = (rang: number, issue: string) =>
      acteFictif(uuidDe(rang), 'correction', { acte: appel.id, corps: corpsDAppel({ disposition: 'JOINT', issue }) });
    const actes = [accepte(appel, 1), accepte(corriger(2, 'REFLECHIT'), 2), accepte(corriger(3, 'INSCRIT'), 3)];
    const issueDe = (liste: ActeOrdonne[]) => foldFaits(liste).get('issue');
    expect(issueDe(actes)).toEqual({
      tetes: [{ acte: appel.id, valeur: 'INSCRIT' }],
      valeur: 'INSCRIT',
      aDepartager: false,
    });
    const une = [...actes, accepte(annuler(4, uuidDe(3)), 4)];
    expect(issueDe(une)?.valeur).toBe('REFLECHIT');
    expect(issueDe([...une, accepte(annuler(5, uuidDe(2)), 5)])).toBeUndefined();
  });

  it('a correction that sets a new fait replaces the heads its author saw', () => {
    const avant = acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition: 'JOINT', issue: 'REFLECHIT' }));
    const appel = acteFictif(uuidDe(2), 'appel', corpsDAppel({ disposition: 'SANS_REPONSE' }));
    const correction = acteFictif(
      uuidDe(3),
      'correction',
      { acte: appel.id, corps: corpsDAppel({ disposition: 'JOINT', issue: 'INSCRIT' }) },
      { remplace: { issue: [avant.id] } },
    );
    expect(foldFaits([accepte(avant, 1), accepte(appel, 2), accepte(correction, 3)]).get('issue')).toMatchObject({
      valeur: 'INSCRIT',
      aDepartager: false,
    });
  });

  it('ignores a correction whose body is not one of its target', () => {
    const pose = affecter(1, lea);
    const mauvaise = acteFictif(uuidDe(2), 'correction', { acte: pose.id, corps: { texte: 'x' } });
    expect(foldFaits([accepte(pose, 1), accepte(mauvaise, 2)]).get('affectation')?.valeur).toBe(lea);
  });

  it('lets the acte that corrects a parked one stand for it wherever it was named', () => {
    const parque = affecter(1, lea);
    const suivant = affecter(2, null, [parque.id]);
    const corrige = acteFictif(uuidDe(3), 'affectation', { operateur: karim }, { corrige: parque.id });
    const etat = foldFaits([enAttente(parque, 1), enAttente(suivant, 2), enAttente(corrige, 3)]).get('affectation');
    expect(etat?.tetes.map((tete) => tete.acte)).toEqual([suivant.id]);
    expect(foldFaits([enAttente(parque, 1), enAttente(corrige, 3)]).get('affectation')?.valeur).toBe(karim);
  });

  it('leaves out a type it does not know and a body it cannot read', () => {
    const inconnu = { ...affecter(1, lea), type: 'hologramme' };
    const illisible = acteFictif(uuidDe(2), 'affectation', { operateur: 12 });
    expect(foldFaits([accepte(inconnu, 1), accepte(illisible, 2)]).size).toBe(0);
  });

  it('names the heads of each fait a new call will set', () => {
    const joint = acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition: 'JOINT', issue: 'REFLECHIT' }));
    const poses = faitsDe({
      id: uuidDe(2),
      type: 'appel',
      corps: corpsDAppel({ disposition: 'JOINT', issue: 'INSCRIT' }),
    });
    expect(remplacePour(foldFaits([accepte(joint, 1)]), poses)).toEqual({
      issue: [joint.id],
      [`numero:${mere}`]: [joint.id],
    });
    expect(remplacePour(new Map(), poses)).toEqual({ issue: [], [`numero:${mere}`]: [] });
  });
});
