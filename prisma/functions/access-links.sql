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
  -- Whoever has just completed keeps their links, and a plan that names assessments takes long to make.
  IF NOT EXISTS (SELECT FROM gone g WHERE g."sessionId" IS DISTINCT FROM current_setting('scorecard.completed', true)) THEN
    RETURN NULL;
  END IF;
  DELETE FROM "access_links" l USING gone
  WHERE l."sessionId" = gone."sessionId" AND l."assessmentId" IS NULL
    -- Completion deletes the session and makes the assessment in one statement, in this order.
    AND NOT EXISTS (SELECT 1 FROM "assessments" a WHERE a."sessionId" = gone."sessionId");
  RETURN NULL;
END $$;

-- An address that is taken out of a session, or that another takes the place of, ends the links that it was sent, and no
-- e-mail goes to it any more.
CREATE OR REPLACE FUNCTION access_links_follow_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "access_links" WHERE "sessionId" = NEW."sessionId" AND "assessmentId" IS NULL;
  UPDATE "email_messages" SET "status" = 'cancelled', "recipient" = NULL, "payload" = '{}', "claimToken" = NULL
  WHERE "sessionId" = NEW."sessionId" AND "assessmentId" IS NULL AND "status" IN ('pending', 'dead');
  RETURN NULL;
END $$;

-- Gives a session that is under way to the browser that acted through this link: its id becomes p_session_id, so that the
-- browser which had it has it no more. Answers whether there was one. Who else does so at the same time, or saves, waits for the
-- row, finds the id gone and looks again.
CREATE OR REPLACE FUNCTION resume_session(p_token_hash text, p_session_id text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_former text;
BEGIN
  FOR attempt IN 1..5 LOOP
    SELECT "sessionId" INTO v_former FROM "access_links"
    WHERE "tokenHash" = p_token_hash AND "assessmentId" IS NULL AND "expiresAt" > now();
    EXIT WHEN NOT FOUND;
    UPDATE "assessment_sessions" SET "sessionId" = p_session_id, "emailFromElsewhere" = true,
      "formerSessionIds" = (v_former || "formerSessionIds")[1:10]
    WHERE "sessionId" = v_former AND "expiresAt" > now();
    CONTINUE WHEN NOT FOUND;
    UPDATE "access_links" SET "sessionId" = p_session_id WHERE "sessionId" = v_former;
    UPDATE "access_links" SET "usedAt" = COALESCE("usedAt", now()) WHERE "tokenHash" = p_token_hash;
    UPDATE "email_messages" SET "sessionId" = p_session_id WHERE "sessionId" = v_former;
    RETURN true;
  END LOOP;
  RETURN false;
END $$;

-- Notes that somebody acted through this link, which confirms its address, and opens its lead once more: from now on that has
-- the full right to write to its contact in HubSpot. Answers the assessment, where there is something to send.
CREATE OR REPLACE FUNCTION confirm_address(p_token_hash text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_assessment text;
  v_confirmed text;
BEGIN
  -- A link that its owner made was sent to no address.
  SELECT "assessmentId" INTO v_assessment FROM "access_links"
  WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() AND "recipientHash" IS NOT NULL;
  -- Assessments before links and queue rows, as everywhere.
  PERFORM 1 FROM "assessments" WHERE "id" = v_assessment FOR NO KEY UPDATE;
  UPDATE "access_links" SET "usedAt" = COALESCE("usedAt", now())
  WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() AND "recipientHash" IS NOT NULL;
  -- It may have ended meanwhile, because another address took the place of this one.
  IF NOT FOUND OR v_assessment IS NULL THEN
    RETURN NULL;
  END IF;

  UPDATE "assessments" SET "addressConfirmedAt" = now()
  WHERE "id" = v_assessment AND "addressConfirmedAt" IS NULL AND "emailScrubbedAt" IS NULL
    AND "consentWithdrawnAt" IS NULL
  RETURNING "id" INTO v_confirmed;
  -- Also a failed one, which somebody may try again.
  UPDATE "hubspot_sync_queue" SET "awaitsConfirmation" = false
  WHERE "assessmentId" = v_confirmed AND "awaitsConfirmation";
  -- More than once it is the same again, and whoever has withdrawn consent sends nothing.
  IF v_confirmed IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE "hubspot_sync_queue" q SET "status" = 'pending', "completedAt" = NULL,
    "revision" = q."revision" + 1, "retryCount" = DEFAULT, "retryDelaySeconds" = DEFAULT,
    "nextRetryAt" = CASE WHEN q."claimToken" IS NULL THEN now() ELSE q."nextRetryAt" END
  WHERE q."assessmentId" = v_assessment AND q."payload" <> '{}' AND (q."status" = 'pending' OR (
    q."status" = 'completed' AND NOT EXISTS (
      SELECT 1 FROM "hubspot_sync_queue" o WHERE o."assessmentId" = q."assessmentId" AND o."status" = 'pending'
    )));
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  -- The note for sales says that the address was not confirmed: the next run finds it, and says that it is.
  UPDATE "hubspot_follow_ups" f SET "status" = 'pending', "completedAt" = NULL, "revision" = f."revision" + 1,
    "retryDelaySeconds" = DEFAULT,
    "nextRetryAt" = CASE WHEN f."claimToken" IS NULL THEN now() ELSE f."nextRetryAt" END
  WHERE f."assessmentId" = v_assessment AND f."kind" = 'note' AND f."status" IN ('pending', 'completed');
  UPDATE "assessments" SET "hubspotSyncStatus" = 'pending' WHERE "id" = v_assessment;
  RETURN v_assessment;
END $$;

-- Ends what a browser has: its sessions and assessments get ids that nobody knows, so that a copy of its cookie opens nothing
-- either, and what was passed on of them ends, because nobody could end it any more: they leave their teams, too. Links from
-- e-mails go on.
CREATE OR REPLACE FUNCTION forget_sessions(p_former text[], p_new text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE "assessment_sessions" s SET "sessionId" = ids.new, "teamId" = NULL
  FROM unnest(p_former, p_new) AS ids(former, new) WHERE s."sessionId" = ids.former;
  UPDATE "assessments" a SET "sessionId" = ids.new
  FROM unnest(p_former, p_new) AS ids(former, new) WHERE a."sessionId" = ids.former;
  UPDATE "access_links" l SET "sessionId" = ids.new
  FROM unnest(p_former, p_new) AS ids(former, new) WHERE l."sessionId" = ids.former;
  UPDATE "email_messages" m SET "sessionId" = ids.new
  FROM unnest(p_former, p_new) AS ids(former, new) WHERE m."sessionId" = ids.former;
  DELETE FROM "access_links" l USING "assessments" a
  WHERE l."assessmentId" = a."id" AND l."kind" = 'shared' AND a."sessionId" = ANY(p_new);
  PERFORM leave_teams(ARRAY(SELECT "id" FROM "assessments" WHERE "sessionId" = ANY(p_new)));
  DELETE FROM "teams" t USING "assessments" a WHERE t."assessmentId" = a."id" AND a."sessionId" = ANY(p_new);
END $$;

-- Deletes up to p_limit links past their expiry; answers how many. A result that was scrubbed and that no link from an e-mail opens
-- any more gets another id: HubSpot keeps the former one with the deal that was made for it.
CREATE OR REPLACE FUNCTION delete_expired_access_links(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  WITH gone AS (
    DELETE FROM "access_links" WHERE "id" IN (
      SELECT "id" FROM "access_links" WHERE "expiresAt" <= now()
      ORDER BY "expiresAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
    )
    RETURNING "assessmentId"
  ), unlinked AS (
    UPDATE "assessments" a SET "id" = gen_random_uuid()::text
    WHERE a."id" IN (SELECT "assessmentId" FROM gone) AND a."emailScrubbedAt" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "access_links" l
      WHERE l."assessmentId" = a."id" AND l."expiresAt" > now() AND l."recipientHash" IS NOT NULL
    )
  )
  SELECT count(*) INTO v_count FROM gone;
  RETURN v_count;
END $$;
