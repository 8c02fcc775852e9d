import { Clock } from '../config/clock.ts';
import { ScheduledReports } from '../services/reports/scheduled.ts';
import { ReportLetterWriter } from '../services/reports/write-letters.ts';
import { type TestApp, testApp } from '../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  namePlural: 'Deals',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'first', name: { en: 'Talks <b>', uk: 'Перемовини' }, group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

describe('reports sent on a schedule', () => {
  let app: TestApp;
  let now = Date.parse('2026-03-28T12:00:00Z');
  let admin: { id: string };
  let olha: { id: string; token: string };
  let rest: { id: string; token: string };
  let report: { id: string };
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, token?: string) => {
    const answer = await app.inject({ method, url: `/api/v1${url}`, ...(body ? { body } : {}), token });
    return { status: answer.statusCode, ...(answer.body ? answer.json() : {}) };
  };
  const pass = async () => {
    await app.get(ScheduledReports).follow();
    await app.get(ReportLetterWriter).write(new AbortController().signal);
  };
  const mails = async (token?: string) => (await call('GET', '/emails', undefined, token)).items;

  beforeAll(async () => {
    app = await testApp({ worker: false });
    app.get(Clock).now = () => new Date(now);
    await app.database.query(`UPDATE organization SET time_zone = 'Europe/Kyiv'`);
    const grants = [{ entityType: '*', actions: ['read'], scope: 'own' }];
    await call('POST', '/roles', { key: 'own', name: 'Own', grants });
    await call('POST', '/entity-types', DEAL);
    olha = await app.addUser(['own'], 'Olha');
    rest = await app.addUser(['own'], 'Rest');
    admin = (await call('GET', '/auth/me')).user;
    await call('PATCH', '/auth/me', { language: 'uk' }, olha.token);
    for (const ownerId of [olha.id, admin.id, admin.id]) {
      await call('POST', '/entity-types/deal/records', { doc: { title: 'x' }, ownerId });
    }
    const query = {
      dataset: 'records',
      entityType: 'deal',
      groupBy: [{ field: '$stage' }],
      measures: [{ fn: 'count' }],
    };
    report = await call('POST', '/reports', { name: 'Where "work" stands', query, picture: 'bar' });
  }, 60_000);
  afterAll(() => app?.stop());

  it('reach each reader once for each time, with their own figures, in their language, with the picture', async () => {
    const made = await call('POST', '/report-schedules', {
      reportId: report.id,
      cron: '30 4 * * *',
      userIds: [olha.id],
      roles: ['admin'],
      attachment: 'xlsx',
    });
    // Clocks change that night: half past four is an hour nearer to midnight.
    expect(made).toMatchObject({ status: 201, timeZone: 'Europe/Kyiv', nextAt: '2026-03-29T01:30:00.000Z' });
    now = Date.parse('2026-03-29T01:29:59Z');
    await pass();
    expect(await mails()).toEqual([]);
    now = Date.parse('2026-03-29T01:31:00Z');
    await Promise.all([pass(), pass(), pass()]);
    await pass();
    const [own, ...more] = await mails(olha.token);
    expect([more, own.subject, own.hasPage, own.state]).toEqual([[], 'Where "work" stands', true, 'queued']);
    expect(own.body).toContain('Перемовини | 1');
    const { html } = await call('GET', `/emails/${own.id}/page`, undefined, olha.token);
    expect(html).toMatch(/<img alt="Where &quot;work&quot; stands"[^>]*src="data:image\/png;base64,iVBOR/);
    expect(html).toContain('Кількість записів');
    const [theirs, ...others] = await mails();
    expect([others, theirs.body]).toEqual([[], expect.stringContaining('Talks <b> | 3')]);
    expect((await call('GET', `/emails/${theirs.id}/page`)).html).toContain('Talks &lt;b&gt;');
    // Who may not export is sent no file.
    expect([own.attachments, theirs.attachments]).toMatchObject([[], [{ name: 'Where "work" stands.xlsx' }]]);
    expect((await call('GET', `/emails/${theirs.id}`, undefined, olha.token)).status).toBe(404);
  });

  it('come once after several times were missed, and not while paused or when the report is gone', async () => {
    const [schedule] = (await call('GET', `/report-schedules?reportId=${report.id}`)).items;
    now = Date.parse('2026-04-03T12:00:00Z');
    await pass();
    expect(await mails(olha.token)).toHaveLength(2);
    expect((await call('PATCH', `/report-schedules/${schedule.id}`, { paused: true })).nextAt).toBeNull();
    now = Date.parse('2026-04-05T12:00:00Z');
    await pass();
    expect(await mails(olha.token)).toHaveLength(2);
    const resumed = await call('PATCH', `/report-schedules/${schedule.id}`, { paused: false });
    expect(resumed.nextAt).toBe('2026-04-06T01:30:00.000Z');
    await call('POST', `/report-schedules/${schedule.id}/send`);
    await pass();
    expect(await mails(olha.token)).toHaveLength(3);
    await call('DELETE', `/reports/${report.id}`);
    now = Date.parse('2026-04-08T12:00:00Z');
    await pass();
    expect(await mails(olha.token)).toHaveLength(3);
    expect((await call('GET', '/report-schedules')).items).toEqual([]);
  });

  it('show every report of a dashboard, and say which a reader may not see', async () => {
    const query = { dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }] };
    const all = await call('POST', '/reports', { name: 'All', query, picture: 'number' });
    const widget = { x: 0, y: 0, w: 6, h: 4 };
    const gone = '00000000-0000-7000-8000-000000000000';
    const widgets = [
      { ...widget, report: all.id },
      { ...widget, y: 4, report: gone },
    ];
    const question = { from: '2026-04-01', to: '2026-04-30', owner: admin.id };
    const board = await call('POST', '/dashboards', { name: 'Board', widgets, question });
    const schedule = {
      dashboardId: board.id,
      cron: '0 9 * * 1',
      timeZone: 'Asia/Tokyo',
      userIds: [rest.id],
      roles: ['admin'],
    };
    expect(await call('POST', '/report-schedules', schedule)).toMatchObject({ nextAt: '2026-04-13T00:00:00.000Z' });
    // Made in March: what the dashboard is kept narrowed to is what is sent.
    expect((await call('PATCH', '/auth/me', { language: 'en' })).status).toBe(200);
    now = Date.parse('2026-04-13T00:00:01Z');
    await pass();
    const [mail] = await mails(rest.token);
    expect([mail.subject, mail.body]).toEqual([
      'Board',
      expect.stringMatching(
        /Only: Apr 1, 2026 – Apr 30, 2026; a person.*\n\nAll\nNumber of records\n0\n\nThis report is not/,
      ),
    ]);
    const theirs = async () => (await mails())[0].body;
    expect(await theirs()).toMatch(/All\nNumber of records\n0\n/);
    await call('PATCH', `/dashboards/${board.id}`, { question: { from: '2026-03-01', owner: admin.id } });
    now = Date.parse('2026-04-20T00:00:01Z');
    await pass();
    expect(await theirs()).toMatch(/All\nNumber of records\n2\n/);
  });

  it('name every series of a picture below it, however many currencies there are', async () => {
    const regions = Array.from({ length: 9 }, (_, at) => ({ key: `r${at}`, label: `Region <${at}>` }));
    const fields = [
      { key: 'title', label: 'Title', kind: 'text' },
      { key: 'region', label: 'Region', kind: 'select', options: regions },
      { key: 'worth', label: 'Worth', kind: 'money', currencyField: 'code' },
      { key: 'code', label: 'Code', kind: 'text' },
    ];
    await call('POST', '/entity-types', { key: 'lot', name: 'Lot', titleField: 'title', fields });
    for (const { key } of regions) {
      for (const code of ['EUR', 'JPY', 'USD']) {
        await call('POST', '/entity-types/lot/records', { doc: { title: 'x', region: key, worth: 5, code } });
      }
    }
    const query = {
      dataset: 'records',
      entityType: 'lot',
      groupBy: [{ field: '$createdAt', bucket: 'month' }, { field: 'region' }],
      measures: [{ fn: 'sum', field: 'worth' }],
    };
    const sums = await call('POST', '/reports', { name: 'Sums', query, picture: 'bar' });
    const ask = { reportId: sums.id, cron: '0 9 * * *', timeZone: 'UTC', userIds: [admin.id] };
    expect((await call('POST', '/report-schedules', ask)).status).toBe(201);
    now += 86_400_000;
    await pass();
    const mail = (await mails()).find(({ subject }: { subject: string }) => subject === 'Sums');
    const { html } = await call('GET', `/emails/${mail.id}/page`);
    const legend = [...html.matchAll(/■<\/span> ([^<]*)<\/span>/g)].map(([, name]) => name);
    expect(legend).toHaveLength(27);
    expect(legend).toContain('Region &lt;8&gt;, USD');
  });

  it('are refused for who may see nothing of it; who may no longer is told of once and listed', async () => {
    await call('POST', '/roles', { key: 'guest', name: 'Guest', grants: [] });
    const guest = await app.addUser(['guest'], 'Guest');
    const query = { dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }] };
    const talks = await call('POST', '/reports', { name: 'Talks', query, picture: 'number' });
    const ask = { reportId: talks.id, cron: '0 9 * * *', timeZone: 'UTC', userIds: [olha.id, guest.id] };
    expect(await call('POST', '/report-schedules', ask)).toMatchObject({
      status: 409,
      errors: [{ path: '/userIds/1', code: 'unreached_access', message: expect.stringContaining('Guest may see') }],
    });
    expect((await call('GET', `/report-schedules?reportId=${talks.id}`)).items).toEqual([]);
    await call('PATCH', `/users/${guest.id}`, { roles: ['own'] });
    const made = await call('POST', '/report-schedules', { ...ask, roles: ['guest'] });
    expect(made).toMatchObject({ status: 201, unreached: [] });
    await call('PATCH', `/users/${guest.id}`, { roles: ['guest'] });
    const lost = { userId: guest.id, name: 'Guest', reason: 'access' };
    expect((await call('GET', `/report-schedules?reportId=${talks.id}`)).items).toMatchObject([{ unreached: [lost] }]);
    // Whoever is named already may stay while the rest is changed.
    const later = await call('PATCH', `/report-schedules/${made.id}`, { cron: '0 10 * * *' });
    expect(later).toMatchObject({ status: 200, unreached: [lost] });
    const told = async () =>
      (await call('GET', '/notifications')).items.filter(({ kind }: { kind: string }) => kind === 'report.unsent');
    for (let day = 0; day < 2; day++) {
      now += 86_400_000;
      await pass();
      const data = { reader: 'Guest', userId: guest.id, reportId: talks.id };
      expect(await told()).toMatchObject([{ text: 'Talks', entityType: 'deal', data }]);
    }
    expect(await mails(guest.token)).toEqual([]);
    await call('POST', '/notifications/read', { all: true });
    now += 86_400_000;
    await pass();
    expect(await told()).toHaveLength(2);
  });

  it('are asked for with a time that comes, by who may send them to others', async () => {
    const query = { dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }] };
    const shared = await call('POST', '/reports', { name: 'Shared', query, roles: ['own'] });
    const ask = (own: object, token?: string) =>
      call('POST', '/report-schedules', { reportId: shared.id, cron: '0 9 * * *', userIds: [olha.id], ...own }, token);
    expect(await ask({ cron: '0 9 31 2 *' })).toMatchObject({ status: 400, errors: [{ path: '/cron' }] });
    expect(await ask({ timeZone: 'Mars/Base' })).toMatchObject({ status: 400, errors: [{ path: '/timeZone' }] });
    expect(await ask({ userIds: [] })).toMatchObject({ status: 400, errors: [{ path: '/userIds' }] });
    expect((await ask({}, rest.token)).status).toBe(403);
    const own = await ask({}, olha.token);
    expect(own.status).toBe(201);
    expect((await call('GET', '/report-schedules', undefined, rest.token)).items).toEqual([]);
    expect((await call('DELETE', `/report-schedules/${own.id}`, undefined, rest.token)).status).toBe(404);
    expect((await ask({ reportId: report.id })).status).toBe(404);
  });
});
