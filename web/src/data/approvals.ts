import type { Approval, ApprovalDecision, approvalRoutes } from '@etapa/shared/api/approvals';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { Approval };

export interface ApprovalFilter {
  record?: string;
  /** Those one is asked for. */
  mine?: boolean;
  status?: Approval['status'];
}

/** Approvals one is asked for, and those on records one may see, newest first, page by page. */
export const approvalsQuery = (filter: ApprovalFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: keys.approvals(filter, limit),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof approvalRoutes.list>>('/approvals', { ...filter, limit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Says yes or no; the record goes on with what was waiting for it. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...decision }: ApprovalDecision & { id: string }) =>
      api.post<Approval>(`/approvals/${id}/decide`, decision),
    onSuccess: (approval) =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.approvals() }),
        client.invalidateQueries({ queryKey: keys.runs() }),
        client.invalidateQueries({ queryKey: keys.records(approval.entityType) }),
      ]),
  });
}
