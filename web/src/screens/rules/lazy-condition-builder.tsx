import { type ComponentProps, Suspense } from 'react';
import { fetched } from '../../ui/fetched.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const Studio = fetched(async () => (await import('../../conditions/condition-studio.tsx')).ConditionStudio);

/** The condition builder with its sentence and count, fetched when the first condition is shown. */
export const LazyConditionBuilder = (props: ComponentProps<typeof Studio>) => (
  <Suspense fallback={<RowsSkeleton rows={1} />}>
    <Studio {...props} follows />
  </Suspense>
);
