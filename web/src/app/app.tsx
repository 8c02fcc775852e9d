import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { onSignedOut } from '../data/client.ts';
import { createQueryClient } from '../data/query-client.ts';
import { cssVariables, namedTheme } from '../ui/theme.ts';
import { Notices } from './notices.tsx';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

onSignedOut(() => {
  const to = router.state.location.href;
  void router.navigate({ to: '/login', search: { to } }).then(() => queryClient.clear());
});

/** Providers, outermost first. */
export function App() {
  const { t } = useTranslation('common');
  const clear = t('clear');
  const theme = useMemo(() => namedTheme(clear), [clear]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queryClient}>
        <Notices />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
