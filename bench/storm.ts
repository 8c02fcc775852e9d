import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Etapa, STAGES } from './etapa.ts';

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

async function importRows(db: Client, etapa: Etapa, rows: number): Promise<void> {
  const lines = Array.from({ length: rows }, (_, at) => `Imported ${at},${at % 1000}`);
  const form = new FormData();
  form.append('file', new Blob([['Title,Amount', ...lines].join('\n')], { type: 'text/csv' }), 'rows.csv');
  const columns = { Title: { field: 'title' }, Amount: { field: 'amount' } };
  form.append('mapping', JSON.stringify({ columns }));
  const headers = { authorization: `Bearer ${etapa.token}` };
  const answer = await fetch(`${etapa.url}/api/v1/entity-types/bench/imports?runRules=true`, {
    method: 'POST',
    headers,
    body: form,
  });
  if (!answer.ok) throw new Error(`The import was refused: ${answer.status} ${await answer.text()}`);
  const { jobId } = (await answer.json()) as { jobId: string };
  for (const end = Date.now() + 600_000; ; ) {
    const { status } = await etapa.get<{ status: string }>(`/jobs/${jobId}`);
    if (status === 'failed' || status === 'cancelled') throw new Error(`The import ${status}.`);
    const runs = await runsOf(db);
    if (runs.all > rows) throw new Error(`${rows} rows set off ${runs.all} runs.`);
    if (status === 'done' && runs.done === rows) return;
    if (Date.now() > end) throw new Error(`${runs.done} of ${rows} runs were done after ten minutes.`);
    await sleep(200);
  }
}

async function runsOf(db: Client): Promise<{ all: number; done: number }> {
  const { rows } = await db.query<{ all: string; done: string }>(
    `SELECT count(*) AS all, count(*) FILTER (WHERE x.status = 'done') AS done
     FROM rule_runs x JOIN rules r ON r.id = x.rule_id WHERE r.key = $1`,
    [KEY],
  );
  return { all: Number(rows[0]?.all), done: Number(rows[0]?.done) };
}
