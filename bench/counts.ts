import type { Client } from 'pg';
import type { Etapa } from './etapa.ts';

interface Board {
  columns: { stage: string; count: number; sums: { amount: number } }[];
}

/** Asks the server whether its counts and sums are what the records say. @throws Error where they are not */
export async function checkCounts(db: Client, etapa: Etapa): Promise<void> {
  const type = '/entity-types/bench';
  const [{ rows }, { total }, { columns }, report] = await Promise.all([
    db.query<{ stage: string; count: string; sum: string }>(
      `SELECT stage, count(*), sum((doc ->> 'amount')::numeric) FROM records
       WHERE entity_type = 'bench' AND deleted_at IS NULL GROUP BY stage`,
    ),
    etapa.get<{ total: number }>(`${type}/records?count=exact&limit=1`),
    etapa.get<Board>(`${type}/board?perColumn=1`),
    etapa.get<{ stages: { stage: string; current: number }[] }>(`${type}/funnels/main/report`),
  ]);
  same(
    'list',
    total,
    rows.reduce((sum, { count }) => sum + Number(count), 0),
  );
  for (const { stage, count, sum } of rows) {
    const column = columns.find((each) => each.stage === stage);
    same(`board, ${stage}`, column?.count, Number(count));
    same(`board, amount of ${stage}`, column?.sums.amount, Number(sum));
    same(`report, ${stage}`, report.stages.find((each) => each.stage === stage)?.current, Number(count));
  }
}

function same(what: string, found: number | undefined, wanted: number): void {
  if (found !== wanted) throw new Error(`The server counts ${found} where there are ${wanted}: ${what}.`);
}
