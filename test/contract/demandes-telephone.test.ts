import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { courrielDe } from '../../renderer/features/demandes/contexte.ts';
import { courrielDeReponse } from '../../shared/domain/demandes/reponse-courriel.ts';
import { formulaire, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { dossierId } from '../unit/core/candidats/poste.ts';
import { Bureau } from '../unit/core/demandes/bureau.ts';

let g: Guichets;
let bureau: Bureau;
beforeEach(async () => {
  g = await ouvrirGuichets();
  bureau = new Bureau();
});
afterEach(async () => {
  bureau.close();
  await g.close();
});

const texte = 'Il reste trois places.\n\nVenez samedi.';
const envoye = z.object({ corps: z.object({ sujet: z.string(), paragraphes: z.array(z.string()) }) });

it.each([
  ['a row of today', '0465710010', '04 65 71 00 10', false],
  ['a row from before phones were formatted', '0465710010', '04 65 71 00 10', true],
  ['a CFA overseas', '0692000010', '0692 00 00 10', false],
  ['a short number', '3949', '3949', true],
])(
  '%s: the preview of the poste and the mail say the phone alike, as people read it',
  async (_, brut, lu, isFormer) => {
    await g.db.updateTable('formation_catalogue').set({ telephone: brut }).execute();
    const row = await g.demander();
    const ligne = await g.ligne(row);
    expect(ligne.telephone_cfa).toBe(lu);
    const kept = { ...ligne, telephone_cfa: isFormer ? brut : lu };
    await g.db
      .updateTable('ligne')
      .set({ corps: JSON.stringify(kept) })
      .where('id', '=', row.id)
      .execute();

    const { nom, prenom } = formulaire();
    bureau.person(1, { nom, prenom });
    bureau.demande(1, { ...kept, dossier: dossierId(1) });
    const [shown] = bureau.sheetOf(1);
    if (shown === undefined) throw new Error('no demande on the sheet');
    await g.pousser(repondre(row, 'personnalisee'));
    const { donnees } = await g.db
      .selectFrom('courriel')
      .select('donnees')
      .where('genre', '=', 'candidat-reponse')
      .executeTakeFirstOrThrow();
    const { corps } = envoye.parse(JSON.parse(donnees));
    expect(corps).toEqual(courrielDeReponse(courrielDe(shown, texte)));
    expect(corps.paragraphes.at(-1)).toBe(`Téléphone\u00a0: ${lu} — ${ligne.cfa}`);
  },
);
