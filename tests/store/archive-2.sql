-- The archive of avstam, version 2 (PRAGMA user_version), application id 'avst' (0x61767374).  How an older one
-- becomes this: migrate.cc.
--
-- Units.  Money: whole öre (1/100 krona), never a fraction.  Boxes: 1/100 PDF point (1/7200 inch), origin top-left of
-- the page as shown, y downwards.  Pages count from 1; every *_no counts from 0 and is the id in the JSON of
-- `avstam extract`.  NULL means: not there, or not known.
-- Everything below a document is keyed by the document first, so that a reading lies together on disk and is
-- replaced as a whole.
-- Source of the verdict model: XBRL Calculations 1.1 (2023).

-- A document is its bytes: the same bytes under two names are one row here and two in document_names.
CREATE TABLE documents (
  id              INTEGER PRIMARY KEY,
  sha256          TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
  page_count      INTEGER NOT NULL,                       -- announced by the file
  pages_read      INTEGER NOT NULL,                       -- pages whose state is ok or warnings
  complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
  state           TEXT    NOT NULL CHECK (state IN ('ok', 'warnings', 'incomplete')),
  program_version TEXT    NOT NULL,                       -- of the program that made this reading
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
  state       TEXT    NOT NULL CHECK (state IN ('ok', 'warnings', 'failed', 'skipped')),
  source      TEXT    NOT NULL CHECK (source IN ('none', 'text', 'ocr', 'mixed')),
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
  source      TEXT    NOT NULL CHECK (source IN ('none', 'text', 'ocr', 'mixed')),
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
  kind        TEXT    NOT NULL CHECK (kind IN ('h', 'v', 'area', 'image')),  -- horizontal, vertical ruling
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

-- Every word of every page, in the order of the page's content.
CREATE TABLE words (
  document_id INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  word_no     INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  left_cpt    INTEGER NOT NULL,                           -- _cpt: 1/100 point
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  baseline_cpt INTEGER NOT NULL,
  font_size_cpt INTEGER NOT NULL,
  flags       INTEGER NOT NULL,                           -- 1 bold, 2 italic, 4 struck out, 8 superscript,
                                                          -- 16 space before, 256 × text rendering mode (3: invisible),
                                                          -- 4096 × quarter turns clockwise of its line,
                                                          -- 32 read by OCR, 65536 × font (as numbered on its page)
  confidence  REAL,                                       -- 0..1; NULL: certain, as is text of the PDF itself
  edges       BLOB,                                       -- left edges of its characters (edges.h); NULL: evenly spaced
  reading_no  INTEGER,                                    -- in ocr_readings; words that were one share it
  PRIMARY KEY (document_id, page, word_no),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

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

CREATE TABLE parts (
  document_id     INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  part_no         INTEGER NOT NULL,
  kind            TEXT    NOT NULL,
  title           TEXT,
  body            TEXT,                                   -- whose text it is
  date            TEXT,                                   -- YYYY-MM-DD
  case_number     TEXT,
  document_number TEXT,
  paragraph       TEXT,
  first_page      INTEGER NOT NULL,
  last_page       INTEGER NOT NULL,
  PRIMARY KEY (document_id, part_no)
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
  rule        TEXT    NOT NULL,                           -- id of the rule that found it
  page        INTEGER NOT NULL,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, amount_no),
  FOREIGN KEY (document_id, part_no) REFERENCES parts (document_id, part_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_tables (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  table_no    INTEGER NOT NULL,
  caption     TEXT,
  unit        TEXT,                                       -- as printed: kr, tkr, mkr, ...
  unit_rule   TEXT,                                       -- where the unit was found
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
  label       TEXT    NOT NULL,
  region      TEXT,                                       -- county code (SCB)
  role        TEXT    NOT NULL CHECK (role IN ('item', 'subtotal', 'total', 'header', 'note')),
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

CREATE TABLE table_cells (
  document_id INTEGER NOT NULL,
  table_no    INTEGER NOT NULL,
  row_no      INTEGER NOT NULL,
  column_no   INTEGER NOT NULL,
  text        TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('empty', 'money', 'number', 'percent', 'text')),
  value_ore   INTEGER,                                    -- money: öre; number and percent: the figure × 100
  step_ore    INTEGER,
  confidence  REAL    NOT NULL,                           -- 0..1
  page        INTEGER,
  left_cpt    INTEGER NOT NULL,
  top_cpt     INTEGER NOT NULL,
  right_cpt   INTEGER NOT NULL,
  bottom_cpt  INTEGER NOT NULL,
  PRIMARY KEY (document_id, table_no, row_no, column_no),
  FOREIGN KEY (document_id, table_no, row_no) REFERENCES table_rows (document_id, table_no, row_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Do the totals agree?  difference = stated - computed; tolerance: the largest difference that rounding explains.
CREATE TABLE checks (
  document_id    INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  check_no       INTEGER NOT NULL,
  rule           TEXT    NOT NULL,                        -- column-total, table-table, region-coverage, ...
  status         TEXT    NOT NULL CHECK (status IN ('ok', 'rounding', 'mismatch', 'not-comparable')),
  table_no       INTEGER,
  row_no         INTEGER,
  column_no      INTEGER,
  stated_ore     INTEGER,
  computed_ore   INTEGER,
  difference_ore INTEGER,
  tolerance_ore  INTEGER,
  message        TEXT    NOT NULL,
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
  PRIMARY KEY (document_id, check_no, part_no),
  FOREIGN KEY (document_id, check_no) REFERENCES checks (document_id, check_no) ON DELETE CASCADE
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
  PRIMARY KEY (document_id, check_no, repair_no),
  FOREIGN KEY (document_id, check_no) REFERENCES checks (document_id, check_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

PRAGMA application_id = 0x61767374;
PRAGMA user_version = 2;

INSERT INTO documents VALUES (1, 'ab00000000000000000000000000000000000000000000000000000000000000', 2, 1, 0,
  'incomplete', '0.1.0', 'r1', 'tesseract 5', 1, '2026-01-31T12:00:00Z');
INSERT INTO document_names VALUES (1, 0, 'brev.pdf'), (1, 1, 'kopia.pdf');
INSERT INTO failures VALUES ('trasig.pdf', NULL, 'empty', 'the file is empty', '0.1.0', '2026-01-31T12:00:00Z');
INSERT INTO document_diagnostics VALUES (1, 0, 'poppler-error', NULL, 'xref rebuilt');
INSERT INTO pages VALUES (1, 1, 'warnings', 'mixed', 0.75, 595.28, 841.89, 90, 'a picture', 270, -0.5, 7),
  (1, 2, 'failed', 'none', 1.0, 0.0, 0.0, 0, NULL, 0, 0.0, 0);
INSERT INTO page_regions VALUES (1, 1, 0, 'ocr', 'pictures in the text', 300, 100, 200, 300, 400);
INSERT INTO page_drawings VALUES (1, 1, 0, 'h', 0, 1000, 10000, 1048, NULL, NULL, NULL, NULL),
  (1, 1, 1, 'image', 100, 100, 200, 200, NULL, 640, 480, 12);
INSERT INTO page_messages VALUES (1, 1, 0, 'one'), (1, 2, 0, 'lost');
INSERT INTO ocr_readings VALUES (1, 1, 0, '2)', 'Z)', 'figure', '[[875,"Z7"],500]');
INSERT INTO words VALUES (1, 1, 0, 'Åtgärd', 1000, 2013, 4050, 3000, 2850, 1100, 1, NULL, NULL, NULL),
  (1, 1, 1, '2)', -150, 2000, 4500, 2500, 2400, 650, 48, 0.5, x'643131', 0);
INSERT INTO parts VALUES (1, 0, 'letter', 'Brev', NULL, '2018-01-26', 'KS 2018/012', NULL, NULL, 1, 2);
INSERT INTO amounts VALUES (1, 0, '5 kr', 500, 100, NULL, NULL, 'SEK', NULL, NULL, NULL, NULL, 0, 4, 'amount', 1,
  100, 200, 300, 400);
INSERT INTO document_tables VALUES (1, 0, 'Tabell 1', 'tkr', 'caption', 1, 2, 500, 600, 700, 800);
INSERT INTO table_columns VALUES (1, 0, 0, '2016', 'money', NULL);
INSERT INTO table_rows VALUES (1, 0, 0, 'Summa', NULL, 'total', 0, 'row.total', 0, 1, 1, 0, 100, 200, 300);
INSERT INTO table_cells VALUES (1, 0, 0, 0, '1 000', 'money', 100000000, 100000, 1, 1, 1100, 1200, 1300, 1400);
INSERT INTO checks VALUES (1, 0, 'column-total', 'mismatch', 0, 0, 0, 300, 200, 100, 50, '100 too much', 1,
  100, 100, 200, 200);
INSERT INTO check_parts VALUES (1, 0, 0, 0, 0, 0);
INSERT INTO check_repairs VALUES (1, 0, 0, 0, 0, 0, 700, 100, 800, 100, '7 for 8');
