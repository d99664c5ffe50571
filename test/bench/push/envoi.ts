import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../../../shared/contract/sync.ts';
import { type Bench, type BenchContext, figure, type Measured, median, ratio } from '../measure.ts';
import { peerVersions, pushWithPouch, startPouchServer } from '../peers/contenders.ts';
import { type OurPush, pushOurs } from './our-push.ts';

const fullActes = 10_000;
const quickActes = 200;
/** Promised against PouchDB, which neither encrypts nor waits for the disk. */
const timesPouch = 6;

/** Calls written offline and pushed in one ordinary run, by turns with PouchDB over documents of the same size. */
export const envoi: Bench = {
  name: 'envoi',
  async run(context: BenchContext): Promise<Measured> {
    const actes = context.size === 'full' ? fullActes : quickActes;
    const installed = await context.peers();
    const { ours, pouch } = await takeTurns(context, installed, actes);
    const perSecond = (ms: number): number => (actes * 1_000) / ms;
    const accepted = ours.map(({ acceptedMs }) => perSecond(acceptedMs));
    const confirmed = ours.map(({ confirmedMs }) => perSecond(confirmedMs));
    const peer = median(pouch);
    // Few actes measure how a program starts, not how it pushes.
    const limit = context.size === 'full' ? timesPouch : null;
    const { 'express-pouchdb': server, pouchdb: client } = await peerVersions(installed);
    return {
      figures: [
        figure('Accepted by the server', 'actes/s', accepted),
        figure('Accepted, pulled back and confirmed', 'actes/s', confirmed),
        figure('PouchDB, replicated', 'actes/s', pouch),
      ],
      ratios: [
        ratio('Accepted against PouchDB', median(accepted) / peer, 'at_least', limit),
        ratio('Confirmed against PouchDB', median(confirmed) / peer, 'at_least', null),
      ],
      notes: [
        `${actes} calls on as many people, ${limits.pushActes} a request, both files encrypted, each request on the disk of the server before it is answered and each answer on the disk of the poste.`,
        'Accepted: from the start of the run to the answer for the last acte, written in the file. Confirmed: until the pull has brought the last one back, people and lists drawn again, and the outbox is empty.',
        `PouchDB ${client ?? ''} to express-pouchdb ${server ?? ''}, in the batches it is fastest with: in clear, LevelDB, nothing validated, nothing drawn.`,
      ],
    };
  },
};

async function takeTurns(
  context: BenchContext,
  installed: string,
  actes: number,
): Promise<{ ours: OurPush[]; pouch: number[] }> {
  const ours: OurPush[] = [];
  const pouch: number[] = [];
  const server = await startPouchServer(installed, join(context.folder, 'pouch'), 0);
  try {
    for (let round = 1; round <= context.rounds; round += 1) {
      const own = join(context.folder, `envoi-${round}`);
      mkdirSync(own);
      const one = await pushOurs(own, actes);
      await rm(own, { recursive: true });
      const peer = await pushWithPouch(server, join(context.folder, `pouch-${round}`), `envoi-${round}`, actes);
      ours.push(one);
      pouch.push((actes * 1_000) / peer.ms);
      context.say(
        `round ${round}: accepted in ${Math.round(one.acceptedMs)} ms, confirmed in ${Math.round(one.confirmedMs)} ms, PouchDB ${Math.round(peer.ms)} ms`,
      );
    }
  } finally {
    await server.stop();
  }
  return { ours, pouch };
}
