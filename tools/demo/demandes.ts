import { cleDe } from './catalogue.ts';
import { formateurs } from './lieux.ts';

/**
 * Forms as somebody filled them in: zone of the site, rank of the training, working days before the demo is built, hour
 * at the site, mode, origine, auteur, name, name of the jeune, phone, address, motifs, wishes, message. Invented people,
 * numbers and addresses of fiction. The mother of Maëlys Tardivel and Noé Querrec are known from the lists; two brothers
 * Marchetti and two Oufkir share a number.
 */
const formulaires = `
lyon|0|5|18:41|message|PARCOURSUP|etudiant|Vauquelin/Inès||+33639980112|ines.vauquelin@example.org|modalite place accompagnement||Bonjour, reste-t-il des places en CAP cuisine et faut-il déjà une entreprise pour s’inscrire ?
stephanois|2|5|09:05|rappel|LBA|parent|Le Dantec/Yann|Le Dantec/Gwenn|+33639980145|y.ledantec@example.org|horaire lieu|lundi/matin mardi/matin|Un internat est-il possible pour un mineur de 15 ans ?
lyon|0|4|08:12|rappel|AFFELNET|parent|Tardivel/Sonia|Tardivel/Maëlys|+33639981202|c.tardivel@example.com|suivi accompagnement|mercredi/apres-midi vendredi/matin|Nous avons demandé deux formations chez vous, où en est le dossier ?
lyon|3|4|20:17|message|AFFELNET|etudiant|Benhaddou/Noa||+33639980178|noa.b@example.org|porte contenu||Y a-t-il une journée portes ouvertes avant l’été ?
reunion|0|4|10:30|rappel|ONISEP|parent|Hoarau/Marie-Josée||+262693190131|mj.hoarau@example.net|frais horaire|jeudi/matin|
lyon|1|4|16:48|rappel|SITE_CFA|etudiant|Castaing/Maëlle||+33639980190|maelle.castaing@example.org|place|lundi/apres-midi mardi/apres-midi jeudi/apres-midi|
stephanois|2|3|12:03|message|PARCOURSUP|etudiant|Querrec/Noé||+33639981401|noe.querrec@example.org|modalite suivi||J’ai une entreprise à Firminy qui veut bien me prendre, que dois-je vous envoyer ?
lyon|4|3|07:58|rappel|LBA|etudiant|Oufkir/Karim||+33639980121|karim.oufkir@example.org|plus frais debouche|mercredi/matin|
lyon|2|3|21:36|rappel|JEUNE_1_SOLUTION|etudiant|Da Rocha/Tiago||+447700900601|tiago.darocha@example.com|lieu modalite||Nous arrivons d’Angleterre en juillet, puis-je m’inscrire avant ?
reunion|2|3|14:20|message|SITE_CFA|etudiant|Payet/Loïc||+262693190144|loic.payet@example.net|contenu||Est-ce que la pâtisserie se fait sur deux ans ?
lyon|5|3|11:11|rappel|LBA|parent|Marchetti/Livia|Marchetti/Enzo|+33639980156|livia.marchetti@example.org|accompagnement|lundi/matin mercredi/matin vendredi/matin|
lyon|2|3|11:19|rappel|LBA|parent|Marchetti/Livia|Marchetti/Matteo|+33639980156|livia.marchetti@example.org|accompagnement place|lundi/matin|
stephanois|0|2|09:40|message|ONISEP|etudiant|Chapuis/Romane||+33639980163|romane.chapuis@example.com|debouche contenu||Que font les élèves après le CAP ?
stephanois|3|2|17:25|rappel|PARCOURSUP|etudiant|Aït Slimane/Rayan||+33639980167|rayan.aitslimane@example.org|place modalite||
lyon|6|2|13:02|rappel|AFFELNET|parent|Bouvard/Christelle|Bouvard/Lilou|+33465710161|c.bouvard@example.net|horaire frais lieu|mardi/matin jeudi/matin|
lyon|0|2|08:45|message|LBA|etudiant|Sow/Aminata||+33639980171|aminata.sow@example.org|plus modalite||Je suis en seconde générale et je voudrais changer pour la cuisine, est-ce possible en cours d’année ?
reunion|3|2|15:55|rappel|JEUNE_1_SOLUTION|etudiant|Grondin/Kélya||+262693190158|kelya.grondin@example.net|porte place||
lyon|1|2|19:07|message|SITE_CFA|etudiant|Perrachon/Jules||+33639980174|jules.perrachon@example.com|autre||Peut-on visiter les ateliers un mercredi ?
lyon|3|1|10:16|rappel|PARCOURSUP|parent|Nowak/Agnieszka|Nowak/Léna|+33639980181|a.nowak@example.org|modalite horaire|mercredi/apres-midi|
stephanois|1|1|11:52|message|LBA|etudiant|Fournier-Bel/Gaspard||+33639980184|gaspard.fb@example.com|accompagnement debouche||Aidez-vous à trouver une entreprise autour de Saint-Chamond ?
lyon|2|1|18:30|rappel|AFFELNET|etudiant|Haddad/Sirine||+33639980187|sirine.haddad@example.org|suivi|lundi/apres-midi|
reunion|1|1|09:09|message|ONISEP|parent|Técher/Jean-Fred|Técher/Océane|+262263990165|jf.techer@example.net|lieu horaire||Y a-t-il un car depuis Saint-Leu le matin ?
lyon|0|0|07:30|rappel|SITE_CFA|etudiant|Dupré/Célestin||+33639980193|celestin.dupre@example.com|place porte||
stephanois|2|0|08:04|message|LBA|etudiant|Keïta/Ousmane||+33639980196|ousmane.keita@example.org|modalite contenu||Bonjour, je n’ai pas fait de stage en boulangerie, est-ce que ça compte ?
lyon|4|0|08:20|rappel|LBA|parent|Oufkir/Nadia||+33639980121|nadia.oufkir@example.org|frais suivi|mardi/apres-midi vendredi/apres-midi|
`;

const couple = (texte: string): [string, string] => {
  const [premier = '', second = ''] = texte.split('/');
  return [premier, second];
};
const nomme = (texte: string): { nom: string; prenom: string } => {
  const [nom, prenom] = couple(texte);
  return { nom, prenom };
};
const motsDe = (texte: string): string[] => texte.split(' ').filter((mot) => mot !== '');

function formulaire(ligne: string) {
  const champs = ligne.split('|');
  const [zone, offre, jours, heure = '', mode = '', origine = '', auteur = '', nom = '', jeune = ''] = champs;
  const [telephone = '', courriel = '', motifs = '', souhaits = '', message = ''] = champs.slice(9);
  const site = formateurs.find((un) => un.zone === zone);
  if (site === undefined) throw new Error(`no site of the demo is in ${zone}`);
  return {
    jours_ouvres: Number(jours),
    heure,
    depot: {
      cle_ministere_educatif: cleDe(site, Number(offre)),
      ...{ origine, mode, auteur, ...nomme(nom), telephone, courriel },
      jeune: jeune === '' ? null : nomme(jeune),
      motifs: motsDe(motifs),
      message: message === '' ? null : message,
      souhaits: motsDe(souhaits).map((texte) => {
        const [jour, demi_journee] = couple(texte);
        return { jour, demi_journee };
      }),
      consentement: 'demo',
      a_confirmer: false,
    },
  };
}

/** The twenty-five forms of resources/demo/demandes.json: each a deposit of the guichet, with when it was left. */
export const texteDemandes = (): string =>
  `${JSON.stringify(formulaires.trim().split('\n').map(formulaire), null, 1)}\n`;
