-- Erases whoever a link was sent to; a link that has been used for it, and every other one that was sent to them before, answers
-- the same receipt as long as it is good. NULL for a link that is unknown or has expired.
CREATE OR REPLACE FUNCTION erase_by_link(p_token_hash text, p_recipient_hashes text[]) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_request "privacy_requests"%ROWTYPE;
BEGIN
  -- All links of the address before its own: of two at once, the second would else hold what the first changes.
  PERFORM 1 FROM "privacy_requests" WHERE lower("email") = (
    SELECT lower("email") FROM "privacy_requests" WHERE "tokenHash" = p_token_hash
  ) ORDER BY "id" FOR UPDATE;
  SELECT * INTO v_request FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now();
  IF v_request."email" IS NULL THEN
    RETURN v_request."erasureId";
  END IF;
  RETURN erase_person(v_request."email", v_request."addressHash", p_recipient_hashes, 'request');
END $$;
