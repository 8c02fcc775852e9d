import type { Email } from '@etapa/shared/api/emails';
import type { InnerEffect } from '@etapa/shared/rules/effect';
import { EmailSender } from '../services/emails-send.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { type TestRule, testRule } from '../testing/effects.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';
import { smtpError, type TestMailServer, testMailServer } from '../testing/mail-server.ts';
import { until } from '../testing/until.ts';

const writing = (more: Partial<Extract<InnerEffect, { kind: 'email.send' }>> = {}): InnerEffect => ({
  kind: 'email.send',
  to: ['customer@example.com'],
  userIds: [],
  subject: 'Your offer',
  body: 'Dear <b>customer</b>,\nthank you.',
  attachments: [],
  ...more,
});

describe('an e-mail', () => {
  let server: TestMailServer;
  let app: TestApp;
  let rule: TestRule;
  beforeAll(async () => {
    server = await testMailServer();
    app = await testApp({ env: { SMTP_URL: server.url, MAIL_FROM: 'Etapa <sales@shop.example>' } });
    await makeJobType(app);
    rule = await testRule(app, 'job');
  }, 60_000);
  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });
  beforeEach(() => {
    server.mails.length = 0;
    server.answer = () => undefined;
  });

  const get = (url: string, token?: string) => app.inject({ url: `/api/v1${url}`, token });
  const emails = async (record: string, token?: string): Promise<Email[]> =>
    (await get(`/emails?record=${record}`, token)).json().items;
  const inState = (record: string, state: string) =>
    until(async () => (await emails(record)).find((email) => email.state === state));

  it('is sent once the step is done, to addresses and people, as plain text with what is attached', async () => {
    const { id } = await makeJob(app, { title: 'Offer' });
    const form = new FormData();
    form.append('file', new Blob(['the terms'], { type: 'text/plain' }), 'terms.txt');
    const uploaded = await fetch(`${app.address}/api/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.admin.token}` },
      body: form,
    });
    const file = (await uploaded.json()) as { id: string };
    const { id: gone } = await app.addUser(['member'], 'Gone');
    await app.database.query('UPDATE users SET active = false WHERE id = $1', [gone]);
    const { output, runId } = await rule.perform(
      id,
      writing({ userIds: [app.admin.id, gone], attachments: [file.id], subject: 'Ваше предложение' }),
    );
    const admin = `${app.admin.id}@example.com`;
    expect(output).toMatchObject({ to: [admin, 'customer@example.com'], skipped: [gone] });
    const email = await inState(id, 'sent');
    expect(email).toMatchObject({
      to: [
        { address: admin, userId: app.admin.id, name: 'Admin' },
        { address: 'customer@example.com', userId: null, name: null },
      ],
      subject: 'Ваше предложение',
      body: 'Dear <b>customer</b>,\nthank you.',
      attachments: [{ id: file.id, name: 'terms.txt' }],
      attempts: 1,
      error: null,
      runId,
      createdBy: { kind: 'rule', id: 'by-hand' },
    });
    expect(email.sentAt).not.toBeNull();
    expect((await get(`/emails/${email.id}`)).json()).toEqual(email);
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.to.sort()).toEqual([admin, 'customer@example.com'].sort());
    expect(mail?.source).toContain(`Message-ID: <${email.id}@shop.example>`);
    expect(mail?.source).toContain('From: Etapa <sales@shop.example>');
    expect(mail?.source).toContain('Content-Type: text/plain');
    expect(mail?.source).toContain('Dear <b>customer</b>,');
    expect(mail?.source).not.toContain('text/html');
    expect(mail?.source).toContain(Buffer.from('the terms').toString('base64'));
  });

  it('is on the timeline of its record, with its state', async () => {
    const { id, number } = await makeJob(app, { title: 'Seen' });
    await rule.perform(id, writing());
    const email = await inState(id, 'sent');
    const { items } = (await get(`/entity-types/job/records/${number}/timeline?kind=email`)).json();
    expect(items).toMatchObject([
      {
        kind: 'email.written',
        actor: { kind: 'rule', name: 'By hand' },
        data: { emailId: email.id, subject: 'Your offer', to: ['customer@example.com'], state: 'sent' },
      },
    ]);
  });

  it('is not written where the step is undone', async () => {
    const { id } = await makeJob(app, { title: 'Undone' });
    const nobody = writing({ to: [], userIds: [(await app.addUser(['member'])).id] });
    await app.database.query('UPDATE users SET email = NULL WHERE name = $1', ['member']);
    await expect(rule.perform(id, nobody)).rejects.toThrow('nobody to write to');
    const missing = writing({ attachments: ['00000000-0000-7000-8000-000000000000'] });
    await expect(rule.perform(id, missing)).rejects.toThrow('There is no file');
    expect(await emails(id)).toEqual([]);
  });

  it('is tried again with the same id when the server says not now, later each time', async () => {
    const { id } = await makeJob(app, { title: 'Greylisted' });
    server.answer = () => smtpError(451, 'Try later');
    await rule.perform(id, writing());
    const first = await until(async () => (await emails(id)).find(({ error }) => error !== null));
    expect(first).toMatchObject({ state: 'queued', attempts: 1 });
    expect(first.error).toContain('451 Try later');
    const pause = Date.parse(first.nextAttemptAt ?? '') - Date.now();
    expect(pause).toBeGreaterThan(50_000);
    expect(pause).toBeLessThan(61_000);
    server.answer = () => undefined;
    await app.database.query('UPDATE emails SET due_at = now() WHERE id = $1', [first.id]);
    expect(await inState(id, 'sent')).toMatchObject({ attempts: 2, error: null });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.source).toContain(`Message-ID: <${first.id}@shop.example>`);
  });

  it('is sent by one of two workers that take it at once, and by the next when the first died', async () => {
    const { id } = await makeJob(app, { title: 'Two' });
    server.answer = () => smtpError(451, 'Wait');
    await rule.perform(id, writing());
    const { id: email } = await until(async () => (await emails(id)).find(({ error }) => error !== null));
    server.answer = () => undefined;
    const sender = app.get(EmailSender);
    await app.database.query('UPDATE emails SET due_at = now() WHERE id = $1', [email]);
    await Promise.all([sender.send(email), sender.send(email), sender.send(email)]);
    await inState(id, 'sent');
    expect(server.mails).toHaveLength(1);
    // One whose worker died after taking it: nobody sends it before its lease runs out.
    await app.database.query(
      `UPDATE emails SET state = 'queued', attempts = 1, due_at = now() + interval '1 hour' WHERE id = $1`,
      [email],
    );
    await sender.send(email);
    expect(server.mails).toHaveLength(1);
    await app.database.query('UPDATE emails SET due_at = now() WHERE id = $1', [email]);
    await inState(id, 'sent');
    expect(server.mails).toHaveLength(2);
  });

  it('waits for others where many are to be sent, and none is left behind', async () => {
    const { id } = await makeJob(app, { title: 'Many' });
    server.busiest = 0;
    await Promise.all(Array.from({ length: 25 }, (_, at) => rule.perform(id, writing({ subject: `Mail ${at}` }))));
    await until(async () => (await emails(id)).filter(({ state }) => state === 'sent').length === 25);
    expect(new Set(server.mails.map(({ source }) => /^Subject: (.*)$/m.exec(source)?.[1])).size).toBe(25);
    expect(server.mails).toHaveLength(25);
    expect(server.busiest).toBeGreaterThan(1);
    expect(server.busiest).toBeLessThanOrEqual(5);
  });

  it('fails at once when the server says never, and can be sent again by who may change the record', async () => {
    const { id } = await makeJob(app, { title: 'Refused' });
    server.answer = () => smtpError(550, 'No such user');
    await rule.perform(id, writing());
    const email = await inState(id, 'failed');
    expect(email).toMatchObject({ attempts: 1, error: expect.stringContaining('550 No such user') });
    server.answer = () => undefined;
    const role = { key: 'reader', name: 'R', grants: [{ entityType: 'job', actions: ['read'], scope: 'all' }] };
    await app.inject({ method: 'POST', url: '/api/v1/roles', body: role });
    const reader = await app.addUser(['reader']);
    const resend = (token?: string) => app.inject({ method: 'POST', url: `/api/v1/emails/${email.id}/resend`, token });
    expect((await resend(reader.token)).statusCode).toBe(403);
    expect((await resend()).json()).toMatchObject({ id: email.id, error: null });
    await inState(id, 'sent');
    expect((await resend()).json()).toMatchObject({ status: 409, code: 'conflict' });
    expect(server.mails).toHaveLength(1);
  });

  it('says which addresses were refused while others were not', async () => {
    const { id } = await makeJob(app, { title: 'Half' });
    server.answer = (address) => (address.startsWith('bad') ? smtpError(550, 'Unknown') : undefined);
    await rule.perform(id, writing({ to: ['good@example.com', 'bad@example.com'] }));
    expect((await inState(id, 'sent')).error).toContain('bad@example.com');
    expect(server.mails).toMatchObject([{ to: ['good@example.com'] }]);
  });

  it('is hidden from who may not read its record, and says nothing to who may not read every field', async () => {
    const { id } = await makeJob(app, { title: 'Private' });
    await rule.perform(id, writing());
    const { id: email } = await inState(id, 'sent');
    const stranger = await app.addUser(['own']);
    expect(await emails(id, stranger.token)).toEqual([]);
    expect((await get(`/emails/${email}`, stranger.token)).statusCode).toBe(404);
    const grants = [{ entityType: 'job', actions: ['read'], scope: 'all', fields: { read: ['title'], write: [] } }];
    await app.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'half', name: 'H', grants } });
    const half = await app.addUser(['half']);
    expect(await emails(id, half.token)).toMatchObject([{ state: 'sent', to: null, subject: null, body: null }]);
    const timeline = await get(`/entity-types/job/records/${id}/timeline?kind=email`, half.token);
    expect(timeline.json().items).toMatchObject([{ data: { emailId: email, state: 'sent' } }]);
    expect(timeline.body).not.toContain('customer@example.com');
    await app.inject({ method: 'DELETE', url: `/api/v1/entity-types/job/records/${id}` });
    expect((await get(`/emails/${email}`)).statusCode).toBe(404);
  });
});

describe('an e-mail of an Etapa without a mail server', () => {
  it('is kept and shown as not sent', async () => {
    const app = await testApp();
    try {
      await makeJobType(app);
      const rule = await testRule(app, 'job');
      const { id } = await makeJob(app, { title: 'Kept' });
      await rule.perform(id, writing());
      const email = await until(async () => {
        const [found] = (await app.inject({ url: `/api/v1/emails?record=${id}` })).json().items as Email[];
        return found?.state === 'notSent' && found;
      });
      expect(email).toMatchObject({ subject: 'Your offer', sentAt: null, error: null, nextAttemptAt: null });
    } finally {
      await app.stop();
    }
  });
});
