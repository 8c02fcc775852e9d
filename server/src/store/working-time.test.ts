import { workingSeconds } from '@etapa/shared/definition/working-time';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { workedBetween } from './working-time.ts';

const moment = fc
  .integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2027-06-01T00:00:00Z') })
  .map((at) => new Date(at));
const hours = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  from: fc.constantFrom('00:00', '09:00', '08:30'),
  to: fc.constantFrom('12:00', '17:45', '24:00'),
  holidays: fc.subarray(['2026-03-29', '2026-01-01', '2026-05-04', '2026-11-02', '2025-12-25', '2026-12-25']),
});
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);

describe('working time in SQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.stop());

  it('is what plain TypeScript counts, over holidays and changes of clocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        hours,
        zone,
        fc.array(fc.tuple(moment, moment), { minLength: 5, maxLength: 20 }),
        async (calendar, timeZone, spans) => {
          const rows = await test.database.query<{ seconds: number }>(
            `SELECT (${workedBetween('a', 'b', { hours: calendar, timeZone })})::float8 AS seconds
             FROM unnest($1::timestamptz[], $2::timestamptz[]) WITH ORDINALITY AS s(a, b, at) ORDER BY at`,
            [spans.map(([from]) => from), spans.map(([, to]) => to)],
          );
          expect(rows.map(({ seconds }) => seconds)).toEqual(
            spans.map(([from, to]) => expect.closeTo(workingSeconds(from, to, calendar, timeZone), 3)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
