/** ISO 8601 durations as RFC 3339 has them: whole numbers, no sign. Eight digits keep every length exact. */
export const DURATION =
  '^P(?!$)(?:\\d{1,8}Y)?(?:\\d{1,8}M)?(?:\\d{1,8}W)?(?:\\d{1,8}D)?(?:T(?=\\d)(?:\\d{1,8}H)?(?:\\d{1,8}M)?(?:\\d{1,8}S)?)?$';

const PARTS =
  /^P(?=.)(?:(\d{1,8})Y)?(?:(\d{1,8})M)?(?:(\d{1,8})W)?(?:(\d{1,8})D)?(?:T(?=\d)(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?$/;

/** Seconds in each part: a month is the twelfth of a mean Gregorian year, so that P12M is as long as P1Y. */
export const PART_SECONDS = [31_556_952, 2_629_746, 604_800, 86_400, 3_600, 60, 1] as const;

/** Length of a duration in seconds, for ordering; undefined when it is none. */
export function secondsOf(duration: string): number | undefined {
  const parts = PARTS.exec(duration);
  if (!parts) return undefined;
  return PART_SECONDS.reduce((sum, seconds, index) => sum + Number(parts[index + 1] ?? 0) * seconds, 0);
}
