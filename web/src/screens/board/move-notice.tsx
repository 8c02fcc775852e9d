import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

interface Moved {
  id: string;
  text: string;
  undo: { label: string; run: () => void } | null;
}

const noticeOf = (id: string) => `move-${id}`;

/** Takes away what was said of a card's last move: once it moves again, that can no longer be undone. */
export function hideMoved(id: string): void {
  notifications.hide(noticeOf(id));
}

/** Says where a card went, with ten seconds to take it back. */
export function showMoved({ id, text, undo }: Moved): void {
  const notice = noticeOf(id);
  notifications.hide(notice);
  notifications.show({
    id: notice,
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
              notifications.hide(notice);
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

/** Says that a card stayed where it was, and why. */
export function showNotMoved({ id, title, reason }: { id: string; title: string; reason: string }): void {
  notifications.show({ id: noticeOf(id), color: 'red', title, message: reason, autoClose: 12_000 });
}
