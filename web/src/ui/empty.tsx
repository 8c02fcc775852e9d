import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  /** The whole screen says no more than this: the title is its heading. */
  whole?: boolean;
  /** What goes here and why. */
  children?: ReactNode;
  /** The first thing to do. */
  action?: ReactNode;
}

/** What a screen shows before there is anything on it. */
export function Empty({ icon, title, whole, children, action }: Props) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" ta="center">
      <ThemeIcon variant="light" size={48} radius="xl" aria-hidden>
        {icon}
      </ThemeIcon>
      {whole ? (
        <Title order={1} fw={600} fz="lg">
          {title}
        </Title>
      ) : (
        <Text fw={600} size="lg">
          {title}
        </Text>
      )}
      {children && (
        <Text c="dimmed" maw={440}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
