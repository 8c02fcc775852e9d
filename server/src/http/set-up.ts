import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What the API needs of Fastify (body parsers, cookies, multipart, limits), before the application is initialised. */
export async function setUpHttp(_app: NestFastifyApplication): Promise<void> {}
