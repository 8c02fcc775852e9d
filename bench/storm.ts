import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Etapa, STAGES } from './etapa.ts';
import { imported, startImport } from './import-rows.ts';

/** Moves per second of the person at work while the storm goes on. */
const CLICKS = 20;
const KEY = 'storm';

interface Storm {
  /** Milliseconds of a move at the 95th percentile, while nothing else goes on. */
  idle: number;
  /** The same while rows are imported and their rules run. */
  busy: number;
  /** Rows imported, with every run they set off, per second. */
  perSecond: number;
}

/**
 * Imports rows that set rules off, while somebody goes on moving cards.
 * @param ids of cards to move
 * @throws Error when a run was lost or doubled
 */
export async function storm(
  db: Client,
  etapa: Etapa,
  ids: string[],
  { rows, seconds }: { rows: number; seconds: number },
): Promise<Storm> {
  await etapa.post('/entity-types/bench/rules', {
    key: KEY,
    name: 'Storm',
    enabled: true,
    trigger: { kind: 'record.created' },
    steps: [{ id: 's', kind: 'record.update', set: { city: 'Lviv' } }],
  });
  const clicks = new Clicks(etapa, ids);
  const idle = await clicks.during(sleep(seconds * 1000));
  const began = Date.now();
  const busy = await clicks.during(importRows(db, etapa, rows));
  return { idle, busy, perSecond: (rows * 1000) / (Date.now() - began) };
}

/** Somebody who moves one card after the other, from stage to stage. */
class Clicks {
  private made = 0;

  constructor(
    private readonly etapa: Etapa,
    private readonly ids: string[],
  ) {}

  /** @returns milliseconds of a move at the 95th percentile */
  async during(work: Promise<unknown>): Promise<number> {
    let over = false;
    const end = work.finally(() => {
      over = true;
    });
    const times: number[] = [];
    while (!over) {
      const began = performance.now();
      const id = this.ids[this.made % this.ids.length];
      await this.etapa.post(`/entity-types/bench/records/${id}/move`, { stage: STAGES[this.made++ % STAGES.length] });
      const took = performance.now() - began;
      times.push(took);
      await sleep(Math.max(0, 1000 / CLICKS - took));
    }
    await end;
    times.sort((a, b) => a - b);
    return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  }
}

/** Until every row is there, and every run that it set off is done. */
async function importRows(db: Client, etapa: Etapa, rows: number): Promise<void> {
  const jobId = await startImport(etapa, rows, { runRules: true });
  await imported(etapa, jobId, async () => {
    const runs = await runsOf(db);
    if (runs.all > rows) throw new Error(`${rows} rows set off ${runs.all} runs.`);
    return runs.done === rows;
  });
}

async function runsOf(db: Client): Promise<{ all: number; done: number }> {
  const { rows } = await db.query<{ all: string; done: string }>(
    `SELECT count(*) AS all, count(*) FILTER (WHERE x.status = 'done') AS done
     FROM rule_runs x JOIN rules r ON r.id = x.rule_id WHERE r.key = $1`,
    [KEY],
  );
  return { all: Number(rows[0]?.all), done: Number(rows[0]?.done) };
}
