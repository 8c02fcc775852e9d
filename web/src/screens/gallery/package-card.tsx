import type { StageGroup } from '@etapa/shared/definition/entity-type';
import { Badge, Box, Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReadyPackage, useInstallPackage } from '../../data/packages.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { EntityIcon } from '../../ui/entity-icon.tsx';
import { FunnelPicture } from '../../ui/funnel-picture.tsx';
import classes from './package-card.module.css';

/** One ready process: a picture of its funnel, what is inside, and the button. */
export function PackageCard({ ready, mayInstall }: { ready: ReadyPackage; mayInstall: boolean }) {
  const { t } = useTranslation('gallery');
  const { label, number } = useFormats();
  const navigate = useNavigate();
  const install = useInstallPackage();
  const [samples, setSamples] = useState(true);
  const main = ready.entityTypes.find((type) => type.funnels.length) ?? ready.entityTypes[0];
  const funnel = main?.funnels[0];
  const stages =
    funnel?.stages.map((stage) => ({ ...stage, name: label(stage.name), group: stage.group as StageGroup })) ?? [];
  const open = () =>
    main &&
    navigate({
      to: main.funnels.length ? '/p/$entityType' : '/p/$entityType/table',
      params: { entityType: main.key },
    });

  return (
    <Paper withBorder component="article" className={classes.card} aria-label={label(ready.name)}>
      <Box p="md" pb="sm" className={classes.picture}>
        <FunnelPicture stages={stages} label={stages.map((stage) => stage.name).join(', ')} />
      </Box>
      <Stack gap="sm" p="md" flex={1}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={2}>{label(ready.name)}</Title>
          {ready.installed && (
            <Badge variant="light" color="green" leftSection={<IconCheck size={12} />}>
              {t('installed')}
            </Badge>
          )}
        </Group>
        <Text c="dimmed">{label(ready.description)}</Text>
        <Text size="sm" c="dimmed">
          {stages.map((stage) => stage.name).join(' → ')}
        </Text>
        <Group gap={6}>
          {ready.entityTypes.map((type) => (
            <Badge
              key={type.key}
              variant="default"
              size="lg"
              fw={400}
              tt="none"
              leftSection={<EntityIcon name={type.icon} size={14} />}
            >
              {label(type.name)}
            </Badge>
          ))}
        </Group>
        <Box flex={1} />
        <ProblemNotice error={install.error} />
        {ready.installed ? (
          <Button variant="default" onClick={open}>
            {t('open')}
          </Button>
        ) : (
          mayInstall && (
            <Group justify="space-between">
              {ready.sampleRecords ? (
                <Checkbox
                  checked={samples}
                  onChange={(event) => setSamples(event.currentTarget.checked)}
                  label={t('withSamples', { count: ready.sampleRecords, formatted: number(ready.sampleRecords) })}
                />
              ) : (
                <span />
              )}
              <Button
                loading={install.isPending}
                onClick={() => install.mutate({ builtin: ready.key, samples }, { onSuccess: () => void open() })}
              >
                {t('install')}
              </Button>
            </Group>
          )
        )}
      </Stack>
    </Paper>
  );
}
