import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

export interface Saved {
  id: string;
  text: string;
  /** Name of the button that puts the notice away. */
  close: string;
  undo: { label: string; run: () => void } | null;
}

/** Says what was done, with ten seconds to take it back. */
export function showSaved({ id, text, close, undo }: Saved): void {
  notifications.hide(id);
  notifications.show({
    id,
    closeButtonProps: { 'aria-label': close },
    autoClose: undo ? 10_000 : 4_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={2}>
          {text}
        </Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              undo.run();
            }}
          >
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}

export interface NotSaved {
  id: string;
  title: string;
  reason: string;
  close: string;
}

/** Says that something stays as it was, and why. */
export function showNotSaved({ id, title, reason, close }: NotSaved): void {
  notifications.hide(id);
  notifications.show({
    id,
    color: 'red',
    title,
    message: reason,
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': close },
  });
}
