import { Injectable } from '@nestjs/common';
import { CallerService } from '../../callers.ts';
import { NotificationService } from '../../notifications.ts';
import { PeopleChecks } from '../../people-checks.ts';
import { refused } from '../../refusal-error.ts';
import { VisibleRecords } from '../../visible-records.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Tells people, in the app: those who may read the record, since what is told may come from it. */
@Injectable()
export class Notification implements EffectPerformer<'notify'> {
  constructor(
    private readonly notifications: NotificationService,
    private readonly people: PeopleChecks,
    private readonly callers: CallerService,
    private readonly visible: VisibleRecords,
  ) {}

  async perform({ tx, doer, run }: Doing, { userIds, text }: EffectOf<'notify'>): Promise<Performed> {
    const { recordId, entityType } = run;
    const paths = userIds.map((_, index) => `/to/${index}`);
    const strangers = await this.people.userFaults(tx, userIds, paths);
    if (strangers.length > 0) throw refused('invalid_document', 'Somebody to tell does not exist.', strangers);
    const told: string[] = [];
    for (const id of userIds) {
      const person = await this.callers.byUser(id);
      if (person && (await this.visible.readable(person, entityType, [recordId])).has(recordId)) told.push(id);
    }
    await this.notifications.send(tx, doer, told, { kind: 'rule', text, recordId, entityType });
    const skipped = userIds.filter((id) => !told.includes(id));
    return { output: { userIds: told, ...(skipped.length > 0 ? { skipped } : {}) } };
  }
}
