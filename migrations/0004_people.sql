-- Who may see what (docs/access.md). Of secrets only SHA-256 hashes are kept: what is read here opens nothing.

CREATE TABLE people (
  -- Never given twice: the audit trail keeps the numbers of people who are gone.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  -- All stores, those to come included; an admin has them all.
  all_stores INTEGER NOT NULL CHECK (all_stores IN (0, 1) AND (role <> 'admin' OR all_stores = 1)),
  -- In lower case: Cloudflare Access finds the person by it.
  email TEXT UNIQUE CHECK (email = lower(email)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL,
  -- Of the first session; NULL until then.
  signed_in_at TEXT
);

-- The stores of who has not all.
CREATE TABLE person_stores (
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  store_id INTEGER NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
  PRIMARY KEY (person_id, store_id)
) WITHOUT ROWID;

-- Personal links: each signs a few devices in. A revoked one is deleted.
CREATE TABLE sign_in_links (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  -- Holds while nobody has used it.
  expires_at TEXT NOT NULL,
  devices INTEGER NOT NULL DEFAULT 0,
  max_devices INTEGER NOT NULL CHECK (max_devices > 0),
  CHECK (devices BETWEEN 0 AND max_devices)
);
CREATE INDEX sign_in_links_by_person ON sign_in_links (person_id);

-- Devices that are signed in. A revoked one is deleted.
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  -- As its user agent calls itself, in few words.
  device TEXT NOT NULL,
  -- Two letters, of the sign-in; NULL where the platform does not tell.
  country TEXT,
  created_at TEXT NOT NULL,
  -- Written once a day at most.
  used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  purpose TEXT NOT NULL CHECK (purpose IN ('read', 'import', 'people')),
  created_at TEXT NOT NULL,
  -- Written once an hour at most; NULL until the first use.
  used_at TEXT
);
CREATE INDEX api_tokens_by_person ON api_tokens (person_id);

-- Who did what. It outlives people and names them by number alone, so that erasing a person leaves no name here.
CREATE TABLE audit_events (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  event TEXT NOT NULL,
  -- NULL for the secret IMPORT_TOKEN, the command that makes the first admin, and the public.
  person_id INTEGER,
  via TEXT NOT NULL
    CHECK (via IN ('session', 'cloudflareAccess', 'token', 'importToken', 'link', 'command', 'public')),
  -- Whom it was done to, where that is a person.
  subject_id INTEGER,
  country TEXT,
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
);
-- What is older than a year is looked for at every run.
CREATE INDEX audit_events_by_time ON audit_events (at);
