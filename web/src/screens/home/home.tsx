import { Group, SimpleGrid, Stack } from '@mantine/core';
import { IconLayoutGridAdd } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { isAdmin, useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { Followed } from './followed.tsx';
import { MyApprovals } from './my-approvals.tsx';
import { MyTasks } from './my-tasks.tsx';
import { OverNorm } from './over-norm.tsx';
import { Recent } from './recent.tsx';

/** The day at a glance: what is due, which cards are late, what happened. */
export function Home() {
  const { t } = useTranslation('home');
  const { t: process } = useTranslation('process');
  const me = useMe();
  const { dateTime } = useFormats();
  const types = useEntityTypes();
  const processes = types?.filter((type) => type.funnels?.length);
  const today = dateTime(new Date().toISOString(), { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <Page title={t('hello', { name: me.user.name })} lead={today}>
      {processes?.length === 0 && isAdmin(me) && (
        <Empty
          icon={<IconLayoutGridAdd />}
          title={t('noProcess')}
          action={
            <Group justify="center" gap="xs">
              <ButtonLink to="/gallery">{t('toGallery')}</ButtonLink>
              <ButtonLink to="/gallery" search={{ new: true }} variant="default">
                {process('orScratch')}
              </ButtonLink>
            </Group>
          }
        >
          {t('noProcessLead')}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack>
          <MyApprovals />
          <MyTasks />
        </Stack>
        <Stack>
          <OverNorm types={processes} />
          <Followed />
          <Recent />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
