-- The database's clock decides, whatever a client sends.
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."updatedAt" := now();
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION set_last_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."lastActivity" := now();
  RETURN NEW;
END $$;

-- The instant p_age before now. Days have 24 hours here, whatever the session's time zone and its clock changes.
CREATE OR REPLACE FUNCTION utc_ago(p_age interval) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (now() AT TIME ZONE 'UTC' - p_age) AT TIME ZONE 'UTC';
