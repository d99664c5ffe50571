import { z } from 'zod';

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const smallestSize = { width: 1024, height: 700 } as const;
export const firstSize = { width: 1366, height: 768 } as const;

const windowState = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

export interface WindowState {
  position: { x: number; y: number } | null;
  width: number;
  height: number;
  maximized: boolean;
}

const freshState: WindowState = { position: null, ...firstSize, maximized: false };

/** @param text the file as last written, null when there is none. A file that cannot be read means a first window. */
export const readWindowState = (text: string | null, screens: readonly Area[]): WindowState => {
  if (text === null) return freshState;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return freshState;
  }
  const parsed = windowState.safeParse(json);
  if (!parsed.success) return freshState;
  const { x, y, width, height, maximized } = parsed.data;
  const size = { width: Math.max(width, smallestSize.width), height: Math.max(height, smallestSize.height) };
  const isVisible =
    x !== undefined &&
    y !== undefined &&
    // The title bar must stay within reach: a second screen may have been unplugged since.
    screens.some(
      (area) =>
        x + 100 < area.x + area.width && x + size.width - 100 > area.x && y >= area.y && y + 40 < area.y + area.height,
    );
  return { position: isVisible ? { x, y } : null, ...size, maximized };
};

export const writeWindowState = (bounds: Area, maximized: boolean): string =>
  JSON.stringify({ ...bounds, maximized } satisfies z.infer<typeof windowState>);
