import type { Days } from '@etapa/shared/reports/periods';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import type { ComparisonSearch } from './comparison-search.ts';
import type { ReportSearch } from './report-controls.tsx';
import { useWhoseName, type Whose } from './whose-select.tsx';

/** What the two sides of a comparison are called: by what differs between them. */
export function useSideNames(search: ReportSearch & ComparisonSearch): {
  one: string;
  other: (about: Days & Whose) => string;
} {
  const { t } = useTranslation('reports');
  const { date } = useFormats();
  const whose = useWhoseName();
  const days = ({ from, to }: Days): string => {
    if (from && to) return from === to ? date(from) : `${date(from)} – ${date(to)}`;
    if (from) return t('behind.since', { from: date(from) });
    return to ? t('behind.until', { to: date(to) }) : t('preset.all');
  };
  const name = (about: Days & Whose) =>
    search.vs === 'whose' ? (whose(about) ?? t('forecast.everybody')) : days(about);
  return { one: name(search), other: name };
}
