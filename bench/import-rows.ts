import { setTimeout as sleep } from 'node:timers/promises';
import type { Etapa } from './etapa.ts';

/** Milliseconds between two looks at a job. */
const LOOK = 200;

/** Sends a file of so many rows to be imported. @returns the id of the job */
export async function startImport(etapa: Etapa, rows: number, { runRules }: { runRules: boolean }): Promise<string> {
  const lines = Array.from({ length: rows }, (_, at) => `Imported ${at},${at % 1000},Kyoto`);
  const form = new FormData();
  form.append('file', new Blob([['Title,Amount,Town', ...lines].join('\n')], { type: 'text/csv' }), 'rows.csv');
  const columns = { Title: { field: 'title' }, Amount: { field: 'amount' }, Town: { field: 'city' } };
  form.append('mapping', JSON.stringify({ columns }));
  const answer = await fetch(`${etapa.url}/api/v1/entity-types/bench/imports?runRules=${runRules}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${etapa.token}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`The import was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { jobId: string }).jobId;
}

/** Waits until an import and `also` are done. @throws Error when it fails, is cancelled or takes ten minutes */
export async function imported(etapa: Etapa, jobId: string, also = async () => true): Promise<void> {
  for (const end = Date.now() + 600_000; Date.now() < end; await sleep(LOOK)) {
    const { status } = await etapa.get<{ status: string }>(`/jobs/${jobId}`);
    if (status === 'failed' || status === 'cancelled') throw new Error(`The import ${status}.`);
    if ((await also()) && status === 'done') return;
  }
  throw new Error('The import was not done after ten minutes.');
}
