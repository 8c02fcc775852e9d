import type { RecordView } from '@etapa/shared/api/records';
import { type Column, type Columns, type Slot, slotOf } from './columns.ts';

/** A column read again from its top on. */
type DeepColumn = Slot & Pick<Column<RecordView>, 'items' | 'nextCursor'>;

interface Deep {
  /** What is loaded now. */
  loaded: () => Columns<RecordView> | undefined;
  /** The next cards of a column. */
  page: (slot: Slot, cursor: string) => Promise<Pick<DeepColumn, 'items' | 'nextCursor'> | undefined>;
  /** Takes what was read. */
  take: (column: DeepColumn) => void;
}

/** At most this share of the time is spent reading: further news wait the rest. */
const SHARE = 0.25;

const lengthOf = (board: Columns<RecordView> | undefined, slot: Slot): number =>
  board?.columns.find((column) => column.stage === slot.stage && column.lane === slot.lane)?.items.length ?? 0;

/**
 * Reads columns that were scrolled beyond their first page again, as far down as they are loaded: a card deep in a
 * column shows what others made of it. One reading at a time; news that come meanwhile are read after it.
 */
export class DeepColumns {
  private next: Columns<RecordView> | null = null;
  private reading = false;

  constructor(private readonly deep: Deep) {}

  /** @param fresh the first page of each column, just read */
  async follow(fresh: Columns<RecordView>): Promise<void> {
    this.next = fresh;
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.next) {
        const top = this.next;
        this.next = null;
        const began = performance.now();
        const read = await this.read(top);
        if (read && this.next) await pause(((performance.now() - began) * (1 - SHARE)) / SHARE);
      }
    } catch {
      // The line is gone: what is shown is read again once it is back.
    } finally {
      this.reading = false;
    }
  }

  private async read(top: Columns<RecordView>): Promise<boolean> {
    let read = false;
    for (const column of top.columns) {
      const slot = slotOf(column);
      const items = [...column.items];
      let cursor = column.nextCursor;
      while (cursor !== null && items.length < lengthOf(this.deep.loaded(), slot)) {
        const page = await this.deep.page(slot, cursor);
        if (!page) return read;
        items.push(...page.items);
        cursor = page.nextCursor;
        read = true;
      }
      if (items.length > column.items.length) this.deep.take({ ...slot, items, nextCursor: cursor });
    }
    return read;
  }
}

const pause = (length: number) => new Promise((done) => setTimeout(done, length));
