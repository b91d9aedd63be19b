/** Whoever has pasted it names the hash, so the file never changes: docs/decisions/0041-in-a-frame.md. */
export const EMBED_SCRIPT = {
  path: '/embed.js',
  integrity: 'sha384-sfERN9M5H/baEYWuXpZixiWggTtwk+zt7HdITdfpnGhZPfh+90fE69E88upW/D46',
} as const
