/** A call with its outcome and a note: what we send and what the peers send, so that neither has less to carry. */
export const joinedCorps = (numero: string) => ({
  sens: 'emis',
  numero,
  interlocuteur: 'responsable',
  disposition: 'JOINT',
  issue: 'REFLECHIT',
  note: 'Rappeler après les résultats du conseil de classe.',
});
