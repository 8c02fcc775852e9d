import { SimpleGrid, Skeleton } from '@mantine/core';
import { IconFileImport, IconPackages, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { packagesQuery } from '../../data/packages.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { isAdmin, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { NewProcess } from './new-process.tsx';
import { PackageCard } from './package-card.tsx';

const route = getRouteApi('/signed-in/gallery');

/** Ready processes, each installed with one click; or one from nothing. */
export function Gallery() {
  const { t } = useTranslation('gallery');
  const packages = useQuery(packagesQuery);
  const { t: process } = useTranslation('process');
  const admin = isAdmin(useMe());
  const making = route.useSearch().new === true;
  const navigate = route.useNavigate();
  return (
    <Page
      title={t('title')}
      lead={admin ? t('lead') : t('onlyAdmin')}
      actions={
        admin && (
          <>
            <ButtonLink to="/gallery/import" variant="default" leftSection={<IconFileImport size={16} />}>
              {t('fromFile')}
            </ButtonLink>
            <ButtonLink to="/gallery" search={{ new: true }} leftSection={<IconPlus size={16} />}>
              {process('new')}
            </ButtonLink>
          </>
        )
      }
    >
      <ProblemNotice error={packages.error} onRetry={() => void packages.refetch()} />
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
        {packages.isPending && [0, 1].map((card) => <Skeleton key={card} height={320} radius="md" />)}
        {packages.data?.map((ready) => (
          <PackageCard key={ready.key} ready={ready} mayInstall={admin} />
        ))}
      </SimpleGrid>
      {packages.data?.length === 0 && <Empty icon={<IconPackages />} title={t('none')} />}
      {making && admin && <NewProcess onClose={() => void navigate({ search: {}, replace: true })} />}
    </Page>
  );
}
