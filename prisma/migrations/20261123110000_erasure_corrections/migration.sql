-- As before, and links that were sent to the address go as well, also those to what is somebody else's by now.
CREATE OR REPLACE FUNCTION erase_person(
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
  DELETE FROM "access_links" WHERE "recipientHash" = ANY(p_recipient_hashes) AND "createdAt" < p_before;
  DELETE FROM "privacy_requests" WHERE lower("email") = v_address AND "createdAt" < p_before;

  UPDATE "erasures" SET "erasedRows" = v_total WHERE "id" = v_id;
  RETURN v_id;
END $$;

-- As before, and only what was there when the person was erased: who comes back meanwhile loses nothing.
CREATE OR REPLACE FUNCTION widen_erasure(p_id text, p_claim_token text, p_contact_ids text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_contacts text[];
  v_erased_at timestamptz;
BEGIN
  UPDATE "erasures" SET "contactIds" = ARRAY(
    SELECT DISTINCT id FROM unnest("contactIds" || p_contact_ids) AS id ORDER BY id
  )
  WHERE "id" = p_id AND "claimToken" = p_claim_token AND "hubspotStatus" = 'pending'
  RETURNING "contactIds", "erasedAt" INTO v_contacts, v_erased_at;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  WITH theirs AS MATERIALIZED (
    SELECT "id", "hubspotDealId", "emailScrubbedAt" FROM "assessments"
    WHERE "hubspotContactId" = ANY(v_contacts) AND "createdAt" < v_erased_at FOR UPDATE
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

-- As before, in the order in which everybody locks: sessions, assessments, their queue rows, messages. Delivery holds an
-- assessment when it settles the message, and the other way round the two would wait for each other for ever.
CREATE OR REPLACE FUNCTION withdraw_consent(p_email text) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_sessions integer;
  v_assessments integer;
BEGIN
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

  UPDATE "email_messages" m SET "status" = 'cancelled', "recipient" = NULL, "payload" = '{}', "claimToken" = NULL
  WHERE lower(m."recipient") = v_address AND m."kind" <> 'privacy' AND m."status" = 'pending';
  RETURN v_sessions + v_assessments;
END $$;
