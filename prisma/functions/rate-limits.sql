-- Sliding-window rate limit: true when fewer than p_limit hits of p_key lie within the last p_window, and then this
-- one is counted; a refused hit is not. One statement, so that hits at the same time wait for each other's row lock
-- and see each other's count.
CREATE OR REPLACE FUNCTION rate_limit_hit(p_key text, p_limit integer, p_window interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_from timestamptz := utc_ago(p_window);
BEGIN
  INSERT INTO "rate_limits" AS r ("key", "hits", "updatedAt")
  SELECT p_key, ARRAY[now()], now() WHERE p_limit > 0
  ON CONFLICT ("key") DO UPDATE
    SET "hits" = ARRAY(SELECT hit FROM unnest(r."hits") AS hit WHERE hit > v_from) || now(),
        "updatedAt" = now()
    WHERE (SELECT count(*) FROM unnest(r."hits") AS hit WHERE hit > v_from) < p_limit;
  RETURN FOUND;
END $$;
