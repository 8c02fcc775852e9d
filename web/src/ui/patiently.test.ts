import { onLateParts, patiently } from './patiently.ts';

describe('a part of the app that cannot be fetched', () => {
  /** Fails so many times, then comes. */
  const coming = (failures: number) => {
    let tries = 0;
    return async () => {
      tries += 1;
      if (tries <= failures) throw new TypeError('Failed to fetch dynamically imported module');
      return `at try ${tries}`;
    };
  };

  it('comes once the line is back, however long that takes', async () => {
    let asked = 0;
    const stop = onLateParts(() => {
      asked += 1;
      return true;
    });
    await expect(patiently(coming(9), 0)).resolves.toBe('at try 10');
    expect(asked).toBe(9);
    stop();
  });

  it('is given up where there is a line all the time', async () => {
    const stop = onLateParts(() => false);
    await expect(patiently(coming(3), 0)).resolves.toBe('at try 4');
    await expect(patiently(coming(4), 0)).rejects.toThrow('Failed to fetch');
    stop();
  });

  it('asks again for its stylesheet, which nothing else does', async () => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/assets/x.css' });
    document.head.append(link);
    await patiently(coming(1), 0);
    expect(link.isConnected).toBe(false);
    expect(document.querySelectorAll('link[href="/assets/x.css"]')).toHaveLength(1);
  });
});
