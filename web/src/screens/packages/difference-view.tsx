import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { type Installed, inspectPackage, type SentPackage, useInstallDocument } from '../../data/packages.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { FaultList } from './fault-list.tsx';
import { PartList } from './part-list.tsx';
import { TypeDifference } from './type-difference.tsx';

interface Props {
  document: SentPackage;
  /** Changes of what is here wait in the draft. */
  onlyDraft: boolean;
  onInstalled: (installed: Installed) => void;
  /** What is to be known before the button. */
  children?: ReactNode;
}

/** What a package adds and changes, and the button that does it. */
export function DifferenceView({ document, onlyDraft, onInstalled, children }: Props) {
  const { t } = useTranslation('packages');
  const { label } = useFormats();
  const [standIn, setStandIn] = useState(false);
  const how = { ...(standIn ? { people: 'me' as const } : {}), ...(onlyDraft ? { publish: false } : {}) };
  const difference = useQuery({
    queryKey: ['packageDifference', document, how],
    queryFn: () => inspectPackage(document, how),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const known = useEntityTypes() ?? [];
  const install = useInstallDocument();
  if (difference.error) return <ProblemNotice error={difference.error} />;
  if (!difference.data) return <RowsSkeleton rows={4} />;
  const { entityTypes, parts, sampleRecords, faults, name } = difference.data;
  const all = [...entityTypes, ...parts];
  const same = faults.length === 0 && all.every(({ state }) => state === 'unchanged') && sampleRecords === 0;
  const fresh = entityTypes.every(({ state }) => state === 'added');
  return (
    <Stack gap="md">
      <Title order={2}>{t('difference', { name: label(name) })}</Title>
      <FaultList faults={faults} standIn={standIn} onStandIn={setStandIn} />
      {same && (
        <Alert variant="light" icon={<IconCheck size={18} />}>
          {t('nothing')}
        </Alert>
      )}
      {entityTypes.map((type) => (
        <TypeDifference key={type.key} type={type} />
      ))}
      <PartList
        parts={parts}
        types={[...entityTypes.flatMap(({ after, before }) => (before ? [after, before] : [after])), ...known]}
      />
      {sampleRecords > 0 && <Text size="sm">{t('samples', { count: sampleRecords })}</Text>}
      {children}
      <ProblemNotice error={install.error} />
      {!same && (
        <Group>
          <Button
            disabled={faults.length > 0}
            loading={install.isPending}
            onClick={() => install.mutate({ document, how }, { onSuccess: onInstalled })}
          >
            {t(onlyDraft ? 'toDraft' : fresh ? 'install' : 'update')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
