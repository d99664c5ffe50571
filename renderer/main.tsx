import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@fontsource-variable/inter/wght.css';
import 'dayjs/locale/fr';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createQueries } from './ask.tsx';
import { windowBridge } from './bridge.ts';
import { pageClock } from './clock.tsx';
import { readStyleNonce, secureThePage } from './page-security.ts';

const nonce = readStyleNonce(document);
secureThePage(window, nonce, import.meta.env.PROD);

const place = document.getElementById('page');
if (place !== null) {
  createRoot(place).render(
    <App bridge={windowBridge(window)} clock={pageClock(window)} queries={createQueries()} nonce={nonce} />,
  );
}
