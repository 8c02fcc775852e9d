import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { ContactEntity } from './entities/contact.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type ContactRow = ContactEntity;

/** Contacts logged on records. */
@Injectable()
export class ContactStore {
  find(db: Queryable, id: string): Promise<ContactRow | null> {
    return db.manager.findOneBy(ContactEntity, { id });
  }

  /** Waits for others who change it. */
  lock(db: Queryable, id: string): Promise<ContactRow | null> {
    return db.manager.findOne(ContactEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The latest written first. */
  async list(db: Queryable, recordId: string, { limit, after }: PageRequest): Promise<Page<ContactRow>> {
    const query = db.manager.createQueryBuilder(ContactEntity, 'c').where({ recordId });
    if (after) query.andWhere('c.id < :id', { id: after[0] });
    const rows = await query
      .orderBy('c.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return cutPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async insert(db: Queryable, contact: ContactRow): Promise<void> {
    await db.manager.insert(ContactEntity, contact);
  }

  async update(db: Queryable, id: string, changes: Partial<ContactRow>): Promise<void> {
    await db.manager.update(ContactEntity, { id }, changes);
  }

  /** @returns whether it was still there */
  async remove(db: Queryable, id: string): Promise<boolean> {
    const rows = await db.query('DELETE FROM contacts WHERE id = $1 RETURNING id', [id]);
    return rows.length > 0;
  }
}
