import { onlineManager } from '@tanstack/react-query';
import { onNoAnswer } from './client.ts';

/** Milliseconds between two looks whether the server can be reached again. */
const LOOK = 2_000;

/**
 * Knows whether the server can be reached: the browser says when the machine has no line, failed requests when only the
 * server is away. While it cannot, writes wait and reads rest. Watches until stopped.
 */
export function watchConnection(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    timer = undefined;
    if (onlineManager.isOnline()) return;
    try {
      if (!(await fetch('/healthz', { cache: 'no-store' })).ok) throw new Error('Not well.');
      onlineManager.setOnline(true);
    } catch {
      wait();
    }
  };
  const wait = () => {
    timer ??= setTimeout(() => void look(), LOOK);
  };
  const lost = () => {
    onlineManager.setOnline(false);
    wait();
  };
  onNoAnswer(lost);
  if (!navigator.onLine) lost();
  const stop = onlineManager.subscribe((online) => {
    if (!online) wait();
  });
  return () => {
    stop();
    onNoAnswer(null);
    clearTimeout(timer);
  };
}

/**
 * Told by what else could not be fetched: the server is taken for away until a look finds it again.
 *
 * @returns whether it was known to be away already
 */
export function missAnswer(): boolean {
  const known = !onlineManager.isOnline();
  onlineManager.setOnline(false);
  return known;
}
