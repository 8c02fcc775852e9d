import { DEAL } from '../process/deal.fixture.ts';
import { checkRule } from './check.ts';
import { aRule, aStep } from './rule.fixture.ts';

const faults = (rule: unknown): string[] =>
  checkRule(rule, DEAL, () => undefined).map(({ path, code }) => `${path} ${code}`);

describe('the check of a rule', () => {
  it('finds nothing wrong with the rule of the contract', () => {
    const rule = aRule({
      trigger: { kind: 'stage.entered', stages: ['proposal'], funnel: 'sales' },
      when: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 1000 }] },
      steps: [
        { id: 't1', kind: 'task.create', title: 'Call back: {{ title }}', assignee: '= record.owner', due: 'PT2H' },
        {
          id: 'b1',
          kind: 'branch',
          when: { combinator: 'and', rules: [{ field: '$stage', operator: '=', value: 'proposal' }] },
          then: [{ id: 'm1', kind: 'notify', to: '= record.owner', text: 'No answer: {{ steps.t1.id }}' }],
          else: [],
        },
        { id: 'u1', kind: 'record.update', set: { amount: '= before.amount * 1.1', discount: 'no' } },
      ],
    });
    expect(faults(rule)).toEqual([]);
  });

  it('takes no value that its field does not, and nobody who is no person', () => {
    const id = '0190b5f0-0000-7000-8000-000000000001';
    const set = { discount: 'perhaps', amount: -1, title: 5, lossReason: null, company: id };
    const rule = aRule({
      steps: [
        { id: 'u', kind: 'record.update', set },
        { id: 't', kind: 'task.create', title: 'Call', assignee: 'nobody' },
        { id: 'n', kind: 'notify', to: [id, 'somebody'], text: 'Look' },
      ],
    });
    expect(faults(rule)).toEqual([
      '/steps/0/set/discount not_allowed',
      '/steps/0/set/amount too_small',
      '/steps/0/set/title wrong_type',
      '/steps/1/assignee bad_format',
      '/steps/2/to/1 bad_format',
    ]);
  });

  it('goes on where the fault is in no step, trigger or condition', () => {
    const rule = { ...aRule({ steps: [{ id: 'm', kind: 'record.move', stage: 'nosuch' }] }), key: 'No key!', more: 1 };
    expect(faults({ ...rule, enabled: undefined }).sort()).toEqual([
      '/enabled required',
      '/key bad_format',
      '/more unknown_key',
      '/steps/0/stage unknown_stage',
    ]);
    expect(faults(aRule({ trigger: { kind: 'nosuch' }, steps: [] }))).toEqual([
      '/steps too_few',
      '/trigger/kind unknown_kind',
    ]);
  });

  it('tells everything at once, and where', () => {
    const rule = aRule({
      trigger: { kind: 'stage.entered', stages: ['proposal', 'nosuch'], funnel: 'service' },
      when: { combinator: 'and', rules: [{ field: 'amuont', operator: '=', value: 1 }] },
      steps: [
        { id: 't1', kind: 'task.create', title: '{{ titel }}', assignee: '= owner', due: 'soon' },
        { id: 't1', kind: 'record.update', set: { payable: 1, nosuch: 2, amount: '= 1 +', width: '= title' } },
        {
          id: 'b1',
          kind: 'branch',
          when: { combinator: 'and', rules: [{ field: '$nosuch', operator: 'null' }] },
          then: [{ id: 'm1', kind: 'notify', to: '= record.owner' }],
        },
      ],
    });
    expect(faults(rule).sort()).toEqual(
      [
        '/trigger/stages/0 unknown_stage',
        '/trigger/stages/1 unknown_stage',
        '/when/rules/0/field unknown_field',
        '/steps/0/title unknown_name',
        '/steps/0/assignee unknown_name',
        '/steps/0/due bad_format',
        '/steps/1/id duplicate',
        '/steps/1/set/payable read_only',
        '/steps/1/set/nosuch unknown_field',
        '/steps/1/set/amount syntax_error',
        '/steps/1/set/width wrong_kind',
        '/steps/2/when/rules/0/field unknown_field',
        '/steps/2/then/0/text required',
      ].sort(),
    );
  });

  it('knows which steps came before, so that no formula asks one that has not run', () => {
    const text = (of: string) => `{{ steps.${of} = null }}`;
    const say = (id: string, ...of: string[]) => ({
      id,
      kind: 'notify',
      to: '= record.owner',
      text: of.map(text).join(),
    });
    const when = { combinator: 'and', rules: [] };
    const rule = aRule({
      steps: [
        say('a', 'a'),
        { id: 'b', kind: 'branch', when, then: [say('c', 'a', 'b')], else: [say('d', 'a', 'c', 'e')] },
        say('e', 'a', 'b', 'c', 'd', 'nosuch'),
      ],
    });
    expect(faults(rule)).toEqual([
      '/steps/0/text unknown_name',
      '/steps/1/else/0/text unknown_name',
      '/steps/1/else/0/text unknown_name',
      '/steps/2/text unknown_name',
    ]);
  });

  it('knows what each kind of step gives, so that a misspelt member is found where it stands', () => {
    const steps = [
      { id: 't', kind: 'task.create', title: 'Call' },
      { id: 'h', kind: 'http.request', method: 'GET', url: 'https://example.com/', saveAs: 'answer' },
      { id: 'n', kind: 'notify', to: '= record.owner', text: '{{ steps.t.titel }}, {{ steps.answer.body.any.thing }}' },
      { id: 'c', kind: 'comment.add', text: '{{ steps.t.title }}: {{ steps.answer.state }}' },
    ];
    const found = checkRule(aRule({ steps }), DEAL, () => undefined);
    expect(found.map(({ path, message }) => `${path} ${message}`)).toEqual([
      '/steps/2/text There is no “titel” in “steps.t”, only id, title, assigneeId, dueAt.',
      '/steps/3/text There is no “state” in “steps.answer”, only status, headers, body.',
    ]);
  });

  it('asks what changed only where something has happened', () => {
    const when = { combinator: 'and' as const, rules: [{ field: 'amount', operator: 'changed' as const }] };
    const steps = [{ id: 'b', kind: 'branch', when }];
    expect(faults(aRule({ when, steps }))).toEqual([]);
    expect(faults(aRule({ when, steps, trigger: { kind: 'schedule', cron: '0 9 * * 1' } }))).toEqual([
      '/when/rules/0/operator operator_needs_event',
      '/steps/0/when/rules/0/operator operator_needs_event',
    ]);
  });

  it('knows stages that conditions compare with, of other types too', () => {
    const asks = (field: string, value: string | string[]) => ({
      combinator: 'and' as const,
      rules: [{ field, operator: Array.isArray(value) ? ('in' as const) : ('=' as const), value }],
    });
    expect(faults(aRule({ when: asks('$stage', 'proposal') }))).toEqual([]);
    expect(faults(aRule({ when: asks('$stage', ['won', 'gone']) }))).toEqual(['/when/rules/0/value/1 unknown_stage']);
    expect(faults(aRule({ when: asks('$funnel', 'gone') }))).toEqual(['/when/rules/0/value unknown_funnel']);
    const steps = [{ id: 'b', kind: 'branch', when: asks('$stage', 'gone') }];
    expect(faults(aRule({ steps }))).toEqual(['/steps/0/when/rules/0/value unknown_stage']);
  });

  it('refuses kinds it does not have, by name', () => {
    const rule = aRule({ trigger: { kind: 'moon.full' }, steps: [{ id: 'a', kind: 'coffee.make' }] });
    expect(checkRule(rule, DEAL, () => undefined)).toEqual([
      { path: '/trigger/kind', code: 'unknown_kind', message: 'Etapa has no trigger "moon.full".' },
      { path: '/steps/0/kind', code: 'unknown_kind', message: 'Etapa has no step "coffee.make".' },
    ]);
  });

  it.each([
    null,
    7,
    'rule',
    [],
    {},
    { key: 'x' },
    { ...aRule(), steps: 'none' },
    { ...aRule(), extra: 1 },
    aStep({ id: 'a', kind: 7 as never }),
  ])('refuses %j, whatever its shape', (rule) => {
    expect(faults(rule).length).toBeGreaterThan(0);
  });

  it('refuses steps nested without end', () => {
    let steps: object[] = [{ id: 'last', kind: 'notify', to: 'x', text: 'x' }];
    for (let depth = 0; depth < 30; depth += 1) {
      steps = [{ id: `b${depth}`, kind: 'branch', when: { combinator: 'and', rules: [] }, then: steps }];
    }
    expect(faults({ ...aRule(), steps })).toEqual([expect.stringMatching(/too_deep$/)]);
    for (let depth = 0; depth < 5_000; depth += 1) steps = [{ id: 'x', kind: 'branch', then: steps }];
    expect(faults({ ...aRule(), steps })).toEqual([' too_deep']);
  });
});
