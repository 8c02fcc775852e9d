import { v7 } from 'uuid';

/** A new identifier: UUIDv7, so that ids sort by the time they were made. */
export function newId(): string {
  return v7();
}

/** The lowest identifier that can have been made at a moment, in milliseconds since 1970. */
export function firstIdAt(milliseconds: number): string {
  const time = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7000-8000-000000000000`;
}
