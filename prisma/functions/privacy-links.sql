-- Each of these uses a link up and does what it is for, or neither. A link that is unknown, used or expired is answered
-- with NULL, or with false.
CREATE OR REPLACE FUNCTION use_privacy_link(p_token_hash text) RETURNS text LANGUAGE sql VOLATILE AS $$
  DELETE FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() RETURNING "email";
$$;

CREATE OR REPLACE FUNCTION erase_by_link(p_token_hash text, p_recipient_hashes text[]) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_request "privacy_requests"%ROWTYPE;
BEGIN
  -- All links of the address before its own is used up: of two at once, the second would else hold what the first deletes.
  PERFORM 1 FROM "privacy_requests" WHERE lower("email") = (
    SELECT lower("email") FROM "privacy_requests" WHERE "tokenHash" = p_token_hash
  ) ORDER BY "id" FOR UPDATE;
  DELETE FROM "privacy_requests" WHERE "tokenHash" = p_token_hash AND "expiresAt" > now() RETURNING * INTO v_request;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN erase_person(v_request."email", v_request."addressHash", p_recipient_hashes, 'request');
END $$;

CREATE OR REPLACE FUNCTION withdraw_by_link(p_token_hash text, p_recipient_hashes text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_email text := use_privacy_link(p_token_hash);
BEGIN
  IF v_email IS NULL THEN
    RETURN false;
  END IF;
  PERFORM withdraw_consent(v_email, p_recipient_hashes);
  RETURN true;
END $$;
