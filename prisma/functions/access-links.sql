-- A link to a session opens the results that the session became, and is gone when the session is (expiry, erasure).
-- Once a statement, not once a row: the job that expires sessions deletes thousands.
CREATE OR REPLACE FUNCTION access_links_follow_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "access_links" l SET "assessmentId" = made."id"
  FROM made WHERE l."sessionId" = made."sessionId" AND l."assessmentId" IS NULL;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION access_links_follow_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "access_links" l USING gone
  WHERE l."sessionId" = gone."sessionId" AND l."assessmentId" IS NULL
    -- Completion deletes the session and makes the assessment in one statement, in this order.
    AND NOT EXISTS (SELECT 1 FROM "assessments" a WHERE a."sessionId" = gone."sessionId");
  RETURN NULL;
END $$;

-- Deletes up to p_limit links past their expiry; answers how many.
CREATE OR REPLACE FUNCTION delete_expired_access_links(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  DELETE FROM "access_links" WHERE "id" IN (
    SELECT "id" FROM "access_links" WHERE "expiresAt" <= now()
    ORDER BY "expiresAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
