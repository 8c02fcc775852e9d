import type { Caller } from '@etapa/shared/access/caller';
import type { Organization, OrganizationChanges } from '@etapa/shared/api/organization';
import { isCountry } from '@etapa/shared/fields/country';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { OrganizationStore } from '../store/organization.ts';
import { AuditService, actorOf, requireAdmin } from './audit.ts';
import { CallerService } from './callers.ts';
import { RecordContexts } from './records-context.ts';
import { refused } from './refusal-error.ts';
import { checkTimeZone } from './time-zones.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** The organisation: everybody sees it, administrators change it. */
@Injectable()
export class OrganizationService {
  constructor(
    private readonly database: Database,
    private readonly store: OrganizationStore,
    private readonly callers: CallerService,
    private readonly audit: AuditService,
    private readonly contexts: RecordContexts,
  ) {}

  get(): Promise<Organization> {
    return this.store.get(this.database);
  }

  /** @throws RefusalError `forbidden`; `invalid_document` for unknown time zones, currencies, or hours that end early */
  async update(caller: Caller, changes: OrganizationChanges): Promise<Organization> {
    requireAdmin(caller);
    if (changes.timeZone) checkTimeZone(changes.timeZone, '/timeZone');
    const faults = faultsOf(changes);
    if (faults.length > 0) throw refused('invalid_document', faults[0]?.message ?? '', faults);
    return this.database.transaction(async (tx) => {
      await this.store.update(tx, changes);
      await this.audit.note(tx, actorOf(caller), 'organization.updated', {}, { changed: Object.keys(changes) });
      tx.afterCommit(() => {
        this.callers.forget();
        this.contexts.forgetSettings();
      });
      return this.store.get(tx);
    });
  }
}

function faultsOf({ currency, country, workingCalendar }: OrganizationChanges): Fault[] {
  const faults: Fault[] = [];
  if (country && !isCountry(country)) {
    faults.push({ path: '/country', code: 'unknown_country', message: `"${country}" is not a country of ISO 3166.` });
  }
  if (currency && !CURRENCIES.has(currency)) {
    faults.push({ path: '/currency', code: 'unknown_currency', message: `"${currency}" is not an ISO 4217 currency.` });
  }
  if (workingCalendar && workingCalendar.from >= workingCalendar.to) {
    faults.push({
      path: '/workingCalendar/to',
      code: 'too_small',
      message: 'Working hours must end after they begin.',
    });
  }
  return faults;
}
