-- When each scheduled job last came to a good end; /health reads it.
CREATE TABLE "job_successes" (
    "job" TEXT NOT NULL,
    "succeededAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_successes_pkey" PRIMARY KEY ("job")
);
