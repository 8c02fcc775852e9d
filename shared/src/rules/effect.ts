import type { ConditionGroup } from '../conditions/condition.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { Trigger } from './rule.ts';

/** What a step does inside Etapa, as data: a worker performs it through the services that people use. */
export type InnerEffect =
  | {
      kind: 'task.create';
      title: string;
      description: string;
      assigneeId: string | null;
      /** ISO 8601 in UTC. */
      dueAt: string | null;
      priority: 'low' | 'normal' | 'high' | 'urgent';
      checklist: { text: string; done: boolean }[];
      /** The card cannot leave its stage while the task is open. */
      blocksStage: boolean;
    }
  /** Product rows, too, are a field that is set. */
  | { kind: 'record.update'; set: Doc }
  | { kind: 'record.move'; stage: string; funnel: string | null }
  /** A person; or people of whom the worker chooses one, since that takes counting. */
  | { kind: 'record.assign'; userId: string | null }
  | {
      kind: 'record.assign';
      pool: { userIds: string[] } | { teamId: string };
      by: 'roundRobin' | 'leastLoaded';
    }
  | {
      kind: 'record.create';
      entityType: string;
      funnel: string | null;
      stage: string | null;
      doc: Doc;
      ownerId: string | null;
      /** Field of the new record that points back. */
      linkField: string | null;
      /** Nothing is made when a record of that type meets it; with `linkField`, one that points back. */
      unless: ConditionGroup | null;
    }
  | {
      kind: 'records.update';
      /** Link field of this record, or `type.field` of the records that point here. */
      via: string;
      set: { [field: string]: JsonValue };
      move: { stage: string; funnel: string | null } | null;
    }
  | {
      kind: 'approval.request';
      approverIds: string[];
      mode: 'all' | 'any' | 'sequence' | { atLeast: number };
      dueAt: string | null;
      /** What is asked, to be read by the approvers. */
      text: string;
    }
  | {
      kind: 'email.send';
      /** Addresses. */
      to: string[];
      /** People, whose addresses the worker knows. */
      userIds: string[];
      subject: string;
      body: string;
      attachments: string[];
    }
  | { kind: 'notify'; userIds: string[]; text: string }
  | { kind: 'comment.add'; text: string }
  | { kind: 'tag.add' | 'tag.remove'; tags: string[] };

/** What a step does outside, which no transaction can undo: at least once, each time with the same key. */
export interface OuterEffect {
  kind: 'http.request';
  url: string;
  method: string;
  headers: { [name: string]: string };
  body: JsonValue | undefined;
  /** The field or name under which later steps find the answer. */
  saveAs: string | null;
}

export type Effect = InnerEffect | OuterEffect;

export const isOuter = (effect: Effect): effect is OuterEffect => effect.kind === 'http.request';

/** What a run waits for: a moment, an event of the record, or whichever comes first. */
export interface Wait {
  /** ISO 8601 in UTC. */
  until: string | null;
  event: Trigger | null;
}

/** What performing a step comes to: its input for the record of the run, and what happens. */
export type Plan =
  | { ok: true; input: JsonValue; effect: Effect }
  | { ok: true; input: JsonValue; branch: string }
  | { ok: true; input: JsonValue; wait: Wait }
  /** The run ends here, as it was told to. */
  | { ok: true; input: JsonValue; stop: string }
  | { ok: false; reason: string };

export const failed = (reason: string): Plan => ({ ok: false, reason });
