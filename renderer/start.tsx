import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@fontsource-variable/inter/wght.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createQueries } from './ask.tsx';
import { windowBridge } from './bridge.ts';
import { pageClock } from './clock.tsx';

export const start = (page: Document, nonce: string): void => {
  const place = page.getElementById('page');
  const view = page.defaultView;
  if (place === null || view === null) return;
  createRoot(place).render(
    <App bridge={windowBridge(view)} clock={pageClock(view)} queries={createQueries()} nonce={nonce} />,
  );
};
