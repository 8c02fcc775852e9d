// Before the first paint: the scheme a person chose, so that dark never flashes light, and the shape of the screen that
// comes. And what that screen will ask for anyway is asked for now, while the scripts that would ask are on their way.
(() => {
  const root = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage is closed: nothing is known.
      return null;
    }
  };
  const chosen = kept('mantine-color-scheme-value') || 'auto';
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

  const path = location.pathname;
  const [, entityType, screen = ''] = /^\/p\/([\w-]+)\/?([^/]*)/.exec(path) || [];
  // Where nobody has signed in yet, what comes is another screen.
  const framed = !/^\/(login|setup|f)\b/.test(path) && (path !== '/' || kept('etapa-signed-in') !== null);
  if (!framed) return;
  root.setAttribute('data-first', entityType && screen === '' ? 'board' : 'lines');

  const link = (rel, href, as) => {
    const element = document.createElement('link');
    Object.assign(element, { rel, href, crossOrigin: '' });
    if (as) element.as = as;
    document.head.append(element);
  };
  // As `src/i18n/language.ts` chooses.
  const languages = [kept('etapa-language'), ...navigator.languages].map(
    (tag) => (tag || '').toLowerCase().split('-')[0],
  );
  const named = JSON.parse(document.getElementById('first-files')?.textContent || '{}');
  const parts = [languages.find((language) => language in named) || 'en', 'shell'];
  if (path === '/') parts.push('home');
  if (entityType) parts.push('process', screen || 'board');
  for (const file of new Set(parts.flatMap((part) => named[part] || []))) {
    if (file.endsWith('.css')) link('preload', file, 'style');
    else link('modulepreload', file);
  }
  link('preload', '/api/v1/auth/me', 'fetch');
  if (!entityType) return;
  link('preload', '/api/v1/entity-types?limit=200', 'fetch');
  link('preload', `/api/v1/entity-types/${entityType}/views`, 'fetch');
})();
