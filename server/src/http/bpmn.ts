import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BpmnService } from '../services/bpmn.ts';
import { refused } from '../services/refusal-error.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { inspect, export: write } = routes.bpmn;

/** Largest diagram that is read, in bytes. */
const MAX_FILE = 10 * 1024 * 1024;

@Controller()
export class BpmnController {
  constructor(private readonly bpmn: BpmnService) {}

  @Handle(inspect)
  async inspect({ caller, query, request }: Call<typeof inspect>) {
    await this.bpmn.demand(caller, query.into);
    const { bytes, name } = await this.receive(request);
    return this.bpmn.inspect(caller, bytes, name, query.into);
  }

  @Handle(write)
  async write({ caller, params, query }: Call<typeof write>) {
    const { name, text } = await this.bpmn.write(caller, params.key, query.language);
    return new Bytes(text, {
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w-]/g, '_')}.bpmn"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }

  private async receive(request: FastifyRequest): Promise<{ bytes: Buffer; name: string }> {
    if (!request.isMultipart()) {
      throw refused('unsupported_media', 'Send the file as multipart/form-data, in the part "file".');
    }
    let found: { bytes: Buffer; name: string } | undefined;
    for await (const part of request.parts({ limits: { fileSize: MAX_FILE, files: 2, parts: 10 } })) {
      if (part.type === 'field') continue;
      if (part.fieldname !== 'file' || found) {
        part.file.resume();
        continue;
      }
      found = { bytes: await part.toBuffer(), name: part.filename ?? '' };
      if (part.file.truncated) throw refused('too_large', 'A diagram has at most 10 MB.');
    }
    if (found) return found;
    const message = 'The part "file" is missing.';
    throw refused('malformed', message, [{ path: '/file', code: 'required', message }]);
  }
}
