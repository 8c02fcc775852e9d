import type { RecordView } from '@etapa/shared/api/records';
import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBell, IconBellFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFollow, useFollowState } from '../../data/follows.ts';
import { useProblemText } from '../../data/problem-notice.tsx';

/** Follows a record, or no longer. */
export function FollowButton({ record }: { record: RecordView }) {
  const { t } = useTranslation('follow');
  const problem = useProblemText();
  const state = useFollowState(record);
  const follow = useFollow(record);
  // Shown as it will be while the server is told.
  const following = follow.isPending ? follow.variables : (state?.following ?? false);
  const said = following ? t('stop') : t('start');
  return (
    <Tooltip label={state ? `${said} · ${t('followers', { count: state.followers })}` : said}>
      <ActionIcon
        variant="subtle"
        color={following ? undefined : 'gray'}
        aria-label={t('follow')}
        aria-pressed={following}
        disabled={!state}
        onClick={() =>
          follow.mutate(!following, {
            onError: (error) => {
              const { title, detail } = problem(error);
              notifications.show({ color: 'red', title, message: detail });
            },
          })
        }
      >
        {following ? <IconBellFilled size={18} /> : <IconBell size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
