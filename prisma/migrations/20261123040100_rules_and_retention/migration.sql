-- What Prisma's schema language has no words for: the time zone, check constraints, triggers, partial indexes, and
-- the functions behind rate limits and retention. Columns are camelCase and therefore quoted.

-- Time zone ----------------------------------------------------------------------------------------------------------
-- The drivers of the Worker send times without an offset and read every offset as UTC: a session in any other zone
-- would store and show wrong instants. New sessions of this database are UTC from here on.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET timezone TO %L', current_database(), 'UTC');
EXCEPTION WHEN insufficient_privilege THEN
  -- Not the owner: fine where somebody has set it already (the value that a new session of ours starts with).
  IF (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') NOT IN ('UTC', 'Etc/UTC', 'GMT') THEN
    RAISE EXCEPTION 'Sessions of database "%" are not in UTC, and user "%" may not change that',
      current_database(), current_user
      USING HINT = format('Let the owner of the database run: ALTER DATABASE %I SET timezone TO ''UTC''; and migrate again.',
        current_database());
  END IF;
END $$;

-- Check constraints --------------------------------------------------------------------------------------------------
ALTER TABLE "assessments"
  ADD CONSTRAINT "assessments_responses_check" CHECK (jsonb_typeof("responses") = 'object'),
  ADD CONSTRAINT "assessments_totalScore_check" CHECK ("totalScore" BETWEEN 0 AND 100),
  ADD CONSTRAINT "assessments_scoreBreakdown_check" CHECK (jsonb_typeof("scoreBreakdown") = 'object'),
  ADD CONSTRAINT "assessments_scoreCategory_check"
    CHECK ("scoreCategory" IN ('champion', 'builder', 'risk_zone', 'alert', 'crisis')),
  ADD CONSTRAINT "assessments_consent_check" CHECK (("consentAt" IS NULL) = ("consentTextVersion" IS NULL)),
  ADD CONSTRAINT "assessments_hubspotSyncStatus_check"
    CHECK ("hubspotSyncStatus" IN ('pending', 'synced', 'failed', 'skipped')),
  ADD CONSTRAINT "assessments_hubspotSyncAttempts_check" CHECK ("hubspotSyncAttempts" >= 0),
  ADD CONSTRAINT "assessments_emailDeliveryStatus_check"
    CHECK ("emailDeliveryStatus" IN ('pending', 'sent', 'failed', 'skipped')),
  ADD CONSTRAINT "assessments_emailDeliveryAttempts_check" CHECK ("emailDeliveryAttempts" >= 0),
  ADD CONSTRAINT "assessments_completionTimeSeconds_check" CHECK ("completionTimeSeconds" >= 0),
  ADD CONSTRAINT "assessments_browserInfo_check" CHECK (jsonb_typeof("browserInfo") = 'object'),
  ADD CONSTRAINT "assessments_leadQuality_check"
    CHECK ("leadQuality" IN ('basic', 'enhanced', 'executive_briefing_qualified')),
  -- Nothing brings a scrubbed person back: no late retry, no old tab, no restored queue row.
  ADD CONSTRAINT "assessments_scrubbed_check"
    CHECK ("emailScrubbedAt" IS NULL OR num_nonnulls("email", "firstName", "lastName", "company", "phone") = 0);

ALTER TABLE "assessment_sessions"
  ADD CONSTRAINT "assessment_sessions_totalSteps_check" CHECK ("totalSteps" > 0),
  ADD CONSTRAINT "assessment_sessions_currentStep_check" CHECK ("currentStep" BETWEEN 0 AND "totalSteps"),
  ADD CONSTRAINT "assessment_sessions_responses_check" CHECK (jsonb_typeof("responses") = 'object'),
  ADD CONSTRAINT "assessment_sessions_consent_check"
    CHECK (("consentAt" IS NULL) = ("consentTextVersion" IS NULL));

ALTER TABLE "hubspot_sync_queue"
  ADD CONSTRAINT "hubspot_sync_queue_payload_check" CHECK (jsonb_typeof("payload") = 'object'),
  ADD CONSTRAINT "hubspot_sync_queue_syncType_check" CHECK ("syncType" IN ('contact', 'deal', 'contact_and_deal')),
  ADD CONSTRAINT "hubspot_sync_queue_status_check"
    CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled')),
  ADD CONSTRAINT "hubspot_sync_queue_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "hubspot_sync_queue_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "hubspot_sync_queue_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "hubspot_sync_queue_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

ALTER TABLE "email_messages"
  ADD CONSTRAINT "email_messages_kind_check" CHECK ("kind" IN ('results', 'resume', 'privacy')),
  ADD CONSTRAINT "email_messages_payload_check" CHECK (jsonb_typeof("payload") = 'object'),
  ADD CONSTRAINT "email_messages_status_check"
    CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled', 'skipped')),
  ADD CONSTRAINT "email_messages_recipient_check" CHECK ("status" <> 'pending' OR "recipient" IS NOT NULL),
  ADD CONSTRAINT "email_messages_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "email_messages_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "email_messages_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "email_messages_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

ALTER TABLE "retention_runs"
  ADD CONSTRAINT "retention_runs_job_check"
    CHECK ("job" IN ('expire_sessions', 'scrub_expired_pii', 'delete_finished_queue_rows')),
  ADD CONSTRAINT "retention_runs_finishedAt_check" CHECK ("finishedAt" >= "startedAt"),
  ADD CONSTRAINT "retention_runs_affectedRows_check" CHECK ("affectedRows" >= 0),
  ADD CONSTRAINT "retention_runs_outcome_check" CHECK ("outcome" IN ('completed', 'partial', 'failed'));

-- Triggers -----------------------------------------------------------------------------------------------------------
-- The database's clock decides, whatever a client sends.
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."updatedAt" := now();
  RETURN NEW;
END $$;

CREATE FUNCTION set_last_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."lastActivity" := now();
  RETURN NEW;
END $$;

CREATE TRIGGER "assessments_set_updated_at"
  BEFORE UPDATE ON "assessments" FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TRIGGER "assessment_sessions_set_last_activity"
  BEFORE UPDATE ON "assessment_sessions" FOR EACH ROW EXECUTE FUNCTION set_last_activity();

-- Indexes ------------------------------------------------------------------------------------------------------------
-- At most one open sync an assessment: newer details replace the payload of the open row (coalescing).
CREATE UNIQUE INDEX "hubspot_sync_queue_pending_key" ON "hubspot_sync_queue"("assessmentId") WHERE "status" = 'pending';

-- What the jobs look for, and nothing else: these stay small however large the tables grow.
CREATE INDEX "hubspot_sync_queue_due_idx" ON "hubspot_sync_queue"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "email_messages_due_idx" ON "email_messages"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "assessments_undelivered_idx" ON "assessments"("createdAt")
  WHERE "emailDeliveryStatus" IN ('pending', 'failed') AND "email" IS NOT NULL;
CREATE INDEX "assessments_unscrubbed_idx" ON "assessments"("createdAt") WHERE "emailScrubbedAt" IS NULL;
CREATE INDEX "email_messages_unscrubbed_idx" ON "email_messages"("createdAt")
  WHERE "recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL;

-- A person's own rows, whatever the case they typed their address in.
CREATE INDEX "assessments_email_lower_idx" ON "assessments"(lower("email")) WHERE "email" IS NOT NULL;
CREATE INDEX "assessment_sessions_email_lower_idx" ON "assessment_sessions"(lower("email")) WHERE "email" IS NOT NULL;
CREATE INDEX "email_messages_recipient_lower_idx" ON "email_messages"(lower("recipient")) WHERE "recipient" IS NOT NULL;

-- Functions ----------------------------------------------------------------------------------------------------------

-- The instant p_age before now. Days have 24 hours here, whatever the session's time zone and its clock changes.
CREATE FUNCTION utc_ago(p_age interval) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (now() AT TIME ZONE 'UTC' - p_age) AT TIME ZONE 'UTC';

-- Refuses what would scrub everything or loop without end.
CREATE FUNCTION require_batch_limit(p_limit integer) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_limit IS NULL OR p_limit < 1 THEN
    RAISE EXCEPTION 'The batch limit must be at least 1, not %', coalesce(p_limit::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END $$;

-- Sliding-window rate limit: true when fewer than p_limit hits of p_key lie within the last p_window, and then this
-- one is counted; a refused hit is not. One statement, so that hits at the same time wait for each other's row lock
-- and see each other's count.
CREATE FUNCTION rate_limit_hit(p_key text, p_limit integer, p_window interval) RETURNS boolean
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

-- Deletes up to p_limit sessions past their expiry, oldest first, and empties the messages that were written for
-- them; answers how many sessions went. Rows that another transaction holds are left to the next run.
CREATE FUNCTION delete_expired_sessions(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  WITH due AS (
    SELECT "sessionId" FROM "assessment_sessions"
    WHERE "expiresAt" <= now()
    ORDER BY "expiresAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM "assessment_sessions" s USING due WHERE s."sessionId" = due."sessionId" RETURNING s."sessionId"
  ), emptied AS (
    UPDATE "email_messages" m
    SET "status" = CASE m."status" WHEN 'pending' THEN 'cancelled' ELSE m."status" END,
        "recipient" = NULL, "payload" = '{}', "lastError" = NULL, "claimToken" = NULL
    FROM gone WHERE m."sessionId" = gone."sessionId" AND m."assessmentId" IS NULL
  )
  SELECT count(*) INTO v_count FROM gone;
  RETURN v_count;
END $$;

-- One batch of the scrub: up to p_limit assessments created from p_after to p_cutoff, oldest first, with their queue
-- rows and messages. lastCreatedAt is where the next batch goes on (p_after): a caller that passes it does not walk
-- over the rows just scrubbed again. An emptied claimToken fences off a run that holds the row right now.
CREATE FUNCTION scrub_assessments(
  p_cutoff timestamptz, p_after timestamptz, p_limit integer,
  OUT "scrubbed" integer, OUT "lastCreatedAt" timestamptz
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM require_batch_limit(p_limit);
  WITH due AS (
    SELECT "id" FROM "assessments"
    WHERE "emailScrubbedAt" IS NULL AND "createdAt" >= p_after AND "createdAt" <= p_cutoff
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), clean AS (
    UPDATE "assessments" a
    SET "email" = NULL, "firstName" = NULL, "lastName" = NULL, "company" = NULL, "phone" = NULL,
        "hubspotSyncError" = NULL, "emailDeliveryError" = NULL,
        "hubspotSyncStatus" = CASE a."hubspotSyncStatus" WHEN 'pending' THEN 'skipped' ELSE a."hubspotSyncStatus" END,
        "emailDeliveryStatus" =
          CASE a."emailDeliveryStatus" WHEN 'pending' THEN 'skipped' ELSE a."emailDeliveryStatus" END,
        "emailScrubbedAt" = now()
    FROM due WHERE a."id" = due."id"
    RETURNING a."id", a."createdAt"
  ), queue AS (
    UPDATE "hubspot_sync_queue" q
    SET "status" = CASE q."status" WHEN 'pending' THEN 'cancelled' ELSE q."status" END,
        "payload" = '{}', "lastError" = NULL, "claimToken" = NULL
    FROM clean WHERE q."assessmentId" = clean."id"
  ), messages AS (
    UPDATE "email_messages" m
    SET "status" = CASE m."status" WHEN 'pending' THEN 'cancelled' ELSE m."status" END,
        "recipient" = NULL, "payload" = '{}', "lastError" = NULL, "claimToken" = NULL
    FROM clean WHERE m."assessmentId" = clean."id"
  )
  SELECT count(*), max(clean."createdAt") INTO "scrubbed", "lastCreatedAt" FROM clean;
END $$;

-- Removes personal data older than p_retention: contact fields, open queue rows, payloads, stored errors, addresses
-- of messages. Scores, answers and analytics stay. Handles up to p_limit assessments and up to p_limit messages that
-- belong to none, and answers how many rows of both it handled: call again until that is 0. Safe to run twice at
-- once. The cut-off comes from the database's clock; a row created exactly p_retention ago is due.
CREATE FUNCTION scrub_expired_pii(p_retention interval, p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_assessments integer;
  v_messages integer;
BEGIN
  IF p_retention IS NULL OR p_retention < interval '1 day' THEN
    RAISE EXCEPTION 'The retention must be at least one day, not %', coalesce(p_retention::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT s."scrubbed" INTO v_assessments
  FROM scrub_assessments(utc_ago(p_retention), '-infinity', p_limit) AS s;
  WITH due AS (
    SELECT "id" FROM "email_messages"
    WHERE ("recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL)
      AND "createdAt" <= utc_ago(p_retention)
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE "email_messages" m
  SET "status" = CASE m."status" WHEN 'pending' THEN 'cancelled' ELSE m."status" END,
      "recipient" = NULL, "payload" = '{}', "lastError" = NULL, "claimToken" = NULL
  FROM due WHERE m."id" = due."id";
  GET DIAGNOSTICS v_messages = ROW_COUNT;
  RETURN v_assessments + v_messages;
END $$;

-- Removes a person's rows: sessions, assessments with their queue rows and messages, and messages to the address.
-- Letter case does not matter. Up to p_limit rows of each table; answers how many rows it deleted itself (those that
-- went along with their assessment are not counted): call again until that is 0.
CREATE FUNCTION purge_person(p_email text, p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_sessions integer;
  v_assessments integer;
  v_messages integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  IF v_address IS NULL OR v_address = '' THEN
    RAISE EXCEPTION 'An e-mail address is needed to purge a person' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  DELETE FROM "email_messages" WHERE "id" IN (
    SELECT m."id" FROM "email_messages" m
    WHERE lower(m."recipient") = v_address
    UNION
    SELECT m."id" FROM "email_messages" m
    JOIN "assessment_sessions" s ON s."sessionId" = m."sessionId"
    WHERE lower(s."email") = v_address
    LIMIT p_limit
  );
  GET DIAGNOSTICS v_messages = ROW_COUNT;

  DELETE FROM "assessment_sessions" WHERE "sessionId" IN (
    SELECT "sessionId" FROM "assessment_sessions" WHERE lower("email") = v_address LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  DELETE FROM "assessments" WHERE "id" IN (
    SELECT "id" FROM "assessments" WHERE lower("email") = v_address LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_assessments = ROW_COUNT;

  RETURN v_messages + v_sessions + v_assessments;
END $$;
