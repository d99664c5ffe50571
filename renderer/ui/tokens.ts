/** SCREENS, Look. Pairs of text and ground are here, not in style sheets, so that a test can measure their contrast. */
export const encre = [
  '#eef3fb',
  '#dbe5f3',
  '#b3c8e6',
  '#88a9d9',
  '#6590cf',
  '#4f80c9',
  '#4278c7',
  '#3466b0',
  '#2a5a9e',
  '#1a4e8c',
] as const;

/** The grays of the dark theme, from text to ground, in the same blue as its panels. */
export const nuit = [
  '#e4e7ec',
  '#c6ccd5',
  '#a0a8b5',
  '#777f8c',
  '#4a515e',
  '#343a45',
  '#23272f',
  '#1c1f26',
  '#16181d',
  '#101217',
] as const;

export const teintes = [
  'encre',
  'orange',
  'red',
  'teal',
  'indigo',
  'violet',
  'cyan',
  'green',
  'yellow',
  'gray',
] as const;
export type Teinte = (typeof teintes)[number];

/** What charts draw: the steps of a person, and calls that reached nobody. Figures in words always stand beside. */
export const series = ['essaye', 'joint', 'rendez_vous', 'dossier', 'inscrit', 'autres'] as const;
export type Serie = (typeof series)[number];

interface Palette {
  page: string;
  panel: string;
  nav: string;
  raised: string;
  hairline: string;
  field: string;
  text: string;
  muted: string;
  accent: string;
  /** Filled buttons: shade 8 in light, 4 in dark, and what is written on them. */
  primary: string;
  'on-primary': string;
  selected: string;
  hover: string;
  good: string;
  warn: string;
  bad: string;
  badges: Record<Teinte, { ground: string; text: string }>;
  series: Record<Serie, string>;
}

export const palettes: { readonly light: Palette; readonly dark: Palette } = {
  light: {
    page: '#f5f6f8',
    panel: '#ffffff',
    nav: '#fbfcfe',
    raised: '#f5f6f8',
    hairline: '#e1e4ea',
    field: '#838b98',
    text: '#161a21',
    muted: '#5a6270',
    accent: '#2a5a9e',
    primary: '#2a5a9e',
    'on-primary': '#ffffff',
    selected: '#e6eefa',
    hover: '#f3f6fb',
    good: '#0a6b4d',
    warn: '#a04400',
    bad: '#b3261e',
    badges: {
      encre: { ground: '#dbe5f3', text: '#1a4e8c' },
      orange: { ground: '#ffe6cc', text: '#8f3b00' },
      red: { ground: '#ffe1e1', text: '#a31515' },
      teal: { ground: '#c9f5e6', text: '#07604a' },
      indigo: { ground: '#dfe3fd', text: '#3340a8' },
      violet: { ground: '#e8dffc', text: '#552aa8' },
      cyan: { ground: '#c9f3f8', text: '#0b5665' },
      green: { ground: '#d5f4d8', text: '#1a6124' },
      yellow: { ground: '#fdf0bd', text: '#6f4e00' },
      gray: { ground: '#eceef1', text: '#444a54' },
    },
    series: {
      essaye: '#4278c7',
      joint: '#0a8f6b',
      rendez_vous: '#7048e8',
      dossier: '#0b7285',
      inscrit: '#2b7a3a',
      autres: '#838b98',
    },
  },
  dark: {
    page: '#16181d',
    panel: '#1c1f26',
    nav: '#191c22',
    raised: '#23272f',
    hairline: '#2a2e36',
    field: '#777f8c',
    text: '#e4e7ec',
    muted: '#a0a8b5',
    accent: '#88a9d9',
    primary: '#6590cf',
    'on-primary': '#0c1420',
    selected: '#202d44',
    hover: '#232a36',
    good: '#5fd3ab',
    warn: '#ffb26b',
    bad: '#ff9b94',
    badges: {
      encre: { ground: '#173a69', text: '#c4d7f0' },
      orange: { ground: '#512a09', text: '#ffc894' },
      red: { ground: '#571d1f', text: '#ffbcbc' },
      teal: { ground: '#0c4337', text: '#8be8cb' },
      indigo: { ground: '#272f70', text: '#c3caff' },
      violet: { ground: '#39276b', text: '#d4c6ff' },
      cyan: { ground: '#0c414c', text: '#95e4f1' },
      green: { ground: '#1c4524', text: '#a8e6af' },
      yellow: { ground: '#4b3a07', text: '#f7da7c' },
      gray: { ground: '#31363f', text: '#ccd2da' },
    },
    series: {
      essaye: '#6590cf',
      joint: '#20c997',
      rendez_vous: '#a78bfa',
      dossier: '#3bc9db',
      inscrit: '#8ce99a',
      autres: '#777f8c',
    },
  },
};

export const sizes = { topBar: 48, navigation: 188, sheet: 410, statusBar: 30, row: 48, rowCompact: 34 } as const;

const variablesOf = (palette: Palette): Record<string, string> => {
  const { badges, series: lignes, ...colours } = palette;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(colours)) variables[`--c-${name}`] = value;
  for (const teinte of teintes) {
    variables[`--b-${teinte}`] = badges[teinte].ground;
    variables[`--b-${teinte}-text`] = badges[teinte].text;
  }
  for (const serie of series) variables[`--s-${serie}`] = lignes[serie];
  return variables;
};

export const cssVariables = { light: variablesOf(palettes.light), dark: variablesOf(palettes.dark) };
