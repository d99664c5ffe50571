import { describe, expect, it } from 'vitest';
import {
  type CourrielAnnonce,
  courrielAnnonce,
  type Lecteur,
} from '../../../renderer/features/agenda/apercu-courriel.ts';
import { consequencesDe } from '../../../renderer/features/agenda/consequences.ts';
import { saisieDe } from '../../../renderer/features/agenda/formulaire.ts';
import { lecteursEnMots } from '../../../renderer/features/agenda/lecteurs.ts';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { reservation } from '../../../sync-api/courriels/modeles/reservation.ts';
import { comptesVides, creneauDe, inscriptionDe } from './agenda-exemples.ts';

type Ecrit = Parameters<typeof reservation>[1];

const egal = (texte: string): string => texte.replaceAll('’', "'").replaceAll(/[\u00a0\u202f]/g, ' ');

const demandeId = '00000000-0000-4000-8000-0000000000a1';

interface Cas {
  quoi: CourrielAnnonce['quoi'];
  place: Lecteur['place'];
  demande: boolean;
  /** What the server writes, and the state it finds when the mail leaves. */
  nouvelle: Ecrit['quoi'];
  etat: Ecrit['etat'];
  motif: Ecrit['motif'];
}

const cas: Cas[] = [true, false].flatMap((demande): Cas[] => [
  { quoi: 'deplacee', place: 'tenue', demande, nouvelle: 'deplacee', etat: 'a_reconfirmer', motif: 'deplace' },
  { quoi: 'deplacee', place: 'attente', demande, nouvelle: 'deplacee', etat: 'attente', motif: null },
  { quoi: 'changee', place: 'tenue', demande, nouvelle: 'changee', etat: 'confirmee', motif: null },
  { quoi: 'changee', place: 'tenue', demande, nouvelle: 'changee', etat: 'a_reconfirmer', motif: 'deplace' },
  { quoi: 'changee', place: 'offerte', demande, nouvelle: 'changee', etat: 'offerte', motif: null },
  { quoi: 'changee', place: 'a_appeler', demande, nouvelle: 'changee', etat: 'a_reconfirmer', motif: 'capacite' },
  { quoi: 'annulee', place: 'tenue', demande, nouvelle: 'creneau_annule', etat: 'annulee', motif: 'creneau' },
]);

interface Lu {
  sujet: string;
  textes: string[];
  fiche: string[];
  boutons: string[];
}

/** What the server writes to one of them. */
const ecrit = (creneau: ReturnType<typeof creneauDe>, { nouvelle, etat, motif, demande }: Cas): Lu => {
  const lues: Ecrit = {
    genre: 'candidat-reservation',
    reservation: {
      id: '00000000-0000-4000-8000-0000000000b1',
      fluxId: creneau.flux,
      dossierId: '00000000-0000-4000-8000-0000000000d1',
      demandeId: demande ? demandeId : null,
      creneauId: creneau.id,
      cfa: creneau.fluxNom,
      telephoneCfa: null,
      siretFormateur: '00000000000000',
      formation: null,
      cleMinistereEducatif: null,
      genre: creneau.genre,
      titre: creneau.titre,
      debut: creneau.debut,
      fin: creneau.fin,
      fuseau: creneau.fuseau,
      lieu: creneau.lieu,
      lien: creneau.lien,
      consigne: creneau.consigne,
      sequence: 1,
      nom: 'TARDIVEL',
      prenom: 'Maëlys',
      expireLe: null,
    },
    quoi: nouvelle,
    etat,
    motif,
    // Answered by her place alone, a demande opens again when it is taken from her.
    demandeOuverte: demande && nouvelle === 'creneau_annule',
    mot: 'Merci de votre patience.',
    // Nothing is hers any more, and no demande lets her choose: she is given no link (sync-api/agenda/nouvelles.ts).
    jeton: demande || nouvelle !== 'creneau_annule' ? 'jeton' : null,
    aUnFichier: false,
    remplacee: null,
  };
  const { sujet, blocs } = reservation({ url: 'https://accueil.example' }, lues);
  return {
    sujet: egal(sujet),
    textes: blocs.flatMap((bloc) => (bloc.genre === 'paragraphe' ? [egal(bloc.texte)] : [])),
    fiche: blocs.flatMap((bloc) =>
      bloc.genre === 'fiche' ? bloc.lignes.map(([nom, valeur]) => egal(`${nom} : ${valeur}`)) : [],
    ),
    boutons: blocs.flatMap((bloc) => (bloc.genre === 'bouton' ? [egal(bloc.texte)] : [])),
  };
};

const creneaux = [
  creneauDe({ lien: 'https://visio.example/a', consigne: 'Sonner' }),
  creneauDe({
    genre: 'entretien',
    fuseau: 'Indian/Reunion',
    debut: '2026-12-01T05:30:00.000Z',
    fin: '2026-12-01T06:00:00.000Z',
  }),
  creneauDe({ genre: 'portes_ouvertes' }),
];

describe('the mail that is previewed', () => {
  for (const un of cas)
    for (const creneau of creneaux)
      it(`says what the server writes: ${un.quoi}, ${un.place} ${un.etat}, ${un.demande ? 'a' : 'no'} demande, ${creneau.genre}`, () => {
        const serveur = ecrit(creneau, un);
        const { sujet, paragraphes } = courrielAnnonce({
          quoi: un.quoi,
          creneau: saisieDe(creneau),
          cfa: creneau.fluxNom,
          fuseau: creneau.fuseau,
          mot: ' Merci de votre patience. ',
          lecteur: { place: un.place, demande: un.demande },
        });
        expect(egal(sujet)).toBe(serveur.sujet);
        const lus = paragraphes.map(egal);
        const fiche = lus.find((texte) => texte.startsWith('Date : ')) ?? '';
        const boutons = lus.filter((texte) => texte.startsWith('Bouton : '));
        const phrases = lus.slice(1).filter((texte) => texte !== fiche && !boutons.includes(texte));
        expect(phrases).toContain('Message du CFA : Merci de votre patience.');
        // All that is said of this meeting, in its order; the server adds the file, the link and what it does with data.
        expect(phrases).toEqual(serveur.textes.filter((texte) => phrases.includes(texte)));
        expect(serveur.textes.slice(1, 1 + phrases.length)).toEqual(phrases);
        expect(boutons.map((texte) => texte.replace('Bouton : ', '').replace(/ \(.*\)$/, ''))).toEqual(serveur.boutons);
        const ou = (lignes: readonly string[]): string[] =>
          lignes.filter((ligne) => /^(Lieu|En ligne|À savoir|Date|Horaire) : /.test(ligne));
        expect(ou(fiche.split('\n'))).toEqual(ou(serveur.fiche));
      });
});

describe('who reads which mail', () => {
  const demande = demandeId;
  const gens = [
    inscriptionDe({ reservation: 'a', demande }),
    inscriptionDe({ reservation: 'b' }),
    inscriptionDe({ reservation: 'c', demande, etat: 'a_reconfirmer', motif: 'capacite' }),
    inscriptionDe({ reservation: 'd', etat: 'offerte', demande: null }),
    inscriptionDe({ reservation: 'e', demande, etat: 'attente' }),
    inscriptionDe({ reservation: 'f', etat: 'demandee' }),
    inscriptionDe({ reservation: 'g', etat: 'demandee', refuse: 'DEPENDANCE_REFUSEE' }),
  ];
  const lus = (
    apres: Partial<CreneauVu> | null,
    avant = creneauDe({ comptes: { ...comptesVides, prises: 4 } }),
  ): string[] => {
    const suites = consequencesDe(
      avant,
      apres === null ? null : saisieDe({ ...avant, ...apres }),
      gens,
      Date.parse('2026-11-22T12:00:00.000Z'),
    );
    return suites.lecteurs.map((ils) => egal(lecteursEnMots(ils, suites.courriel)));
  };

  it('is told apart by place and by demande, each counted once', () => {
    const plusTard = { debut: '2026-11-25T13:00:00.000Z', fin: '2026-11-25T14:30:00.000Z' };
    expect(lus(plusTard)).toEqual([
      '2 personnes qui ont une place, avec une demande',
      '3 personnes qui ont une place, sans demande',
      "1 personne en liste d'attente, avec une demande",
    ]);
    expect(lus(plusTard, creneauDe({ capacite: 4, comptes: { ...comptesVides, prises: 4 } }))).toContain(
      "1 personne en liste d'attente, sans demande",
    );
    expect(lus({ lieu: 'Atelier 2' })).toEqual([
      '1 personne qui a une place, avec une demande',
      '1 personne qui a une place, sans demande',
      '1 personne à qui une place est proposée, sans demande',
      '1 personne à reconfirmer par téléphone, avec une demande',
    ]);
    expect(lus(null)).toEqual(['3 personnes, avec une demande', '3 personnes, sans demande']);
    expect(lus({ consigne: 'Sonner' })).toEqual([]);
  });

  it('counts among those to be called whoever the same change leaves without a place', () => {
    const avant = creneauDe({ comptes: { ...comptesVides, prises: 2 } });
    const deux = [inscriptionDe({ reservation: 'a', rang: 1 }), inscriptionDe({ reservation: 'b', rang: 2 })];
    const suites = consequencesDe(
      avant,
      saisieDe({ ...avant, capacite: 1, lieu: 'Atelier 2' }),
      deux,
      Date.parse('2026-11-22T12:00:00.000Z'),
    );
    expect(suites.lecteurs.map(({ lecteur: { place }, nombre }) => [place, nombre])).toEqual([
      ['tenue', 1],
      ['a_appeler', 1],
    ]);
  });
});
