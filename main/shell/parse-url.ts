/** URL.parse as a value, for the Node of every Electron that runs this. */
export const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
