import { describe, expect, it } from 'vitest';
import { courrielAnnonce } from '../../../renderer/features/agenda/apercu-courriel.ts';
import { saisieDe } from '../../../renderer/features/agenda/formulaire.ts';
import { reservation } from '../../../sync-api/courriels/modeles/reservation.ts';
import { creneauDe } from './agenda-exemples.ts';

type Ecrit = Parameters<typeof reservation>[1];

const egal = (texte: string): string => texte.replaceAll('’', "'").replaceAll(/[\u00a0\u202f]/g, ' ');

const cas = [
  { quoi: 'deplacee', nouvelle: 'deplacee', etat: 'a_reconfirmer' },
  { quoi: 'changee', nouvelle: 'changee', etat: 'confirmee' },
  { quoi: 'annulee', nouvelle: 'creneau_annule', etat: 'annulee' },
] as const;

/** What the server writes to somebody who has a place. */
const ecrit = (
  creneau: ReturnType<typeof creneauDe>,
  { nouvelle, etat }: (typeof cas)[number],
): { sujet: string; textes: string[]; bouton: string } => {
  const lues: Ecrit = {
    genre: 'candidat-reservation',
    reservation: {
      id: '00000000-0000-4000-8000-0000000000b1',
      fluxId: creneau.flux,
      dossierId: '00000000-0000-4000-8000-0000000000d1',
      demandeId: '00000000-0000-4000-8000-0000000000a1',
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
    motif: null,
    demandeOuverte: false,
    mot: 'Merci de votre patience.',
    jeton: 'jeton',
    aUnFichier: false,
    remplacee: null,
  };
  const { sujet, blocs } = reservation({ url: 'https://accueil.example' }, lues);
  return {
    sujet: egal(sujet),
    textes: blocs.flatMap((bloc) => (bloc.genre === 'paragraphe' ? [egal(bloc.texte)] : [])),
    bouton: egal(blocs.flatMap((bloc) => (bloc.genre === 'bouton' ? [bloc.texte] : [])).at(-1) ?? ''),
  };
};

describe('the mail that is previewed', () => {
  for (const un of cas)
    for (const creneau of [
      creneauDe(),
      creneauDe({
        genre: 'entretien',
        fuseau: 'Indian/Reunion',
        debut: '2026-12-01T05:30:00.000Z',
        fin: '2026-12-01T06:00:00.000Z',
      }),
      creneauDe({ genre: 'portes_ouvertes' }),
    ])
      it(`says what the server writes: ${un.quoi}, ${creneau.genre}`, () => {
        const serveur = ecrit(creneau, un);
        const { sujet, paragraphes } = courrielAnnonce({
          quoi: un.quoi,
          creneau: saisieDe(creneau),
          cfa: creneau.fluxNom,
          fuseau: creneau.fuseau,
          mot: ' Merci de votre patience. ',
        });
        expect(egal(sujet)).toBe(serveur.sujet);
        const phrases = paragraphes.slice(1, -2).map(egal);
        expect(phrases).toContain('Message du CFA : Merci de votre patience.');
        for (const phrase of phrases) expect(serveur.textes).toContain(phrase);
        expect(egal(paragraphes.at(-1) ?? '')).toBe(`Bouton : ${serveur.bouton}`);
      });

  it('says nothing of where for a meeting that is cancelled', () => {
    const creneau = saisieDe(creneauDe({ lien: 'https://visio.example', consigne: 'Sonner' }));
    const annonce = { creneau, cfa: 'CFA', fuseau: 'Europe/Paris', mot: '' };
    expect(courrielAnnonce({ ...annonce, quoi: 'annulee' }).paragraphes.join()).not.toMatch(
      /Amphi|visio|Sonner|Message/,
    );
    expect(courrielAnnonce({ ...annonce, quoi: 'deplacee' }).paragraphes.join()).toMatch(/Amphi B.*visio.*Sonner/s);
  });
});
