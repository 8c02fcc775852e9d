import { apiTokenRoutes } from './api-tokens.ts';
import { auditRoutes } from './audit.ts';
import { authRoutes } from './auth.ts';
import { commentRoutes } from './comments.ts';
import { fileRoutes } from './files.ts';
import { notificationRoutes } from './notifications.ts';
import { organizationRoutes } from './organization.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { streamRoutes } from './stream.ts';
import { taskRoutes } from './tasks.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

/** Every call of the API, by noun: `routes.tasks.list`. */
export const routes = {
  auth: authRoutes,
  apiTokens: apiTokenRoutes,
  users: userRoutes,
  teams: teamRoutes,
  roles: roleRoutes,
  organization: organizationRoutes,
  audit: auditRoutes,
  tasks: taskRoutes,
  comments: commentRoutes,
  notifications: notificationRoutes,
  files: fileRoutes,
  stream: streamRoutes,
};

/** The same, one after the other. */
export const allRoutes: readonly Route[] = Object.values(routes).flatMap((noun): Route[] => Object.values(noun));
