import type { Days } from '@etapa/shared/reports/periods';
import { lastYearDays, previousDays } from './cohort.ts';
import type { ReportSearch } from './report-controls.tsx';
import type { Whose } from './whose-select.tsx';

export const COMPARISONS = ['previous', 'lastYear', 'days', 'whose'] as const;

/** What a report is compared with, as its address has it. */
export interface ComparisonSearch {
  vs?: string;
  vsFrom?: string;
  vsTo?: string;
  vsOwner?: string;
  vsTeam?: string;
}

/** The days and people of the report compared with; null while there is none. */
export function comparedWith(search: ReportSearch & ComparisonSearch): (Days & Whose) | null {
  const { from, to, owner, team } = search;
  switch (COMPARISONS.find((one) => one === search.vs)) {
    case undefined:
      return null;
    case 'previous':
      return withPeople(previousDays({ from, to }), { owner, team });
    case 'lastYear':
      return withPeople(lastYearDays({ from, to }), { owner, team });
    case 'days':
      return search.vsFrom || search.vsTo ? { from: search.vsFrom, to: search.vsTo, owner, team } : null;
    case 'whose':
      return { from, to, owner: search.vsOwner, team: search.vsTeam };
  }
}

const withPeople = (days: Days | null, whose: Whose): (Days & Whose) | null => days && { ...days, ...whose };
