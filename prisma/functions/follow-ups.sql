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
