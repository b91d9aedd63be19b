/**
 * The driver that the build brings along: Neon's, unless wrangler.toml names another one in `[alias]`. What a Worker does
 * not use it does not carry (docs/decisions/0011).
 */
export { openDatabase } from './neon-driver.server.ts'
