-- The archive of avstam, version 4 (PRAGMA user_version), application id 'avst' (0x61767374).  How an older one
-- becomes this: migrate.cc.
--
-- Units.  Money: whole öre (1/100 krona), never a fraction.  Boxes: 1/100 PDF point (1/7200 inch), origin top-left of
-- the page as shown, y downwards.  Pages count from 1; every *_no counts from 0 and is the id in the JSON of
-- `avstam extract`.  NULL means: not there, or not known.
-- Lists of words are chains of OR: for IN with more than two of them SQLite makes a table, anew for each row written.
-- Everything below a document is keyed by the document first, so that a reading lies together on disk and is
-- replaced as a whole.
-- People who write SQL: start with the views at the end, which stay as they are while tables may change; their `id`
-- is what `avstam explain` takes.
-- Source of the verdict model: XBRL Calculations 1.1 (2023).

-- A document is its bytes: the same bytes under two names are one row here and two in document_names.
CREATE TABLE documents (
  id              INTEGER PRIMARY KEY,
  sha256          TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
  page_count      INTEGER NOT NULL,                       -- announced by the file
  pages_read      INTEGER NOT NULL,                       -- pages whose state is ok or warnings
  complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
  state           TEXT    NOT NULL CHECK (state = 'ok' OR state = 'warnings' OR state = 'incomplete'),
  program_version TEXT    NOT NULL,                       -- of the program that made this reading
  words_version   TEXT    NOT NULL,                       -- of the one that read the words it was made from
  rules_hash      TEXT    NOT NULL,                       -- SHA-256 over the rule files it was made with
  ocr_version     TEXT,                                   -- engine and models; NULL: no page was read by OCR
  geometry        INTEGER NOT NULL CHECK (geometry IN (0, 1)),  -- 1: all is here that reading anew needs, without
                                                          -- the file; 0: stored by schema 1, which kept words only
  stored_at       TEXT    NOT NULL                        -- UTC, ISO 8601
) STRICT;

-- The names under which the bytes were given, oldest first.
CREATE TABLE document_names (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  name_no     INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  PRIMARY KEY (document_id, name_no),
  UNIQUE (document_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_names_by_name ON document_names (name);

-- Files that could not be read.  A row goes when the same name or the same bytes are read later.
CREATE TABLE failures (
  name            TEXT PRIMARY KEY NOT NULL,
  sha256          TEXT,                                   -- NULL: not even the bytes could be read
  code            TEXT NOT NULL,                          -- docs/diagnostics.md
  message         TEXT NOT NULL,
  program_version TEXT NOT NULL,
  failed_at       TEXT NOT NULL                           -- UTC, ISO 8601
) STRICT, WITHOUT ROWID;

CREATE TABLE document_diagnostics (
  document_id   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  diagnostic_no INTEGER NOT NULL,
  code          TEXT    NOT NULL,                         -- docs/diagnostics.md
  page          INTEGER,                                  -- NULL: the whole document
  message       TEXT    NOT NULL,
  PRIMARY KEY (document_id, diagnostic_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page        INTEGER NOT NULL CHECK (page >= 1),
  state       TEXT    NOT NULL CHECK (state = 'ok' OR state = 'warnings' OR state = 'failed' OR state = 'skipped'),
  source      TEXT    NOT NULL CHECK (source = 'none' OR source = 'text' OR source = 'ocr' OR source = 'mixed'),
  confidence  REAL    NOT NULL,                           -- 0..1
  width_pt    REAL    NOT NULL,                           -- as shown, after rotation
  height_pt   REAL    NOT NULL,
  rotation    INTEGER NOT NULL,                           -- 0, 90, 180, 270
  source_reason TEXT,                                     -- why the words come from there
  turned      INTEGER NOT NULL,                           -- degrees clockwise beyond rotation: a scan set upright
  skew_degrees REAL   NOT NULL,                           -- clockwise; a scan that lies askew
  shapes      INTEGER NOT NULL,                           -- filled paths that are no rectangles: text as outlines
  PRIMARY KEY (document_id, page)
) STRICT, WITHOUT ROWID;

-- Parts of a page that were read by OCR.
CREATE TABLE page_regions (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  region_no   INTEGER NOT NULL,
  source      TEXT    NOT NULL CHECK (source = 'none' OR source = 'text' OR source = 'ocr' OR source = 'mixed'),
  reason      TEXT    NOT NULL,
  dpi         INTEGER NOT NULL,                           -- of the picture that was read; 0: text
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, page, region_no),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What is drawn beside words.  shade: of an area, 0 black .. 1 white.  width_px, height_px, object: of an image,
-- its own size and its PDF object (0: inline).
CREATE TABLE page_drawings (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  drawing_no  INTEGER NOT NULL,                           -- counts through rulings, areas and images alike
  kind        TEXT    NOT NULL CHECK (kind = 'h' OR kind = 'v' OR kind = 'area' OR kind = 'image'),  -- h, v: ruling
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  shade       REAL,
  width_px    INTEGER,
  height_px   INTEGER,
  object      INTEGER,
  PRIMARY KEY (document_id, page, drawing_no),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What the PDF reader complained about on a page.
CREATE TABLE page_messages (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  message_no  INTEGER NOT NULL,
  message     TEXT    NOT NULL,
  PRIMARY KEY (document_id, page, message_no),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Every word of every page, in the order of the page's content: a JSON list of runs of words on one line with one look.
-- A run is [number of its first word, top, bottom, baseline, font size, flags, word, ...] in 1/100 point, a word
-- [text, left, right, confidence, edges, reading]; what is not known at its end is left out.  As rows: view `words`.
CREATE TABLE page_words (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  words       TEXT    NOT NULL,
  PRIMARY KEY (document_id, page),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT;

-- Words that OCR read twice, and how it came to the text that stands in words.
CREATE TABLE ocr_readings (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  reading_no  INTEGER NOT NULL,
  first       TEXT    NOT NULL,                           -- with the model of the language
  second      TEXT    NOT NULL,                           -- with the model that knows the signs § % @
  reason      TEXT    NOT NULL,                           -- why the text is what it is: sign, figure, context, kept
  characters  TEXT    NOT NULL,                           -- JSON, one entry for each: its confidence in thousandths,
                                                          -- or [confidence, "what else it may be, best first"]
  PRIMARY KEY (document_id, page, reading_no),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The documents that a file is made of.  A page on which one ends and the next begins is in both.
CREATE TABLE parts (
  document_id     INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  part_no         INTEGER NOT NULL,
  kind            TEXT    NOT NULL,                       -- protocol, extract, memo, agreement, letter,
                                                          -- decision-letter, agenda, email, attachment, other
  title           TEXT,
  body            TEXT,                                   -- whose text it is
  date            TEXT,                                   -- YYYY-MM-DD
  case_number     TEXT,
  case_key        TEXT,                                   -- the same in one spelling: case_key.h
  document_number TEXT,
  paragraph       TEXT,
  sender          TEXT,                                   -- official or office; From of an e-mail
  signatory       TEXT,
  first_page      INTEGER NOT NULL,
  last_page       INTEGER NOT NULL,
  rule            TEXT,                                   -- id of the rule that told the kind; NULL: nothing did
  page            INTEGER,                                -- of the title, or of what told the kind
  left_cpt        INTEGER NOT NULL,
  top_cpt         INTEGER NOT NULL,
  right_cpt       INTEGER NOT NULL,
  bottom_cpt      INTEGER NOT NULL,
  PRIMARY KEY (document_id, part_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX parts_by_case ON parts (case_key) WHERE case_key IS NOT NULL;
CREATE INDEX parts_by_body ON parts (body, date);
CREATE INDEX parts_by_date ON parts (date);

-- What a body decided, or was asked to decide; its clauses are decision_items.
CREATE TABLE decisions (
  document_id  INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  decision_no  INTEGER NOT NULL,
  part_no      INTEGER NOT NULL,
  kind         TEXT    NOT NULL,                          -- decided, proposed, recommended
  body         TEXT,                                      -- whose text it is
  paragraph    TEXT,
  title        TEXT,
  case_number  TEXT,
  case_key     TEXT,                                      -- the same in one spelling: case_key.h
  date         TEXT,                                      -- YYYY-MM-DD
  outcome      TEXT,                                      -- approved, rejected, remitted, tabled, noted
  outcome_rule TEXT,
  chair_order  TEXT,                                      -- how the chair put the question (beslutsgång)
  rule         TEXT    NOT NULL,                          -- id of the rule that found it
  page         INTEGER,                                   -- of the words that introduce it, or its first item
  left_cpt     INTEGER NOT NULL,
  top_cpt      INTEGER NOT NULL,
  right_cpt    INTEGER NOT NULL,
  bottom_cpt   INTEGER NOT NULL,
  PRIMARY KEY (document_id, decision_no),
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_case ON decisions (case_key) WHERE case_key IS NOT NULL;
CREATE INDEX decisions_by_body ON decisions (body, date);
CREATE INDEX decisions_by_date ON decisions (date);

CREATE TABLE decision_items (
  document_id INTEGER NOT NULL,
  decision_no INTEGER NOT NULL,
  item_no     INTEGER NOT NULL,
  number      TEXT,                                       -- as printed, without dot: 1, a; NULL: not numbered
  text        TEXT    NOT NULL,
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, decision_no, item_no),
  FOREIGN KEY (document_id, decision_no) REFERENCES decisions (document_id, decision_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Entries of a list below an item.
CREATE TABLE decision_item_details (
  document_id INTEGER NOT NULL,
  decision_no INTEGER NOT NULL,
  item_no     INTEGER NOT NULL,
  detail_no   INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  PRIMARY KEY (document_id, decision_no, item_no, detail_no),
  FOREIGN KEY (document_id, decision_no, item_no) REFERENCES decision_items (document_id, decision_no, item_no)
    ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- addressee: who is to decide, nearest first; recipient: who is to get the decision; basis: the papers it rests on.
CREATE TABLE decision_lists (
  document_id INTEGER NOT NULL,
  decision_no INTEGER NOT NULL,
  list        TEXT    NOT NULL CHECK (list = 'addressee' OR list = 'recipient' OR list = 'basis'),
  entry_no    INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  PRIMARY KEY (document_id, decision_no, list, entry_no),
  FOREIGN KEY (document_id, decision_no) REFERENCES decisions (document_id, decision_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What people wanted and said: who they are stands in statement_people.
--   motion       (yrkande) one row for each person
--   reservation
--   note (to the minutes), statement, disqualification, abstention (takes no part): remarks
CREATE TABLE statements (
  document_id  INTEGER NOT NULL,
  decision_no  INTEGER NOT NULL,
  statement_no INTEGER NOT NULL,                          -- motions first, then reservations, then remarks
  class        TEXT    NOT NULL CHECK (class = 'motion' OR class = 'reservation' OR class = 'remark'),
  kind         TEXT    NOT NULL,                          -- as class; of a remark: note, statement, ...
  text         TEXT    NOT NULL,
  rule         TEXT    NOT NULL,
  page         INTEGER,
  left_cpt     INTEGER NOT NULL,
  top_cpt      INTEGER NOT NULL,
  right_cpt    INTEGER NOT NULL,
  bottom_cpt   INTEGER NOT NULL,
  PRIMARY KEY (document_id, decision_no, statement_no),
  FOREIGN KEY (document_id, decision_no) REFERENCES decisions (document_id, decision_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_people (
  document_id  INTEGER NOT NULL,
  decision_no  INTEGER NOT NULL,
  statement_no INTEGER NOT NULL,
  name_no      INTEGER NOT NULL,                          -- persons first, then parties
  kind         TEXT    NOT NULL CHECK (kind IN ('person', 'party')),
  name         TEXT    NOT NULL,                          -- of a party its abbreviation: S, KD
  PRIMARY KEY (document_id, decision_no, statement_no, name_no),
  FOREIGN KEY (document_id, decision_no, statement_no) REFERENCES statements (document_id, decision_no, statement_no)
    ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_people_by_name ON statement_people (name, kind);

CREATE TABLE votes (
  document_id INTEGER NOT NULL,
  decision_no INTEGER NOT NULL,
  vote_no     INTEGER NOT NULL,
  yes         INTEGER,
  no          INTEGER,
  abstain     INTEGER,
  absent      INTEGER,
  yes_means   TEXT,                                       -- what a Yes stood for
  text        TEXT    NOT NULL,
  rule        TEXT    NOT NULL,
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, decision_no, vote_no),
  FOREIGN KEY (document_id, decision_no) REFERENCES decisions (document_id, decision_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who was at a meeting.
CREATE TABLE attendance (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  attendee_no INTEGER NOT NULL,
  part_no     INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  party       TEXT,
  role        TEXT    NOT NULL,                           -- member, deputy, official, adjuster, other
  post        TEXT,                                       -- as said: ordförande
  note        TEXT,                                       -- as said: §§ 94–98
  rule        TEXT    NOT NULL,
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, attendee_no),
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_name ON attendance (name);

-- What stood on the agenda, and which parts treat it.
CREATE TABLE agenda (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  agenda_no   INTEGER NOT NULL,
  part_no     INTEGER NOT NULL,
  number      TEXT    NOT NULL,                           -- as printed: 14, § 5
  title       TEXT    NOT NULL,
  case_number TEXT,
  case_key    TEXT,
  rule        TEXT    NOT NULL,
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, agenda_no),
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_by_case ON agenda (case_key) WHERE case_key IS NOT NULL;

CREATE TABLE agenda_treated_by (
  document_id INTEGER NOT NULL,
  agenda_no   INTEGER NOT NULL,
  treated_no  INTEGER NOT NULL,
  part_no     INTEGER NOT NULL,
  PRIMARY KEY (document_id, agenda_no, treated_no),
  FOREIGN KEY (document_id, agenda_no) REFERENCES agenda (document_id, agenda_no) ON DELETE CASCADE,
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no)
) STRICT, WITHOUT ROWID;

-- Sums in running text.
CREATE TABLE amounts (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  amount_no   INTEGER NOT NULL,
  text        TEXT    NOT NULL,                           -- as read: "34 mkr"
  value_ore   INTEGER NOT NULL,                           -- hundredths of the currency's main unit
  step_ore    INTEGER NOT NULL CHECK (step_ore > 0),      -- worth of the last digit printed
  high_ore    INTEGER,                                    -- upper end of a range
  high_step_ore INTEGER,
  currency    TEXT    NOT NULL,                           -- ISO 4217
  per         TEXT,                                       -- year, month, person, ...
  qualifier   TEXT,                                       -- about, at-most, at-least
  revised_from_ore INTEGER,                               -- the amount this one replaced
  revised_from_step_ore INTEGER,
  part_no     INTEGER,
  decision_no INTEGER,
  item_no     INTEGER,
  rule        TEXT    NOT NULL,                           -- id of the rule that found it
  page        INTEGER NOT NULL,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, amount_no),
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no),
  FOREIGN KEY (document_id, decision_no) REFERENCES decisions (document_id, decision_no),
  FOREIGN KEY (document_id, decision_no, item_no) REFERENCES decision_items (document_id, decision_no, item_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX amounts_by_value ON amounts (value_ore);
CREATE INDEX amounts_of_decisions ON amounts (document_id, decision_no, value_ore) WHERE decision_no IS NOT NULL;

CREATE TABLE document_tables (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  table_no    INTEGER NOT NULL,
  caption     TEXT,
  unit        TEXT,                                       -- as printed: kr, tkr, mkr, ...
  unit_rule   TEXT,                                       -- where the unit was found
  machine_read INTEGER NOT NULL CHECK (machine_read IN (0, 1)),  -- OCR made its text: figures may be misread
  page        INTEGER NOT NULL,
  last_page   INTEGER NOT NULL,
  left_cpt    INTEGER NOT NULL,                           -- of the part on `page`
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, table_no)
) STRICT, WITHOUT ROWID;

-- Value columns; the label column is not counted.
CREATE TABLE table_columns (
  document_id INTEGER NOT NULL,
  table_no    INTEGER NOT NULL,
  column_no   INTEGER NOT NULL,
  header      TEXT    NOT NULL,
  kind        TEXT    NOT NULL,                           -- of most of its figures; as table_cells.kind
  role        TEXT,                                       -- by its header: sum, difference, share, ...; NULL: plain
  PRIMARY KEY (document_id, table_no, column_no),
  FOREIGN KEY (document_id, table_no) REFERENCES document_tables (document_id, table_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE table_rows (
  document_id INTEGER NOT NULL,
  table_no    INTEGER NOT NULL,
  row_no      INTEGER NOT NULL,
  label       TEXT    NOT NULL,                           -- mended where it was a damaged known name:
  label_read  TEXT,                                       -- what the document says; NULL: the same
  label_reason TEXT,                                      -- how it was mended
  label_distance INTEGER,                                 -- hundredths of a letter
  region      TEXT,                                       -- county code (SCB)
  role        TEXT    NOT NULL CHECK (role = 'item' OR role = 'subtotal' OR role = 'total' OR role = 'header' OR role = 'note'),
  weak        INTEGER NOT NULL CHECK (weak IN (0, 1)),    -- the label only suggests the role
  rule        TEXT    NOT NULL,                           -- id of the rule that gave the role; "arithmetic"
  indent      INTEGER NOT NULL,                           -- level of the label's left edge
  bold        INTEGER NOT NULL CHECK (bold IN (0, 1)),
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, table_no, row_no),
  FOREIGN KEY (document_id, table_no) REFERENCES document_tables (document_id, table_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX table_rows_by_region ON table_rows (region) WHERE region IS NOT NULL;

CREATE TABLE table_cells (
  document_id INTEGER NOT NULL,
  table_no    INTEGER NOT NULL,
  row_no      INTEGER NOT NULL,
  column_no   INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind = 'empty' OR kind = 'money' OR kind = 'number' OR kind = 'percent' OR kind = 'text'),
  value_ore   INTEGER,                                    -- money: öre; number and percent: the figure × 100
  step_ore    INTEGER,
  read_ore    INTEGER,                                    -- what the document says, where a person has accepted
                                                          -- the repair in value_ore; NULL: value_ore is as read
  confidence  REAL    NOT NULL,                           -- 0..1, of the least sure word
  note        TEXT,                                       -- how a damaged figure was read; NULL: as it stands
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, table_no, row_no, column_no),
  FOREIGN KEY (document_id, table_no, row_no) REFERENCES table_rows (document_id, table_no, row_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Do the totals agree?  difference = stated - computed; tolerance: the largest difference that rounding explains.
-- stated_weight × stated is held to Σ weight × part.  Where people have accepted a repair, status and figures are those
-- with it, and read_* what they were before.
CREATE TABLE checks (
  document_id    INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  check_no       INTEGER NOT NULL,
  rule           TEXT    NOT NULL,                        -- column-total, table-table, region-coverage, ...
  status         TEXT    NOT NULL CHECK (status = 'ok' OR status = 'rounding' OR status = 'mismatch' OR
                                         status = 'not-comparable'),
  table_no       INTEGER,
  row_no         INTEGER,
  column_no      INTEGER,
  stated_ore     INTEGER,
  computed_ore   INTEGER,
  difference_ore INTEGER,
  tolerance_ore  INTEGER,
  message        TEXT    NOT NULL,
  diagnosis      TEXT,                                    -- of a mismatch, the likeliest slip: digit, swapped, sign, ...
  error_in       TEXT,                                    -- reading: misread by OCR; print: the document says so
  suspect_table_no  INTEGER,                              -- the figure that the slip would be in
  suspect_row_no    INTEGER,
  suspect_column_no INTEGER,
  stated_weight  INTEGER NOT NULL,
  reason         TEXT,                                    -- why it is not comparable: unread, structure, ...
  settled        TEXT,                                    -- which accepted repairs it counts with; NULL: none
  read_status    TEXT CHECK (read_status = 'ok' OR read_status = 'rounding' OR read_status = 'mismatch' OR
                             read_status = 'not-comparable'),
  read_stated_ore     INTEGER,
  read_computed_ore   INTEGER,
  read_difference_ore INTEGER,
  waived_until   TEXT,                                    -- the last day on which people want the mismatch left alone
  waived_reason  TEXT,
  page           INTEGER,                                 -- of the stated figure
  left_cpt       INTEGER NOT NULL,
  top_cpt        INTEGER NOT NULL,
  right_cpt      INTEGER NOT NULL,
  bottom_cpt     INTEGER NOT NULL,
  PRIMARY KEY (document_id, check_no),
  FOREIGN KEY (document_id, table_no) REFERENCES document_tables (document_id, table_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX checks_by_status ON checks (status, document_id);

-- The cells that were added.
CREATE TABLE check_parts (
  document_id INTEGER NOT NULL,
  check_no    INTEGER NOT NULL,
  part_no     INTEGER NOT NULL,
  table_no    INTEGER NOT NULL,
  row_no      INTEGER NOT NULL,
  column_no   INTEGER NOT NULL,
  weight      INTEGER NOT NULL,
  PRIMARY KEY (document_id, check_no, part_no),
  FOREIGN KEY (document_id, check_no) REFERENCES checks (document_id, check_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The sums in running text that take part; the stated one first.
CREATE TABLE check_amounts (
  document_id INTEGER NOT NULL,
  check_no    INTEGER NOT NULL,
  entry_no    INTEGER NOT NULL,
  amount_no   INTEGER NOT NULL,
  PRIMARY KEY (document_id, check_no, entry_no),
  FOREIGN KEY (document_id, check_no) REFERENCES checks (document_id, check_no) ON DELETE CASCADE,
  FOREIGN KEY (document_id, amount_no) REFERENCES amounts (document_id, amount_no)
) STRICT, WITHOUT ROWID;

-- Proposed corrections of misread figures; the read value is never overwritten.
CREATE TABLE check_repairs (
  document_id       INTEGER NOT NULL,
  check_no          INTEGER NOT NULL,
  repair_no         INTEGER NOT NULL,
  table_no          INTEGER NOT NULL,
  row_no            INTEGER NOT NULL,
  column_no         INTEGER NOT NULL,
  read_ore          INTEGER NOT NULL,
  read_step_ore     INTEGER NOT NULL,
  proposed_ore      INTEGER NOT NULL,
  proposed_step_ore INTEGER NOT NULL,
  reason            TEXT    NOT NULL,
  decision          TEXT CHECK (decision IN ('accept', 'reject')),  -- what people said of it; NULL: nothing
  PRIMARY KEY (document_id, check_no, repair_no),
  FOREIGN KEY (document_id, check_no) REFERENCES checks (document_id, check_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What people decided about findings.  Never changed by the program but to add; of several about the same thing the
-- last counts.  Keyed by the document's bytes and by what the finding says and where, so that it outlives reading anew;
-- what follows from it stands in table_cells, checks and check_repairs.
CREATE TABLE human_decisions (
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  subject    TEXT NOT NULL,                               -- what the finding says and where: settle.h
  decided_at TEXT NOT NULL,                               -- UTC, ISO 8601
  person     TEXT NOT NULL,
  decision   TEXT NOT NULL CHECK (decision = 'accept' OR decision = 'reject' OR decision = 'waive' OR decision = 'withdraw'),
  reason     TEXT NOT NULL,
  until      TEXT,                                        -- YYYY-MM-DD, the last day it holds; NULL: for good
  about      TEXT NOT NULL,                               -- the finding in words, for readers
  -- In the order of the columns: SQLite 3.40 otherwise takes a NULL of another column for one of `reason`.
  PRIMARY KEY (sha256, subject, decided_at, person, decision)
) STRICT, WITHOUT ROWID;

-- Documents that were to be forgotten: all that was read from them is gone.
CREATE TABLE tombstones (
  sha256       TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
  reason       TEXT NOT NULL,
  forgotten_at TEXT NOT NULL                              -- UTC, ISO 8601
) STRICT, WITHOUT ROWID;

-- What `avstam search` looks through: a decision with its title and items, the caption and labels of a table, or the
-- words of a page (those hyphenated at the end of a line whole again).  The id tells which it is:
-- kind × 2^52 + document_id × 2^20 + number, where kind is 0: decision, 1: table, 2: page, and number is decision_no,
-- table_no or page.
CREATE TABLE search_texts (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  text        TEXT    NOT NULL
) STRICT;
CREATE INDEX search_texts_by_document ON search_texts (document_id);
-- Words as they are written, but for capitals.  That "vastra gotaland" finds Västra Götaland is done when asking: the
-- spellings that are there are looked up in search_words (search_words.h).
CREATE VIRTUAL TABLE search_index USING fts5 (
  text, content = 'search_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE search_words USING fts5vocab (search_index, instance);
-- Between storing, which is quicker the more rarely parts of the index are merged, and searching, which looks into each.
-- hashsize: bytes that are gathered before a part is written.
INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8);
INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 32);
INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16777216);

-- The views.  Money in öre.  id: what `avstam explain` takes; file: the first name the document was given under.

CREATE VIEW v_documents AS
SELECT substr(d.sha256, 1, 12) AS id,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       d.state, d.page_count, d.pages_read, d.complete,
       (SELECT max(date) FROM parts p WHERE p.document_id = d.id) AS date,
       (SELECT count(*) FROM parts p WHERE p.document_id = d.id) AS parts,
       (SELECT count(*) FROM decisions x WHERE x.document_id = d.id) AS decisions,
       (SELECT count(*) FROM amounts a WHERE a.document_id = d.id) AS amounts,
       (SELECT count(*) FROM document_tables t WHERE t.document_id = d.id) AS tables,
       (SELECT count(*) FROM checks c WHERE c.document_id = d.id) AS checks,
       (SELECT count(*) FROM checks c WHERE c.document_id = d.id AND c.status = 'mismatch') AS mismatches,
       d.program_version, d.rules_hash, d.ocr_version, d.stored_at, d.sha256, d.id AS document_id
FROM documents d;

-- One row for each word.  _cpt: 1/100 point.  flags: 1 bold, 2 italic, 4 struck out, 8 superscript, 16 space before,
-- 32 read by OCR, 256 × text rendering mode (3: invisible), 4096 × quarter turns clockwise of its line, 65536 × font (as
-- numbered on its page).  confidence: 0..1; NULL: certain, as is text of the PDF itself.  edges: left edges of its
-- characters, in hex (edges.h); NULL: evenly spaced.  reading_no: in ocr_readings; words that were one share it.
CREATE VIEW words AS
SELECT p.document_id, p.page, json_extract(r.value, '$[0]') + w.key - 6 AS word_no, json_extract(w.value, '$[0]') AS text,
       json_extract(w.value, '$[1]') AS left_cpt, json_extract(r.value, '$[1]') AS top_cpt,
       json_extract(w.value, '$[2]') AS right_cpt, json_extract(r.value, '$[2]') AS bottom_cpt,
       json_extract(r.value, '$[3]') AS baseline_cpt, json_extract(r.value, '$[4]') AS font_size_cpt,
       json_extract(r.value, '$[5]') AS flags, json_extract(w.value, '$[3]') AS confidence,
       json_extract(w.value, '$[4]') AS edges, json_extract(w.value, '$[5]') AS reading_no
FROM page_words p, json_each(p.words) r, json_each(r.value) w
WHERE w.key >= 6;

-- One row for each decision; text: its items, one a line.  against: parties of the reservations.
CREATE VIEW v_decisions AS
SELECT substr(d.sha256, 1, 12) || ':d' || x.decision_no AS id,
       x.date, x.body, x.kind, x.paragraph, x.case_number, x.title,
       (SELECT group_concat(line, char(10)) FROM
         (SELECT iif(number IS NULL, '', number || '. ') || text AS line FROM decision_items i
          WHERE i.document_id = x.document_id AND i.decision_no = x.decision_no ORDER BY item_no)) AS text,
       x.outcome,
       (SELECT group_concat(text, ' > ') FROM
         (SELECT text FROM decision_lists l WHERE l.document_id = x.document_id AND l.decision_no = x.decision_no
          AND list = 'addressee' ORDER BY entry_no)) AS addressees,
       (SELECT group_concat(name, ', ') FROM
         (SELECT DISTINCT name FROM statement_people s JOIN statements USING (document_id, decision_no, statement_no)
          WHERE s.document_id = x.document_id AND s.decision_no = x.decision_no AND class = 'reservation'
          AND s.kind = 'party' ORDER BY name)) AS against,
       (SELECT yes FROM votes v WHERE v.document_id = x.document_id AND v.decision_no = x.decision_no
        ORDER BY vote_no DESC LIMIT 1) AS yes,
       (SELECT no FROM votes v WHERE v.document_id = x.document_id AND v.decision_no = x.decision_no
        ORDER BY vote_no DESC LIMIT 1) AS no,
       p.kind AS part_kind, x.page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       x.rule, x.case_key, x.document_id, x.decision_no, x.part_no
FROM decisions x
JOIN documents d ON d.id = x.document_id
JOIN parts p ON p.document_id = x.document_id AND p.part_no = x.part_no;

-- Sums in running text; those in tables are in v_cells.
CREATE VIEW v_amounts AS
SELECT substr(d.sha256, 1, 12) || ':a' || a.amount_no AS id,
       a.value_ore, a.high_ore, a.currency, a.step_ore, a.per, a.qualifier, a.revised_from_ore, a.text,
       coalesce(x.date, p.date) AS date, coalesce(x.body, p.body) AS body,
       x.kind AS decision_kind, coalesce(x.paragraph, p.paragraph) AS paragraph,
       coalesce(x.case_number, p.case_number) AS case_number,
       i.text AS item_text, a.page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       substr(d.sha256, 1, 12) || ':d' || a.decision_no AS decision,
       a.rule, coalesce(x.case_key, p.case_key) AS case_key,
       a.document_id, a.amount_no, a.part_no, a.decision_no, a.item_no
FROM amounts a
JOIN documents d ON d.id = a.document_id
LEFT JOIN parts p ON p.document_id = a.document_id AND p.part_no = a.part_no
LEFT JOIN decisions x ON x.document_id = a.document_id AND x.decision_no = a.decision_no
LEFT JOIN decision_items i ON i.document_id = a.document_id AND i.decision_no = a.decision_no
  AND i.item_no = a.item_no;

CREATE VIEW v_tables AS
SELECT substr(d.sha256, 1, 12) || ':t' || t.table_no AS id,
       t.caption, t.unit,
       (SELECT count(*) FROM table_rows r WHERE r.document_id = t.document_id AND r.table_no = t.table_no) AS rows,
       (SELECT count(*) FROM table_columns c
        WHERE c.document_id = t.document_id AND c.table_no = t.table_no) AS columns,
       (SELECT count(*) FROM checks k WHERE k.document_id = t.document_id AND k.table_no = t.table_no) AS checks,
       (SELECT count(*) FROM checks k WHERE k.document_id = t.document_id AND k.table_no = t.table_no
        AND k.status = 'mismatch') AS mismatches,
       t.page, t.last_page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       t.unit_rule, t.document_id, t.table_no
FROM document_tables t
JOIN documents d ON d.id = t.document_id;

-- One row for each figure of a table.  number: of counts and percentages the figure × 100; value_ore: money.
-- read_ore: what the document says (of all kinds), where people accepted a repair that value_ore or number holds.
CREATE VIEW v_cells AS
SELECT substr(d.sha256, 1, 12) || ':t' || c.table_no || '.' || c.row_no || '.' || c.column_no AS id,
       t.caption, r.label, k.header, r.region, r.role, c.kind, c.text,
       iif(c.kind = 'money', c.value_ore, NULL) AS value_ore, iif(c.kind = 'money', NULL, c.value_ore) AS number,
       c.step_ore, t.unit, c.confidence, c.note, coalesce(c.page, r.page, t.page) AS page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       r.label_read, c.read_ore, c.document_id, c.table_no, c.row_no, c.column_no
FROM table_cells c
JOIN documents d ON d.id = c.document_id
JOIN document_tables t ON t.document_id = c.document_id AND t.table_no = c.table_no
JOIN table_rows r ON r.document_id = c.document_id AND r.table_no = c.table_no AND r.row_no = c.row_no
JOIN table_columns k ON k.document_id = c.document_id AND k.table_no = c.table_no AND k.column_no = c.column_no
WHERE c.kind <> 'empty';

-- read_status: what it was before the repairs that people accepted; NULL: none takes part.  repairs: still proposed.
CREATE VIEW v_checks AS
SELECT substr(d.sha256, 1, 12) || ':c' || k.check_no AS id,
       k.status, k.rule, t.caption, r.label, c.header, r.region,
       k.stated_ore, k.computed_ore, k.difference_ore, k.tolerance_ore,
       iif(k.settled IS NULL, k.message, k.settled || '; as read: ' || k.message) AS message,
       iif(k.status = 'mismatch', k.diagnosis, NULL) AS diagnosis,
       iif(k.status = 'mismatch', k.error_in, NULL) AS error_in,
       (SELECT count(*) FROM check_repairs x
        WHERE x.document_id = k.document_id AND x.check_no = k.check_no AND x.decision IS NULL) AS repairs,
       coalesce(k.page, r.page, t.page) AS page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       k.read_status, k.waived_until, k.waived_reason,
       k.document_id, k.check_no, k.table_no, k.row_no, k.column_no
FROM checks k
JOIN documents d ON d.id = k.document_id
LEFT JOIN document_tables t ON t.document_id = k.document_id AND t.table_no = k.table_no
LEFT JOIN table_rows r ON r.document_id = k.document_id AND r.table_no = k.table_no AND r.row_no = k.row_no
LEFT JOIN table_columns c ON c.document_id = k.document_id AND c.table_no = k.table_no AND c.column_no = k.column_no;

-- Figures that were probably misread.  decision: what people said of it.
CREATE VIEW v_repairs AS
SELECT substr(d.sha256, 1, 12) || ':c' || x.check_no || '.' || x.repair_no AS id,
       t.caption, r.label, c.header, r.region, x.read_ore, x.proposed_ore, x.reason,
       coalesce(e.page, r.page, t.page) AS page,
       (SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0) AS file,
       substr(d.sha256, 1, 12) || ':t' || x.table_no || '.' || x.row_no || '.' || x.column_no AS cell,
       x.decision, x.document_id, x.check_no, x.repair_no, x.table_no, x.row_no, x.column_no
FROM check_repairs x
JOIN documents d ON d.id = x.document_id
LEFT JOIN document_tables t ON t.document_id = x.document_id AND t.table_no = x.table_no
LEFT JOIN table_rows r ON r.document_id = x.document_id AND r.table_no = x.table_no AND r.row_no = x.row_no
LEFT JOIN table_columns c ON c.document_id = x.document_id AND c.table_no = x.table_no AND c.column_no = x.column_no
LEFT JOIN table_cells e ON e.document_id = x.document_id AND e.table_no = x.table_no AND e.row_no = x.row_no
  AND e.column_no = x.column_no;
