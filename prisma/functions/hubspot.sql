-- Takes one call from a sliding window that all runs share: answers 0 when it may be made now, otherwise the
-- milliseconds until one may be free. The row's lock puts callers in line, and the clock is read once it is held:
-- now() would be the time at which the statement began to wait.
CREATE OR REPLACE FUNCTION take_hubspot_call(p_limit integer, p_window interval) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_calls timestamptz[];
  v_blocked timestamptz;
  v_now timestamptz;
  v_next timestamptz;
BEGIN
  SELECT "callTimes", "callsBlockedUntil" INTO v_calls, v_blocked
    FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "hubspot_sync_state" ("id") VALUES ('portal') ON CONFLICT ("id") DO NOTHING;
    SELECT "callTimes", "callsBlockedUntil" INTO v_calls, v_blocked
      FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE;
  END IF;
  v_now := clock_timestamp();
  v_calls := ARRAY(SELECT t FROM unnest(v_calls) AS t WHERE t > v_now - p_window ORDER BY t);
  IF v_blocked > v_now THEN
    v_next := v_blocked;
  ELSIF cardinality(v_calls) >= p_limit THEN
    -- The call whose end leaves room for one more; more than p_limit of them when the limit was lowered.
    v_next := v_calls[cardinality(v_calls) - p_limit + 1] + p_window;
  ELSE
    UPDATE "hubspot_sync_state" SET "callTimes" = v_calls || v_now, "updatedAt" = v_now WHERE "id" = 'portal';
    RETURN 0;
  END IF;
  RETURN GREATEST(1, ceil(EXTRACT(EPOCH FROM v_next - v_now) * 1000))::integer;
END $$;

-- Takes p_calls of the same window at once, for a lead that is sent right after it was completed: answers when, or NULL
-- where that would mean to wait. The row is somebody else's, there is not room for all of them, HubSpot is not to be
-- called, or a drain is at work, which takes the lead along. What is not used is given back.
CREATE OR REPLACE FUNCTION try_take_hubspot_calls(p_limit integer, p_window interval, p_calls integer)
RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_state "hubspot_sync_state";
  v_calls timestamptz[];
  v_now timestamptz;
BEGIN
  SELECT * INTO v_state FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    INSERT INTO "hubspot_sync_state" ("id") VALUES ('portal') ON CONFLICT ("id") DO NOTHING;
    SELECT * INTO v_state FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE SKIP LOCKED;
  END IF;
  v_now := clock_timestamp();
  IF NOT FOUND OR v_state."callsBlockedUntil" > v_now OR v_state."drainedUntil" > v_now THEN
    RETURN NULL;
  END IF;
  v_calls := ARRAY(SELECT t FROM unnest(v_state."callTimes") AS t WHERE t > v_now - p_window ORDER BY t);
  IF cardinality(v_calls) + p_calls > p_limit THEN
    RETURN NULL;
  END IF;
  UPDATE "hubspot_sync_state"
    SET "callTimes" = v_calls || array_fill(v_now, ARRAY[p_calls]), "updatedAt" = v_now WHERE "id" = 'portal';
  RETURN v_now;
END $$;
