#include "tests/extract/recorded_engine.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "base/sha256.h"

namespace avstam::extract {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;

int Thousandths(double confidence) { return static_cast<int>(std::lround(confidence * 1000)); }
double FromThousandths(const Json& value) { return value.get<int>() / 1000.0; }
double Tenth(double px) { return std::round(px * 10) / 10; }

std::string Bytes(const GreyImage& image) {
  return fmt::format("{} {} ", image.width, image.height) +
         std::string(reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size());
}

// Bytes of the UTF-8 characters of `text`, one by one.
std::vector<std::string> CodePoints(const std::string& text) {
  std::vector<std::string> out;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) out.emplace_back();
    if (!out.empty()) out.back() += c;
  }
  return out;
}

std::string WithoutSpaces(const std::string& text) {
  std::string out;
  for (char c : text)
    if (c != ' ') out += c;
  return out;
}

// Characters as [confidence, left, right, others...] each; their texts are those of the whole text, or
// `texts`.
Json FromCharacters(const std::vector<OcrCharacter>& characters, const std::string& text, Json* texts) {
  Json out = Json::array();
  std::vector<std::string> own;
  for (const OcrCharacter& character : characters) {
    Json one = {Thousandths(character.confidence), character.left, character.right};
    for (const auto& [other, confidence] : character.others) {
      one.push_back(other);
      one.push_back(Thousandths(confidence));
    }
    out.push_back(std::move(one));
    own.push_back(character.text);
  }
  if (own != CodePoints(WithoutSpaces(text))) *texts = own;
  return out;
}

std::vector<OcrCharacter> ToCharacters(const Json& list, const std::string& text, const Json& texts) {
  const std::vector<std::string> own =
      texts.is_array() ? texts.get<std::vector<std::string>>() : CodePoints(WithoutSpaces(text));
  std::vector<OcrCharacter> out;
  for (size_t i = 0; i < list.size(); ++i) {
    const Json& one = list[i];
    OcrCharacter character{own.at(i), FromThousandths(one.at(0)), one.at(1), one.at(2), {}};
    for (size_t k = 3; k + 1 < one.size(); k += 2)
      character.others.emplace_back(one[k].get<std::string>(), FromThousandths(one[k + 1]));
    out.push_back(std::move(character));
  }
  return out;
}

Json ToJson(const OcrWord& word) {
  Json texts;
  const Json characters = FromCharacters(word.characters, word.text, &texts);
  Json out = {word.text,        Thousandths(word.confidence),
              word.box.left,    word.box.top,
              word.box.right,   word.box.bottom,
              word.line,        Tenth(word.baseline),
              Tenth(word.size), characters};
  if (!texts.is_null()) out.push_back(texts);
  return out;
}
OcrWord ToWord(const Json& json) {
  OcrWord word;
  word.text = json.at(0);
  word.confidence = FromThousandths(json.at(1));
  word.box = {json.at(2), json.at(3), json.at(4), json.at(5)};
  word.line = json.at(6);
  word.baseline = json.at(7);
  word.size = json.at(8);
  word.characters = ToCharacters(json.at(9), word.text, json.size() > 10 ? json[10] : Json());
  return word;
}

Json ToJson(const OcrReading& reading) {
  Json texts;
  const Json characters = FromCharacters(reading.characters, reading.text, &texts);
  Json out = {reading.text, Thousandths(reading.confidence), characters};
  if (!texts.is_null()) out.push_back(texts);
  return out;
}
OcrReading ToReading(const Json& json) {
  const std::string text = json.at(0);
  return {text, FromThousandths(json.at(1)),
          ToCharacters(json.at(2), text, json.size() > 3 ? json[3] : Json())};
}

template <typename Answers>
std::string Lines(const Answers& answers) {
  std::string out;
  for (const auto& [key, list] : answers) {
    out += fmt::format("{}\n  \"{}\": [", out.empty() ? "" : ",", key);
    for (size_t i = 0; i < list.size(); ++i)
      out += (i == 0 ? "\n" : ",\n") + ToJson(list[i]).dump(-1, ' ', false, Json::error_handler_t::replace);
    out += "]";
  }
  return out;
}

template <typename Answer>
std::vector<Answer> Rounded(const std::vector<Answer>& answers, Answer (*from_json)(const Json&)) {
  std::vector<Answer> out;
  for (const Answer& answer : answers) out.push_back(from_json(ToJson(answer)));
  return out;
}

}  // namespace

std::string PageKey(const GreyImage& image) { return Sha256Hex(Bytes(image)); }

std::string AgainKey(const GreyImage& image, const std::vector<PixelBox>& boxes) {
  std::string bytes = Bytes(image);
  for (const PixelBox& box : boxes)
    bytes += fmt::format(" {} {} {} {}", box.left, box.top, box.right, box.bottom);
  return Sha256Hex(bytes);
}

std::string Recording::ToText() const {
  return fmt::format("{{\"format\": {}, \"version\": {},\n\"pages\": {{{}}},\n\"again\": {{{}}}}}\n", kFormat,
                     Json(version).dump(), Lines(pages), Lines(again));
}

Recording Recording::FromText(const std::string& text) {
  Recording out;
  try {
    const Json json = Json::parse(text);
    if (json.at("format") != kFormat) throw std::runtime_error("its format is another");
    out.version = json.at("version");
    for (const auto& [key, words] : json.at("pages").items()) {
      std::vector<OcrWord>& to = out.pages[key];
      for (const Json& word : words) to.push_back(ToWord(word));
    }
    for (const auto& [key, readings] : json.at("again").items()) {
      std::vector<OcrReading>& to = out.again[key];
      for (const Json& reading : readings) to.push_back(ToReading(reading));
    }
  } catch (const std::exception& error) {
    throw std::runtime_error(
        fmt::format("not a recording of OCR ({}); run scripts/record-ocr", error.what()));
  }
  return out;
}

Recording Recording::Load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " is missing; run scripts/record-ocr");
  return FromText({std::istreambuf_iterator<char>(in), {}});
}

std::string RecordingPath(const std::string& name) {
  return std::string(AVSTAM_SOURCE_DIR) + "/tests/extract/recordings/" + name + ".json";
}

void RecordedEngine::Missing(const std::string& what) const {
  throw std::runtime_error(fmt::format(
      "no OCR of {} is recorded: the image that is asked about, or the engine, has changed (recorded with "
      "\"{}\", now it is \"{}\"); run scripts/record-ocr",
      what, recording_.version, version_));
}

std::vector<OcrWord> RecordedEngine::ReadPage(const GreyImage& image) {
  const auto found = recording_.pages.find(PageKey(image));
  if (recording_.version != version_ || found == recording_.pages.end())
    Missing(fmt::format("a picture of {} x {} pixels", image.width, image.height));
  return found->second;
}

std::vector<OcrReading> RecordedEngine::ReadAgain(const GreyImage& image,
                                                  const std::vector<PixelBox>& boxes) {
  if (boxes.empty()) return {};
  const auto found = recording_.again.find(AgainKey(image, boxes));
  if (recording_.version != version_ || found == recording_.again.end())
    Missing(fmt::format("{} parts of a picture of {} x {} pixels", boxes.size(), image.width, image.height));
  return found->second;
}

std::vector<OcrWord> RecordingEngine::ReadPage(const GreyImage& image) {
  std::vector<OcrWord> words = Rounded(engine_->ReadPage(image), ToWord);
  recording_.pages[PageKey(image)] = words;
  return words;
}

std::vector<OcrReading> RecordingEngine::ReadAgain(const GreyImage& image,
                                                   const std::vector<PixelBox>& boxes) {
  if (boxes.empty()) return {};
  std::vector<OcrReading> readings = Rounded(engine_->ReadAgain(image, boxes), ToReading);
  recording_.again[AgainKey(image, boxes)] = readings;
  return readings;
}

}  // namespace avstam::extract
