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
