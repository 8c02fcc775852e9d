import { Skeleton } from '@mantine/core';
import classes from './board.module.css';

/** Columns in the shape of those that come. */
export function BoardSkeleton({ columns }: { columns: number }) {
  return (
    <div className={classes.columns} aria-hidden data-testid="skeleton">
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places of a skeleton never change.
        <div className={classes.column} key={column}>
          <div className={classes.head}>
            <Skeleton height={18} width="60%" />
            <Skeleton height={12} width="35%" mt={8} />
          </div>
          <div className={classes.list}>
            {Array.from({ length: 4 - (column % 3) }, (_, card) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: places of a skeleton never change.
              <Skeleton key={card} height={92} mb={6} radius="sm" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
