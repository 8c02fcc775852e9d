import { CreateTables } from './0001-create-tables.ts';
import { AddBoardTotals } from './0002-add-board-totals.ts';
import { CreateRateLimits } from './0003-create-rate-limits.ts';
import { AddWaitsAndTimeRules } from './0004-add-waits-and-time-rules.ts';
import { CreateWhatStepsDo } from './0005-create-what-steps-do.ts';
import { NoteFailuresOfRules } from './0006-note-failures-of-rules.ts';
import { CreateReports } from './0007-create-reports.ts';
import { AddDrafts } from './0008-add-drafts.ts';
import { CreateBulkItems } from './0009-create-bulk-items.ts';
import { ShareViews } from './0010-share-views.ts';
import { CreateContactsAndFollows } from './0011-create-contacts-and-follows.ts';
import { CreateDuplicates } from './0012-create-duplicates.ts';
import { CreateReportSchedules } from './0013-create-report-schedules.ts';
import { CreateDesignPresence } from './0016-create-design-presence.ts';
import { CoverVisits } from './0017-cover-visits.ts';
import { AddDashboardQuestions } from './0018-add-dashboard-questions.ts';
import { CreatePackedRecords } from './0019-create-packed-records.ts';
import { MakeKeysAnew } from './0021-make-keys-anew.ts';
import { AddTargetCurrencies } from './0022-add-target-currencies.ts';
import { MakeKeysOfUmlauts } from './0023-make-keys-of-umlauts.ts';

/** Every migration, oldest first. */
export const migrations = [
  CreateTables,
  AddBoardTotals,
  CreateRateLimits,
  AddWaitsAndTimeRules,
  CreateWhatStepsDo,
  NoteFailuresOfRules,
  CreateReports,
  AddDrafts,
  CreateBulkItems,
  ShareViews,
  CreateContactsAndFollows,
  CreateDuplicates,
  CreateReportSchedules,
  CreateDesignPresence,
  CoverVisits,
  AddDashboardQuestions,
  CreatePackedRecords,
  MakeKeysAnew,
  AddTargetCurrencies,
  MakeKeysOfUmlauts,
];
