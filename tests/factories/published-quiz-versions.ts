/**
 * Fingerprint by version of every quiz that was ever published, oldest first. Stored answers name their version, so
 * an entry is never changed: a changed quiz gets a new version and a new entry. docs/content.md says how.
 */
export const PUBLISHED_QUIZ_VERSIONS: Readonly<Record<string, string>> = {
  '2026-11': 'b3ad6845436a5dbb',
}
