import '../ui/base-styles.ts';
import '../ui/global.css';
import '../ui/print.css';
import '../i18n/resources.ts';
import { createRoot } from 'react-dom/client';
import { loadCatalogue } from '../i18n/catalogues.ts';
import { startI18n } from '../i18n/i18n.ts';
import { browserLanguage, chosenLanguage } from '../i18n/language.ts';
import { App } from './app.tsx';

/**
 * A new version was installed while this page was open: its chunks are gone, so the page begins anew, once. Not where
 * the server cannot be reached: what is typed waits here, and a reload would find nothing.
 */
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('etapa-reloaded-at'));
  if (Date.now() - last < 10_000) return;
  void fetch('/', { cache: 'no-store' }).then(
    ({ ok }) => {
      if (!ok) return;
      sessionStorage.setItem('etapa-reloaded-at', String(Date.now()));
      location.reload();
    },
    () => undefined,
  );
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

if (import.meta.env.DEV) await import('../ui/every-style.ts');
await startI18n(loadCatalogue, chosenLanguage() ?? browserLanguage(navigator.languages));
createRoot(root).render(<App />);
