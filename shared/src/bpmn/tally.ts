import type { Thing } from './thing.ts';

/** What became of something of a diagram. */
export interface Carried {
  id: string | null;
  name: string;
  kind: string;
  as: 'process' | 'funnel' | 'stage' | 'transition' | 'rule' | 'instructions' | 'field' | 'way' | 'name';
  /** The stage, rule or field it became, or that it went into. */
  to?: string;
  /** What it lost on the way. */
  note?: Reason;
}

export interface Left {
  id: string | null;
  name: string;
  kind: string;
  reason: Reason;
  /** Id of what it stands in. */
  within?: string;
}

/** Why something was not carried, or not in full. */
export type Reason = keyof typeof REASONS;

export const REASONS = {
  another_program: 'It was added by another program and means something to that program alone.',
  broken_reference: 'It refers to something that is not in the file.',
  duplicate_id: 'Its id was given before: what refers to that id means the first one.',
  outside: 'It is a pool without a process: somebody outside. A rule can write to them.',
  between_pools: 'A message between pools: a rule can make or move a record of the other process.',
  data: 'Etapa keeps data in fields: add one for it.',
  definition_only: 'It is declared in the file, and nothing that was carried uses it.',
  repetition: 'A card is in a stage once at a time: what is repeated can be tasks, or lines.',
  assignment: 'Who does it is set by roles, owners and rules.',
  parallel: 'Branches that run at once became ways to choose from: a card is in one stage at a time.',
  condition: 'Its condition is in another language: it stands as the name of the way, to be made a guard.',
  time: 'Its time could not be read: set it in the rule.',
  automatic: 'What the program did there is sketched as a rule that is off.',
  waits_for: 'What it waits for is sketched as a rule that is off.',
  not_reached: 'No stage leads to it.',
  to_itself: 'It leads from a stage to itself: cards stay where they are.',
  too_many: 'A process holds no more of these.',
  picture: 'It only groups things on paper.',
  not_attached: 'It is a remark on nothing that was carried.',
  text: 'This text has no place of its own: put it into the instructions of a stage.',
  empty: 'Nothing stands in it.',
  conversation: 'Choreographies and conversations have no cards.',
  compensation: 'Taking back what was done is a stage of its own, with no way into it: draw one.',
  unknown: 'Etapa has nothing like it.',
} as const;

/** Keeps account of every single thing of a diagram: carried or left, each exactly once. */
export class Tally {
  private readonly carried = new Map<Thing, Carried>();
  private readonly left = new Map<Thing, Left>();

  carry(thing: Thing, as: Carried['as'], to?: string, note?: Reason): void {
    if (this.left.has(thing)) return;
    const before = this.carried.get(thing);
    if (before) {
      before.note ??= note;
      // What a card only goes through, and that does something, is more than a way.
      if (before.as === 'way' && as === 'rule') Object.assign(before, { as, to: to || before.to });
      return;
    }
    const { id, name, kind } = thing;
    this.carried.set(thing, { id, name, kind, as, ...(to ? { to } : {}), ...(note ? { note } : {}) });
  }

  leave(thing: Thing, reason: Reason): void {
    if (this.knows(thing)) return;
    const { id, name, kind, parent } = thing;
    const within = parent?.id ?? null;
    this.left.set(thing, { id, name, kind, reason, ...(within ? { within } : {}) });
  }

  /** Of something whose id another thing had before. */
  noteDuplicate(thing: Thing): void {
    const carried = this.carried.get(thing);
    if (!carried) this.leave(thing, 'duplicate_id');
    else if (!carried.note || carried.note === 'not_reached') carried.note = 'duplicate_id';
  }

  /** Whether it has its place. */
  carries(thing: Thing): boolean {
    return this.carried.has(thing);
  }

  knows(thing: Thing): boolean {
    return this.carried.has(thing) || this.left.has(thing);
  }

  /** In the order of the file; whatever nobody spoke of is left, and said so. */
  lists(things: readonly Thing[]): { carried: Carried[]; left: Left[] } {
    for (const thing of things) this.leave(thing, reasonFor(thing));
    return {
      carried: things.flatMap((thing) => this.carried.get(thing) ?? []),
      left: things.flatMap((thing) => this.left.get(thing) ?? []),
    };
  }
}

const KINDS: { [kind: string]: Reason } = {
  extension: 'another_program',
  messageFlow: 'between_pools',
  standardLoopCharacteristics: 'repetition',
  multiInstanceLoopCharacteristics: 'repetition',
  sequenceFlow: 'not_reached',
  textAnnotation: 'not_attached',
  group: 'picture',
  category: 'picture',
  categoryValue: 'picture',
  association: 'not_attached',
  documentation: 'text',
  lane: 'empty',
  process: 'empty',
  assignment: 'data',
  import: 'broken_reference',
};

function reasonFor({ kind }: Thing): Reason {
  const known = KINDS[kind];
  if (known) return known;
  if (/^data|Data|^ioSpecification$|^property$|^itemDefinition$/.test(kind)) return 'data';
  if (/owner$|performer$|^resource|^potentialOwner$/i.test(kind)) return 'assignment';
  if (/choreography|conversation|^callConversation|correlation/i.test(kind)) return 'conversation';
  if (
    /^(message|signal|error|escalation|interface|operation|global.*|.*EventDefinition|endPoint|partner.*)$/.test(kind)
  ) {
    return 'definition_only';
  }
  return 'unknown';
}
