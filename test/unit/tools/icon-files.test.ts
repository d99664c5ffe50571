import { expect, it } from 'vitest';
import { icnsOf, icoOf } from '../../../tools/icon-files.ts';

const small = { size: 16, png: Buffer.from('small') };
const large = { size: 256, png: Buffer.from('larger') };

it('a Windows icon lists its pictures, and where each one is', () => {
  const ico = icoOf([small, large]);
  expect(ico.readUInt16LE(2)).toBe(1);
  expect(ico.readUInt16LE(4)).toBe(2);
  for (const [index, { size, png }] of [small, large].entries()) {
    const at = 6 + 16 * index;
    expect(ico.readUInt8(at)).toBe(size % 256);
    const from = ico.readUInt32LE(at + 12);
    expect(ico.subarray(from, from + ico.readUInt32LE(at + 8))).toEqual(png);
  }
});

it('a macOS icon names each picture by its size, twice where two screens share it', () => {
  const icns = icnsOf([small, large, { size: 24, png: Buffer.from('no name for this size') }]);
  expect(icns.subarray(0, 4).toString()).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const names: string[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) names.push(icns.toString('latin1', at, at + 4));
  expect(names).toEqual(['icp4', 'ic08', 'ic13']);
});
