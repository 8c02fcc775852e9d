import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { GivenTarget, Target } from '@etapa/shared/api/forecast';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { OrganizationStore } from '../../store/organization.ts';
import { type PeriodTarget, TargetStore } from '../../store/targets.ts';
import { AuditService, actorOf } from '../audit.ts';
import { RecordService } from '../records.ts';
import { refused } from '../refusal-error.ts';
import { defaultAmount } from './forecast-terms.ts';

/** What should come in, by month, person or team, and currency. */
@Injectable()
export class TargetService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly targets: TargetStore,
    private readonly organization: OrganizationStore,
    private readonly audit: AuditService,
  ) {}

  /** Those of everybody together, and those of people and teams that the caller may know of. */
  async list(caller: Caller, entityType: string): Promise<{ items: Target[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const items = await this.targets.list(this.database, entityType);
    return { items: items.filter((target) => mayKnow(caller, target)) };
  }

  /**
   * What a forecast of an amount is held against: money against money, numbers of something against such.
   *
   * @returns none where the caller may not know them; `currency`: of every amount, null where each record says its own
   */
  async of(
    caller: Caller,
    entityType: string,
    amount: Field | null,
    { by, owner, team }: { by: Bucket; owner?: string; team?: string },
  ): Promise<{ targets: PeriodTarget[]; currency: string | null }> {
    const currency = amount?.currencyField === undefined ? await this.currencyOf(amount) : null;
    if (!mayKnow(caller, { ownerId: owner ?? null, teamId: team ?? null })) return { targets: [], currency };
    const targets = await this.targets.byPeriod(this.database, entityType, by, { owner, team });
    const isMoney = amount?.kind === 'money';
    return { targets: targets.filter((target) => (target.currency !== null) === isMoney), currency };
  }

  /** @throws RefusalError `forbidden` for others than administrators and managers; `malformed` for unknown people */
  async set(caller: Caller, entityType: string, given: GivenTarget[]): Promise<{ items: Target[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    if (!setsTargets(caller)) throw refused('forbidden', 'Only administrators and managers set targets.');
    const usual = await this.currencyOf(defaultAmount(access.type.definition.fields) ?? null);
    const targets = given.map(({ currency = usual, ...target }): Target => ({ ...target, currency }));
    const names = targets.map(({ month, ownerId, teamId, currency }) => [month, ownerId, teamId, currency].join());
    const wrong = targets.flatMap(({ ownerId, teamId }, index) => {
      if (ownerId !== null && teamId !== null)
        return [
          { path: `/items/${index}/teamId`, code: 'not_allowed', message: 'A target is a person’s or a team’s.' },
        ];
      if (names.indexOf(names[index] ?? '') !== index)
        return [{ path: `/items/${index}`, code: 'repeated', message: 'This target is given twice.' }];
      return [];
    });
    const unknown = await this.targets.unknown(this.database, targets);
    wrong.push(
      ...unknown.map(({ index, name }) => {
        return { path: `/items/${index}/${name}`, code: 'not_found', message: 'There is no such person or team.' };
      }),
    );
    if (wrong.length > 0) throw refused('malformed', 'The targets have faults.', wrong);
    await this.database.transaction(async (tx) => {
      await this.targets.save(tx, entityType, targets);
      await this.audit.note(tx, actorOf(caller), 'targets.set', { entityType }, { targets });
    });
    return this.list(caller, entityType);
  }

  /** The field's own, else the organisation's; null for what is no money. */
  private async currencyOf(amount: Field | null): Promise<string | null> {
    if (amount?.kind !== 'money') return null;
    return amount.currency ?? (await this.organization.get(this.database)).currency;
  }
}

const setsTargets = (caller: Caller): boolean => isAdmin(caller) || caller.roles.includes('manager');

const mayKnow = (caller: Caller, { ownerId, teamId }: Pick<Target, 'ownerId' | 'teamId'>): boolean =>
  setsTargets(caller) ||
  (ownerId === null && teamId === null) ||
  (ownerId !== null && caller.myTeam.includes(ownerId)) ||
  (teamId !== null && caller.teamId === teamId);
