/** A document as it was stored, by any earlier program. */
export type StoredDocument = { [member: string]: unknown };

/** What brings a document of one version to the next. Frozen once released. */
export interface Upgrade {
  /** The version the document has afterwards. */
  to: number;
  /** What changes, for the log of an upgrade. */
  why: string;
  /** Returns a new document and leaves the one given alone; never looks at today's types, which go on changing. */
  apply(document: StoredDocument): StoredDocument;
}

/** A document of a version this program does not know: written by a newer one. */
export class TooNew extends Error {
  constructor(
    readonly version: number,
    readonly known: number,
  ) {
    super(`The document has version ${version}; this program knows versions up to ${known}.`);
  }
}

/** The version documents have once every upgrade was applied. */
export const latestVersion = (upgrades: readonly Upgrade[]): number => upgrades.at(-1)?.to ?? 0;

/**
 * A stored document brought up to date: every upgrade after its `schemaVersion` (0 when absent), in order.
 *
 * @throws TooNew when a newer program wrote it
 */
export function upgrade(document: StoredDocument, upgrades: readonly Upgrade[]): StoredDocument {
  const version = typeof document.schemaVersion === 'number' ? document.schemaVersion : 0;
  const latest = latestVersion(upgrades);
  if (version > latest) throw new TooNew(version, latest);
  const due = upgrades.filter(({ to }) => to > version);
  return due.reduce((upgraded, { to, apply }) => ({ ...apply(upgraded), schemaVersion: to }), document);
}
