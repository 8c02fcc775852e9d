import { PassThrough, type Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Log } from '../config/log.ts';
import type { LoggedEvent } from '../log/events.ts';
import { Tail } from '../log/tail.ts';
import { CallerService, type Credential } from './callers.ts';
import { StreamFilter } from './stream-filter.ts';

/** Milliseconds between two signs of life, in which it is also seen whether the listener is still signed in. */
const HEARTBEAT = 20_000;
const CHECK = 2_000;
/** Bytes a listener may lag behind before it is cut off; its browser connects again. */
const MOST_UNREAD = 1_000_000;

interface Listener {
  credential: Credential;
  caller: Caller;
  output: PassThrough;
  lastWrite: number;
}

/** Live screens: tells each listener, in the order of the log, what changed among what they may see. */
@Injectable()
export class StreamService implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private end?: Promise<() => void>;
  private timer?: NodeJS.Timeout;
  /** Batches one after the other: asking who may see takes time. */
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly tail: Tail,
    private readonly callers: CallerService,
    private readonly filter: StreamFilter,
    private readonly log: Log,
  ) {}

  /** Server-sent events for one listener, until they leave or are signed out. */
  async open(caller: Caller, credential: Credential): Promise<Readable> {
    const output = new PassThrough();
    const listener = { credential, caller, output, lastWrite: performance.now() };
    output.on('error', () => undefined);
    output.once('close', () => this.leave(listener));
    this.listeners.add(listener);
    this.end ??= this.tail.listen((events) => this.tell(events));
    this.timer ??= setInterval(() => void this.check(), CHECK);
    await this.end;
    output.write('retry: 2000\n: connected\n\n');
    return output;
  }

  onModuleDestroy(): void {
    for (const { output } of this.listeners) output.end();
  }

  private leave(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    const end = this.end;
    this.end = undefined;
    void end?.then((stop) => stop());
  }

  private tell(events: LoggedEvent[]): void {
    this.telling = this.telling
      .then(() => this.tellAll(events))
      .catch((error: unknown) => this.log.warn('Live screens missed some changes.', { error }));
  }

  private async tellAll(events: LoggedEvent[]): Promise<void> {
    const byCaller = new Map<string, Listener[]>();
    for (const listener of this.listeners) {
      byCaller.set(listener.caller.id, [...(byCaller.get(listener.caller.id) ?? []), listener]);
    }
    for (const listeners of byCaller.values()) {
      await this.refresh(listeners);
      const [first] = listeners.filter(({ output }) => output.writable);
      if (!first) continue;
      const text = (await this.filter.visible(first.caller, events))
        .map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        .join('');
      if (text !== '') for (const listener of listeners) write(listener, text);
    }
  }

  private async check(): Promise<void> {
    const now = performance.now();
    await this.refresh([...this.listeners]).catch(() => undefined);
    for (const listener of this.listeners) {
      if (now - listener.lastWrite >= HEARTBEAT - CHECK) write(listener, ': still here\n\n');
    }
  }

  /** Ends the streams of who was signed out or deactivated; goes on with everyone's present rights. */
  private async refresh(listeners: Listener[]): Promise<void> {
    for (const listener of listeners) {
      const caller = await this.callers.authenticate(listener.credential);
      if (caller) listener.caller = caller;
      else listener.output.end();
    }
  }
}

function write(listener: Listener, text: string): void {
  const { output } = listener;
  if (!output.writable) return;
  if (output.writableLength > MOST_UNREAD) {
    output.destroy();
    return;
  }
  output.write(text);
  listener.lastWrite = performance.now();
}
