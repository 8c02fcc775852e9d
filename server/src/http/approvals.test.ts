import type { Approval } from '@etapa/shared/api/approvals';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { Clock } from '../config/clock.ts';
import { NotificationSweeper } from '../jobs/notifications.ts';
import { ApprovalReminders } from '../services/approval-reminders.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';
import { until } from '../testing/until.ts';

type Person = { id: string; token: string };

describe('an approval', () => {
  let app: TestApp;
  let ann: Person;
  let bob: Person;
  let cho: Person;
  beforeAll(async () => {
    app = await testApp();
    await makeJobType(app);
    // People who may not read the records that they are asked about.
    ann = await app.addUser(['own'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
    cho = await app.addUser(['own'], 'Cho');
  }, 60_000);
  afterAll(() => app?.stop());

  const get = async (url: string, token?: string) => (await app.inject({ url: `/api/v1${url}`, token })).json();
  const post = (url: string, body?: object, token?: string, headers?: { [name: string]: string }) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, body, token, headers });
  const decide = (id: string, who: Person, decision: string, comment?: string) =>
    post(`/approvals/${id}/decide`, { decision, ...(comment ? { comment } : {}) }, who.token);
  const waiting = async ({ token }: Person): Promise<Approval[]> =>
    (await get('/approvals?mine=true&status=pending', token)).items;

  let count = 0;
  /** A record whose rule is about to ask. */
  async function asking(step: object): Promise<{ recordId: string; key: string }> {
    const key = `ask-${++count}`;
    const rule = {
      key,
      name: 'Ask',
      enabled: true,
      trigger: { kind: 'record.created' },
      when: { combinator: 'and', rules: [{ field: 'title', operator: '=', value: key }] },
      steps: [
        {
          id: 'a',
          kind: 'approval.request',
          text: 'May we? {{ title }}',
          onApproved: [{ id: 'y', kind: 'comment.add', text: 'Yes' }],
          onRejected: [{ id: 'n', kind: 'comment.add', text: 'No' }],
          ...step,
        },
        { id: 'z', kind: 'comment.add', text: 'After' },
      ],
    };
    const made = await post('/entity-types/job/rules', rule);
    expect([made.statusCode, made.body]).toEqual([201, expect.anything()]);
    const { id: recordId } = await makeJob(app, { title: key });
    return { recordId, key };
  }

  async function asked(step: object): Promise<{ recordId: string; approval: Approval; key: string }> {
    const { recordId, key } = await asking(step);
    const approval = await until(
      async () => (await get(`/approvals?record=${recordId}`)).items[0] as Approval | undefined,
    );
    return { recordId, approval, key };
  }

  const runOf = async (record: string): Promise<RuleRun> => (await get(`/rule-runs?record=${record}`)).items[0];
  const ended = (record: string) =>
    until(async () => {
      const run = await runOf(record);
      return ['done', 'failed', 'stopped'].includes(run.status) && run;
    });
  const comments = async (record: string): Promise<string[]> =>
    (await get(`/comments?record=${record}`)).items.map(({ text }: { text: string }) => text).reverse();

  it('asks people, who are told and see the question, and parks the run until the outcome stands', async () => {
    const { recordId, approval, key } = await asked({ approvers: [ann.id, bob.id], mode: 'all' });
    expect(approval).toMatchObject({
      recordId,
      entityType: 'job',
      recordTitle: key,
      text: `May we? ${key}`,
      mode: 'all',
      status: 'pending',
      overdue: false,
      mayDecide: false,
      people: [
        { userId: ann.id, name: 'Ann', decision: null },
        { userId: bob.id, name: 'Bob', decision: null },
      ],
    });
    expect(await until(async () => (await runOf(recordId)).status === 'waiting')).toBe(true);
    expect((await get('/notifications', ann.token)).items).toMatchObject([
      { kind: 'approval', text: `May we? ${key}`, data: { approvalId: approval.id } },
    ]);
    // Who is asked need not be able to read the record, and learns no more of it.
    expect(await waiting(ann)).toMatchObject([{ id: approval.id, mayDecide: true, recordTitle: null }]);
    expect(await waiting(cho)).toEqual([]);
    expect((await app.inject({ url: `/api/v1/approvals/${approval.id}`, token: cho.token })).statusCode).toBe(404);

    expect((await decide(approval.id, ann, 'approve', ' Fine ')).json()).toMatchObject({
      status: 'pending',
      mayDecide: false,
    });
    expect(await waiting(ann)).toEqual([]);
    expect((await decide(approval.id, ann, 'reject')).json()).toMatchObject({ status: 409, code: 'conflict' });
    expect((await decide(approval.id, { ...app.admin }, 'approve')).statusCode).toBe(403);
    expect((await decide(approval.id, cho, 'approve')).statusCode).toBe(404);
    expect((await runOf(recordId)).status).toBe('waiting');

    expect((await decide(approval.id, bob, 'approve')).json()).toMatchObject({ status: 'approved' });
    const run = await ended(recordId);
    expect(run.steps.map(({ path }) => path)).toEqual(['a', 'a/onApproved/y', 'z']);
    expect(run.steps[0]?.output).toMatchObject({
      branch: 'onApproved',
      decision: 'approve',
      decisions: [
        { userId: ann.id, name: 'Ann', decision: 'approve', comment: 'Fine' },
        { userId: bob.id, name: 'Bob', decision: 'approve', comment: null },
      ],
    });
    expect(await comments(recordId)).toEqual(['Yes', 'After']);
    expect((await decide(approval.id, bob, 'approve')).statusCode).toBe(409);
    const { items } = await get(`/entity-types/job/records/${recordId}/timeline?kind=approval`);
    expect(items).toMatchObject([
      { kind: 'approval.decided', actor: { id: bob.id, name: 'Bob' }, data: { decision: 'approve' } },
      { kind: 'approval.requested', actor: { kind: 'rule' }, data: { text: `May we? ${key}` } },
    ]);
  });

  it('is asked for by e-mail, too: with the way to the card for who may read it, to the question for who may not', async () => {
    const dan = await app.addUser(['member'], 'Dan');
    for (const { token } of [cho, dan]) {
      const body = { choices: { approval: { app: true, email: true } } };
      await app.inject({ method: 'PATCH', url: '/api/v1/notification-settings', body, token });
    }
    const { recordId, key } = await asked({ approvers: [cho.id, dan.id], mode: 'all' });
    const letter = (who: Person) =>
      until(async () => {
        await app.get(NotificationSweeper).sweep();
        const mails: { body: string }[] = (await get('/emails', who.token)).items;
        return mails.find(({ body }) => body.includes(key))?.body;
      });
    expect(await letter(dan)).toContain(`/p/job/records/${recordId}`);
    const unseen = await letter(cho);
    expect(unseen).toContain('/approvals');
    expect(unseen).not.toContain(recordId);
  });

  it('is rejected with the first no, where all have to approve', async () => {
    const { recordId, approval } = await asked({ approvers: [ann.id, bob.id] });
    expect((await decide(approval.id, bob, 'reject', 'Too dear')).json()).toMatchObject({ status: 'rejected' });
    const run = await ended(recordId);
    expect(run.steps[0]?.output).toMatchObject({ branch: 'onRejected', decisions: [{ comment: 'Too dear' }] });
    expect(await comments(recordId)).toEqual(['No', 'After']);
    expect((await decide(approval.id, ann, 'approve')).statusCode).toBe(409);
    expect(await waiting(ann)).toEqual([]);
  });

  it('stands with the first yes of any, and with as many as are needed', async () => {
    const any = await asked({ approvers: [ann.id, bob.id], mode: 'any' });
    await decide(any.approval.id, ann, 'reject');
    expect((await decide(any.approval.id, bob, 'approve')).json()).toMatchObject({ status: 'approved' });
    const two = await asked({ approvers: [ann.id, bob.id, cho.id], mode: { atLeast: 2 } });
    await decide(two.approval.id, ann, 'reject');
    expect((await decide(two.approval.id, cho, 'reject')).json()).toMatchObject({ status: 'rejected' });
    await ended(two.recordId);
    expect(await comments(two.recordId)).toEqual(['No', 'After']);
  });

  it('asks one after the other in a sequence', async () => {
    const { approval } = await asked({ approvers: [bob.id, ann.id], mode: 'sequence' });
    expect(approval.people.map(({ askedAt }) => askedAt !== null)).toEqual([true, false]);
    expect(await waiting(ann)).toEqual([]);
    const before = (await get('/notifications', ann.token)).unreadCount;
    expect((await decide(approval.id, ann, 'approve')).statusCode).toBe(404);
    await decide(approval.id, bob, 'approve');
    expect((await get('/notifications', ann.token)).unreadCount).toBe(before + 1);
    expect(await waiting(ann)).toMatchObject([{ id: approval.id }]);
    expect((await decide(approval.id, ann, 'approve')).json()).toMatchObject({ status: 'approved' });
  });

  it('has one outcome, and its run one continuation, when two decide at once', async () => {
    const { recordId, approval } = await asked({ approvers: [ann.id, bob.id, cho.id], mode: 'any' });
    const answers = await Promise.all([ann, bob, cho].map((who) => decide(approval.id, who, 'approve')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    await ended(recordId);
    expect(await comments(recordId)).toEqual(['Yes', 'After']);
  });

  it('answers the same again for the same key', async () => {
    const { approval } = await asked({ approvers: [ann.id] });
    const again = () =>
      post(`/approvals/${approval.id}/decide`, { decision: 'approve' }, ann.token, { 'idempotency-key': 'once' });
    const first = await again();
    expect(first.json()).toMatchObject({ status: 'approved' });
    const second = await again();
    expect([second.statusCode, second.json()]).toEqual([200, first.json()]);
  });

  it('is cancelled with its run', async () => {
    const { recordId, approval } = await asked({ approvers: [ann.id] });
    const { id } = await until(async () => {
      const run = await runOf(recordId);
      return run.status === 'waiting' && run;
    });
    expect((await post(`/rule-runs/${id}/cancel`)).json()).toMatchObject({ status: 'stopped' });
    expect(await get(`/approvals/${approval.id}`)).toMatchObject({ status: 'cancelled' });
    expect((await decide(approval.id, ann, 'approve')).statusCode).toBe(409);
    expect(await waiting(ann)).toEqual([]);
  });

  it('reminds who has not answered, once, when it is overdue, and decides nothing by itself', async () => {
    const { approval } = await asked({ approvers: [ann.id, bob.id], due: 'PT2H' });
    await decide(approval.id, ann, 'approve');
    const told = async ({ token }: Person) =>
      (await get('/notifications', token)).items.filter(
        ({ data }: { data: { approvalId?: string } }) => data.approvalId === approval.id,
      );
    const clock = app.get(Clock);
    const { now } = clock;
    clock.now = () => new Date(Date.now() + 3 * 3_600_000);
    try {
      await app.get(ApprovalReminders).remind();
      await app.get(ApprovalReminders).remind();
      expect(await told(ann)).toHaveLength(1);
      expect(await told(bob)).toMatchObject([{ data: { overdue: true } }, { data: { overdue: false } }]);
      expect(await waiting(bob)).toMatchObject([{ id: approval.id, overdue: true, status: 'pending' }]);
    } finally {
      clock.now = now;
    }
    expect((await decide(approval.id, bob, 'approve')).json()).toMatchObject({ status: 'approved', overdue: false });
  });

  it('passes over who is not active only where the others are enough', async () => {
    const { id: gone } = await app.addUser(['member'], 'Gone');
    await app.database.query('UPDATE users SET active = false WHERE id = $1', [gone]);
    const { approval } = await asked({ approvers: [gone, ann.id], mode: 'any' });
    expect(approval.people).toMatchObject([{ userId: ann.id }]);
    const { key } = await asking({ approvers: [gone, ann.id], mode: 'all' });
    const run = await until(async () => {
      const [found] = (await get(`/rule-runs?rule=${key}`)).items as RuleRun[];
      return found?.steps[0]?.status === 'failed' && found;
    });
    expect(run.steps[0]?.error).toMatchObject({ message: expect.stringContaining('Gone cannot answer') });
  });

  it('fails, and says so, when who is left cannot give it any more; retried, it asks anew', async () => {
    const [eve, fay] = [await app.addUser(['own'], 'Eve'), await app.addUser(['own'], 'Fay')];
    const activate = (id: string, active: boolean) =>
      app.inject({ method: 'PATCH', url: `/api/v1/users/${id}`, body: { active } });
    const both = await asked({ approvers: [ann.id, eve.id], mode: 'all' });
    const either = await asked({ approvers: [ann.id, eve.id], mode: 'any' });
    const two = await asked({ approvers: [ann.id, bob.id, eve.id], mode: { atLeast: 2 } });
    const later = await asked({ approvers: [fay.id, eve.id], mode: 'sequence' });
    await decide(later.approval.id, fay, 'approve');
    await decide(two.approval.id, eve, 'approve');
    expect((await activate(eve.id, false)).statusCode).toBe(200);
    for (const { recordId, approval } of [both, later]) {
      const message = expect.stringContaining('Eve cannot answer any more');
      expect(await runOf(recordId)).toMatchObject({
        status: 'failed',
        error: { message },
        steps: [{ status: 'failed' }],
      });
      expect(await get(`/approvals/${approval.id}`)).toMatchObject({ status: 'cancelled' });
    }
    const told = (await get('/notifications?limit=200')).items.map(
      ({ data }: { data: { rule?: string } }) => data.rule,
    );
    expect(told).toEqual(expect.arrayContaining([both.key, later.key]));
    for (const { approval } of [either, two]) {
      expect((await decide(approval.id, ann, 'approve')).json()).toMatchObject({ status: 'approved' });
    }
    await activate(eve.id, true);
    expect((await post(`/rule-runs/${(await runOf(both.recordId)).id}/retry`)).statusCode).toBe(200);
    const again = await until(async () => {
      const { items } = await get(`/approvals?record=${both.recordId}&status=pending`);
      return items[0] as Approval | undefined;
    });
    for (const who of [ann, eve]) await decide(again.id, who, 'approve');
    expect(await ended(both.recordId)).toMatchObject({ status: 'done' });
    expect(await comments(both.recordId)).toEqual(['Yes', 'After']);
  });

  it('tells the question to who may read every field of the record, or is asked', async () => {
    const { approval } = await asked({ approvers: [ann.id] });
    const grants = [{ entityType: 'job', actions: ['read'], scope: 'all', fields: { read: ['papers'], write: [] } }];
    await post('/roles', { key: 'half', name: 'H', grants });
    const half = await app.addUser(['half']);
    expect(await get(`/approvals/${approval.id}`, half.token)).toMatchObject({ text: null, recordTitle: null });
    expect(await get(`/approvals/${approval.id}`, ann.token)).toMatchObject({ text: approval.text });
  });
});
