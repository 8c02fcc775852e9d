import type { Type } from '@nestjs/common';
import { ApiTokenStore } from './api-tokens.ts';
import { AuditStore } from './audit.ts';
import { BoardStore } from './board.ts';
import { CallerStore } from './callers.ts';
import { EntityTypeStore } from './entity-types.ts';
import { EntityTypeCatalogue } from './entity-types-catalogue.ts';
import { IdempotencyKeyStore } from './idempotency-keys.ts';
import { ImportStore } from './imports.ts';
import { JobStore } from './jobs.ts';
import { OrganizationStore } from './organization.ts';
import { RateLimitStore } from './rate-limits.ts';
import { RecordStore } from './records.ts';
import { RecordListStore } from './records-list.ts';
import { RecordPlaces } from './records-place.ts';
import { RoleStore } from './roles.ts';
import { SessionStore } from './sessions.ts';
import { TeamStore } from './teams.ts';
import { UserStore } from './users.ts';

/** Every store, one line each. */
export const stores: Type<object>[] = [
  ApiTokenStore,
  AuditStore,
  BoardStore,
  CallerStore,
  EntityTypeCatalogue,
  EntityTypeStore,
  IdempotencyKeyStore,
  ImportStore,
  JobStore,
  OrganizationStore,
  RateLimitStore,
  RecordListStore,
  RecordPlaces,
  RecordStore,
  RoleStore,
  SessionStore,
  TeamStore,
  UserStore,
];
