import { COMPANY, ME, OTHER, RECORD } from '../../process/deal.fixture.ts';
import { checkRule } from '../check.ts';
import { aRule, aRunWith, DEAL_TYPE, effectOf, planned, stepFaults, typeOf } from '../rule.fixture.ts';

describe('an e-mail', () => {
  const mail = (step: object, own = {}) => effectOf({ kind: 'email.send', subject: 'x', body: 'y', ...step }, own);

  it('goes to addresses, people and linked records, each once', () => {
    const to = ['b@b.example; {{ reason }}', ME, `= [record.owner, "${OTHER}"]`, '= company', 'B@b.example'];
    expect(mail({ to }, aRunWith({ company: COMPANY }))).toMatchObject({
      to: ['B@b.example', 'hello@acme.example'],
      userIds: [ME, OTHER],
    });
    expect(mail({ to: '= company' })).toMatchObject({ ok: false, reason: expect.stringContaining('nobody') });
    expect(mail({ to: '= title' })).toEqual({
      ok: false,
      reason: '"Sell paint" is neither an e-mail address nor a person.',
    });
  });

  it('has its texts filled in, the subject in one line', () => {
    const step = { to: ME, subject: 'Re: {{ title }}\r\nBcc: a@a.example', body: '{{ amount }}\n{{ record.url }}' };
    expect(mail({ ...step, attachments: [`= "${RECORD}"`, RECORD] })).toEqual({
      kind: 'email.send',
      to: [],
      userIds: [ME],
      subject: 'Re: Sell paint Bcc: a@a.example',
      body: '1,200\nhttps://etapa.example/deal/42',
      attachments: [RECORD],
    });
  });

  it('is checked', () => {
    const faults = (step: object) => stepFaults({ kind: 'email.send', subject: 'x', body: 'y', ...step });
    expect(faults({ to: ['a@a.example, b@b.example', ME, '{{ company.mail }}', '= company'] })).toEqual([]);
    expect(faults({ to: ['somebody', '= amount'], attachments: 'offer.pdf', body: '{{ titel }}' })).toEqual([
      '/to/0 bad_format',
      '/to/1 wrong_kind',
      '/body unknown_name',
      '/attachments bad_format',
    ]);
    expect(stepFaults({ kind: 'email.send', to: [] })).toEqual(
      expect.arrayContaining(['/subject required', '/body required']),
    );
  });
});

describe('a request to another system', () => {
  const ask = (step: object, own = {}) => effectOf({ kind: 'http.request', method: 'POST', ...step }, own);

  it('has its values filled in as machines read them', () => {
    expect(
      ask({
        url: 'https://api.example/deals/{{ record.number }}?q={{ title }}',
        headers: { 'X-Amount': '{{ amount }}', Accept: 'application/json' },
        body: { sum: '= amount', text: '{{ title }} {{ amount }}', rows: ['= items', null, 7], phone: '= phone' },
        saveAs: 'answer',
      }),
    ).toEqual({
      kind: 'http.request',
      url: 'https://api.example/deals/42?q=Sell%20paint',
      method: 'POST',
      headers: { 'X-Amount': '1200', Accept: 'application/json' },
      body: { sum: 1200, text: 'Sell paint 1200', rows: [[], null, 7], phone: null },
      saveAs: 'answer',
    });
  });

  it('goes where the rule says, whatever the record holds', () => {
    const evil = aRunWith({ title: 'evil.example/#?', reason: 'https://inside.example/hook' });
    expect(ask({ url: 'https://{{ title }}.api.example/' }, evil)).toMatchObject({
      url: 'https://evil.example%2F%23%3F.api.example/',
    });
    expect(ask({ url: '{{ reason }}/{{ title }}' }, evil)).toMatchObject({
      url: 'https://inside.example/hook/evil.example%2F%23%3F',
    });
    expect(ask({ url: '= reason' }, evil)).toMatchObject({ url: 'https://inside.example/hook' });
    expect(ask({ url: '= "file:///etc/passwd"' })).toMatchObject({ ok: false });
    expect(ask({ url: 'https://a.example', headers: { A: '= "b\\r\\nC: d"' } })).toMatchObject({ ok: false });
  });

  it('fails with what cannot be worked out, and says where', () => {
    expect(ask({ url: 'https://a.example', body: { deep: [{ sum: '= phone + 2' }] } })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^body: deep: 0: sum: /),
    });
  });

  it('keeps what its headers hold to itself', () => {
    const plan = planned({
      kind: 'http.request',
      method: 'GET',
      url: 'https://a.example',
      headers: { Authorization: 'secret' },
    });
    expect(plan).toMatchObject({ ok: true, input: { headers: ['Authorization'] } });
  });

  it('is checked', () => {
    const faults = (step: object) => stepFaults({ kind: 'http.request', method: 'POST', ...step });
    for (const url of [
      'https://a.example',
      'HTTP://a.example:80/x?y#z',
      '{{ reason }}',
      'https://{{ title }}',
      '= reason',
    ]) {
      expect([url, faults({ url })]).toEqual([url, []]);
    }
    for (const url of ['ftp://a.example', 'a.example', 'javascript:alert(1)', 'https://', 'file:///{{ title }}']) {
      expect([url, faults({ url })]).toEqual([url, ['/url bad_format']]);
    }
    expect(
      faults({
        url: '= amount',
        method: 'GET',
        headers: { Host: 'x', 'X-A': '{{ titel }}' },
        body: {},
        saveAs: 'payable',
      }),
    ).toEqual([
      '/url wrong_kind',
      '/headers/Host not_allowed',
      '/headers/X-A unknown_name',
      '/body not_applicable',
      '/saveAs read_only',
    ]);
    expect(faults({ url: 'https://a.example', method: 'BREW', headers: { 'a b': '' } })).toEqual(
      expect.arrayContaining(['/method not_allowed']),
    );
    expect(faults({ url: 'https://a.example', body: { a: ['= amuont', '{{ titel }}'] } })).toEqual([
      '/body/a/0 unknown_name',
      '/body/a/1 unknown_name',
    ]);
  });

  it('gives its answer a name for later steps, which no other step has', () => {
    const ask = (id: string, saveAs: string) => ({
      id,
      kind: 'http.request',
      method: 'GET',
      url: 'https://a.example',
      saveAs,
    });
    const note = { id: 'n', kind: 'comment.add', text: '{{ steps.weather.body.sky }} {{ steps.a.status }}' };
    const faults = (steps: object[]) =>
      checkRule({ ...aRule(), steps }, DEAL_TYPE, typeOf).map(({ path, code }) => `${path} ${code}`);
    expect(faults([ask('a', 'weather'), note])).toEqual([]);
    expect(faults([note, ask('a', 'weather')])).toHaveLength(2);
    expect(faults([ask('a', 'weather'), ask('b', 'weather'), ask('weather', 'c')])).toEqual([
      '/steps/1/saveAs duplicate',
      '/steps/2/id duplicate',
    ]);
  });
});
