import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A name that the build derived from the content: it never means anything else. */
const HASHED = /^assets\//;
/** What a browser never shows as a page of its own. */
const SCRIPTS = /^assets\/[^/]+\.(js|mjs|css)$/;
/** Headers that only pages need: a first screen has many small files. */
const FOR_PAGES = ['content-security-policy', 'referrer-policy', 'x-frame-options'];
const DAY = 24 * 3600 * 1000;
/** The page's own picture and the frame's, at one address. */
const ICON = 'icon.svg';

/**
 * Serves the built web app: its files, and its one page at every address that is neither a file nor the API's, for the
 * app itself to route. Compressed forms made at build are preferred.
 * @param root the directory with index.html
 */
export async function serveWebFiles(fastify: FastifyInstance, root: string): Promise<void> {
  const files = listFiles(root);
  await fastify.register(fastifyStatic, { root, serve: false, preCompressed: true });
  fastify.get('/*', { logLevel: 'silent' }, (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const path = request.params['*'];
    if (files.has(path)) return sendFile(reply, path);
    if (!files.has('index.html') || path.startsWith('api/') || path === 'api' || /\.[a-z\d]+$/i.test(path)) {
      return reply.callNotFound();
    }
    return sendFile(reply, 'index.html');
  });
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  if (SCRIPTS.test(path)) for (const name of FOR_PAGES) reply.removeHeader(name);
  // What never changes is never asked for again: nothing in its answer need tell versions apart.
  if (HASHED.test(path)) {
    const plain = { etag: false, lastModified: false, acceptRanges: false };
    return reply.sendFile(path, { maxAge: 365 * DAY, immutable: true, ...plain });
  }
  return reply.sendFile(path, { maxAge: path === ICON ? DAY : 0, cacheControl: true });
}

function listFiles(root: string): Set<string> {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !/\.(br|gz|map)$/.test(entry.name));
    return new Set(files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')));
  } catch {
    // Not built: the API alone is served.
    return new Set();
  }
}
