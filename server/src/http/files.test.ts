import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('files', () => {
  let app: TestApp;
  let dataDir: string;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'etapa-files-'));
    app = await testApp({ worker: false, env: { ETAPA_DATA_DIR: dataDir } });
    await makeJobType(app);
    ann = await app.addUser(['own'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
  }, 30_000);
  afterAll(async () => {
    await app?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const upload = (form: FormData, token = app.admin.token) =>
    fetch(`${app.address}/api/v1/files`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } });
  const formOf = (content: string | Uint8Array<ArrayBuffer>, name: string, type: string, part = 'file') => {
    const form = new FormData();
    form.append(part, new Blob([content], { type }), name);
    return form;
  };
  const idOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { id: string }).id;
  const download = (id: string, token: string) =>
    fetch(`${app.address}/api/v1/files/${id}`, { headers: { authorization: `Bearer ${token}` } });

  it('come back byte for byte, and never run in the name of this site', async () => {
    const content = new Uint8Array(300_000).map((_, at) => at % 251);
    const answer = await upload(formOf(content, '../見積 (v1).html', 'text/html'));
    expect(answer.status).toBe(201);
    const file = (await answer.json()) as { id: string };
    expect(file).toMatchObject({ name: '見積 (v1).html', mediaType: 'text/html', size: 300_000 });
    const back = await download(file.id, app.admin.token);
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(content);
    expect(back.headers.get('content-disposition')).toMatch(
      /^attachment; filename="__ \(v1\)\.html"; filename\*=UTF-8''%E8/,
    );
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    expect(back.headers.get('content-security-policy')).toContain('sandbox');
    expect(back.headers.get('content-type')).toBe('application/octet-stream');
    const drawing = await idOf(upload(formOf('<svg onload="x"/>', 'a.svg', 'image/svg+xml')));
    expect((await download(drawing, app.admin.token)).headers.get('content-type')).toBe('application/octet-stream');
    const photo = await idOf(upload(formOf('x', 'a.png', 'image/png')));
    const quoted = await upload(formOf('x', 'a "b".png', 'image/png'));
    expect(await quoted.json()).toMatchObject({ name: 'a "b".png' });
    expect((await download(photo, app.admin.token)).headers.get('content-type')).toBe('image/png');
  });

  it('are for their uploader and for who may read a record that holds them', async () => {
    const id = await idOf(upload(formOf('secret', 'a.txt', 'text/plain')));
    expect((await download(id, ann.token)).status).toBe(404);
    await makeJob(app, { title: 'With papers', papers: [id] }, ann.id);
    expect(await (await download(id, ann.token)).text()).toBe('secret');
    expect((await download(id, bob.token)).status).toBe(404);
    const single = await idOf(upload(formOf('one', 'b.txt', 'text/plain')));
    await makeJob(app, { title: 'With contract', contract: single }, bob.id);
    expect((await download(single, bob.token)).status).toBe(200);
    expect((await download(single, ann.token)).status).toBe(404);
  });

  it('cannot be had by putting somebody else’s into a record of one’s own', async () => {
    const id = await idOf(upload(formOf('secret', 'a.txt', 'text/plain')));
    const put = (token: string, doc: object) =>
      app.inject({ method: 'POST', url: '/api/v1/entity-types/job/records', body: { doc }, token });
    const refused = await put(ann.token, { title: 'Mine', papers: [id] });
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ path: '/doc/papers/0', code: 'unknown_file' }] });
    const own = await idOf(upload(formOf('own', 'b.txt', 'text/plain'), ann.token));
    const made = await put(ann.token, { title: 'Mine', papers: [own] });
    expect(made.statusCode).toBe(201);
    // What an administrator puts there stays when its owner changes something else.
    const url = `/api/v1/entity-types/job/records/${made.json().id}`;
    await app.inject({ method: 'PATCH', url, body: { doc: { papers: [own, id] } } });
    const kept = await app.inject({
      method: 'PATCH',
      url,
      body: { doc: { title: 'Still', papers: [id] } },
      token: ann.token,
    });
    expect(kept.json()).toMatchObject({ doc: { title: 'Still', papers: [id] } });
  });

  it('are refused when there is none, it is not in the part, or it is too large, and leave nothing behind', async () => {
    const before = (await readdir(join(dataDir, 'files'), { recursive: true })).length;
    expect((await upload(formOf('x', 'a', 'text/plain', 'other'))).status).toBe(400);
    expect((await upload(new FormData())).status).toBe(400);
    const json = await app.inject({ method: 'POST', url: '/api/v1/files', body: {} });
    expect(json.json()).toMatchObject({ status: 415, code: 'unsupported_media' });
    const large = await upload(formOf(new Uint8Array(100 * 1024 * 1024 + 1), 'large', 'text/plain'));
    expect(await large.json()).toMatchObject({ status: 413, code: 'too_large' });
    expect(
      (await readdir(join(dataDir, 'files'), { recursive: true })).filter((name) => name.endsWith('.part')),
    ).toEqual([]);
    expect((await app.database.query('SELECT 1 FROM files')).length).toBeGreaterThan(0);
    expect((await readdir(join(dataDir, 'files'), { recursive: true })).length).toBeLessThanOrEqual(before + 1);
  });
});
