import type { PackagedType } from '@etapa/shared/api/packages';
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const COLORS = { added: 'green', changed: 'orange', unchanged: 'gray' } as const;

/** Whether a thing of a package is new here, changed, or as it is. */
export function StateBadge({ state }: { state: PackagedType['state'] }) {
  const { t } = useTranslation('packages');
  return (
    <Badge variant="light" color={COLORS[state]} tt="none" style={{ flexShrink: 0 }}>
      {t(`state.${state}`)}
    </Badge>
  );
}
