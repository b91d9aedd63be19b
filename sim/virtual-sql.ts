/** The advisory lock that a pausing statement waits for. */
const PAUSE_KEY = 471_100
/** What it says just before. */
export const PAUSED = 'sim: paused'

/**
 * What a migrated database needs for virtual time, once. The product's SQL stays as it is: a schema in front of PostgreSQL's own
 * has functions of the same names. What PostgreSQL has bound when it was created is bound anew: defaults of columns, and
 * functions whose body is SQL and no text.
 */
export const PREPARE = `
CREATE SCHEMA sim;
CREATE FUNCTION sim.now() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT current_setting('sim.now')::timestamptz $$;
CREATE FUNCTION sim.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
  AS $$ SELECT current_setting('sim.now')::timestamptz $$;
CREATE SEQUENCE sim.ids;
CREATE TABLE sim.seed (seed text NOT NULL);
CREATE FUNCTION sim.gen_random_uuid() RETURNS uuid LANGUAGE sql VOLATILE
  AS $$ SELECT md5((SELECT seed FROM sim.seed) || ' ' || nextval('sim.ids'))::uuid $$;

CREATE FUNCTION sim.pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sim.pauses', true) = 'on' AND NOT pg_try_advisory_xact_lock_shared(${PAUSE_KEY}) THEN
    RAISE NOTICE '${PAUSED}';
    PERFORM pg_advisory_xact_lock_shared(${PAUSE_KEY});
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION sim.waits(backend int) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_sleep(0.0005);
  RETURN COALESCE((SELECT wait_event_type = 'Lock' FROM pg_stat_get_activity(backend)), true);
END $$;

DO $$
DECLARE
  d record;
BEGIN
  FOR d IN
    SELECT a.attrelid::regclass AS tab, a.attname AS col, pg_get_expr(f.adbin, f.adrelid) AS expr
    FROM pg_attrdef f JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND pg_get_expr(f.adbin, f.adrelid) ~ 'CURRENT_TIMESTAMP|now\\(\\)'
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', d.tab, d.col,
      regexp_replace(d.expr, 'CURRENT_TIMESTAMP|now\\(\\)', 'sim.now()', 'g'));
  END LOOP;
  FOR d IN SELECT tablename AS tab FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('CREATE TRIGGER sim_pause BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION sim.pause()', d.tab);
  END LOOP;
  EXECUTE format('ALTER DATABASE %I SET search_path = sim, pg_catalog, public', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
  EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_generic_plan', current_database());
END $$`

/** With the search path in force: makes the functions anew whose bodies were bound. */
export const ENTER_VIRTUAL_TIME = `
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN
    SELECT pg_get_functiondef(p.oid) AS def FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prosqlbody IS NOT NULL
  LOOP
    EXECUTE regexp_replace(f.def, '(pg_catalog\\.)?now\\(\\)', 'sim.now()', 'g');
  END LOOP;
END $$`

/** With this lock taken, a statement of the pausing session pauses; */
export const LET_PAUSE = `SELECT pg_advisory_lock(${PAUSE_KEY})`
/** and goes on. */
export const GO_ON = `SELECT pg_advisory_unlock(${PAUSE_KEY})`

const EVERY_TABLE = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`

/** Empties every table and begins the ids anew. */
export const EMPTY = `
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN ${EVERY_TABLE} LOOP
    EXECUTE format('DELETE FROM %I', t.tablename);
  END LOOP;
  DELETE FROM sim.seed;
  INSERT INTO sim.seed VALUES ('$seed');
  PERFORM setval('sim.ids', 1, false);
END $$`

/** Leaves nothing of deleted rows behind. It takes longer, and every statement has to be planned anew. */
export const START_AFRESH = `
DO $$
BEGIN
  EXECUTE 'TRUNCATE sim.seed, ' || (SELECT string_agg(format('%I', tablename), ', ') FROM (${EVERY_TABLE}) AS t);
END $$`
