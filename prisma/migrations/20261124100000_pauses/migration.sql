-- One kind of pause for everything that is sent to somebody else's service: while a row is here, what needs the operation
-- waits, but for one row at a time from "nextProbeAt" on. The row goes when the operation has worked. Holds nothing about
-- people.
CREATE TABLE "pauses" (
    "operation" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextProbeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pauses_pkey" PRIMARY KEY ("operation")
);

ALTER TABLE "pauses"
  ADD CONSTRAINT "pauses_operation_check"
    CHECK ("operation" IN ('contacts', 'deals', 'associations', 'reads', 'erasures', 'mail')),
  ADD CONSTRAINT "pauses_reason_check"
    CHECK ("reason" IN ('authentication', 'scope', 'daily_limit', 'migrating', 'unavailable',
      'key_refused', 'sender_refused', 'unexpected_answer', 'quota_exceeded', 'rate_limited'));

-- A pause that is there belongs to a portal as a whole, whose every lead begins with the contact.
INSERT INTO "pauses" ("operation", "reason", "evidence", "since", "nextProbeAt")
SELECT 'contacts', "pauseReason", COALESCE("pauseError", "pauseReason"), "pausedAt", COALESCE("pausedUntil", now())
FROM "hubspot_sync_state" WHERE "pauseReason" IS NOT NULL;

ALTER TABLE "hubspot_sync_state"
  DROP CONSTRAINT "hubspot_sync_state_pauseReason_check",
  DROP CONSTRAINT "hubspot_sync_state_paused_check",
  DROP COLUMN "pauseReason",
  DROP COLUMN "pauseError",
  DROP COLUMN "pausedAt",
  DROP COLUMN "pausedUntil";
