import { Box } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useShown } from '../../conditions/use-shown.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { RecordsCalendar } from './records-calendar.tsx';

const route = getRouteApi('/signed-in/p/$entityType/calendar');

/** Records of a type by one of their dates; what it shows is in its address. */
export function CalendarScreen() {
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  const shown = useShown(entityType, 'calendar', route.useSearch());
  if (!type) {
    return (
      <Box p="md">
        <RowsSkeleton rows={6} height={90} />
      </Box>
    );
  }
  return <RecordsCalendar key={type.key} type={type} shown={shown} />;
}
