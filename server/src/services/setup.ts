import type { Setup } from '@etapa/shared/api/auth';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { OrganizationStore } from '../store/organization.ts';
import { UserStore } from '../store/users.ts';
import { AuditService } from './audit.ts';
import { AuthService } from './auth.ts';
import { hashPassword } from './passwords.ts';
import { refused } from './refusal-error.ts';

/** The first administrator. */
@Injectable()
export class SetupService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly users: UserStore,
    private readonly organization: OrganizationStore,
    private readonly auth: AuthService,
    private readonly audit: AuditService,
  ) {}

  /** Whether there is nobody yet. */
  async needed(): Promise<boolean> {
    return !(await this.users.anyone(this.database));
  }

  /**
   * Creates the first administrator and signs them in.
   * @returns the secret for their cookie
   * @throws RefusalError `conflict` once there is anyone
   */
  async create(setup: Setup, address: string): Promise<{ userId: string; secret: string }> {
    if (!(await this.needed())) throw alreadyDone();
    const passwordHash = await hashPassword(setup.password);
    return this.database.transaction(async (tx) => {
      const userId = await this.insertAdmin(tx, setup.name.trim(), setup.email, passwordHash);
      if (userId === null) throw alreadyDone();
      return { userId, secret: await this.auth.openSession(tx, userId, { address }) };
    });
  }

  /** Creates the administrator the environment names, when there is nobody yet; several processes may ask at once. */
  async ensureAdmin(admin: { email: string; password: string } | undefined): Promise<void> {
    if (!admin || !(await this.needed())) return;
    const passwordHash = await hashPassword(admin.password);
    const [name] = admin.email.split('@');
    await this.database.transaction((tx) => this.insertAdmin(tx, name ?? admin.email, admin.email, passwordHash));
  }

  /** @returns null when someone came first */
  private async insertAdmin(tx: Queryable, name: string, email: string, passwordHash: string): Promise<string | null> {
    // Of several first visitors one waits here for the other, and then sees them.
    await tx.query('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE');
    if (await this.users.anyone(tx)) return null;
    const id = newId();
    const { languages } = await this.organization.get(tx);
    await this.users.insert(tx, {
      id,
      name,
      email,
      passwordHash,
      roles: ['admin'],
      teamId: null,
      language: languages[0] ?? 'en',
      timeZone: null,
      active: true,
      createdAt: this.clock.now(),
    });
    await this.audit.note(tx, { kind: 'user', id }, 'user.created', { user: id }, { roles: ['admin'] });
    return id;
  }
}

const alreadyDone = () => refused('conflict', 'The first administrator has been created already.');
