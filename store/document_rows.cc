#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/edges.h"
#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

using nlohmann::json;

constexpr int64_t kBold = 1, kItalic = 2, kStruckOut = 4, kSuperscript = 8, kSpaceBefore = 16, kByOcr = 32;
constexpr int kModeShift = 8, kDirectionShift = 12, kFontShift = 16;

int64_t Flags(const extract::Word& word) {
  return (word.bold ? kBold : 0) | (word.italic ? kItalic : 0) | (word.struck_out ? kStruckOut : 0) |
         (word.superscript ? kSuperscript : 0) | (word.space_before ? kSpaceBefore : 0) |
         (word.source == extract::Source::kOcr ? kByOcr : 0) |
         (static_cast<int64_t>(word.render_mode & 7) << kModeShift) |
         (static_cast<int64_t>(word.direction / 90 & 3) << kDirectionShift) |
         (static_cast<int64_t>(word.font) << kFontShift);
}

void SetFlags(int64_t flags, extract::Word* word) {
  word->bold = (flags & kBold) != 0;
  word->italic = (flags & kItalic) != 0;
  word->struck_out = (flags & kStruckOut) != 0;
  word->superscript = (flags & kSuperscript) != 0;
  word->space_before = (flags & kSpaceBefore) != 0;
  word->source = (flags & kByOcr) != 0 ? extract::Source::kOcr : extract::Source::kText;
  word->render_mode = static_cast<int>(flags >> kModeShift & 7);
  word->direction = static_cast<int>(flags >> kDirectionShift & 3) * 90;
  word->font = static_cast<int>(flags >> kFontShift);
}

extract::Source SourceFrom(const std::string& text) {
  using enum extract::Source;
  return FromName<extract::Source, 4>({kNone, kText, kOcr, kMixed}, extract::SourceName, text);
}
extract::PageState StateFrom(const std::string& text) {
  using enum extract::PageState;
  return FromName<extract::PageState, 4>({kOk, kWarnings, kFailed, kSkipped}, extract::PageStateName, text);
}

// ocr_readings.characters.
std::string CharactersText(const std::vector<extract::OcrDetail::Character>& characters) {
  json out = json::array();
  for (const extract::OcrDetail::Character& character : characters) {
    const double sure = static_cast<double>(character.confidence);
    const int64_t thousandths = std::isfinite(sure) ? std::llround(std::clamp(sure, 0.0, 1.0) * 1000) : 0;
    if (character.others.empty()) {
      out.push_back(thousandths);
    } else {
      out.push_back(json::array({thousandths, character.others}));
    }
  }
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<extract::OcrDetail::Character> CharactersFrom(const std::string& text) {
  std::vector<extract::OcrDetail::Character> out;
  const json list = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array()) throw Damaged("the characters of a word are no JSON array");
  for (const json& one : list) {
    const bool pair = one.is_array() && one.size() == 2 && one[1].is_string();
    const json& sure = pair ? one[0] : one;
    if (!sure.is_number()) throw Damaged("a character of a word has no confidence");
    out.push_back({static_cast<float>(sure.get<double>() / 1000), pair ? one[1].get<std::string>() : ""});
  }
  return out;
}

void WriteDrawings(Statement* insert, int64_t id, const extract::Page& page) {
  int64_t drawing = 0;
  for (const extract::Ruling& ruling : page.rulings) {
    BoxValues b(ruling.box);
    insert->Run(id, page.number, drawing++, ruling.horizontal ? "h" : "v", b.left, b.top, b.right, b.bottom,
                std::nullopt, std::nullopt, std::nullopt, std::nullopt);
  }
  for (const extract::FilledArea& area : page.areas) {
    BoxValues b(area.box);
    insert->Run(id, page.number, drawing++, "area", b.left, b.top, b.right, b.bottom,
                static_cast<double>(area.luminance), std::nullopt, std::nullopt, std::nullopt);
  }
  for (const extract::Image& image : page.images) {
    BoxValues b(image.box);
    insert->Run(id, page.number, drawing++, "image", b.left, b.top, b.right, b.bottom, std::nullopt,
                image.width_px, image.height_px, image.object);
  }
}

// Pages are numbered from 1 without gaps: row `page` is element page - 1.
extract::Page& PageAt(extract::Document* document, int64_t page) { return At(document->pages, page - 1); }

void ReadPages(Database* database, int64_t id, extract::Document* document) {
  Statement pages = database->Prepare(
      "SELECT page, state, source, confidence, width_pt, height_pt, rotation, source_reason, turned, "
      "skew_degrees, shapes FROM pages WHERE document_id = ? ORDER BY page");
  pages.With(id);
  while (pages.Step()) {
    extract::Page& page = document->pages.emplace_back();
    page.number = static_cast<int>(pages.Int(0));
    if (page.number != static_cast<int>(document->pages.size())) throw Damaged("its pages have gaps");
    page.state = StateFrom(pages.Text(1));
    page.source = SourceFrom(pages.Text(2));
    page.confidence = pages.Real(3);
    page.width_pt = pages.Real(4);
    page.height_pt = pages.Real(5);
    page.rotation = static_cast<int>(pages.Int(6));
    page.source_reason = pages.Text(7);
    page.turned = static_cast<int>(pages.Int(8));
    page.skew_degrees = pages.Real(9);
    page.shapes = static_cast<int>(pages.Int(10));
  }
  Statement messages = database->Prepare(
      "SELECT page, message FROM page_messages WHERE document_id = ? ORDER BY page, message_no");
  messages.With(id);
  while (messages.Step()) PageAt(document, messages.Int(0)).messages.push_back(messages.Text(1));
  Statement regions = database->Prepare(
      "SELECT page, source, reason, dpi, left_cpt, top_cpt, right_cpt, bottom_cpt FROM page_regions "
      "WHERE document_id = ? ORDER BY page, region_no");
  regions.With(id);
  while (regions.Step())
    PageAt(document, regions.Int(0))
        .regions.push_back({BoxAt(regions, 4), SourceFrom(regions.Text(1)), regions.Text(2),
                            static_cast<int>(regions.Int(3))});
}

void ReadDrawings(Database* database, int64_t id, extract::Document* document) {
  Statement rows = database->Prepare(
      "SELECT page, kind, left_cpt, top_cpt, right_cpt, bottom_cpt, shade, width_px, height_px, object "
      "FROM page_drawings WHERE document_id = ? ORDER BY page, drawing_no");
  rows.With(id);
  while (rows.Step()) {
    extract::Page& page = PageAt(document, rows.Int(0));
    const std::string kind = rows.Text(1);
    const Box box = BoxAt(rows, 2);
    if (kind == "area") {
      page.areas.push_back({box, static_cast<float>(rows.Real(6))});
    } else if (kind == "image") {
      page.images.push_back(
          {box, static_cast<int>(rows.Int(7)), static_cast<int>(rows.Int(8)), static_cast<int>(rows.Int(9))});
    } else {
      page.rulings.push_back({box, kind == "h"});
    }
  }
}

void ReadWords(Database* database, int64_t id, extract::Document* document) {
  Statement readings = database->Prepare(
      "SELECT page, first, second, reason, characters FROM ocr_readings WHERE document_id = ? "
      "ORDER BY page, reading_no");
  readings.With(id);
  while (readings.Step())
    PageAt(document, readings.Int(0))
        .ocr.push_back(
            {readings.Text(1), readings.Text(2), readings.Text(3), CharactersFrom(readings.Text(4))});
  Statement words = database->Prepare(
      "SELECT page, text, left_cpt, top_cpt, right_cpt, bottom_cpt, baseline_cpt, font_size_cpt, flags, "
      "confidence, edges, reading_no FROM words WHERE document_id = ? ORDER BY page, word_no");
  words.With(id);
  while (words.Step()) {
    extract::Page& page = PageAt(document, words.Int(0));
    extract::Word word;
    word.text = words.Text(1);
    word.box = BoxAt(words, 2);
    word.baseline = static_cast<float>(Points(words.Int(6)));
    word.font_size = static_cast<float>(Points(words.Int(7)));
    SetFlags(words.Int(8), &word);
    if (!words.IsNull(9)) word.confidence = static_cast<float>(words.Real(9));
    std::optional<std::string> edges;
    if (!words.IsNull(10)) edges = words.Bytes(10);
    word.x_edges = DecodeEdges(edges, word.text, word.box);
    if (!words.IsNull(11)) {
      word.ocr = static_cast<int>(words.Int(11));
      At(page.ocr, word.ocr);
    }
    page.words.push_back(std::move(word));
  }
}

}  // namespace

void WriteDocument(Database* database, int64_t id, const extract::Document& document) {
  Statement insert_page = database->Prepare("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement insert_message = database->Prepare("INSERT INTO page_messages VALUES (?, ?, ?, ?)");
  Statement insert_region =
      database->Prepare("INSERT INTO page_regions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement insert_drawing =
      database->Prepare("INSERT INTO page_drawings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement insert_reading = database->Prepare("INSERT INTO ocr_readings VALUES (?, ?, ?, ?, ?, ?, ?)");
  Statement insert_word =
      database->Prepare("INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const extract::Page& page : document.pages) {
    insert_page.Run(id, page.number, extract::PageStateName(page.state), extract::SourceName(page.source),
                    page.confidence, page.width_pt, page.height_pt, page.rotation,
                    TextOrNull(page.source_reason), page.turned, page.skew_degrees, page.shapes);
    for (size_t m = 0; m < page.messages.size(); ++m)
      insert_message.Run(id, page.number, static_cast<int64_t>(m), page.messages[m]);
    for (size_t r = 0; r < page.regions.size(); ++r) {
      const extract::Region& region = page.regions[r];
      BoxValues b(region.box);
      insert_region.Run(id, page.number, static_cast<int64_t>(r), extract::SourceName(region.source),
                        region.reason, region.dpi, b.left, b.top, b.right, b.bottom);
    }
    WriteDrawings(&insert_drawing, id, page);
    for (size_t r = 0; r < page.ocr.size(); ++r) {
      const extract::OcrDetail& detail = page.ocr[r];
      const std::string characters = CharactersText(detail.characters);
      insert_reading.Run(id, page.number, static_cast<int64_t>(r), detail.first, detail.second, detail.reason,
                         characters);
    }
    for (size_t w = 0; w < page.words.size(); ++w) {
      const extract::Word& word = page.words[w];
      BoxValues b(word.box);
      std::optional<double> confidence;
      if (word.confidence != 1) confidence = word.confidence;
      const std::optional<std::string> bytes = EncodeEdges(word);
      std::optional<Blob> edges;
      if (bytes) edges = Blob{*bytes};
      std::optional<int64_t> reading;
      if (word.ocr >= 0) reading = word.ocr;
      insert_word.Run(id, page.number, static_cast<int64_t>(w), word.text, b.left, b.top, b.right, b.bottom,
                      Hundredths(word.baseline), Hundredths(word.font_size), Flags(word), confidence, edges,
                      reading);
    }
  }
  Statement insert_diagnostic = database->Prepare("INSERT INTO document_diagnostics VALUES (?, ?, ?, ?, ?)");
  for (size_t d = 0; d < document.diagnostics.size(); ++d) {
    const Diagnostic& diagnostic = document.diagnostics[d];
    insert_diagnostic.Run(id, static_cast<int64_t>(d), diagnostic.code, PageOrNull(diagnostic.page),
                          diagnostic.message);
  }
}

extract::Document ReadDocument(Database* database, int64_t id) {
  extract::Document document;
  Statement head = database->Prepare("SELECT sha256, page_count FROM documents WHERE id = ?");
  head.With(id);
  if (!head.Step()) throw std::logic_error("ReadDocument: no such document");
  document.sha256 = head.Text(0);
  document.page_count = static_cast<int>(head.Int(1));
  ReadPages(database, id, &document);
  ReadDrawings(database, id, &document);
  ReadWords(database, id, &document);
  Statement diagnostics = database->Prepare(
      "SELECT code, page, message FROM document_diagnostics WHERE document_id = ? ORDER BY diagnostic_no");
  diagnostics.With(id);
  while (diagnostics.Step())
    document.diagnostics.push_back(
        {diagnostics.Text(0), static_cast<int>(diagnostics.OptionalInt(1).value_or(0)), diagnostics.Text(2)});
  return document;
}

}  // namespace avstam::store
