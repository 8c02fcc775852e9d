import { Mapping } from '@etapa/shared/api/imports';
import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ImportService, type ReceivedFile } from '../services/imports.ts';
import { refused } from '../services/refusal-error.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';
import { parseJson } from './json-body.ts';
import { validator } from './validation.ts';

const { create, inspect } = routes.imports;
const mappingFaults = validator(Mapping);

/** Largest mapping, in bytes. */
const MAX_MAPPING = 10 * 1024 * 1024;

@Controller()
export class ImportsController {
  constructor(private readonly imports: ImportService) {}

  @Handle(create)
  async create(call: Call<typeof create>) {
    const access = await this.imports.demand(call.caller, call.params.key);
    const { file, fields } = await this.receive(call.request);
    const start = async () =>
      this.imports.start(access, file, readMapping(fields.mapping), { ...readFlags(fields), ...call.query });
    return this.orDiscard(file, start);
  }

  @Handle(inspect)
  async inspect(call: Call<typeof inspect>) {
    const access = await this.imports.demand(call.caller, call.params.key);
    const { file, fields } = await this.receive(call.request);
    try {
      return await this.imports.inspect(access, file, {
        encoding: call.query.encoding ?? fields.encoding,
        sheet: call.query.sheet ?? fields.sheet,
        delimiter: call.query.delimiter,
        history: call.query.history,
        header: call.query.header,
      });
    } finally {
      await this.imports.discard(file);
    }
  }

  /** The parts, in whichever order they come. A file may be of any size. */
  private async receive(request: FastifyRequest): Promise<{ file: ReceivedFile; fields: { [name: string]: string } }> {
    if (!request.isMultipart()) {
      throw refused('unsupported_media', 'Send the file as multipart/form-data, in the part "file".');
    }
    const fields: { [name: string]: string } = {};
    let file: ReceivedFile | undefined;
    const limits = { fileSize: Number.POSITIVE_INFINITY, fieldSize: MAX_MAPPING, files: 2, parts: 20 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else if (part.fieldname === 'mapping') fields.mapping = (await part.toBuffer()).toString('utf8');
      else if (part.fieldname === 'file' && !file) file = await this.imports.receive(part.file);
      else part.file.resume();
    }
    if (file) return { file, fields };
    const message = 'The part "file" is missing.';
    throw refused('malformed', message, [{ path: '/file', code: 'required', message }]);
  }

  private async orDiscard<T>(file: ReceivedFile, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.imports.discard(file);
      throw error;
    }
  }
}

/** Options that were sent as parts of the form instead of in the address. */
function readFlags({ mapping: _, ...fields }: { [name: string]: string }): { [name in Flag]?: boolean } {
  const faults = Object.entries(fields).flatMap(([name, value]) => {
    if (!isFlag(name))
      return [{ path: `/${name}`, code: 'unknown_key', message: `"${name}" is no part of an import.` }];
    if (value === 'true' || value === 'false') return [];
    return [{ path: `/${name}`, code: 'wrong_type', message: `"${name}" is true or false.` }];
  });
  if (faults.length > 0) throw refused('malformed', 'The form does not have the right parts.', faults);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === 'true']));
}

const FLAGS = ['dryRun', 'atomic', 'runRules', 'history'] as const;
type Flag = (typeof FLAGS)[number];
const isFlag = (name: string): name is Flag => FLAGS.some((flag) => flag === name);

function readMapping(text: string | undefined): Mapping {
  if (text === undefined || text.trim() === '') {
    const message = 'The part "mapping" is missing.';
    throw refused('malformed', message, [{ path: '/mapping', code: 'required', message }]);
  }
  const mapping = parseJson(text);
  const faults = mappingFaults(mapping).map((fault) => ({ ...fault, path: `/mapping${fault.path}` }));
  if (faults.length > 0) throw refused('malformed', 'The mapping does not have the right shape.', faults);
  return mapping as Mapping;
}
