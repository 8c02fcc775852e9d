import { COMPANY } from '../process/deal.fixture.ts';
import { planOf } from './plan.ts';
import { aRule, aRunWith, PAINT } from './rule.fixture.ts';
import type { Step } from './rule.ts';

const run = aRunWith({ company: COMPANY });

async function planned(own: Omit<Step, 'id'>): Promise<{ plan: unknown; loaded: string[][] }> {
  const step: Step = { id: 's', kind: 'comment.add', ...own };
  const loaded: string[][] = [];
  const plan = await planOf(aRule({ steps: [step] }), step, run, async (ids) => {
    loaded.push(ids);
    return ids.flatMap((id) => run.linked(id) ?? []);
  });
  return { plan, loaded };
}

describe('planning a step', () => {
  it('loads nothing that the rule does not look into', async () => {
    expect(await planned({ text: '{{ record.owner }}' })).toMatchObject({ plan: { ok: true }, loaded: [] });
  });

  it('loads the linked records that the rule looks into', async () => {
    const { plan, loaded } = await planned({ text: '{{ company.region }}' });
    expect(plan).toMatchObject({ input: { text: 'emea' } });
    expect(loaded).toEqual([[COMPANY]]);
  });

  it('loads a product that only a formula knows, and plans again', async () => {
    const product = `= string join(["${PAINT.slice(0, 8)}", "${PAINT.slice(8)}"])`;
    const { plan, loaded } = await planned({ kind: 'lines.add', product, quantity: 2 });
    expect(plan).toMatchObject({ input: { row: { name: 'Paint', unitPrice: 9.5 } } });
    expect(loaded).toEqual([[PAINT]]);
  });

  it('asks for what is not there once', async () => {
    const product = `= "${PAINT.replace('d1', 'ff')}"`;
    const { plan, loaded } = await planned({ kind: 'lines.add', product, quantity: 2 });
    expect(plan).toMatchObject({ ok: false });
    expect(loaded).toHaveLength(1);
  });
});
