import { DEAL } from '../../process/deal.fixture.ts';
import { checkRule } from '../check.ts';
import { endsWait, triggered } from '../match.ts';
import { aRule, aStep, logged, updated } from '../rule.fixture.ts';
import type { Trigger } from '../rule.ts';
import { TRIGGER_KINDS } from './kinds.ts';

const fires = (trigger: Trigger, event: Parameters<typeof triggered>[1]): boolean =>
  triggered(aRule({ trigger }), event);
const moved = (from: string | null, to: string, funnel = 'sales') =>
  logged({
    kind: 'record.moved',
    from: { funnel: from && funnel, stage: from },
    to: { funnel, stage: to },
    seconds: 9,
  });
/** An event about what hangs on a record. */
const other = (kind: string, data: { [name: string]: unknown } = {}) => ({
  ...logged({ kind: 'record.deleted' }),
  kind,
  recordVersion: null,
  data,
});
const faults = (trigger: Trigger, more: object = {}): string[] =>
  checkRule(aRule({ trigger, ...more }), DEAL, () => undefined).map(({ path, code }) => `${path} ${code}`);

describe('a trigger', () => {
  it('is a stage that is left for another', () => {
    expect(fires({ kind: 'stage.left', stages: ['approach'] }, moved('approach', 'won'))).toBe(true);
    expect(fires({ kind: 'stage.left', stages: ['won'] }, moved('approach', 'won'))).toBe(false);
    expect(fires({ kind: 'stage.left' }, moved('approach', 'won'))).toBe(true);
    expect(fires({ kind: 'stage.left', funnel: 'service' }, moved('approach', 'won'))).toBe(false);
    expect(fires({ kind: 'stage.left' }, moved(null, 'won'))).toBe(false);
    expect(fires({ kind: 'stage.left' }, updated({ amount: 1 }, { amount: 2 }))).toBe(false);
  });

  it('is a record that is deleted, or given to somebody', () => {
    const assigned = logged({ kind: 'record.assigned', before: null, after: null });
    expect(fires({ kind: 'record.deleted' }, logged({ kind: 'record.deleted' }))).toBe(true);
    expect(fires({ kind: 'record.deleted' }, assigned)).toBe(false);
    expect(fires({ kind: 'record.assigned' }, assigned)).toBe(true);
    expect(fires({ kind: 'record.assigned' }, logged({ kind: 'record.restored' }))).toBe(false);
  });

  it.each(['task.completed', 'task.overdue', 'approval.decided', 'comment.added', 'contact.logged'])(
    'is %s of the record',
    (kind) => {
      expect(fires({ kind }, other(kind))).toBe(true);
      expect(fires({ kind }, other('task.created'))).toBe(false);
    },
  );

  it('is the button of its own rule, and no other', () => {
    const trigger = { kind: 'button.pressed', label: 'Call' };
    expect(fires(trigger, other('button.pressed', { rule: 'greet' }))).toBe(true);
    expect(fires(trigger, other('button.pressed', { rule: 'part' }))).toBe(false);
  });

  it.each(TRIGGER_KINDS.filter(({ byTime }) => byTime).map(({ kind }) => kind))(
    'that is time, %s, is met by no event',
    (kind) => {
      const trigger = { kind, stages: ['approach'], for: 'P1D', field: 'closing', cron: '0 9 * * *' };
      expect(fires(trigger, moved('approach', 'won'))).toBe(false);
      expect(endsWait(trigger, moved('approach', 'won'))).toBe(false);
    },
  );

  it('says where it is wrong', () => {
    expect(faults({ kind: 'stage.left', stages: ['nosuch'] })).toEqual(['/trigger/stages/0 unknown_stage']);
    expect(faults({ kind: 'stage.idle', stages: ['proposal'] })).toEqual(['/trigger/for required']);
    expect(faults({ kind: 'stage.idle', stages: ['nosuch'], for: 'soon' })).toEqual([
      '/trigger/stages/0 unknown_stage',
      '/trigger/for bad_format',
    ]);
    expect(faults({ kind: 'record.idle', for: '-P1D' })).toEqual(['/trigger/for bad_format']);
    expect(faults({ kind: 'date.reached', field: 'title', offset: 'soon', at: '09:00' })).toEqual([
      '/trigger/field wrong_kind',
      '/trigger/offset bad_format',
    ]);
    expect(faults({ kind: 'date.reached', field: 'nosuch', at: '25:00' })).toEqual(['/trigger/at bad_format']);
    expect(faults({ kind: 'schedule', cron: 'daily', timeZone: 'Mars/Olympus' })).toEqual([
      '/trigger/cron bad_format',
      '/trigger/timeZone not_allowed',
    ]);
    expect(faults({ kind: 'schedule', cron: '0 0 30 2 *' })).toEqual(['/trigger/cron bad_format']);
    expect(faults({ kind: 'button.pressed' })).toEqual(['/trigger/label required']);
  });

  it('is right as the contract writes it', () => {
    expect(faults({ kind: 'stage.idle', stages: ['proposal'], for: 'P14D' })).toEqual([]);
    expect(faults({ kind: 'record.idle', for: 'P30D' })).toEqual([]);
    expect(faults({ kind: 'schedule', cron: '0 9 * * 1', timeZone: 'Asia/Tokyo' })).toEqual([]);
    expect(faults({ kind: 'button.pressed', label: 'Call', roles: ['manager'] })).toEqual([]);
  });

  it('that is time knows of nothing that has just changed', () => {
    const when = { combinator: 'and', rules: [{ field: 'amount', operator: 'changed' }] };
    expect(faults({ kind: 'record.updated' }, { when })).toEqual([]);
    expect(faults({ kind: 'schedule', cron: '0 9 * * 1' }, { when })).not.toEqual([]);
  });

  it('is what a step can wait for only when it is an event of the record', () => {
    const waiting = (event: Trigger) =>
      checkRule(aStep({ id: 'w', kind: 'wait', for: { event, timeout: 'P1D' } }), DEAL, () => undefined);
    expect(waiting({ kind: 'comment.added' })).toEqual([]);
    expect(waiting({ kind: 'schedule', cron: '0 9 * * 1' })).toMatchObject([{ path: '/steps/0/for/event/kind' }]);
    expect(waiting({ kind: 'button.pressed', label: 'Go' })).toMatchObject([{ path: '/steps/0/for/event/kind' }]);
    expect(endsWait({ kind: 'comment.added' }, other('comment.added'))).toBe(true);
  });
});
