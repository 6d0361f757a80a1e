#include "tests/store/samples.h"

namespace avstam::store {

std::string SampleHash(const std::string& start) { return start + std::string(64 - start.size(), '0'); }

extract::Document SampleDocument(const std::string& sha256) {
  extract::Document document;
  document.sha256 = sha256;
  document.page_count = 2;
  document.diagnostics = {{"poppler-error", 0, "xref rebuilt"}, {"page-size", 2, "too wide"}};

  extract::Page first;
  first.number = 1;
  first.width_pt = 595.28;
  first.height_pt = 841.89;
  first.rotation = 90;
  first.source = extract::Source::kText;
  first.state = extract::PageState::kWarnings;
  first.confidence = 0.75;
  first.messages = {"one", "två"};
  extract::Word plain;
  plain.text = "Åtgärd";
  plain.box = {10.004, 20.126, 40.5, 30};
  plain.baseline = 28.5F;
  plain.font_size = 11;
  plain.x_edges = {10, 17, 20.5F, 26, 31.25F, 35, 40.5F};
  extract::Word odd;
  odd.text = "2)";
  odd.box = {-1.5, 20, 45, 25};
  odd.baseline = 24;
  odd.font_size = 6.5F;
  odd.bold = odd.italic = odd.struck_out = odd.superscript = odd.space_before = true;
  odd.render_mode = 3;
  odd.direction = 270;
  odd.confidence = 0.5F;
  odd.x_edges = {-1, 22, 45};
  odd.source = extract::Source::kOcr;
  odd.font = 2;
  odd.ocr = 0;
  first.words = {plain, odd};
  first.ocr = {{"2)", "Z)", "figure", {{0.875F, "Z7"}, {0.5F, ""}}}};
  first.source_reason = "a picture";
  first.turned = 270;
  first.skew_degrees = -0.5;
  first.shapes = 7;
  first.regions = {{{1, 2, 3, 4}, extract::Source::kOcr, "pictures in the text", 300}};
  first.rulings = {{{0, 10, 100, 10.48}, true}, {{5, 0, 5.5, 50}, false}};
  first.areas = {{{0, 0, 10, 10}, 0.75F}};
  first.images = {{{1, 1, 2, 2}, 640, 480, 12}};

  extract::Page second;
  second.number = 2;
  second.state = extract::PageState::kFailed;
  second.messages = {"lost"};
  document.pages = {first, second};
  return document;
}

namespace {

std::vector<rules::Decision> SampleDecisions() {
  rules::Decision plain;
  plain.kind = "proposed";
  plain.items = {{"", "Ärendet bordläggs.", {}, {}}};
  plain.rule = "lead.proposes";

  rules::Decision full;
  full.part = 1;
  full.kind = "decided";
  full.body = "Nämnden";
  full.addressees = {"styrelsen", "fullmäktige"};
  full.paragraph = "§ 5";
  full.title = "Taxa för vatten";
  full.case_number = "ks 18/0012";
  full.date = "2018-02-01";
  full.outcome = "approved";
  full.outcome_rule = "outcome.approved";
  full.items = {{"1", "Taxan fastställs.", {"vatten", "avlopp"}, {1, {1, 2, 3, 4}}},
                {"b", "Den gäller från maj.", {}, {2, {5, 6, 7, 8}}}};
  full.motions = {{"Bo By", "KD", "avslag", {1, {1, 1, 2, 2}}, "motion.person"},
                  {"gruppen", "", "bifall", {}, "motion.group"}};
  full.reservations = {
      {{"Bo By", "Ea Dal"}, {"KD", "M"}, "mot beslutet", {2, {2, 2, 3, 3}}, "reservation.persons"}};
  full.votes = {{7, 4, 0, 2, "bifall", "7 mot 4", {2, {4, 4, 5, 5}}, "vote.counts"},
                {std::nullopt, std::nullopt, std::nullopt, std::nullopt, "", "votering", {}, "vote.held"}};
  full.remarks = {{"disqualification", {"Eva Ek"}, "jäv", {2, {6, 6, 7, 7}}, "remark.biased"},
                  {"note", {}, "antecknas", {}, "remark.note"}};
  full.order = "Bifall mot avslag.";
  full.recipients = {"Kansliet", "Ekonomi"};
  full.basis = {"Skrivelse 1", "Bilaga"};
  full.where = {1, {0.5, 1, 2, 3}};
  full.rule = "lead.decides";
  return {plain, full};
}

}  // namespace

rules::Reading SampleReading() {
  rules::Reading reading;
  rules::Part part;
  part.kind = "letter";
  part.title = "Brev";
  part.body = "Nämnden";
  part.date = "2018-01-26";
  part.case_number = "RS 2018/12";
  part.document_number = "D 7";
  part.paragraph = "§ 3";
  part.sender = "Kansliet";
  part.signatory = "Eva Ek";
  part.first_page = 1;
  part.last_page = 2;
  part.where = {1, {2, 3, 4, 5}};
  part.rule = "part.letter";
  reading.parts = {part, rules::Part{}};

  reading.decisions = SampleDecisions();
  reading.attendance = {
      {1, "Eva Ek", "S", "member", "ordförande", "§§ 1–2", {2, {1, 1, 2, 2}}, "people.member"},
      {0, "Bo By", "", "official", "", "", {}, "people.other"}};
  reading.agenda = {{1, "14", "Taxa", "KS 2018/012", {0, 1}, {2, {3, 3, 4, 4}}, "agenda.item"},
                    {0, "§ 5", "Val", std::nullopt, {}, {}, "agenda.item"}};

  rules::Amount full;
  full.where = {1, {1, 2, 3, 4}};
  full.text = "1,5–2 mnkr per år";
  full.money = {150'000'000, 10'000'000};
  full.high = Money{200'000'000, 100'000'000};
  full.currency = "EUR";
  full.per = "year";
  full.qualifier = "about";
  full.revised_from = Money{-100, 50};
  full.part = 0;
  full.decision = 1;
  full.item = 1;
  full.rule = "amount.range";
  rules::Amount bare;
  bare.where = {2, {}};
  bare.text = "5 kr";
  bare.money = {500, 100};
  bare.rule = "amount";
  reading.amounts = {full, bare};

  rules::Table table;
  table.first_page = 1;
  table.last_page = 2;
  table.box = {5, 6, 7, 8};
  table.caption = "Tabell 1";
  table.unit = "tkr";
  table.unit_rule = "caption";
  table.machine_read = true;
  rules::Column sum;
  sum.header = "2016";
  sum.role = "sum";
  rules::Column share;
  share.header = "%";
  share.kind = rules::CellKind::kPercent;
  table.columns = {sum, share};
  rules::Row item;
  item.label = "Region Skåne";
  item.region = "12";
  item.repair = rules::NameRepair{"Reg1on Skane", "å read as a", 12};
  item.rule = "row.item";
  item.indent = 2;
  item.bold = true;
  item.weak = true;
  item.where = {1, {0, 1, 2, 3}};
  rules::Cell money;
  money.text = "1 000";
  money.kind = rules::CellKind::kMoney;
  money.value = Money{100'000'000, 100'000};
  money.where = {1, {11, 12, 13, 14}};
  money.confidence = 0.25;
  money.note = "O read for 0";
  rules::Cell words;
  words.text = "se not";
  words.kind = rules::CellKind::kText;
  item.cells = {money, words};
  rules::Row total;
  total.label = "Summa";
  total.role = rules::Role::kTotal;
  total.rule = "arithmetic";
  rules::Cell percent;
  percent.text = "12,5";
  percent.kind = rules::CellKind::kPercent;
  percent.value = Money{1250, 10};
  rules::Cell empty;
  total.cells = {empty, percent};
  rules::Row note;
  note.role = rules::Role::kNote;
  rules::Cell number;
  number.text = "7";
  number.kind = rules::CellKind::kNumber;
  number.value = Money{700, 100};
  note.cells = {number};
  rules::Row header;
  header.role = rules::Role::kHeader;
  rules::Row subtotal;
  subtotal.role = rules::Role::kSubtotal;
  table.rows = {item, total, note, header, subtotal};
  reading.tables = {table, rules::Table{}};

  rules::Check wrong;
  wrong.rule = "column-total";
  wrong.status = rules::Status::kMismatch;
  wrong.table = 0;
  wrong.row = 1;
  wrong.column = 0;
  wrong.stated_ore = 300;
  wrong.computed_ore = 200;
  wrong.difference_ore = 100;
  wrong.tolerance_ore = 50;
  wrong.message = "100 too much";
  wrong.where = {2, {1, 1, 2, 2}};
  wrong.parts = {{0, 0, 0}, {0, 2, 0}};
  rules::Repair repair;
  repair.row = 2;
  repair.read = {700, 100};
  repair.proposed = {800, 100};
  repair.reason = "7 for 8";
  wrong.repairs = {repair};
  wrong.amounts = {1, 0};
  wrong.diagnosis = "digit";
  wrong.error_in = "reading";
  wrong.suspect = rules::CellRef{0, 2, 1};
  rules::Check open;
  open.rule = "region-coverage";
  open.status = rules::Status::kNotComparable;
  open.message = "a region is missing";
  rules::Check near = open;
  near.status = rules::Status::kRounding;
  rules::Check fine = open;
  fine.status = rules::Status::kOk;
  reading.checks = {wrong, open, near, fine};
  return reading;
}

}  // namespace avstam::store
