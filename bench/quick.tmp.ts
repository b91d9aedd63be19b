import { startDisposablePostgres } from '#dev/postgres/disposable-postgres.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
const pgd = await startDisposablePostgres()
const url = pgd.url('bench'); await migrate({ url })
const c = await connect(url)
const answers = Object.fromEntries(['value_assurance_1','value_assurance_2','value_assurance_3','value_assurance_4','customer_safe_1','customer_safe_2','customer_safe_3','customer_safe_4','customer_safe_5','risk_compliance_1','risk_compliance_2','risk_compliance_3','risk_compliance_4','governance_1','governance_2','governance_3'].map((q)=>[q,'C']))
const ins = `INSERT INTO assessments (id,"sessionId",responses,"quizVersion","totalScore","scoreBreakdown","scoreCategory",recommendations,"completionTimeSeconds") VALUES (gen_random_uuid(),gen_random_uuid(),$1,'v1',50,'{"valueAssurance":50,"customerSafe":50,"riskCompliance":50,"governance":50}','risk_zone','{}',600)`
const run = async (n: number) => { const t = performance.now(); for (let i=0;i<n;i++) await c.query({ name: 'x', text: ins, values: [JSON.stringify(answers)] }); return (performance.now()-t)/n }
await run(100)
for (const r of [1,2,3]) { 
 await c.query('ALTER TABLE assessments ENABLE TRIGGER USER'); await run(20); const a = await run(300)
 await c.query('ALTER TABLE assessments DISABLE TRIGGER USER'); await run(20); const b = await run(300)
 console.log('with', a.toFixed(3), 'without', b.toFixed(3)) }
await c.query('ALTER TABLE assessments ENABLE TRIGGER USER')
if (process.argv[2]) {
 await c.query('SET pg_stat_statements.track = 1').catch(()=>{})
 await c.query("LOAD 'auto_explain'"); await c.query("SET auto_explain.log_min_duration=0; SET auto_explain.log_nested_statements=on; SET auto_explain.log_analyze=on; SET client_min_messages=log; SET auto_explain.log_timing=off")
 c.on('notice', (n: {message?: string}) => console.log(n.message?.slice(0, 400)))
 await run(1)
}
await c.end(); await pgd.stop(); process.exit()
