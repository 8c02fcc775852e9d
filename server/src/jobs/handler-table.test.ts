import type { JobHandler } from './handler.ts';
import { HandlerTable } from './handler-table.ts';

const handler = (queue: 'rules' | 'jobs', job: string): JobHandler => ({ queue, job, handle: async () => undefined });

describe('the table of handlers', () => {
  it('finds the handler of a job', () => {
    const run = handler('rules', 'run');
    expect(new HandlerTable({ rules: ['run'], jobs: [] }, [run]).find('rules', 'run')).toBe(run);
  });

  it('refuses a job without a handler', () => {
    expect(() => new HandlerTable({ rules: ['run'], jobs: [] }, [])).toThrow('rules/run has no handler');
  });

  it('refuses a job with two', () => {
    const twice = [handler('jobs', 'import'), handler('jobs', 'import')];
    expect(() => new HandlerTable({ rules: [], jobs: ['import'] }, twice)).toThrow('more than one handler');
  });

  it('refuses a handler of no job', () => {
    expect(() => new HandlerTable({ rules: [], jobs: [] }, [handler('jobs', 'export')])).toThrow('which is no job');
  });
});
