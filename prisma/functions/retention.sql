-- Refuses what would scrub everything or loop without end.
CREATE OR REPLACE FUNCTION require_batch_limit(p_limit integer) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_limit IS NULL OR p_limit < 1 THEN
    RAISE EXCEPTION 'The batch limit must be at least 1, not %', coalesce(p_limit::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END $$;

-- Deletes up to p_limit sessions past their expiry, oldest first, and empties the messages that were written for
-- them; answers how many sessions went. Rows that another transaction holds are left to the next run.
CREATE OR REPLACE FUNCTION delete_expired_sessions(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
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
-- rows, messages and links. What leads to a person by way of HubSpot, of their network or of their browser goes as well: the
-- sessionId becomes one that nobody has, so that what was passed on ends too, teams among it; in those of others only the sums
-- stay that they are part of. lastCreatedAt is where the next batch goes on (p_after): a caller that passes it does not walk
-- over the rows just scrubbed again. An emptied claimToken fences off a run that holds the row right now.
CREATE OR REPLACE FUNCTION scrub_assessments(
  p_cutoff timestamptz, p_after timestamptz, p_limit integer,
  OUT "scrubbed" integer, OUT "lastCreatedAt" timestamptz
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_due text[];
BEGIN
  PERFORM require_batch_limit(p_limit);
  -- A statement of its own: the next one must see the queue rows of somebody who has just added details.
  v_due := ARRAY(
    SELECT "id" FROM "assessments"
    WHERE "emailScrubbedAt" IS NULL AND "createdAt" >= p_after AND "createdAt" <= p_cutoff
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  WITH clean AS (
    UPDATE "assessments" a
    SET "email" = NULL, "firstName" = NULL, "lastName" = NULL, "company" = NULL, "phone" = NULL,
        "hubspotSyncError" = NULL, "emailDeliveryError" = NULL,
        "hubspotContactId" = NULL, "hubspotDealId" = NULL, "hubspotUtk" = NULL, "ipAddressHash" = NULL,
        "formerContactIds" = '{}', "madeContactIds" = '{}',
        "sessionId" = gen_random_uuid()::text, "formerSessionIds" = '{}', "teamId" = NULL, "teamGroupId" = NULL,
        "hubspotSyncStatus" = CASE a."hubspotSyncStatus" WHEN 'pending' THEN 'skipped' ELSE a."hubspotSyncStatus" END,
        "emailDeliveryStatus" =
          CASE a."emailDeliveryStatus" WHEN 'pending' THEN 'skipped' ELSE a."emailDeliveryStatus" END,
        "emailScrubbedAt" = now()
    WHERE a."id" = ANY(v_due)
    RETURNING a."id", a."createdAt"
  ), queue AS (
    UPDATE "hubspot_sync_queue" q
    SET "status" = CASE q."status" WHEN 'pending' THEN 'cancelled' ELSE q."status" END,
        "payload" = '{}', "lastError" = NULL, "claimToken" = NULL, "awaitsConfirmation" = false,
        "hubspotContactId" = NULL, "hubspotDealId" = NULL
    FROM clean WHERE q."assessmentId" = clean."id"
  ), follow_ups AS (
    UPDATE "hubspot_follow_ups" f
    SET "status" = CASE f."status" WHEN 'pending' THEN 'cancelled' ELSE f."status" END,
        "lastError" = NULL, "claimToken" = NULL, "contactId" = NULL, "dealId" = NULL, "noteId" = NULL
    FROM clean WHERE f."assessmentId" = clean."id"
  ), links AS (
    UPDATE "access_links" l SET "sessionId" = NULL
    FROM clean WHERE l."assessmentId" = clean."id" AND l."kind" <> 'shared'
  ), shared AS (
    DELETE FROM "access_links" l USING clean WHERE l."assessmentId" = clean."id" AND l."kind" = 'shared'
  ), teams AS (
    DELETE FROM "teams" t USING clean WHERE t."assessmentId" = clean."id"
  ), messages AS (
    UPDATE "email_messages" m
    SET "status" = CASE m."status" WHEN 'pending' THEN 'cancelled' ELSE m."status" END,
        "recipient" = NULL, "payload" = '{}', "lastError" = NULL, "claimToken" = NULL,
        "networkHash" = NULL, "sessionId" = NULL, "providerMessageId" = NULL
    FROM clean WHERE m."assessmentId" = clean."id"
  )
  SELECT count(*), max(clean."createdAt") INTO "scrubbed", "lastCreatedAt" FROM clean;
END $$;

-- What the scrub of assessments does not reach, up to p_limit rows of each: messages that belong to no assessment,
-- addresses of erasures and marks that HubSpot could not be told of, and sessions that somebody keeps alive day after day
-- (they expire now, and the next run deletes them with all they hold). Answers how many rows.
CREATE OR REPLACE FUNCTION scrub_unattached(p_cutoff timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_messages integer;
  v_erasures integer;
  v_marks integer;
  v_sessions integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  WITH due AS (
    SELECT "id" FROM "email_messages"
    WHERE ("recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL) AND "createdAt" <= p_cutoff
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE "email_messages" m
  SET "status" = CASE m."status" WHEN 'pending' THEN 'cancelled' ELSE m."status" END,
      "recipient" = NULL, "payload" = '{}', "lastError" = NULL, "claimToken" = NULL
  FROM due WHERE m."id" = due."id";
  GET DIAGNOSTICS v_messages = ROW_COUNT;

  -- Known records are erased by their ids still; without any there is nothing left to look for.
  WITH due AS (
    SELECT "id" FROM "erasures" WHERE "email" IS NOT NULL AND "erasedAt" <= p_cutoff
    ORDER BY "erasedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE "erasures" e SET "email" = NULL,
    "status" = CASE WHEN known.some THEN e."status" ELSE 'dead' END,
    "lastError" = CASE WHEN known.some THEN e."lastError" ELSE 'address_forgotten' END
  FROM due, LATERAL (
    SELECT cardinality(d."contactIds" || d."formerContactIds" || d."dealIds" || d."assessmentIds") > 0 AS some
    FROM "erasures" d WHERE d."id" = due."id"
  ) AS known
  WHERE e."id" = due."id";
  GET DIAGNOSTICS v_erasures = ROW_COUNT;

  WITH due AS (
    SELECT "id" FROM "contact_marks" WHERE ("email" IS NOT NULL OR "recipientHash" IS NOT NULL) AND "markedAt" <= p_cutoff
    ORDER BY "markedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  UPDATE "contact_marks" m SET "email" = NULL, "recipientHash" = NULL,
    "assessmentIds" = CASE m."status" WHEN 'pending' THEN m."assessmentIds" ELSE '{}' END,
    "status" = CASE WHEN known.some THEN m."status" ELSE 'dead' END,
    "lastError" = CASE WHEN known.some THEN m."lastError" ELSE 'address_forgotten' END
  FROM due, LATERAL (
    SELECT d."status" <> 'pending' OR cardinality(d."contactIds") + cardinality(d."dealIds") > 0 AS some
    FROM "contact_marks" d WHERE d."id" = due."id"
  ) AS known
  WHERE m."id" = due."id";
  GET DIAGNOSTICS v_marks = ROW_COUNT;

  UPDATE "assessment_sessions" SET "expiresAt" = now() WHERE "sessionId" IN (
    SELECT "sessionId" FROM "assessment_sessions" WHERE "startedAt" <= p_cutoff AND "expiresAt" > now()
    ORDER BY "startedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_sessions = ROW_COUNT;
  RETURN v_messages + v_erasures + v_marks + v_sessions;
END $$;

-- The scrub in one call, for whoever works on the database by hand: what was made p_retention ago or earlier, by the
-- database's clock, loses its personal data; scores, answers and analytics stay. Up to p_limit rows of each kind;
-- answers how many rows of all: call again until that is 0. Safe to run twice at once.
CREATE OR REPLACE FUNCTION scrub_expired_pii(p_retention interval, p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_cutoff timestamptz := utc_ago(p_retention);
  v_assessments integer;
BEGIN
  IF p_retention IS NULL OR p_retention < interval '1 day' THEN
    RAISE EXCEPTION 'The retention must be at least one day, not %', coalesce(p_retention::text, 'null')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT "scrubbed" INTO v_assessments FROM scrub_assessments(v_cutoff, '-infinity', p_limit);
  RETURN v_assessments + scrub_unattached(v_cutoff, p_limit);
END $$;

-- Deletes up to p_limit rows of each kind that have done their work: queue rows, messages and deliveries that are not open and
-- as old as the retention, counters of rate limits that no window (at most a day) sees any more, and entries of the
-- retention log, of the ledger of erasures, of withdrawals, of alerts and of what was done on /ops older than p_keep_log.
-- Answers how many.
CREATE OR REPLACE FUNCTION delete_finished_rows(p_cutoff timestamptz, p_keep_log interval, p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
  v_total integer := 0;
BEGIN
  PERFORM require_batch_limit(p_limit);
  DELETE FROM "hubspot_sync_queue" WHERE "id" IN (
    SELECT "id" FROM "hubspot_sync_queue" WHERE "createdAt" <= p_cutoff AND "status" <> 'pending'
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  -- Only of what was scrubbed: until then they say that it has been sent.
  DELETE FROM "hubspot_follow_ups" WHERE "id" IN (
    SELECT f."id" FROM "assessments" a JOIN "hubspot_follow_ups" f ON f."assessmentId" = a."id"
    WHERE a."emailScrubbedAt" IS NOT NULL AND f."createdAt" <= p_cutoff AND f."status" <> 'pending'
    LIMIT p_limit FOR UPDATE OF f SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "email_messages" WHERE "id" IN (
    SELECT "id" FROM "email_messages" WHERE "createdAt" <= p_cutoff AND "status" <> 'pending'
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  -- Whoever holds a person's details is told that they are to go, however long that takes.
  DELETE FROM "webhook_deliveries" WHERE "id" IN (
    SELECT "id" FROM "webhook_deliveries" WHERE "createdAt" <= p_cutoff
      AND ("status" <> 'pending' OR "type" NOT IN ('lead.withdrawn', 'lead.erased'))
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "alerts" WHERE "id" IN (
    SELECT "id" FROM "alerts" WHERE "recoveredAt" <= utc_ago(p_keep_log)
    ORDER BY "recoveredAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "rate_limits" WHERE "key" IN (
    SELECT "key" FROM "rate_limits" WHERE "updatedAt" <= now() - interval '25 hours'
    ORDER BY "updatedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "retention_runs" WHERE "id" IN (
    SELECT "id" FROM "retention_runs" WHERE "startedAt" <= utc_ago(p_keep_log)
    ORDER BY "startedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "erasures" WHERE "id" IN (
    SELECT "id" FROM "erasures" WHERE "erasedAt" <= utc_ago(p_keep_log) AND "status" <> 'pending'
    ORDER BY "erasedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "contact_marks" WHERE "id" IN (
    SELECT "id" FROM "contact_marks" WHERE "markedAt" <= utc_ago(p_keep_log) AND "status" <> 'pending'
    ORDER BY "markedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  DELETE FROM "ops_actions" WHERE "id" IN (
    SELECT "id" FROM "ops_actions" WHERE "at" <= utc_ago(p_keep_log)
    ORDER BY "at" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;

  -- Tests stay; who began and ended them goes with the record of it.
  UPDATE "experiments" SET "startedBy" = NULL
  WHERE "startedAt" <= utc_ago(p_keep_log) AND "startedBy" IS NOT NULL;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  v_total := v_total + v_count;
  UPDATE "experiments" SET "stoppedBy" = NULL
  WHERE "stoppedAt" <= utc_ago(p_keep_log) AND "stoppedBy" IS NOT NULL;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_total + v_count;
END $$;

-- When the oldest record was made that can still hold personal data; NULL when there is none.
CREATE OR REPLACE FUNCTION oldest_personal_record() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT LEAST(
    (SELECT min("createdAt") FROM "assessments" WHERE "emailScrubbedAt" IS NULL),
    (SELECT min("startedAt") FROM "assessment_sessions"),
    (SELECT min("createdAt") FROM "email_messages"
      WHERE "recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL),
    (SELECT min("createdAt") FROM "privacy_requests" WHERE "email" IS NOT NULL),
    (SELECT min("markedAt") FROM "contact_marks" WHERE "email" IS NOT NULL),
    (SELECT min("erasedAt") FROM "erasures" WHERE "email" IS NOT NULL)
  );
$$;
