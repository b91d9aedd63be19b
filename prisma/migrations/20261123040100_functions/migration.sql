-- Every function of the database, family by family, as prisma/functions has them to be read.

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

-- When the last of the leases ends that runs hold on follow-ups of these assessments: before that, one of them may still be
-- writing something of this person to HubSpot. NULL where none is held.
CREATE OR REPLACE FUNCTION follow_ups_held_until(p_assessment_ids text[]) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT max("nextRetryAt") FROM "hubspot_follow_ups"
  WHERE "assessmentId" = ANY(p_assessment_ids) AND "status" = 'pending' AND "claimToken" IS NOT NULL;
$$;

-- The notes in HubSpot about these assessments, as far as their numbers are known.
CREATE OR REPLACE FUNCTION notes_about(p_assessment_ids text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT COALESCE(array_agg("noteId"), '{}') FROM "hubspot_follow_ups"
  WHERE "assessmentId" = ANY(p_assessment_ids) AND "noteId" IS NOT NULL;
$$;

-- The contacts on which there may be notes about these assessments whose numbers are not known: the run that made one did not
-- come to write it down, and the contact may be another address's by now.
CREATE OR REPLACE FUNCTION contacts_with_notes_about(p_assessment_ids text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT COALESCE(array_agg(DISTINCT "contactId"), '{}') FROM "hubspot_follow_ups"
  WHERE "assessmentId" = ANY(p_assessment_ids) AND "kind" = 'note' AND "noteId" IS NULL AND "lastAttemptAt" IS NOT NULL
    AND "contactId" IS NOT NULL;
$$;

-- Takes one call from a sliding window that all runs share: answers 0 when it may be made now, otherwise the
-- milliseconds until one may be free. The row's lock puts callers in line, and the clock is read once it is held:
-- now() would be the time at which the statement began to wait.
CREATE OR REPLACE FUNCTION take_hubspot_call(p_limit integer, p_window interval) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_calls timestamptz[];
  v_blocked timestamptz;
  v_now timestamptz;
  v_next timestamptz;
BEGIN
  SELECT "callTimes", "callsBlockedUntil" INTO v_calls, v_blocked
    FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "hubspot_sync_state" ("id") VALUES ('portal') ON CONFLICT ("id") DO NOTHING;
    SELECT "callTimes", "callsBlockedUntil" INTO v_calls, v_blocked
      FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE;
  END IF;
  v_now := clock_timestamp();
  v_calls := ARRAY(SELECT t FROM unnest(v_calls) AS t WHERE t > v_now - p_window ORDER BY t);
  IF v_blocked > v_now THEN
    v_next := v_blocked;
  ELSIF cardinality(v_calls) >= p_limit THEN
    -- The call whose end leaves room for one more; more than p_limit of them when the limit was lowered.
    v_next := v_calls[cardinality(v_calls) - p_limit + 1] + p_window;
  ELSE
    UPDATE "hubspot_sync_state" SET "callTimes" = v_calls || v_now, "updatedAt" = v_now WHERE "id" = 'portal';
    RETURN 0;
  END IF;
  RETURN GREATEST(1, ceil(EXTRACT(EPOCH FROM v_next - v_now) * 1000))::integer;
END $$;

-- Takes p_calls of the same window at once, for a lead that is sent right after it was completed: answers when, or NULL
-- where that would mean to wait. The row is somebody else's, there is not room for all of them, HubSpot is not to be
-- called, or a drain is at work, which takes the lead along. What is not used is given back.
CREATE OR REPLACE FUNCTION try_take_hubspot_calls(p_limit integer, p_window interval, p_calls integer)
RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_state "hubspot_sync_state";
  v_calls timestamptz[];
  v_now timestamptz;
BEGIN
  SELECT * INTO v_state FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    INSERT INTO "hubspot_sync_state" ("id") VALUES ('portal') ON CONFLICT ("id") DO NOTHING;
    SELECT * INTO v_state FROM "hubspot_sync_state" WHERE "id" = 'portal' FOR UPDATE SKIP LOCKED;
  END IF;
  v_now := clock_timestamp();
  IF NOT FOUND OR v_state."callsBlockedUntil" > v_now OR v_state."drainedUntil" > v_now THEN
    RETURN NULL;
  END IF;
  v_calls := ARRAY(SELECT t FROM unnest(v_state."callTimes") AS t WHERE t > v_now - p_window ORDER BY t);
  IF cardinality(v_calls) + p_calls > p_limit THEN
    RETURN NULL;
  END IF;
  UPDATE "hubspot_sync_state"
    SET "callTimes" = v_calls || array_fill(v_now, ARRAY[p_calls]), "updatedAt" = v_now WHERE "id" = 'portal';
  RETURN v_now;
END $$;

-- Decides which of these messages may be sent, oldest first, and says why the others may not, or not yet: NULL, or one of
-- undeliverable, already_sent and address_cap, which are final, and network_cap and total_cap with the seconds to wait. What is admitted
-- is marked, and stays so for its retries.
--
-- A window ends at the message's own time, not now: what waited out an outage is judged by when it was asked for.
-- Messages newer than it count as well, so that no window holds more than its cap in whatever order they come here. A
-- message over the cap of its network or of all is given the time at which there is room for it, and is counted by that.
-- A network's places are given once, in turn; room under the total is looked for again when the time has come.
--
-- Of the total a quarter is kept for results, which somebody has just finished an assessment for, and for addresses that
-- are confirmed: strangers who ask for links cannot use it up. Requests about privacy have counts of their own, of the
-- total too, and those of an address were counted when they were made: nobody can use up a person's way to their data.
--
-- One at a time, by a lock of the transaction: two runs that counted side by side would both find room. Nobody's page
-- waits for it, because messages are admitted when they are delivered, not when they are written.
CREATE OR REPLACE FUNCTION admit_emails(
  p_ids text[], p_address_per_day integer, p_network_per_hour integer, p_total_per_hour integer
) RETURNS TABLE ("messageId" text, "refusal" text, "waitSeconds" double precision) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m record;
  v_for_strangers integer := GREATEST(1, p_total_per_hour * 3 / 4);
  -- At least as many as the hour of any message still to come holds.
  v_total_bound bigint;
  v_time timestamptz;
  v_confirmed boolean;
  v_prioritized boolean;
  v_network_free timestamptz;
  v_total_free timestamptz;
  v_free timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('admit_emails', 0));
  FOR m IN
    SELECT e."id", e."kind", e."recipientHash", e."mailboxHash", e."networkHash", e."createdAt", e."admittedAt",
      e."deferredUntil", e."lastError"
    FROM "email_messages" e WHERE e."id" = ANY(p_ids) AND e."status" = 'pending'
    ORDER BY e."createdAt", e."id"
  LOOP
    "messageId" := m."id";
    "refusal" := NULL;
    "waitSeconds" := NULL;
    IF m."admittedAt" IS NULL THEN
      -- Messages come oldest first, so the first one's hour begins before those of all others.
      IF v_total_bound IS NULL THEN
        SELECT count(*) INTO v_total_bound FROM "email_messages" e
        WHERE COALESCE(e."deferredUntil", e."createdAt") > m."createdAt" - interval '1 hour'
          AND e."admittedAt" IS NOT NULL;
      END IF;
      v_time := COALESCE(m."deferredUntil", m."createdAt");
      v_network_free := NULL;
      v_total_free := NULL;
      v_confirmed := EXISTS (
        SELECT 1 FROM "access_links" l WHERE l."usedAt" IS NOT NULL AND l."recipientHash" IN (
          SELECT e."recipientHash" FROM "email_messages" e WHERE e."mailboxHash" = m."mailboxHash")
      );
      v_prioritized := v_confirmed OR m."kind" = 'results';
      "refusal" := CASE
        WHEN EXISTS (
          SELECT 1 FROM "email_messages" e WHERE e."recipientHash" = m."recipientHash" AND e."undeliverable" IS NOT NULL
        ) THEN 'undeliverable'
        -- A mailbox that nobody has confirmed may be anybody's: it gets results once, and no more.
        WHEN m."kind" = 'results' AND NOT v_confirmed AND EXISTS (
          SELECT 1 FROM "email_messages" e
          WHERE e."mailboxHash" = m."mailboxHash" AND e."kind" = 'results' AND e."admittedAt" IS NOT NULL
        ) THEN 'already_sent'
        WHEN m."kind" <> 'privacy' AND (
          SELECT count(*) FROM "email_messages" e
          WHERE e."mailboxHash" = m."mailboxHash" AND e."createdAt" > m."createdAt" - interval '24 hours'
            AND (e."admittedAt" IS NOT NULL OR (e."deferredUntil" IS NOT NULL AND e."status" = 'pending'))
            AND e."id" <> m."id" AND e."kind" <> 'privacy'
        ) >= p_address_per_day THEN 'address_cap'
      END;
      IF "refusal" IS NULL AND v_time > now() THEN
        v_free := v_time;
        "refusal" := CASE m."lastError" WHEN 'network_cap' THEN 'network_cap' ELSE 'total_cap' END;
      ELSIF "refusal" IS NULL THEN
        IF m."networkHash" IS NOT NULL AND m."deferredUntil" IS NULL THEN
          SELECT COALESCE(e."deferredUntil", e."createdAt") + interval '1 hour' INTO v_network_free
          FROM "email_messages" e
          WHERE e."networkHash" = m."networkHash"
            AND COALESCE(e."deferredUntil", e."createdAt") > v_time - interval '1 hour'
            AND (e."admittedAt" IS NOT NULL OR (e."deferredUntil" IS NOT NULL AND e."status" = 'pending'))
            AND (e."kind" = 'privacy') = (m."kind" = 'privacy')
          ORDER BY COALESCE(e."deferredUntil", e."createdAt") DESC OFFSET p_network_per_hour - 1 LIMIT 1;
        END IF;
        IF v_total_bound >= v_for_strangers THEN
          SELECT max(place."at") + interval '1 hour' INTO v_total_free FROM (
            SELECT counted."at",
              row_number() OVER (ORDER BY counted."at" DESC) AS of_all,
              CASE WHEN NOT counted."prioritized" THEN
                row_number() OVER (PARTITION BY counted."prioritized" ORDER BY counted."at" DESC) END AS of_strangers
            FROM (
              SELECT COALESCE(e."deferredUntil", e."createdAt") AS "at", e."prioritized" FROM "email_messages" e
              WHERE COALESCE(e."deferredUntil", e."createdAt") > v_time - interval '1 hour'
                AND e."admittedAt" IS NOT NULL AND (e."kind" = 'privacy') = (m."kind" = 'privacy')
            ) AS counted
          ) AS place
          WHERE place.of_all = p_total_per_hour OR (NOT v_prioritized AND place.of_strangers = v_for_strangers);
        END IF;
        v_free := GREATEST(v_network_free, v_total_free);
        IF v_free > now() THEN
          "refusal" := CASE WHEN v_free = v_network_free THEN 'network_cap' ELSE 'total_cap' END;
          UPDATE "email_messages" e SET "deferredUntil" = v_free WHERE e."id" = m."id";
        ELSE
          UPDATE "email_messages" e SET
            "admittedAt" = now(), "prioritized" = v_prioritized,
            "deferredUntil" = COALESCE(v_free, e."deferredUntil")
          WHERE e."id" = m."id";
          v_total_bound := v_total_bound + 1;
        END IF;
      END IF;
      IF "refusal" IN ('network_cap', 'total_cap') THEN
        "waitSeconds" := EXTRACT(EPOCH FROM v_free - now());
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- Notes what the provider tells of an e-mail that it has taken: it bounced for good, or its recipient has called it spam. From
-- then on none goes to that address. Answers the mark that tells HubSpot of it; NULL for an e-mail that is none of ours, for what
-- is known already, and where HubSpot has nothing of the lead. Safe to repeat, in any order: a complaint stands.
-- p_message_id: our own id, where the event has it; p_provider_message_id: the provider's.
CREATE OR REPLACE FUNCTION note_undeliverable(p_message_id text, p_provider_message_id text, p_event text) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_message "email_messages"%ROWTYPE;
  v_mark text;
BEGIN
  SELECT * INTO v_message FROM "email_messages"
  WHERE "id" = p_message_id OR "providerMessageId" = p_provider_message_id LIMIT 1;
  -- In the order in which everybody locks.
  PERFORM 1 FROM "assessments" WHERE "id" = v_message."assessmentId" FOR NO KEY UPDATE;
  UPDATE "email_messages" SET "undeliverable" = p_event
  WHERE "id" = v_message."id" AND COALESCE("undeliverable", '') NOT IN ('complained', p_event);
  IF NOT FOUND OR v_message."assessmentId" IS NULL OR EXISTS (
    -- Another address has taken the place of this one.
    SELECT 1 FROM "email_messages" o WHERE o."assessmentId" = v_message."assessmentId" AND o."kind" = 'results'
      AND o."recipientHash" <> v_message."recipientHash" AND o."createdAt" > v_message."createdAt"
  ) THEN
    RETURN NULL;
  END IF;
  UPDATE "assessments" SET "emailDeliveryStatus" = p_event WHERE "id" = v_message."assessmentId";
  INSERT INTO "contact_marks" ("id", "kind", "source", "confirmed", "email", "recipientHash", "assessmentIds", "contactIds")
  SELECT gen_random_uuid()::text, p_event, 'provider', true, lower(a."email"), v_message."recipientHash", ARRAY[a."id"],
    array_remove(ARRAY[a."hubspotContactId"], NULL)
  FROM "assessments" a
  WHERE a."id" = v_message."assessmentId" AND a."consentWithdrawnAt" IS NULL AND (
    a."hubspotContactId" IS NOT NULL
    OR EXISTS (
      SELECT 1 FROM "hubspot_sync_queue" q
      WHERE q."assessmentId" = a."id" AND q."status" = 'pending' AND NOT q."awaitsConfirmation"
    )
  )
  RETURNING "id" INTO v_mark;
  RETURN v_mark;
END $$;

-- Erases whoever a link was sent to; a link that has been used for it, and every other one that was sent to them before, answers
-- the same receipt as long as it is good. NULL for a link that is unknown or has expired.
CREATE OR REPLACE FUNCTION erase_by_link(p_token_hash text, p_recipient_hashes text[]) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_request "privacy_requests"%ROWTYPE;
BEGIN
  -- All links of the address before its own: of two at once, the second would else hold what the first changes.
  PERFORM 1 FROM "privacy_requests" WHERE lower("email") = (
    SELECT lower("email") FROM "privacy_requests" WHERE "tokenHash" = p_token_hash
  ) ORDER BY "id" FOR UPDATE;
  SELECT * INTO v_request FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now();
  IF v_request."email" IS NULL THEN
    RETURN v_request."erasureId";
  END IF;
  RETURN erase_person(v_request."email", v_request."addressHash", p_recipient_hashes, 'request');
END $$;

-- Sliding-window rate limit: true when fewer than p_limit hits of p_key lie within the last p_window, and then this
-- one is counted; a refused hit is not. One statement, so that hits at the same time wait for each other's row lock
-- and see each other's count. "updatedAt" lags by up to an hour: as long as it stays, no index has to be written.
CREATE OR REPLACE FUNCTION rate_limit_hit(p_key text, p_limit integer, p_window interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_from timestamptz := utc_ago(p_window);
BEGIN
  INSERT INTO "rate_limits" AS r ("key", "hits", "updatedAt")
  SELECT p_key, ARRAY[now()], now() WHERE p_limit > 0
  ON CONFLICT ("key") DO UPDATE
    SET "hits" = ARRAY(SELECT hit FROM unnest(r."hits") AS hit WHERE hit > v_from) || now(),
        "updatedAt" = CASE WHEN r."updatedAt" < utc_ago(interval '1 hour') THEN now() ELSE r."updatedAt" END
    WHERE (SELECT count(*) FROM unnest(r."hits") AS hit WHERE hit > v_from) < p_limit;
  RETURN FOUND;
END $$;

-- Counts one hit of each key, or of none: the first key that is over its limit, and the seconds until it has room, or
-- NULLs when all are counted. Callers name the narrowest key first, always in the same order, so that none waits for
-- another in a circle.
CREATE OR REPLACE FUNCTION hit_rate_limits(
  p_keys text[], p_limits integer[], p_seconds double precision[],
  OUT "refusedKey" text, OUT "waitSeconds" double precision
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  FOR v_place IN 1 .. cardinality(p_keys) LOOP
    IF NOT rate_limit_hit(p_keys[v_place], p_limits[v_place], make_interval(secs => p_seconds[v_place])) THEN
      "refusedKey" := p_keys[v_place];
      SELECT GREATEST(1, EXTRACT(EPOCH FROM hit - now()) + p_seconds[v_place]) INTO "waitSeconds"
      FROM "rate_limits", unnest("hits") AS hit WHERE "key" = "refusedKey"
      ORDER BY hit DESC OFFSET GREATEST(0, p_limits[v_place] - 1) LIMIT 1;
      "waitSeconds" := COALESCE("waitSeconds", p_seconds[v_place]);
      -- Variables outlast what is rolled back: the hits before this one.
      RAISE SQLSTATE 'RL429';
    END IF;
  END LOOP;
EXCEPTION WHEN SQLSTATE 'RL429' THEN
  NULL;
END $$;

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

-- What the funnel is read from, and what assessments and sessions add to it: by triggers, so that whatever ends a session, makes
-- an assessment, adds to it or erases it counts in that very statement, and in none besides.

-- A part of the roll-up that nobody else writes to before this transaction ends: whoever counts neither waits for another nor can
-- be one of two that wait for each other. Slot 0 is what fold_roll_up() adds up in.
CREATE OR REPLACE FUNCTION take_roll_up_slot() RETURNS smallint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_slot integer;
BEGIN
  FOR v_try IN 0 .. 15 LOOP
    v_slot := 1 + (pg_backend_pid() + v_try) % 16;
    IF pg_try_advisory_xact_lock(1211, v_slot) THEN
      RETURN v_slot;
    END IF;
  END LOOP;
  LOOP
    v_slot := 17 + floor(random() * 32000);
    EXIT WHEN pg_try_advisory_xact_lock(1211, v_slot);
  END LOOP;
  RETURN v_slot;
END $$;

-- What an assessment is counted as. In SQL that the caller's statement takes in.
CREATE OR REPLACE FUNCTION funnel_of(a "assessments") RETURNS SETOF "funnel_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."trafficKind", COALESCE(a."abTestVariant", '(none)'),
    COALESCE(a."source", '(none)'), COALESCE(a."campaign", '(none)'), a."device", a."locale", a."scorecard", a."quizVersion",
    a."sourceKind", 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ('email' = ANY(a."reachedStages"))::int, ('confirmed' = ANY(a."reachedStages"))::int,
    ('named' = ANY(a."reachedStages"))::int, ('phoned' = ANY(a."reachedStages"))::int,
    ('briefing_click' = ANY(a."reachedStages"))::int
$$;

-- The scores and answers of visitors alone: previews and own tests would only blur them. How long they took is a score as well.
CREATE OR REPLACE FUNCTION scores_of(a "assessments") RETURNS SETOF "score_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."scorecard", a."quizVersion", s.key, s.value::smallint, 1
  FROM jsonb_each_text(COALESCE(a."scoreBreakdown", '{}') || jsonb_build_object('total', a."totalScore",
    '(minutes)', LEAST(a."completionTimeSeconds" / 60, 120))) AS s
  WHERE a."trafficKind" = 'visitor' AND s.value ~ '^\d{1,3}$'
$$;

-- One row with all answers, and not sixteen.
CREATE OR REPLACE FUNCTION answers_of(a "assessments") RETURNS SETOF "answer_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."scorecard", a."quizVersion", string_agg(r.key, ',' ORDER BY r.key COLLATE "C"),
    string_to_array(string_agg(CASE r.value WHEN 'A' THEN '1,0,0,0,0' WHEN 'B' THEN '0,1,0,0,0' WHEN 'C' THEN '0,0,1,0,0'
      WHEN 'D' THEN '0,0,0,1,0' ELSE '0,0,0,0,1' END, ',' ORDER BY r.key COLLATE "C"), ',')::int[]
  FROM jsonb_each_text(a."responses") AS r
  WHERE a."trafficKind" = 'visitor' AND r.value IN ('A', 'B', 'C', 'D', 'E')
  HAVING count(*) > 0
$$;

-- What was counted, and what is new since then and will be within minutes: figures are right at any time.
CREATE OR REPLACE FUNCTION current_funnel_days() RETURNS SETOF "funnel_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "funnel_days"
  UNION ALL SELECT f.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", funnel_of(a) AS f
$$;

CREATE OR REPLACE FUNCTION current_score_days() RETURNS SETOF "score_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "score_days"
  UNION ALL SELECT s.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", scores_of(a) AS s
$$;

CREATE OR REPLACE FUNCTION current_answer_days() RETURNS SETOF "answer_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "answer_days"
  UNION ALL SELECT r.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", answers_of(a) AS r
$$;

CREATE OR REPLACE FUNCTION add_counts(p_counts integer[], p_more integer[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR v_place IN 1 .. cardinality(p_more) LOOP
    IF p_more[v_place] <> 0 THEN
      p_counts[v_place] := p_counts[v_place] + p_more[v_place];
    END IF;
  END LOOP;
  RETURN p_counts;
END $$;

-- A session keeps its plans (plan_cache_mode), because making them anew takes longer than carrying them out.
-- Adds rows to the roll-up, whatever slot and mark they have themselves.
CREATE OR REPLACE FUNCTION add_to_funnel(
  p_rows "funnel_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "funnel_days" AS d
  SELECT "day", p_slot, p_recountable, "trafficKind", "variant", "source", "campaign", "device", "locale",
    "scorecard", "quizVersion", "sourceKind", sum("landings") * p_sign, sum("starts") * p_sign,
    sum("step1") * p_sign, sum("step2") * p_sign, sum("step3") * p_sign, sum("step4") * p_sign,
    sum("step5") * p_sign, sum("step6") * p_sign, sum("step7") * p_sign, sum("step8") * p_sign,
    sum("completed") * p_sign, sum("emails") * p_sign, sum("confirmed") * p_sign,
    sum("named") * p_sign, sum("phoned") * p_sign, sum("briefingClicks") * p_sign
  FROM unnest(p_rows)
  GROUP BY "day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind"
  ON CONFLICT ("day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind", "recountable", "slot")
  DO UPDATE SET "landings" = d."landings" + EXCLUDED."landings", "starts" = d."starts" + EXCLUDED."starts",
    "step1" = d."step1" + EXCLUDED."step1", "step2" = d."step2" + EXCLUDED."step2", "step3" = d."step3" + EXCLUDED."step3",
    "step4" = d."step4" + EXCLUDED."step4", "step5" = d."step5" + EXCLUDED."step5",
    "step6" = d."step6" + EXCLUDED."step6", "step7" = d."step7" + EXCLUDED."step7",
    "step8" = d."step8" + EXCLUDED."step8", "completed" = d."completed" + EXCLUDED."completed",
    "emails" = d."emails" + EXCLUDED."emails", "confirmed" = d."confirmed" + EXCLUDED."confirmed",
    "named" = d."named" + EXCLUDED."named", "phoned" = d."phoned" + EXCLUDED."phoned",
    "briefingClicks" = d."briefingClicks" + EXCLUDED."briefingClicks";
END $$;

CREATE OR REPLACE FUNCTION add_to_scores(
  p_rows "score_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "score_days" AS d
  SELECT "day", p_slot, p_recountable, "scorecard", "quizVersion", "area", "score", sum("n") * p_sign
  FROM unnest(p_rows) GROUP BY "day", "scorecard", "quizVersion", "area", "score"
  ON CONFLICT ("day", "scorecard", "quizVersion", "area", "score", "recountable", "slot")
  DO UPDATE SET "n" = d."n" + EXCLUDED."n";
END $$;

CREATE OR REPLACE FUNCTION add_to_answers(
  p_rows "answer_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  -- Told apart by a number, and without what nobody chose: eighty places a row, and the questions are a long text to compare.
  WITH rows AS MATERIALIZED (
    SELECT dense_rank() OVER (ORDER BY "day", "scorecard", "quizVersion", "questions") AS alike, * FROM unnest(p_rows)
  ), chosen AS MATERIALIZED (
    SELECT r.alike, c.place, sum(c.n)::int * p_sign AS n FROM rows r, unnest(r."counts") WITH ORDINALITY AS c(n, place)
    WHERE c.n <> 0 GROUP BY 1, 2
  )
  INSERT INTO "answer_days" AS d
  SELECT q."day", p_slot, p_recountable, q."scorecard", q."quizVersion", q."questions", ARRAY(
    SELECT COALESCE(c.n, 0) FROM generate_series(1, cardinality(q."counts")) AS all_of(place)
    LEFT JOIN chosen c ON c.alike = q.alike AND c.place = all_of.place ORDER BY all_of.place
  )
  FROM (SELECT DISTINCT ON (alike) * FROM rows ORDER BY alike) AS q
  ON CONFLICT ("day", "scorecard", "quizVersion", "questions", "recountable", "slot")
  DO UPDATE SET "counts" = add_counts(d."counts", EXCLUDED."counts");
END $$;

CREATE OR REPLACE FUNCTION roll_up(p_rows "assessments"[], p_sign integer, p_recountable boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_slot smallint := take_roll_up_slot();
BEGIN
  PERFORM add_to_funnel(ARRAY(SELECT f FROM unnest(p_rows) AS a, funnel_of(a) AS f), p_sign, p_recountable, v_slot);
  PERFORM add_to_scores(ARRAY(SELECT s FROM unnest(p_rows) AS a, scores_of(a) AS s), p_sign, p_recountable, v_slot);
  PERFORM add_to_answers(ARRAY(SELECT r FROM unnest(p_rows) AS a, answers_of(a) AS r), p_sign, p_recountable, v_slot);
END $$;

-- Each stage counts once, however often it is reached, and also when it is taken back.
CREATE OR REPLACE FUNCTION note_reached_stages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_stage text;
BEGIN
  FOREACH v_stage IN ARRAY ARRAY[
    CASE WHEN NEW."email" IS NOT NULL THEN 'email' END,
    CASE WHEN NEW."addressConfirmedAt" IS NOT NULL THEN 'confirmed' END,
    CASE WHEN COALESCE(NEW."firstName", NEW."lastName") IS NOT NULL AND NEW."company" IS NOT NULL THEN 'named' END,
    CASE WHEN NEW."phone" IS NOT NULL THEN 'phoned' END
  ] LOOP
    IF v_stage IS NOT NULL AND v_stage <> ALL (NEW."reachedStages") THEN
      NEW."reachedStages" := NEW."reachedStages" || v_stage;
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Whoever completes only leaves word of it: the figures of a whole assessment are two dozen, and to add them takes a tenth of the
-- time of completing.
CREATE OR REPLACE FUNCTION note_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "uncounted_assessments" VALUES (NEW."id");
  RETURN NULL;
END $$;

-- A result that gets another number is still to be counted under that: a foreign key would do it, and cost a completion 0.1 ms.
CREATE OR REPLACE FUNCTION renumber_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "uncounted_assessments" SET "assessmentId" = NEW."id" WHERE "assessmentId" = OLD."id";
  RETURN NULL;
END $$;

-- Counts new assessments, at most p_limit of them, and answers how many there were. Who changes or erases one at this moment waits until
-- this is done, or has it first: then it stays for the next time.
CREATE OR REPLACE FUNCTION count_assessments(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_ids text[];
BEGIN
  WITH taken AS (
    DELETE FROM "uncounted_assessments" WHERE "assessmentId" IN (
      SELECT u."assessmentId" FROM "uncounted_assessments" u LIMIT p_limit FOR UPDATE SKIP LOCKED
    ) RETURNING "assessmentId"
  ) SELECT array_agg("assessmentId") INTO v_ids FROM taken;
  IF v_ids IS NULL THEN
    RETURN 0;
  END IF;
  -- A statement of its own sees what was changed until the rows were taken.
  PERFORM roll_up(ARRAY(SELECT a FROM "assessments" a WHERE a."id" = ANY(v_ids)), 1, true);
  RETURN cardinality(v_ids);
END $$;

CREATE OR REPLACE FUNCTION roll_up_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_slot smallint;
BEGIN
  -- It will be counted as it is by then. Another number is noted after this.
  PERFORM FROM "uncounted_assessments" WHERE "assessmentId" = OLD."id" FOR SHARE;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  v_slot := take_roll_up_slot();
  IF (OLD."trafficKind", OLD."startedAt", OLD."scorecard", OLD."quizVersion")
    IS DISTINCT FROM (NEW."trafficKind", NEW."startedAt", NEW."scorecard", NEW."quizVersion") THEN
    PERFORM roll_up(ARRAY[OLD], -1, true);
    PERFORM roll_up(ARRAY[NEW], 1, true);
  ELSE
    PERFORM add_to_funnel(ARRAY(SELECT funnel_of(OLD)), -1, true, v_slot);
    PERFORM add_to_funnel(ARRAY(SELECT funnel_of(NEW)), 1, true, v_slot);
  END IF;
  RETURN NULL;
END $$;

-- An erased assessment stays counted, as one that nobody can count again.
CREATE OR REPLACE FUNCTION roll_up_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_gone "assessments"[] := ARRAY(SELECT ROW(g.*)::"assessments" FROM gone AS g);
  v_uncounted text[];
BEGIN
  IF cardinality(v_gone) = 0 THEN
    RETURN NULL;
  END IF;
  WITH taken AS (
    DELETE FROM "uncounted_assessments" WHERE "assessmentId" IN (SELECT g."id" FROM gone AS g) RETURNING "assessmentId"
  ) SELECT COALESCE(array_agg("assessmentId"), '{}') INTO v_uncounted FROM taken;
  PERFORM roll_up(ARRAY(SELECT g FROM unnest(v_gone) AS g WHERE g."id" <> ALL (v_uncounted)), -1, true);
  PERFORM roll_up(v_gone, 1, false);
  RETURN NULL;
END $$;

-- Sessions that expire or are erased. Those that became assessments are counted as such. Whoever completes comes by here too, and
-- has said so: a plan that names assessments, with all its indexes, takes long to make.
CREATE OR REPLACE FUNCTION roll_up_ended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_ended text[];
BEGIN
  IF NOT EXISTS (SELECT FROM gone g WHERE g."sessionId" IS DISTINCT FROM current_setting('scorecard.completed', true)) THEN
    RETURN NULL;
  END IF;
  v_ended := ARRAY(
    SELECT g."sessionId" FROM gone AS g WHERE NOT EXISTS (SELECT FROM "assessments" a WHERE a."sessionId" = g."sessionId")
  );
  IF cardinality(v_ended) > 0 THEN
    PERFORM add_to_funnel(ARRAY(
      SELECT ROW((g."startedAt" AT TIME ZONE 'UTC')::date, 0, false, g."trafficKind", COALESCE(g."abTestVariant", '(none)'),
        COALESCE(g."source", '(none)'), COALESCE(g."campaign", '(none)'), g."device", g."locale", g."scorecard", g."quizVersion",
        g."sourceKind", 0, 1, (g."currentStep" >= 1)::int, (g."currentStep" >= 2)::int, (g."currentStep" >= 3)::int,
        (g."currentStep" >= 4)::int, (g."currentStep" >= 5)::int, (g."currentStep" >= 6)::int,
        (g."currentStep" >= 7)::int, (g."currentStep" >= 8)::int, 0, (g."email" IS NOT NULL)::int, 0, 0, 0, 0)::"funnel_days"
      FROM gone AS g WHERE g."sessionId" = ANY(v_ended)
    ), 1, false, take_roll_up_slot());
  END IF;
  RETURN NULL;
END $$;

-- The campaign as it is kept: beyond p_most in a day those that are new are told apart no more, because whoever types an address
-- decides what they are called. p_most is exceeded by those that come in the same moment.
CREATE OR REPLACE FUNCTION admit_campaign(
  p_most integer, INOUT "source" text, INOUT "medium" text, INOUT "campaign" text
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_day date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF num_nonnulls("source", "medium", "campaign") = 0 OR EXISTS (
    SELECT FROM "known_campaigns" k WHERE k."day" = v_day AND k."source" = COALESCE(admit_campaign."source", '')
      AND k."medium" = COALESCE(admit_campaign."medium", '') AND k."campaign" = COALESCE(admit_campaign."campaign", '')
  ) THEN
    RETURN;
  END IF;
  IF (SELECT count(*) FROM "known_campaigns" k WHERE k."day" = v_day) < p_most THEN
    INSERT INTO "known_campaigns" VALUES
      (v_day, COALESCE("source", ''), COALESCE("medium", ''), COALESCE("campaign", '')) ON CONFLICT DO NOTHING;
    RETURN;
  END IF;
  "source" := CASE WHEN "source" IS NOT NULL THEN '(other)' END;
  "medium" := CASE WHEN "medium" IS NOT NULL THEN '(other)' END;
  "campaign" := CASE WHEN "campaign" IS NOT NULL THEN '(other)' END;
END $$;

-- Counts a view of the landing page, unless one of the counters has no room: each of them is hit only then.
CREATE OR REPLACE FUNCTION count_landing(
  p_keys text[], p_limits integer[], p_seconds double precision[], p_most_campaigns integer, p_landing "funnel_days"
) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_medium text;
BEGIN
  IF (SELECT "refusedKey" IS NOT NULL FROM hit_rate_limits(p_keys, p_limits, p_seconds)) THEN
    RETURN false;
  END IF;
  SELECT COALESCE(c."source", '(none)'), COALESCE(c."campaign", '(none)') INTO p_landing."source", p_landing."campaign"
  FROM admit_campaign(p_most_campaigns, p_landing."source", v_medium, p_landing."campaign") AS c;
  PERFORM add_to_funnel(ARRAY[p_landing], 1, false, take_roll_up_slot());
  RETURN true;
END $$;

-- What a recount of the assessments that were started from p_from to p_to adds to the roll-up, which is nothing as long as both
-- agree. What was counted of rows that are gone stands as it is. All of one moment: whoever counts meanwhile changes both.
CREATE OR REPLACE FUNCTION funnel_differences(p_from date, p_to date) RETURNS SETOF "funnel_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind", sum("landings" * sign)::int, sum("starts" * sign)::int, sum("step1" * sign)::int, sum("step2" * sign)::int,
    sum("step3" * sign)::int, sum("step4" * sign)::int, sum("step5" * sign)::int, sum("step6" * sign)::int,
    sum("step7" * sign)::int, sum("step8" * sign)::int, sum("completed" * sign)::int, sum("emails" * sign)::int,
    sum("confirmed" * sign)::int, sum("named" * sign)::int, sum("phoned" * sign)::int, sum("briefingClicks" * sign)::int
  FROM (
    SELECT f.*, 1 AS sign FROM "assessments" a, funnel_of(a) AS f
    WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
    UNION ALL SELECT d.*, -1 FROM current_funnel_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
  ) AS both_sides
  GROUP BY "day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind"
  HAVING ARRAY[sum("landings" * sign), sum("starts" * sign), sum("step1" * sign), sum("step2" * sign), sum("step3" * sign),
    sum("step4" * sign), sum("step5" * sign), sum("step6" * sign), sum("step7" * sign), sum("step8" * sign),
    sum("completed" * sign), sum("emails" * sign), sum("confirmed" * sign), sum("named" * sign),
    sum("phoned" * sign), sum("briefingClicks" * sign)] <> '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}'
$$;

CREATE OR REPLACE FUNCTION score_differences(p_from date, p_to date) RETURNS SETOF "score_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "scorecard", "quizVersion", "area", "score", sum("n" * sign)::int
  FROM (
    SELECT s.*, 1 AS sign FROM "assessments" a, scores_of(a) AS s
    WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
    UNION ALL SELECT d.*, -1 FROM current_score_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
  ) AS both_sides
  GROUP BY "day", "scorecard", "quizVersion", "area", "score" HAVING sum("n" * sign) <> 0
$$;

CREATE OR REPLACE FUNCTION answer_differences(p_from date, p_to date) RETURNS SETOF "answer_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "scorecard", "quizVersion", "questions", array_agg(n ORDER BY place)
  FROM (
    SELECT s."day", s."scorecard", s."quizVersion", s."questions", c.place, sum(c.n * s.sign)::int AS n
    FROM (
      SELECT r.*, 1 AS sign FROM "assessments" a, answers_of(a) AS r
      WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
      UNION ALL SELECT d.*, -1 FROM current_answer_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
    ) AS s, unnest(s."counts") WITH ORDINALITY AS c(n, place) GROUP BY 1, 2, 3, 4, 5
  ) AS both_sides
  GROUP BY "day", "scorecard", "quizVersion", "questions" HAVING bool_or(n <> 0)
$$;

-- Counts these days again and notes for each in how many figures the roll-up says otherwise: answers them.
CREATE OR REPLACE FUNCTION check_roll_up(p_from date, p_to date) RETURNS TABLE ("day" date, "differences" integer)
LANGUAGE sql VOLATILE AS $$
  INSERT INTO "roll_up_checks" AS c ("day", "checkedAt", "differences")
  SELECT days.day::date, now(), count(found."day")
  FROM generate_series(p_from, p_to, interval '1 day') AS days(day)
  LEFT JOIN (
    SELECT f."day" FROM funnel_differences(p_from, p_to) AS f
    UNION ALL SELECT s."day" FROM score_differences(p_from, p_to) AS s
    UNION ALL SELECT a."day" FROM answer_differences(p_from, p_to) AS a, unnest(a."counts") AS c(n) WHERE c.n <> 0
  ) AS found ON found."day" = days.day::date
  GROUP BY days.day ORDER BY days.day
  ON CONFLICT ("day") DO UPDATE SET "checkedAt" = EXCLUDED."checkedAt", "differences" = EXCLUDED."differences"
  RETURNING c."day", c."differences"
$$;

-- Makes the roll-up of a day what a recount says, as far as its assessments are there; answers how many figures were wrong.
CREATE OR REPLACE FUNCTION rebuild_roll_up(p_day date) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_funnel "funnel_days"[];
  v_scores "score_days"[];
  v_answers "answer_days"[];
  v_slot smallint := take_roll_up_slot();
BEGIN
  -- One statement, so that all is of one moment.
  SELECT ARRAY(SELECT funnel_differences(p_day, p_day)), ARRAY(SELECT score_differences(p_day, p_day)),
    ARRAY(SELECT answer_differences(p_day, p_day))
  INTO v_funnel, v_scores, v_answers;
  PERFORM add_to_funnel(v_funnel, 1, true, v_slot);
  PERFORM add_to_scores(v_scores, 1, true, v_slot);
  PERFORM add_to_answers(v_answers, 1, true, v_slot);
  INSERT INTO "roll_up_checks" VALUES (p_day, now(), 0)
  ON CONFLICT ("day") DO UPDATE SET "checkedAt" = now(), "differences" = 0;
  RETURN cardinality(v_funnel) + cardinality(v_scores)
    + (SELECT count(*) FROM unnest(v_answers) AS a, unnest(a."counts") AS c(n) WHERE c.n <> 0);
END $$;

-- Adds the slots of days before p_before up in slot 0, and forgets the campaigns of those days. Slots that somebody is counting in
-- stay for the next time.
CREATE OR REPLACE FUNCTION fold_roll_up(p_before date) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_recountable boolean;
  v_slots smallint[];
  v_funnel "funnel_days"[];
  v_scores "score_days"[];
  v_answers "answer_days"[];
BEGIN
  PERFORM pg_advisory_xact_lock(1211, 0);
  v_slots := ARRAY(
    SELECT slot FROM (
      SELECT "slot" FROM "funnel_days" WHERE "day" < p_before
      UNION SELECT "slot" FROM "score_days" WHERE "day" < p_before
      UNION SELECT "slot" FROM "answer_days" WHERE "day" < p_before
    ) AS used(slot) WHERE slot <> 0 AND pg_try_advisory_xact_lock(1211, slot)
  );
  FOREACH v_recountable IN ARRAY ARRAY[false, true] LOOP
    WITH folded AS (
      DELETE FROM "funnel_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"funnel_days") INTO v_funnel FROM folded f;
    PERFORM add_to_funnel(v_funnel, 1, v_recountable, 0::smallint);
    WITH folded AS (
      DELETE FROM "score_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"score_days") INTO v_scores FROM folded f;
    PERFORM add_to_scores(v_scores, 1, v_recountable, 0::smallint);
    WITH folded AS (
      DELETE FROM "answer_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"answer_days") INTO v_answers FROM folded f;
    PERFORM add_to_answers(v_answers, 1, v_recountable, 0::smallint);
    END LOOP;
  DELETE FROM "known_campaigns" WHERE "day" < p_before;
END $$;

-- Queues an event about an assessment for every receiver that wants it: one id for all of them, and for every attempt, by which a
-- receiver knows a repeat. There is nothing personal in it; what is sent is read when it is sent. p_confirmed: the address is
-- confirmed, without which CONFIRM_BEFORE_SYNC lets no contact details out. p_told: only those that may have been told of
-- this lead; then none is due before a run that is telling of it just now has ended.
CREATE OR REPLACE FUNCTION signal_lead(p_type text, p_assessment_id text, p_confirmed boolean, p_told boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_event text;
BEGIN
  -- Most have none, and every completion comes by here.
  IF NOT EXISTS (SELECT FROM "webhook_receivers" WHERE "retiredAt" IS NULL) THEN
    RETURN;
  END IF;
  -- Answers to a draft are nobody's: app/domain/quiz/versions.ts.
  IF EXISTS (SELECT FROM "assessments" WHERE "id" = p_assessment_id AND "quizVersion" LIKE '%-draft') THEN
    RETURN;
  END IF;
  v_event := 'msg_' || replace(gen_random_uuid()::text, '-', '');
  INSERT INTO "webhook_deliveries" ("id", "eventId", "type", "receiver", "assessmentId", "traceId", "nextRetryAt")
  SELECT gen_random_uuid()::text, v_event, p_type, r."receiver", p_assessment_id,
    NULLIF(current_setting('scorecard.trace_id', true), ''),
    GREATEST(now(), (
      SELECT max(h."nextRetryAt") FROM "webhook_deliveries" h WHERE p_told AND h."assessmentId" = p_assessment_id
        AND h."receiver" = r."receiver" AND h."status" = 'pending' AND h."claimToken" IS NOT NULL
    ))
  FROM "webhook_receivers" r
  WHERE r."retiredAt" IS NULL AND p_type = ANY(r."events") AND (p_confirmed OR NOT r."confirmFirst")
    AND (NOT p_told OR EXISTS (
      SELECT 1 FROM "assessments" a WHERE a."id" = p_assessment_id AND a."emailScrubbedAt" IS NOT NULL
    ) OR EXISTS (
      SELECT 1 FROM "webhook_deliveries" d WHERE d."assessmentId" = p_assessment_id AND d."receiver" = r."receiver"
        AND d."lastAttemptAt" IS NOT NULL
    ))
    -- One that nobody has taken up yet will tell the same.
    AND NOT (p_type = 'lead.updated' AND EXISTS (
      SELECT 1 FROM "webhook_deliveries" d WHERE d."assessmentId" = p_assessment_id AND d."receiver" = r."receiver"
        AND d."type" IN ('lead.qualified', 'lead.updated') AND d."status" = 'pending' AND d."claimToken" IS NULL
    ));
END $$;

-- In the statement that completes an assessment.
CREATE OR REPLACE FUNCTION signal_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- It carries contact details only where that is allowed when it is sent, and is due whoever must be asked first.
  PERFORM signal_lead('assessment.completed', NEW."id", true);
  IF NEW."leadQuality" = 'executive_briefing_qualified' AND 'contact' = ANY(NEW."consentPurposes")
    AND NEW."consentWithdrawnAt" IS NULL THEN
    PERFORM signal_lead('lead.qualified', NEW."id", NEW."addressConfirmedAt" IS NOT NULL);
  END IF;
  RETURN NULL;
END $$;

-- In the statement that adds details, confirms an address, or withdraws consent.
CREATE OR REPLACE FUNCTION signal_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_before boolean := 'contact' = ANY(OLD."consentPurposes") AND OLD."consentWithdrawnAt" IS NULL;
  v_after boolean := 'contact' = ANY(NEW."consentPurposes") AND NEW."consentWithdrawnAt" IS NULL;
  v_confirmed boolean := NEW."addressConfirmedAt" IS NOT NULL;
BEGIN
  IF v_before AND NOT v_after THEN
    UPDATE "webhook_deliveries" SET "status" = 'cancelled'
    WHERE "assessmentId" = NEW."id" AND "type" IN ('lead.qualified', 'lead.updated') AND "status" IN ('pending', 'dead')
      AND "claimToken" IS NULL;
    PERFORM signal_lead('lead.withdrawn', NEW."id", true, true);
  ELSIF v_after AND NEW."emailScrubbedAt" IS NULL THEN
    IF NEW."leadQuality" = 'executive_briefing_qualified' AND NOT (
      v_before AND OLD."leadQuality" = 'executive_briefing_qualified' AND EXISTS (
        SELECT 1 FROM "webhook_deliveries" d WHERE d."assessmentId" = NEW."id" AND d."type" = 'lead.qualified'
          AND d."status" <> 'cancelled'
      )) THEN
      PERFORM signal_lead('lead.qualified', NEW."id", v_confirmed);
    ELSE
      PERFORM signal_lead('lead.updated', NEW."id", v_confirmed);
    END IF;
  END IF;
  RETURN NULL;
END $$;

-- Tells those who may hold a person's details that they were erased here: they are to delete theirs.
CREATE OR REPLACE FUNCTION signal_erasures(p_assessment_ids text[]) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT signal_lead('lead.erased', a."id", true, true) FROM "assessments" a
  WHERE a."id" = ANY(p_assessment_ids) AND 'contact' = ANY(a."consentPurposes");
$$;

-- In the statement that erases. What else there was of the person here goes with it.
CREATE OR REPLACE FUNCTION signal_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 'contact' = ANY(OLD."consentPurposes") OR EXISTS (
    SELECT 1 FROM "webhook_deliveries" WHERE "assessmentId" = OLD."id" AND "type" LIKE 'lead.%'
  ) THEN
    PERFORM signal_lead('lead.erased', OLD."id", true, true);
  END IF;
  DELETE FROM "webhook_deliveries" WHERE "assessmentId" = OLD."id" AND "type" <> 'lead.erased';
  RETURN NULL;
END $$;

-- Whoever is erased takes the sums along that they are in: what was left of them would tell what that person had answered.
CREATE OR REPLACE FUNCTION team_groups_follow_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "team_groups" g USING gone WHERE g."id" = gone."teamGroupId";
  RETURN NULL;
END $$;

-- Takes assessments out of the teams that they are in, and with them the sums that they are part of; answers how many. The group
-- that they were compared in stays with them, as with those who stay behind: nobody's answers are in a second one.
CREATE OR REPLACE FUNCTION leave_teams(p_assessment_ids text[]) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
  v_groups text[];
BEGIN
  WITH gone AS (
    UPDATE "assessments" SET "teamId" = NULL
    WHERE "id" = ANY(p_assessment_ids) AND "teamId" IS NOT NULL RETURNING "teamGroupId"
  )
  SELECT count(*), array_agg("teamGroupId") INTO v_count, v_groups FROM gone;
  -- A statement of its own: it sees the group of somebody who was being compared meanwhile.
  DELETE FROM "team_groups" WHERE "id" = ANY(v_groups);
  RETURN v_count;
END $$;

-- Compares the answers that wait in a team: whoever waits is put by lot into a group of p_least people or a few more, of which
-- only sums are kept: how many of it answered each of p_questions with one of p_in_place. With fewer than p_least nothing
-- happens. Answers how many people were put into groups.
CREATE OR REPLACE FUNCTION compare_team(
  p_team_id text, p_questions text[], p_in_place text[], p_least integer
) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_waiting text[];
  v_groups integer;
BEGIN
  -- In one order, and again after the wait: two that compare at once take nobody twice.
  PERFORM 1 FROM "assessments" WHERE "teamId" = p_team_id AND "teamGroupId" IS NULL ORDER BY "id" FOR NO KEY UPDATE;
  v_waiting := ARRAY(
    SELECT "id" FROM "assessments" WHERE "teamId" = p_team_id AND "teamGroupId" IS NULL AND "emailScrubbedAt" IS NULL
    ORDER BY random()
  );
  v_groups := cardinality(v_waiting) / p_least;
  IF v_groups = 0 THEN
    RETURN 0;
  END IF;
  WITH lots AS MATERIALIZED (
    SELECT gen_random_uuid()::text AS "groupId", lot FROM generate_series(0, v_groups - 1) AS lot
  ), placed AS (
    UPDATE "assessments" a SET "teamGroupId" = lots."groupId"
    FROM unnest(v_waiting) WITH ORDINALITY AS w(id, place), lots
    WHERE a."id" = w.id AND lots.lot = w.place % v_groups
    RETURNING a."teamGroupId", a."responses"
  )
  INSERT INTO "team_groups" ("id", "teamId", "size", "inPlace")
  SELECT "teamGroupId", p_team_id, count(*), (
    SELECT jsonb_object_agg(q, (
      SELECT count(*) FROM placed m
      WHERE m."teamGroupId" = placed."teamGroupId" AND m."responses" ->> q = ANY(p_in_place)
    )) FROM unnest(p_questions) AS q
  )
  FROM placed GROUP BY "teamGroupId";
  -- The note about whoever made the team says so, too: the next run finds it, and adds that.
  UPDATE "hubspot_follow_ups" f SET "status" = 'pending', "completedAt" = NULL, "revision" = f."revision" + 1,
    "retryDelaySeconds" = DEFAULT, "nextRetryAt" = now()
  FROM "teams" t WHERE t."id" = p_team_id AND f."assessmentId" = t."assessmentId" AND f."kind" = 'note'
    AND f."status" = 'completed';
  RETURN cardinality(v_waiting);
END $$;

-- Deletes up to p_limit teams past their end; answers how many. Their members' results stay.
CREATE OR REPLACE FUNCTION delete_expired_teams(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  DELETE FROM "teams" WHERE "id" IN (
    SELECT "id" FROM "teams" WHERE "expiresAt" <= now() ORDER BY "expiresAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

-- The database's clock decides, whatever a client sends.
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."updatedAt" := now();
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION set_last_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."lastActivity" := now();
  RETURN NEW;
END $$;

-- The instant p_age before now. Days have 24 hours here, whatever the session's time zone and its clock changes.
CREATE OR REPLACE FUNCTION utc_ago(p_age interval) RETURNS timestamptz LANGUAGE sql STABLE
RETURN (now() AT TIME ZONE 'UTC' - p_age) AT TIME ZONE 'UTC';

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
