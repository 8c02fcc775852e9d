import type { Caller } from '@etapa/shared/access/caller';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import type { SampleRecord } from '@etapa/shared/packages/package';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../config/clock.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import type { Doer } from './doer.ts';
import { RecordWriter } from './records-write.ts';

/** Records that show a process at work, owned by who installs it. Rules stay silent about them. */
@Injectable()
export class PackageSamples {
  constructor(
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly writer: RecordWriter,
  ) {}

  /** @returns how many were made */
  async create(caller: Caller, samples: SampleRecord[]): Promise<number> {
    const id = newId();
    const doer: Doer = {
      caller: null,
      actor: { kind: 'import', id, userId: caller.id },
      cause: { correlation: id, depth: 0, silent: true },
    };
    const ids = new Map<string, string>();
    const catalogue = await this.catalogue.now();
    for (const sample of samples) {
      const { entityType, funnel, stage, doc, createdAgo, stageAgo, ref } = sample;
      const stages = catalogue.definition(entityType)?.funnels?.flatMap((each) => each.stages) ?? [];
      const closed = stages.some(({ key, group }) => key === stage && group !== 'open');
      const { record } = await this.writer.apply(doer, {
        entityType,
        command: {
          kind: 'create',
          doc: linkedBy(doc, ids),
          ownerId: caller.id,
          ...(funnel ? { funnel } : {}),
          ...(stage ? { stage } : {}),
          ...(createdAgo ? { createdAt: this.ago(createdAgo) } : {}),
          ...(closed && stageAgo ? { closedAt: this.ago(stageAgo) } : {}),
        },
      });
      if (ref) ids.set(ref, record.id);
    }
    return samples.length;
  }

  private ago(duration: string): string {
    const now = Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime()).toZonedDateTimeISO('UTC');
    return now.subtract(Temporal.Duration.from(duration)).toInstant().toString();
  }
}

/** The document with `{"$ref": name}` replaced by the id of the sample of that name. */
function linkedBy(doc: Doc, ids: ReadonlyMap<string, string>): Doc {
  const replace = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(replace);
    if (value === null || typeof value !== 'object') return value;
    if (typeof value.$ref === 'string') return ids.get(value.$ref) ?? null;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  };
  return Object.fromEntries(Object.entries(doc).map(([key, value]) => [key, replace(value)]));
}
