-- What Prisma's schema language has no words for: check constraints, triggers, and indexes on a part of a table or on an
-- expression. Columns are camelCase and therefore quoted.

-- Check constraints --------------------------------------------------------------------------------------------------
ALTER TABLE "assessments"
  ADD CONSTRAINT "assessments_responses_check" CHECK (jsonb_typeof("responses") = 'object'),
  ADD CONSTRAINT "assessments_totalScore_check" CHECK ("totalScore" BETWEEN 0 AND 100),
  ADD CONSTRAINT "assessments_scoreBreakdown_check" CHECK (jsonb_typeof("scoreBreakdown") = 'object'),
  ADD CONSTRAINT "assessments_scoreCategory_check"
    CHECK ("scoreCategory" IN ('champion', 'builder', 'risk_zone', 'alert', 'crisis')),
  ADD CONSTRAINT "assessments_consent_check" CHECK (("consentAt" IS NULL) = ("consentTextVersion" IS NULL)),
  ADD CONSTRAINT "assessments_consent_purposes_check" CHECK ("consentPurposes" <@ ARRAY['results', 'contact']),
  ADD CONSTRAINT "assessments_hubspotSyncStatus_check"
    CHECK ("hubspotSyncStatus" IN ('pending', 'synced', 'failed', 'skipped')),
  ADD CONSTRAINT "assessments_hubspotSyncAttempts_check" CHECK ("hubspotSyncAttempts" >= 0),
  ADD CONSTRAINT "assessments_emailDeliveryStatus_check"
    CHECK ("emailDeliveryStatus" IN ('pending', 'sent', 'failed', 'skipped', 'bounced', 'complained')),
  ADD CONSTRAINT "assessments_emailDeliveryAttempts_check" CHECK ("emailDeliveryAttempts" >= 0),
  ADD CONSTRAINT "assessments_completionTimeSeconds_check" CHECK ("completionTimeSeconds" >= 0),
  ADD CONSTRAINT "assessments_browserInfo_check" CHECK (jsonb_typeof("browserInfo") = 'object'),
  ADD CONSTRAINT "assessments_leadQuality_check"
    CHECK ("leadQuality" IN ('basic', 'enhanced', 'executive_briefing_qualified')),
  -- Nothing brings a scrubbed person back: no late retry, no old tab, no restored queue row.
  ADD CONSTRAINT "assessments_scrubbed_check"
    CHECK ("emailScrubbedAt" IS NULL OR num_nonnulls("email", "firstName", "lastName", "company", "phone") = 0);

ALTER TABLE "assessment_sessions"
  ADD CONSTRAINT "assessment_sessions_totalSteps_check" CHECK ("totalSteps" > 0),
  ADD CONSTRAINT "assessment_sessions_currentStep_check" CHECK ("currentStep" BETWEEN 0 AND "totalSteps"),
  ADD CONSTRAINT "assessment_sessions_responses_check" CHECK (jsonb_typeof("responses") = 'object'),
  ADD CONSTRAINT "assessment_sessions_consent_check"
    CHECK (("consentAt" IS NULL) = ("consentTextVersion" IS NULL)),
  ADD CONSTRAINT "assessment_sessions_consent_purposes_check" CHECK ("consentPurposes" <@ ARRAY['results', 'contact']);

ALTER TABLE "hubspot_sync_queue"
  ADD CONSTRAINT "hubspot_sync_queue_payload_check" CHECK (jsonb_typeof("payload") = 'object'),
  ADD CONSTRAINT "hubspot_sync_queue_syncType_check" CHECK ("syncType" IN ('contact', 'deal', 'contact_and_deal')),
  ADD CONSTRAINT "hubspot_sync_queue_status_check"
    CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled')),
  ADD CONSTRAINT "hubspot_sync_queue_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "hubspot_sync_queue_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "hubspot_sync_queue_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "hubspot_sync_queue_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

ALTER TABLE "deal_outcomes"
  ADD CONSTRAINT "deal_outcomes_outcome_check" CHECK ("outcome" IN ('open', 'won', 'lost'));

ALTER TABLE "hubspot_follow_ups"
  ADD CONSTRAINT "hubspot_follow_ups_kind_check" CHECK ("kind" IN ('note', 'form', 'contact_owner', 'deal_owner')),
  ADD CONSTRAINT "hubspot_follow_ups_status_check"
    CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled')),
  ADD CONSTRAINT "hubspot_follow_ups_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "hubspot_follow_ups_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "hubspot_follow_ups_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "hubspot_follow_ups_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

ALTER TABLE "email_messages"
  ADD CONSTRAINT "email_messages_kind_check" CHECK ("kind" IN ('results', 'resume', 'privacy', 'alert')),
  ADD CONSTRAINT "email_messages_payload_check" CHECK (jsonb_typeof("payload") = 'object'),
  ADD CONSTRAINT "email_messages_status_check"
    CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled', 'skipped')),
  ADD CONSTRAINT "email_messages_recipient_check" CHECK ("status" <> 'pending' OR "recipient" IS NOT NULL),
  ADD CONSTRAINT "email_messages_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "email_messages_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "email_messages_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "email_messages_undeliverable_check" CHECK ("undeliverable" IN ('bounced', 'complained')),
  ADD CONSTRAINT "email_messages_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

ALTER TABLE "access_links"
  ADD CONSTRAINT "access_links_kind_check" CHECK ("kind" IN ('results', 'resume', 'shared', 'again')),
  ADD CONSTRAINT "access_links_tokenHash_check" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "access_links_recipientHash_check" CHECK (("recipientHash" IS NULL) = ("kind" IN ('shared', 'again'))),
  ADD CONSTRAINT "access_links_target_check" CHECK (num_nonnulls("assessmentId", "sessionId") >= 1),
  ADD CONSTRAINT "access_links_expiresAt_check" CHECK ("expiresAt" > "createdAt");

ALTER TABLE "teams"
  ADD CONSTRAINT "teams_tokenHash_check" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "teams_expiresAt_check" CHECK ("expiresAt" > "createdAt");

-- Fewer people than that are compared nowhere.
ALTER TABLE "team_groups"
  ADD CONSTRAINT "team_groups_size_check" CHECK ("size" >= 3),
  ADD CONSTRAINT "team_groups_inPlace_check" CHECK (jsonb_typeof("inPlace") = 'object');

-- There is one portal, and so one row; whoever needs it first makes it.
ALTER TABLE "hubspot_sync_state"
  ADD CONSTRAINT "hubspot_sync_state_id_check" CHECK ("id" = 'portal');

ALTER TABLE "pauses"
  ADD CONSTRAINT "pauses_operation_check"
    CHECK ("operation" IN ('contacts', 'deals', 'associations', 'reads', 'erasures', 'marks', 'notes', 'forms', 'owners',
      'mail') OR "operation" LIKE 'webhook:%'),
  ADD CONSTRAINT "pauses_reason_check"
    CHECK ("reason" IN ('operator', 'authentication', 'scope', 'daily_limit', 'migrating', 'unavailable', 'portal_settings', 'failing',
      'key_refused', 'sender_refused', 'recipients_restricted', 'rate_limited', 'quota_exceeded', 'message_refused',
      'unexpected_answer', 'server_error', 'no_connection', 'timeout', 'unreadable_answer', 'in_progress',
      'gone', 'refused', 'redirected'));

ALTER TABLE "retention_runs"
  ADD CONSTRAINT "retention_runs_job_check"
    CHECK ("job" IN ('expire_sessions', 'scrub_expired_pii', 'delete_finished_queue_rows', 'clear_crm_contacts')),
  ADD CONSTRAINT "retention_runs_finishedAt_check" CHECK ("finishedAt" >= "startedAt"),
  ADD CONSTRAINT "retention_runs_affectedRows_check" CHECK ("affectedRows" >= 0),
  ADD CONSTRAINT "retention_runs_outcome_check" CHECK ("outcome" IN ('completed', 'partial', 'failed'));

ALTER TABLE "privacy_requests"
  ADD CONSTRAINT "privacy_requests_tokenHash_check" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "privacy_requests_kind_check" CHECK ("kind" IN ('export', 'erasure', 'withdrawal')),
  ADD CONSTRAINT "privacy_requests_erased_check" CHECK (("email" IS NULL) = ("erasureId" IS NOT NULL)),
  ADD CONSTRAINT "privacy_requests_expiresAt_check" CHECK ("expiresAt" > "createdAt");

ALTER TABLE "erasures"
  ADD CONSTRAINT "erasures_source_check" CHECK ("source" IN ('request', 'operator', 'replay')),
  ADD CONSTRAINT "erasures_status_check" CHECK ("status" IN ('pending', 'completed', 'dead')),
  ADD CONSTRAINT "erasures_counts_check"
    CHECK ("erasedRows" >= 0 AND "hubspotContacts" >= 0 AND "hubspotDeals" >= 0),
  ADD CONSTRAINT "erasures_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "erasures_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "erasures_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  -- The address lives only as long as it is needed.
  ADD CONSTRAINT "erasures_email_check" CHECK ("status" = 'pending' OR "email" IS NULL),
  ADD CONSTRAINT "erasures_completed_check" CHECK (("status" = 'completed') = ("completedAt" IS NOT NULL));

ALTER TABLE "contact_marks"
  ADD CONSTRAINT "contact_marks_kind_check" CHECK ("kind" IN ('withdrawn', 'complained', 'bounced')),
  ADD CONSTRAINT "contact_marks_source_check"
    CHECK ("source" IN ('request', 'stop', 'one_click', 'browser', 'provider')),
  ADD CONSTRAINT "contact_marks_results_check" CHECK (jsonb_typeof("results") = 'object'),
  ADD CONSTRAINT "contact_marks_status_check" CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled')),
  ADD CONSTRAINT "contact_marks_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "contact_marks_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "contact_marks_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  -- The address lives only as long as it is needed.
  ADD CONSTRAINT "contact_marks_email_check" CHECK ("status" = 'pending' OR "email" IS NULL),
  ADD CONSTRAINT "contact_marks_completed_check" CHECK (("status" = 'completed') = ("completedAt" IS NOT NULL));

-- What a stranger may bring stays short and of few kinds: these rows are kept for ever.
ALTER TABLE "assessments"
  ADD CONSTRAINT "assessments_scorecard_check" CHECK ("scorecard" ~ '^[a-z]+(-[a-z]+)*$' AND length("scorecard") <= 30),
  ADD CONSTRAINT "assessments_language_check" CHECK ("language" ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  ADD CONSTRAINT "assessments_trafficKind_check" CHECK ("trafficKind" IN ('visitor', 'bot', 'preview', 'own_test')),
  ADD CONSTRAINT "assessments_sourceKind_check"
    CHECK ("sourceKind" IN ('direct', 'search', 'social', 'email', 'paid', 'campaign', 'referral', 'embed')),
  ADD CONSTRAINT "assessments_reachedStages_check"
    CHECK ("reachedStages" <@ ARRAY['email', 'confirmed', 'named', 'phoned', 'briefing_click']),
  ADD CONSTRAINT "assessments_dimensions_check"
    CHECK (GREATEST(length("source"), length("medium"), length("campaign"), length("device"), length("locale")) <= 100);

ALTER TABLE "assessment_sessions"
  ADD CONSTRAINT "assessment_sessions_scorecard_check" CHECK ("scorecard" ~ '^[a-z]+(-[a-z]+)*$' AND length("scorecard") <= 30),
  ADD CONSTRAINT "assessment_sessions_language_check" CHECK ("language" ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  ADD CONSTRAINT "assessment_sessions_trafficKind_check"
    CHECK ("trafficKind" IN ('visitor', 'bot', 'preview', 'own_test')),
  ADD CONSTRAINT "assessment_sessions_sourceKind_check"
    CHECK ("sourceKind" IN ('direct', 'search', 'social', 'email', 'paid', 'campaign', 'referral', 'embed')),
  ADD CONSTRAINT "assessment_sessions_dimensions_check"
    CHECK (GREATEST(length("source"), length("medium"), length("campaign"), length("device"), length("locale")) <= 100);

ALTER TABLE "ops_actions"
  ADD CONSTRAINT "ops_actions_role_check" CHECK ("role" IN ('view', 'operate', 'personal')),
  ADD CONSTRAINT "ops_actions_action_check"
    CHECK ("action" IN ('signed_in', 'signed_out', 'retried_leads', 'dismissed_leads', 'retried_emails', 'dismissed_emails',
      'redelivered_webhooks', 'dismissed_webhooks', 'tested_webhooks', 'paused', 'resumed', 'started_experiment',
      'stopped_experiment', 'opened_lead', 'opened_leads')),
  -- Words of a closed vocabulary have no room for a person.
  ADD CONSTRAINT "ops_actions_subject_check" CHECK ("subject" ~ '^[a-z][a-z0-9_-]{0,39}$'),
  ADD CONSTRAINT "ops_actions_reason_check" CHECK ("reason" ~ '^[a-z_]{1,40}$'),
  ADD CONSTRAINT "ops_actions_count_check" CHECK ("count" >= 0);

ALTER TABLE "experiments"
  ADD CONSTRAINT "experiments_id_check" CHECK ("id" ~ '^[a-z][a-z0-9-]{2,23}$'),
  ADD CONSTRAINT "experiments_measure_check"
    CHECK ("measure" IN ('starts', 'completions', 'leads', 'leads_of_starts')),
  ADD CONSTRAINT "experiments_shares_check"
    CHECK (cardinality("variants") >= 2 AND cardinality("variants") = cardinality("shares") AND 0 < ALL ("shares")),
  ADD CONSTRAINT "experiments_planned_check" CHECK ("planned" > 0),
  ADD CONSTRAINT "experiments_stopped_check" CHECK ("stoppedAt" >= "startedAt"),
  ADD CONSTRAINT "experiments_winner_check"
    CHECK ("winner" IS NULL OR ("stoppedAt" IS NOT NULL AND "winner" = ANY ("variants")));
-- Two at a time could not be told apart in what is counted.
CREATE UNIQUE INDEX "experiments_one_runs_idx" ON "experiments"((true)) WHERE "stoppedAt" IS NULL;

ALTER TABLE "webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_type_check"
    CHECK ("type" IN ('assessment.completed', 'lead.qualified', 'lead.updated', 'lead.withdrawn', 'lead.erased',
      'alert.raised', 'alert.recovered', 'test')),
  ADD CONSTRAINT "webhook_deliveries_status_check" CHECK ("status" IN ('pending', 'completed', 'dead', 'cancelled')),
  ADD CONSTRAINT "webhook_deliveries_attempts_check" CHECK (jsonb_typeof("attempts") = 'array'),
  ADD CONSTRAINT "webhook_deliveries_revision_check" CHECK ("revision" >= 1),
  ADD CONSTRAINT "webhook_deliveries_retryCount_check" CHECK ("retryCount" >= 0 AND "retryCount" <= "maxRetries"),
  ADD CONSTRAINT "webhook_deliveries_retryDelaySeconds_check" CHECK ("retryDelaySeconds" > 0),
  ADD CONSTRAINT "webhook_deliveries_completed_check" CHECK ("status" <> 'completed' OR "completedAt" IS NOT NULL);

-- Triggers -----------------------------------------------------------------------------------------------------------
CREATE TRIGGER "assessments_set_updated_at"
  BEFORE UPDATE ON "assessments" FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TRIGGER "assessment_sessions_set_last_activity"
  BEFORE UPDATE ON "assessment_sessions" FOR EACH ROW EXECUTE FUNCTION set_last_activity();

CREATE TRIGGER "assessments_take_over_links" AFTER INSERT ON "assessments"
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION access_links_follow_completion();

CREATE TRIGGER "assessment_sessions_drop_links" AFTER DELETE ON "assessment_sessions"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION access_links_follow_session();

CREATE TRIGGER "assessment_sessions_end_links" AFTER UPDATE OF "email" ON "assessment_sessions"
  FOR EACH ROW WHEN (OLD."email" IS NOT NULL AND OLD."email" IS DISTINCT FROM NEW."email")
  EXECUTE FUNCTION access_links_follow_address();

-- Most complete without having said anything about themselves.
CREATE TRIGGER "assessments_note_stages" BEFORE INSERT OR UPDATE ON "assessments" FOR EACH ROW WHEN (
    NEW."emailScrubbedAt" IS NULL
    AND num_nonnulls(NEW."email", NEW."addressConfirmedAt", NEW."firstName", NEW."lastName", NEW."phone") > 0
  ) EXECUTE FUNCTION note_reached_stages();

CREATE TRIGGER "assessments_note_former_contacts" BEFORE UPDATE OF "email" ON "assessments" FOR EACH ROW WHEN (
    OLD."email" IS NOT NULL AND NEW."email" IS NOT NULL AND lower(OLD."email") <> lower(NEW."email")
  ) EXECUTE FUNCTION note_former_contacts();

CREATE TRIGGER "assessments_note_uncounted" AFTER INSERT ON "assessments"
  FOR EACH ROW EXECUTE FUNCTION note_uncounted();

CREATE TRIGGER "assessments_renumber_uncounted" AFTER UPDATE OF "id" ON "assessments"
  FOR EACH ROW EXECUTE FUNCTION renumber_uncounted();

CREATE TRIGGER "assessments_count_change" AFTER UPDATE ON "assessments"
  FOR EACH ROW WHEN (
    (OLD."reachedStages", OLD."trafficKind", OLD."startedAt", OLD."scorecard", OLD."quizVersion", OLD."abTestVariant",
      OLD."source", OLD."campaign", OLD."device", OLD."locale", OLD."sourceKind")
    IS DISTINCT FROM
    (NEW."reachedStages", NEW."trafficKind", NEW."startedAt", NEW."scorecard", NEW."quizVersion", NEW."abTestVariant",
      NEW."source", NEW."campaign", NEW."device", NEW."locale", NEW."sourceKind")
  ) EXECUTE FUNCTION roll_up_change();

CREATE TRIGGER "assessments_keep_counted" AFTER DELETE ON "assessments"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION roll_up_erased();

CREATE TRIGGER "assessments_drop_team_groups" AFTER DELETE ON "assessments"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION team_groups_follow_erasure();

CREATE TRIGGER "assessment_sessions_count_ended" AFTER DELETE ON "assessment_sessions"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION roll_up_ended();

-- Updated all the time, by numbers that no index holds: room on the page keeps that cheap.
ALTER TABLE "funnel_days" SET (fillfactor = 70);
ALTER TABLE "score_days" SET (fillfactor = 70);
ALTER TABLE "answer_days" SET (fillfactor = 70);

CREATE TRIGGER "assessments_signal_completion" AFTER INSERT ON "assessments"
  FOR EACH ROW EXECUTE FUNCTION signal_completion();

-- Not for what syncs and deliveries write down, nor for the scrub.
CREATE TRIGGER "assessments_signal_change" AFTER UPDATE ON "assessments" FOR EACH ROW WHEN (
    OLD."emailScrubbedAt" IS NOT DISTINCT FROM NEW."emailScrubbedAt" AND (
      OLD."email", OLD."firstName", OLD."lastName", OLD."company", OLD."phone", OLD."leadQuality",
      OLD."consentPurposes", OLD."consentWithdrawnAt", OLD."addressConfirmedAt"
    ) IS DISTINCT FROM (
      NEW."email", NEW."firstName", NEW."lastName", NEW."company", NEW."phone", NEW."leadQuality",
      NEW."consentPurposes", NEW."consentWithdrawnAt", NEW."addressConfirmedAt"
    )
  ) EXECUTE FUNCTION signal_change();

CREATE TRIGGER "assessments_signal_erasure" AFTER DELETE ON "assessments"
  FOR EACH ROW EXECUTE FUNCTION signal_erasure();

-- Indexes ------------------------------------------------------------------------------------------------------------
-- At most one open sync an assessment: newer details replace the payload of the open row (coalescing).
CREATE UNIQUE INDEX "hubspot_sync_queue_pending_key" ON "hubspot_sync_queue"("assessmentId") WHERE "status" = 'pending';
-- The same results go to the same address once, however often the form with it is sent.
CREATE UNIQUE INDEX "email_messages_results_key" ON "email_messages"("assessmentId", "recipientHash")
  WHERE "kind" = 'results';
-- Asking again while the link is still on its way makes no second one.
CREATE UNIQUE INDEX "email_messages_resume_pending_key" ON "email_messages"("sessionId", "recipientHash")
  WHERE "kind" = 'resume' AND "status" = 'pending';

-- What the jobs look for, and nothing else: these stay small however large the tables grow.
CREATE INDEX "hubspot_sync_queue_due_idx" ON "hubspot_sync_queue"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "hubspot_follow_ups_due_idx" ON "hubspot_follow_ups"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "hubspot_follow_ups_dead_idx" ON "hubspot_follow_ups"("kind") WHERE "status" = 'dead';
CREATE INDEX "email_messages_due_idx" ON "email_messages"("nextRetryAt") WHERE "status" = 'pending';
-- Delivery takes the oldest due message first, also after an outage.
CREATE INDEX "email_messages_oldest_idx" ON "email_messages"("createdAt", "id") WHERE "status" = 'pending';
-- /health asks how long the oldest has waited, and what was given up and is nobody's to let be.
CREATE INDEX "hubspot_sync_queue_oldest_idx" ON "hubspot_sync_queue"("createdAt")
  WHERE "status" = 'pending' AND NOT "awaitsConfirmation";
CREATE INDEX "hubspot_sync_queue_given_up_idx" ON "hubspot_sync_queue"("createdAt")
  WHERE "status" = 'dead' AND "payload" <> '{}';
CREATE INDEX "email_messages_given_up_idx" ON "email_messages"("createdAt")
  WHERE "status" = 'dead' AND "payload" <> '{}' AND "lastError" IS DISTINCT FROM 'address_refused';
-- Pages of /ops show these, scrubbed ones too.
CREATE INDEX "hubspot_sync_queue_dead_idx" ON "hubspot_sync_queue"("createdAt") WHERE "status" = 'dead';
CREATE INDEX "email_messages_dead_idx" ON "email_messages"("createdAt") WHERE "status" = 'dead';
CREATE INDEX "erasures_dead_idx" ON "erasures"("erasedAt") WHERE "status" = 'dead';
-- Caps count by when an e-mail was asked for, or by when a cap lets it go.
CREATE INDEX "email_messages_counted_idx" ON "email_messages"((COALESCE("deferredUntil", "createdAt")));
CREATE INDEX "email_messages_network_counted_idx"
  ON "email_messages"("networkHash", (COALESCE("deferredUntil", "createdAt"))) WHERE "networkHash" IS NOT NULL;
CREATE INDEX "contact_marks_due_idx" ON "contact_marks"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "contact_marks_dead_idx" ON "contact_marks"("markedAt") WHERE "status" = 'dead';
CREATE INDEX "contact_marks_recipient_idx" ON "contact_marks"("recipientHash") WHERE "recipientHash" IS NOT NULL;
-- What the provider tells of an e-mail names it by the provider's own id.
CREATE INDEX "email_messages_provider_idx" ON "email_messages"("providerMessageId") WHERE "providerMessageId" IS NOT NULL;
CREATE INDEX "erasures_due_idx" ON "erasures"("nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "assessments_unscrubbed_idx" ON "assessments"("createdAt") WHERE "emailScrubbedAt" IS NULL;
CREATE INDEX "email_messages_unscrubbed_idx" ON "email_messages"("createdAt")
  WHERE "recipient" IS NOT NULL OR "payload" <> '{}'::jsonb OR "lastError" IS NOT NULL;

-- A person's own rows, whatever the case they typed their address in.
CREATE INDEX "assessments_email_lower_idx" ON "assessments"(lower("email")) WHERE "email" IS NOT NULL;
CREATE INDEX "assessment_sessions_email_lower_idx" ON "assessment_sessions"(lower("email")) WHERE "email" IS NOT NULL;
CREATE INDEX "email_messages_recipient_lower_idx" ON "email_messages"(lower("recipient")) WHERE "recipient" IS NOT NULL;
CREATE INDEX "privacy_requests_email_lower_idx" ON "privacy_requests"(lower("email"));
-- One link to pass on an assessment: who asks for it twice gets the same.
CREATE UNIQUE INDEX "access_links_own_key" ON "access_links"("assessmentId", "kind") WHERE "recipientHash" IS NULL;
-- A browser whose session has gone to another one.
CREATE INDEX "assessment_sessions_formerSessionIds_idx" ON "assessment_sessions" USING gin ("formerSessionIds")
  WHERE "formerSessionIds" <> '{}';
CREATE INDEX "assessments_formerSessionIds_idx" ON "assessments" USING gin ("formerSessionIds")
  WHERE "formerSessionIds" <> '{}';
-- Scrubbed assessments of a person who is found in HubSpot only.
CREATE INDEX "assessments_hubspotContactId_idx" ON "assessments"("hubspotContactId")
  WHERE "hubspotContactId" IS NOT NULL;
-- The list of leads on /ops reads its filters here and never the table, newest first. For that the note of a delivered e-mail is
-- written to every index (0.6 ms, and 0.4 without): a sync changes indexed columns anyway, and neither keeps a prospect waiting.
-- The overview looks there for addresses and deals of a week that are doubled.
CREATE INDEX "assessments_lead_list_idx" ON "assessments"("createdAt" DESC, "id" DESC)
  INCLUDE ("leadQuality", "scoreCategory", "totalScore", "hubspotSyncStatus", "emailDeliveryStatus", "source", "campaign",
    "scorecard", "quizVersion", "trafficKind", "email", "hubspotContactId", "hubspotDealId")
  -- All of them: Prisma's schema language passes over an index with a condition, and has no words for this one.
  WHERE "createdAt" > '-infinity';
-- The few whose e-mail did not arrive, by the same filters: without it the list would be walked for them.
CREATE INDEX "assessments_failed_emails_idx" ON "assessments"("emailDeliveryStatus", "createdAt" DESC, "id" DESC)
  WHERE "emailDeliveryStatus" IN ('failed', 'bounced', 'complained');
-- The same of what few or none may have of the filters whose values nobody lists.
CREATE INDEX "assessments_source_idx" ON "assessments"((COALESCE("source", '(none)')));
CREATE INDEX "assessments_campaign_idx" ON "assessments"((COALESCE("campaign", '(none)')));
CREATE INDEX "assessments_quizVersion_idx" ON "assessments"("quizVersion") WHERE "createdAt" > '-infinity';
CREATE INDEX "assessments_uncounted_idx" ON "assessments"("trafficKind", "createdAt" DESC, "id" DESC)
  WHERE "trafficKind" <> 'visitor';
-- What has gone out within a day.
CREATE INDEX "hubspot_sync_queue_completed_idx" ON "hubspot_sync_queue"("completedAt") WHERE "status" = 'completed';
CREATE INDEX "email_messages_completed_idx" ON "email_messages"("completedAt") WHERE "status" = 'completed';
CREATE INDEX "email_messages_skipped_idx" ON "email_messages"("createdAt") WHERE "status" = 'skipped';
CREATE INDEX "email_messages_undeliverable_idx" ON "email_messages"("undeliverable") WHERE "undeliverable" IS NOT NULL;
-- Every page of /ops asks whether its session has been signed out.
CREATE INDEX "ops_actions_signed_out_idx" ON "ops_actions"("session") WHERE "action" = 'signed_out';

-- What is due of a receiver, and what /health asks of all.
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries"("receiver", "nextRetryAt") WHERE "status" = 'pending';
CREATE INDEX "webhook_deliveries_completed_idx" ON "webhook_deliveries"("completedAt") WHERE "status" = 'completed';
CREATE INDEX "webhook_deliveries_dead_idx" ON "webhook_deliveries"("createdAt") WHERE "status" = 'dead';
-- One alert a problem, until it is over.
CREATE UNIQUE INDEX "alerts_open_key" ON "alerts"("problem") WHERE "recoveredAt" IS NULL;
