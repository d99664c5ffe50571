/**
 * The mail that carries an answer, in plain text. It stands in `shared` because the poste shows it before it leaves:
 * what was previewed is what is sent. The only French sentences of this room, with the labels of the motifs.
 */
export interface ReponseACandidat {
  prenom: string;
  /** Name of the CFA as families know it. */
  cfa: string;
  formation: string;
  /** Public phone number of the CFA, as it is printed; null when nobody gave one. */
  telephone: string | null;
  /** What the staff wrote; empty for « injoignable ». */
  texte: string;
}

export interface CorpsDeCourriel {
  sujet: string;
  /** Paragraphs, each without line ends at its edges; single line ends inside are kept. */
  paragraphes: string[];
}

const enParagraphes = (texte: string): string[] =>
  texte
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * Who writes, after the signature of the staff: a paragraph of its own that continues no sentence, and that a name reads
 * well in whatever article it would need. Nothing is promised of a reply by mail: not every site receives them.
 */
const coordonnees = ({ cfa, telephone }: ReponseACandidat): string =>
  telephone === null ? cfa : `Téléphone\u00a0: ${telephone} — ${cfa}`;

/** « Répondre » (`personalised_answer`): the text as it was written, between a greeting and how to reach the CFA. */
export const courrielDeReponse = (reponse: ReponseACandidat): CorpsDeCourriel => ({
  sujet: `${reponse.cfa} répond à votre demande`,
  paragraphes: [
    `Bonjour ${reponse.prenom},`,
    `Vous avez demandé à être recontacté·e au sujet de la formation ${reponse.formation}.`,
    ...enParagraphes(reponse.texte),
    coordonnees(reponse),
  ],
});

/** « Injoignable » (`no_answer`): said kindly, with the way to be called again. */
export const courrielInjoignable = (reponse: ReponseACandidat): CorpsDeCourriel => ({
  sujet: `${reponse.cfa} a essayé de vous joindre`,
  paragraphes: [
    `Bonjour ${reponse.prenom},`,
    `Vous avez demandé à être recontacté·e au sujet de la formation ${reponse.formation}. Nous avons essayé de vous joindre, sans succès : ce n’est pas grave, cela arrive souvent.`,
    coordonnees(reponse),
  ],
});
