import type { Type } from '@nestjs/common';
import { ApiTokenStore } from './api-tokens.ts';
import { AuditStore } from './audit.ts';
import { CallerStore } from './callers.ts';
import { IdempotencyKeyStore } from './idempotency-keys.ts';
import { OrganizationStore } from './organization.ts';
import { RateLimitStore } from './rate-limits.ts';
import { RoleStore } from './roles.ts';
import { SessionStore } from './sessions.ts';
import { TeamStore } from './teams.ts';
import { UserStore } from './users.ts';

/** Every store, one line each. */
export const stores: Type<object>[] = [
  ApiTokenStore,
  AuditStore,
  CallerStore,
  IdempotencyKeyStore,
  OrganizationStore,
  RateLimitStore,
  RoleStore,
  SessionStore,
  TeamStore,
  UserStore,
];
