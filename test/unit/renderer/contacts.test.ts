import { describe, expect, it } from 'vitest';
import {
  type ContactDraft,
  creationDe,
  erreursDe,
  nouveauContact,
} from '../../../renderer/features/contacts/contact.ts';
import {
  appelRecu,
  isTooShort,
  numeroColle,
  numeroTrouve,
  rechercheDe,
} from '../../../renderer/features/contacts/numero.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { contactsChannels } from '../../../shared/contract/ipc/contacts.ts';
import { telephoneFictif } from './messages-exemples.ts';

const flux = '00000000-0000-4000-8000-000000000001';
const telephone = (e164: string, affiche: string): Fiche['candidatTelephones'][number] => ({
  ...telephoneFictif(e164),
  affiche,
});
const contact = (change: Partial<ContactDraft> = {}): ContactDraft => ({
  ...nouveauContact('06 39 98 12 02'),
  nom: 'TARDIVEL',
  prenom: 'Sonia',
  ...change,
});

describe('what was pasted', () => {
  it('is a number, or the end of one, however it is written', () => {
    expect(numeroColle(' 06 39 98 12 02\n')).toBe('06 39 98 12 02');
    expect(numeroColle('+33 (0)6.39.98.12.02')).toBe('+33 (0)6.39.98.12.02');
    expect(numeroColle('tel:+33639981202')).toBe('+33639981202');
    expect(numeroColle('1202')).toBe('1202');
  });

  it('asks nothing of anything else', () => {
    for (const texte of ['', '120', 'Maëlys', 'rappeler le 06 39 98 12 02', '1234567890123456', 'https://a.fr/1234'])
      expect(numeroColle(texte)).toBeNull();
  });
});

describe('the search', () => {
  it('is the same for every way of writing a number', () => {
    for (const texte of ['06 39 98 12 02', '+33 6 39 98 12 02', '0033639981202'])
      expect(rechercheDe(texte)).toBe('0639981202');
  });

  it('keeps a fragment and a name as they are', () => {
    expect(rechercheDe('1202 ')).toBe('1202');
    expect(rechercheDe('tardivel')).toBe('tardivel');
    expect(isTooShort('12')).toBe(true);
    expect(isTooShort('120')).toBe(false);
    expect(isTooShort('le')).toBe(false);
  });

  it('shows which number of the family answered, and whose', () => {
    const fiche = {
      responsableTelephones: [telephone('+33639981203', '06 39 98 12 03'), telephone('+33639981202', '06 39 98 12 02')],
      candidatTelephones: [],
    };
    expect(numeroTrouve(fiche, '1202')).toEqual({ affiche: '06 39 98 12 02', qui: 'responsable légal, 1er numéro' });
    expect(numeroTrouve(fiche, '9999')).toBeNull();
    expect(numeroTrouve(fiche, 'tardivel')).toBeNull();
  });
});

describe('the call that is received', () => {
  const meme = telephone('+33639981202', '06 39 98 12 02');
  const fiche = (responsableTelephones: (typeof meme)[], candidatTelephones: (typeof meme)[] = []) => ({
    responsableTelephones,
    candidatTelephones,
    brouillon: '',
    demandes: [],
  });
  const parents = [meme, telephone('+33639981203', '06 39 98 12 03')];
  const siens = [{ ...telephone('+33199001201', '01 99 00 12 01'), origine: 'portable' as const }];

  it('came from the number that was typed, and from whom that number reaches', () => {
    expect(appelRecu(fiche(parents, siens), '1203')).toMatchObject({
      sens: 'recu',
      call: { sens: 'recu', numero: '+33639981203', interlocuteur: 'responsable', disposition: null },
    });
    expect(appelRecu(fiche(parents, siens), '99 00 12 01').call).toMatchObject({
      numero: '+33199001201',
      interlocuteur: 'candidat',
    });
  });

  it.each(['639981', 'tardivel', '9999'])('came from nobody knows which number, for %s', (recherche) => {
    expect(appelRecu(fiche(parents, siens), recherche).call).toMatchObject({ numero: null, interlocuteur: null });
  });

  it('takes up the note that was being written', () => {
    expect(appelRecu({ ...fiche(parents), brouillon: 'la mère rappelle' }, '1202').call?.note).toBe('la mère rappelle');
  });

  it('names the parent who gave the number with a demande', () => {
    expect(numeroTrouve(fiche([{ ...meme, demandeur: 'Anne Fictive' }]), '1202')?.qui).toBe(
      'Anne Fictive, d’après sa demande',
    );
  });
});

describe('a new contact', () => {
  it('starts from the number, or from the name, that found nobody', () => {
    expect(nouveauContact('1202')).toMatchObject({ nom: '', telephones: ['1202'] });
    expect(nouveauContact('tardivel')).toMatchObject({ nom: 'TARDIVEL', telephones: [''] });
  });

  it('says what is wrong, a sentence a field', () => {
    expect(erreursDe(contact({ nom: ' ', prenom: '' }), flux, true)).toMatchObject({
      nom: 'Le nom est nécessaire.',
      prenom: 'Le prénom est nécessaire.',
    });
    expect(erreursDe(contact({ telephones: ['1202', ''] }), flux, true)?.telephones).toEqual([
      'Ce numéro est incomplet : dix chiffres, ou un + et l’indicatif du pays.',
      null,
    ]);
    expect(erreursDe(contact({ telephones: ['', ''] }), flux, true)?.telephones[0]).toBe(
      'Un numéro de téléphone est nécessaire.',
    );
    expect(erreursDe(contact({ telephones: ['0000000000000'] }), flux, true)?.telephones[0]).toContain(
      'ne peut pas être lu',
    );
    expect(erreursDe(contact(), null, false)?.flux).toContain('Aucune liste');
    expect(erreursDe(contact(), null, true)?.flux).toBe('Choisir l’établissement.');
  });

  it('is right with one number, from here or from abroad', () => {
    expect(erreursDe(contact(), flux, true)).toBeNull();
    expect(erreursDe(contact({ telephones: ['', '+32 470 12 34 56'] }), flux, true)).toBeNull();
  });

  it('is created with the call that came in, as the contract wants it', () => {
    const request = creationDe(contact({ nom: ' TARDIVEL ', note: ' pour Lina ', issue: 'REFLECHIT' }), flux);
    expect(request).toEqual({
      flux,
      nom: 'TARDIVEL',
      prenom: 'Sonia',
      telephones: ['06 39 98 12 02'],
      appel: {
        sens: 'recu',
        numero: '+33639981202',
        interlocuteur: 'responsable',
        disposition: 'JOINT',
        issue: 'REFLECHIT',
        note: 'pour Lina',
      },
    });
    expect(contactsChannels['contacts:creer'].request.safeParse(request).success).toBe(true);
  });

  it('keeps no issue of a call that reached nobody, and no call when none is told', () => {
    expect(creationDe(contact({ disposition: 'RAPPELER', issue: 'REFLECHIT' }), flux).appel).not.toHaveProperty(
      'issue',
    );
    expect(creationDe(contact({ hasAppel: false }), flux).appel).toBeNull();
  });
});
