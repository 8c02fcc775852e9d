import type { Caller } from '@etapa/shared/access/caller';
import type { NewTeam, Team, TeamChanges } from '@etapa/shared/api/teams';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { TeamStore } from '../store/teams.ts';
import { UserStore } from '../store/users.ts';
import { AuditService, actorOf, requireAdmin } from './audit.ts';
import { CallerService } from './callers.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { PeopleChecks } from './people-checks.ts';
import { refused } from './refusal-error.ts';

/** What a team says of people and other teams, checked and noted. */
@Injectable()
export class TeamPeople {
  constructor(
    private readonly checks: PeopleChecks,
    private readonly audit: AuditService,
  ) {}

  async check(tx: Queryable, { leaderId, memberIds = [], parentId }: TeamChanges): Promise<void> {
    const ids = [...memberIds, ...(leaderId ? [leaderId] : [])];
    const paths = [...memberIds.map((_, at) => `/memberIds/${at}`), '/leaderId'];
    const faults = [
      ...(await this.checks.userFaults(tx, ids, paths)),
      ...(parentId ? await this.checks.teamFaults(tx, parentId, '/parentId') : []),
    ];
    if (faults.length > 0) throw refused('invalid_document', 'The team refers to what does not exist.', faults);
  }

  async note(tx: Queryable, caller: Caller, action: string, id: string, changes: TeamChanges): Promise<void> {
    await this.audit.note(tx, actorOf(caller), action, { team: id }, { changed: Object.keys(changes) });
  }
}

/** Teams and who is in them. Everybody sees them, administrators change them. */
@Injectable()
export class TeamService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: TeamStore,
    private readonly users: UserStore,
    private readonly people: TeamPeople,
    private readonly callers: CallerService,
  ) {}

  async list(query: { limit?: number; cursor?: string }) {
    return listAnswer(await this.store.list(this.database, pageRequest(query, ['text', 'id'])));
  }

  /** @throws RefusalError `forbidden`; `invalid_document` for people or teams that do not exist */
  async create(caller: Caller, input: NewTeam): Promise<Team> {
    requireAdmin(caller);
    const id = newId();
    return this.database.transaction(async (tx) => {
      await this.people.check(tx, input);
      const { name, leaderId = null, parentId = null } = input;
      await this.store.insert(tx, { id, name: name.trim(), leaderId, parentId, createdAt: this.clock.now() });
      await this.users.setTeamMembers(tx, id, input.memberIds ?? []);
      await this.people.note(tx, caller, 'team.created', id, input);
      tx.afterCommit(() => this.callers.forget());
      return this.team(tx, id);
    });
  }

  /** @throws RefusalError as `create` does; `not_found`; `invalid_document` for a team below itself */
  async update(caller: Caller, id: string, changes: TeamChanges): Promise<Team> {
    requireAdmin(caller);
    return this.database.transaction(async (tx) => {
      await this.store.lockTree(tx);
      await this.team(tx, id);
      await this.people.check(tx, changes);
      if (changes.parentId && (await this.store.withSubTeams(tx, id)).includes(changes.parentId)) {
        const message = 'A team cannot be below itself.';
        throw refused('invalid_document', message, [{ path: '/parentId', code: 'circle', message }]);
      }
      const { memberIds, ...columns } = changes;
      await this.store.update(tx, id, columns);
      if (memberIds) await this.users.setTeamMembers(tx, id, memberIds);
      await this.people.note(tx, caller, 'team.updated', id, changes);
      tx.afterCommit(() => this.callers.forget());
      return this.team(tx, id);
    });
  }

  private async team(db: Queryable, id: string): Promise<Team> {
    const team = await this.store.find(db, id);
    if (!team) throw refused('not_found', 'There is no such team.');
    return team;
  }
}
