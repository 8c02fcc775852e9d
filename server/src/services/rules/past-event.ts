import type { PastEvent } from '@etapa/shared/rules/event';
import type { LoggedEvent } from '../../log/events.ts';

/** An event of the log as the core reads it. */
export const pastEvent = ({ id, at, kind, recordVersion, data, actor, cause }: LoggedEvent): PastEvent => ({
  id,
  at: at.toISOString(),
  kind,
  recordVersion,
  data,
  actor,
  cause,
});
