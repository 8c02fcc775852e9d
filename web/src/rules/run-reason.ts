import { useTranslation } from 'react-i18next';

/** Why a run ended that is told by a code, so that it can be said in the reader's language. */
const CODES = ['chain', 'budget', 'cancelled'] as const;

interface Told {
  code?: unknown;
  count?: unknown;
  name?: unknown;
  reason?: unknown;
  message?: unknown;
}

/** Says why a run or a step ended as it did: in the reader's language where Etapa itself ended it. */
export function useRunReason(): (error: unknown) => string {
  const { t } = useTranslation('runs');
  return (error) => {
    if (typeof error === 'string') return error;
    if (typeof error !== 'object' || error === null) return JSON.stringify(error);
    const { code, count, name, reason, message }: Told = error;
    const own = CODES.find((each) => each === code);
    if (own) return t(`because.${own}`, { times: Number(count), name: String(name) });
    const said = [reason, message].find((each) => typeof each === 'string');
    return said === undefined ? JSON.stringify(error) : String(said);
  };
}
