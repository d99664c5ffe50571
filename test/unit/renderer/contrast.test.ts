import { describe, expect, it } from 'vitest';
import { palettes, series, teintes } from '../../../renderer/ui/tokens.ts';

/** Relative luminance and contrast ratio of WCAG 2.2. */
const luminance = (hex: string): number => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};
const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

describe.each(['light', 'dark'] as const)('%s theme', (name) => {
  const palette = palettes[name];

  it.each(['text', 'muted', 'accent', 'good', 'warn', 'bad'] as const)('writes %s at 4.5:1 on every ground', (ink) => {
    for (const ground of ['page', 'panel', 'nav', 'raised', 'selected', 'hover'] as const) {
      expect(contrast(palette[ink], palette[ground]), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(teintes)('writes the %s situation at 4.5:1', (teinte) => {
    const { ground, text } = palette.badges[teinte];
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(series)('draws %s in a chart at 3:1', (serie) => {
    for (const ground of ['panel', 'raised'] as const)
      expect(contrast(palette.series[serie], palette[ground]), ground).toBeGreaterThanOrEqual(3);
  });

  it('writes on filled buttons at 4.5:1 and draws fields at 3:1', () => {
    expect(contrast(palette['on-primary'], palette.primary)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.field, palette.panel)).toBeGreaterThanOrEqual(3);
  });
});
