import type { Found } from '@etapa/shared/api/search';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

describe('search', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    const firm = {
      key: 'firm',
      name: 'Firm',
      titleField: 'name',
      fields: [
        { key: 'name', label: 'Name', kind: 'text', required: true },
        { key: 'notes', label: 'Notes', kind: 'longText' },
      ],
    };
    const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: firm });
    if (made.statusCode !== 201) throw new Error(made.body);
    for (const doc of [
      { name: '株式会社東京商事' },
      { name: '有限会社髙島電機', notes: 'ﾌﾞﾘｷのおもちゃ' },
      { name: '京都物産' },
      { name: 'ООО «Ромашка»', notes: 'Ёлочные игрушки' },
      { name: 'Зеніт Україна' },
      { name: 'Zeppelin Works', notes: 'Airships, and a kiosk' },
      { name: 'АО Заря' },
      { name: 'Fabryka Łódź', notes: 'Smørrebrød, 12 Straßen, việt nam' },
      { name: 'Malmo Mills' },
    ]) {
      const record = await test.inject({ method: 'POST', url: '/api/v1/entity-types/firm/records', body: { doc } });
      if (record.statusCode !== 201) throw new Error(record.body);
    }
  });
  afterAll(() => test.stop());

  const find = async (q: string): Promise<string[]> => {
    const answer = await test.inject({ url: `/api/v1/search?q=${encodeURIComponent(q)}` });
    return answer.json().items.map(({ title }: Found) => title);
  };
  const list = async (q: string): Promise<string[]> => {
    const answer = await test.inject({ url: `/api/v1/entity-types/firm/records?q=${encodeURIComponent(q)}` });
    return answer.json().items.map(({ title }: Found) => title);
  };

  it.each([
    ['東京', ['株式会社東京商事']],
    ['京', ['京都物産', '株式会社東京商事']],
    ['商事', ['株式会社東京商事']],
    ['高島', ['有限会社髙島電機']],
    ['ぶりき', ['有限会社髙島電機']],
    ['ブリキ', ['有限会社髙島電機']],
    ['ромашка', ['ООО «Ромашка»']],
    ['елочные', ['ООО «Ромашка»']],
    ['ёлочные ромашка', ['ООО «Ромашка»']],
    ['ао', ['АО Заря']],
    ['ki', ['Zeppelin Works']],
    ['os', []],
    ['works zeppelin', ['Zeppelin Works']],
    ['ＺＥＰＰＥＬＩＮ', ['Zeppelin Works']],
    ['lodz', ['Fabryka Łódź']],
    ['ŁÓDŹ', ['Fabryka Łódź']],
    ['smorrebrod strassen', ['Fabryka Łódź']],
    ['viet', ['Fabryka Łódź']],
    ['malmö', ['Malmo Mills']],
  ])('finds %s however it is written', async (q, titles) => {
    expect(await find(q)).toEqual(titles);
    expect((await list(q)).sort()).toEqual([...titles].sort());
  });

  it.each([
    ['zepellin', 'Zeppelin Works'],
    ['ромшака', 'ООО «Ромашка»'],
    ['рамашка', 'ООО «Ромашка»'],
    ['зенит украина', 'Зеніт Україна'],
    ['東京商社', '株式会社東京商事'],
    ['東享商事', '株式会社東京商事'],
  ])('finds %s with a mistake in it', async (q, title) => {
    expect(await find(q)).toContain(title);
  });

  it('finds titles as well for who may read no other field, and nothing by those fields', async () => {
    const grants = [{ entityType: 'firm', actions: ['read'], scope: 'all', fields: { read: ['name'] } }];
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'clerk', name: 'Clerk', grants } });
    const { token } = await test.addUser(['clerk']);
    for (const [q, titles] of [
      ['lodz', ['Fabryka Łódź']],
      ['京', ['京都物産', '株式会社東京商事']],
      ['malmö', ['Malmo Mills']],
      ['ромшака', ['ООО «Ромашка»']],
      ['smorrebrod', []],
      ['ブリキ', []],
    ] as const) {
      const answer = await test.inject({ url: `/api/v1/search?q=${encodeURIComponent(q)}`, token });
      expect([q, answer.json().items.map(({ title }: Found) => title)]).toEqual([q, titles]);
    }
    const listed = await test.inject({ url: '/api/v1/entity-types/firm/records?q=lodz', token });
    expect(listed.json().items).toHaveLength(1);
  });

  it('finds nothing for what is nowhere', async () => {
    expect(await find('qqqwwweee')).toEqual([]);
    expect(await find('北海')).toEqual([]);
    expect(await find('%')).toEqual([]);
  });
});
