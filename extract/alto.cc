#include "extract/alto.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <tuple>
#include <vector>

namespace avstam::extract {
namespace {

constexpr char kSoftHyphen[] = "\u00AD";
// Baselines of one block are closer than this, in heights of a line: a blank line parts two blocks.
constexpr double kLinePitch = 1.8, kSameRow = 0.4;
constexpr double kNoSpace = 0.13;  // em: less is no gap between words

// Code points that XML 1.0 allows (production 2), less the controls.
bool IsXmlCharacter(UChar32 c) {
  return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// The characters of `text` that XML can hold, one string each.
std::vector<std::string> Characters(std::string_view text) {
  std::vector<std::string> out;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (IsXmlCharacter(c))
      out.emplace_back(text.substr(static_cast<size_t>(begin), static_cast<size_t>(i - begin)));
  }
  return out;
}
std::string Clean(std::string_view text) {
  std::string out;
  for (const std::string& character : Characters(text)) out += character;
  return out;
}

// Points to 1/1200 inch.
long long Units(double points) {
  if (!(std::fabs(points) < 1e9)) return 0;
  return std::llround(points * 1200 / 72);
}

// 0..1 with two decimals.
std::string Confidence(double value) { return fmt::format("{:.2f}", std::clamp(value, 0.0, 1.0)); }

void Set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}
void Set(pugi::xml_node node, const char* name, long long value) {
  node.append_attribute(name).set_value(value);
}
void SetBox(pugi::xml_node node, const Box& box) {
  // Both edges are rounded, so that boxes that touch still do.
  Set(node, "HPOS", Units(box.left));
  Set(node, "VPOS", Units(box.top));
  Set(node, "WIDTH", std::max(0LL, Units(box.right) - Units(box.left)));
  Set(node, "HEIGHT", std::max(0LL, Units(box.bottom) - Units(box.top)));
}
void AddText(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}

// How a word is set: half points, bold, italic, superscript, struck out.
using Style = std::tuple<int, bool, bool, bool, bool>;
Style StyleOf(const Word& word) {
  const double halves = std::clamp(static_cast<double>(word.font_size) * 2, 0.0, 10'000.0);
  return {static_cast<int>(std::lround(halves)), word.bold, word.italic, word.superscript, word.struck_out};
}
std::string FontStyle(const Style& style) {
  std::string out;
  auto add = [&out](bool is, const char* name) {
    if (!is) return;
    if (!out.empty()) out += ' ';
    out += name;
  };
  add(std::get<1>(style), "bold");
  add(std::get<2>(style), "italics");
  add(std::get<4>(style), "strikethrough");
  add(std::get<3>(style), "superscript");
  return out;
}

class Writer {
 public:
  explicit Writer(const AltoSource& source) : source_(source) {}

  std::string Write(const Document& document) {
    pugi::xml_node declaration = xml_.append_child(pugi::node_declaration);
    Set(declaration, "version", "1.0");
    Set(declaration, "encoding", "UTF-8");
    pugi::xml_node alto = xml_.append_child("alto");
    Set(alto, "xmlns", "http://www.loc.gov/standards/alto/ns-v4#");
    Set(alto, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    Set(alto, "xsi:schemaLocation",
        "http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd");
    Set(alto, "SCHEMAVERSION", "4.4");
    Describe(alto.append_child("Description"));
    AddStyles(document, alto);
    pugi::xml_node layout = alto.append_child("Layout");
    for (const Page& page : document.pages) AddPage(page, layout);
    std::ostringstream out;
    xml_.save(out, " ", pugi::format_indent, pugi::encoding_utf8);
    return out.str();
  }

 private:
  // Which of a detail's characters a word has.
  struct Share {
    const OcrDetail* detail = nullptr;
    size_t begin = 0;
    bool whole = false;  // no other word shares the detail
  };

  void Describe(pugi::xml_node description) {
    AddText(description, "MeasurementUnit", "inch1200");
    pugi::xml_node image = description.append_child("sourceImageInformation");
    AddText(image, "fileName", Clean(source_.name));
    pugi::xml_node hash = image.append_child("fileIdentifier");
    Set(hash, "fileIdentifierLocation", "sha256");
    hash.text().set(Clean(source_.sha256).c_str());
    AddProcessing(description, "READING", "text and layout of the PDF", source_.software);
    if (!source_.ocr_version.empty())
      AddProcessing(description, "OCR", "optical character recognition of pages and pictures without text",
                    source_.ocr_version);
  }

  // `software`: a name, a space, the rest.
  static void AddProcessing(pugi::xml_node description, const char* id, const char* what,
                            const std::string& software) {
    pugi::xml_node step = description.append_child("Processing");
    Set(step, "ID", id);
    AddText(step, "processingCategory", "contentGeneration");
    AddText(step, "processingStepDescription", what);
    pugi::xml_node program = step.append_child("processingSoftware");
    const size_t space = std::min(software.find(' '), software.size());
    AddText(program, "softwareName", Clean(software.substr(0, space)));
    if (space < software.size()) AddText(program, "softwareVersion", Clean(software.substr(space + 1)));
  }

  void AddStyles(const Document& document, pugi::xml_node alto) {
    for (const Page& page : document.pages)
      for (const Line& line : page.lines)
        for (int word : line.words) styles_.emplace(StyleOf(page.words[static_cast<size_t>(word)]), "");
    if (styles_.empty()) return;
    pugi::xml_node styles = alto.append_child("Styles");
    size_t number = 0;
    for (auto& [style, id] : styles_) {
      id = fmt::format("TS{}", ++number);
      pugi::xml_node node = styles.append_child("TextStyle");
      Set(node, "ID", id);
      Set(node, "FONTSIZE", fmt::format("{:.1f}", std::get<0>(style) / 2.0));
      if (const std::string font_style = FontStyle(style); !font_style.empty())
        Set(node, "FONTSTYLE", font_style);
    }
  }

  void AddPage(const Page& page, pugi::xml_node layout) {
    pugi::xml_node node = layout.append_child("Page");
    page_id_ = fmt::format("P{}", page.number);
    blocks_ = lines_ = 0;
    Set(node, "ID", page_id_);
    Set(node, "PHYSICAL_IMG_NR", page.number);
    Set(node, "WIDTH", Units(page.width_pt));
    Set(node, "HEIGHT", Units(page.height_pt));
    const bool ocr = page.source == Source::kOcr || page.source == Source::kMixed;
    if (!source_.ocr_version.empty() && !page.regions.empty()) {
      Set(node, "PROCESSINGREFS", "READING OCR");
    } else {
      Set(node, "PROCESSINGREFS", "READING");
    }
    if (page.state == PageState::kFailed || page.state == PageState::kSkipped)
      Set(node, "QUALITY_DETAIL",
          Clean("not read: " + (page.messages.empty() ? "no reason given" : page.messages.front())));
    if (ocr) Set(node, "PC", Confidence(page.confidence));
    ShareDetails(page);

    // Running heads and feet are no part of the print space.
    std::vector<const Line*> head, foot, body;
    for (const Line& line : page.lines)
      (!line.running ? body : line.box.center_y() < page.height_pt / 2 ? head : foot).push_back(&line);
    AddSpace(page, "TopMargin", head, node);
    AddSpace(page, "BottomMargin", foot, node);
    AddSpace(page, "PrintSpace", body, node);
  }

  void ShareDetails(const Page& page) {
    shares_.assign(page.words.size(), {});
    std::vector<size_t> characters(page.ocr.size()), words(page.ocr.size());
    auto each = [&page](auto&& then) {
      for (size_t w = 0; w < page.words.size(); ++w) {
        const int detail = page.words[w].ocr;
        if (detail >= 0 && static_cast<size_t>(detail) < page.ocr.size())
          then(w, static_cast<size_t>(detail), Characters(page.words[w].text).size());
      }
    };
    each([&](size_t w, size_t detail, size_t count) {
      shares_[w] = {&page.ocr[detail], characters[detail], false};
      characters[detail] += count;
      ++words[detail];
    });
    each([&](size_t w, size_t detail, size_t) {
      shares_[w].whole = words[detail] == 1;
      // Where the numbers differ, nobody can say which character is whose.
      if (characters[detail] != page.ocr[detail].characters.size()) shares_[w].begin = std::string::npos;
    });
  }

  static bool SameBlock(const Page& page, const Line& last, const Line& next, const Box& block) {
    auto direction = [&page](const Line& line) {
      return line.words.empty() ? 0 : page.words[static_cast<size_t>(line.words.front())].direction;
    };
    if (direction(last) != 0 || direction(next) != 0) return false;
    const double down = static_cast<double>(next.baseline - last.baseline);
    const double height = std::max(last.box.height(), next.box.height());
    if (std::fabs(down) < kSameRow * height) return true;
    return down > 0 && down < kLinePitch * height && block.OverlapX(next.box) > 0;
  }

  void AddSpace(const Page& page, const char* name, const std::vector<const Line*>& lines,
                pugi::xml_node parent) {
    if (lines.empty()) return;
    pugi::xml_node space = parent.append_child(name);
    Box all;
    for (const Line* line : lines) all.Extend(line->box);
    SetBox(space, all);
    for (size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
      Box box = lines[begin]->box;
      for (end = begin + 1; end < lines.size() && SameBlock(page, *lines[end - 1], *lines[end], box); ++end)
        box.Extend(lines[end]->box);
      pugi::xml_node block = space.append_child("TextBlock");
      Set(block, "ID", fmt::format("{}_B{}", page_id_, ++blocks_));
      SetBox(block, box);
      const Line& first = *lines[begin];
      if (!first.words.empty()) {
        const int direction = page.words[static_cast<size_t>(first.words.front())].direction;
        if (direction != 0) Set(block, "ROTATION", 360 - direction);  // counterclockwise
      }
      for (size_t i = begin; i < end; ++i) AddLine(page, *lines[i], block);
      if (!block.first_child()) space.remove_child(block);
    }
    if (!space.first_child()) parent.remove_child(space);
  }

  void AddLine(const Page& page, const Line& line, pugi::xml_node block) {
    pugi::xml_node node = block.append_child("TextLine");
    Set(node, "ID", fmt::format("{}_L{}", page_id_, lines_ + 1));
    SetBox(node, line.box);
    if (!line.words.empty() && page.words[static_cast<size_t>(line.words.front())].direction == 0)
      Set(node, "BASELINE", fmt::format("{}", Units(static_cast<double>(line.baseline))));
    const Word* last = nullptr;
    for (size_t i = 0; i < line.words.size(); ++i) {
      const auto index = static_cast<size_t>(line.words[i]);
      const Word& word = page.words[index];
      std::vector<std::string> characters = Characters(word.text);
      const bool hyphen =
          i + 1 == line.words.size() && characters.size() > 1 && characters.back() == kSoftHyphen;
      if (hyphen) characters.pop_back();
      if (characters.empty()) continue;
      if (last != nullptr) AddGap(*last, word, node);
      AddWord(page, index, characters, node);
      if (hyphen) Set(node.append_child("HYP"), "CONTENT", kSoftHyphen);
      last = &word;
    }
    if (last == nullptr) {
      block.remove_child(node);
    } else {
      ++lines_;
    }
  }

  static void AddGap(const Word& last, const Word& next, pugi::xml_node line) {
    const double gap = next.box.left - last.box.right;
    const double size = static_cast<double>(std::min(last.font_size, next.font_size));
    // A footnote mark sticks to its word.
    if (next.superscript && !next.space_before && gap < kNoSpace * size) return;
    pugi::xml_node space = line.append_child("SP");
    SetBox(space, {last.box.right, next.box.top, std::max(last.box.right, next.box.left), next.box.bottom});
  }

  void AddWord(const Page& page, size_t index, const std::vector<std::string>& characters,
               pugi::xml_node line) {
    const Word& word = page.words[index];
    std::string content;
    for (const std::string& character : characters) content += character;
    pugi::xml_node node = line.append_child("String");
    SetBox(node, word.box);
    Set(node, "CONTENT", content);
    Set(node, "STYLEREFS", styles_.at(StyleOf(word)));
    if (word.source != Source::kOcr) return;
    Set(node, "WC", Confidence(static_cast<double>(word.confidence)));
    const Share& share = shares_[index];
    if (share.detail == nullptr) return;
    if (share.begin != std::string::npos) SetCharacterConfidences(share, characters.size(), node);
    if (share.whole) {
      AddAlternative(share.detail->first, "first reading", content, node);
      AddAlternative(share.detail->second, "second reading", content, node);
    }
    if (share.begin != std::string::npos) AddGlyphs(share, characters, node);
  }

  static void AddAlternative(const std::string& reading, const char* purpose, const std::string& content,
                             pugi::xml_node word) {
    const std::string text = Clean(reading);
    if (text.empty() || text == content) return;
    pugi::xml_node node = word.append_child("ALTERNATIVE");
    Set(node, "PURPOSE", purpose);
    node.text().set(text.c_str());
  }

  static void SetCharacterConfidences(const Share& share, size_t count, pugi::xml_node word) {
    std::string out;
    for (size_t i = 0; i < count; ++i) {
      const auto sure = static_cast<double>(share.detail->characters[share.begin + i].confidence);
      if (i > 0) out += ' ';
      out += fmt::format("{}", std::lround((1 - std::clamp(sure, 0.0, 1.0)) * 9));  // 0 is sure, 9 unsure
    }
    Set(word, "CC", out);
  }

  static void AddGlyphs(const Share& share, const std::vector<std::string>& characters, pugi::xml_node word) {
    auto at = [&share](size_t i) -> const OcrDetail::Character& {
      return share.detail->characters[share.begin + i];
    };
    bool any = false;
    for (size_t i = 0; i < characters.size(); ++i) any |= !at(i).others.empty();
    if (!any) return;
    for (size_t i = 0; i < characters.size(); ++i) {
      pugi::xml_node glyph = word.append_child("Glyph");
      Set(glyph, "CONTENT", characters[i]);
      Set(glyph, "GC", Confidence(static_cast<double>(at(i).confidence)));
      for (const std::string& other : Characters(at(i).others))
        Set(glyph.append_child("Variant"), "CONTENT", other);
    }
  }

  const AltoSource& source_;
  pugi::xml_document xml_;
  std::map<Style, std::string> styles_;  // -> ID
  std::string page_id_;
  int blocks_ = 0, lines_ = 0;  // of the page
  std::vector<Share> shares_;   // by word of the page
};

}  // namespace

std::string AltoXml(const Document& document, const AltoSource& source) {
  return Writer(source).Write(document);
}

}  // namespace avstam::extract
