import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.ts';

export class FileTooLarge extends Error {}

/** What people upload, under the data directory: one file each, named by its id. */
@Injectable()
export class FileStorage {
  constructor(private readonly config: Config) {}

  /**
   * Keeps a stream. It is there whole or not at all, also after a crash.
   * @param most bytes
   * @returns its size in bytes and its SHA-256
   * @throws FileTooLarge
   */
  async write(id: string, content: Readable, most: number): Promise<{ size: number; sha256: Buffer }> {
    const path = this.path(id);
    await mkdir(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const unfinished = `${path}.part`;
    try {
      await pipeline(
        content,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            size += chunk.length;
            if (size > most) throw new FileTooLarge();
            yield chunk;
          }
        },
        createWriteStream(unfinished, { flush: true }),
      );
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    return { size, sha256: hash.digest() };
  }

  /** @returns null when it is not there, as when the data directory is not the one it was written to */
  async read(id: string): Promise<Readable | null> {
    try {
      const file = await open(this.path(id), 'r');
      return file.createReadStream();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  /** UUIDv7 begin with the time: their ends spread over directories. */
  private path(id: string): string {
    return join(this.config.filesDir, id.slice(-2), id);
  }
}
