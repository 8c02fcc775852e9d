import { Box, Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** At the end of the heading's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled box. */
export function Panel({ title, aside, children }: Props) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h3" miw={0}>
          {title}
        </Title>
        {aside && <Box maw="100%">{aside}</Box>}
      </Group>
      {children}
    </Paper>
  );
}
