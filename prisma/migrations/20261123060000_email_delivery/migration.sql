-- AlterTable
ALTER TABLE "email_messages" ADD COLUMN     "admittedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "access_links" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "assessmentId" TEXT,
    "sessionId" TEXT,
    "recipientHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "access_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "access_links_tokenHash_key" ON "access_links"("tokenHash");

-- CreateIndex
CREATE INDEX "access_links_assessmentId_idx" ON "access_links"("assessmentId");

-- CreateIndex
CREATE INDEX "access_links_sessionId_idx" ON "access_links"("sessionId");

-- CreateIndex
CREATE INDEX "access_links_recipientHash_idx" ON "access_links"("recipientHash");

-- CreateIndex
CREATE INDEX "access_links_expiresAt_idx" ON "access_links"("expiresAt");

-- AddForeignKey
ALTER TABLE "access_links" ADD CONSTRAINT "access_links_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Check constraints --------------------------------------------------------------------------------------------------
ALTER TABLE "access_links"
  ADD CONSTRAINT "access_links_kind_check" CHECK ("kind" IN ('results', 'resume')),
  ADD CONSTRAINT "access_links_tokenHash_check" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "access_links_target_check" CHECK (num_nonnulls("assessmentId", "sessionId") >= 1),
  ADD CONSTRAINT "access_links_expiresAt_check" CHECK ("expiresAt" > "createdAt");

-- Indexes ------------------------------------------------------------------------------------------------------------
-- The same results go to the same address once, however often the form with it is sent.
CREATE UNIQUE INDEX "email_messages_results_key" ON "email_messages"("assessmentId", "recipientHash")
  WHERE "kind" = 'results';
-- Asking again while the link is still on its way makes no second one.
CREATE UNIQUE INDEX "email_messages_resume_pending_key" ON "email_messages"("sessionId", "recipientHash")
  WHERE "kind" = 'resume' AND "status" = 'pending';
-- Delivery takes the oldest due message first, also after an outage.
CREATE INDEX "email_messages_oldest_idx" ON "email_messages"("createdAt", "id") WHERE "status" = 'pending';

-- Links follow what they open ----------------------------------------------------------------------------------------
-- A link to a session opens the results that the session became, and is gone when the session is (expiry, erasure).
-- Once a statement, not once a row: the job that expires sessions deletes thousands.
CREATE FUNCTION access_links_follow_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "access_links" l SET "assessmentId" = made."id"
  FROM made WHERE l."sessionId" = made."sessionId" AND l."assessmentId" IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "assessments_take_over_links" AFTER INSERT ON "assessments"
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION access_links_follow_completion();

CREATE FUNCTION access_links_follow_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "access_links" l USING gone
  WHERE l."sessionId" = gone."sessionId" AND l."assessmentId" IS NULL
    -- Completion deletes the session and makes the assessment in one statement, in this order.
    AND NOT EXISTS (SELECT 1 FROM "assessments" a WHERE a."sessionId" = gone."sessionId");
  RETURN NULL;
END $$;

CREATE TRIGGER "assessment_sessions_drop_links" AFTER DELETE ON "assessment_sessions"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION access_links_follow_session();

-- Deletes up to p_limit links past their expiry; answers how many.
CREATE FUNCTION delete_expired_access_links(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_count integer;
BEGIN
  PERFORM require_batch_limit(p_limit);
  DELETE FROM "access_links" WHERE "id" IN (
    SELECT "id" FROM "access_links" WHERE "expiresAt" <= now()
    ORDER BY "expiresAt" LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

-- Caps ---------------------------------------------------------------------------------------------------------------
-- Decides which of these messages may be sent, oldest first, and says why the others may not: NULL, or one of
-- already_sent, address_cap, network_cap, total_cap. What is admitted is marked, and stays so for its retries.
--
-- A window ends at the message's own time, not now: what waited out an outage is judged by when it was asked for.
-- Messages newer than it count as well, so that no window holds more than its cap in whatever order they come here.
-- Requests about privacy have counts of their own: nobody can use up a person's way to their data.
--
-- One at a time, by a lock of the transaction: two runs that counted side by side would both find room. Nobody's page
-- waits for it, because messages are admitted when they are delivered, not when they are written.
CREATE FUNCTION admit_emails(
  p_ids text[], p_address_per_day integer, p_network_per_hour integer, p_total_per_hour integer
) RETURNS TABLE ("messageId" text, "refusal" text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m record;
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
        WHEN (
          SELECT count(*) FROM "email_messages" e
          WHERE e."createdAt" > m."createdAt" - interval '1 hour' AND e."admittedAt" IS NOT NULL
        ) >= p_total_per_hour THEN 'total_cap'
      END;
      IF "refusal" IS NULL THEN
        UPDATE "email_messages" e SET "admittedAt" = now() WHERE e."id" = m."id";
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
