import { onlineManager, type QueryClient } from '@tanstack/react-query';
import { comments } from './comments.ts';
import { contacts } from './contacts.ts';
import { OUTBOX, outboxOptions, type Sender, type Written } from './outbox.ts';
import { isProblem, type Problem, ProblemError } from './problem.ts';
import { recordEdits, recordMoves } from './record-change.ts';
import { taskSenders } from './tasks.ts';

/** Every kind of write that may wait: what was kept is sent without the screen that wrote it. */
const SENDERS = [recordEdits, recordMoves, comments, contacts, ...taskSenders] as readonly Sender<never, unknown>[];

const PREFIX = 'etapa:outbox:';
/** What was refused, by person: kept until they have decided about it. */
const REFUSED = 'etapa:unsent:';

/** A write as it is kept over reloads. */
interface Kept {
  kind: string;
  written: Written<unknown>;
}

/** A write that had waited, and was refused when nobody looked any more. */
export interface Unsent extends Kept {
  problem: ProblemError;
}

let unsent: readonly Unsent[] = [];
let owner = '';
const listeners = new Set<() => void>();

export const unsentNow = (): readonly Unsent[] => unsent;

/** Calls when what could not be sent changes, until stopped. */
export function onUnsent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setUnsent(next: readonly Unsent[]): void {
  unsent = next;
  for (const listener of listeners) listener();
}

function addUnsent(one: Unsent): void {
  setUnsent([...unsent, one]);
  storeRefused([...refused(), one]);
}

/** Lets go of one that could not be sent. */
export function forgetUnsent(one: Unsent): void {
  setUnsent(unsent.filter((other) => other !== one));
  storeRefused(refused().filter(({ written }) => written.once !== one.written.once));
}

/** What was refused before the page was loaded, in any tab. */
function refused(): Unsent[] {
  try {
    const kept = JSON.parse(localStorage.getItem(REFUSED + owner) ?? '[]') as (Kept & { problem: Problem })[];
    return kept.map(({ problem, ...one }) => ({ ...one, problem: new ProblemError(problem) }));
  } catch {
    return [];
  }
}

function storeRefused(all: readonly Unsent[]): void {
  try {
    const kept = all.map(({ problem, ...one }) => ({ ...one, problem: problem.problem }));
    if (kept.length === 0) localStorage.removeItem(REFUSED + owner);
    else localStorage.setItem(REFUSED + owner, JSON.stringify(kept));
  } catch {
    // No room: it is there as long as the page lives.
  }
}

/** Sends one that could not be sent once more, changed as its writer decided. */
export function sendAgain(client: QueryClient, one: Unsent, input: unknown): void {
  forgetUnsent(one);
  send(client, { kind: one.kind, written: { input, once: `${one.written.once}-again` } });
}

/**
 * Keeps what waits to be sent in the browser, and sends what was kept by this tab before it was reloaded, or by tabs
 * that were closed. Only for the person who wrote it. Keeps until stopped.
 */
export function keepOutbox(client: QueryClient, userId: string): () => void {
  const tab = tabName();
  owner = userId;
  setUnsent(refused());
  const cache = client.getMutationCache();
  const waited = new Set<string>();
  const save = () => {
    const waiting = cache
      .getAll()
      .filter(({ options, state }) => options.mutationKey?.[0] === OUTBOX && state.status === 'pending')
      .map((mutation): Kept => ({ kind: String(mutation.options.mutationKey?.[1]), written: writtenOf(mutation) }));
    if (waiting.length === 0) drop(tab);
    else store(tab, { userId, waiting });
  };
  const stop = cache.subscribe((event) => {
    const { mutation } = event;
    if (mutation?.options.mutationKey?.[0] !== OUTBOX) return;
    const { state } = mutation;
    if (state.isPaused || (state.status === 'pending' && !onlineManager.isOnline()))
      waited.add(writtenOf(mutation).once);
    if (state.status === 'error' && event.type === 'updated' && waited.delete(writtenOf(mutation).once)) {
      const kind = String(mutation.options.mutationKey?.[1]);
      if (isProblem(state.error)) addUnsent({ kind, written: writtenOf(mutation), problem: state.error });
    }
    save();
  });
  const adopt = (kept: Kept[]) => {
    for (const one of kept) {
      waited.add(one.written.once);
      send(client, one);
    }
  };
  adopt(taken(tab, userId));
  void ownOrphans(tab, (name) => adopt(taken(name, userId)));
  return stop;
}

function send(client: QueryClient, { kind, written }: Kept): void {
  const sender = SENDERS.find((one) => one.kind === kind);
  if (!sender) return;
  const mutation = client.getMutationCache().build(client, outboxOptions(client, sender));
  // Refused: it is among the unsent.
  mutation.execute(written as Written<never>).catch(() => undefined);
}

const writtenOf = (mutation: { state: { variables: unknown } }): Written<unknown> =>
  mutation.state.variables as Written<unknown>;

/** What a tab left behind, where it is this person's. */
function taken(name: string, userId: string): Kept[] {
  try {
    const text = localStorage.getItem(PREFIX + name);
    const kept = text === null ? null : (JSON.parse(text) as { userId: string; waiting: Kept[] });
    if (kept?.userId !== userId) return [];
    drop(name);
    return kept.waiting;
  } catch {
    return [];
  }
}

/** Takes over from tabs that are gone: a tab that lives holds a lock of its name. */
async function ownOrphans(tab: string, adopt: (name: string) => void): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return;
  void locks.request(PREFIX + tab, () => new Promise(() => undefined));
  const names = Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length))
    .filter((name) => name !== tab);
  for (const name of names) {
    await locks.request(PREFIX + name, { ifAvailable: true }, (lock) => {
      if (lock) adopt(name);
    });
  }
}

/** The same over reloads of this tab. */
function tabName(): string {
  try {
    const known = sessionStorage.getItem('etapa:tab');
    if (known) return known;
    const made = Math.random().toString(36).slice(2);
    sessionStorage.setItem('etapa:tab', made);
    return made;
  } catch {
    return 'only';
  }
}

function store(name: string, what: { userId: string; waiting: Kept[] }): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(what));
  } catch {
    // No room: it waits as long as the page lives.
  }
}

function drop(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept.
  }
}
