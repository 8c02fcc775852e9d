import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** One line below the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Widest the content grows, in pixels. */
  width?: number;
  children: ReactNode;
}

/** A screen that scrolls: its heading, actions and content. */
export function Page({ title, lead, actions, width = 1200, children }: Props) {
  return (
    <Box p={{ base: 'sm', sm: 'lg' }} maw={width + 48}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-end" gap="sm">
          <div>
            <Title order={1}>{title}</Title>
            {lead && (
              <Text c="dimmed" mt={2}>
                {lead}
              </Text>
            )}
          </div>
          {actions && (
            <Group gap="xs" align="flex-end">
              {actions}
            </Group>
          )}
        </Group>
        {children}
      </Stack>
    </Box>
  );
}
