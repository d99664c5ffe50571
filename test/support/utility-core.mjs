// The smallest core for a utilityProcess: plain JavaScript, because Electron's own Node does not read TypeScript.
const etat = () => ({
  etape: 'pret',
  serveur: null,
  sansServeur: false,
  codePropose: null,
  phrase: null,
  etablissement: null,
  poste: String(process.pid),
  operateur: null,
  operateurs: [],
  nonEnvoyes: 0,
  dernierEnvoiLe: null,
  raison: null,
  essaisRestants: null,
});

process.parentPort.on('message', ({ data }) => {
  if (data.type === 'start') process.parentPort.postMessage({ type: 'ready' });
  if (data.type === 'call')
    process.parentPort.postMessage({ type: 'reply', id: data.id, reply: { ok: true, value: etat() } });
  if (data.type === 'stop') process.exit(0);
});
