import fc from 'fast-check';
import type { Command } from '../process/command.ts';
import { aDeal, contextOf, DEAL, decided, ME, OTHER } from '../process/deal.fixture.ts';
import { decide } from '../process/decide.ts';
import type { RecordState } from '../process/record.ts';
import { asOf } from './as-of.ts';
import type { PastEvent } from './event.ts';
import { logged } from './rule.fixture.ts';

const told = ({ doc, funnel, stage, ownerId, deletedAt }: RecordState) => ({
  doc,
  funnel,
  stage,
  ownerId,
  deleted: deletedAt !== null,
});

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant('patch' as const),
    doc: fc.record(
      {
        amount: fc.constantFrom(null, 10, 2000),
        discount: fc.constantFrom('no', null),
        tags: fc.constantFrom<string[][]>(['hot'], []),
        phone: fc.constantFrom('+380441234567', null),
        width: fc.constantFrom(1.5, null),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant('move' as const), stage: fc.constantFrom('approach', 'proposal', 'big', 'won') }),
  fc.record({ kind: fc.constant('assign' as const), ownerId: fc.constantFrom(ME, OTHER, null) }),
  fc.constantFrom({ kind: 'trash' as const }, { kind: 'restore' as const }),
);

describe('a record as it was', () => {
  it('is what it was after each of its events', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let record = aDeal({ amount: 5 });
        const history: { record: RecordState; events: PastEvent[] }[] = [{ record, events: [] }];
        for (const each of commands) {
          const result = decide(DEAL, record, each, contextOf());
          if (!result.ok) continue;
          record = result.value.next;
          history.push({ record, events: result.value.events.map((event) => logged(event)) });
        }
        history.forEach((then, index) => {
          const later = history.slice(index + 1).flatMap(({ events }) => events);
          const past = asOf(record, later);
          expect(past && told(past)).toEqual(told(then.record));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('was not there before it was made', () => {
    const { next, events } = decided(null, { kind: 'create', doc: { title: 'New' } });
    expect(
      asOf(
        next,
        events.map((event) => logged(event)),
      ),
    ).toBeNull();
  });
});
