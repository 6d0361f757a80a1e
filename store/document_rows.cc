#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/page_words.h"
#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

using nlohmann::json;

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
  Statement words =
      database->Prepare("SELECT page, words FROM page_words WHERE document_id = ? ORDER BY page");
  words.With(id);
  while (words.Step()) DecodeWords(words.Text(1), &PageAt(document, words.Int(0)));
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
  Statement insert_words = database->Prepare("INSERT INTO page_words VALUES (?, ?, ?)");
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
    insert_words.Run(id, page.number, EncodeWords(page));
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
