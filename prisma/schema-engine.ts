import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { MIGRATIONS_DIR, readMigrations } from './migration-files.ts'

const require = createRequire(import.meta.url)
const ANY_TABLE = { externalTables: [], externalEnums: [] }

/**
 * Prisma's own schema engine on a live database. It is the WebAssembly build, because the native one is a download
 * that needs a network; the version in package.json is the one that the client was built with.
 */
export interface SchemaEngine {
  /** SQL that turns the database into `schema`; empty when there is nothing to do. */
  diffFromDatabase(schema: string): Promise<string>
  /** What `prisma migrate status` knows: edited, failed and missing migrations. */
  diagnose(): Promise<Engine.DiagnoseMigrationHistoryOutput>
  /** What `prisma migrate deploy` does; the names of the migrations that it applied. */
  deploy(): Promise<string[]>
  close(): Promise<void>
}

/**
 * @param schema the text of schema.prisma
 * @param folder the migrations that `diagnose` and `deploy` are about
 */
export async function createSchemaEngine(
  url: string,
  schema: string,
  folder = MIGRATIONS_DIR,
): Promise<SchemaEngine> {
  const pool = new CatalogPool({ connectionString: url, max: 1 })
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool))
  const { SchemaEngine } = await (loaded ??= loadEngine())
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter)
  return {
    diffFromDatabase: async (target) => {
      const { stdout } = await engine.diff({
        from: {
          tag: 'schemaDatasource',
          configDir: '.',
          files: [{ path: 'schema.prisma', content: schema }],
        },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: target }] },
        script: true,
        exitCode: null,
        filters: ANY_TABLE,
      })
      return (stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim()
    },
    diagnose: async () =>
      engine.diagnoseMigrationHistory({
        migrationsList: await migrationsList(folder),
        optInToShadowDatabase: false,
        filters: ANY_TABLE,
      }),
    deploy: async () => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: await migrationsList(folder),
        filters: ANY_TABLE,
      })
      return appliedMigrationNames
    },
    close: async () => {
      engine.free()
      await pool.end()
    },
  }
}

const CHAR_OID = 18
const TEXT_OID = 25

/**
 * PostgreSQL's catalogue has columns of the one-byte type "char". The engine expects them as characters, and the
 * adapter knows no such type: it gets them as text, and what it hands on says character again.
 */
class CatalogPool extends pg.Pool {
  readonly charColumns = new WeakMap<object, number[]>()

  // The adapter awaits promises only, so that one of the base class's many signatures is enough.
  override query = (async (config: pg.QueryConfig) => {
    const client = await this.connect()
    try {
      const { fields, rows, ...rest } = await client.query<object>(config)
      this.charColumns.set(
        rows,
        fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? index : [])),
      )
      for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
      return { fields, rows, ...rest }
    } finally {
      client.release()
    }
  }) as unknown as pg.Pool['query']
}

function catalogAdapter(pool: CatalogPool): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const index of pool.charColumns.get(result.rows) ?? []) {
        result.columnTypes[index] = ColumnTypeEnum.Character
      }
      return result
    }
    return adapter
  }
  return factory
}

/** Once a process: the package's JavaScript keeps pointers into one instance's memory. */
let loaded: Promise<typeof Engine> | undefined

/** The package's entry imports its WebAssembly as a module, which not every runner of these tests can. */
async function loadEngine(): Promise<typeof Engine> {
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const engine = (await import(glue)) as typeof Engine & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void
  }
  const bytes = await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  })
  engine.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return engine
}

async function migrationsList(folder: string): Promise<Engine.MigrationList> {
  const migrations = await readMigrations(folder)
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}
