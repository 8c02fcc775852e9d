import fc from 'fast-check';
import type { Command } from '../process/command.ts';
import { aDeal, contextOf, DEAL, ME, OTHER } from '../process/deal.fixture.ts';
import { decide } from '../process/decide.ts';
import type { RecordState } from '../process/record.ts';
import type { PastEvent } from './event.ts';
import { historyOf } from './history.ts';
import { logged } from './rule.fixture.ts';

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('patch' as const),
    doc: fc.record(
      {
        title: fc.constantFrom('Sell', 'Sell more'),
        amount: fc.constantFrom(null, 10, 2000),
        tags: fc.constantFrom<string[][]>(['hot'], []),
        width: fc.constantFrom(1.5, null),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant('move' as const), stage: fc.constantFrom('approach', 'proposal', 'big', 'won') }),
  fc.record({ kind: fc.constant('assign' as const), ownerId: fc.constantFrom(ME, OTHER, null) }),
  fc.constantFrom({ kind: 'trash' as const }, { kind: 'restore' as const }),
);

/** What conditions may ask of a record, its times included. */
function told(record: RecordState | null) {
  if (!record) return null;
  const { doc, funnel, stage, ownerId, title, version, updatedAt, lastActivityAt, deletedAt } = record;
  const entered = record.stageEnteredAt && Date.parse(record.stageEnteredAt);
  return {
    doc,
    funnel,
    stage,
    ownerId,
    title,
    version,
    updatedAt,
    lastActivityAt,
    entered,
    deleted: deletedAt !== null,
  };
}

describe('the past of a record', () => {
  it('holds it as it was before and after each event, with its title and its clocks', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 15 }), (commands) => {
        let record = aDeal({ amount: 5 });
        let minute = Date.parse(record.updatedAt);
        const log: PastEvent[] = [];
        const expected: { before: RecordState; after: RecordState }[] = [];
        for (const each of commands) {
          minute += 60_000;
          const now = new Date(minute).toISOString();
          const result = decide(DEAL, record, each, { ...contextOf(), now });
          if (!result.ok || result.value.events.length === 0) continue;
          const { next, events } = result.value;
          for (const event of events) {
            log.push({ ...logged(event), at: now, recordVersion: next.version });
            expected.push({ before: record, after: next });
          }
          record = next;
        }
        const history = historyOf(DEAL, record, log);
        expect(history.map(({ event }) => event)).toEqual(log);
        expect(history.map(({ before, after }) => [told(before), told(after)])).toEqual(
          expected.map(({ before, after }) => [told(before), told(after)]),
        );
      }),
      { numRuns: 200 },
    );
  });
});
