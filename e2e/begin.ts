import { type APIRequestContext, expect } from '@playwright/test';
import type { Person } from './pages/entrance.ts';

export const ada: Person = { name: 'Ada Byron', email: 'ada@example.com', password: 'correct horse' };

/** For stories that begin later: makes the administrator, who is signed in then, and installs ready processes. */
export async function begin(request: APIRequestContext, packages: { [key: string]: { samples: boolean } }) {
  await post(request, '/auth/setup', ada);
  for (const [builtin, { samples }] of Object.entries(packages)) {
    await post(request, '/packages/install', { builtin, samples });
  }
}

async function post(request: APIRequestContext, path: string, data: object): Promise<void> {
  const answer = await request.post(`/api/v1${path}`, { data });
  await expect(answer).toBeOK();
}
