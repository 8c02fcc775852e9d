import { refused } from './refusal-error.ts';

/** @throws RefusalError `invalid_document` unless it is an IANA time zone */
export function checkTimeZone(timeZone: string, path: string): void {
  try {
    // Offsets such as +02:00 are taken by Intl but not by PostgreSQL, where they mean the opposite.
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError();
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    const message = `"${timeZone}" is not a time zone known by the IANA.`;
    throw refused('invalid_document', message, [{ path, code: 'unknown_time_zone', message }]);
  }
}
