import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Etapa } from './etapa.ts';

/** What the kernel counts processor time in. */
const TICKS_PER_SECOND = 100;

/**
 * Rules that wait for time, none of them due: what they ask for lies further back, or further ahead, than any record.
 * @param index makes their conditions differ
 */
const triggerOf = (index: number): object => {
  const kinds = [
    { kind: 'stage.idle', stages: ['s1', 's2'], for: `P${400 + index}D` },
    { kind: 'record.idle', for: `P${400 + index}D` },
    { kind: 'date.reached', field: 'due', offset: `P${400 + index}D`, at: '09:00' },
    { kind: 'schedule', cron: '0 3 29 2 *' },
  ];
  return kinds[index % kinds.length] as object;
};

export async function makeTimeRules(etapa: Etapa, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await etapa.post('/entity-types/bench/rules', {
      key: `idle-${index}`,
      name: `Idle ${index}`,
      enabled: true,
      trigger: triggerOf(index),
      steps: [{ id: 's', kind: 'task.create', title: 'Ask' }],
    });
  }
}

/**
 * Share of one core that processes and their children use while nobody asks for anything, in percent.
 * @param settle seconds until new rules have looked at everything once
 * @returns undefined where the kernel does not tell (`/proc`)
 */
export async function idleLoad(
  pids: number[],
  { seconds, settle }: { seconds: number; settle: number },
): Promise<number | undefined> {
  if (!existsSync('/proc/self/stat')) return undefined;
  await sleep(settle * 1000);
  const before = processorSeconds(pids);
  await sleep(seconds * 1000);
  return ((processorSeconds(pids) - before) / seconds) * 100;
}

/** Processor time of processes and their children, those that have ended too, in seconds. */
function processorSeconds(pids: number[]): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf);
  const ours = stats.filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent));
  return ours.reduce((sum, { seconds }) => sum + seconds, 0);
}

function statOf(name: string): { pid: number; parent: number; seconds: number }[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const [, parent = 0, ...rest] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = rest.slice(9, 13).reduce((sum, each) => sum + each, 0);
    return [{ pid: Number(name), parent, seconds: ticks / TICKS_PER_SECOND }];
  } catch {
    // It ended meanwhile.
    return [];
  }
}
