import type { Type } from '@nestjs/common';
import { ApiTokenService } from './api-tokens.ts';
import { AuditService } from './audit.ts';
import { AuthService } from './auth.ts';
import { BoardService } from './board.ts';
import { CallerService } from './callers.ts';
import { EntityTypeService } from './entity-types.ts';
import { IdempotencyService } from './idempotency.ts';
import { OrganizationService } from './organization.ts';
import { PeopleChecks } from './people-checks.ts';
import { ProfileService } from './profile.ts';
import { RateLimitService } from './rate-limits.ts';
import { RecordService } from './records.ts';
import { RecordContexts } from './records-context.ts';
import { RecordDuplicates } from './records-duplicates.ts';
import { RecordListService } from './records-list.ts';
import { RecordPresenter } from './records-present.ts';
import { RecordWriter } from './records-write.ts';
import { RoleService } from './roles.ts';
import { SetupService } from './setup.ts';
import { TeamPeople, TeamService } from './teams.ts';
import { UserService } from './users.ts';

/** Every service, one line each. */
export const services: Type<object>[] = [
  ApiTokenService,
  AuditService,
  AuthService,
  BoardService,
  CallerService,
  EntityTypeService,
  IdempotencyService,
  OrganizationService,
  PeopleChecks,
  ProfileService,
  RateLimitService,
  RecordContexts,
  RecordDuplicates,
  RecordListService,
  RecordPresenter,
  RecordService,
  RecordWriter,
  RoleService,
  SetupService,
  TeamPeople,
  TeamService,
  UserService,
];
