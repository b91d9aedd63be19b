-- HubSpot out of reach pauses the sync as well, so that an outage costs no lead its attempts.
ALTER TABLE "hubspot_sync_state"
  DROP CONSTRAINT "hubspot_sync_state_pauseReason_check",
  ADD CONSTRAINT "hubspot_sync_state_pauseReason_check"
    CHECK ("pauseReason" IN ('authentication', 'scope', 'daily_limit', 'migrating', 'unavailable'));
