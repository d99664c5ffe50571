import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from '@mantine/core';
import { cssVariables, encre, nuit, palettes, sizes } from './tokens.ts';

/** White on the lighter primary of the dark theme would fall under 4.5:1. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isPrimary = input.color === undefined || input.color === 'encre';
  return input.variant === 'filled' && isPrimary ? { ...colors, color: 'var(--c-on-primary)' } : colors;
};

export const theme = createTheme({
  variantColorResolver,
  primaryColor: 'encre',
  primaryShade: { light: 8, dark: 4 },
  colors: { encre: [...encre], dark: [...nuit] },
  black: palettes.light.text,
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Consolas, monospace",
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '18px', xl: '28px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, fz: 'xs' } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--size-top-bar': `${sizes.topBar}px`,
    '--size-navigation': `${sizes.navigation}px`,
    '--size-sheet': `${sizes.sheet}px`,
    '--size-status-bar': `${sizes.statusBar}px`,
  },
  light: {
    ...cssVariables.light,
    '--mantine-color-body': palettes.light.panel,
    '--mantine-color-text': palettes.light.text,
    '--mantine-color-dimmed': palettes.light.muted,
    '--mantine-color-placeholder': palettes.light.muted,
    '--mantine-color-default-border': palettes.light.hairline,
    '--mantine-color-error': palettes.light.bad,
  },
  dark: {
    ...cssVariables.dark,
    '--mantine-color-body': palettes.dark.panel,
    '--mantine-color-text': palettes.dark.text,
    '--mantine-color-dimmed': palettes.dark.muted,
    '--mantine-color-placeholder': palettes.dark.muted,
    '--mantine-color-default': palettes.dark.raised,
    '--mantine-color-default-hover': palettes.dark.hairline,
    '--mantine-color-default-border': '#3a404b',
    '--mantine-color-error': palettes.dark.bad,
  },
});
