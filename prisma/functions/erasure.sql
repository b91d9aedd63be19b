-- Removes a person's rows from before p_before: sessions, assessments with their queue rows and messages, and messages
-- to the address. Rows from p_before on are a person's who came back, and stay. Letter case does not matter. Up to
-- p_limit rows of each table; answers how many rows it deleted itself (those that went along with their assessment are
-- not counted): call again until that is 0. p_assessment_ids, p_message_ids, p_session_ids: all that may go; whatever there
-- is, where they are not given.
CREATE OR REPLACE FUNCTION purge_person(
  p_email text, p_limit integer, p_before timestamptz DEFAULT 'infinity', p_assessment_ids text[] DEFAULT NULL,
  p_message_ids text[] DEFAULT NULL, p_session_ids text[] DEFAULT NULL
) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
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
      AND (p_message_ids IS NULL OR m."id" = ANY(p_message_ids))
    UNION
    SELECT m."id" FROM "email_messages" m
    JOIN "assessment_sessions" s ON s."sessionId" = m."sessionId"
    WHERE lower(s."email") = v_address AND s."startedAt" < p_before
      AND (p_session_ids IS NULL OR s."sessionId" = ANY(p_session_ids))
    LIMIT p_limit
  );
  GET DIAGNOSTICS v_messages = ROW_COUNT;

  DELETE FROM "assessment_sessions" WHERE "sessionId" IN (
    SELECT "sessionId" FROM "assessment_sessions"
    WHERE lower("email") = v_address AND "startedAt" < p_before
      AND (p_session_ids IS NULL OR "sessionId" = ANY(p_session_ids)) LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_sessions = ROW_COUNT;

  DELETE FROM "assessments" WHERE "id" IN (
    SELECT "id" FROM "assessments"
    WHERE lower("email") = v_address AND "createdAt" < p_before
      AND (p_assessment_ids IS NULL OR "id" = ANY(p_assessment_ids)) LIMIT p_limit FOR UPDATE
  );
  GET DIAGNOSTICS v_assessments = ROW_COUNT;

  RETURN v_messages + v_sessions + v_assessments;
END $$;

-- The assessments of whoever has this address: those that hold it, and those that held it until another took its place,
-- which the messages that were sent to it know. Both hold contact details no longer than retention allows.
-- p_recipient_hashes: the address as messages and links know it.
CREATE OR REPLACE FUNCTION assessments_of_person(
  p_email text, p_recipient_hashes text[], p_before timestamptz DEFAULT 'infinity'
) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT "id" FROM "assessments" WHERE lower("email") = lower(btrim(p_email)) AND "createdAt" < p_before
  UNION
  SELECT a."id" FROM "email_messages" m JOIN "assessments" a ON a."id" = m."assessmentId"
  WHERE m."recipientHash" = ANY(p_recipient_hashes) AND a."emailScrubbedAt" IS NULL AND a."createdAt" < p_before
  UNION
  -- E-mails from while the questions were answered know the session.
  SELECT a."id" FROM "email_messages" m JOIN "assessments" a ON a."sessionId" = m."sessionId"
  WHERE m."recipientHash" = ANY(p_recipient_hashes) AND a."emailScrubbedAt" IS NULL AND a."createdAt" < p_before;
$$;

-- Results whose contact details were scrubbed hold no address by which an erasure could find them; the links that were
-- sent to the address do. They end, and so does the way in by the cookie of the browser that took the assessment, which
-- is known by its sessionId: that becomes one that nobody has. Scores and answers stay for the statistics.
CREATE OR REPLACE FUNCTION close_scrubbed_results(p_assessment_ids text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM signal_erasures(ARRAY(
    SELECT "id" FROM "assessments" WHERE "id" = ANY(p_assessment_ids) AND "emailScrubbedAt" IS NOT NULL
  ));
  UPDATE "assessments" SET "sessionId" = gen_random_uuid()::text
  WHERE "id" = ANY(p_assessment_ids) AND "emailScrubbedAt" IS NOT NULL;
  DELETE FROM "access_links" WHERE "assessmentId" IN (
    SELECT "id" FROM "assessments" WHERE "id" = ANY(p_assessment_ids) AND "emailScrubbedAt" IS NOT NULL
  );
END $$;

-- The list with the item in it once, and not what it takes the place of; as it is without one.
CREATE OR REPLACE FUNCTION with_item(p_list text[], p_item text, p_instead_of text DEFAULT NULL) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_item IS NULL THEN p_list
    ELSE ARRAY(SELECT e FROM unnest(p_list) AS e WHERE e IS DISTINCT FROM p_instead_of UNION SELECT p_item) END;
$$;

-- Whether a run has had a lead under this address, so that HubSpot may have what nobody has written down: not one that was given
-- back untried, or that HubSpot does not take as an address.
CREATE OR REPLACE FUNCTION may_have_been_sent(q "hubspot_sync_queue", p_email text, p_attempts integer) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT q."lastAttemptAt" IS NOT NULL AND q."payload"->>'email' = lower(p_email)
    AND (q."claimToken" IS NOT NULL OR p_attempts > 0)
    AND NOT (q."status" = 'dead' AND COALESCE(q."lastError", '') LIKE 'invalid_email%')
$$;

-- The contact of an address that another takes the place of is kept by its number, for the erasure. Where a run has had the lead
-- under it and nobody knows yet what it made, the run's token stands for it, or nothing but the hyphen.
CREATE OR REPLACE FUNCTION note_former_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever claims the lead from here on sends it under the other address.
  PERFORM 1 FROM "hubspot_sync_queue" WHERE "assessmentId" = NEW."id" FOR UPDATE;
  NEW."formerContactIds" := ARRAY(
    SELECT unnest(OLD."formerContactIds")
    UNION SELECT OLD."hubspotContactId" WHERE OLD."hubspotContactId" IS NOT NULL
    UNION SELECT COALESCE(q."hubspotContactId", OLD."hubspotContactId", '-' || COALESCE(q."claimToken", ''))
    FROM "hubspot_sync_queue" q
    WHERE q."assessmentId" = NEW."id" AND (q."hubspotContactId" IS NOT NULL OR may_have_been_sent(q, OLD."email", OLD."hubspotSyncAttempts"))
  );
  RETURN NEW;
END $$;

-- All contacts that these assessments have or had, whoever made them.
CREATE OR REPLACE FUNCTION contacts_of(p_assessment_ids text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT c.contact FROM "assessments" a,
      unnest(a."formerContactIds" || a."madeContactIds" || a."hubspotContactId") AS c(contact)
    WHERE a."id" = ANY(p_assessment_ids) AND c.contact IS NOT NULL
    UNION
    SELECT "hubspotContactId" FROM "hubspot_sync_queue"
    WHERE "assessmentId" = ANY(p_assessment_ids) AND "hubspotContactId" IS NOT NULL
  );
$$;

-- Erases a person here, in one transaction, and writes down what is to be erased in HubSpot: answers the receipt.
-- HubSpot is due when no run can still be sending something of this person: a claimed row's lease ends with the time in
-- its nextRetryAt, and what such a run makes before that is found by address and assessment.
-- p_recipient_hashes: the address as settled messages and links know it. p_before: see purge_person.
CREATE OR REPLACE FUNCTION erase_person(
  p_email text, p_address_hash text, p_recipient_hashes text[], p_source text,
  p_before timestamptz DEFAULT 'infinity'
) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_address text := lower(btrim(p_email));
  v_id text := gen_random_uuid()::text;
  v_assessments text[];
  v_linked text[];
  v_sessions text[];
  v_messages text[];
  v_links text[];
  v_requests text[];
  v_marks text[];
  v_rows integer;
  v_total integer := 0;
BEGIN
  -- In this order as everywhere: the links of an address, of which whoever follows one holds that, then sessions, which a
  -- completion holds, then assessments, then their queue rows. Nobody can claim a row that is locked here.
  PERFORM 1 FROM "privacy_requests" WHERE lower("email") = v_address ORDER BY "id" FOR UPDATE;
  PERFORM 1 FROM "assessment_sessions" WHERE lower("email") = v_address FOR UPDATE;
  v_linked := ARRAY(
    SELECT "assessmentId" FROM "access_links"
    WHERE "recipientHash" = ANY(p_recipient_hashes) AND "assessmentId" IS NOT NULL AND "createdAt" < p_before
  );
  PERFORM 1 FROM "assessments" WHERE lower("email") = v_address OR "id" = ANY(v_linked)
    OR "id" IN (SELECT assessments_of_person(v_address, p_recipient_hashes, p_before)) ORDER BY "id" FOR UPDATE;
  -- All of one moment. Whatever is given the address after it is of somebody who comes after: what HubSpot has of them stands
  -- nowhere below.
  SELECT theirs.ids,
    ARRAY(SELECT "sessionId" FROM "assessment_sessions" WHERE lower("email") = v_address),
    ARRAY(
      SELECT "id" FROM "email_messages"
      WHERE (lower("recipient") = v_address OR "recipientHash" = ANY(p_recipient_hashes)) AND "createdAt" < p_before
    ),
    ARRAY(SELECT "id" FROM "access_links" WHERE "recipientHash" = ANY(p_recipient_hashes) AND "createdAt" < p_before),
    ARRAY(SELECT "id" FROM "privacy_requests" WHERE lower("email") = v_address AND "createdAt" < p_before),
    ARRAY(
      SELECT "id" FROM "contact_marks" WHERE "markedAt" < p_before AND (
        lower("email") = v_address OR "recipientHash" = ANY(p_recipient_hashes) OR "assessmentIds" && theirs.ids
      )
    )
  INTO v_assessments, v_sessions, v_messages, v_links, v_requests, v_marks
  FROM (SELECT ARRAY(SELECT assessments_of_person(v_address, p_recipient_hashes, p_before)) AS ids) AS theirs;
  PERFORM 1 FROM "hubspot_sync_queue" WHERE "assessmentId" = ANY(v_assessments) FOR UPDATE;
  PERFORM 1 FROM "hubspot_follow_ups" WHERE "assessmentId" = ANY(v_assessments) FOR UPDATE;

  INSERT INTO "erasures" (
    "id", "addressHash", "source", "email", "assessmentIds", "formerContactIds", "madeContactIds", "contactIds", "dealIds",
    "noteIds", "notedContactIds", "nextRetryAt"
  )
  SELECT v_id, p_address_hash, p_source, v_address,
    -- Of what was scrubbed, HubSpot's deals know the number, and the time that it was sent is here still.
    v_assessments || ARRAY(
      SELECT "id" FROM "assessments" WHERE "id" = ANY(v_linked) AND "id" <> ALL (v_assessments)
        AND "emailScrubbedAt" IS NOT NULL AND "hubspotSyncedAt" IS NOT NULL
    ),
    -- Under the address that is erased whatever a run has made is found; under another one that took its place, only by number.
    contacts_of(v_assessments) || ARRAY(
      SELECT '-' || COALESCE(q."claimToken", '') FROM "assessments" a JOIN "hubspot_sync_queue" q ON q."assessmentId" = a."id"
      WHERE a."id" = ANY(v_assessments) AND lower(a."email") <> v_address
        AND COALESCE(a."hubspotContactId", q."hubspotContactId") IS NULL
        AND may_have_been_sent(q, a."email", a."hubspotSyncAttempts")
    ),
    ARRAY(SELECT DISTINCT unnest("madeContactIds") FROM "assessments" WHERE "id" = ANY(v_assessments)),
    -- The contact of another address that took the place of this one goes along only where whoever gave that address has
    -- shown that it is theirs, and nobody else is behind it: anybody may type a customer's address.
    ARRAY(
      SELECT DISTINCT c.contact FROM "assessments" a LEFT JOIN "hubspot_sync_queue" q ON q."assessmentId" = a."id",
        unnest(ARRAY[a."hubspotContactId", q."hubspotContactId"]) AS c(contact)
      WHERE a."id" = ANY(v_assessments) AND c.contact IS NOT NULL AND (lower(a."email") = v_address OR (
        EXISTS (
          SELECT 1 FROM "access_links" l WHERE l."assessmentId" = a."id" AND l."usedAt" IS NOT NULL
            AND l."recipientHash" <> ALL (p_recipient_hashes)
        ) AND NOT EXISTS (
          SELECT 1 FROM "assessments" o WHERE o."hubspotContactId" = c.contact AND o."id" <> ALL (v_assessments)
        )))
    ),
    ARRAY(
      SELECT "hubspotDealId" FROM "assessments"
      WHERE "id" = ANY(v_assessments) AND "hubspotDealId" IS NOT NULL
      UNION SELECT "hubspotDealId" FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_assessments) AND "hubspotDealId" IS NOT NULL
    ),
    notes_about(v_assessments),
    contacts_with_notes_about(v_assessments),
    GREATEST(now(), follow_ups_held_until(v_assessments), (
      SELECT max("nextRetryAt") FROM "hubspot_sync_queue"
      WHERE "assessmentId" = ANY(v_assessments) AND "status" = 'pending' AND "claimToken" IS NOT NULL
    ), (
      SELECT max("nextRetryAt") FROM "contact_marks"
      WHERE (lower("email") = v_address OR "assessmentIds" && v_assessments) AND "status" = 'pending'
        AND "claimToken" IS NOT NULL
    ));

  LOOP
    v_rows := purge_person(v_address, 1000, p_before, v_assessments, v_messages, v_sessions);
    v_total := v_total + v_rows;
    EXIT WHEN v_rows = 0;
  END LOOP;
  -- Those that another address took the place of this one in.
  DELETE FROM "assessments" WHERE "id" = ANY(v_assessments);
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  v_total := v_total + v_rows;
  DELETE FROM "email_messages" WHERE "id" = ANY(v_messages);
  PERFORM close_scrubbed_results(v_linked);
  DELETE FROM "access_links" WHERE "id" = ANY(v_links);
  -- Links that are still good show the receipt, for as long as they are.
  UPDATE "privacy_requests" SET "email" = NULL, "erasureId" = v_id WHERE "id" = ANY(v_requests);
  -- Whoever comes back has no link that works for what they give then.
  DELETE FROM "rate_limits" WHERE "key" IN (SELECT 'privacy-address:' || hash FROM unnest(p_recipient_hashes) AS hash);
  DELETE FROM "contact_marks" WHERE "id" = ANY(v_marks);

  UPDATE "erasures" SET "erasedRows" = v_total WHERE "id" = v_id;
  RETURN v_id;
END $$;

-- What is found by a contact of HubSpot's that is about to be erased, as far as it was there when the person was
-- erased: who comes back meanwhile loses nothing. Assessments that still hold contact details (given under another
-- address of the same contact) are deleted; scrubbed ones only forget whose they were, open no more, and stay for the
-- statistics. Answers whether the claim is still the caller's; if not, nothing happens.
CREATE OR REPLACE FUNCTION widen_erasure(p_id text, p_claim_token text, p_contact_ids text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_contacts text[];
  v_erased_at timestamptz;
BEGIN
  UPDATE "erasures" SET "contactIds" = ARRAY(
    SELECT DISTINCT id FROM unnest("contactIds" || p_contact_ids) AS id ORDER BY id
  )
  WHERE "id" = p_id AND "claimToken" = p_claim_token AND "status" = 'pending'
  RETURNING "contactIds", "erasedAt" INTO v_contacts, v_erased_at;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  -- A statement of its own, in one order: the next ones must see what a run that settles has written down of notes.
  PERFORM 1 FROM "assessments" WHERE "hubspotContactId" = ANY(v_contacts) ORDER BY "id" FOR UPDATE;
  PERFORM close_scrubbed_results(ARRAY(SELECT "id" FROM "assessments" WHERE "hubspotContactId" = ANY(v_contacts)));
  WITH theirs AS MATERIALIZED (
    SELECT "id", "hubspotDealId", "emailScrubbedAt", "madeContactIds" FROM "assessments"
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
    "noteIds" = ARRAY(
      SELECT unnest(e."noteIds") UNION SELECT unnest(notes_about(ARRAY(SELECT "id" FROM theirs)))
    ),
    "notedContactIds" = ARRAY(
      SELECT unnest(e."notedContactIds") UNION SELECT unnest(contacts_with_notes_about(ARRAY(SELECT "id" FROM theirs)))
    ),
    "assessmentIds" = ARRAY(SELECT unnest(e."assessmentIds") UNION SELECT "id" FROM theirs),
    "formerContactIds" = ARRAY(
      SELECT unnest(e."formerContactIds") UNION SELECT unnest(contacts_of(ARRAY(SELECT "id" FROM theirs)))
    ),
    "madeContactIds" = ARRAY(SELECT unnest(e."madeContactIds") UNION SELECT unnest("madeContactIds") FROM theirs),
    "dealIds" = ARRAY(
      SELECT unnest(e."dealIds") UNION SELECT "hubspotDealId" FROM theirs WHERE "hubspotDealId" IS NOT NULL
    )
  WHERE e."id" = p_id;
  RETURN true;
END $$;

-- Leads that came after an erasure under another address of a contact that went with it: HubSpot has them no more, and they
-- are sent again. Answers how many.
CREATE OR REPLACE FUNCTION resend_leads(p_contact_ids text[]) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_leads text[];
  v_count integer;
BEGIN
  -- A statement of its own: the next ones must see the queue row of somebody who is just adding details.
  v_leads := ARRAY(
    SELECT "id" FROM "assessments" WHERE "hubspotContactId" = ANY(p_contact_ids) AND "emailScrubbedAt" IS NULL
      AND 'contact' = ANY("consentPurposes") AND "consentWithdrawnAt" IS NULL ORDER BY "id" FOR NO KEY UPDATE
  );
  UPDATE "assessments" SET "hubspotContactId" = NULL WHERE "id" = ANY(v_leads);
  -- Their notes and whose they were went with the contact, those of it that a run is writing just now as well. A note on the contact
  -- of a former address is still there.
  DELETE FROM "hubspot_follow_ups" WHERE "assessmentId" = ANY(v_leads) AND "kind" IN ('note', 'contact_owner')
    AND ("contactId" = ANY(p_contact_ids) OR ("contactId" IS NULL AND "claimToken" IS NULL));
  UPDATE "hubspot_sync_queue" SET "hubspotContactId" = NULL WHERE "assessmentId" = ANY(v_leads);
  WITH opened AS (
    UPDATE "hubspot_sync_queue" q SET "status" = 'pending', "completedAt" = NULL, "revision" = q."revision" + 1,
      "retryCount" = DEFAULT, "retryDelaySeconds" = DEFAULT, "nextRetryAt" = now()
    WHERE q."assessmentId" = ANY(v_leads) AND q."status" = 'completed' AND q."payload" <> '{}'
      AND NOT EXISTS (SELECT 1 FROM "hubspot_sync_queue" o WHERE o."assessmentId" = q."assessmentId" AND o."status" = 'pending')
    RETURNING q."assessmentId"
  ), mirrored AS (
    UPDATE "assessments" a SET "hubspotSyncStatus" = 'pending' FROM opened WHERE a."id" = opened."assessmentId"
  )
  SELECT count(*) INTO v_count FROM opened;
  -- Whoever is being sent just now may have been written to that contact as well: once more, when their run is done.
  UPDATE "hubspot_sync_queue" SET "revision" = "revision" + 1 WHERE "id" IN (
    SELECT "id" FROM "hubspot_sync_queue" WHERE "status" = 'pending' AND "claimToken" IS NOT NULL ORDER BY "id" FOR UPDATE
  );
  RETURN v_count;
END $$;
