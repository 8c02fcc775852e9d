import { Skeleton, Stack } from '@mantine/core';

/** The shape of a list that is coming. `height` of one row in pixels. */
export function RowsSkeleton({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  return (
    <Stack gap={8} aria-hidden data-testid="skeleton">
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
