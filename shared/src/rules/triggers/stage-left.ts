import { recordEventOf } from '../event.ts';
import type { TriggerKind } from './kind.ts';
import { isAt, PLACE, placeFaults } from './stages.ts';

/** A record went out of a stage into another: any, or one of those chosen. */
export const stageLeft: TriggerKind = {
  kind: 'stage.left',
  parameters: PLACE,
  check: placeFaults,
  matches: (trigger, event) => {
    const happened = recordEventOf(event);
    return happened?.kind === 'record.moved' && isAt(trigger, happened.from);
  },
};
