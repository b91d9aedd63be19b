/**
 * What the snippet of other sites loads. Whoever has pasted it names the hash, so the file never changes: another script is another
 * file, and its own entry here takes this one's place in new snippets.
 */
export const EMBED_SCRIPT = {
  path: '/embed.js',
  integrity: 'sha384-sfERN9M5H/baEYWuXpZixiWggTtwk+zt7HdITdfpnGhZPfh+90fE69E88upW/D46',
} as const
