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
