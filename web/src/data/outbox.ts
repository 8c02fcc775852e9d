import {
  type MutateOptions,
  type MutationOptions,
  onlineManager,
  type QueryClient,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { isProblem } from './problem.ts';

/** A kind of write that waits while the server cannot be reached, over reloads too, and is done exactly once. */
export interface Sender<Input, Answer> {
  kind: string;
  /** @param once the idempotency key of this write: sending it twice does it once */
  send: (input: Input, once: string) => Promise<Answer>;
  /** Writes about the same thing go out in their order. */
  about: (input: Input) => string;
  /** What is shown while it waits. */
  suppose?: (client: QueryClient, input: Input) => void;
  done: (client: QueryClient, answer: Answer, input: Input) => unknown;
  /** What it supposed does not hold. */
  refused?: (client: QueryClient, input: Input) => unknown;
}

/** A write with the key that makes it happen once. */
export interface Written<Input> {
  once: string;
  input: Input;
}

export const OUTBOX = 'outbox';
const lines = new Map<string, Promise<unknown>>();

/** Declares a kind of write that may wait; it must be listed in `outbox-kept.ts` to be sent after a reload. */
export const sender = <Input, Answer>(one: Sender<Input, Answer>): Sender<Input, Answer> => one;

/** How a kind of write is done, by a screen or after a reload. */
export function outboxOptions<Input, Answer>(
  client: QueryClient,
  { kind, send, about, suppose, done, refused }: Sender<Input, Answer>,
): MutationOptions<Answer, Error, Written<Input>> {
  return {
    mutationKey: [OUTBOX, kind],
    mutationFn: ({ input, once }) => inTurn(about(input), () => send(input, once)),
    onMutate: ({ input }) => {
      if (!onlineManager.isOnline()) suppose?.(client, input);
    },
    onSuccess: async (answer, { input }) => {
      await done(client, answer, input);
    },
    onError: async (_, { input }) => {
      await refused?.(client, input);
    },
    // No answer is no refusal. Who was signed out sends it after signing in again.
    retry: (_, error) =>
      isProblem(error, 'network') || isProblem(error, 'unauthenticated') || isProblem(error, 'unavailable'),
    retryDelay: (failures) => Math.min(1000 * 2 ** failures, 15_000),
  };
}

/** A write that waits while the server cannot be reached: `isPaused` says that it does. */
export function useOutbox<Input, Answer>(one: Sender<Input, Answer>) {
  const client = useQueryClient();
  const mutation = useMutation(outboxOptions(client, one));
  const { mutate: start, mutateAsync: startAsync } = mutation;
  const mutate = useCallback(
    (input: Input, options?: MutateOptions<Answer, Error, Written<Input>>) => start(written(input), options),
    [start],
  );
  const mutateAsync = useCallback((input: Input) => startAsync(written(input)), [startAsync]);
  return { ...mutation, mutate, mutateAsync, variables: mutation.variables?.input };
}

const written = <Input>(input: Input): Written<Input> => ({ input, once: crypto.randomUUID?.() ?? fallbackId() });

/** Pages that are not served safely have no `randomUUID`. */
const fallbackId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** One after the other for each thing, in the order they were begun. */
function inTurn<Answer>(about: string, send: () => Promise<Answer>): Promise<Answer> {
  const before = lines.get(about) ?? Promise.resolve();
  const mine = before.then(send, send);
  const line = mine
    .catch(() => undefined)
    .then(() => {
      if (lines.get(about) === line) lines.delete(about);
    });
  lines.set(about, line);
  return mine;
}
