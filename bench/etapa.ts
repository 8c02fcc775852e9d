/** What a bench run asks of Etapa before it measures. */
export class Etapa {
  private constructor(
    readonly url: string,
    readonly token: string,
    readonly userId: string,
  ) {}

  /** Creates the administrator and a token. */
  static async setUp(url: string): Promise<Etapa> {
    const setup = await fetch(`${url}/api/v1/auth/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Bench', email: 'bench@example.com', password: 'bench-Pass-word-1' }),
    });
    if (!setup.ok) throw new Error(`setup: ${setup.status} ${await setup.text()}`);
    const cookie = setup.headers
      .getSetCookie()
      .map((header) => header.split(';')[0])
      .join('; ');
    const { user } = (await setup.json()) as { user: { id: string } };
    const answer = await fetch(`${url}/api/v1/api-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: 'bench' }),
    });
    if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    return new Etapa(url, token, user.id);
  }

  /** The same Etapa after a new start. */
  at(url: string): Etapa {
    return new Etapa(url, this.token, this.userId);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.ask('POST', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.ask('PATCH', path, body);
  }

  get<T>(path: string): Promise<T> {
    return this.ask('GET', path);
  }

  /** Memory of the server's process, in bytes. */
  static async memoryAt(url: string): Promise<number> {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? Number.NaN);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

export const STAGES = ['s1', 's2', 's3', 's4', 'won', 'lost'];

/** One process with six stages, the type whose records are measured. */
export const benchType = {
  key: 'bench',
  name: 'Bench',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 200 },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0, indexed: true },
    { key: 'city', label: 'City', kind: 'text', maxLength: 100 },
    { key: 'note', label: 'Note', kind: 'longText' },
    { key: 'due', label: 'Due', kind: 'date' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: STAGES.map((key) => ({
        key,
        name: key,
        group: key === 'won' || key === 'lost' ? key : 'open',
        ...(key.startsWith('s') ? { norm: 'P7D' } : {}),
      })),
    },
  ],
  layout: { sections: [{ title: 'Main', fields: ['title', 'amount', 'city', 'note'] }], card: ['amount', 'city'] },
};

/** A document of usual size. */
export const docOf = (index: number) => ({
  title: `Record ${index}`,
  amount: (index * 7919) % 100_000,
  city: ['Helsinki', '東京', 'Київ', 'Lyon'][index % 4],
  note: `Called on day ${index % 365}; asked for an offer.`,
});
