import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { FileEntity } from './entities/file.ts';

export type FileRow = FileEntity;

@Injectable()
export class FileStore {
  find(db: Queryable, id: string): Promise<FileRow | null> {
    return db.manager.findOneBy(FileEntity, { id });
  }

  async insert(db: Queryable, file: FileRow): Promise<void> {
    await db.manager.insert(FileEntity, file);
  }
}
