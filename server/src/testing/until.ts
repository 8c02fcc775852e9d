/** Waits until `check` gives something. @throws Error when it has not after `seconds` */
export async function until<T>(check: () => Promise<T | undefined | false>, seconds = 15): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
