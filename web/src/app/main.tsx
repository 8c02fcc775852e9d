import '../ui/base-styles.ts';
import '../ui/global.css';
import '../ui/first-shape.css';
import '../ui/print.css';
import '../i18n/resources.ts';
import { createRoot } from 'react-dom/client';
import { loadCatalogue } from '../i18n/catalogues.ts';
import { type CatalogueLoader, startI18n } from '../i18n/i18n.ts';
import { browserLanguage, chosenLanguage } from '../i18n/language.ts';
import { patiently } from '../ui/patiently.ts';
import { App, beginFetching } from './app.tsx';
import { readLetterKeys } from './letter-keys.ts';

const ENTRY = document.querySelector('script[type="module"][src]')?.getAttribute('src');

/**
 * A new version was installed while this page was open: its chunks are gone, so the page begins anew, once. Only where
 * the server says so: after a moment without a line they come all the same, and what is typed stays here.
 */
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('etapa-reloaded-at'));
  if (Date.now() - last < 10_000 || !ENTRY) return;
  void fetch('/', { cache: 'no-store' })
    .then(async (answer) => {
      if (!answer.ok || (await answer.text()).includes(ENTRY)) return;
      sessionStorage.setItem('etapa-reloaded-at', String(Date.now()));
      location.reload();
    })
    .catch(() => undefined);
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

beginFetching();
readLetterKeys();
if (import.meta.env.DEV) await import('../ui/every-style.ts');
const load: CatalogueLoader = (...which) => patiently(() => loadCatalogue(...which));
await startI18n(load, chosenLanguage() ?? browserLanguage(navigator.languages));
createRoot(root).render(<App />);
