import { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { isProblem } from './problem.ts';

/**
 * A refusal is an answer and is not asked again; a broken line is, twice. Whose session has ended while they are at work
 * is asked to sign in where they are: until they have, what is on screen stays, and is asked for again.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => {
          if (isProblem(error, 'unauthenticated')) return client.getQueryData(keys.me()) !== undefined;
          return failures < 2 && isProblem(error) && (error.status === 0 || error.status >= 500);
        },
        refetchOnWindowFocus: true,
      },
    },
  });
  return client;
}
