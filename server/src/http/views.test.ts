import type { View, ViewList } from '@etapa/shared/api/views';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const parcel = {
  key: 'parcel',
  name: 'Parcel',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text', required: true }],
};
const VIEWS = '/api/v1/entity-types/parcel/views';

describe('saved views', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: parcel });
  });
  afterAll(() => test?.stop());

  const save = async (body: object, token?: string): Promise<View> =>
    (await test.inject({ method: 'POST', url: VIEWS, body, token })).json();
  const list = async (token?: string): Promise<ViewList> => (await test.inject({ url: VIEWS, token })).json();
  const choose = (body: object, token?: string) => test.inject({ method: 'PUT', url: `${VIEWS}/default`, body, token });

  it('keep columns with their widths and pins, lanes, and how they are shown', async () => {
    const shown = {
      columns: ['title', '$owner'],
      widths: { title: 320 },
      pinned: ['title'],
      display: 'calendar',
      groupBy: '$owner',
      dateField: '$createdAt',
      span: 'week',
      q: 'glass',
    };
    const view = await save({ name: 'Mine', ...shown });
    expect(view).toMatchObject({ name: 'Mine', shared: false, mayChange: true, ...shown });
    const changed = await test.inject({ method: 'PATCH', url: `/api/v1/views/${view.id}`, body: { pinned: null } });
    expect(changed.json()).not.toHaveProperty('pinned');
    await test.inject({ method: 'DELETE', url: `/api/v1/views/${view.id}` });
  });

  it('are seen by the roles and teams they are shared with, who may not change them', async () => {
    const manager = await test.addUser(['manager']);
    const member = await test.addUser(['member']);
    const team = await test.inject({
      method: 'POST',
      url: '/api/v1/teams',
      body: { name: 'North', memberIds: [member.id] },
    });
    await save({ name: 'For managers', roles: ['manager'] });
    const view = await save({ name: 'For the north', teamIds: [team.json().id] });
    const names = async (token: string) => (await list(token)).items.map(({ name }) => name);
    expect(await names(manager.token)).toEqual(['For managers']);
    expect(await names(member.token)).toEqual(['For the north']);
    expect((await list(member.token)).items[0]).toMatchObject({ mayChange: false });
    const change = { method: 'PATCH' as const, url: `/api/v1/views/${view.id}`, body: { name: 'x' } };
    expect((await test.inject({ ...change, token: member.token })).statusCode).toBe(403);
    expect((await test.inject({ ...change, token: manager.token })).statusCode).toBe(404);
  });

  it('open first as the nearest choice says: one’s own, then the role’s, then everybody’s', async () => {
    const manager = await test.addUser(['manager']);
    const everyone = await save({ name: 'All', shared: true });
    const managers = await save({ name: 'Managers', roles: ['manager'] });
    const own = await save({ name: 'Own' }, manager.token);
    const first = async () => (await list(manager.token)).defaultId;
    expect(await first()).toBeNull();
    await choose({ for: 'everyone', viewId: everyone.id });
    expect(await first()).toBe(everyone.id);
    await choose({ for: { role: 'manager' }, viewId: managers.id });
    expect(await first()).toBe(managers.id);
    await choose({ for: 'me', viewId: own.id }, manager.token);
    expect(await first()).toBe(own.id);
    expect((await list()).defaultId).toBe(everyone.id);
    await test.inject({ method: 'DELETE', url: `/api/v1/views/${own.id}`, token: manager.token });
    expect(await first()).toBe(managers.id);
    await choose({ for: { role: 'manager' }, viewId: null });
    expect(await first()).toBe(everyone.id);
  });

  it('are chosen for a group by designers alone, and only where the group sees them', async () => {
    const member = await test.addUser(['member']);
    const shared = await save({ name: 'Shared', shared: true });
    const hidden = await save({ name: 'Hidden' });
    expect((await list(member.token)).mayChoose).toBe(false);
    expect((await choose({ for: 'everyone', viewId: shared.id }, member.token)).statusCode).toBe(403);
    expect((await choose({ for: 'me', viewId: hidden.id }, member.token)).statusCode).toBe(404);
    expect((await choose({ for: 'everyone', viewId: hidden.id })).statusCode).toBe(409);
    expect((await choose({ for: { role: 'member' }, viewId: hidden.id })).statusCode).toBe(409);
  });
});
