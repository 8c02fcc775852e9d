import { stageOf } from '@etapa/shared/definition/stage';
import type { Command, CommandContext } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../store/database.ts';
import { type PublishedType, sequenceOf } from '../store/entity-types.ts';
import { newId } from '../store/ids.ts';
import { RecordStore } from '../store/records.ts';
import { RecordPlaces } from '../store/records-place.ts';
import { topRank } from '../store/records-rank.ts';
import { needsNumber } from './records-number.ts';
import { refused } from './refusal-error.ts';

/** Where a change puts a card, and whether there is room. */
@Injectable()
export class RecordPlacement {
  constructor(
    private readonly records: RecordStore,
    private readonly places: RecordPlaces,
  ) {}

  /**
   * Gives the context ids, numbers, the card's place and, where a stage has a limit, how full it is.
   * @param entering cards that the same transaction brings into each stage, counted on
   */
  async place(
    db: Queryable,
    type: PublishedType,
    before: RecordState | null,
    command: Command,
    context: CommandContext,
    entering?: Map<string, number>,
  ): Promise<void> {
    if (command.kind === 'create') {
      context.id = newId();
      context.rank = topRank();
      if (needsNumber(type.definition)) {
        [context.number] = await this.records.takeNumbers(db, sequenceOf(type.id), 1);
      }
    }
    if (command.kind === 'move' && before) context.rank = await this.rankFor(db, type, before, command);
    const entered = enteredBy(type, before, command);
    if (entered?.stage.limit !== undefined) {
      const { funnel, stage } = entered;
      const there = await this.records.countForEntry(db, type.key, funnel.key, stage.key);
      const key = `${type.key} ${funnel.key} ${stage.key}`;
      const coming = entering?.get(key) ?? 0;
      entering?.set(key, coming + 1);
      context.stageCount = () => there + coming;
    }
  }

  private async rankFor(
    db: Queryable,
    type: PublishedType,
    record: RecordState,
    { stage, funnel = record.funnel ?? '', after }: Extract<Command, { kind: 'move' }>,
  ): Promise<string> {
    const column = { entityType: type.key, funnel, stage };
    if (after === record.id) return record.rank;
    if (after === undefined) return topRank();
    if (after === null) return this.places.top(db, column);
    const rank = await this.places.behind(db, column, after, record.id);
    if (rank !== null) return rank;
    const message = 'The card to stand behind is not in this stage.';
    throw refused('invalid_document', message, [{ path: '/after', code: 'not_in_stage', message }]);
  }
}

/** The stage a command brings the card into; undefined when it stays where it is. */
function enteredBy(type: PublishedType, before: RecordState | null, command: Command) {
  if (command.kind === 'move' && before) {
    const place = stageOf(type.definition, command.funnel ?? before.funnel, command.stage);
    return place && (place.funnel.key !== before.funnel || place.stage.key !== before.stage) ? place : undefined;
  }
  if (command.kind !== 'create') return undefined;
  const funnels = type.definition.funnels ?? [];
  const funnel = funnels.find(({ key, stages }) =>
    command.funnel !== undefined
      ? key === command.funnel
      : command.stage === undefined || stages.some((stage) => stage.key === command.stage),
  );
  const stage = funnel?.stages.find(({ key, group }) =>
    command.stage === undefined ? group === 'open' : key === command.stage,
  );
  return funnel && stage ? { funnel, stage } : undefined;
}
