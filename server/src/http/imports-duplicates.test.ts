import type { Job } from '@etapa/shared/api/jobs';
import type { RecordView } from '@etapa/shared/api/records';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const company = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'city', label: 'City', kind: 'text' },
    { key: 'code', label: 'Code', kind: 'text', unique: true },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'since', label: 'Since', kind: 'date' },
    { key: 'parent', label: 'Parent', kind: 'link', target: 'company' },
  ],
};
const columns = { Name: { field: 'name' }, City: { field: 'city' } };
const FILE = 'Name,City\nソニー㈱,東京\n"ACME, Incorporated",Boston\nAcme LLC,Dover\nNew One Ltd,Leeds\n';

describe('imports of what is there already', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: company });
    if (made.statusCode !== 201) throw new Error(made.body);
  });
  afterAll(() => test?.stop());
  beforeEach(async () => {
    await test.database.query('DELETE FROM records');
    for (const name of ['株式会社ソニー', 'Acme Inc.']) {
      const body = { doc: { name, code: name } };
      await test.inject({ method: 'POST', url: '/api/v1/entity-types/company/records', body });
    }
  });

  const ended = async (jobId: string): Promise<Job> => {
    for (let turn = 0; turn < 600; turn++) {
      const job = (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json() as Job;
      if (!['queued', 'running'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The job does not end.');
  };
  const bring = async (mapping: object, file = FILE, query = ''): Promise<Job> => {
    const form = new FormData();
    form.append('mapping', JSON.stringify(mapping));
    form.append('file', new Blob([file]), 'data.csv');
    const answer = await fetch(`${test.address}/api/v1/entity-types/company/imports${query}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
    const body = (await answer.json()) as { jobId: string };
    if (answer.status !== 202) throw new Error(JSON.stringify(body));
    return ended(body.jobId);
  };
  const names = async (): Promise<string[]> => {
    const { items } = (await test.inject({ url: '/api/v1/entity-types/company/records?sort=$number' })).json();
    return items.map(({ doc }: RecordView) => [doc.name, doc.city].filter(Boolean).join(' / '));
  };

  it('are told of by line before anything is written', async () => {
    const tried = await bring({ columns }, FILE, '?dryRun=true');
    expect(tried.result).toMatchObject({
      created: 4,
      duplicates: 2,
      duplicateRows: [
        { line: 2, record: { title: '株式会社ソニー' }, reasons: [{ alike: 'spelling' }] },
        { line: 3, record: { title: 'Acme Inc.' } },
      ],
    });
    expect(await names()).toHaveLength(2);
  });

  it('make records all the same unless told otherwise, leave them out, or change what is there', async () => {
    expect((await bring({ columns, duplicates: 'skip' })).result).toMatchObject({
      created: 2,
      skipped: 2,
      duplicates: 2,
    });
    expect(await names()).toEqual(['株式会社ソニー', 'Acme Inc.', 'Acme LLC / Dover', 'New One Ltd / Leeds']);
    const city = { columns: { Name: { field: 'name' }, City: { field: 'city' } }, duplicates: 'update' };
    expect((await bring(city, 'Name,City\nソニー㈱,東京\n')).result).toMatchObject({ created: 0, updated: 1 });
    expect(await names()).toContain('ソニー㈱ / 東京');
    expect((await bring({ columns })).result).toMatchObject({ created: 4 });
  });

  it('are known by a telephone number however it is written', async () => {
    await test.inject({ method: 'PATCH', url: '/api/v1/organization', body: { country: 'JP' } });
    const mapping = {
      columns: { Name: { field: 'name' }, Phone: { field: 'phone' } },
      match: { field: 'phone', then: 'update' },
    };
    await bring(mapping, 'Name,Phone\nOld,+81 3 1234 5678\n');
    expect((await bring(mapping, 'Name,Phone\nNew,03-1234-5678\n')).result).toMatchObject({ created: 0, updated: 1 });
    expect(await names()).toEqual(['株式会社ソニー', 'Acme Inc.', 'New']);
  });

  it('are named by title or number, also in a file without a header', async () => {
    const { items } = (await test.inject({ url: '/api/v1/entity-types/company/records?sort=$number' })).json();
    const [, acme] = items as RecordView[];
    const mapping = { columns: { 'Column 1': { field: 'name' }, 'Column 2': { field: 'parent' } }, header: false };
    const file = `One,Acme Inc.\nTwo,#${acme?.number}\nThree,${acme?.number}\nFour,#999999\n`;
    const job = await bring(mapping, file);
    expect(job).toMatchObject({ result: { created: 3, failed: 1 }, failed: [{ line: 4, value: '#999999' }] });
    const [made] = await test.database.query(
      `SELECT count(*) AS n FROM records WHERE doc ->> 'parent' = '${acme?.id}'`,
    );
    expect(made?.n).toBe(3);
  });

  it('are looked at before: what cannot be told is said, and what is no table is refused', async () => {
    const inspect = async (file: string | Buffer) => {
      const form = new FormData();
      form.append('file', new Blob([file]), 'data.csv');
      const answer = await fetch(`${test.address}/api/v1/entity-types/company/imports/inspect`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${test.admin.token}` },
      });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    expect(await inspect('Name,Since\nA,03/04/2026\nB,05/06/2026\n')).toMatchObject({
      ambiguous: '03/04/2026',
      guess: { dateFormat: 'M/D/YYYY' },
    });
    const told = await inspect('Name,Since\nA,03/04/2026\nB,25/06/2026\n');
    expect(told).toMatchObject({ guess: { dateFormat: 'D/M/YYYY' } });
    expect(told).not.toHaveProperty('ambiguous');
    expect(await inspect(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toMatchObject({ status: 415 });
    const stray = `Name,Parent\nA\u0000B,C\u0000D\n${'Row,Acme Inc.\n'.repeat(100)}`;
    expect(await inspect(stray)).toMatchObject({ status: 200, rowCount: 101 });
  });

  it('are taken back whole: what was made goes, what was changed is as it was', async () => {
    const before = await names();
    const file = 'Code,City,Name\nAcme Inc.,Boston,Acme Inc.\nnew,Leeds,New One Ltd\n';
    const mapping = {
      columns: { Code: { field: 'code' }, City: { field: 'city' }, Name: { field: 'name' } },
      match: { field: 'code', then: 'update' },
    };
    const job = await bring(mapping, file);
    expect(job.result).toMatchObject({ created: 1, updated: 1 });
    expect(await names()).toEqual(['株式会社ソニー', 'Acme Inc. / Boston', 'New One Ltd / Leeds']);
    const { jobId } = (await test.inject({ method: 'POST', url: `/api/v1/jobs/${job.id}/undo` })).json();
    expect(await ended(jobId)).toMatchObject({ status: 'done', failedCount: 0 });
    expect(await names()).toEqual(before);
  });

  it('stay, when taken back, where somebody has worked on them since, with all that they link to', async () => {
    const mapping = { columns: { Name: { field: 'name' }, Parent: { field: 'parent', by: 'name', create: true } } };
    const job = await bring(mapping, 'Name,Parent\nChild,Mother\nMother,Grandmother\nOther,Stranger\n');
    const url = '/api/v1/entity-types/company/records';
    const { items } = (await test.inject({ url })).json();
    const child = items.find(({ title }: RecordView) => title === 'Child');
    await test.inject({ method: 'PATCH', url: `${url}/${child.id}`, body: { doc: { city: 'Kyoto' } } });
    const { jobId } = (await test.inject({ method: 'POST', url: `/api/v1/jobs/${job.id}/undo` })).json();
    expect(await ended(jobId)).toMatchObject({ status: 'done', failedCount: 3 });
    const left = ['株式会社ソニー', 'Acme Inc.', 'Child / Kyoto', 'Mother', 'Grandmother'];
    expect((await names()).sort()).toEqual(left.sort());
  });
});
