import type { Doc, JsonValue } from '../fields/field.ts';

/** What a step does inside Etapa, as data: a worker performs it through the services that people use. */
export type Effect =
  | {
      kind: 'task.create';
      title: string;
      description: string;
      assigneeId: string | null;
      /** ISO 8601 in UTC. */
      dueAt: string | null;
      priority: 'low' | 'normal' | 'high' | 'urgent';
      checklist: { text: string; done: boolean }[];
    }
  | { kind: 'record.update'; set: Doc }
  | { kind: 'notify'; userIds: string[]; text: string };

/** What performing a step comes to: its input for the record of the run, and the effect or the branch taken. */
export type Plan =
  | { ok: true; input: JsonValue; effect: Effect }
  | { ok: true; input: JsonValue; branch: string }
  | { ok: false; reason: string };

export const failed = (reason: string): Plan => ({ ok: false, reason });
