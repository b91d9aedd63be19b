-- Nothing is sent to, or about, this person from now on. Assessments keep the evidence of the consent and get the time
-- of its withdrawal; sessions under way lose the contact details, which nothing allows to keep any more. Answers how
-- many assessments and sessions that were. p_recipient_hashes: see assessments_of_person. An emptied claimToken fences off a run that holds a row right now.
--
-- In the order in which everybody locks: sessions, assessments, their queue rows, messages. Delivery holds an
-- assessment when it settles the message, and the other way round the two would wait for each other for ever.
CREATE OR REPLACE FUNCTION withdraw_consent(p_email text, p_recipient_hashes text[] DEFAULT '{}') RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_ids text[] := ARRAY(SELECT assessments_of_person(p_email, p_recipient_hashes));
  v_sessions integer;
  v_assessments integer;
BEGIN
  UPDATE "assessment_sessions" SET
    "email" = NULL, "firstName" = NULL, "lastName" = NULL, "company" = NULL, "phone" = NULL,
    "consentAt" = NULL, "consentTextVersion" = NULL, "consentTextHash" = NULL, "consentPurposes" = '{}'
  WHERE lower("email") = v_address;
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  -- A statement of its own: the next one must see the queue row of somebody who is just adding details.
  PERFORM 1 FROM "assessments" WHERE lower("email") = v_address ORDER BY "id" FOR NO KEY UPDATE;
  WITH theirs AS (
    UPDATE "assessments" a SET
      "consentWithdrawnAt" = now(),
      "hubspotSyncStatus" = CASE WHEN a."hubspotSyncStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."hubspotSyncStatus" END,
      "emailDeliveryStatus" = CASE WHEN a."emailDeliveryStatus" IN ('pending', 'failed') THEN 'skipped'
        ELSE a."emailDeliveryStatus" END
    WHERE (lower(a."email") = v_address OR a."id" = ANY(v_ids)) AND a."consentWithdrawnAt" IS NULL
    RETURNING a."id"
  ), queue AS (
    UPDATE "hubspot_sync_queue" q SET "status" = 'cancelled', "payload" = '{}', "claimToken" = NULL
    FROM theirs WHERE q."assessmentId" = theirs."id" AND q."status" IN ('pending', 'dead')
  )
  SELECT count(*) INTO v_assessments FROM theirs;

  UPDATE "email_messages" m SET "status" = 'cancelled', "recipient" = NULL, "payload" = '{}', "claimToken" = NULL
  WHERE (lower(m."recipient") = v_address OR m."assessmentId" = ANY(v_ids)) AND m."kind" <> 'privacy'
    AND m."status" IN ('pending', 'dead');
  RETURN v_sessions + v_assessments;
END $$;
