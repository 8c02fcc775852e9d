import { type ComponentProps, lazy, Suspense } from 'react';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const Builder = lazy(async () => ({
  default: (await import('../../conditions/condition-builder.tsx')).ConditionBuilder,
}));

/** The condition builder, fetched when the first condition is shown. */
export const LazyConditionBuilder = (props: ComponentProps<typeof Builder>) => (
  <Suspense fallback={<RowsSkeleton rows={1} />}>
    <Builder {...props} />
  </Suspense>
);
