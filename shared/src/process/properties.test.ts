import fc from 'fast-check';
import { compileDocument } from '../definition/document.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { Command } from './command.ts';
import { COMPANY, contextOf, DEAL, ME, OTHER, RECORD } from './deal.fixture.ts';
import { decide } from './decide.ts';
import type { RecordEvent } from './event.ts';
import type { RecordState } from './record.ts';
import { backward, forward, type Replayed } from './replay.ts';

/** Mostly one of the good values, now and then anything of the others. */
const usually = (good: fc.Arbitrary<JsonValue>, bad: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> =>
  fc.oneof({ weight: 24, arbitrary: good }, { weight: 1, arbitrary: bad });

const money = usually(
  fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100),
    fc.constant(null),
  ),
  fc.double({ noNaN: true }),
);
const rows = fc.array(
  fc.record(
    {
      name: fc.constantFrom('Paint', 'Labour'),
      quantity: usually(fc.constantFrom<JsonValue>(1, 2.5, '= amount * 2'), fc.constant('many')),
      unitPrice: fc.constantFrom(0, 9.99, 100),
    },
    { requiredKeys: ['name', 'unitPrice'] },
  ),
  { maxLength: 3 },
);
const oneOf = (good: JsonValue[], ...bad: JsonValue[]): fc.Arbitrary<JsonValue> =>
  usually(fc.constantFrom(...good), bad.length === 0 ? fc.constantFrom(...good) : fc.constantFrom(...bad));

/** Documents as people send them: mostly right, sometimes anything. */
const sent: fc.Arbitrary<Doc> = fc
  .record(
    {
      title: oneOf(['Sell paint', ' Sell  more ', 'Sell a lot'], '', null, 'x'.repeat(201)),
      amount: money,
      discount: oneOf(['yes', 'no', null], 'maybe'),
      phone: oneOf(['044 123 45 67', '+380441234567', null], 'call me'),
      tags: oneOf([[], ['hot'], ['hot', 'hot'], null], ['cold']),
      company: oneOf([COMPANY, null], RECORD),
      reason: oneOf(['Old friend', 'Volume'], null),
      lossReason: oneOf(['competitor', 'postponed', null], 'other'),
      width: oneOf([1, 2, 0.5, null]),
      items: usually(rows, fc.constant(null)),
      payable: fc.constant(1),
      stranger: fc.jsonValue() as fc.Arbitrary<JsonValue>,
    },
    { requiredKeys: [] },
  )
  .chain((doc) => {
    const { payable, stranger, ...rest } = doc;
    // Faults in keys would have nearly every document refused.
    return fc.oneof(
      { weight: 24, arbitrary: fc.constant(rest as Doc) },
      { weight: 1, arbitrary: fc.constant(doc as Doc) },
    );
  });

const stages =
  DEAL.funnels?.flatMap(({ key, stages }) => stages.map((stage) => ({ funnel: key, stage: stage.key }))) ?? [];
const commands: fc.Arbitrary<Command> = fc.oneof(
  sent.map((doc) => ({ kind: 'patch' as const, doc })),
  fc.record({ kind: fc.constant('patch' as const), doc: sent, ownerId: fc.constantFrom(ME, OTHER, null) }),
  fc.record({ kind: fc.constant('assign' as const), ownerId: fc.constantFrom(ME, OTHER, null) }),
  fc
    .tuple(
      fc.constantFrom(...stages),
      fc.option(sent, { nil: undefined }),
      fc.option(fc.constant(null), { nil: undefined }),
    )
    .map(([place, doc, after]) => ({ kind: 'move' as const, ...place, doc, after })),
  fc.constant({ kind: 'trash' as const }),
  fc.constant({ kind: 'restore' as const }),
);

const replayed = ({ doc, funnel, stage, ownerId, deletedAt }: RecordState): Replayed => ({
  doc,
  funnel,
  stage,
  ownerId,
  deleted: deletedAt !== null,
});

const shape = compileDocument(DEAL);

/** A life of a record: what each accepted command left, and the events it gave. */
function live(first: Doc, then: Command[]): { states: RecordState[]; events: RecordEvent[][] } {
  const created = decide(
    DEAL,
    null,
    { kind: 'create', doc: { title: 'Sell paint', reason: 'Old friend', ...first } },
    contextOf(),
  );
  if (!created.ok) return { states: [], events: [] };
  const states = [created.value.next];
  const events = [created.value.events];
  for (const [index, command] of then.entries()) {
    const now = new Date(Date.UTC(2026, 3, 1, index)).toISOString();
    const before = states.at(-1) as RecordState;
    const result = decide(DEAL, before, command, contextOf({ now, roles: ['manager'], rank: `r${index}` }));
    if (!result.ok) continue;
    states.push(result.value.next);
    events.push(result.value.events);
  }
  return { states, events };
}

const lives = fc.tuple(sent, fc.array(commands, { maxLength: 8 }));

describe('whatever is asked of a record', () => {
  it('its events tell its story, forward and back', () => {
    let told = 0;
    fc.assert(
      fc.property(lives, ([first, then]) => {
        const { states, events } = live(first, then);
        for (const [index, state] of states.entries()) {
          const before = states[index - 1];
          const start: Replayed = before
            ? replayed(before)
            : { doc: {}, funnel: null, stage: null, ownerId: null, deleted: false };
          const ahead = (events[index] ?? []).reduce((at, event) => forward(at, event), start);
          expect(ahead).toEqual(replayed(state));
          const back = [...(events[index] ?? [])]
            .reverse()
            .reduce<Replayed | null>((at, event) => at && backward(at, event), replayed(state));
          expect(back).toEqual(before ? replayed(before) : null);
          told += (events[index] ?? []).length;
        }
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(300);
  });

  it('what is accepted meets the published schema', () => {
    fc.assert(
      fc.property(lives, ([first, then]) => {
        for (const { doc } of live(first, then).states) expect(shape(doc, '')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a change has an event and a version of its own, and no change has neither', () => {
    fc.assert(
      fc.property(lives, ([first, then]) => {
        const { states, events } = live(first, then);
        for (const [index, state] of states.entries()) {
          const before = states[index - 1];
          if (!before) continue;
          const happened = (events[index] ?? []).length > 0;
          expect(state.version).toBe(before.version + (happened ? 1 : 0));
          if (!happened) expect({ ...state, rank: before.rank }).toEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('doing the same again changes nothing', () => {
    fc.assert(
      fc.property(sent, sent, (first, then) => {
        const deal = live(first, []).states[0];
        if (!deal) return;
        const command = { kind: 'patch', doc: then } as const;
        const once = decide(DEAL, deal, command, contextOf());
        if (!once.ok) return;
        const twice = decide(DEAL, once.value.next, command, contextOf());
        expect(twice).toEqual({ ok: true, value: { next: once.value.next, events: [] } });
      }),
      { numRuns: 300 },
    );
  });

  it('what a refusal names is in the request, or missing from it', () => {
    fc.assert(
      fc.property(sent, (doc) => {
        const result = decide(DEAL, null, { kind: 'create', doc }, contextOf());
        if (result.ok) return;
        expect(result.refusal.errors?.length).toBeGreaterThan(0);
        for (const { path, code } of result.refusal.errors ?? []) {
          const key = path.split('/')[2] ?? '';
          expect(path.startsWith('/doc/')).toBe(true);
          expect(key in doc || code === 'required').toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
