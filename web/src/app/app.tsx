import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createQueryClient } from '../data/query-client.ts';
import { cssVariables, namedTheme } from '../ui/theme.ts';
import { fetchAhead } from './ahead.ts';
import { clearFirstShape } from './first-shape.ts';
import { Notices } from './notices.tsx';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
router.subscribe('onRendered', clearFirstShape);

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
