import { recordEventOf } from '../event.ts';
import type { TriggerKind } from './kind.ts';
import { isAt, PLACE, placeFaults } from './stages.ts';

/** A record came into a stage: any, or one of those chosen. One made in a stage enters it. */
export const stageEntered: TriggerKind = {
  kind: 'stage.entered',
  parameters: PLACE,
  check: placeFaults,
  matches: (trigger, event) => {
    const happened = recordEventOf(event);
    if (happened?.kind !== 'record.moved' && happened?.kind !== 'record.created') return false;
    return isAt(trigger, happened.kind === 'record.moved' ? happened.to : happened);
  },
};
