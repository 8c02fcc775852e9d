import type { Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import { MAX_FILE_SIZE, type StoredFile } from '@etapa/shared/api/files';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { FileStorage, FileTooLarge } from '../connectors/file-storage.ts';
import { Database } from '../store/database.ts';
import { type FileRow, FileStore } from '../store/files.ts';
import { newId } from '../store/ids.ts';
import { actorOf } from './audit.ts';
import { FileAccess } from './file-access.ts';
import { refused } from './refusal-error.ts';

/** Uploaded files. */
@Injectable()
export class FileService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly storage: FileStorage,
    private readonly access: FileAccess,
  ) {}

  /**
   * Keeps a file: content first, so that a row never names what is not there.
   * @param name as the person's computer calls it
   * @throws RefusalError `too_large` beyond 100 MB
   */
  async upload(caller: Caller, name: string, mediaType: string, content: Readable): Promise<StoredFile> {
    const id = newId();
    const { size, sha256 } = await this.write(id, content);
    const file: FileRow = {
      id,
      name: safeName(name),
      mediaType: safeMediaType(mediaType),
      size,
      sha256,
      recordId: null,
      createdBy: actorOf(caller),
      createdAt: this.clock.now(),
    };
    try {
      await this.store.insert(this.database, file);
    } catch (error) {
      await this.storage.remove(id);
      throw error;
    }
    return present(file);
  }

  private async write(id: string, content: Readable): Promise<{ size: number; sha256: Buffer }> {
    try {
      return await this.storage.write(id, content, MAX_FILE_SIZE);
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      throw refused('too_large', `A file may have ${MAX_FILE_SIZE / 1024 / 1024} MB at most.`);
    }
  }

  /** @throws RefusalError `not_found`, also where the caller may not know that it exists */
  async download(caller: Caller, id: string): Promise<StoredFile & { content: Readable }> {
    const file = await this.store.find(this.database, id);
    if (!file || !(await this.access.mayRead(caller, file))) throw refused('not_found', 'There is no such file.');
    const content = await this.storage.read(id);
    if (!content) throw refused('not_found', 'The content of this file is not in the data directory.');
    return { ...present(file), content };
  }
}

const present = ({ id, name, mediaType, size }: FileRow): StoredFile => ({ id, name, mediaType, size });

/** Without directories, control characters and what UTF-8 cannot hold; 255 characters at most. */
function safeName(name: string): string {
  const last =
    name
      .replace(/\p{Cs}|\p{Cc}/gu, '')
      .split(/[\\/]/)
      .at(-1)
      ?.trim() ?? '';
  return [...last].slice(0, 255).join('') || 'file';
}

const safeMediaType = (type: string): string =>
  /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : 'application/octet-stream';
