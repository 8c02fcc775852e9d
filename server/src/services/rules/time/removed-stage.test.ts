import { RuleWorld, START } from '../../../testing/rule-world.ts';
import { DAY } from '../../../testing/simulated-clock.ts';
import { until } from '../../../testing/until.ts';

const NOTE = [{ id: 'u', kind: 'record.update', set: { note: '= trigger.kind' } }];

interface Design {
  funnels: { stages: { key: string }[] }[];
  [name: string]: unknown;
}

describe('rules that time sets off, when their stage is removed under them', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start();
    world.clock.set(START);
  }, 60_000);
  afterAll(() => world?.stop());

  const type = '/entity-types/deal';
  const publish = async (change: (design: Design) => Design, decisions: object = {}) => {
    const draft = await world.ok<Design>('GET', `${type}?version=draft`);
    await world.ok('PUT', `${type}/draft`, change(draft));
    const { jobId } = await world.ok<{ jobId: string }>('POST', `${type}/publish`, decisions);
    await until(async () => (await world.ok<{ status: string }>('GET', `/jobs/${jobId}`)).status === 'done');
  };
  const rule = (key: string) => world.ok<{ broken: object | null }>('GET', `${type}/rules/${key}`);

  it('fire no more, say that they are broken, and count from the move for the stage that took the cards', async () => {
    await world.rule('gone', { kind: 'stage.idle', stages: ['proposal'], for: 'P14D' }, NOTE);
    await world.rule('kept', { kind: 'stage.idle', stages: ['new'], for: 'P14D' }, NOTE);
    const id = await world.deal({}, { stage: 'proposal' });
    world.clock.advance(13 * DAY);
    await publish(
      (design) => ({
        ...design,
        funnels: design.funnels.map((funnel) => ({
          ...funnel,
          stages: funnel.stages.filter(({ key }) => key !== 'proposal'),
        })),
      }),
      { stageMap: { proposal: 'new' }, accept: ['rule/deal/gone'] },
    );
    expect(await world.ok('GET', `${type}/records/${id}`)).toMatchObject({ stage: 'new' });
    await until(async () => (await rule('gone')).broken !== null);
    world.clock.advance(13 * DAY);
    await world.follow();
    expect([await world.runs('gone'), await world.runs('kept')]).toEqual([[], []]);
    world.clock.advance(DAY);
    await world.follow();
    expect(await world.runs('gone')).toEqual([]);
    expect(await world.runs('kept', id)).toHaveLength(1);
    expect((await rule('kept')).broken).toBeNull();
  }, 60_000);
});
