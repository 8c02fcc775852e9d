import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type NotSaved, type Saved, showNotSaved, showSaved } from '../../ui/undo-notice.tsx';

const noticeOf = (id: string) => `move-${id}`;

/** Takes away what was said of a card's last move: once it moves again, that can no longer be undone. */
export function hideMoved(id: string): void {
  notifications.hide(noticeOf(id));
}

/** Says where a card went, with ten seconds to take it back. */
export const showMoved = (moved: Saved): void => showSaved({ ...moved, id: noticeOf(moved.id) });

/** A card that stayed where it was. */
export interface Failure {
  title: string;
  reason: string;
}

interface SomeNotMoved {
  title: string;
  close: string;
  failures: Failure[];
}

/** Failures written out; the others are counted by the title. */
const WRITTEN = 5;

/** Says which of several cards stayed where they were, each with its reason. */
export function showSomeNotMoved({ title, close, failures }: SomeNotMoved): void {
  notifications.show({
    id: noticeOf('many-not'),
    color: 'red',
    title,
    closeButtonProps: { 'aria-label': close },
    message: failures.slice(0, WRITTEN).map((failure) => (
      <Text key={`${failure.title} ${failure.reason}`} size="sm">
        <b>{failure.title}</b>: {failure.reason}
      </Text>
    )),
    autoClose: 20_000,
  });
}

/** Says that a card stayed where it was, and why. */
export const showNotMoved = (refused: NotSaved): void => showNotSaved({ ...refused, id: noticeOf(refused.id) });
