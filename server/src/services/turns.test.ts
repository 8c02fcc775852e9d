import { setTimeout as pause } from 'node:timers/promises';
import { Turns } from './turns.ts';

describe('Turns', () => {
  it('runs work for one key in the order it came, and goes on after a failure', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const work = (name: string, milliseconds: number) => async () => {
      said.push(`${name} begins`);
      await pause(milliseconds);
      said.push(`${name} ends`);
      if (name === 'b') throw new Error('b failed');
      return name;
    };
    const results = await Promise.allSettled([
      turns.take('x', work('a', 20)),
      turns.take('x', work('b', 10)),
      turns.take('x', work('c', 0)),
    ]);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('lets work for other keys run meanwhile', async () => {
    const turns = new Turns();
    let open: () => void = () => undefined;
    const held = turns.take('x', () => new Promise<void>((resolve) => (open = resolve)));
    await expect(turns.take('y', async () => 'done')).resolves.toBe('done');
    open();
    await held;
  });
});
