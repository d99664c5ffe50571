import { basename } from 'node:path';
import type { z } from 'zod';
import { failure, type Result, success } from '../../shared/contract/errors.ts';
import {
  type Channel,
  contract,
  type Reply,
  type RequestOf,
  type ResponseOf,
} from '../../shared/contract/ipc/index.ts';
import { mailtoLink } from '../../shared/domain/messages/mailto.ts';
import type { ClipboardGuard } from './clipboard-guard.ts';
import type { DialogTokens } from './dialog-tokens.ts';

type SystemeChannel = Extract<Channel, `systeme:${string}`>;

export interface SystemeDeps {
  infos: ResponseOf<'systeme:infos'>;
  clipboard: ClipboardGuard;
  tokens: DialogTokens;
  /** Answers false when the guard refuses the address or the system has no program for it. */
  openExternal(url: string): Promise<boolean>;
  /** Shows the save dialog; null when the person cancels. */
  askSavePath(fileName: string, extension: string): Promise<string | null>;
  /** Shows the open dialog; null when the person cancels. */
  askOpenPath(extensions: readonly string[]): Promise<string | null>;
  print(request: RequestOf<'systeme:imprimer'>): Promise<Result<ResponseOf<'systeme:imprimer'>>>;
  /** On the dock or the taskbar. */
  showCount(count: number): void;
  /** What the shell could make of the settings. */
  posteState(): Promise<ResponseOf<'systeme:poste'>>;
  quit(): void;
}

type Handlers = {
  readonly [C in SystemeChannel]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>>;
};

/** A file name from the page holds no folder and none of the characters that Windows refuses. */
export const safeFileName = (name: string, extension: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  const stem = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '-').replace(/^\.+|[. ]+$/g, '');
  const whole = stem === '' ? 'rappel-cfa' : stem;
  return whole.toLowerCase().endsWith(`.${extension}`) ? whole : `${whole}.${extension}`;
};

const done = success({});

const createHandlers = (deps: SystemeDeps): Handlers => {
  const open = async (url: string): Promise<Result<Record<string, never>>> =>
    (await deps.openExternal(url)) ? done : failure('INTROUVABLE');
  return {
    'systeme:infos': async () => success(deps.infos),
    'systeme:copier': async ({ texte, sensible }) => {
      await deps.clipboard.copy(texte, sensible);
      return done;
    },
    'systeme:composer': ({ numero, protocole = 'tel' }) => open(`${protocole}:${numero}`),
    'systeme:compte': async ({ nombre }) => {
      deps.showCount(nombre);
      return done;
    },
    'systeme:ecrire-courriel': ({ a, cci, objet, texte }) =>
      open(mailtoLink({ to: cci ? [] : a, bcc: cci ? a : [], subject: objet, body: texte })),
    'systeme:choisir-enregistrement': async ({ nom, extension }) => {
      const path = await deps.askSavePath(safeFileName(nom, extension), extension);
      return success({ jeton: path === null ? null : deps.tokens.issue(path) });
    },
    'systeme:choisir-fichier': async ({ extensions }) => {
      const path = await deps.askOpenPath(extensions);
      if (path === null) return success({ jeton: null, nom: null });
      return success({ jeton: deps.tokens.issue(path), nom: basename(path).slice(0, 260) });
    },
    'systeme:imprimer': (request) => deps.print(request),
    'systeme:poste': async () => success(await deps.posteState()),
    'systeme:quitter': async () => {
      deps.quit();
      return done;
    },
  };
};

type Schemas = { readonly [C in SystemeChannel]: { readonly request: z.ZodType<RequestOf<C>> } };
const schemas: Schemas = contract;

/** Runs one handler on a request parsed again by its own schema, so that type and value go together. */
const run = async <C extends SystemeChannel>(
  handlers: Handlers,
  channel: C,
  request: unknown,
): Promise<Reply<unknown>> => {
  const parsed = schemas[channel].request.safeParse(request);
  return parsed.success ? await handlers[channel](parsed.data) : failure('REQUETE_INVALIDE');
};

const isSystemeChannel = (channel: string): channel is SystemeChannel => channel.startsWith('systeme:');

/** The channels that the shell answers itself. */
export const createSystemeSource = (deps: SystemeDeps) => {
  const handlers = createHandlers(deps);
  return {
    name: 'shell',
    channels: Object.keys(handlers),
    handle: async (channel: Channel, request: unknown): Promise<Reply<unknown>> =>
      isSystemeChannel(channel) ? await run(handlers, channel, request) : failure('REQUETE_INVALIDE'),
  };
};
