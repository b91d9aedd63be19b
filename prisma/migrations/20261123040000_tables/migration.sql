-- The drivers of the Worker send times without an offset and read every offset as UTC: a session in any other zone
-- would store and show wrong instants. New sessions of this database are UTC from here on.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET timezone TO %L', current_database(), 'UTC');
EXCEPTION WHEN insufficient_privilege THEN
  -- Not the owner: fine where somebody has set it already (the value that a new session of ours starts with).
  IF (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') NOT IN ('UTC', 'Etc/UTC', 'GMT') THEN
    RAISE EXCEPTION 'Sessions of database "%" are not in UTC, and user "%" may not change that',
      current_database(), current_user
      USING HINT = format('Let the owner of the database run: ALTER DATABASE %I SET timezone TO ''UTC''; and migrate again.',
        current_database());
  END IF;
END $$;

-- What follows is schema.prisma as Prisma writes it.

-- CreateTable
CREATE TABLE "assessments" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "formerSessionIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "responses" JSONB NOT NULL,
    "totalScore" INTEGER,
    "scoreBreakdown" JSONB,
    "scoreCategory" TEXT,
    "recommendations" TEXT[],
    "scorecard" TEXT NOT NULL DEFAULT 'ai-readiness',
    "quizVersion" TEXT NOT NULL,
    "email" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "company" TEXT,
    "phone" TEXT,
    "emailFromElsewhere" BOOLEAN NOT NULL DEFAULT false,
    "consentAt" TIMESTAMPTZ(3),
    "consentTextVersion" TEXT,
    "consentTextHash" TEXT,
    "consentPurposes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "consentWithdrawnAt" TIMESTAMPTZ(3),
    "addressConfirmedAt" TIMESTAMPTZ(3),
    "hubspotSyncStatus" TEXT NOT NULL DEFAULT 'pending',
    "hubspotSyncAttempts" INTEGER NOT NULL DEFAULT 0,
    "hubspotContactId" TEXT,
    "hubspotDealId" TEXT,
    "formerContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "madeContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "hubspotSyncError" TEXT,
    "hubspotSyncedAt" TIMESTAMPTZ(3),
    "emailDeliveryStatus" TEXT NOT NULL DEFAULT 'pending',
    "emailDeliveryAttempts" INTEGER NOT NULL DEFAULT 0,
    "emailDeliveredAt" TIMESTAMPTZ(3),
    "emailDeliveryError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" TIMESTAMPTZ(3),
    "emailScrubbedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completionTimeSeconds" INTEGER,
    "browserInfo" JSONB,
    "referrerSource" TEXT,
    "hubspotUtk" TEXT,
    "abTestVariant" TEXT,
    "trafficKind" TEXT NOT NULL DEFAULT 'visitor',
    "source" TEXT,
    "medium" TEXT,
    "campaign" TEXT,
    "device" TEXT NOT NULL DEFAULT 'unknown',
    "locale" TEXT NOT NULL DEFAULT 'unknown',
    "language" TEXT NOT NULL DEFAULT 'en',
    "sourceKind" TEXT NOT NULL DEFAULT 'direct',
    "reachedStages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "ipAddressHash" TEXT,
    "leadQuality" TEXT NOT NULL DEFAULT 'basic',
    "qualifiedForBriefing" BOOLEAN NOT NULL DEFAULT false,
    "teamId" TEXT,
    "teamGroupId" TEXT,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_sessions" (
    "sessionId" TEXT NOT NULL,
    "formerSessionIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "currentStep" INTEGER NOT NULL DEFAULT 0,
    "totalSteps" INTEGER NOT NULL DEFAULT 4,
    "responses" JSONB NOT NULL DEFAULT '{}',
    "scorecard" TEXT NOT NULL DEFAULT 'ai-readiness',
    "quizVersion" TEXT NOT NULL,
    "email" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "company" TEXT,
    "phone" TEXT,
    "emailFromElsewhere" BOOLEAN NOT NULL DEFAULT false,
    "consentAt" TIMESTAMPTZ(3),
    "consentTextVersion" TEXT,
    "consentTextHash" TEXT,
    "consentPurposes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "ipAddressHash" TEXT,
    "userAgent" TEXT,
    "referrerSource" TEXT,
    "hubspotUtk" TEXT,
    "abTestVariant" TEXT,
    "trafficKind" TEXT NOT NULL DEFAULT 'visitor',
    "source" TEXT,
    "medium" TEXT,
    "campaign" TEXT,
    "device" TEXT NOT NULL DEFAULT 'unknown',
    "locale" TEXT NOT NULL DEFAULT 'unknown',
    "language" TEXT NOT NULL DEFAULT 'en',
    "sourceKind" TEXT NOT NULL DEFAULT 'direct',
    "teamId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastActivity" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL DEFAULT (CURRENT_TIMESTAMP + '24:00:00'::interval),

    CONSTRAINT "assessment_sessions_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "hubspot_sync_queue" (
    "id" TEXT NOT NULL,
    "assessmentId" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "syncType" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "awaitsConfirmation" BOOLEAN NOT NULL DEFAULT false,
    "traceId" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    "maxRetries" INTEGER NOT NULL DEFAULT 5,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 60,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),
    "hubspotContactId" TEXT,
    "hubspotDealId" TEXT,

    CONSTRAINT "hubspot_sync_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hubspot_follow_ups" (
    "id" TEXT NOT NULL,
    "assessmentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "contactId" TEXT,
    "dealId" TEXT,
    "noteId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    -- Null: it is tried until it is done.
    "maxRetries" INTEGER,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 120,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "hubspot_follow_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_messages" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "assessmentId" TEXT,
    "sessionId" TEXT,
    "recipient" TEXT,
    "recipientHash" TEXT NOT NULL,
    "mailboxHash" TEXT NOT NULL,
    "networkHash" TEXT,
    "payload" JSONB NOT NULL,
    "traceId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    "maxRetries" INTEGER NOT NULL DEFAULT 200,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 30,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),
    "providerMessageId" TEXT,
    "admittedAt" TIMESTAMPTZ(3),
    "prioritized" BOOLEAN NOT NULL DEFAULT false,
    "undeliverable" TEXT,
    "deferredUntil" TIMESTAMPTZ(3),

    CONSTRAINT "email_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_links" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "assessmentId" TEXT,
    "sessionId" TEXT,
    "recipientHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "access_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "assessmentId" TEXT NOT NULL,
    "scorecard" TEXT NOT NULL DEFAULT 'ai-readiness',
    "quizVersion" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_groups" (
    "id" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "size" SMALLINT NOT NULL,
    "inPlace" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retention_runs" (
    "id" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "affectedRows" INTEGER NOT NULL DEFAULT 0,
    "oldestPersonalLeftAt" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT 'completed',

    CONSTRAINT "retention_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "hits" TIMESTAMPTZ(3)[],
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "hubspot_sync_state" (
    "id" TEXT NOT NULL DEFAULT 'portal',
    "portalTimeZone" TEXT,
    "callTimes" TIMESTAMPTZ(3)[],
    "callsBlockedUntil" TIMESTAMPTZ(3),
    "drainedUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hubspot_sync_state_pkey" PRIMARY KEY ("id")
);

-- One kind of pause for everything that is sent to somebody else's service: while a row is here, what needs the operation
-- waits, but for one row at a time from "nextProbeAt" on. The row goes when the operation has worked.
CREATE TABLE "pauses" (
    "operation" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextProbeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pauses_pkey" PRIMARY KEY ("operation")
);

-- CreateTable
CREATE TABLE "job_successes" (
    "job" TEXT NOT NULL,
    "succeededAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_successes_pkey" PRIMARY KEY ("job")
);

-- CreateTable
CREATE TABLE "privacy_requests" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT,
    "erasureId" TEXT,
    "addressHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_marks" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "markedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "email" TEXT,
    "recipientHash" TEXT,
    "assessmentIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "dealIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "results" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    -- Null: it is tried until it is done.
    "maxRetries" INTEGER,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 60,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "contact_marks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erasedRows" INTEGER NOT NULL DEFAULT 0,
    "email" TEXT,
    "assessmentIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "dealIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "noteIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notedContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "erasedContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "formerContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "madeContactIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'pending',
    "hubspotContacts" INTEGER NOT NULL DEFAULT 0,
    "hubspotDeals" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    -- Null: it is tried until it is done.
    "maxRetries" INTEGER,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 60,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "funnel_days" (
    "day" DATE NOT NULL,
    "slot" SMALLINT NOT NULL,
    "recountable" BOOLEAN NOT NULL,
    "trafficKind" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "scorecard" TEXT NOT NULL,
    "quizVersion" TEXT NOT NULL,
    "sourceKind" TEXT NOT NULL,
    "landings" INTEGER NOT NULL DEFAULT 0,
    "starts" INTEGER NOT NULL DEFAULT 0,
    "step1" INTEGER NOT NULL DEFAULT 0,
    "step2" INTEGER NOT NULL DEFAULT 0,
    "step3" INTEGER NOT NULL DEFAULT 0,
    "step4" INTEGER NOT NULL DEFAULT 0,
    "step5" INTEGER NOT NULL DEFAULT 0,
    "step6" INTEGER NOT NULL DEFAULT 0,
    "step7" INTEGER NOT NULL DEFAULT 0,
    "step8" INTEGER NOT NULL DEFAULT 0,
    "completed" INTEGER NOT NULL DEFAULT 0,
    "emails" INTEGER NOT NULL DEFAULT 0,
    "confirmed" INTEGER NOT NULL DEFAULT 0,
    "named" INTEGER NOT NULL DEFAULT 0,
    "phoned" INTEGER NOT NULL DEFAULT 0,
    "briefingClicks" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "funnel_days_pkey" PRIMARY KEY ("day","trafficKind","variant","source","campaign","device","locale","scorecard","quizVersion","sourceKind","recountable","slot")
);

-- CreateTable
CREATE TABLE "score_days" (
    "day" DATE NOT NULL,
    "slot" SMALLINT NOT NULL,
    "recountable" BOOLEAN NOT NULL,
    "scorecard" TEXT NOT NULL,
    "quizVersion" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "score" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "score_days_pkey" PRIMARY KEY ("day","scorecard","quizVersion","area","score","recountable","slot")
);

-- CreateTable
CREATE TABLE "answer_days" (
    "day" DATE NOT NULL,
    "slot" SMALLINT NOT NULL,
    "recountable" BOOLEAN NOT NULL,
    "scorecard" TEXT NOT NULL,
    "quizVersion" TEXT NOT NULL,
    "questions" TEXT NOT NULL,
    "counts" INTEGER[],

    CONSTRAINT "answer_days_pkey" PRIMARY KEY ("day","scorecard","quizVersion","questions","recountable","slot")
);

-- CreateTable
CREATE TABLE "deal_outcomes" (
    "assessmentId" TEXT NOT NULL,
    "outcome" TEXT,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deal_outcomes_pkey" PRIMARY KEY ("assessmentId")
);

-- CreateTable
CREATE TABLE "roll_up_checks" (
    "day" DATE NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "differences" INTEGER NOT NULL,

    CONSTRAINT "roll_up_checks_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "uncounted_assessments" (
    "assessmentId" TEXT NOT NULL,

    CONSTRAINT "uncounted_assessments_pkey" PRIMARY KEY ("assessmentId")
);

-- CreateTable
CREATE TABLE "known_campaigns" (
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "medium" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,

    CONSTRAINT "known_campaigns_pkey" PRIMARY KEY ("day","source","medium","campaign")
);

-- CreateTable
CREATE TABLE "score_spreads" (
    "scorecard" TEXT NOT NULL,
    "quizVersion" TEXT NOT NULL,
    "fromDay" DATE NOT NULL,
    "throughDay" DATE NOT NULL,
    "counted" INTEGER NOT NULL,
    "lowestScores" INTEGER[],
    "counts" INTEGER[],

    CONSTRAINT "score_spreads_pkey" PRIMARY KEY ("scorecard","quizVersion")
);

-- CreateTable
CREATE TABLE "experiments" (
    "id" TEXT NOT NULL,
    "hypothesis" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "variants" TEXT[],
    "shares" INTEGER[],
    "planned" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedBy" TEXT,
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedBy" TEXT,
    "winner" TEXT,

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_actions" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "reason" TEXT,
    "count" INTEGER NOT NULL DEFAULT 0,
    "assessmentId" TEXT,

    CONSTRAINT "ops_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_receivers" (
    "receiver" TEXT NOT NULL,
    "events" TEXT[],
    "confirmFirst" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_receivers_pkey" PRIMARY KEY ("receiver")
);

CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "assessmentId" TEXT,
    "alertId" TEXT,
    "traceId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "claimToken" TEXT,
    "retryCount" INTEGER NOT NULL DEFAULT 0,
    "maxRetries" INTEGER NOT NULL DEFAULT 200,
    "nextRetryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retryDelaySeconds" INTEGER NOT NULL DEFAULT 60,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "completedAt" TIMESTAMPTZ(3),
    "attempts" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alerts" (
    "id" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recoveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "assessments_sessionId_key" ON "assessments"("sessionId");

-- CreateIndex
CREATE INDEX "assessments_sessionId_idx" ON "assessments"("sessionId");

-- CreateIndex
CREATE INDEX "assessments_email_idx" ON "assessments"("email");

-- CreateIndex
CREATE INDEX "assessments_createdAt_idx" ON "assessments"("createdAt");

-- CreateIndex
CREATE INDEX "assessments_startedAt_idx" ON "assessments"("startedAt");

-- CreateIndex
CREATE INDEX "assessments_hubspotSyncStatus_idx" ON "assessments"("hubspotSyncStatus");

-- CreateIndex
CREATE INDEX "assessments_teamId_idx" ON "assessments"("teamId");

-- CreateIndex
CREATE INDEX "analytics_idx" ON "assessments"("createdAt", "totalScore", "scoreCategory");

-- CreateIndex
CREATE INDEX "assessment_sessions_expiresAt_idx" ON "assessment_sessions"("expiresAt");

-- CreateIndex
CREATE INDEX "assessment_sessions_lastActivity_idx" ON "assessment_sessions"("lastActivity");

-- CreateIndex
CREATE INDEX "assessment_sessions_ipAddressHash_startedAt_idx" ON "assessment_sessions"("ipAddressHash", "startedAt");

-- CreateIndex
CREATE INDEX "assessment_sessions_startedAt_idx" ON "assessment_sessions"("startedAt");

-- CreateIndex
CREATE INDEX "hubspot_sync_queue_nextRetryAt_retryCount_idx" ON "hubspot_sync_queue"("nextRetryAt", "retryCount");

-- CreateIndex
CREATE INDEX "hubspot_sync_queue_assessmentId_idx" ON "hubspot_sync_queue"("assessmentId");

-- CreateIndex
CREATE INDEX "hubspot_sync_queue_createdAt_idx" ON "hubspot_sync_queue"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "hubspot_follow_ups_assessmentId_kind_key" ON "hubspot_follow_ups"("assessmentId", "kind");

-- CreateIndex
CREATE INDEX "email_messages_assessmentId_idx" ON "email_messages"("assessmentId");

-- CreateIndex
CREATE INDEX "email_messages_sessionId_idx" ON "email_messages"("sessionId");

-- CreateIndex
CREATE INDEX "email_messages_recipientHash_createdAt_idx" ON "email_messages"("recipientHash", "createdAt");

-- CreateIndex
CREATE INDEX "email_messages_mailboxHash_createdAt_idx" ON "email_messages"("mailboxHash", "createdAt");

-- CreateIndex
CREATE INDEX "email_messages_createdAt_idx" ON "email_messages"("createdAt");

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

-- CreateIndex
CREATE UNIQUE INDEX "teams_tokenHash_key" ON "teams"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "teams_assessmentId_key" ON "teams"("assessmentId");

-- CreateIndex
CREATE INDEX "teams_expiresAt_idx" ON "teams"("expiresAt");

-- CreateIndex
CREATE INDEX "team_groups_teamId_idx" ON "team_groups"("teamId");

-- CreateIndex
CREATE INDEX "retention_runs_job_startedAt_idx" ON "retention_runs"("job", "startedAt");

-- CreateIndex
CREATE INDEX "rate_limits_updatedAt_idx" ON "rate_limits"("updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_requests_tokenHash_key" ON "privacy_requests"("tokenHash");

-- CreateIndex
CREATE INDEX "privacy_requests_expiresAt_idx" ON "privacy_requests"("expiresAt");

-- CreateIndex
CREATE INDEX "contact_marks_markedAt_idx" ON "contact_marks"("markedAt");

CREATE INDEX "erasures_erasedAt_idx" ON "erasures"("erasedAt");

-- CreateIndex
CREATE INDEX "ops_actions_at_idx" ON "ops_actions"("at");

-- CreateIndex
CREATE INDEX "ops_actions_assessmentId_idx" ON "ops_actions"("assessmentId");

CREATE INDEX "webhook_deliveries_assessmentId_idx" ON "webhook_deliveries"("assessmentId");

CREATE INDEX "webhook_deliveries_receiver_createdAt_idx" ON "webhook_deliveries"("receiver", "createdAt");

CREATE INDEX "webhook_deliveries_createdAt_idx" ON "webhook_deliveries"("createdAt");

CREATE INDEX "alerts_raisedAt_idx" ON "alerts"("raisedAt");

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_groups" ADD CONSTRAINT "team_groups_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hubspot_sync_queue" ADD CONSTRAINT "hubspot_sync_queue_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hubspot_follow_ups" ADD CONSTRAINT "hubspot_follow_ups_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_links" ADD CONSTRAINT "access_links_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_actions" ADD CONSTRAINT "ops_actions_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_outcomes" ADD CONSTRAINT "deal_outcomes_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "assessments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
