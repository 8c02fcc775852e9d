import type { Type } from '@nestjs/common';
import { ApiTokenService } from './api-tokens.ts';
import { AuditService } from './audit.ts';
import { AuthService } from './auth.ts';
import { CallerService } from './callers.ts';
import { IdempotencyService } from './idempotency.ts';
import { OrganizationService } from './organization.ts';
import { PeopleChecks } from './people-checks.ts';
import { ProfileService } from './profile.ts';
import { RateLimitService } from './rate-limits.ts';
import { RoleService } from './roles.ts';
import { SetupService } from './setup.ts';
import { TeamPeople, TeamService } from './teams.ts';
import { UserService } from './users.ts';

/** Every service, one line each. */
export const services: Type<object>[] = [
  ApiTokenService,
  AuditService,
  AuthService,
  CallerService,
  IdempotencyService,
  OrganizationService,
  PeopleChecks,
  ProfileService,
  RateLimitService,
  RoleService,
  SetupService,
  TeamPeople,
  TeamService,
  UserService,
];
