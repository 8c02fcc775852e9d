import { ActionIcon, Drawer, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { recordQuery } from '../../data/record.ts';
import { neighbourInWalk } from '../../data/walk.ts';
import { Card } from './card.tsx';
import { CardSkeleton } from './card-screen.tsx';
import { RecordTools } from './record-tools.tsx';

interface Props {
  entityType: string;
  number: number;
}

/** A record over the board or table it was opened from, at the record's own address. */
export function CardPanel({ entityType, number }: Props) {
  const { t } = useTranslation('card');
  const navigate = useNavigate();
  const type = useEntityType(entityType);
  const { data: record, error, refetch } = useQuery(recordQuery(entityType, number));
  const close = () => void navigate({ to: '.', search: (before) => ({ ...before, card: undefined }) });
  const goTo = (card: number) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, card }),
      mask: { to: '/p/$entityType/records/$number', params: { entityType, number: String(card) } },
    });
  const step = (by: 1 | -1) => {
    const next = neighbourInWalk(entityType, number, by);
    if (next !== null) goTo(next);
  };
  const shown = useRef<string | undefined>(undefined);
  shown.current = record?.id;
  useEffect(() => () => focusInList(shown.current), []);
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ]);
  return (
    <Drawer.Root
      opened
      onClose={close}
      position="right"
      size="min(1080px, 100vw)"
      padding={0}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content aria-label={record?.title ?? t('loading')}>
        <Drawer.Body>
          {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {type && record ? (
            <Card
              key={record.id}
              type={type}
              record={record}
              tools={
                <>
                  <Tooltip label={t('previous')}>
                    <ActionIcon variant="subtle" color="gray" aria-label={t('previous')} onClick={() => step(-1)}>
                      <IconChevronUp size={18} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('next')}>
                    <ActionIcon variant="subtle" color="gray" aria-label={t('next')} onClick={() => step(1)}>
                      <IconChevronDown size={18} />
                    </ActionIcon>
                  </Tooltip>
                  <RecordTools record={record} onDeleted={close} />
                  <Tooltip label={t('fullPage')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('fullPage')}
                      component={Link}
                      to={`/p/${entityType}/records/${number}`}
                    >
                      <IconArrowsDiagonal size={18} />
                    </ActionIcon>
                  </Tooltip>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={close} data-autofocus>
                    <IconX size={18} />
                  </ActionIcon>
                </>
              }
            />
          ) : (
            !error && <CardSkeleton />
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** Whoever closes a card goes on from it in the list it was opened from, wherever next and previous have led. */
function focusInList(id: string | undefined): void {
  if (id === undefined) return;
  setTimeout(() => {
    const key = CSS.escape(id);
    const place =
      document.querySelector<HTMLElement>(`[data-title="${key}"]`) ??
      document.querySelector<HTMLElement>(`[data-card="${key}"]`);
    if (document.activeElement === document.body) place?.focus();
  }, 50);
}
