import { html, page, phrase } from './html.ts';

const sentences = {
  INTROUVABLE: {
    titre: 'Page introuvable',
    texte: "Cette adresse n'existe pas sur ce serveur. Vérifiez le lien, ou reprenez depuis l'application.",
  },
  LIEN_DE_CONNEXION: {
    titre: 'Connexion impossible',
    texte:
      "Cette page s'ouvre depuis l'application Rappel CFA : fermez cet onglet et choisissez « Se connecter » dans l'application.",
  },
  CONNEXION_EXPIREE: {
    titre: 'Connexion expirée',
    texte:
      "Cette page de connexion n'est plus valable. Fermez cet onglet et choisissez de nouveau « Se connecter » dans l'application.",
  },
  CONNEXION_REFUSEE: {
    titre: 'Connexion refusée',
    texte:
      "La connexion n'a pas abouti. Fermez cet onglet et choisissez de nouveau « Se connecter » dans l'application.",
  },
  TROP_DE_REQUETES: {
    titre: "Trop d'essais",
    texte: 'Trop d’essais ont été faits. Patientez quelques minutes avant de recommencer.',
  },
  FORMULAIRE_REFUSE: {
    titre: 'Formulaire refusé',
    texte: "Ce formulaire n'a pas été envoyé depuis cette page. Rechargez la page et recommencez.",
  },
  ERREUR_INTERNE: {
    titre: 'Incident sur le serveur',
    texte: "La demande n'a pas pu être traitée. Recommencez dans quelques minutes.",
  },
} as const;

export type ErrorPage = keyof typeof sentences;

export function errorPage(code: ErrorPage): string {
  const { titre, texte } = sentences[code];
  return page(titre, html`<h1>${phrase(titre)}</h1><p>${phrase(texte)}</p><p class="code">Code : ${code}</p>`);
}
