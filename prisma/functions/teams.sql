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
