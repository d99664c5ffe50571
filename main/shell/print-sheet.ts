import { failure, type Result, success } from '../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../shared/contract/ipc/index.ts';
import type { DocumentImprime } from '../../shared/contract/ipc/systeme.ts';
import type { Clock } from '../core/deps.ts';

type Printed = Result<ResponseOf<'systeme:imprimer'>>;

/** A hidden window that lays one prepared sheet out. */
export interface PrintWindow {
  /** As the router meets it. */
  readonly webContentsId: number;
  /** The page says when every sheet stands, or that it cannot draw them. */
  ready(): Promise<'prete' | 'echec'>;
  /** Shows the system's dialog; the person may leave it. */
  toPrinter(): Promise<'faite' | 'annulee' | 'echec'>;
  toPdf(): Promise<Uint8Array>;
  /** The page died, did not load, or the window was closed. */
  onGone(listener: () => void): void;
  close(): void;
}

export interface PrintingOptions {
  open(impression: string, document: DocumentImprime): PrintWindow;
  /** Shows the save dialog; null when the person cancels. */
  askSavePath(document: DocumentImprime): Promise<string | null>;
  save(path: string, content: Uint8Array): Promise<void>;
  clock: Clock;
  /** For the page to be ready, and again for the PDF; a dialog waits for its person as long as it takes. */
  limitMs: number;
  onBug(error: unknown): void;
}

export interface Printing {
  /**
   * One at a time. Failures: TRAVAIL_EN_COURS, VERROUILLE when the desk closed meanwhile, DISQUE_PLEIN,
   * IMPRESSION_ECHOUEE.
   */
  print(request: RequestOf<'systeme:imprimer'>): Promise<Printed>;
  /** Who may ask for the pages of the sheet now. */
  webContentsId(): number | undefined;
  /** The desk closed or the app's window went away: what is being printed is closed at once. */
  stop(): void;
}

const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOSPC';

export const createPrinting = (options: PrintingOptions): Printing => {
  const { clock, limitMs } = options;
  let running: { stop(reason: Result<never>): void } | null = null;
  let window: PrintWindow | null = null;

  const draw = async (
    { impression, sortie, document = 'appel' }: RequestOf<'systeme:imprimer'>,
    until: <T>(step: Promise<T>) => Promise<Result<T>>,
    stop: (reason: Result<never>) => void,
    ended: AbortSignal,
  ): Promise<Printed> => {
    const within = <T>(step: Promise<T>): Promise<Result<T>> => {
      const tooLate = clock.sleep(limitMs, ended).then(() => failure('IMPRESSION_ECHOUEE'));
      return Promise.race([until(step), tooLate]);
    };
    const path = sortie === 'pdf' ? await until(options.askSavePath(document)) : null;
    if (path?.ok === false) return path;
    if (path?.value === null) return success({ etat: 'annulee' });

    window = options.open(impression, document);
    window.onGone(() => stop(failure('IMPRESSION_ECHOUEE')));
    const ready = await within(window.ready());
    if (!ready.ok) return ready;
    if (ready.value === 'echec') return failure('IMPRESSION_ECHOUEE');

    if (path === null) {
      const printed = await until(window.toPrinter());
      if (!printed.ok) return printed;
      return printed.value === 'echec' ? failure('IMPRESSION_ECHOUEE') : success({ etat: printed.value });
    }
    const content = await within(window.toPdf());
    if (!content.ok) return content;
    await options.save(path.value, content.value);
    return success({ etat: 'faite' });
  };

  return {
    async print(request) {
      if (running !== null) return failure('TRAVAIL_EN_COURS');
      const stopped = Promise.withResolvers<Result<never>>();
      const ended = new AbortController();
      running = { stop: stopped.resolve };
      const until = <T>(step: Promise<T>): Promise<Result<T>> => Promise.race([step.then(success), stopped.promise]);
      try {
        return await draw(request, until, stopped.resolve, ended.signal);
      } catch (error) {
        options.onBug(error);
        return failure(isDiskFull(error) ? 'DISQUE_PLEIN' : 'IMPRESSION_ECHOUEE');
      } finally {
        ended.abort();
        running = null;
        window?.close();
        window = null;
      }
    },
    webContentsId: () => window?.webContentsId,
    stop: () => {
      running?.stop(failure('VERROUILLE'));
      window?.close();
    },
  };
};
