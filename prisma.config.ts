import { defineConfig } from 'prisma/config'

/** Prisma's CLI reads the direct URL: migrations need a session, which Neon's pooled host does not give. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'npm run db:seed' },
  datasource: {
    url:
      process.env.DIRECT_DATABASE_URL ??
      process.env.DATABASE_URL ??
      'postgresql://postgres:postgres@localhost:54321/scorecard',
  },
})
