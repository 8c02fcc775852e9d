import type { Caller } from '@etapa/shared/access/caller';
import type { NewUser, User, UserChanges } from '@etapa/shared/api/users';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type UserRow, UserStore } from '../store/users.ts';
import { ApprovalLeavers } from './approval-leavers.ts';
import { AuditService, actorOf, requireAdmin } from './audit.ts';
import { CallerService } from './callers.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { hashPassword } from './passwords.ts';
import { PeopleChecks } from './people-checks.ts';
import { refused } from './refusal-error.ts';

/** People. Only administrators see and change them; everybody may choose among their names. */
@Injectable()
export class UserService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: UserStore,
    private readonly checks: PeopleChecks,
    private readonly callers: CallerService,
    private readonly audit: AuditService,
    private readonly leavers: ApprovalLeavers,
  ) {}

  async list(caller: Caller, query: { limit?: number; cursor?: string; q?: string; active?: boolean }) {
    requireAdmin(caller);
    const page = await this.store.list(this.database, query, pageRequest(query, ['text', 'id']));
    return listAnswer({ ...page, items: page.items.map(presentUser) });
  }

  async options(query: { q?: string; ids?: string[] }) {
    return { items: await this.store.options(this.database, query) };
  }

  async get(caller: Caller, id: string): Promise<User> {
    if (caller.id !== id) requireAdmin(caller);
    return presentUser(found(await this.store.find(this.database, id)));
  }

  /**
   * Adds a person. Without a password they cannot log in until they are given one.
   * @throws RefusalError `forbidden`; `duplicate` for an e-mail address that is taken; `invalid_document` for roles,
   *   teams or time zones that do not exist
   */
  async create(caller: Caller, input: NewUser): Promise<User> {
    requireAdmin(caller);
    const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
    const user: UserRow = {
      id: newId(),
      name: input.name.trim(),
      email: input.email ?? null,
      passwordHash,
      roles: input.roles ?? ['member'],
      teamId: input.teamId ?? null,
      language: input.language ?? 'en',
      timeZone: input.timeZone ?? null,
      active: input.active ?? true,
      createdAt: this.clock.now(),
    };
    return this.database.transaction(async (tx) => {
      await this.check(tx, user.id, input);
      await this.store.insert(tx, user);
      await this.audit.note(tx, actorOf(caller), 'user.created', { user: user.id }, { roles: user.roles });
      return presentUser(user);
    });
  }

  /**
   * Changes a person. Taking away the password's secrecy or the right to enter ends their sessions.
   * @throws RefusalError as `create` does; `not_found`; `conflict` when it would leave no active administrator
   */
  async update(caller: Caller, id: string, changes: UserChanges): Promise<User> {
    requireAdmin(caller);
    const { password, ...rest } = changes;
    const passwordHash = password === undefined ? {} : { passwordHash: await hashPassword(password) };
    const user = await this.database.transaction(async (tx) => {
      const admins = await this.store.lockAdmins(tx);
      const before = found(await this.store.findForUpdate(tx, id));
      const next: UserRow = { ...before, ...rest, name: rest.name?.trim() ?? before.name, ...passwordHash };
      if (admins.includes(id) && admins.length === 1 && !(next.active && next.roles.includes('admin'))) {
        throw refused('conflict', 'This is the last active administrator: make another one first.');
      }
      await this.check(tx, id, rest);
      await this.store.update(tx, id, next);
      if (password !== undefined || !next.active) await this.checks.endSessions(tx, id);
      if (before.active && !next.active) await this.leavers.left(tx, next);
      await this.audit.note(tx, actorOf(caller), 'user.updated', { user: id }, { changed: Object.keys(changes) });
      tx.afterCommit(() => this.callers.forget());
      return next;
    });
    return presentUser(user);
  }

  private async check(tx: Queryable, id: string, input: Omit<UserChanges, 'password'>): Promise<void> {
    if (input.email) await this.checks.emailIsFree(tx, id, input.email);
    const faults: Fault[] = [
      ...(input.roles ? await this.checks.roleFaults(tx, input.roles) : []),
      ...(input.teamId ? await this.checks.teamFaults(tx, input.teamId, '/teamId') : []),
      ...(input.timeZone ? this.checks.timeZoneFaults(input.timeZone) : []),
    ];
    if (faults.length > 0) throw refused('invalid_document', 'The person refers to what does not exist.', faults);
  }
}

function found(user: UserRow | null): UserRow {
  if (!user) throw refused('not_found', 'There is no such person.');
  return user;
}

function presentUser({ passwordHash, createdAt, ...user }: UserRow): User {
  return { ...user, canLogIn: passwordHash !== null, createdAt: createdAt.toISOString() };
}
