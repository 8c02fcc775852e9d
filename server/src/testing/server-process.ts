import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main', 'index.js');

/** The built server as a process of its own, to be started, asked and killed for real. */
export class ServerProcess {
  output = '';
  errors = '';
  readonly exited: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  /** @param env the variables of Etapa; nothing is inherited but what Node itself needs */
  static start(env: { [name: string]: string }): ServerProcess {
    if (!existsSync(MAIN)) throw new Error('The server is not built: run `npm run build` first.');
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH, HOME, TMPDIR, HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServerProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** @returns the address in its first line @throws Error with what it said when it ended instead */
  async ready(): Promise<string> {
    const ended = this.exited.then((code) => {
      throw new Error(`The server ended with ${code}: ${this.errors}${this.output}`);
    });
    const line = await Promise.race([ended, this.line(/^Etapa is ready.*$/m)]);
    return /http:\S+/.exec(line ?? '')?.[0] ?? '';
  }

  /** Sends a signal. @returns the exit code */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  /** @returns undefined when the process ended without it */
  private async line(pattern: RegExp): Promise<string | undefined> {
    for (;;) {
      const found = pattern.exec(this.output)?.[0];
      if (found !== undefined || this.child.exitCode !== null || this.child.signalCode !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
