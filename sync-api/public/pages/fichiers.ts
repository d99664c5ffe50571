import { scriptBouton } from './bouton.ts';
import { fichiers } from './noms-fichiers.ts';
import { scriptFormulaire } from './script-formulaire.ts';
import { scriptCleCoupee, scriptJeton } from './script-jeton.ts';
import { scriptPlaces } from './script-places.ts';
import { scriptPreuve } from './script-preuve.ts';
import { feuilleDeStyle } from './style.ts';

const javascript = 'text/javascript; charset=utf-8';

/**
 * What the intake serves as it is: text and type, by path. All may be kept for an hour. `bouton.js` is loaded by other
 * sites: it has to be sent with `cross-origin-resource-policy: cross-origin`.
 */
export const fichiersPublics: Readonly<Record<string, { type: string; texte: string }>> = {
  [fichiers.style]: { type: 'text/css; charset=utf-8', texte: feuilleDeStyle },
  [fichiers.formulaire]: { type: javascript, texte: scriptFormulaire },
  [fichiers.places]: { type: javascript, texte: scriptPlaces },
  [fichiers.preuve]: { type: javascript, texte: scriptPreuve },
  [fichiers.jeton]: { type: javascript, texte: scriptJeton },
  [fichiers.cleCoupee]: { type: javascript, texte: scriptCleCoupee },
  [fichiers.bouton]: { type: javascript, texte: scriptBouton },
};
