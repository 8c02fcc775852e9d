import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { isTooLong, takenField } from '../store/clashes.ts';
import { Database } from '../store/database.ts';
import type { PublishedType } from '../store/entity-types.ts';
import { uniqueExpression } from '../store/entity-types-indexes.ts';
import { type Holder, RecordStore } from '../store/records.ts';
import type { TypeAccess } from './access.ts';
import { refused } from './refusal-error.ts';

/** Turns what the database says of a broken uniqueness into what a person can use. */
@Injectable()
export class RecordDuplicates {
  constructor(
    private readonly database: Database,
    private readonly records: RecordStore,
  ) {}

  /**
   * @param record as it was to be written
   * @param access whose eyes decide whether the other record is named; null for a rule, whose failures are shown to
   *   everybody who may read its record
   * @returns the refusal to throw, or the error itself when it is about something else
   */
  async explain(error: unknown, type: PublishedType, record: RecordState, access: TypeAccess | null): Promise<unknown> {
    if (isTooLong(error)) {
      return refused('invalid_document', 'A text is too long for a field that is kept sorted.');
    }
    const field = takenField(error, type);
    if (!field) return error;
    const value = record.doc[field.key];
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
    const holder = await this.records.holder(
      this.database,
      type.key,
      uniqueExpression(field),
      field.kind === 'email' ? text.toLowerCase() : text,
    );
    const named = holder && access && (await this.isVisible(holder.id, access)) ? seenBy(holder, access) : null;
    const message = named
      ? `"${text}" is already the value of ${[`#${named.number}`, named.title].join(' ').trim()}.`
      : `"${text}" is already taken.`;
    return refused(
      'duplicate',
      message,
      [{ path: `/doc/${field.key}`, code: 'duplicate', message }],
      named ? { record: named } : undefined,
    );
  }

  private async isVisible(id: string, access: TypeAccess): Promise<boolean> {
    const where = access.where('read');
    return !where || (await this.records.visible(this.database, access.type.key, [id], where)).length > 0;
  }
}

const seenBy = ({ id, number, title }: Holder, access: TypeAccess): Holder => ({
  id,
  number,
  title: access.readsTitles() ? title : '',
});
