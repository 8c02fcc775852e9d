import { namesField } from '@etapa/shared/access/fields';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RecordStore } from '../../store/records.ts';
import type { TypeAccess } from '../access.ts';
import { RecordContexts } from '../records-context.ts';

/** Which values of a record, and of those it links to, a person may be told. */
export interface ValuesSeen {
  /** Whether they may know a field, named as conditions name it (`amount`, `company.region`, `$title`). */
  mayRead(field: string): boolean;
  /** Whether they may know them all, so that what was worked out of them may be told. */
  all: boolean;
}

/** Keeps from people who ask why a rule did something what they may not read. */
@Injectable()
export class RuleValuesSeen {
  constructor(
    private readonly database: Database,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  /** @param linked ids of records that the rule reads through links */
  async of(access: TypeAccess, record: RecordState, linked: string[]): Promise<ValuesSeen> {
    const { definition } = access.type;
    await access.learn(this.database, this.records, [record]);
    const { read } = access.fields(record);
    const { visible } = await this.contexts.linked(this.database, access, linked);
    const hidden = linked.some((id) => !visible.has(id));
    const targets = definition.fields.filter(({ kind }) => kind === 'link' || kind === 'links');
    const open = (target: string | undefined) => {
      const other = target === undefined ? undefined : access.of(target);
      return other?.everywhere().read ?? new Set<string>();
    };
    return {
      mayRead: (name) => {
        const [key = '', followed] = name.split('.', 2);
        if (key === '$title') return namesField(read, definition.titleField);
        if (key.startsWith('$')) return true;
        if (!namesField(read, key)) return false;
        if (followed === undefined) return true;
        return !hidden && namesField(open(targetOf(definition, key)), followed);
      },
      all: read === 'all' && !hidden && (linked.length === 0 || targets.every(({ target }) => open(target) === 'all')),
    };
  }
}

const targetOf = (definition: EntityType, key: string): string | undefined =>
  definition.fields.find((field) => field.key === key)?.target;
