import { ApiTokenEntity } from './api-token.ts';
import { AuditEntity } from './audit.ts';
import { CommentEntity } from './comment.ts';
import { FileEntity } from './file.ts';
import { NotificationEntity } from './notification.ts';
import { OrganizationEntity } from './organization.ts';
import { RoleEntity } from './role.ts';
import { SessionEntity } from './session.ts';
import { TaskEntity } from './task.ts';
import { TeamEntity } from './team.ts';
import { UserEntity } from './user.ts';

/** Every entity, for the data source. */
export const entities: (new () => object)[] = [
  ApiTokenEntity,
  AuditEntity,
  CommentEntity,
  FileEntity,
  NotificationEntity,
  OrganizationEntity,
  RoleEntity,
  SessionEntity,
  TaskEntity,
  TeamEntity,
  UserEntity,
];
