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

  PERFORM close_scrubbed_results(ARRAY(SELECT "id" FROM "assessments" WHERE "hubspotContactId" = ANY(v_contacts)));
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
