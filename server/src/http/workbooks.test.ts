import { buffer } from 'node:stream/consumers';
import type { Inspection } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import type { RecordView } from '@etapa/shared/api/records';
import { jest } from '@jest/globals';
import type { Cell } from '../connectors/workbooks/cell.ts';
import { Workbook } from '../connectors/workbooks/read.ts';
import { workbook } from '../connectors/workbooks/write.ts';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const thing = {
  key: 'thing',
  name: 'Thing',
  namePlural: 'Things',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true, unique: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'rate', label: 'Rate', kind: 'percent' },
    { key: 'day', label: 'Day', kind: 'date' },
    { key: 'at', label: 'At', kind: 'dateTime' },
    { key: 'yes', label: 'Yes', kind: 'boolean' },
    { key: 'phone', label: 'Phone', kind: 'phone' },
  ],
};

describe('workbooks', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    await test.inject({ method: 'PATCH', url: '/api/v1/organization', body: { timeZone: 'Asia/Tokyo' } });
    const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: thing });
    if (made.statusCode !== 201) throw new Error(made.body);
  });
  afterAll(() => test?.stop());

  const book = (head: string[], rows: Cell[][]): Promise<Buffer> =>
    buffer(
      workbook(
        'Data',
        head,
        (async function* () {
          yield* rows;
        })(),
      ),
    );
  const send = (file: Buffer, mapping: object | null, path = '') => {
    const form = new FormData();
    if (mapping) form.append('mapping', JSON.stringify(mapping));
    form.append('file', new Blob([new Uint8Array(file)]), 'data.xlsx');
    return fetch(`${test.address}/api/v1/entity-types/thing/imports${path}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
  };
  const bring = async (file: Buffer, mapping: object, path = ''): Promise<Job> => {
    const answer = await send(file, mapping, path);
    const body = (await answer.json()) as { jobId: string };
    if (answer.status !== 202) throw new Error(JSON.stringify(body));
    for (let turn = 0; turn < 600; turn++) {
      const job = (await test.inject({ url: `/api/v1/jobs/${body.jobId}` })).json() as Job;
      if (!['queued', 'running'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('The job does not end.');
  };
  const named = async (name: string): Promise<RecordView> =>
    (await test.inject({ url: `/api/v1/entity-types/thing/records?q=${encodeURIComponent(name)}` })).json().items[0];
  const columns = Object.fromEntries(thing.fields.map(({ key, label }) => [label, { field: key }]));
  const HEAD = thing.fields.map(({ label }) => label);

  it('are looked into and imported, their numbers and dates being what they are', async () => {
    const file = await book(HEAD, [
      [
        'First',
        1234.5,
        { percent: 0.125 },
        { date: '2026-03-04' },
        { date: '2026-03-04', time: '09:30:00' },
        true,
        380441234567,
      ],
      ['Second', 0.1 + 0.2, '7,5', '05.03.2026', '05.03.2026 10:00', 'no', ''],
      ['Third', 'lots', '', '', '', '', ''],
    ]);
    const seen = (await (await send(file, null, '/inspect')).json()) as Inspection;
    expect(seen).toMatchObject({
      sheets: [{ name: 'Data', hidden: false }],
      sheet: 'Data',
      headers: HEAD,
      rowCount: 3,
    });
    expect(seen.rows[0]).toEqual([
      'First',
      '1234.5',
      '12.5%',
      '2026-03-04',
      '2026-03-04T09:30:00',
      'true',
      '380441234567',
    ]);
    // What the mapping says of texts must not touch what the workbook holds as numbers and dates.
    const job = await bring(file, { columns, decimal: ',', dateFormat: 'DD.MM.YYYY' });
    expect(job).toMatchObject({ failedCount: 1, failed: [{ line: 4, column: 'Amount', value: 'lots' }] });
    expect((await named('First')).doc).toEqual({
      name: 'First',
      amount: 1234.5,
      rate: 12.5,
      day: '2026-03-04',
      at: '2026-03-04T00:30:00Z',
      yes: true,
      phone: '380441234567',
    });
    expect((await named('Second')).doc).toMatchObject({
      amount: 0.3,
      rate: 7.5,
      day: '2026-03-05',
      at: '2026-03-05T01:00:00Z',
      yes: false,
    });
  });

  it('come back from an export as they went in', async () => {
    const texts = ['=1+1', '+7', "'quoted", '<b>&"', 'line\nbreak', '株式会社'];
    for (const name of texts) {
      await test.inject({
        method: 'POST',
        url: '/api/v1/entity-types/thing/records',
        body: { doc: { name, amount: 1.25, rate: 33.3, day: '2026-05-06', at: '2026-05-06T07:08:09Z', yes: false } },
      });
    }
    const query = 'format=xlsx&sort=$number&columns=name,amount,rate,day,at,yes,$number,$createdAt';
    const answer = await fetch(`${test.address}/api/v1/entity-types/thing/export?${query}`, {
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(answer.headers.get('content-disposition')).toContain('thing.xlsx');
    const file = Buffer.from(await answer.arrayBuffer());
    const opened = await Workbook.open({
      size: file.length,
      read: async function* (from, to) {
        yield file.subarray(from, to);
      },
    });
    const rows = [];
    for await (const piece of opened.rows(opened.first)) rows.push(...piece.map(({ cells }) => cells));
    expect(rows[0]?.slice(0, 3)).toEqual(['Name', 'Amount', 'Rate']);
    expect(rows.slice(3).map((cells) => cells[0])).toEqual(texts);
    expect(rows[3]?.slice(1, 7)).toEqual([
      1.25,
      { percent: 0.333 },
      { date: '2026-05-06' },
      { date: '2026-05-06', time: '16:08:09' },
      false,
      expect.any(Number),
    ]);
    const again = await bring(file, {
      columns: { Name: { field: 'name' }, Rate: { field: 'rate' }, At: { field: 'at' } },
      match: { field: 'name', then: 'update' },
    });
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 8 });
  });

  it('with a sheet that is not there, older ones and what only looks like one are refused', async () => {
    const file = await book(['Name'], [['X']]);
    const wrong = await send(file, { columns: { Name: { field: 'name' } }, sheet: 'Other' });
    expect([wrong.status, ((await wrong.json()) as { errors: object[] }).errors]).toEqual([
      422,
      [expect.objectContaining({ path: '/mapping/sheet', code: 'unknown_sheet' })],
    ]);
    for (const bytes of [Buffer.from('PK\x03\x04 no', 'latin1'), Buffer.from('d0cf11e0a1b11ae1', 'hex')]) {
      expect((await send(bytes, { columns: { Name: { field: 'name' } } })).status).toBe(415);
    }
  });
});
