import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './entrance.module.css';

interface Props {
  title: string;
  lead: string;
  /** Choice of language, in the corner. */
  corner: ReactNode;
  children: ReactNode;
}

/** The page before signing in: one form in the middle. */
export function Entrance({ title, lead, corner, children }: Props) {
  return (
    <Stack className={classes.page} gap={0}>
      <Group justify="space-between" p="md" component="header">
        <Group gap={10}>
          <img src="/icon.svg" width={26} height={26} alt="" />
          <Text fw={700} size="lg">
            Etapa
          </Text>
        </Group>
        {corner}
      </Group>
      <Center flex={1} px="md" pb={80} component="main">
        <Paper w={400} maw="100%" p="xl" radius="lg" withBorder>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mt={4} mb="lg">
            {lead}
          </Text>
          {children}
        </Paper>
      </Center>
    </Stack>
  );
}
