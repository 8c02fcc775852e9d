import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Etapa } from './etapa.ts';
import { moveMany } from './moves.ts';

/** Milliseconds between two looks at the job. */
const LOOK = 100;
const PATIENCE = 600_000;
/** Cards moved in one transaction. */
const AT_ONCE = 20_000;

interface Replay {
  /** Events that the rule was asked about. */
  events: number;
  milliseconds: number;
}

/**
 * Writes so many events, then asks what a rule that was never saved would have made of them.
 * @throws Error when it counts otherwise than the log does
 */
export async function replay(db: Client, etapa: Etapa, wanted: number): Promise<Replay> {
  const from = new Date();
  let [events, fired] = [0, 0];
  for (let turn = 0; events < wanted; turn++) {
    const [before, to] = turn % 2 === 0 ? ['s1', 's2'] : ['s2', 's1'];
    const count = Math.min(AT_ONCE, wanted - events);
    const moved = await moveMany(db, { from: [before as string], to: to as string, count, by: etapa.userId });
    if (moved === 0) throw new Error('There are no cards to move.');
    events += moved;
    if (to === 's2') fired += moved;
  }
  await db.query('ANALYZE events');
  const definition = {
    key: 'replayed',
    name: 'Replayed',
    enabled: true,
    trigger: { kind: 'stage.entered', stages: ['s2'] },
    when: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 0 }] },
    steps: [{ id: 's', kind: 'task.create', title: 'Call: {{ title }}' }],
  };
  await etapa.post('/entity-types/bench/rules', { ...definition, enabled: false });
  const began = Date.now();
  const period = { from: from.toISOString(), to: new Date().toISOString() };
  const { jobId } = (await etapa.post('/entity-types/bench/rules/replayed/replay', { ...period, definition })) as {
    jobId: string;
  };
  const found = await resultOf(etapa, jobId);
  const milliseconds = Date.now() - began;
  if (found !== fired) throw new Error(`The replay fired ${found} times, the log says ${fired}.`);
  return { events, milliseconds };
}

async function resultOf(etapa: Etapa, jobId: string): Promise<number | undefined> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(LOOK)) {
    const job = await etapa.get<{ status: string; result?: { wouldHaveFired: number } }>(`/jobs/${jobId}`);
    if (job.status === 'failed' || job.status === 'cancelled') throw new Error(`The replay ${job.status}.`);
    if (job.status === 'done') return job.result?.wouldHaveFired;
  }
  throw new Error('The replay was not done after ten minutes.');
}
