import { QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.ts';

/** A refusal is an answer and is not asked again; a broken line is, twice. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isProblem(error) && (error.status === 0 || error.status >= 500),
        refetchOnWindowFocus: true,
      },
    },
  });
