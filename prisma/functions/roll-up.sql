-- What the funnel is read from, and what assessments and sessions add to it: by triggers, so that whatever ends a session, makes
-- an assessment, adds to it or erases it counts in that very statement, and in none besides.

-- A part of the roll-up that nobody else writes to before this transaction ends: whoever counts neither waits for another nor can
-- be one of two that wait for each other. Slot 0 is what fold_roll_up() adds up in.
CREATE OR REPLACE FUNCTION take_roll_up_slot() RETURNS smallint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_slot integer;
BEGIN
  FOR v_try IN 0 .. 15 LOOP
    v_slot := 1 + (pg_backend_pid() + v_try) % 16;
    IF pg_try_advisory_xact_lock(1211, v_slot) THEN
      RETURN v_slot;
    END IF;
  END LOOP;
  LOOP
    v_slot := 17 + floor(random() * 32000);
    EXIT WHEN pg_try_advisory_xact_lock(1211, v_slot);
  END LOOP;
  RETURN v_slot;
END $$;

-- What an assessment is counted as. In SQL that the caller's statement takes in.
CREATE OR REPLACE FUNCTION funnel_of(a "assessments") RETURNS SETOF "funnel_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."trafficKind", COALESCE(a."abTestVariant", '(none)'),
    COALESCE(a."source", '(none)'), COALESCE(a."campaign", '(none)'), a."device", a."locale", a."scorecard", a."quizVersion",
    a."sourceKind", 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ('email' = ANY(a."reachedStages"))::int, ('confirmed' = ANY(a."reachedStages"))::int,
    ('named' = ANY(a."reachedStages"))::int, ('phoned' = ANY(a."reachedStages"))::int,
    ('briefing_click' = ANY(a."reachedStages"))::int
$$;

-- The scores and answers of visitors alone: previews and own tests would only blur them. How long they took is a score as well.
CREATE OR REPLACE FUNCTION scores_of(a "assessments") RETURNS SETOF "score_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."scorecard", a."quizVersion", s.key, s.value::smallint, 1
  FROM jsonb_each_text(COALESCE(a."scoreBreakdown", '{}') || jsonb_build_object('total', a."totalScore",
    '(minutes)', LEAST(a."completionTimeSeconds" / 60, 120))) AS s
  WHERE a."trafficKind" = 'visitor' AND s.value ~ '^\d{1,3}$'
$$;

-- One row with all answers, and not sixteen.
CREATE OR REPLACE FUNCTION answers_of(a "assessments") RETURNS SETOF "answer_days" LANGUAGE sql IMMUTABLE AS $$
  SELECT (a."startedAt" AT TIME ZONE 'UTC')::date, 0::smallint, true, a."scorecard", a."quizVersion", string_agg(r.key, ',' ORDER BY r.key COLLATE "C"),
    string_to_array(string_agg(CASE r.value WHEN 'A' THEN '1,0,0,0,0' WHEN 'B' THEN '0,1,0,0,0' WHEN 'C' THEN '0,0,1,0,0'
      WHEN 'D' THEN '0,0,0,1,0' ELSE '0,0,0,0,1' END, ',' ORDER BY r.key COLLATE "C"), ',')::int[]
  FROM jsonb_each_text(a."responses") AS r
  WHERE a."trafficKind" = 'visitor' AND r.value IN ('A', 'B', 'C', 'D', 'E')
  HAVING count(*) > 0
$$;

-- What was counted, and what is new since then and will be within minutes: figures are right at any time.
CREATE OR REPLACE FUNCTION current_funnel_days() RETURNS SETOF "funnel_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "funnel_days"
  UNION ALL SELECT f.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", funnel_of(a) AS f
$$;

CREATE OR REPLACE FUNCTION current_score_days() RETURNS SETOF "score_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "score_days"
  UNION ALL SELECT s.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", scores_of(a) AS s
$$;

CREATE OR REPLACE FUNCTION current_answer_days() RETURNS SETOF "answer_days" LANGUAGE sql STABLE AS $$
  SELECT * FROM "answer_days"
  UNION ALL SELECT r.* FROM "uncounted_assessments" u JOIN "assessments" a ON a."id" = u."assessmentId", answers_of(a) AS r
$$;

CREATE OR REPLACE FUNCTION add_counts(p_counts integer[], p_more integer[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR v_place IN 1 .. cardinality(p_more) LOOP
    IF p_more[v_place] <> 0 THEN
      p_counts[v_place] := p_counts[v_place] + p_more[v_place];
    END IF;
  END LOOP;
  RETURN p_counts;
END $$;

-- A session keeps its plans (plan_cache_mode), because making them anew takes longer than carrying them out.
-- Adds rows to the roll-up, whatever slot and mark they have themselves.
CREATE OR REPLACE FUNCTION add_to_funnel(
  p_rows "funnel_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "funnel_days" AS d
  SELECT "day", p_slot, p_recountable, "trafficKind", "variant", "source", "campaign", "device", "locale",
    "scorecard", "quizVersion", "sourceKind", sum("landings") * p_sign, sum("starts") * p_sign,
    sum("step1") * p_sign, sum("step2") * p_sign, sum("step3") * p_sign, sum("step4") * p_sign,
    sum("step5") * p_sign, sum("step6") * p_sign, sum("step7") * p_sign, sum("step8") * p_sign,
    sum("completed") * p_sign, sum("emails") * p_sign, sum("confirmed") * p_sign,
    sum("named") * p_sign, sum("phoned") * p_sign, sum("briefingClicks") * p_sign
  FROM unnest(p_rows)
  GROUP BY "day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind"
  ON CONFLICT ("day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind", "recountable", "slot")
  DO UPDATE SET "landings" = d."landings" + EXCLUDED."landings", "starts" = d."starts" + EXCLUDED."starts",
    "step1" = d."step1" + EXCLUDED."step1", "step2" = d."step2" + EXCLUDED."step2", "step3" = d."step3" + EXCLUDED."step3",
    "step4" = d."step4" + EXCLUDED."step4", "step5" = d."step5" + EXCLUDED."step5",
    "step6" = d."step6" + EXCLUDED."step6", "step7" = d."step7" + EXCLUDED."step7",
    "step8" = d."step8" + EXCLUDED."step8", "completed" = d."completed" + EXCLUDED."completed",
    "emails" = d."emails" + EXCLUDED."emails", "confirmed" = d."confirmed" + EXCLUDED."confirmed",
    "named" = d."named" + EXCLUDED."named", "phoned" = d."phoned" + EXCLUDED."phoned",
    "briefingClicks" = d."briefingClicks" + EXCLUDED."briefingClicks";
END $$;

CREATE OR REPLACE FUNCTION add_to_scores(
  p_rows "score_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO "score_days" AS d
  SELECT "day", p_slot, p_recountable, "scorecard", "quizVersion", "area", "score", sum("n") * p_sign
  FROM unnest(p_rows) GROUP BY "day", "scorecard", "quizVersion", "area", "score"
  ON CONFLICT ("day", "scorecard", "quizVersion", "area", "score", "recountable", "slot")
  DO UPDATE SET "n" = d."n" + EXCLUDED."n";
END $$;

CREATE OR REPLACE FUNCTION add_to_answers(
  p_rows "answer_days"[], p_sign integer, p_recountable boolean, p_slot smallint
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  -- Told apart by a number, and without what nobody chose: eighty places a row, and the questions are a long text to compare.
  WITH rows AS MATERIALIZED (
    SELECT dense_rank() OVER (ORDER BY "day", "scorecard", "quizVersion", "questions") AS alike, * FROM unnest(p_rows)
  ), chosen AS MATERIALIZED (
    SELECT r.alike, c.place, sum(c.n)::int * p_sign AS n FROM rows r, unnest(r."counts") WITH ORDINALITY AS c(n, place)
    WHERE c.n <> 0 GROUP BY 1, 2
  )
  INSERT INTO "answer_days" AS d
  SELECT q."day", p_slot, p_recountable, q."scorecard", q."quizVersion", q."questions", ARRAY(
    SELECT COALESCE(c.n, 0) FROM generate_series(1, cardinality(q."counts")) AS all_of(place)
    LEFT JOIN chosen c ON c.alike = q.alike AND c.place = all_of.place ORDER BY all_of.place
  )
  FROM (SELECT DISTINCT ON (alike) * FROM rows ORDER BY alike) AS q
  ON CONFLICT ("day", "scorecard", "quizVersion", "questions", "recountable", "slot")
  DO UPDATE SET "counts" = add_counts(d."counts", EXCLUDED."counts");
END $$;

CREATE OR REPLACE FUNCTION roll_up(p_rows "assessments"[], p_sign integer, p_recountable boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_slot smallint := take_roll_up_slot();
BEGIN
  PERFORM add_to_funnel(ARRAY(SELECT f FROM unnest(p_rows) AS a, funnel_of(a) AS f), p_sign, p_recountable, v_slot);
  PERFORM add_to_scores(ARRAY(SELECT s FROM unnest(p_rows) AS a, scores_of(a) AS s), p_sign, p_recountable, v_slot);
  PERFORM add_to_answers(ARRAY(SELECT r FROM unnest(p_rows) AS a, answers_of(a) AS r), p_sign, p_recountable, v_slot);
END $$;

-- Each stage counts once, however often it is reached, and also when it is taken back.
CREATE OR REPLACE FUNCTION note_reached_stages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_stage text;
BEGIN
  FOREACH v_stage IN ARRAY ARRAY[
    CASE WHEN NEW."email" IS NOT NULL THEN 'email' END,
    CASE WHEN NEW."addressConfirmedAt" IS NOT NULL THEN 'confirmed' END,
    CASE WHEN COALESCE(NEW."firstName", NEW."lastName") IS NOT NULL AND NEW."company" IS NOT NULL THEN 'named' END,
    CASE WHEN NEW."phone" IS NOT NULL THEN 'phoned' END
  ] LOOP
    IF v_stage IS NOT NULL AND v_stage <> ALL (NEW."reachedStages") THEN
      NEW."reachedStages" := NEW."reachedStages" || v_stage;
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Whoever completes only leaves word of it: the figures of a whole assessment are two dozen, and to add them takes a tenth of the
-- time of completing.
CREATE OR REPLACE FUNCTION note_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "uncounted_assessments" VALUES (NEW."id");
  RETURN NULL;
END $$;

-- A result that gets another number is still to be counted under that: a foreign key would do it, and cost a completion 0.1 ms.
CREATE OR REPLACE FUNCTION renumber_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "uncounted_assessments" SET "assessmentId" = NEW."id" WHERE "assessmentId" = OLD."id";
  RETURN NULL;
END $$;

-- Counts new assessments, at most p_limit of them, and answers how many there were. Who changes or erases one at this moment waits until
-- this is done, or has it first: then it stays for the next time.
CREATE OR REPLACE FUNCTION count_assessments(p_limit integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_ids text[];
BEGIN
  WITH taken AS (
    DELETE FROM "uncounted_assessments" WHERE "assessmentId" IN (
      SELECT u."assessmentId" FROM "uncounted_assessments" u LIMIT p_limit FOR UPDATE SKIP LOCKED
    ) RETURNING "assessmentId"
  ) SELECT array_agg("assessmentId") INTO v_ids FROM taken;
  IF v_ids IS NULL THEN
    RETURN 0;
  END IF;
  -- A statement of its own sees what was changed until the rows were taken.
  PERFORM roll_up(ARRAY(SELECT a FROM "assessments" a WHERE a."id" = ANY(v_ids)), 1, true);
  RETURN cardinality(v_ids);
END $$;

CREATE OR REPLACE FUNCTION roll_up_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_slot smallint;
BEGIN
  -- It will be counted as it is by then. Another number is noted after this.
  PERFORM FROM "uncounted_assessments" WHERE "assessmentId" = OLD."id" FOR SHARE;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  v_slot := take_roll_up_slot();
  IF (OLD."trafficKind", OLD."startedAt", OLD."scorecard", OLD."quizVersion")
    IS DISTINCT FROM (NEW."trafficKind", NEW."startedAt", NEW."scorecard", NEW."quizVersion") THEN
    PERFORM roll_up(ARRAY[OLD], -1, true);
    PERFORM roll_up(ARRAY[NEW], 1, true);
  ELSE
    PERFORM add_to_funnel(ARRAY(SELECT funnel_of(OLD)), -1, true, v_slot);
    PERFORM add_to_funnel(ARRAY(SELECT funnel_of(NEW)), 1, true, v_slot);
  END IF;
  RETURN NULL;
END $$;

-- An erased assessment stays counted, as one that nobody can count again.
CREATE OR REPLACE FUNCTION roll_up_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_gone "assessments"[] := ARRAY(SELECT ROW(g.*)::"assessments" FROM gone AS g);
  v_uncounted text[];
BEGIN
  IF cardinality(v_gone) = 0 THEN
    RETURN NULL;
  END IF;
  WITH taken AS (
    DELETE FROM "uncounted_assessments" WHERE "assessmentId" IN (SELECT g."id" FROM gone AS g) RETURNING "assessmentId"
  ) SELECT COALESCE(array_agg("assessmentId"), '{}') INTO v_uncounted FROM taken;
  PERFORM roll_up(ARRAY(SELECT g FROM unnest(v_gone) AS g WHERE g."id" <> ALL (v_uncounted)), -1, true);
  PERFORM roll_up(v_gone, 1, false);
  RETURN NULL;
END $$;

-- Sessions that expire or are erased. Those that became assessments are counted as such. Whoever completes comes by here too, and
-- has said so: a plan that names assessments, with all its indexes, takes long to make.
CREATE OR REPLACE FUNCTION roll_up_ended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_ended text[];
BEGIN
  IF NOT EXISTS (SELECT FROM gone g WHERE g."sessionId" IS DISTINCT FROM current_setting('scorecard.completed', true)) THEN
    RETURN NULL;
  END IF;
  v_ended := ARRAY(
    SELECT g."sessionId" FROM gone AS g WHERE NOT EXISTS (SELECT FROM "assessments" a WHERE a."sessionId" = g."sessionId")
  );
  IF cardinality(v_ended) > 0 THEN
    PERFORM add_to_funnel(ARRAY(
      SELECT ROW((g."startedAt" AT TIME ZONE 'UTC')::date, 0, false, g."trafficKind", COALESCE(g."abTestVariant", '(none)'),
        COALESCE(g."source", '(none)'), COALESCE(g."campaign", '(none)'), g."device", g."locale", g."scorecard", g."quizVersion",
        g."sourceKind", 0, 1, (g."currentStep" >= 1)::int, (g."currentStep" >= 2)::int, (g."currentStep" >= 3)::int,
        (g."currentStep" >= 4)::int, (g."currentStep" >= 5)::int, (g."currentStep" >= 6)::int,
        (g."currentStep" >= 7)::int, (g."currentStep" >= 8)::int, 0, (g."email" IS NOT NULL)::int, 0, 0, 0, 0)::"funnel_days"
      FROM gone AS g WHERE g."sessionId" = ANY(v_ended)
    ), 1, false, take_roll_up_slot());
  END IF;
  RETURN NULL;
END $$;

-- The campaign as it is kept: beyond p_most in a day those that are new are told apart no more, because whoever types an address
-- decides what they are called. p_most is exceeded by those that come in the same moment.
CREATE OR REPLACE FUNCTION admit_campaign(
  p_most integer, INOUT "source" text, INOUT "medium" text, INOUT "campaign" text
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_day date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF num_nonnulls("source", "medium", "campaign") = 0 OR EXISTS (
    SELECT FROM "known_campaigns" k WHERE k."day" = v_day AND k."source" = COALESCE(admit_campaign."source", '')
      AND k."medium" = COALESCE(admit_campaign."medium", '') AND k."campaign" = COALESCE(admit_campaign."campaign", '')
  ) THEN
    RETURN;
  END IF;
  IF (SELECT count(*) FROM "known_campaigns" k WHERE k."day" = v_day) < p_most THEN
    INSERT INTO "known_campaigns" VALUES
      (v_day, COALESCE("source", ''), COALESCE("medium", ''), COALESCE("campaign", '')) ON CONFLICT DO NOTHING;
    RETURN;
  END IF;
  "source" := CASE WHEN "source" IS NOT NULL THEN '(other)' END;
  "medium" := CASE WHEN "medium" IS NOT NULL THEN '(other)' END;
  "campaign" := CASE WHEN "campaign" IS NOT NULL THEN '(other)' END;
END $$;

-- Counts a view of the landing page, unless one of the counters has no room: each of them is hit only then.
CREATE OR REPLACE FUNCTION count_landing(
  p_keys text[], p_limits integer[], p_seconds double precision[], p_most_campaigns integer, p_landing "funnel_days"
) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_medium text;
BEGIN
  IF (SELECT "refusedKey" IS NOT NULL FROM hit_rate_limits(p_keys, p_limits, p_seconds)) THEN
    RETURN false;
  END IF;
  SELECT COALESCE(c."source", '(none)'), COALESCE(c."campaign", '(none)') INTO p_landing."source", p_landing."campaign"
  FROM admit_campaign(p_most_campaigns, p_landing."source", v_medium, p_landing."campaign") AS c;
  PERFORM add_to_funnel(ARRAY[p_landing], 1, false, take_roll_up_slot());
  RETURN true;
END $$;

-- What a recount of the assessments that were started from p_from to p_to adds to the roll-up, which is nothing as long as both
-- agree. What was counted of rows that are gone stands as it is. All of one moment: whoever counts meanwhile changes both.
CREATE OR REPLACE FUNCTION funnel_differences(p_from date, p_to date) RETURNS SETOF "funnel_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind", sum("landings" * sign)::int, sum("starts" * sign)::int, sum("step1" * sign)::int, sum("step2" * sign)::int,
    sum("step3" * sign)::int, sum("step4" * sign)::int, sum("step5" * sign)::int, sum("step6" * sign)::int,
    sum("step7" * sign)::int, sum("step8" * sign)::int, sum("completed" * sign)::int, sum("emails" * sign)::int,
    sum("confirmed" * sign)::int, sum("named" * sign)::int, sum("phoned" * sign)::int, sum("briefingClicks" * sign)::int
  FROM (
    SELECT f.*, 1 AS sign FROM "assessments" a, funnel_of(a) AS f
    WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
    UNION ALL SELECT d.*, -1 FROM current_funnel_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
  ) AS both_sides
  GROUP BY "day", "trafficKind", "variant", "source", "campaign", "device", "locale", "scorecard", "quizVersion",
    "sourceKind"
  HAVING ARRAY[sum("landings" * sign), sum("starts" * sign), sum("step1" * sign), sum("step2" * sign), sum("step3" * sign),
    sum("step4" * sign), sum("step5" * sign), sum("step6" * sign), sum("step7" * sign), sum("step8" * sign),
    sum("completed" * sign), sum("emails" * sign), sum("confirmed" * sign), sum("named" * sign),
    sum("phoned" * sign), sum("briefingClicks" * sign)] <> '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}'
$$;

CREATE OR REPLACE FUNCTION score_differences(p_from date, p_to date) RETURNS SETOF "score_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "scorecard", "quizVersion", "area", "score", sum("n" * sign)::int
  FROM (
    SELECT s.*, 1 AS sign FROM "assessments" a, scores_of(a) AS s
    WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
    UNION ALL SELECT d.*, -1 FROM current_score_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
  ) AS both_sides
  GROUP BY "day", "scorecard", "quizVersion", "area", "score" HAVING sum("n" * sign) <> 0
$$;

CREATE OR REPLACE FUNCTION answer_differences(p_from date, p_to date) RETURNS SETOF "answer_days" LANGUAGE sql STABLE AS $$
  SELECT "day", 0::smallint, true, "scorecard", "quizVersion", "questions", array_agg(n ORDER BY place)
  FROM (
    SELECT s."day", s."scorecard", s."quizVersion", s."questions", c.place, sum(c.n * s.sign)::int AS n
    FROM (
      SELECT r.*, 1 AS sign FROM "assessments" a, answers_of(a) AS r
      WHERE a."startedAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND a."startedAt" < (p_to + 1)::timestamp AT TIME ZONE 'UTC'
      UNION ALL SELECT d.*, -1 FROM current_answer_days() d WHERE d."day" BETWEEN p_from AND p_to AND d."recountable"
    ) AS s, unnest(s."counts") WITH ORDINALITY AS c(n, place) GROUP BY 1, 2, 3, 4, 5
  ) AS both_sides
  GROUP BY "day", "scorecard", "quizVersion", "questions" HAVING bool_or(n <> 0)
$$;

-- Counts these days again and notes for each in how many figures the roll-up says otherwise: answers them.
CREATE OR REPLACE FUNCTION check_roll_up(p_from date, p_to date) RETURNS TABLE ("day" date, "differences" integer)
LANGUAGE sql VOLATILE AS $$
  INSERT INTO "roll_up_checks" AS c ("day", "checkedAt", "differences")
  SELECT days.day::date, now(), count(found."day")
  FROM generate_series(p_from, p_to, interval '1 day') AS days(day)
  LEFT JOIN (
    SELECT f."day" FROM funnel_differences(p_from, p_to) AS f
    UNION ALL SELECT s."day" FROM score_differences(p_from, p_to) AS s
    UNION ALL SELECT a."day" FROM answer_differences(p_from, p_to) AS a, unnest(a."counts") AS c(n) WHERE c.n <> 0
  ) AS found ON found."day" = days.day::date
  GROUP BY days.day ORDER BY days.day
  ON CONFLICT ("day") DO UPDATE SET "checkedAt" = EXCLUDED."checkedAt", "differences" = EXCLUDED."differences"
  RETURNING c."day", c."differences"
$$;

-- Makes the roll-up of a day what a recount says, as far as its assessments are there; answers how many figures were wrong.
CREATE OR REPLACE FUNCTION rebuild_roll_up(p_day date) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_funnel "funnel_days"[];
  v_scores "score_days"[];
  v_answers "answer_days"[];
  v_slot smallint := take_roll_up_slot();
BEGIN
  -- One statement, so that all is of one moment.
  SELECT ARRAY(SELECT funnel_differences(p_day, p_day)), ARRAY(SELECT score_differences(p_day, p_day)),
    ARRAY(SELECT answer_differences(p_day, p_day))
  INTO v_funnel, v_scores, v_answers;
  PERFORM add_to_funnel(v_funnel, 1, true, v_slot);
  PERFORM add_to_scores(v_scores, 1, true, v_slot);
  PERFORM add_to_answers(v_answers, 1, true, v_slot);
  INSERT INTO "roll_up_checks" VALUES (p_day, now(), 0)
  ON CONFLICT ("day") DO UPDATE SET "checkedAt" = now(), "differences" = 0;
  RETURN cardinality(v_funnel) + cardinality(v_scores)
    + (SELECT count(*) FROM unnest(v_answers) AS a, unnest(a."counts") AS c(n) WHERE c.n <> 0);
END $$;

-- Adds the slots of days before p_before up in slot 0, and forgets the campaigns of those days. Slots that somebody is counting in
-- stay for the next time.
CREATE OR REPLACE FUNCTION fold_roll_up(p_before date) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_recountable boolean;
  v_slots smallint[];
  v_funnel "funnel_days"[];
  v_scores "score_days"[];
  v_answers "answer_days"[];
BEGIN
  PERFORM pg_advisory_xact_lock(1211, 0);
  v_slots := ARRAY(
    SELECT slot FROM (
      SELECT "slot" FROM "funnel_days" WHERE "day" < p_before
      UNION SELECT "slot" FROM "score_days" WHERE "day" < p_before
      UNION SELECT "slot" FROM "answer_days" WHERE "day" < p_before
    ) AS used(slot) WHERE slot <> 0 AND pg_try_advisory_xact_lock(1211, slot)
  );
  FOREACH v_recountable IN ARRAY ARRAY[false, true] LOOP
    WITH folded AS (
      DELETE FROM "funnel_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"funnel_days") INTO v_funnel FROM folded f;
    PERFORM add_to_funnel(v_funnel, 1, v_recountable, 0::smallint);
    WITH folded AS (
      DELETE FROM "score_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"score_days") INTO v_scores FROM folded f;
    PERFORM add_to_scores(v_scores, 1, v_recountable, 0::smallint);
    WITH folded AS (
      DELETE FROM "answer_days" WHERE "day" < p_before AND "slot" = ANY(v_slots) AND "recountable" = v_recountable RETURNING *
    ) SELECT array_agg(ROW(f.*)::"answer_days") INTO v_answers FROM folded f;
    PERFORM add_to_answers(v_answers, 1, v_recountable, 0::smallint);
    END LOOP;
  DELETE FROM "known_campaigns" WHERE "day" < p_before;
END $$;
