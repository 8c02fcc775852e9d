import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import type { FileRow } from '../store/files.ts';
import { RecordStore } from '../store/records.ts';
import { RecordLookup } from '../store/records-lookup.ts';
import { TypeAccess } from './access.ts';

/** A file is its uploader's, and everybody's who may read a field of a record that holds it. */
@Injectable()
export class FileAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly lookup: RecordLookup,
    private readonly records: RecordStore,
  ) {}

  async mayRead(caller: Caller, file: Pick<FileRow, 'id' | 'createdBy'>): Promise<boolean> {
    if (file.createdBy.kind === 'user' && file.createdBy.id === caller.id) return true;
    const catalogue = await this.catalogue.now();
    const now = this.clock.now().toISOString();
    for (const type of catalogue.all()) {
      const fields = type.definition.fields.filter(({ kind }) => kind === 'file' || kind === 'files');
      if (fields.length === 0) continue;
      const access = new TypeAccess(caller, type, catalogue, now);
      const keys = fields.map(({ key }) => key);
      const holders = await this.lookup.holdingFile(this.database, type.key, keys, file.id, access.where('read'));
      await access.learn(this.database, this.records, holders);
      for (const record of holders) {
        const { read } = access.fields(record);
        if (keys.some((key) => namesField(read, key) && holds(record.doc[key], file.id))) return true;
      }
    }
    return false;
  }
}

const holds = (value: unknown, id: string): boolean => value === id || (Array.isArray(value) && value.includes(id));
