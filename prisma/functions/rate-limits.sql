-- Sliding-window rate limit: true when fewer than p_limit hits of p_key lie within the last p_window, and then this
-- one is counted; a refused hit is not. One statement, so that hits at the same time wait for each other's row lock
-- and see each other's count. "updatedAt" lags by up to an hour: as long as it stays, no index has to be written.
CREATE OR REPLACE FUNCTION rate_limit_hit(p_key text, p_limit integer, p_window interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_from timestamptz := utc_ago(p_window);
BEGIN
  INSERT INTO "rate_limits" AS r ("key", "hits", "updatedAt")
  SELECT p_key, ARRAY[now()], now() WHERE p_limit > 0
  ON CONFLICT ("key") DO UPDATE
    SET "hits" = ARRAY(SELECT hit FROM unnest(r."hits") AS hit WHERE hit > v_from) || now(),
        "updatedAt" = CASE WHEN r."updatedAt" < utc_ago(interval '1 hour') THEN now() ELSE r."updatedAt" END
    WHERE (SELECT count(*) FROM unnest(r."hits") AS hit WHERE hit > v_from) < p_limit;
  RETURN FOUND;
END $$;

-- Counts one hit of each key, or of none: the first key that is over its limit, and the seconds until it has room, or
-- NULLs when all are counted. Callers name the narrowest key first, always in the same order, so that none waits for
-- another in a circle.
CREATE OR REPLACE FUNCTION hit_rate_limits(
  p_keys text[], p_limits integer[], p_seconds double precision[],
  OUT "refusedKey" text, OUT "waitSeconds" double precision
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  FOR v_place IN 1 .. cardinality(p_keys) LOOP
    IF NOT rate_limit_hit(p_keys[v_place], p_limits[v_place], make_interval(secs => p_seconds[v_place])) THEN
      "refusedKey" := p_keys[v_place];
      SELECT GREATEST(1, EXTRACT(EPOCH FROM hit - now()) + p_seconds[v_place]) INTO "waitSeconds"
      FROM "rate_limits", unnest("hits") AS hit WHERE "key" = "refusedKey"
      ORDER BY hit DESC OFFSET GREATEST(0, p_limits[v_place] - 1) LIMIT 1;
      "waitSeconds" := COALESCE("waitSeconds", p_seconds[v_place]);
      -- Variables outlast what is rolled back: the hits before this one.
      RAISE SQLSTATE 'RL429';
    END IF;
  END LOOP;
EXCEPTION WHEN SQLSTATE 'RL429' THEN
  NULL;
END $$;
