import { Box, Select, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FunnelCanvas } from '../../canvas/funnel-canvas.tsx';
import { useEntityType } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';

const process = getRouteApi('/signed-in/p/$entityType');

/** The designed funnel of a process, to look at. */
export function FunnelScreen() {
  const { t } = useTranslation('funnel');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const [chosen, setChosen] = useState<string | null>(null);
  const funnel = type?.funnels?.find((one) => one.key === chosen) ?? type?.funnels?.[0];
  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconFilter />} title={t('none')} />;
  return (
    <Box h="100%" mih={360} pos="relative">
      {(type.funnels?.length ?? 0) > 1 && (
        <Select
          pos="absolute"
          top={12}
          left={12}
          style={{ zIndex: 5 }}
          aria-label={t('choose')}
          allowDeselect={false}
          value={funnel.key}
          onChange={setChosen}
          data={type.funnels?.map((one) => ({ value: one.key, label: label(one.name) }))}
        />
      )}
      <VisuallyHidden component="h1">{t('title', { name: label(funnel.name) })}</VisuallyHidden>
      <FunnelCanvas key={funnel.key} funnel={funnel} />
    </Box>
  );
}
