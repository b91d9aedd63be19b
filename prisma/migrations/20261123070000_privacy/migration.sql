-- CreateTable
CREATE TABLE "privacy_requests" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erasedRows" INTEGER NOT NULL DEFAULT 0,
    "email" TEXT,
    "assessmentIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "dealIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "hubspotStatus" TEXT NOT NULL DEFAULT 'pending',
    "hubspotContacts" INTEGER NOT NULL DEFAULT 0,
    "hubspotDeals" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimToken" TEXT,
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "privacy_requests_tokenHash_key" ON "privacy_requests"("tokenHash");

-- CreateIndex
CREATE INDEX "privacy_requests_addressHash_idx" ON "privacy_requests"("addressHash");

-- CreateIndex
CREATE INDEX "privacy_requests_expiresAt_idx" ON "privacy_requests"("expiresAt");

-- CreateIndex
CREATE INDEX "erasures_addressHash_idx" ON "erasures"("addressHash");

-- CreateIndex
CREATE INDEX "erasures_erasedAt_idx" ON "erasures"("erasedAt");

-- CreateIndex
CREATE INDEX "assessment_sessions_startedAt_idx" ON "assessment_sessions"("startedAt");

-- Check constraints --------------------------------------------------------------------------------------------------
ALTER TABLE "privacy_requests"
  ADD CONSTRAINT "privacy_requests_tokenHash_check" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "privacy_requests_kind_check" CHECK ("kind" IN ('export', 'erasure', 'withdrawal')),
  ADD CONSTRAINT "privacy_requests_expiresAt_check" CHECK ("expiresAt" > "createdAt");

ALTER TABLE "erasures"
  ADD CONSTRAINT "erasures_source_check" CHECK ("source" IN ('request', 'operator', 'replay')),
  ADD CONSTRAINT "erasures_hubspotStatus_check" CHECK ("hubspotStatus" IN ('pending', 'completed', 'failed')),
  ADD CONSTRAINT "erasures_counts_check"
    CHECK ("erasedRows" >= 0 AND "hubspotContacts" >= 0 AND "hubspotDeals" >= 0 AND "attempts" >= 0),
  -- The address lives only as long as it is needed.
  ADD CONSTRAINT "erasures_email_check" CHECK ("hubspotStatus" = 'pending' OR "email" IS NULL),
  ADD CONSTRAINT "erasures_completedAt_check" CHECK (("hubspotStatus" = 'pending') = ("completedAt" IS NULL));

-- Indexes ------------------------------------------------------------------------------------------------------------
CREATE INDEX "erasures_due_idx" ON "erasures"("nextAttemptAt") WHERE "hubspotStatus" = 'pending';
CREATE INDEX "privacy_requests_email_lower_idx" ON "privacy_requests"(lower("email"));
-- Scrubbed assessments of a person who is found in HubSpot only.
CREATE INDEX "assessments_hubspotContactId_idx" ON "assessments"("hubspotContactId")
  WHERE "hubspotContactId" IS NOT NULL;

-- Purge --------------------------------------------------------------------------------------------------------------
-- As before, and with a time: rows from p_before on are a person's who came back, and stay.
DROP FUNCTION purge_person(text, integer);
CREATE FUNCTION purge_person(p_email text, p_limit integer, p_before timestamptz DEFAULT 'infinity')
RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
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
    WHERE lower(m."recipient") = v_address AND m."createdAt" < p_before
    UNION
    SELECT m."id" FROM "email_messages" m
    JOIN "assessment_sessions" s ON s."sessionId" = m."sessionId"
    WHERE lower(s."email") = v_address AND s."startedAt" < p_before
    LIMIT p_limit
  );
  GET DIAGNOSTICS v_messages = ROW_COUNT;

  DELETE FROM "assessment_sessions" WHERE "sessionId" IN (
    SELECT "sessionId" FROM "assessment_sessions"
    WHERE lower("email") = v_address AND "startedAt" < p_before LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  DELETE FROM "assessments" WHERE "id" IN (
    SELECT "id" FROM "assessments"
    WHERE lower("email") = v_address AND "createdAt" < p_before LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_assessments = ROW_COUNT;

  RETURN v_messages + v_sessions + v_assessments;
END $$;

-- Erasure ------------------------------------------------------------------------------------------------------------

-- Erases a person here, in one transaction, and writes down what is to be erased in HubSpot: answers the receipt.
-- HubSpot is due when no run can still be sending something of this person: a claimed row's lease ends with the time in
-- its nextRetryAt, and what such a run makes before that is found by address and assessment.
-- p_recipient_hashes: the address as settled messages know it. p_before: see purge_person.
CREATE FUNCTION erase_person(
  p_email text, p_address_hash text, p_recipient_hashes text[], p_source text,
  p_before timestamptz DEFAULT 'infinity'
) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_id text := gen_random_uuid()::text;
  v_assessments text[];
  v_rows integer;
  v_total integer := 0;
BEGIN
  -- In this order as everywhere: sessions, which a completion holds, then assessments, then their queue rows. Nobody
  -- can claim a row that is locked here.
  PERFORM 1 FROM "assessment_sessions" WHERE lower("email") = v_address FOR UPDATE;
  PERFORM 1 FROM "assessments" WHERE lower("email") = v_address FOR UPDATE;
  v_assessments := ARRAY(
    SELECT "id" FROM "assessments" WHERE lower("email") = v_address AND "createdAt" < p_before
  );
  PERFORM 1 FROM "hubspot_sync_queue" WHERE "assessmentId" = ANY(v_assessments) FOR UPDATE;

  INSERT INTO "erasures" ("id", "addressHash", "source", "email", "assessmentIds", "contactIds", "dealIds", "nextAttemptAt")
  SELECT v_id, p_address_hash, p_source, v_address, v_assessments,
    ARRAY(
      SELECT "hubspotContactId" FROM "assessments"
      WHERE "id" = ANY(v_assessments) AND "hubspotContactId" IS NOT NULL
      UNION SELECT "hubspotContactId" FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_assessments) AND "hubspotContactId" IS NOT NULL
    ),
    ARRAY(
      SELECT "hubspotDealId" FROM "assessments"
      WHERE "id" = ANY(v_assessments) AND "hubspotDealId" IS NOT NULL
      UNION SELECT "hubspotDealId" FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_assessments) AND "hubspotDealId" IS NOT NULL
    ),
    GREATEST(now(), (
      SELECT max("nextRetryAt") FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_assessments) AND "status" = 'pending' AND "claimToken" IS NOT NULL
    ));

  LOOP
    v_rows := purge_person(v_address, 1000, p_before);
    v_total := v_total + v_rows;
    EXIT WHEN v_rows = 0;
  END LOOP;
  DELETE FROM "email_messages" WHERE "recipientHash" = ANY(p_recipient_hashes) AND "createdAt" < p_before;
  DELETE FROM "privacy_requests" WHERE lower("email") = v_address AND "createdAt" < p_before;

  UPDATE "erasures" SET "erasedRows" = v_total WHERE "id" = v_id;
  RETURN v_id;
END $$;

-- What is found by a contact of HubSpot's that is about to be erased. Assessments that still hold contact details (given
-- under another address of the same contact) are deleted; scrubbed ones only forget whose they were, and stay for the
-- statistics. Answers whether the claim is still the caller's; if not, nothing happens.
CREATE FUNCTION widen_erasure(p_id text, p_claim_token text, p_contact_ids text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_contacts text[];
BEGIN
  UPDATE "erasures" SET "contactIds" = ARRAY(
    SELECT DISTINCT id FROM unnest("contactIds" || p_contact_ids) AS id ORDER BY id
  )
  WHERE "id" = p_id AND "claimToken" = p_claim_token AND "hubspotStatus" = 'pending'
  RETURNING "contactIds" INTO v_contacts;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  WITH theirs AS MATERIALIZED (
    SELECT "id", "hubspotDealId", "emailScrubbedAt" FROM "assessments"
    WHERE "hubspotContactId" = ANY(v_contacts) FOR UPDATE
  ), deleted AS (
    DELETE FROM "assessments" a USING theirs WHERE a."id" = theirs."id" AND theirs."emailScrubbedAt" IS NULL
  ), unlinked AS (
    UPDATE "assessments" a SET "hubspotContactId" = NULL, "hubspotDealId" = NULL
    FROM theirs WHERE a."id" = theirs."id" AND theirs."emailScrubbedAt" IS NOT NULL
  ), queue AS (
    UPDATE "hubspot_sync_queue" q SET "hubspotContactId" = NULL, "hubspotDealId" = NULL
    FROM theirs WHERE q."assessmentId" = theirs."id" AND theirs."emailScrubbedAt" IS NOT NULL
  )
  UPDATE "erasures" e SET
    "assessmentIds" = ARRAY(SELECT unnest(e."assessmentIds") UNION SELECT "id" FROM theirs),
    "dealIds" = ARRAY(
      SELECT unnest(e."dealIds") UNION SELECT "hubspotDealId" FROM theirs WHERE "hubspotDealId" IS NOT NULL
    )
  WHERE e."id" = p_id;
  RETURN true;
END $$;

-- Withdrawal of consent ----------------------------------------------------------------------------------------------
-- Nothing is sent to, or about, this person from now on. Assessments keep the evidence of the consent and get the time
-- of its withdrawal; sessions under way lose the contact details, which nothing allows to keep any more. Answers how
-- many assessments and sessions that were. An emptied claimToken fences off a run that holds a row right now.
CREATE FUNCTION withdraw_consent(p_email text) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_sessions integer;
  v_assessments integer;
BEGIN
  UPDATE "email_messages" m SET "status" = 'cancelled', "recipient" = NULL, "payload" = '{}', "claimToken" = NULL
  WHERE lower(m."recipient") = v_address AND m."kind" <> 'privacy' AND m."status" = 'pending';

  UPDATE "assessment_sessions" SET
    "email" = NULL, "firstName" = NULL, "lastName" = NULL, "company" = NULL, "phone" = NULL,
    "consentAt" = NULL, "consentTextVersion" = NULL, "consentTextHash" = NULL, "consentPurposes" = '{}'
  WHERE lower("email") = v_address;
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  WITH theirs AS (
    UPDATE "assessments" a SET
      "consentWithdrawnAt" = now(),
      "hubspotSyncStatus" = CASE WHEN a."hubspotSyncStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."hubspotSyncStatus" END,
      "emailDeliveryStatus" = CASE WHEN a."emailDeliveryStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."emailDeliveryStatus" END
    WHERE lower(a."email") = v_address AND a."consentWithdrawnAt" IS NULL
    RETURNING a."id"
  ), queue AS (
    UPDATE "hubspot_sync_queue" q SET "status" = 'cancelled', "payload" = '{}', "claimToken" = NULL
    FROM theirs WHERE q."assessmentId" = theirs."id" AND q."status" IN ('pending', 'dead')
  )
  SELECT count(*) INTO v_assessments FROM theirs;
  RETURN v_sessions + v_assessments;
END $$;

-- A person's own links -----------------------------------------------------------------------------------------------
-- Each uses a link up and does what it is for, or neither: answers NULL for a link that is unknown, used or expired.

CREATE FUNCTION use_privacy_link(p_token_hash text) RETURNS text LANGUAGE sql VOLATILE AS $$
  DELETE FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() RETURNING "email";
$$;

CREATE FUNCTION erase_by_link(p_token_hash text, p_recipient_hashes text[]) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_request "privacy_requests"%ROWTYPE;
BEGIN
  DELETE FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() RETURNING * INTO v_request;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN erase_person(v_request."email", v_request."addressHash", p_recipient_hashes, 'request');
END $$;

CREATE FUNCTION withdraw_by_link(p_token_hash text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_email text := use_privacy_link(p_token_hash);
BEGIN
  IF v_email IS NULL THEN
    RETURN false;
  END IF;
  PERFORM withdraw_consent(v_email);
  RETURN true;
END $$;

-- Retention ----------------------------------------------------------------------------------------------------------

-- What the scrub of assessments does not reach, up to p_limit rows of each: messages that belong to no assessment,
-- addresses of erasures that HubSpot could not be asked about, and sessions that somebody keeps alive day after day
-- (they expire now, and the next run deletes them with all they hold). Answers how many rows.
CREATE FUNCTION scrub_unattached(p_cutoff timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_messages integer;
  v_erasures integer;
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
    "hubspotStatus" = CASE WHEN known.some THEN e."hubspotStatus" ELSE 'failed' END,
    "completedAt" = CASE WHEN known.some THEN e."completedAt" ELSE now() END
  FROM due, LATERAL (
    SELECT cardinality(d."contactIds") + cardinality(d."dealIds") + cardinality(d."assessmentIds") > 0 AS some
    FROM "erasures" d WHERE d."id" = due."id"
  ) AS known
  WHERE e."id" = due."id";
  GET DIAGNOSTICS v_erasures = ROW_COUNT;

  UPDATE "assessment_sessions" SET "expiresAt" = now() WHERE "sessionId" IN (
    SELECT "sessionId" FROM "assessment_sessions" WHERE "startedAt" <= p_cutoff AND "expiresAt" > now()
    ORDER BY "startedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_sessions = ROW_COUNT;
  RETURN v_messages + v_erasures + v_sessions;
END $$;

-- Deletes up to p_limit rows of each kind that have done their work: queue rows and messages that are not open and as
-- old as the retention, counters of rate limits that no window (at most a day) sees any more, and entries of the
-- retention log and of the ledger of erasures older than p_keep_log. Answers how many.
CREATE FUNCTION delete_finished_rows(p_cutoff timestamptz, p_keep_log interval, p_limit integer) RETURNS integer
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

  DELETE FROM "email_messages" WHERE "id" IN (
    SELECT "id" FROM "email_messages" WHERE "createdAt" <= p_cutoff AND "status" <> 'pending'
    ORDER BY "createdAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
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
    SELECT "id" FROM "erasures" WHERE "erasedAt" <= utc_ago(p_keep_log) AND "hubspotStatus" <> 'pending'
    ORDER BY "erasedAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_total + v_count;
END $$;

-- When the oldest record was made that can still hold personal data; NULL when there is none.
CREATE FUNCTION oldest_personal_record() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT LEAST(
    (SELECT min("createdAt") FROM "assessments" WHERE "emailScrubbedAt" IS NULL),
    (SELECT min("startedAt") FROM "assessment_sessions"),
    (SELECT min("createdAt") FROM "email_messages"
      WHERE "recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL),
    (SELECT min("createdAt") FROM "privacy_requests"),
    (SELECT min("erasedAt") FROM "erasures" WHERE "email" IS NOT NULL)
  );
$$;
