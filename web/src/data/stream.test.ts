import { jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { followStream } from './stream.ts';

/** The server's end of the line. */
class Line extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
  say(kind: string, data: object) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
}

function follow() {
  const client = new QueryClient();
  const lines: Line[] = [];
  const stop = followStream(client, () => {
    const line = new Line();
    lines.push(line);
    return line as unknown as EventSource;
  });
  const put = (key: readonly unknown[]) => client.setQueryData(key, 1);
  const stale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;
  return { lines, stop, put, stale };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the live stream', () => {
  it('makes stale what a change of a record touches, and nothing of other types', () => {
    const { lines, stop, put, stale } = follow();
    const [board, card, report] = [
      keys.records('deal', 'board'),
      keys.records('deal', 'one', 'r1'),
      keys.reports('deal'),
    ];
    const [other, tasks] = [keys.records('company', 'list'), keys.tasks()];
    for (const key of [board, card, report, other, tasks]) put(key);
    lines[0]?.say('record.moved', { entityType: 'deal', id: 'r1', version: 4 });
    jest.advanceTimersByTime(300);
    expect([board, card, report, other, tasks].map(stale)).toEqual([true, true, true, false, false]);
    stop();
  });

  it('shows a task that a rule made on the card and in the task list', () => {
    const { lines, stop, put, stale } = follow();
    const [card, tasks] = [keys.records('deal', 'one', 'r1'), keys.tasks({ due: 'today' })];
    put(card);
    put(tasks);
    lines[0]?.say('task.created', { id: 't1', recordId: 'r1', entityType: 'deal' });
    jest.advanceTimersByTime(300);
    expect([card, tasks].map(stale)).toEqual([true, true]);
    stop();
  });

  it('reads once however many records a bulk change touches', () => {
    const { lines, stop, put, stale } = follow();
    const board = keys.records('deal', 'board');
    put(board);
    for (let at = 0; at < 1000; at += 1) lines[0]?.say('record.updated', { entityType: 'deal', id: `r${at}` });
    expect(stale(board)).toBe(false);
    jest.advanceTimersByTime(300);
    expect(stale(board)).toBe(true);
    stop();
  });

  it('connects again after a broken line, waiting longer each time, and reads everything anew', () => {
    const { lines, stop, put, stale } = follow();
    const board = keys.records('deal', 'board');
    lines[0]?.onopen?.();
    put(board);
    lines[0]?.onerror?.();
    expect(lines[0]?.closed).toBe(true);
    jest.advanceTimersByTime(1000);
    expect(lines).toHaveLength(2);
    lines[1]?.onerror?.();
    jest.advanceTimersByTime(1000);
    expect(lines).toHaveLength(2);
    jest.advanceTimersByTime(1000);
    expect(lines).toHaveLength(3);
    expect(stale(board)).toBe(false);
    lines[2]?.onopen?.();
    expect(stale(board)).toBe(true);
    stop();
    expect(lines[2]?.closed).toBe(true);
  });

  it('passes over what it cannot read', () => {
    const { lines, stop, put, stale } = follow();
    const board = keys.records('deal', 'board');
    put(board);
    lines[0]?.dispatchEvent(new MessageEvent('record.updated', { data: 'half a li' }));
    jest.advanceTimersByTime(300);
    expect(stale(board)).toBe(false);
    stop();
  });
});
