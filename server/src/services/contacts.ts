import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { Contact, ContactChanges, NewContact } from '@etapa/shared/api/contacts';
import { BANTC } from '@etapa/shared/process/contact';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { type ContactRow, ContactStore } from '../store/contacts.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { TaskStore } from '../store/tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import type { Doer } from './doer.ts';
import { refused } from './refusal-error.ts';
import { TaskService } from './tasks.ts';
import { VisibleRecords } from './visible-records.ts';

type Person = Doer & { caller: Caller };

/** Contacts with clients, logged on records: who may read the record sees them, who may change it writes them. */
@Injectable()
export class ContactService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ContactStore,
    private readonly records: TaskStore,
    private readonly tasks: TaskService,
    private readonly access: VisibleRecords,
  ) {}

  /** @throws RefusalError `not_found` for a record one may not read */
  async list(caller: Caller, query: { record: string; limit?: number; cursor?: string }) {
    await this.access.find(caller, 'read', query.record);
    const page = await this.store.list(this.database, query.record, pageRequest(query, ['id']));
    return listAnswer({ ...page, items: page.items.map(present) });
  }

  /**
   * Logs a contact; what is to follow becomes a task on the record, in the same transaction.
   * @param recordId one the caller may read
   * @throws RefusalError `forbidden` where the caller may not change the record; `invalid_document` for a contact that
   *   says nothing, or an assignee who does not exist
   */
  async create(doer: Person, recordId: string, input: NewContact): Promise<Contact> {
    const { actor, cause } = doer;
    const { entityType } = await this.changeable(doer.caller, recordId);
    const said = { text: input.text?.trim() ?? '', ...findings(input.bantc) };
    if (said.text === '' && !input.nextAction && !BANTC.some((key) => said[key])) throw saysNothing();
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const next = input.nextAction;
      const task = next
        ? await this.tasks.create(
            doer,
            { title: next.text, dueAt: next.at, assigneeId: next.assigneeId ?? doer.caller.id, recordId },
            tx,
          )
        : null;
      const contact: ContactRow = {
        id: newId(),
        recordId,
        entityType,
        kind: input.kind,
        at: input.at ? new Date(input.at) : now,
        ...EMPTY,
        ...said,
        nextAction: task?.title ?? null,
        nextActionAt: task?.dueAt ? new Date(task.dueAt) : null,
        taskId: task?.id ?? null,
        createdBy: actor,
        createdAt: now,
        version: 1,
      };
      await this.store.insert(tx, contact);
      const data = { contactId: contact.id, contact: told(contact) };
      await append(tx, [{ kind: 'contact.logged', at: now, data, actor, cause, entityType, recordId }]);
      await this.records.touchRecord(tx, recordId, now);
      return present(contact);
    });
  }

  /**
   * Corrects what was logged; the task it led to goes its own way.
   * @throws RefusalError `not_found`; `forbidden` for others than its author and administrators; `version_conflict`
   */
  async update(doer: Person, id: string, { version, bantc, ...changes }: ContactChanges): Promise<Contact> {
    await this.own(doer.caller, id);
    return this.database.transaction(async (tx) => {
      const before = await this.store.lock(tx, id);
      if (!before) throw notFound();
      if (version !== undefined && version !== before.version) {
        throw refused('version_conflict', 'It has been corrected since.', undefined, { current: present(before) });
      }
      const { at, text, kind } = changes;
      const next: ContactRow = {
        ...before,
        ...findings(bantc),
        ...(kind === undefined ? {} : { kind }),
        ...(at === undefined ? {} : { at: new Date(at) }),
        ...(text === undefined ? {} : { text: text.trim() }),
        version: before.version + 1,
      };
      if (next.text === '' && !next.nextAction && !BANTC.some((key) => next[key])) throw saysNothing();
      await this.store.update(tx, id, next);
      await this.happened(tx, doer, 'contact.updated', next);
      return present(next);
    });
  }

  /** @throws RefusalError as `update` does */
  async remove(doer: Person, id: string): Promise<void> {
    const contact = await this.own(doer.caller, id);
    await this.database.transaction(async (tx) => {
      if (await this.store.remove(tx, id)) await this.happened(tx, doer, 'contact.deleted', contact);
    });
  }

  private async happened(tx: Transaction, { actor, cause }: Doer, kind: string, contact: ContactRow): Promise<void> {
    const { id: contactId, entityType, recordId } = contact;
    const data = kind === 'contact.deleted' ? { contactId } : { contactId, contact: told(contact) };
    await append(tx, [{ kind, at: this.clock.now(), data, actor, cause, entityType, recordId }]);
  }

  private async changeable(caller: Caller, recordId: string): Promise<{ entityType: string }> {
    const found = await this.access.find(caller, 'read', recordId);
    try {
      await this.access.find(caller, 'update', recordId);
    } catch {
      throw refused('forbidden', 'Your roles do not allow to change this record.');
    }
    return found;
  }

  private async own(caller: Caller, id: string): Promise<ContactRow> {
    const contact = await this.store.find(this.database, id);
    if (!contact) throw notFound();
    await this.access.find(caller, 'read', contact.recordId);
    const isAuthor = contact.createdBy.kind === 'user' && contact.createdBy.id === caller.id;
    if (!isAuthor && !isAdmin(caller)) throw refused('forbidden', 'Only its author may correct a logged contact.');
    return contact;
  }
}

const notFound = () => refused('not_found', 'There is no such contact.');

function saysNothing() {
  const message = 'Say what was spoken about, what was found out, or what is to follow.';
  return refused('invalid_document', message, [{ path: '/text', code: 'required', message }]);
}

const EMPTY = { budget: null, authority: null, need: null, timing: null, competitor: null };

/** Of what was found out, only what is given; empty texts are none. */
function findings(bantc: NewContact['bantc']): Partial<typeof EMPTY> & { [key in keyof typeof EMPTY]?: string | null } {
  const given = BANTC.filter((key) => bantc?.[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, bantc?.[key]?.trim() || null]));
}

/** What the log says of a contact. */
function told(contact: ContactRow) {
  const { kind, at, text, bantc, nextAction, version } = present(contact);
  return { kind, at, text, bantc, nextAction, version };
}

function present(row: ContactRow): Contact {
  const { at, createdAt, budget, authority, need, timing, competitor, nextAction, nextActionAt, taskId, ...rest } = row;
  return {
    ...rest,
    at: at.toISOString(),
    bantc: { budget, authority, need, timing, competitor },
    nextAction:
      nextAction === null
        ? null
        : { text: nextAction, at: nextActionAt?.toISOString() ?? null, taskId: taskId ?? null },
    createdAt: createdAt.toISOString(),
  };
}
