import type { ConditionContext } from '@etapa/shared/conditions/context';
import type { LinkedRecord } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { linksRead } from '@etapa/shared/rules/links';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordContexts } from '../records-context.ts';

/** A record at a moment, as a rule's condition is asked of it. */
export interface Asked {
  record: RecordState;
  before: RecordState | null;
  /** ISO 8601 in UTC. */
  at: string;
}

/** Loads what the condition of a rule may ask for. Linked records are seen as they are today. */
@Injectable()
export class RuleConditions {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  async context(db: Queryable, rule: Rule, entityType: string, asked: Asked): Promise<ConditionContext> {
    const [context] = await this.several(db, rule, entityType, [asked]);
    if (!context) throw new Error('One record was asked about and none answered.');
    return context;
  }

  /** The same for many, in their order, with one query for all. */
  async several(db: Queryable, rule: Rule, entityType: string, asked: Asked[]): Promise<ConditionContext[]> {
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(entityType);
    const { timeZone } = await this.contexts.settings();
    const ids = definition
      ? new Set(asked.flatMap(({ record, before }) => linksRead(rule, definition, record, before)))
      : new Set();
    const linked = new Map<string, LinkedRecord>();
    if (ids.size > 0) {
      for (const found of await this.records.linked(db, [...ids] as string[])) linked.set(found.id, found);
    }
    const schema = {
      fields: definition?.fields ?? [],
      funnels: definition?.funnels,
      linkedType: (key: string) => catalogue.definition(key),
    };
    return asked.map(({ record, before, at }) => ({
      schema,
      record,
      before,
      linked: (id: string) => linked.get(id),
      me: null,
      now: at,
      timeZone,
    }));
  }
}
