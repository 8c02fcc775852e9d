import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Etapa } from './etapa.ts';
import { Processes } from './processes.ts';

interface Startup {
  /** Milliseconds until it said that it is ready. */
  ready: number;
  /** Bytes. */
  memory: number;
}

/** Starts Etapa on embedded defaults, twice on the same data. */
export async function startTwice(): Promise<{ first: Startup; second: Startup }> {
  const folder = await mkdtemp(join(tmpdir(), 'etapa-bench-'));
  try {
    return { first: await startOnce(folder), second: await startOnce(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<Startup> {
  const processes = new Processes();
  const began = performance.now();
  try {
    const url = await processes.etapa({ ETAPA_DATA_DIR: folder });
    const ready = performance.now() - began;
    return { ready, memory: await Etapa.memoryAt(url) };
  } finally {
    await processes.stop();
  }
}
