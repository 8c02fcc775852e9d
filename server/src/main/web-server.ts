import type { RequestListener, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.ts';
import { fastifyOptions, setUpHttp } from '../http/set-up.ts';
import { composeApp, type Parts } from './app.module.ts';
import type { Metrics } from './metrics.ts';
import { NestLog } from './nest-log.ts';
import { serveWebFiles } from './web-files.ts';

/** As quick as gzip, and a fifth smaller. */
const BROTLI = 5;

const WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * Composes the application and everything that HTTP needs around it, initialised but not listening.
 * @param server whose requests it will take @returns `listener` takes them
 */
export async function createWebServer(
  parts: Parts,
  server: Server,
  metrics: Metrics,
): Promise<{ app: NestFastifyApplication; listener: RequestListener }> {
  let listener: RequestListener = () => undefined;
  const adapter = new FastifyAdapter({
    ...fastifyOptions,
    serverFactory: (handler: RequestListener) => {
      listener = handler;
      return server;
    },
    // Proxies of one's own network say who is behind them; anyone else's word is not taken.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    return503OnClosing: false,
    forceCloseConnections: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(composeApp(parts), adapter, {
    logger: new NestLog(parts.log),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  await fastify.register(helmet, securityHeaders(parts.config));
  await fastify.register(compress, {
    threshold: 2048,
    encodings: ['br', 'gzip', 'deflate'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI } },
    // Live streams are text too, and must not wait for a full block.
    customTypes: /^(?!text\/event-stream)(text\/|application\/([\w.-]+\+)?(json|xml))/,
  });
  await setUpHttp(app);
  await serveWebFiles(fastify, WEB_ROOT);
  await app.init();
  await fastify.ready();
  return { app, listener };
}

/** Only our own files run, nothing inline; styles may be inline, as Mantine sets them so. */
function securityHeaders({ baseUrl }: Config) {
  const secure = baseUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        // Decoders of scanned pages in PDF files are WebAssembly.
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Promises about HTTPS are kept only where the address is HTTPS.
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
    // For Internet Explorer and Flash: each of a first screen's answers would carry them in vain.
    dnsPrefetchControl: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xssFilter: false,
  };
}
