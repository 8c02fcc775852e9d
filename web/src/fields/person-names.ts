import { api } from '../data/client.ts';

export interface PersonOption {
  id: string;
  name: string;
  active: boolean;
}

interface Waiting {
  id: string;
  done: (person: PersonOption | null) => void;
  failed: (error: unknown) => void;
}

/** As many as one request may name. */
const MOST = 200;
let waiting: Waiting[] = [];

/** A person by id, null for one there is not; those asked for at the same time come in one answer. */
export function named(id: string): Promise<PersonOption | null> {
  return new Promise((done, failed) => {
    if (waiting.length === 0) setTimeout(ask, 10);
    waiting.push({ id, done, failed });
  });
}

function ask(): void {
  const asked = waiting;
  waiting = [];
  for (let at = 0; at < asked.length; at += MOST) void askFor(asked.slice(at, at + MOST));
}

async function askFor(people: Waiting[]): Promise<void> {
  try {
    const ids = JSON.stringify([...new Set(people.map(({ id }) => id))]);
    const { items } = await api.get<{ items: PersonOption[] }>('/users/options', { ids });
    for (const { id, done } of people) done(items.find((person) => person.id === id) ?? null);
  } catch (error) {
    for (const { failed } of people) failed(error);
  }
}
