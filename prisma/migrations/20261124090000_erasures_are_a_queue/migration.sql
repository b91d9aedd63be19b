-- Erasures are claimed, tried again and settled in HubSpot as everything else that is sent: by the columns of a queue.
ALTER TABLE "erasures" RENAME COLUMN "hubspotStatus" TO "status";
ALTER TABLE "erasures" RENAME COLUMN "attempts" TO "retryCount";
ALTER TABLE "erasures" RENAME COLUMN "nextAttemptAt" TO "nextRetryAt";
ALTER TABLE "erasures"
  ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1,
  -- Null: it is tried until it is done.
  ADD COLUMN "maxRetries" INTEGER,
  ADD COLUMN "retryDelaySeconds" INTEGER NOT NULL DEFAULT 60,
  ADD COLUMN "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "lastAttemptAt" TIMESTAMPTZ(3);

ALTER TABLE "erasures"
  DROP CONSTRAINT "erasures_hubspotStatus_check",
  DROP CONSTRAINT "erasures_counts_check",
  DROP CONSTRAINT "erasures_completedAt_check";
UPDATE "erasures" SET "status" = 'dead', "completedAt" = NULL WHERE "status" = 'failed';
ALTER TABLE "erasures"
  ADD CONSTRAINT "erasures_status_check" CHECK ("status" IN ('pending', 'completed', 'dead')),
  ADD CONSTRAINT "erasures_counts_check"
    CHECK ("erasedRows" >= 0 AND "hubspotContacts" >= 0 AND "hubspotDeals" >= 0),
  ADD CONSTRAINT "erasures_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "erasures_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "erasures_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "erasures_completed_check" CHECK (("status" = 'completed') = ("completedAt" IS NOT NULL));

-- The functions know the columns by their new names; what ends without HubSpot having been asked says so.
DO $$
DECLARE
  v_definition text;
BEGIN
  FOR v_definition IN
    SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proname IN ('erase_person', 'widen_erasure', 'scrub_unattached', 'delete_finished_rows')
  LOOP
    v_definition := replace(v_definition, '"nextAttemptAt"', '"nextRetryAt"');
    v_definition := replace(v_definition, '"hubspotStatus"', '"status"');
    v_definition := replace(v_definition, 'ELSE ''failed'' END', 'ELSE ''dead'' END');
    v_definition := replace(v_definition,
      '"completedAt" = CASE WHEN known.some THEN e."completedAt" ELSE now() END',
      '"lastError" = CASE WHEN known.some THEN e."lastError" ELSE ''address_forgotten'' END');
    EXECUTE v_definition;
  END LOOP;
END $$;
