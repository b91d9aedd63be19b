import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
const pgd = await startDisposablePostgres()
const url = pgd.url('bench'); await migrate({ url })
const c = await connect(url)
await c.query(`INSERT INTO assessments (id,"sessionId",responses,"quizVersion","totalScore","scoreBreakdown","scoreCategory",recommendations,"completionTimeSeconds")
 SELECT 'x','y',jsonb_object_agg('question_'||i,'C'),'v1',50,'{"valueAssurance":50,"customerSafe":50,"riskCompliance":50,"governance":50}','risk_zone','{}',600 FROM generate_series(1,16) i`)
c.on('notice', (n: {message?: string}) => console.log(n.message))
await c.query(`SET plan_cache_mode = force_generic_plan`)
for (const mode of [1,2]) await c.query(`DO $$ DECLARE r assessments; rr assessments[]; t timestamptz; f funnel_days[]; s score_days[]; a answer_days[]; d duration_days[]; n int := 300;
BEGIN SELECT * INTO r FROM assessments; rr := ARRAY[r];
t := clock_timestamp(); FOR i IN 1..n LOOP f := ARRAY(SELECT funnel_of(x) FROM unnest(rr) AS x); END LOOP; RAISE NOTICE 'funnel_of %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP s := ARRAY(SELECT scores_of(x) FROM unnest(rr) AS x); END LOOP; RAISE NOTICE 'scores_of %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP a := ARRAY(SELECT answers_of(x) FROM unnest(rr) AS x); END LOOP; RAISE NOTICE 'answers_of %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP d := ARRAY(SELECT duration_of(x) FROM unnest(rr) AS x); END LOOP; RAISE NOTICE 'duration_of %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP PERFORM take_roll_up_slot(); END LOOP; RAISE NOTICE 'slot %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP PERFORM add_to_funnel(f,1,true,1::smallint); END LOOP; RAISE NOTICE 'add funnel %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP PERFORM add_to_scores(s,1,true,1::smallint); END LOOP; RAISE NOTICE 'add scores %', (clock_timestamp()-t)/n;
t := clock_timestamp(); FOR i IN 1..n LOOP PERFORM add_to_answers(a,1,true,1::smallint); END LOOP; RAISE NOTICE 'add answers %', (clock_timestamp()-t)/n;
END $$`)
await c.end(); await pgd.stop(); process.exit()
