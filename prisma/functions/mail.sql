-- Decides which of these messages may be sent, oldest first, and says why the others may not: NULL, or one of
-- already_sent, address_cap, network_cap, total_cap. What is admitted is marked, and stays so for its retries.
--
-- A window ends at the message's own time, not now: what waited out an outage is judged by when it was asked for.
-- Messages newer than it count as well, so that no window holds more than its cap in whatever order they come here.
-- Requests about privacy have counts of their own, of the total too: nobody can use up a person's way to their data.
--
-- One at a time, by a lock of the transaction: two runs that counted side by side would both find room. Nobody's page
-- waits for it, because messages are admitted when they are delivered, not when they are written.
CREATE OR REPLACE FUNCTION admit_emails(
  p_ids text[], p_address_per_day integer, p_network_per_hour integer, p_total_per_hour integer
) RETURNS TABLE ("messageId" text, "refusal" text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m record;
  -- At least as many as the hour of any message still to come holds.
  v_total_bound bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('admit_emails', 0));
  FOR m IN
    SELECT e."id", e."kind", e."recipientHash", e."networkHash", e."createdAt", e."admittedAt"
    FROM "email_messages" e WHERE e."id" = ANY(p_ids) AND e."status" = 'pending'
    ORDER BY e."createdAt", e."id"
  LOOP
    "messageId" := m."id";
    "refusal" := NULL;
    IF m."admittedAt" IS NULL THEN
      -- Messages come oldest first, so the first one's hour begins before those of all others.
      IF v_total_bound IS NULL THEN
        SELECT count(*) INTO v_total_bound FROM "email_messages" e
        WHERE e."createdAt" > m."createdAt" - interval '1 hour' AND e."admittedAt" IS NOT NULL;
      END IF;
      "refusal" := CASE
        -- An address that nobody has confirmed may be anybody's: it gets results once, and no more.
        WHEN m."kind" = 'results' AND EXISTS (
          SELECT 1 FROM "email_messages" e
          WHERE e."recipientHash" = m."recipientHash" AND e."kind" = 'results' AND e."admittedAt" IS NOT NULL
        ) AND NOT EXISTS (
          SELECT 1 FROM "access_links" l WHERE l."recipientHash" = m."recipientHash" AND l."usedAt" IS NOT NULL
        ) THEN 'already_sent'
        WHEN (
          SELECT count(*) FROM "email_messages" e
          WHERE e."recipientHash" = m."recipientHash" AND e."createdAt" > m."createdAt" - interval '24 hours'
            AND e."admittedAt" IS NOT NULL AND (e."kind" = 'privacy') = (m."kind" = 'privacy')
        ) >= p_address_per_day THEN 'address_cap'
        WHEN m."networkHash" IS NOT NULL AND (
          SELECT count(*) FROM "email_messages" e
          WHERE e."networkHash" = m."networkHash" AND e."createdAt" > m."createdAt" - interval '1 hour'
            AND e."admittedAt" IS NOT NULL AND (e."kind" = 'privacy') = (m."kind" = 'privacy')
        ) >= p_network_per_hour THEN 'network_cap'
        WHEN v_total_bound >= p_total_per_hour AND (
          SELECT count(*) FROM "email_messages" e
          WHERE e."createdAt" > m."createdAt" - interval '1 hour'
            AND e."admittedAt" IS NOT NULL AND (e."kind" = 'privacy') = (m."kind" = 'privacy')
        ) >= p_total_per_hour THEN 'total_cap'
      END;
      IF "refusal" IS NULL THEN
        UPDATE "email_messages" e SET "admittedAt" = now() WHERE e."id" = m."id";
        v_total_bound := v_total_bound + 1;
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
