import { useEffect, useRef } from 'react';

/** The records of the list one came from, by number, in its order: what next and previous go through. */
let shown: { entityType: string; numbers: () => number[] } | null = null;

const keyOf = (entityType: string) => `etapa-walk-${entityType}`;

/** Numbers kept for a card that is opened alone. */
const MOST = 5_000;

/** Makes what a screen shows the list that cards opened from it are walked through. */
export function useWalk(entityType: string, numbers: () => number[]): void {
  const latest = useRef(numbers);
  latest.current = numbers;
  useEffect(() => {
    const own = { entityType, numbers: () => latest.current() };
    shown = own;
    return () => {
      keepWalk(own.entityType, own.numbers());
      if (shown === own) shown = null;
    };
  }, [entityType]);
}

function keepWalk(entityType: string, numbers: number[]): void {
  try {
    sessionStorage.setItem(keyOf(entityType), JSON.stringify(numbers.slice(0, MOST)));
  } catch {
    // Storage is closed or full: a card opened alone has no neighbours.
  }
}

function keptWalk(entityType: string): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(entityType)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'number') : [];
  } catch {
    return [];
  }
}

/** The record before or after one in the list one came from; null at its ends, or where there is none. */
export function neighbourInWalk(entityType: string, number: number, by: 1 | -1): number | null {
  const numbers = shown?.entityType === entityType ? shown.numbers() : keptWalk(entityType);
  const at = numbers.indexOf(number);
  return at < 0 ? null : (numbers[at + by] ?? null);
}
