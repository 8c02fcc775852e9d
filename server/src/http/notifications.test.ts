import { NotificationSweeper } from '../jobs/notifications.ts';
import { TaskSweeper } from '../jobs/tasks.ts';
import { NormWarnings } from '../services/norm-warnings.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

interface Told {
  kind: string;
  text: string;
  data: { [name: string]: unknown };
}

describe('notifications', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  beforeAll(async () => {
    app = await testApp();
    await makeJobType(app);
    ann = await app.addUser(['member'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
  }, 30_000);
  afterAll(() => app?.stop());

  const settings = (body: object, token: string) =>
    app.inject({ method: 'PATCH', url: '/api/v1/notification-settings', body, token });
  const told = async (token: string): Promise<Told[]> =>
    (await app.inject({ url: '/api/v1/notifications?unread=true', token })).json().items;
  const read = (token: string) =>
    app.inject({ method: 'POST', url: '/api/v1/notifications/read', body: { all: true }, token });
  const change = (id: string, body: object) =>
    app.inject({ method: 'PATCH', url: `/api/v1/entity-types/job/records/${id}`, body });
  const mails = async (token: string): Promise<{ subject: string; body: string }[]> =>
    (await app.inject({ url: '/api/v1/emails', token })).json().items;
  const until = async <T>(look: () => Promise<T>, isIt: (found: T) => boolean): Promise<T> => {
    for (const end = Date.now() + 10_000; ; ) {
      const found = await look();
      if (isIt(found)) return found;
      if (Date.now() > end) throw new Error(`It did not happen: ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const mention = (id: string, userId: string, text = 'Look at this') =>
    app.inject({
      method: 'POST',
      url: `/api/v1/entity-types/job/records/${id}/comments`,
      body: { text, mentions: [userId] },
    });

  it('tell who was made responsible by others, and who follows what others change, in one until it is read', async () => {
    const { id } = await makeJob(app, { title: 'Fence' }, bob.id);
    const given = await until(
      () => told(bob.token),
      (items) => items.length > 0,
    );
    expect(given).toEqual([expect.objectContaining({ kind: 'record', text: 'Fence', recordId: id })]);
    await read(bob.token);
    await change(id, { doc: { title: 'Long fence' } });
    await until(
      () => told(bob.token),
      (items) => items.some(({ kind }) => kind === 'followed'),
    );
    await change(id, { doc: { title: 'Longer fence' } });
    await app.inject({
      method: 'PATCH',
      url: `/api/v1/entity-types/job/records/${id}`,
      body: { doc: { title: 'Mine' } },
      token: bob.token,
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    // The one that waits counts, and names what is newest; what one changed oneself is no news.
    const [one, ...more] = await told(bob.token);
    expect([one?.kind, one?.data.times, more]).toEqual(['followed', 2, []]);
    expect(one?.text).not.toBe('Long fence');
    await makeJob(app, { title: 'Gate' }, bob.id);
    await until(
      () => told(bob.token),
      (items) => items[0]?.kind === 'record',
    );
    await change(id, { doc: { title: 'Tall fence' } });
    const [first] = await until(
      () => told(bob.token),
      (items) => items[0]?.kind === 'followed',
    );
    expect(first).toMatchObject({ text: 'Tall fence', data: { times: 3 } });
    await read(bob.token);
  });

  it('come in one where they are many', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 8; index += 1) ids.push((await makeJob(app, { title: `Card ${index}` })).id);
    const body = { ids, action: { assign: { ownerId: ann.id } } };
    const bulk = await app.inject({ method: 'POST', url: '/api/v1/entity-types/job/records/bulk', body });
    expect(bulk.statusCode).toBe(202);
    const sum = (items: Told[]) => items.reduce((all, { data }) => all + Number(data.count ?? 1), 0);
    const items = await until(
      () => told(ann.token),
      (found) => sum(found) === 8,
    );
    expect(items.length).toBeLessThan(8);
    await read(ann.token);
  });

  it('go out by e-mail to who wants that, in their language, and nobody else sees those', async () => {
    await app.inject({ method: 'PATCH', url: '/api/v1/auth/me', body: { language: 'uk' }, token: ann.token });
    const { id } = await makeJob(app, { title: 'Roof' });
    await mention(id, ann.id, 'Is it ready?');
    const [mail] = await until(
      () => mails(ann.token),
      (items) => items.length > 0,
    );
    expect(mail).toMatchObject({ subject: 'Вас згадали: Is it ready?' });
    expect(mail?.body).toContain(`/p/job/records/${id}`);
    expect(mail?.body).toContain('Вітаємо, Ann');
    expect(await mails(app.admin.token)).toEqual([]);
  });

  it('come the way each has chosen: in the app, by e-mail, both, or not at all', async () => {
    expect((await settings({ choices: { mention: { app: false, email: true } } }, bob.token)).json()).toMatchObject({
      choices: { mention: { app: false, email: true }, approval: { app: true, email: true } },
    });
    const { id } = await makeJob(app, { title: 'Own' }, bob.id);
    await read(bob.token);
    await mention(id, bob.id, 'By mail alone');
    await until(
      () => mails(bob.token),
      (items) => items.some(({ subject }) => subject.includes('By mail alone')),
    );
    expect((await told(bob.token)).map(({ kind }) => kind)).not.toContain('mention');
    await settings({ choices: { mention: { app: false, email: false } } }, bob.token);
    await mention(id, bob.id, 'Not at all');
    const rows = await app.database.query(`SELECT FROM notifications WHERE kind = 'mention' AND text = 'Not at all'`);
    expect(rows).toEqual([]);
    expect((await settings({ choices: { mention: { app: true } } }, bob.token)).statusCode).toBe(400);
  });

  it('wait for the e-mail of the day where that was chosen, and leave out what was read or may not be seen', async () => {
    const cleo = await app.addUser(['own'], 'Cleo');
    await settings({ delivery: 'daily', dailyAt: '07:30' }, cleo.token);
    const kept = await makeJob(app, { title: 'Kept' }, cleo.id);
    const lost = await makeJob(app, { title: 'Lost' }, cleo.id);
    await mention(kept.id, cleo.id, 'First of the day');
    await mention(kept.id, cleo.id, 'Second of the day');
    await mention(lost.id, cleo.id, 'Secret by then');
    await change(lost.id, { ownerId: ann.id });
    await app.get(NotificationSweeper).sweep();
    expect(await mails(cleo.token)).toEqual([]);
    const hours = await app.database.query<{ at: string }>(
      `SELECT DISTINCT to_char(email_at AT TIME ZONE 'UTC', 'HH24:MI') AS at FROM notifications
       WHERE user_id = $1 AND kind = 'mention'`,
      [cleo.id],
    );
    expect(hours).toEqual([{ at: '07:30' }]);
    await app.database.query('UPDATE notifications SET email_at = now() WHERE user_id = $1 AND email_at IS NOT NULL', [
      cleo.id,
    ]);
    await app.get(NotificationSweeper).sweep();
    const [mail, ...more] = await mails(cleo.token);
    expect([mail?.subject, more]).toEqual(['2 things for you in Etapa', []]);
    expect(mail?.body).toMatch(/First of the day[\s\S]*Second of the day/);
    expect(mail?.body).not.toContain('Secret by then');
  });

  it('remind of tasks before they are due, as early as each likes, and tell when they are overdue', async () => {
    const dan = await app.addUser(['member'], 'Dan');
    await settings({ remindBefore: 30 }, dan.token);
    const due = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const task = (title: string, minutes: number, more: object = {}) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/tasks',
        body: { title, assigneeId: dan.id, dueAt: due(minutes), ...more },
        token: dan.token,
      });
    await task('Soon', 20);
    await task('Not yet', 45);
    await task('When it says', 600, { remindAt: due(-1) });
    await task('Late', -5);
    // Made before it was time to remind of them.
    await app.database.query(`UPDATE tasks SET created_at = created_at - interval '1 day' WHERE assignee_id = $1`, [
      dan.id,
    ]);
    for (const round of [1, 2]) {
      await app.get(NotificationSweeper).sweep();
      await app.get(TaskSweeper).sweep();
      const items = await told(dan.token);
      expect([round, items.map(({ kind, text }) => `${kind} ${text}`).sort()]).toEqual([
        round,
        ['taskDue Soon', 'taskDue When it says', 'taskOverdue Late'],
      ]);
    }
  });

  it('warn owners of cards that pass the norm of their stage, once for each visit', async () => {
    const eve = await app.addUser(['member'], 'Eve');
    const type = (await app.inject({ url: '/api/v1/entity-types/job' })).json();
    const slow = {
      ...{ key: 'slow', name: 'Slow', titleField: 'title', fields: type.fields },
      funnels: [
        {
          key: 'main',
          name: 'Main',
          transitions: 'free',
          stages: [
            { key: 'todo', name: 'To do', group: 'open', norm: 'P2D' },
            { key: 'desk', name: 'On the desk', group: 'open', norm: 'P2D', clock: 'working' },
            { key: 'done', name: 'Done', group: 'won', norm: 'P1D' },
          ],
        },
      ],
    };
    await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: slow });
    // Nobody works on any day: no working time ever passes.
    const workingCalendar = { days: [], from: '09:00', to: '17:00', holidays: [] };
    await app.inject({ method: 'PATCH', url: '/api/v1/organization', body: { workingCalendar } });
    const make = async (title: string, stage = 'todo') =>
      (
        await app.inject({
          method: 'POST',
          url: '/api/v1/entity-types/slow/records',
          body: { doc: { title }, stage },
          token: eve.token,
        })
      ).json().id;
    const [late, resting] = [await make('Late one'), await make('Late by the wall clock only', 'desk')];
    await make('Young one');
    await app.database.query(
      `UPDATE stage_visits SET entered_at = now() - interval '3 days' WHERE record_id = ANY($1)`,
      [[late, resting]],
    );
    await app.get(NormWarnings).warn();
    await app.get(NormWarnings).warn();
    expect((await told(eve.token)).map(({ kind, text }) => `${kind} ${text}`)).toEqual(['overNorm Late one']);
  });
});
