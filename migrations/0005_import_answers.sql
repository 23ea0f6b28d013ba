-- What somebody has said of files with a header, so that he is asked once: the store or channel of all lines, which column is which.
CREATE TABLE import_answers (
  -- `person 5`, or `importToken`: what one shop says of a header is not true of another's file.
  owner TEXT NOT NULL,
  header_signature TEXT NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  answered_at TEXT NOT NULL,
  PRIMARY KEY (owner, header_signature)
) WITHOUT ROWID;
