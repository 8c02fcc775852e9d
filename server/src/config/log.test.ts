import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log } from './log.ts';

describe('the log', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'etapa-log-'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('tells what an error is and its cause, and not the statements and connections that hang on to it', () => {
    const path = join(home, 'log');
    const error = new TypeError('lost', { cause: new Error('away') });
    Object.assign(error, { code: '57P01', client: { sql: 'SELECT' } });
    new Log('warn', path).error('It broke.', { part: 'x', error });
    const written = readFileSync(path, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      msg: 'It broke.',
      part: 'x',
      err: { type: 'TypeError', message: 'lost', code: '57P01', cause: { message: 'away' } },
    });
    expect(JSON.parse(written).err.stack).toContain('log.test');
    expect(written).not.toContain('SELECT');
  });
});
