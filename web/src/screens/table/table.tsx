import { Box } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEntityType } from '../../data/entity-types.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RecordsTable } from './records-table.tsx';

const route = getRouteApi('/signed-in/p/$entityType/table');

/** Records of a type as a table; what it shows is in its address. */
export function TableScreen() {
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  if (!type) {
    return (
      <Box p="md">
        <RowsSkeleton rows={12} height={30} />
      </Box>
    );
  }
  return <RecordsTable key={type.key} type={type} />;
}
