import { type CountryCode, getCountries, isSupportedCountry } from 'libphonenumber-js/min';

/** Whether telephone numbers of a country, named by ISO 3166 alpha-2, are known. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);

/** Node 20 has it as a property, later ones as a method. */
type Zoned = Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] };

const found = new Map<string, CountryCode | undefined>();

/** The country a time zone belongs to, undefined for zones of none or several: `Asia/Tokyo` is `JP`, `UTC` nowhere. */
export function countryOf(timeZone: string): string | undefined {
  // All countries are looked through, which takes a while: once for each zone.
  if (!found.has(timeZone)) found.set(timeZone, lookedUp(timeZone));
  return found.get(timeZone);
}

function lookedUp(timeZone: string): CountryCode | undefined {
  if (!timeZone.includes('/') || timeZone.startsWith('Etc/')) return undefined;
  // `Europe/Kyiv` and `Europe/Kiev` are one.
  const names = new Set([
    timeZone,
    new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone,
    ...(timeZone === 'Europe/Kyiv' ? ['Europe/Kiev'] : []),
  ]);
  const countries = getCountries().filter((country) => zonesOf(country).some((zone) => names.has(zone)));
  return countries.length === 1 ? countries[0] : undefined;
}

function zonesOf(country: CountryCode): string[] {
  const locale: Zoned = new Intl.Locale(`und-${country}`);
  return locale.timeZones ?? locale.getTimeZones?.() ?? [];
}

/** The countries whose telephone numbers are known, by ISO 3166 alpha-2. */
export const countries = (): string[] => getCountries();
