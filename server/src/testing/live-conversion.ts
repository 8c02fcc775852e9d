import { setTimeout as sleep } from 'node:timers/promises';
import { checkDefinition } from '@etapa/shared/definition/check';
import { documentSchema } from '@etapa/shared/definition/document';
import type { RecordEvent } from '@etapa/shared/process/event';
import { forward, type Replayed } from '@etapa/shared/process/replay';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { TestApp } from './app.ts';
import { until } from './until.ts';

const WRITERS = 6;
const READERS = 2;
/** Pause of each of them after a turn, in milliseconds: together they do what some hundred people would. */
const PAUSE = 20;
/** Texts that are no amount: every 250th record has one. */
const ODD = ['n/a', 'ask Ann', '12.345', 'a lot'];

const stages = ['approach', 'proposal', 'talks', 'won'].map((key) => ({
  key,
  name: key,
  group: key === 'won' ? 'won' : 'open',
}));

const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
    { key: 'turn', label: 'Turn', kind: 'integer' },
  ],
  funnels: [{ key: 'sales', name: 'Sales', transitions: 'free', stages }],
};

const changed = {
  ...deal,
  fields: deal.fields
    .map((field) => (field.key === 'amount' ? { ...field, kind: 'money', currency: 'EUR', indexed: true } : field))
    .concat([{ key: 'double', label: 'Double', kind: 'number', formula: '= amount * 2' } as never]),
  funnels: [{ ...deal.funnels[0], stages: stages.filter(({ key }) => key !== 'proposal') }],
};

const isOdd = (index: number): boolean => index % 250 === 0;
const textOf = (index: number): string =>
  isOdd(index) ? (ODD[(index / 250) % ODD.length] ?? '') : `1,${100 + (index % 900)}.25`;
const amountOf = (index: number): number | undefined => (isOdd(index) ? undefined : 1_100 + (index % 900) + 0.25);

interface Row {
  id: string;
  doc: { [key: string]: unknown };
  set_aside: { amount: { value: string } } | null;
  stage: string;
  funnel: string;
  definition_version: number;
}

/** A job as the API tells of it. */
export interface ConversionJob {
  id: string;
  status: string;
  done: number;
  total: number | null;
  failedCount: number;
}

/**
 * A process with many records whose texts become money and one of whose stages goes, while people write and read; and
 * afterwards the account of every one of their writes and of every value.
 */
export class LiveConversion {
  readonly odd: number;
  /** How long people waited for answers to writes and to looks, in milliseconds. */
  readonly waits: number[] = [];
  readonly looks: number[] = [];
  readonly refusals: string[] = [];
  /** By record: the last turn that was written, and the turn of those made meanwhile. */
  readonly last = new Map<string, number>();
  private readonly made = new Map<string, number>();
  private ids: string[] = [];
  private people: Promise<void>[] = [];
  private working = false;

  constructor(
    private readonly test: TestApp,
    readonly records: number,
  ) {
    this.odd = Math.ceil(records / 250);
  }

  private call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object) {
    return this.test.inject({ method, url: `/api/v1/entity-types${path}`, ...(body ? { body } : {}) });
  }

  /** Makes the process and imports its records: a worker must be there. */
  async fill(): Promise<void> {
    await this.call('POST', '', deal);
    const rows = Array.from(
      { length: this.records },
      (_, index) => `Deal ${index},"${textOf(index)}",${index % 3 === 0 ? 'proposal' : 'approach'}`,
    );
    const columns = { title: { field: 'title' }, amount: { field: 'amount' }, stage: { system: 'stage' } };
    const form = new FormData();
    form.append('mapping', JSON.stringify({ columns }));
    form.append('file', new Blob([`title,amount,stage\n${rows.join('\n')}\n`]), 'deals.csv');
    const headers = { authorization: `Bearer ${this.test.admin.token}` };
    const url = `${this.test.address}/api/v1/entity-types/deal/imports`;
    const answer = await fetch(url, { method: 'POST', headers, body: form });
    const { jobId } = (await answer.json()) as { jobId: string };
    const job = await this.ended(jobId, 30 + this.records / 200);
    expect(job).toMatchObject({ status: 'done', failedCount: 0 });
    const found = await this.test.database.query<{ id: string; index: number }>(
      `SELECT id, substring(title from 6)::int AS index FROM records`,
    );
    for (const { id, index } of found) this.ids[index] = id;
    expect(this.ids.filter(Boolean)).toHaveLength(this.records);
  }

  /** Saves the draft and looks at what it would do. */
  async draft(): Promise<void> {
    const saved = await this.call('PUT', '/deal/draft', { revision: 0, definition: changed });
    expect(saved.statusCode).toBe(200);
    const effect = (await this.call('POST', '/deal/draft/check')).json();
    expect(effect.fields).toMatchObject([{ field: 'amount', converts: this.records - this.odd, fails: this.odd }]);
    const records = Math.ceil(this.records / 3);
    expect(effect.stages).toMatchObject([{ funnel: 'sales', stage: 'proposal', records, target: null }]);
  }

  /** @returns id of the job */
  async publish(): Promise<string> {
    const decisions = { stageMap: { proposal: 'approach' }, onUnconvertible: 'setAside' };
    const published = await this.call('POST', '/deal/publish', decisions);
    expect(published.statusCode).toBe(200);
    return published.json().jobId;
  }

  async job(id: string): Promise<ConversionJob> {
    return (await this.test.inject({ url: `/api/v1/jobs/${id}` })).json();
  }

  ended(id: string, seconds: number): Promise<ConversionJob> {
    return until(async () => {
      const job = await this.job(id);
      return job.status === 'queued' || job.status === 'running' ? undefined : job;
    }, seconds);
  }

  /** From now on people patch, move, make and look at records all the time, as a hundred of them would. */
  begin(): void {
    this.working = true;
    this.people = [
      ...Array.from({ length: WRITERS }, (_, writer) => this.write(writer)),
      ...Array.from({ length: READERS }, (_, reader) => this.read(reader)),
    ];
  }

  async end(): Promise<void> {
    this.working = false;
    await Promise.all(this.people);
  }

  private async write(writer: number): Promise<void> {
    const post = (path: string, body: object) => timed(this.waits, this.call('POST', `/deal/records${path}`, body));
    for (let turn = 1; this.working; turn++) {
      await sleep(PAUSE);
      const index = (turn * 131 + writer * 17) % this.records;
      // Each record has one writer, so that the last turn written is known.
      const id = this.ids[index - (index % WRITERS) + writer];
      if (id === undefined) continue;
      const patched = await timed(this.waits, this.call('PATCH', `/deal/records/${id}`, { doc: { turn } }));
      if (patched.statusCode === 200) this.last.set(id, turn);
      else this.refusals.push(patched.body);
      if (turn % 3 === 0) {
        const moved = await post(`/${id}/move`, { stage: 'talks', after: null });
        if (moved.statusCode !== 200) this.refusals.push(moved.body);
      }
      if (turn % 5 === 0) {
        // Whichever definition holds at the moment, one of the two is right.
        const asMoney = await post('', { doc: { title: 'New', amount: turn } });
        const made =
          asMoney.statusCode === 201 ? asMoney : await post('', { doc: { title: 'New', amount: `${turn}` } });
        if (made.statusCode === 201) this.made.set(made.json().id, turn);
        else this.refusals.push(made.body);
      }
    }
  }

  private async read(reader: number): Promise<void> {
    for (let turn = reader; this.working; turn++) {
      await sleep(PAUSE);
      const card = `/deal/records/${this.ids[(turn * 37) % this.records]}`;
      const path = ['/deal/board?perColumn=20', '/deal/records?limit=20', card][turn % 3] ?? card;
      const seen = await timed(this.looks, this.call('GET', path));
      if (seen.statusCode !== 200) this.refusals.push(seen.body);
    }
  }

  /** Every write is there, every document right, every value in its place or in the list of those set aside. */
  async account(): Promise<void> {
    const rows = await this.test.database.query<Row>(
      `SELECT id, doc, set_aside, funnel, stage, definition_version FROM records ORDER BY number`,
    );
    expect(this.refusals).toEqual([]);
    expect(rows.filter(({ definition_version }) => definition_version !== 2)).toEqual([]);
    expect(rows).toHaveLength(this.records + this.made.size);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const wrong = this.ids.flatMap((id, index) => {
      const row = byId.get(id);
      const amount = amountOf(index);
      const found = [row?.doc.amount, row?.doc.double, row?.doc.turn, row?.set_aside?.amount.value];
      const right = [amount, amount && amount * 2, this.last.get(id), isOdd(index) ? textOf(index) : undefined];
      const same = found.every((each, at) => each === right[at]) && row?.stage !== 'proposal';
      return same ? [] : [{ index, found, right, stage: row?.stage }];
    });
    expect(wrong).toEqual([]);
    for (const [id, turn] of this.made) expect(byId.get(id)?.doc.amount).toBe(turn);
    const definition = checkDefinition(changed, () => undefined);
    if (!definition.ok) throw new Error('The definition is right.');
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const valid = ajv.compile(documentSchema(definition.value));
    expect(rows.filter(({ doc }) => !valid(doc))).toEqual([]);
    await this.checkLog(rows);
    await this.checkCounts();
    expect(await this.countSetAside()).toBe(this.odd);
  }

  /** What the log tells of each record, from its beginning, is the record as it is; none was converted twice. */
  private async checkLog(rows: Row[]): Promise<void> {
    const blank: Replayed = { doc: {}, funnel: null, stage: null, ownerId: null, deleted: false };
    for (let from = 0; from < rows.length; from += 10_000) {
      const some = rows.slice(from, from + 10_000);
      const events = await this.test.database.query<{ record_id: string; kind: string; data: object }>(
        'SELECT record_id, kind, data FROM events WHERE record_id = ANY($1) ORDER BY record_version, seq',
        [some.map(({ id }) => id)],
      );
      const states = new Map<string, Replayed>();
      const converted = new Map<string, number>();
      for (const { record_id, kind, data } of events) {
        states.set(record_id, forward(states.get(record_id) ?? blank, { kind, ...data } as RecordEvent));
        if (kind === 'record.converted') converted.set(record_id, (converted.get(record_id) ?? 0) + 1);
      }
      for (const { id, doc, stage, funnel } of some) expect(states.get(id)).toMatchObject({ doc, stage, funnel });
      expect([...converted].filter(([, times]) => times > 1)).toEqual([]);
    }
  }

  /** Boards and visits agree with the records, and what is indexed is sorted. */
  private async checkCounts(): Promise<void> {
    const { database } = this.test;
    const board = (await this.call('GET', '/deal/board')).json();
    const counted = await database.query(
      `SELECT stage, count(*)::int AS count, sum((doc ->> 'amount')::numeric)::float AS sum FROM records GROUP BY stage`,
    );
    const shown = board.columns
      .filter((column: { count: number }) => column.count > 0)
      .map(({ stage, count, sums }: { stage: string; count: number; sums: { amount: number } }) => ({
        stage,
        count,
        sum: sums.amount,
      }));
    expect(shown).toEqual(expect.arrayContaining(counted));
    expect(shown).toHaveLength(counted.length);
    const visits = await database.query(
      `SELECT r.id FROM records r LEFT JOIN stage_visits v ON v.record_id = r.id AND v.left_at IS NULL
       WHERE v.stage IS DISTINCT FROM r.stage`,
    );
    expect(visits).toEqual([]);
    const sorted = await this.call('GET', '/deal/records?sort=-amount&limit=1');
    expect(sorted.json().items[0].doc.amount).toBe(1_999.25);
  }

  /** Values in the list of what was set aside, over all its pages. */
  private async countSetAside(): Promise<number> {
    let found = 0;
    for (let cursor = ''; ; ) {
      const page = (await this.call('GET', `/deal/set-aside?limit=200${cursor}`)).json();
      found += page.items.length;
      if (page.nextCursor === null) return found;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  /** Figures of a large run, for people. @param took milliseconds from the publishing to the end */
  tell(took: number): void {
    const at = (times: number[], share: number) =>
      Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0);
    const of = (times: number[]) =>
      `${times.length}, median ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, longest ${at(times, 0.999999)} ms`;
    process.stderr.write(
      `${this.records} records in ${Math.round(took / 1_000)} s, ${Math.round((this.records / took) * 1_000)} a second\n` +
        `writes meanwhile: ${of(this.waits)}\nlooks meanwhile: ${of(this.looks)}\n`,
    );
  }
}

async function timed<T>(times: number[], work: Promise<T>): Promise<T> {
  const from = performance.now();
  const answer = await work;
  times.push(performance.now() - from);
  return answer;
}
