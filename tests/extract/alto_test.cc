#include "extract/alto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "extract/layout.h"
#include "extract/skew.h"

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const AltoSource kSource{"brev.pdf", "ab12", "avstam 0.1.0", "tesseract 5.3.0 swe+eng"};

Word MakeWord(const std::string& text, double left, double baseline, double size = 10) {
  Word word;
  word.text = text;
  const double width = 0.5 * size * static_cast<double>(text.size());
  word.box = {left, baseline - 0.8 * size, left + width, baseline + 0.2 * size};
  for (size_t i = 0; i <= text.size(); ++i)
    word.x_edges.push_back(
        static_cast<float>(left + width * static_cast<double>(i) / static_cast<double>(text.size())));
  word.baseline = static_cast<float>(baseline);
  word.font_size = static_cast<float>(size);
  return word;
}

// One page 595 x 842 with these words and the lines that follow from them.
Document MakeDocument(const std::vector<Word>& words) {
  Document document;
  document.page_count = 1;
  Page page;
  page.number = 1;
  page.width_pt = 595;
  page.height_pt = 842;
  page.source = Source::kText;
  page.words = words;
  document.pages = {page};
  FindLines(&document);
  return document;
}

pugi::xml_document Parse(const std::string& xml) {
  pugi::xml_document document;
  const pugi::xml_parse_result result =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_declaration);
  EXPECT_TRUE(result) << result.description() << " at " << result.offset << "\n" << xml;
  return document;
}

std::vector<std::string> Values(const pugi::xml_document& document, const char* path) {
  std::vector<std::string> out;
  for (const pugi::xpath_node& node : document.select_nodes(path))
    out.emplace_back(node.attribute() ? node.attribute().value() : node.node().text().get());
  return out;
}

// What the schema asks of every element: names of attributes without which it is not valid, and the order of
// children.
struct ElementRow {
  const char* name;
  std::vector<std::string> attributes;
  std::vector<std::string> children;  // in this order, each any number of times; "String SP" alternate
};

const std::vector<ElementRow>& Schema() {
  static const std::vector<ElementRow> rows = {
      {"alto", {"SCHEMAVERSION"}, {"Description", "Styles", "Layout"}},
      {"Description", {}, {"MeasurementUnit", "sourceImageInformation", "Processing"}},
      {"sourceImageInformation", {}, {"fileName", "fileIdentifier"}},
      {"Processing", {"ID"}, {"processingCategory", "processingStepDescription", "processingSoftware"}},
      {"processingSoftware", {}, {"softwareName", "softwareVersion"}},
      {"Styles", {}, {"TextStyle"}},
      {"TextStyle", {"ID", "FONTSIZE"}, {}},
      {"Layout", {}, {"Page"}},
      {"Page", {"ID", "PHYSICAL_IMG_NR", "WIDTH", "HEIGHT"}, {"TopMargin", "BottomMargin", "PrintSpace"}},
      {"TopMargin", {"HPOS", "VPOS", "WIDTH", "HEIGHT"}, {"TextBlock"}},
      {"BottomMargin", {"HPOS", "VPOS", "WIDTH", "HEIGHT"}, {"TextBlock"}},
      {"PrintSpace", {"HPOS", "VPOS", "WIDTH", "HEIGHT"}, {"TextBlock"}},
      {"TextBlock", {"ID", "HPOS", "VPOS", "WIDTH", "HEIGHT"}, {"TextLine"}},
      {"TextLine", {"ID", "HPOS", "VPOS", "WIDTH", "HEIGHT"}, {"String SP", "HYP"}},
      {"String", {"CONTENT", "HPOS", "VPOS", "WIDTH", "HEIGHT", "STYLEREFS"}, {"ALTERNATIVE", "Glyph"}},
      {"SP", {"HPOS", "VPOS", "WIDTH"}, {}},
      {"HYP", {"CONTENT"}, {}},
      {"Glyph", {"CONTENT", "GC"}, {"Variant"}},
      {"Variant", {"CONTENT"}, {}},
      {"ALTERNATIVE", {"PURPOSE"}, {}},
  };
  return rows;
}

void ExpectValid(const pugi::xml_node& node, std::set<std::string>* ids) {
  if (node.type() != pugi::node_element) return;
  const std::string name = node.name();
  const ElementRow* row = nullptr;
  for (const ElementRow& one : Schema())
    if (name == one.name) row = &one;
  const bool only_text = !node.first_child() || node.first_child().type() == pugi::node_pcdata;
  if (row == nullptr) {
    EXPECT_TRUE(only_text) << name;
    return;
  }
  for (const std::string& attribute : row->attributes)
    EXPECT_TRUE(node.attribute(attribute.c_str())) << name << " without " << attribute;
  if (node.attribute("ID")) {
    EXPECT_TRUE(ids->insert(node.attribute("ID").value()).second)
        << "twice: " << node.attribute("ID").value();
  }
  size_t at = 0;
  std::string last;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string child_name = child.name();
    while (at < row->children.size() &&
           (" " + row->children[at] + " ").find(" " + child_name + " ") == std::string::npos)
      ++at;
    EXPECT_LT(at, row->children.size()) << child_name << " in " << name << " after " << last;
    if (child_name == "SP" || child_name == "HYP") {
      EXPECT_EQ(last, "String");
    }
    last = child_name;
    ExpectValid(child, ids);
  }
}

// Parses what is written and holds it to the schema.
pugi::xml_document Write(const Document& document, const AltoSource& source = kSource) {
  pugi::xml_document xml = Parse(AltoXml(document, source));
  std::set<std::string> ids;
  ExpectValid(xml.document_element(), &ids);
  for (const std::string& reference : Values(xml, "//@STYLEREFS")) EXPECT_TRUE(ids.contains(reference));
  for (const std::string& references : Values(xml, "//@PROCESSINGREFS"))
    for (const std::string& id :
         {references.substr(0, references.find(' ')), references.substr(references.rfind(' ') + 1)})
      EXPECT_TRUE(ids.contains(id)) << references;
  return xml;
}

TEST(Alto, SaysWhatStandsWhere) {
  Document document = MakeDocument({MakeWord("Hej", 72, 144), MakeWord("alla", 90, 144)});
  pugi::xml_document xml = Write(document);
  EXPECT_THAT(Values(xml, "/alto/@SCHEMAVERSION"), ElementsAre("4.4"));
  EXPECT_STREQ(xml.document_element().attribute("xmlns").value(), "http://www.loc.gov/standards/alto/ns-v4#");
  EXPECT_THAT(Values(xml, "//MeasurementUnit"), ElementsAre("inch1200"));
  EXPECT_THAT(Values(xml, "//fileName"), ElementsAre("brev.pdf"));
  EXPECT_THAT(Values(xml, "//fileIdentifier"), ElementsAre("ab12"));
  EXPECT_THAT(Values(xml, "//softwareName"), ElementsAre("avstam", "tesseract"));
  EXPECT_THAT(Values(xml, "//softwareVersion"), ElementsAre("0.1.0", "5.3.0 swe+eng"));
  // 595 and 842 pt; 72 pt is one inch.
  EXPECT_THAT(Values(xml, "//Page/@WIDTH"), ElementsAre("9917"));
  EXPECT_THAT(Values(xml, "//Page/@HEIGHT"), ElementsAre("14033"));
  EXPECT_THAT(Values(xml, "//Page/@PHYSICAL_IMG_NR"), ElementsAre("1"));
  EXPECT_THAT(Values(xml, "//TextLine/@BASELINE"), ElementsAre("2400"));
  EXPECT_THAT(Values(xml, "//String/@CONTENT"), ElementsAre("Hej", "alla"));
  EXPECT_THAT(Values(xml, "//String/@HPOS"), ElementsAre("1200", "1500"));
  EXPECT_THAT(Values(xml, "//String/@VPOS"), ElementsAre("2267", "2267"));
  EXPECT_THAT(Values(xml, "//String/@WIDTH"), ElementsAre("250", "333"));
  EXPECT_THAT(Values(xml, "//SP/@WIDTH"), ElementsAre("50"));
  // Text of the PDF is not OCR.
  EXPECT_THAT(Values(xml, "//@WC | //@PC | //@CC"), ElementsAre());
  EXPECT_THAT(Values(xml, "//Page/@PROCESSINGREFS"), ElementsAre("READING"));
}

TEST(Alto, IsTheSameEveryTime) {
  Document document = MakeDocument({MakeWord("Hej", 72, 144), MakeWord("alla", 90, 144, 12)});
  EXPECT_EQ(AltoXml(document, kSource), AltoXml(document, kSource));
}

struct TextRow {
  const char* name;
  const char* text;
  const char* expected;
};

class AltoText : public ::testing::TestWithParam<TextRow> {};

TEST_P(AltoText, HoldsWhatXmlCanHold) {
  AltoSource source = kSource;
  source.name = GetParam().text;
  Document document = MakeDocument({MakeWord(GetParam().text, 72, 144)});
  const std::string raw = AltoXml(document, source);
  EXPECT_EQ(raw.find('\x01'), std::string::npos);
  EXPECT_THAT(raw, Not(HasSubstr("&#")));
  pugi::xml_document xml = Write(document, source);
  EXPECT_THAT(Values(xml, "//String/@CONTENT"), ElementsAre(GetParam().expected));
  EXPECT_THAT(Values(xml, "//fileName"), ElementsAre(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Rows, AltoText,
                         ::testing::Values(TextRow{"markup", "<a href=\"x\">&amp;'", "<a href=\"x\">&amp;'"},
                                           TextRow{"controls", "a\x01\x02\x7F\tb", "ab"},
                                           TextRow{"c1", "a\u0085b", "ab"},
                                           TextRow{"no_characters",
                                                   "a\uFFFE\uFFFF"
                                                   "b",
                                                   "ab"},
                                           TextRow{"bad_utf8",
                                                   "a\xC3(\xFF"
                                                   "b",
                                                   "a(b"},
                                           TextRow{"surrogate",
                                                   "a\xED\xA0\x80"
                                                   "b",
                                                   "ab"},
                                           TextRow{"swedish", "åÄö", "åÄö"},
                                           TextRow{"beyond_16_bits", "\U0001F600", "\U0001F600"}),
                         [](const auto& info) { return info.param.name; });

TEST(Alto, LeavesOutWordsOfWhichNothingIsLeft) {
  Document document =
      MakeDocument({MakeWord("\x01\x02", 72, 144), MakeWord("b", 100, 144), MakeWord("\x03", 72, 300)});
  pugi::xml_document xml = Write(document);
  EXPECT_THAT(Values(xml, "//String/@CONTENT"), ElementsAre("b"));
  EXPECT_THAT(Values(xml, "//TextLine/@ID"), ElementsAre("P1_L1"));
}

TEST(Alto, GivesOcrItsConfidencesAndOtherReadings) {
  // "1736" was read as one word, then as two; "7%" stands as it was read second.
  std::vector<Word> words = {MakeWord("1", 72, 144), MakeWord("736", 80, 144), MakeWord("7%", 110, 144)};
  for (Word& word : words) word.source = Source::kOcr;
  words[0].confidence = 0.8F;
  words[1].confidence = 1.5F;  // an engine's mistake
  words[2].confidence = 0.504F;
  words[0].ocr = words[1].ocr = 0;
  words[2].ocr = 1;
  Document document = MakeDocument(words);
  Page& page = document.pages[0];
  page.source = Source::kOcr;
  page.confidence = 0.75;
  page.regions = {{{0, 0, 595, 842}, Source::kOcr, "a picture of the page", 300}};
  page.ocr = {{"1736", "1 736", "figure", {{1, ""}, {0.5F, ""}, {0.9F, ""}, {0, ""}}},
              {"790", "7%", "sign", {{0.875F, "1T"}, {0.25F, "\x02"}}}};
  pugi::xml_document xml = Write(document);
  EXPECT_THAT(Values(xml, "//Page/@PC"), ElementsAre("0.75"));
  EXPECT_THAT(Values(xml, "//Page/@PROCESSINGREFS"), ElementsAre("READING OCR"));
  EXPECT_THAT(Values(xml, "//String/@WC"), ElementsAre("0.80", "1.00", "0.50"));
  // 0 is sure, 9 is not at all.
  EXPECT_THAT(Values(xml, "//String/@CC"), ElementsAre("0", "5 1 9", "1 7"));
  EXPECT_THAT(Values(xml, "//ALTERNATIVE"), ElementsAre("790"));
  EXPECT_THAT(Values(xml, "//ALTERNATIVE/@PURPOSE"), ElementsAre("first reading"));
  EXPECT_THAT(Values(xml, "//Glyph/@CONTENT"), ElementsAre("7", "%"));
  EXPECT_THAT(Values(xml, "//Variant/@CONTENT"), ElementsAre("1", "T"));
}

TEST(Alto, GivesNoCharacterAConfidenceThatMayBeAnothers) {
  std::vector<Word> words = {MakeWord("ab", 72, 144)};
  words[0].source = Source::kOcr;
  words[0].ocr = 0;
  Document document = MakeDocument(words);
  document.pages[0].ocr = {{"abc", "abc", "kept", {{1, "x"}, {1, "y"}, {1, "z"}}}};
  pugi::xml_document xml = Write(document);
  EXPECT_THAT(Values(xml, "//@CC | //Glyph"), ElementsAre());
  EXPECT_THAT(Values(xml, "//ALTERNATIVE"), ElementsAre("abc", "abc"));
}

TEST(Alto, NamesHowWordsAreSet) {
  Word bold = MakeWord("Summa", 72, 144, 11.2), mark = MakeWord("1", 100, 140, 6);
  bold.bold = bold.italic = true;
  mark.superscript = mark.struck_out = true;
  pugi::xml_document xml = Write(MakeDocument({bold, mark, MakeWord("text", 120, 144, 11)}));
  EXPECT_THAT(Values(xml, "//TextStyle/@FONTSIZE"), ElementsAre("6.0", "11.0", "11.0"));
  EXPECT_THAT(Values(xml, "//TextStyle/@FONTSTYLE"),
              ElementsAre("strikethrough superscript", "bold italics"));
  EXPECT_THAT(Values(xml, "//String[@CONTENT='text']/@STYLEREFS"), ElementsAre("TS2"));
}

TEST(Alto, PartsBlocksWhereThereIsSpace) {
  // Two lines, a blank one, a third line.
  pugi::xml_document xml = Write(MakeDocument({MakeWord("ett", 72, 144), MakeWord("två", 72, 156),
                                               MakeWord("tre", 72, 185), MakeWord("fyra", 72, 197)}));
  EXPECT_THAT(Values(xml, "//TextBlock/@ID"), ElementsAre("P1_B1", "P1_B2"));
  EXPECT_THAT(Values(xml, "//TextBlock[1]//@CONTENT"), ElementsAre("ett", "två"));
  EXPECT_THAT(Values(xml, "//TextBlock[2]//@CONTENT"), ElementsAre("tre", "fyra"));
}

TEST(Alto, SetsASoftHyphenAtTheEndOfALineApart) {
  pugi::xml_document xml =
      Write(MakeDocument({MakeWord("kom\u00AD", 72, 144), MakeWord("mun\u00AD", 100, 144)}));
  EXPECT_THAT(Values(xml, "//String/@CONTENT"), ElementsAre("kom\u00AD", "mun"));
  EXPECT_THAT(Values(xml, "//HYP/@CONTENT"), ElementsAre("\u00AD"));
}

TEST(Alto, PutsRunningHeadsAndFeetIntoTheMargins) {
  Document document =
      MakeDocument({MakeWord("Protokoll", 72, 40), MakeWord("text", 72, 144), MakeWord("3", 300, 810)});
  document.pages[0].lines.front().running = document.pages[0].lines.back().running = true;
  pugi::xml_document xml = Write(document);
  EXPECT_THAT(Values(xml, "//TopMargin//@CONTENT"), ElementsAre("Protokoll"));
  EXPECT_THAT(Values(xml, "//BottomMargin//@CONTENT"), ElementsAre("3"));
  EXPECT_THAT(Values(xml, "//PrintSpace//@CONTENT"), ElementsAre("text"));
}

TEST(Alto, TurnsLinesThatRunUpwards) {
  Word word = MakeWord("upp", 72, 144);
  word.direction = 270;
  pugi::xml_document xml = Write(MakeDocument({word}));
  EXPECT_THAT(Values(xml, "//TextBlock/@ROTATION"), ElementsAre("90"));  // counterclockwise
  EXPECT_THAT(Values(xml, "//@BASELINE"), ElementsAre());
}

TEST(Alto, SaysWhyAPageIsEmpty) {
  Document document = MakeDocument({});
  document.pages[0].state = PageState::kSkipped;
  document.pages[0].messages = {"ocr-unavailable: no model"};
  pugi::xml_document xml = Write(document, {"x.pdf", "ab", "avstam 0.1.0", ""});
  EXPECT_THAT(Values(xml, "//Page/@QUALITY_DETAIL"), ElementsAre("not read: ocr-unavailable: no model"));
  EXPECT_THAT(Values(xml, "//Processing/@ID"), ElementsAre("READING"));
  EXPECT_THAT(Values(xml, "//PrintSpace | //Styles"), ElementsAre());
}

TEST(Alto, BearsCoordinatesBeyondAnyPage) {
  Word word = MakeWord("a", 72, 144);
  word.box = {-1e300, 100, 1e300, 110};
  word.font_size = 1e30F;
  Write(MakeDocument({word}));
}

// Words of a scan that lies askew are stored as they lie; straight again, they are where they were.
TEST(Skew, CanBeTakenAwayAndPutBack) {
  Document document = MakeDocument({MakeWord("vänster", 72, 144), MakeWord("höger", 450, 144)});
  document.pages[0].rulings = {{{72, 150, 500, 150.5}, true}};
  document.pages[0].skew_degrees = 1;
  const std::string straight = Dump(document);
  RestoreSkew(&document);
  // Clockwise: right of the middle of the page is lower, left of it higher.
  const double fall = document.pages[0].words[1].box.top - document.pages[0].words[0].box.top;
  EXPECT_GT(fall, 5);
  EXPECT_NE(Dump(document), straight);
  Straighten(&document);
  EXPECT_EQ(Dump(document), straight);
}

}  // namespace
}  // namespace avstam::extract
