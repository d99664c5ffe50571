import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countText, createBadge } from '../../../main/shell/badge.ts';
import { drawCount, pictureEdge } from '../../../main/shell/count-picture.ts';
import { trayIcon16, trayIcon32 } from '../../../main/shell/tray-icon.ts';

const shown = (platform: string, ...counts: number[]): string[] => {
  const done: string[] = [];
  const badge = createBadge({
    platform,
    setBadgeCount: (nombre) => void done.push(`badge ${nombre}`),
    setOverlay: (text, description) => void done.push(`overlay ${text} « ${description} »`),
  });
  for (const count of counts) badge.show(count);
  return done;
};

describe('the count outside of the window', () => {
  it.each(['darwin', 'linux'])('is a number on %s, 0 takes it away', (platform) => {
    expect(shown(platform, 3, 0)).toEqual(['badge 3', 'badge 0']);
  });

  it('is a picture and its words on Windows', () => {
    expect(shown('win32', 1, 12, 0)).toEqual([
      'overlay 1 « 1 rappel à faire »',
      'overlay 9+ « 12 rappels à faire »',
      'overlay null «  »',
    ]);
  });
});

describe('its picture', () => {
  const pixel = (picture: Buffer, x: number, y: number) => [
    ...picture.subarray((y * pictureEdge + x) * 4, (y * pictureEdge + x) * 4 + 4),
  ];

  it('is a disc with nothing around it', () => {
    const picture = drawCount('1');
    expect(picture).toHaveLength(pictureEdge ** 2 * 4);
    expect(pixel(picture, 0, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(picture, 2, 16)).toEqual([0x2a, 0x1f, 0xb4, 255]);
  });

  it('is another one for each text, in white on the disc', () => {
    const texts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(countText);
    const pictures = texts.map((text) => drawCount(text).toString('base64'));
    expect(new Set(pictures).size).toBe(texts.length);
    for (const text of texts) {
      const picture = drawCount(text);
      let white = 0;
      for (let at = 0; at < picture.length; at += 4) if (picture.readUInt32LE(at) === 0xffffffff) white += 1;
      expect(white).toBeGreaterThan(100);
    }
  });

  it('keeps two signs inside of the disc', () => {
    const picture = drawCount('9+');
    for (let y = 0; y < pictureEdge; y += 1)
      for (const x of [0, pictureEdge - 1]) expect(pixel(picture, x, y)).not.toEqual([255, 255, 255, 255]);
  });
});

it.each([
  [16, trayIcon16],
  [32, trayIcon32],
])('the icon near the clock at %d is that of the installers', (size, icon) => {
  expect(icon).toBe(readFileSync(`resources/icons/png/${size}x${size}.png`).toString('base64'));
});
