import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../config/clock.ts';
import type { TestApp } from './app.ts';
import { type Journey, journeysOf, type LoggedEvent } from './journeys.ts';

const HOUR = 3_600_000;
/** A week before clocks change in New York. */
const BEGIN = Date.parse('2026-02-27T10:00:00Z');
export const ZONE = 'America/New_York';

export const STAGES = [
  { key: 'first', name: 'First', group: 'open', norm: 'P2D', probability: 25 },
  { key: 'second', name: 'Second', group: 'open', norm: 'PT30H' },
  { key: 'third', name: 'Third', group: 'open', norm: 'PT12H', clock: 'working' },
  { key: 'won', name: 'Won', group: 'won' },
  { key: 'refused', name: 'Refused', group: 'lost' },
  { key: 'later', name: 'Not now', group: 'lost' },
] as const;
export const NORMS: { [stage: string]: number } = { first: 48 * HOUR, second: 30 * HOUR, third: 12 * HOUR };

/** How long a stage was stayed in by its clock, in seconds: nights and weekends are no working time. */
export function lasted(stage: string, entered: number, left: number): number {
  return (stage === 'third' ? worked(entered, left) : left - entered) / 1000;
}

/** Day by day, what of its opening hours lies between the moments: what working time is, told once more. Milliseconds. */
function worked(from: number, to: number): number {
  let sum = 0;
  const at = (day: Temporal.PlainDate, hour: number) =>
    day.toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from({ hour }) }).epochMilliseconds;
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(ZONE).toPlainDate();
  for (; at(day, 0) < to; day = day.add({ days: 1 })) {
    if (day.dayOfWeek > 5) continue;
    sum += Math.max(0, Math.min(to, at(day, 18)) - Math.max(from, at(day, 9)));
  }
  return sum;
}

const options = (...keys: string[]) => keys.map((key) => ({ key, label: key }));

const definitionOf = (key: string) => ({
  key,
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'select', options: options('EUR', 'JPY') },
    { key: 'weight', label: 'Weight', kind: 'number' },
    { key: 'due', label: 'Due', kind: 'date' },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: options('a', 'b', 'c') },
    { key: 'lossReason', label: 'Why', kind: 'select', options: options('price', 'silence') },
  ],
  funnels: [
    { key: 'sales', name: 'Sales', transitions: 'free', stages: STAGES },
    { key: 'other', name: 'Other', transitions: 'free', stages: [{ key: 'in', name: 'In', group: 'open' }] },
  ],
});

const place = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...STAGES.map(({ key }) => ({ funnel: 'sales', stage: key }))) },
  { weight: 1, arbitrary: fc.constant({ funnel: 'other', stage: 'in' }) },
);
const doc = fc.record(
  {
    amount: fc.integer({ min: 0, max: 500 }),
    weight: fc.integer({ min: -3_000, max: 3_000 }).map((grams) => grams / 100),
    currency: fc.constantFrom('EUR', 'JPY'),
    due: fc.constantFrom('2026-03-01', '2026-03-29', '2026-12-31'),
    tags: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    lossReason: fc.constantFrom('price', 'silence'),
  },
  { requiredKeys: [] },
);

/** What people do in turn, each some hours after the last. */
export const history = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 20 }),
    who: fc.nat(),
    what: fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), place, doc }) },
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('move' as const), place }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('patch' as const), doc }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('trash' as const) }) },
    ),
  }),
  { minLength: 60, maxLength: 120, size: 'max' },
);
type History = ReturnType<(typeof history)['generate']>['value'];

/**
 * Does it all through the API, by a clock of its own.
 *
 * @param pause called after a third and after two thirds of it
 * @returns the records as the log tells them, and the time it is
 */
export async function live(
  app: TestApp,
  type: string,
  actions: History,
  pause?: () => Promise<void>,
): Promise<{ journeys: Journey[]; now: number }> {
  let now = BEGIN;
  app.get(Clock).now = () => new Date(now);
  const call = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => {
    const answer = await app.inject({ method, url: `/api/v1/entity-types${path}`, ...(body ? { body } : {}) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
    return answer;
  };
  await call('POST', '', definitionOf(type));
  const alive: string[] = [];
  const third = Math.ceil(actions.length / 3);
  for (const [at, { hours, who, what }] of actions.entries()) {
    if (at > 0 && at % third === 0) await pause?.();
    now += hours * HOUR + 7_001;
    const id = alive[who % Math.max(1, alive.length)];
    const path = `/${type}/records`;
    if (what.kind === 'create') alive.push((await call('POST', path, { ...what.place, doc: what.doc })).json().id);
    else if (id === undefined) continue;
    else if (what.kind === 'move') await call('POST', `${path}/${id}/move`, what.place);
    else if (what.kind === 'patch') await call('PATCH', `${path}/${id}`, { doc: what.doc });
    else {
      await call('DELETE', `${path}/${id}`);
      alive.splice(alive.indexOf(id), 1);
    }
  }
  now += 5 * HOUR;
  const events = await app.database.query<LoggedEvent>(
    `SELECT record_id AS "recordId", kind, at, data FROM events
     WHERE entity_type = $1 AND record_id IS NOT NULL ORDER BY seq`,
    [type],
  );
  return { journeys: journeysOf(events), now };
}
