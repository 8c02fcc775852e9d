import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { FileService } from '../services/files.ts';
import { refused } from '../services/refusal-error.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { upload, download } = routes.files;

@Controller()
export class FilesController {
  constructor(private readonly files: FileService) {}

  @Handle(upload)
  async upload(call: Call<typeof upload>) {
    if (!call.request.isMultipart()) {
      throw refused('unsupported_media', 'Send the file as multipart/form-data, in the part "file".');
    }
    const part = await call.request.file();
    if (part?.fieldname !== 'file') {
      part?.file.resume();
      const message = 'The part "file" is missing.';
      throw refused('malformed', message, [{ path: '/file', code: 'required', message }]);
    }
    return this.files.upload(call.caller, nameOf(part.filename), part.mimetype, part.file);
  }

  /** Always saved, never shown: what people upload must not run in the name of this site. */
  @Handle(download)
  async download(call: Call<typeof download>) {
    const { name, mediaType, size, content } = await this.files.download(call.caller, call.params.id);
    const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
    return new Bytes(content, {
      'content-type': RUNS.test(mediaType) ? 'application/octet-stream' : mediaType,
      'content-length': String(size),
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeExtended(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
}

/** Browsers write a quotation mark and line ends in a name so (WHATWG HTML, multipart/form-data encoding). */
const nameOf = (filename: string): string =>
  filename.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');

/** What a browser would run or render as a page of ours, were it ever to show it. */
const RUNS = /html|xml|svg|script|flash|^multipart\/|^message\//;

/** RFC 8187. */
const encodeExtended = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
