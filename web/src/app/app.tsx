import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { onSignedOut } from '../data/client.ts';
import { createQueryClient } from '../data/query-client.ts';
import { meQuery } from '../data/session.ts';
import { cssVariables, namedTheme } from '../ui/theme.ts';
import { fetchAhead } from './ahead.ts';
import { Notices } from './notices.tsx';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

onSignedOut(() => {
  // Whoever was not signed in to begin with is led to signing in by the first screen.
  if (!queryClient.getQueryData(meQuery.queryKey)) return;
  const to = router.state.location.href;
  void router.navigate({ to: '/login', search: { to } }).then(() => queryClient.clear());
});

/** Begins to fetch the first screen, before the texts are there to show anything. */
export const beginFetching = (): void => fetchAhead(queryClient, router.latestLocation);

/** Providers, outermost first. */
export function App() {
  const { t } = useTranslation('common');
  const [clear, password, nothing] = [t('clear'), t('showPassword'), t('nothingFound')];
  const theme = useMemo(() => namedTheme(clear, password, nothing), [clear, password, nothing]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queryClient}>
        <Notices />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
