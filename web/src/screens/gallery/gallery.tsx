import { SimpleGrid, Skeleton } from '@mantine/core';
import { IconFileImport, IconPackages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { packagesQuery } from '../../data/packages.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { isAdmin, useMe } from '../../data/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { PackageCard } from './package-card.tsx';

/** Ready processes, each installed with one click. */
export function Gallery() {
  const { t } = useTranslation('gallery');
  const packages = useQuery(packagesQuery);
  const admin = isAdmin(useMe());
  return (
    <Page
      title={t('title')}
      lead={admin ? t('lead') : t('onlyAdmin')}
      actions={
        admin && (
          <ButtonLink to="/gallery/import" variant="default" leftSection={<IconFileImport size={16} />}>
            {t('fromFile')}
          </ButtonLink>
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
    </Page>
  );
}
