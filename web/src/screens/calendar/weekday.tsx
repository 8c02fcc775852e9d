import { useFormats } from '../../i18n/locale.tsx';

/** The short name of a day's weekday. */
export function Weekday({ day }: { day: string }) {
  const { language } = useFormats();
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
