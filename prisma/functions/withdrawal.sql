-- Nothing is sent to, or about, this person from now on. Assessments keep the evidence of the consent and get the time
-- of its withdrawal; sessions under way lose the contact details, which nothing allows to keep any more. Answers how
-- many assessments and sessions that were. p_recipient_hashes: see assessments_of_person. p_session_ids: only what these
-- browsers' sessions hold of the address; NULL for all. An emptied claimToken fences off a run that holds a row right now.
--
-- In the order in which everybody locks: sessions, assessments, their queue rows, messages. Delivery holds an
-- assessment when it settles the message, and the other way round the two would wait for each other for ever.
CREATE OR REPLACE FUNCTION withdraw_consent(
  p_email text, p_recipient_hashes text[] DEFAULT '{}', p_session_ids text[] DEFAULT NULL
) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_ids text[] := ARRAY(SELECT withdrawn_assessments(p_email, p_recipient_hashes, p_session_ids));
  v_sessions integer;
  v_assessments integer;
BEGIN
  UPDATE "assessment_sessions" SET
    "email" = NULL, "firstName" = NULL, "lastName" = NULL, "company" = NULL, "phone" = NULL,
    "hubspotUtk" = NULL,
    "consentAt" = NULL, "consentTextVersion" = NULL, "consentTextHash" = NULL, "consentPurposes" = '{}'
  WHERE lower("email") = v_address AND (p_session_ids IS NULL OR "sessionId" = ANY(p_session_ids));
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  -- A statement of its own: the next one must see the queue row of somebody who is just adding details.
  PERFORM 1 FROM "assessments" WHERE "id" = ANY(v_ids) ORDER BY "id" FOR NO KEY UPDATE;
  WITH theirs AS (
    UPDATE "assessments" a SET
      "consentWithdrawnAt" = now(),
      -- Anybody may agree again: whose address it is, is shown anew.
      "addressConfirmedAt" = NULL,
      "hubspotUtk" = NULL,
      "hubspotSyncStatus" = CASE WHEN a."hubspotSyncStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."hubspotSyncStatus" END,
      "emailDeliveryStatus" = CASE WHEN a."emailDeliveryStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."emailDeliveryStatus" END
    WHERE (a."id" = ANY(v_ids) OR (p_session_ids IS NULL AND lower(a."email") = v_address))
      AND a."consentWithdrawnAt" IS NULL
    RETURNING a."id"
  ), queue AS (
    UPDATE "hubspot_sync_queue" q SET "status" = 'cancelled', "payload" = '{}', "claimToken" = NULL
    FROM theirs WHERE q."assessmentId" = theirs."id" AND q."status" IN ('pending', 'dead')
  ), follow_ups AS (
    UPDATE "hubspot_follow_ups" f SET "status" = 'cancelled', "claimToken" = NULL
    FROM theirs WHERE f."assessmentId" = theirs."id" AND f."status" IN ('pending', 'dead')
  )
  SELECT count(*) INTO v_assessments FROM theirs;

  UPDATE "email_messages" m SET "status" = 'cancelled', "recipient" = NULL, "payload" = '{}', "claimToken" = NULL
  WHERE ((p_session_ids IS NULL AND lower(m."recipient") = v_address) OR m."assessmentId" = ANY(v_ids))
    AND m."kind" <> 'privacy' AND m."status" IN ('pending', 'dead');
  RETURN v_sessions + v_assessments;
END $$;

-- What a withdrawal is about: all of whoever has the address, those whose details were scrubbed included, as far as a link that
-- was sent to the address leads to them; or what these browsers' sessions hold of it.
CREATE OR REPLACE FUNCTION withdrawn_assessments(p_email text, p_recipient_hashes text[], p_session_ids text[])
RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT assessments_of_person(p_email, p_recipient_hashes) WHERE p_session_ids IS NULL
  UNION
  SELECT a."id" FROM "access_links" l JOIN "assessments" a ON a."id" = l."assessmentId"
  WHERE p_session_ids IS NULL AND l."recipientHash" = ANY(p_recipient_hashes) AND a."emailScrubbedAt" IS NOT NULL
  UNION
  SELECT "id" FROM "assessments"
  WHERE "sessionId" = ANY(p_session_ids) AND lower("email") = lower(btrim(p_email));
$$;

-- Withdraws, and writes down what HubSpot is to be told of it: answers the receipt, and whether it is a new one. Who withdraws
-- again, with nothing new to withdraw, gets the receipt that there is. NULL where nothing was held and nobody can be told.
-- HubSpot is due when no run can still be sending something of this person, as in erase_person.
--
-- p_session_ids: a browser's own withdrawal; NULL for somebody who has shown that the address is theirs. p_email is NULL where
-- nobody knows it any more. p_language: of the page, in which the receipt is sent.
CREATE OR REPLACE FUNCTION withdraw_person(
  p_email text, p_recipient_hashes text[], p_session_ids text[], p_source text, p_language text,
  OUT "receipt" text, OUT "isNew" boolean
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_ids text[] := ARRAY(SELECT withdrawn_assessments(p_email, p_recipient_hashes, p_session_ids));
  v_due timestamptz;
  v_count integer;
BEGIN
  PERFORM 1 FROM "assessment_sessions" WHERE lower("email") = v_address
    AND (p_session_ids IS NULL OR "sessionId" = ANY(p_session_ids)) FOR UPDATE;
  PERFORM 1 FROM "assessments" WHERE "id" = ANY(v_ids) ORDER BY "id" FOR NO KEY UPDATE;
  PERFORM 1 FROM "hubspot_sync_queue" WHERE "assessmentId" = ANY(v_ids) ORDER BY "id" FOR UPDATE;
  PERFORM 1 FROM "hubspot_follow_ups" WHERE "assessmentId" = ANY(v_ids) ORDER BY "id" FOR UPDATE;
  v_due := GREATEST(follow_ups_held_until(v_ids), (
    SELECT max("nextRetryAt") FROM "hubspot_sync_queue"
    WHERE "assessmentId" = ANY(v_ids) AND "status" = 'pending' AND "claimToken" IS NOT NULL
  ));
  v_count := withdraw_consent(p_email, p_recipient_hashes, p_session_ids);

  "isNew" := false;
  IF v_count = 0 THEN
    SELECT m."id" INTO "receipt" FROM "contact_marks" m
    WHERE m."recipientHash" = ANY(p_recipient_hashes) AND m."kind" = 'withdrawn' AND m."confirmed"
      AND p_session_ids IS NULL
      -- What failed for want of the address may be done with it.
      AND (m."status" <> 'dead' OR v_address IS NULL OR COALESCE(m."lastError", '') NOT LIKE 'address_forgotten%')
    ORDER BY m."markedAt" DESC LIMIT 1;
    IF FOUND THEN
      -- One that nobody has carried out yet does with the address what it could not do without.
      UPDATE "contact_marks" SET "email" = v_address, "revision" = "revision" + 1
      WHERE "id" = "receipt" AND "status" = 'pending' AND "email" IS NULL AND v_address IS NOT NULL;
      RETURN;
    END IF;
  END IF;
  -- HubSpot may know somebody who was scrubbed here long ago: whoever has just shown that the address is theirs is told of.
  -- Without an address there is nobody to look for where nothing was ever sent.
  IF (v_ids = '{}' AND p_source <> 'request') OR (p_session_ids IS NOT NULL AND v_count = 0)
    OR (v_address IS NULL AND NOT EXISTS (
      SELECT 1 FROM "assessments" WHERE "id" = ANY(v_ids) AND ("hubspotSyncedAt" IS NOT NULL OR "hubspotSyncAttempts" > 0)
    )) THEN
    RETURN;
  END IF;
  "isNew" := true;
  INSERT INTO "contact_marks" (
    "id", "kind", "source", "confirmed", "email", "recipientHash", "assessmentIds", "contactIds", "dealIds", "nextRetryAt"
  )
  SELECT gen_random_uuid()::text, 'withdrawn', p_source, p_session_ids IS NULL, v_address, p_recipient_hashes[1], v_ids,
    ARRAY(
      SELECT DISTINCT c.contact FROM "assessments" a LEFT JOIN "hubspot_sync_queue" q ON q."assessmentId" = a."id",
        unnest(ARRAY[a."hubspotContactId", q."hubspotContactId"]) AS c(contact)
      -- The contact of another address that took the place of this one is somebody else's.
      WHERE a."id" = ANY(v_ids) AND c.contact IS NOT NULL
        AND (lower(a."email") = v_address OR a."emailScrubbedAt" IS NOT NULL)
      -- What our own sync has made for it, under whatever address, has this consent, and no other.
      UNION SELECT m.contact FROM "assessments" a, unnest(a."madeContactIds") AS m(contact)
      WHERE a."id" = ANY(v_ids) AND NOT EXISTS (
        SELECT 1 FROM "assessments" o WHERE o."hubspotContactId" = m.contact AND o."id" <> ALL(v_ids))
    ),
    ARRAY(
      SELECT "hubspotDealId" FROM "assessments" WHERE "id" = ANY(v_ids) AND "hubspotDealId" IS NOT NULL
      UNION SELECT "hubspotDealId" FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_ids) AND "hubspotDealId" IS NOT NULL
    ),
    GREATEST(now(), v_due)
  RETURNING "id" INTO "receipt";

  -- A little later, so that it can say what HubSpot has done. Who stopped their e-mails by one click wants none.
  IF v_address IS NOT NULL AND p_session_ids IS NULL AND p_source <> 'one_click' THEN
    -- No cap counts it, by whatever mailbox.
    INSERT INTO "email_messages" ("id", "kind", "recipient", "recipientHash", "mailboxHash", "payload", "nextRetryAt")
    VALUES (gen_random_uuid()::text, 'privacy', v_address, p_recipient_hashes[1], p_recipient_hashes[1],
      jsonb_build_object('version', 1, 'receipt', "receipt", 'language', p_language), GREATEST(now(), v_due) + interval '1 minute');
  END IF;
END $$;

-- The same through a link about personal data, which stays good. NULL where it is unknown, has expired, or its owner was erased.
CREATE OR REPLACE FUNCTION withdraw_by_link(
  p_token_hash text, p_recipient_hashes text[], p_language text, OUT "receipt" text, OUT "isNew" boolean
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_email text;
BEGIN
  SELECT r."email" INTO v_email FROM "privacy_requests" r
  WHERE r."tokenHash" = p_token_hash AND r."expiresAt" > now() FOR UPDATE;
  IF v_email IS NULL THEN
    "isNew" := false;
    RETURN;
  END IF;
  SELECT w."receipt", w."isNew" INTO "receipt", "isNew"
  FROM withdraw_person(v_email, p_recipient_hashes, NULL, 'request', p_language) AS w;
END $$;
