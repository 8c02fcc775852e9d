import { cronFault, isTimeZone } from './cron.ts';
import type { TriggerKind } from './kind.ts';

/** Certain times of the clock, such as every Monday at nine: once for each record that meets the rule's condition. */
export const schedule: TriggerKind = {
  kind: 'schedule',
  parameters: {
    cron: { schema: { type: 'string', minLength: 1, maxLength: 200 }, editor: 'cron', required: true },
    timeZone: { schema: { type: 'string', minLength: 1, maxLength: 100 }, editor: 'timeZone' },
  },
  byTime: true,
  check: (trigger, _, path) => {
    const wrong = cronFault(String(trigger.cron));
    const faults = wrong === null ? [] : [{ path: `${path}/cron`, code: 'bad_format', message: wrong }];
    if (trigger.timeZone !== undefined && !isTimeZone(String(trigger.timeZone))) {
      const message = `There is no time zone "${String(trigger.timeZone)}".`;
      faults.push({ path: `${path}/timeZone`, code: 'not_allowed', message });
    }
    return faults;
  },
  matches: () => false,
};
