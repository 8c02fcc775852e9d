import { setTimeout as sleep } from 'node:timers/promises';
import type { Etapa } from './etapa.ts';

/** How many records a job made or changed. */
type JobResult = { [count: string]: number };

/** Milliseconds between two looks at a job. */
const LOOK = 200;

/** Sends a file of so many rows to be imported. @returns the id of the job */
export async function startImport(etapa: Etapa, rows: number, { runRules }: { runRules: boolean }): Promise<string> {
  const lines = Array.from({ length: rows }, (_, at) => `Imported ${at},${at % 1000},Kyoto`);
  const file = Buffer.from(['Title,Amount,Town', ...lines].join('\n'));
  const columns = { Title: { field: 'title' }, Amount: { field: 'amount' }, Town: { field: 'city' } };
  return sendImport(etapa, { type: 'bench', file, mapping: { columns }, runRules });
}

interface Sent {
  type: string;
  file: Buffer;
  mapping: object;
  runRules?: boolean;
}

/** Sends a file to be imported. @returns the id of the job */
export async function sendImport(etapa: Etapa, { type, file, mapping, runRules = false }: Sent): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)]), 'rows');
  form.append('mapping', JSON.stringify(mapping));
  const answer = await fetch(`${etapa.url}/api/v1/entity-types/${type}/imports?runRules=${runRules}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${etapa.token}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`The import was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { jobId: string }).jobId;
}

/** Waits until a job and `also` are done. @returns its result @throws Error when it fails, is cancelled or takes ten minutes */
export async function imported(etapa: Etapa, jobId: string, also = async () => true): Promise<JobResult> {
  for (const end = Date.now() + 600_000; Date.now() < end; await sleep(LOOK)) {
    const { status, result } = await etapa.get<{ status: string; result: JobResult }>(`/jobs/${jobId}`);
    if (status === 'failed' || status === 'cancelled') throw new Error(`The job ${status}.`);
    if ((await also()) && status === 'done') return result;
  }
  throw new Error('The job was not done after ten minutes.');
}
