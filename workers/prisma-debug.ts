/**
 * Stands in for `@prisma/debug` in the Worker (wrangler.toml, `alias`): what Prisma tells of its work goes through `PRISMA_LOG`,
 * and never shows a value.
 */
export const Debug = () => () => undefined
