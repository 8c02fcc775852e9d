import type { ImportPreview, Inspection } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import type { RecordView } from '@etapa/shared/api/records';
import { jest } from '@jest/globals';
import iconv from 'iconv-lite';
import { type TestApp, testApp } from '../testing/app.ts';
import { account, opportunity, PIPELINE, pipeline, product } from '../testing/opportunities.ts';

jest.setTimeout(60_000);

describe('imports', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    for (const body of [account, product, opportunity]) {
      const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
      if (made.statusCode !== 201) throw new Error(made.body);
    }
  });
  afterAll(() => test?.stop());

  const send = async (
    type: string,
    file: string | Buffer,
    mapping: object | string | null,
    options: { query?: string; mappingFirst?: boolean; path?: string; token?: string; parts?: object } = {},
  ) => {
    const form = new FormData();
    const addMapping = () =>
      mapping !== null && form.append('mapping', typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
    if (options.mappingFirst) addMapping();
    form.append('file', new Blob([new Uint8Array(Buffer.from(file))]), 'data.csv');
    if (!options.mappingFirst) addMapping();
    for (const [name, value] of Object.entries(options.parts ?? {})) form.append(name, String(value));
    const url = `${test.address}/api/v1/entity-types/${type}/imports${options.path ?? ''}${options.query ?? ''}`;
    return fetch(url, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${options.token ?? test.admin.token}` },
    });
  };
  const ended = async (jobId: string): Promise<Job> => {
    for (let turn = 0; turn < 600; turn++) {
      const job = (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json() as Job;
      if (!['queued', 'running'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The job does not end.');
  };
  const bring = async (...given: Parameters<typeof send>): Promise<Job> => {
    const answer = await send(...given);
    const body = (await answer.json()) as { jobId: string };
    if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
    return ended(body.jobId);
  };
  const records = async (type: string, query = ''): Promise<RecordView[]> =>
    (await test.inject({ url: `/api/v1/entity-types/${type}/records?limit=200&sort=$number${query}` })).json().items;
  const count = async (type: string): Promise<number> =>
    (await test.inject({ url: `/api/v1/entity-types/${type}/records?limit=1&count=exact` })).json().total;
  const empty = async (type: string) => {
    await test.database.query('UPDATE records SET deleted_at = now() WHERE entity_type = $1', [type]);
    await test.database.query('DELETE FROM board_totals WHERE entity_type = $1', [type]);
  };

  it('shows when tried the first rows as the records they would become, those made with them by name', async () => {
    const columns = {
      ref: { field: 'ref' },
      firm: { field: 'account', by: 'name', create: true },
      who: { system: 'owner', create: true },
    };
    const rows = Array.from({ length: 12 }, (_, at) => `R${at},Firm ${at},Ann Other`);
    const { result } = await bring(
      'opportunity',
      `ref,firm,who\n${rows.join('\n')}\n`,
      { columns },
      { query: '?dryRun=true' },
    );
    const preview = result?.preview as ImportPreview;
    expect(preview.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const [first] = preview.rows;
    expect(first).toMatchObject({ change: 'created', number: null, funnel: 'sales', doc: { ref: 'R0' } });
    expect(preview.names[String(first?.doc.account)]).toBe('Firm 0');
    expect(preview.names[String(first?.ownerId)]).toBe('Ann Other');
    expect(Object.keys(preview.names)).toHaveLength(11);
    expect([await count('opportunity'), await count('account')]).toEqual([0, 0]);
  });

  it('takes its options as parts of the form as well, and no others', async () => {
    const columns = { name: { field: 'name' } };
    const tried = await bring('account', 'name\nTried\n', { columns }, { parts: { dryRun: true } });
    expect([tried.status, await count('account')]).toEqual(['done', 0]);
    const wrong = await send('account', 'name\nTried\n', { columns }, { parts: { atomic: 'maybe', dryrun: true } });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      400,
      {
        code: 'malformed',
        errors: [
          { path: '/atomic', code: 'wrong_type' },
          { path: '/dryrun', code: 'unknown_key' },
        ],
      },
    ]);
  });

  it('links rows to rows that come later in the same file', async () => {
    const file = 'name,revenue,parent\nChild,"1,200.50",Mother\nMother,3,\nOrphan,4,Nobody\n';
    const columns = { name: { field: 'name' }, revenue: { field: 'revenue' }, parent: { field: 'parent', by: 'name' } };
    const job = await bring('account', file, { columns });
    expect(job).toMatchObject({
      status: 'done',
      done: 3,
      total: 3,
      failedCount: 1,
      result: { created: 2, failed: 1 },
      failed: [{ line: 4, column: 'parent', value: 'Nobody', problem: '"Nobody" is not among the Accounts.' }],
    });
    const made = await records('account');
    expect(made.map(({ doc, titles }) => [doc.name, doc.revenue, Object.values(titles)])).toEqual([
      ['Child', 1200.5, ['Mother']],
      ['Mother', 3, []],
    ]);
    await empty('account');
  });

  it.each([
    ['UTF-8', 'utf8', '\n', ','],
    ['UTF-8 with a byte order mark', 'utf8-bom', '\r\n', ';'],
    ['UTF-16 LE', 'utf-16le', '\r\n', '\t'],
    ['UTF-16 BE', 'utf-16be', '\n', ','],
    ['Shift_JIS', 'cp932', '\r', ','],
  ])('reads %s', async (_, codec, end, sign) => {
    const text = [`会社名${sign}業種`, `株式会社山田${sign}"小売${end}卸売"`, `鈴木商店${sign}金融`, ''].join(end);
    const bytes = iconv.encode(text, codec.replace('-bom', ''), { addBOM: codec !== 'cp932' && codec !== 'utf8' });
    const job = await bring('account', bytes, { columns: { 会社名: { field: 'name' }, 業種: { field: 'sector' } } });
    expect([job.status, job.failed, job.result?.created]).toEqual(['done', [], 2]);
    expect((await records('account')).map(({ doc }) => doc)).toEqual([
      { name: '株式会社山田', sector: `小売${end}卸売` },
      { name: '鈴木商店', sector: '金融' },
    ]);
    await empty('account');
  });

  it('reads Windows-1251 with decimal commas and dates of the mapping’s form', async () => {
    const text =
      'Имя;Сумма;Этап;Начало;Причина\r\nПервая;1 200,50;lost;05.02.2026;цена\r\nВторая;x;Won;31.02.2026;\r\n';
    const job = await bring('opportunity', iconv.encode(text, 'win1251'), {
      columns: {
        Имя: { field: 'ref' },
        Сумма: { field: 'amount' },
        Этап: { system: 'stage' },
        Начало: { system: 'createdAt' },
        Причина: { field: 'reason' },
      },
      decimal: ',',
      dateFormat: 'DD.MM.YYYY',
    });
    expect(job.failed).toEqual([
      {
        line: 3,
        column: 'Сумма',
        value: 'x',
        problem: expect.stringMatching(/"x" is not a number.*Начало: .*31\.02\.2026/),
      },
    ]);
    const [made] = await records('opportunity');
    expect(made).toMatchObject({
      stage: 'lost',
      createdAt: '2026-02-05T00:00:00.000Z',
      doc: { ref: 'Первая', amount: 1200.5, reason: 'price' },
    });
    await empty('opportunity');
  });

  describe('of a pipeline from another system', () => {
    const file = pipeline(1200);
    beforeAll(async () => {
      const names = ['GTX Basic', 'GTX Pro', 'MG Special', 'MG Advanced', 'GTX Plus', 'GTK 500'];
      await bring('product', `name\n${names.join('\n')}`, { columns: { name: { field: 'name' } } });
      await bring('account', 'name\nAccount 0\nAccount 1\nAccount 2', { columns: { name: { field: 'name' } } });
    });
    afterEach(() => empty('opportunity'));

    it('says in a dry run what a real one does, and writes nothing', async () => {
      const before = await test.database.query('SELECT count(*) AS n FROM users');
      const dry = await bring('opportunity', file, PIPELINE, { query: '?dryRun=true' });
      expect(await count('opportunity')).toBe(0);
      expect(await test.database.query('SELECT count(*) AS n FROM users')).toEqual(before);
      const real = await bring('opportunity', file, PIPELINE, { mappingFirst: true });
      expect(dry).toMatchObject({ status: 'done', done: 1200, total: 1200, failedCount: 200 });
      expect(dry.failed).toEqual(real.failed);
      const { preview: _, ...told } = dry.result ?? {};
      expect({ ...told, dryRun: false }).toEqual(real.result);
      expect(real.result).toMatchObject({ created: 1000, failed: 200, peopleCreated: 5 });
      expect(real.failed).toHaveLength(200);
      expect(real.failed[0]).toEqual({
        line: 3,
        column: 'product',
        value: 'GTXPro',
        problem: '"GTXPro" is not among the Products.',
      });
    });

    it('takes every row once the odd spelling is mapped, with owners, dates and stages', async () => {
      const job = await bring('opportunity', file, { ...PIPELINE, values: { product: { GTXPro: 'GTX Pro' } } });
      expect(job).toMatchObject({ failedCount: 0, failed: [], result: { created: 1200 } });
      const board = (await test.inject({ url: '/api/v1/entity-types/opportunity/board?funnel=sales' })).json();
      expect(board.columns.map(({ count: n }: { count: number }) => n)).toEqual([300, 300, 300, 300]);
      const wonSum = Array.from({ length: 300 }, (_, index) => index * 4).reduce((a, b) => a + b);
      expect(board.columns[2].sums.amount).toBe(wonSum);
      const [won] = await records('opportunity', '&q=OP4');
      expect(won).toMatchObject({
        title: 'OP4',
        ownerName: 'Agent 4',
        stage: 'won',
        createdAt: '2017-01-05T00:00:00.000Z',
        closedAt: '2017-03-05T00:00:00.000Z',
        stageEnteredAt: '2017-03-05T00:00:00.000Z',
        createdBy: { kind: 'import', userId: test.admin.id },
      });
      const people = await test.database.query<{ n: number }>(
        `SELECT count(*) AS n FROM users WHERE name LIKE 'Agent _' AND password_hash IS NULL AND email IS NULL`,
      );
      expect(people).toEqual([{ n: 5 }]);
      const silent = await test.database.query<{ n: number }>(
        `SELECT count(*) AS n FROM events WHERE entity_type = 'opportunity' AND cause ->> 'silent' = 'true'
         AND actor ->> 'id' = $1`,
        [job.id],
      );
      expect(silent).toEqual([{ n: 1200 }]);
    });

    it('keeps nothing at all with atomic when a row is refused, and everything when none is', async () => {
      const refused = await bring('opportunity', file, PIPELINE, { query: '?atomic=true' });
      expect(refused).toMatchObject({ status: 'done', failedCount: 200, result: { created: 0, failed: 200 } });
      expect(await count('opportunity')).toBe(0);
      const values = { product: { gtxpro: 'GTX Pro' } };
      const kept = await bring('opportunity', file, { ...PIPELINE, values }, { query: '?atomic=true' });
      expect(kept).toMatchObject({ status: 'done', done: 1200, failedCount: 0, result: { created: 1200 } });
      expect(await count('opportunity')).toBe(1200);
    });

    it('gives refused rows back as CSV, with line, column and reason', async () => {
      const job = await bring('opportunity', file, PIPELINE, { query: '?dryRun=true' });
      const answer = await test.inject({ url: `/api/v1/jobs/${job.id}/failures.csv` });
      const lines = answer.body.trim().split('\n');
      expect(lines).toHaveLength(201);
      expect(lines[0]).toBe(`${Object.keys(PIPELINE.columns).join(',')},line,column,problem`);
      expect(lines[1]).toBe(
        'OP1,Agent 1,GTXPro,Account 1,Lost,2017-01-02,2017-03-02,0,3,product,"""GTXPro"" is not among the Products."',
      );
    });

    it('changes matched records or leaves them, as the mapping says', async () => {
      await bring('opportunity', 'ref,value\nA,1\nB,2\n', {
        columns: { ref: { field: 'ref' }, value: { field: 'amount' } },
      });
      const again = 'ref,value,stage\na,10,Won\nB,2,\nC,3,\nC,4,\n';
      const columns = { ref: { field: 'ref' }, value: { field: 'amount' }, stage: { system: 'stage' } };
      const skipped = await bring('opportunity', again, { columns, match: { field: 'ref', then: 'skip' } });
      expect(skipped.result).toMatchObject({ created: 1, skipped: 3, updated: 0 });
      const updated = await bring('opportunity', again, { columns, match: { field: 'ref', then: 'update' } });
      expect(updated.result).toMatchObject({ created: 0, updated: 2, unchanged: 2 });
      expect((await records('opportunity')).map(({ doc, stage }) => [doc.ref, doc.amount, stage])).toEqual([
        ['a', 10, 'won'],
        ['B', 2, 'prospecting'],
        ['C', 4, 'prospecting'],
      ]);
    });

    it('refuses a value that is taken by a record or an earlier row, and says by which', async () => {
      const columns = { ref: { field: 'ref' } };
      await bring('opportunity', 'ref\nX\n', { columns });
      const job = await bring('opportunity', 'ref\nX\nY\nY\n', { columns }, { query: '?dryRun=true' });
      expect(job.failed.map(({ line, problem }) => [line, problem])).toEqual([
        [2, expect.stringMatching(/^Already the value of #\d+ X\.$/)],
        [4, 'Already the value of line 3.'],
      ]);
    });

    it('makes linked records once, by their titles', async () => {
      const mapping = {
        columns: { ref: { field: 'ref' }, firm: { field: 'account', by: 'name', create: true } },
      };
      const job = await bring('opportunity', 'ref,firm\n1,Newcomer\n2,NEWCOMER\n3,account 1\n', mapping);
      expect(job).toMatchObject({ failedCount: 0, result: { created: 3, linkedCreated: 1 } });
      expect((await records('account', '&q=newcomer')).map(({ title }) => title)).toEqual(['Newcomer']);
    });
  });

  it.each([
    ['a mapping of a column that is not there', { columns: { nope: { field: 'ref' } } }, 422, '/mapping/columns/nope'],
    ['a field that is not there', { columns: { ref: { field: 'nope' } } }, 422, '/mapping/columns/ref/field'],
    ['an unknown key', { columns: { ref: { field: 'ref' } }, nope: 1 }, 400, '/mapping/nope'],
    ['no mapping', null, 400, '/mapping'],
    [
      'a match without a column',
      { columns: { ref: { field: 'ref' } }, match: { field: 'amount', then: 'skip' } },
      422,
      '/mapping/match/field',
    ],
  ])('refuses %s', async (_, mapping, status, path) => {
    const answer = await send('opportunity', 'ref\n1\n', mapping);
    const problem = (await answer.json()) as { errors: { path: string }[] };
    expect([answer.status, problem.errors[0]?.path]).toEqual([status, path]);
    expect(await test.database.query('SELECT count(*) AS n FROM import_chunks')).toEqual([{ n: 0 }]);
  });

  it('refuses an empty file, a spreadsheet’s own format and what is no form', async () => {
    const mapping = { columns: { ref: { field: 'ref' } } };
    expect((await send('opportunity', '', mapping)).status).toBe(422);
    expect((await send('opportunity', 'PK\x03\x04zip', mapping)).status).toBe(415);
    const json = await test.inject({ method: 'POST', url: '/api/v1/entity-types/opportunity/imports', body: {} });
    expect(json.statusCode).toBe(415);
  });

  it('proposes how the file writes its numbers, and reads it by another separator where asked to', async () => {
    const guessed = async (file: string, query = '') =>
      (await (await send('opportunity', file, null, { path: '/inspect', query })).json()) as Inspection;
    expect((await guessed('ref;amount\nA;"1 234,50 €"\nB;12,5\nC;7\n')).guess.decimal).toBe(',');
    expect((await guessed('ref;amount\nA;1.234.567\nB;-2.000\n')).guess.decimal).toBe(',');
    expect((await guessed('ref;amount\nA;1,234.50\nB;12.5\n')).guess).not.toHaveProperty('decimal');
    const barred = 'ref;x|amount\nA;B|7\n';
    expect((await guessed(barred)).headers).toEqual(['ref', 'x|amount']);
    expect(await guessed(barred, '?delimiter=|')).toMatchObject({ delimiter: '|', headers: ['ref;x', 'amount'] });
  });

  it('notices that the first row holds data already, and lets itself be told otherwise', async () => {
    const seen = async (file: string, query = '') =>
      (await (await send('opportunity', file, null, { path: '/inspect', query })).json()) as Inspection;
    const headless = await seen('Big one,1200,Won\nOther,5,Lost\n');
    expect(headless).toMatchObject({ headers: ['Column 1', 'Column 2', 'Column 3'], header: false, rowCount: 2 });
    expect(headless.rows[0]).toEqual(['Big one', '1200', 'Won']);
    expect(headless.guess).toMatchObject({ header: false, columns: { 'Column 3': { system: 'stage' } } });
    expect((await seen('a@example.com,x\n')).rowCount).toBe(1);
    for (const named of ['ref,1200\nA,5\n', 'Region,2025,2026\nNorth,5,6\n', 'Erste,Zweite\nA,5\n']) {
      expect(await seen(named)).toMatchObject({ headers: named.split('\n')[0]?.split(','), rowCount: 1 });
    }
    expect(await seen('Big one,1200\nOther,5\n', '?header=true')).toMatchObject({ headers: ['Big one', '1200'] });
    expect((await seen('"open,1\nA,2\n')) as object).toMatchObject({ status: 422, errors: [{ code: 'broken' }] });
  });

  it('tells what is in a file and guesses where its columns go', async () => {
    await bring('account', 'name\nCancity\nIsdom\n', { columns: { name: { field: 'name' } } });
    const file =
      'opportunity_id,sales_agent,product,firm,deal_stage,engage_date,close_value\nX1,Ann,GTX Basic,Cancity,Won,20/10/2016,5\nX2,Bob,GTX Pro,Isdom,Lost,21/10/2016,6\n';
    const answer = await send('opportunity', file, null, { path: '/inspect' });
    expect(await answer.json()).toMatchObject({
      encoding: 'utf-8',
      delimiter: ',',
      rowCount: 2,
      rows: [['X1', 'Ann', 'GTX Basic', 'Cancity', 'Won', '20/10/2016', '5'], expect.anything()],
      guess: {
        columns: {
          opportunity_id: { field: 'ref' },
          sales_agent: { system: 'owner', create: true },
          product: { field: 'product' },
          firm: { field: 'account' },
          deal_stage: { system: 'stage' },
          engage_date: { system: 'createdAt' },
          close_value: { field: 'amount' },
        },
        dateFormat: 'D/M/YYYY',
      },
    });
    expect(await test.database.query('SELECT count(*) AS n FROM import_chunks')).toEqual([{ n: 0 }]);
  });

  it('hides a job from everybody but who asked for it and administrators', async () => {
    const member = await test.addUser(['member']);
    const answer = await send(
      'product',
      'name\nMine\n',
      { columns: { name: { field: 'name' } } },
      { token: member.token },
    );
    const { jobId } = (await answer.json()) as { jobId: string };
    await ended(jobId);
    const other = await test.addUser(['member']);
    const seen = (token: string) => test.inject({ url: `/api/v1/jobs/${jobId}`, token });
    expect((await seen(member.token)).statusCode).toBe(200);
    expect((await seen(other.token)).statusCode).toBe(404);
  });
});
