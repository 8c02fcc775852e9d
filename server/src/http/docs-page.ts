import { API_BASE, type Route } from '@etapa/shared/api/route';
import type { TSchema } from 'typebox';
import { type NamedRoute, namedRoutes } from './openapi.ts';

/** The API as a page to read and try, without any file from elsewhere. */
export function docsPage(): string {
  const nouns = [...new Set(namedRoutes.map(({ noun }) => noun))];
  const sections = nouns.map(
    (noun) =>
      `<section id="${noun}"><h2>${noun}</h2>${namedRoutes
        .filter((each) => each.noun === noun)
        .map(call)
        .join('')}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Etapa API</title>
<link rel="stylesheet" href="/api/docs/page.css">
<script type="module" src="/api/docs/page.js"></script>
</head>
<body>
<header>
<h1>Etapa API</h1>
<p>Calls are made as the person signed in here, or with a token: <input id="token" type="password" placeholder="etp_…"
 aria-label="Token" autocomplete="off" size="50"></p>
<p>The same for programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<nav>${nouns.map((noun) => `<a href="#${noun}">${noun}</a>`).join(' ')}</nav>
</header>
<main>${sections.join('\n')}</main>
</body>
</html>`;
}

function call({ noun, name, route }: NamedRoute): string {
  const path = API_BASE + route.path;
  return `<details id="${noun}.${name}">
<summary><b class="${route.method}">${route.method}</b> <code>${escapeHtml(path)}</code> ${escapeHtml(route.summary)}</summary>
<form data-method="${route.method}" data-path="${escapeHtml(path)}" data-consumes="${route.consumes}">
${inputs(route)}
<button>Send</button>
<output></output>
</form>
${schema('Body', route.body)}${schema(`Answer ${route.status}`, route.answer)}
</details>`;
}

function inputs(route: Route): string {
  const input = (place: string) => (key: string) =>
    `<label>${escapeHtml(key)} <input name="${escapeHtml(key)}" data-in="${place}"></label>`;
  const body = route.body ? '<label>body <textarea name="body" rows="6">{}</textarea></label>' : '';
  const file = route.consumes === 'multipart/form-data' ? '<label>file <input type="file" name="file"></label>' : '';
  return [
    ...Object.keys(route.params.properties).map(input('path')),
    ...Object.keys(route.query.properties).map(input('query')),
    file || body,
  ].join('\n');
}

function schema(title: string, value: TSchema | undefined): string {
  if (!value) return '';
  return `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Sends a form of the page as the call it describes. */
export const DOCS_SCRIPT = `
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const { method, path, consumes } = form.dataset;
  const query = new URLSearchParams();
  let url = path;
  for (const input of form.querySelectorAll('[data-in]')) {
    if (input.dataset.in === 'path') url = url.replace(':' + input.name, encodeURIComponent(input.value));
    else if (input.value !== '') query.set(input.name, input.value);
  }
  if (query.size > 0) url += '?' + query;
  const headers = {};
  const token = document.querySelector('#token').value.trim();
  if (token !== '') headers.authorization = 'Bearer ' + token;
  let body;
  if (consumes === 'multipart/form-data') body = new FormData(form);
  else if (form.elements.body) {
    body = form.elements.body.value;
    headers['content-type'] = consumes;
  }
  const output = form.querySelector('output');
  output.textContent = '…';
  const answer = await fetch(url, { method, headers, body });
  const type = answer.headers.get('content-type') ?? '';
  let text = type.startsWith('text/event-stream') ? '(a stream without end)' : await answer.text();
  if (type.includes('json')) text = JSON.stringify(JSON.parse(text), null, 2);
  output.textContent = answer.status + ' ' + answer.statusText + '\\n\\n' + text;
});
`;

export const DOCS_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 960px; margin: 0 auto; padding: 16px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 12px; }
details { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 6px; margin: 8px 0; padding: 8px; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5em; }
.GET { color: #1971c2; } .POST { color: #2f9e44; } .DELETE { color: #e03131; } .PATCH, .PUT { color: #e8590c; }
label { display: block; margin: 8px 0; } input, textarea { font: inherit; max-width: 100%; } textarea { display: block; width: 100%; }
pre, output { display: block; overflow: auto; max-height: 400px; white-space: pre-wrap; font: 13px/1.4 ui-monospace, monospace; }
`;
