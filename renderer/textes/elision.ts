const voyelle = 'aeiouàâäéèêëîïôöùûüœæ';
/** « d’Yves », but « de Yanis ». */
const elide = new RegExp(`^(?:[${voyelle}]|y(?![${voyelle}]))`, 'i');

/** « d’ABADIE Lina », « de GARNIER Tom », « de HUET Noé »: nothing tells whether the H of a name is heard. */
export const deNom = (nom: string): string => (elide.test(nom) ? `d’${nom}` : `de ${nom}`);
