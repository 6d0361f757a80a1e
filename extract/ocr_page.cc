#include "extract/ocr_page.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "base/sha256.h"
#include "extract/glyphs.h"
#include "extract/second_look.h"

namespace avstam::extract {
namespace {

constexpr double kRenderDpi = 300;
constexpr double kSpeckShare = 0.02;  // of the page
constexpr double kPoor = 0.62;        // mean confidence: perhaps upside down
constexpr int kFewCharacters = 15;

bool HasLetterOrDigit(const std::string& text) {
  for (int32_t i = 0, size = static_cast<int32_t>(text.size()); i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (c >= 0 && u_isalnum(c)) return true;
  }
  return false;
}

// What is left of rulings, specks and signatures reads as signs.
bool IsDirt(const OcrWord& word) {
  if (word.text == "|" || word.text == "_") return true;
  return !HasLetterOrDigit(word.text) && word.confidence < 0.5 && word.text.find("§") == std::string::npos &&
         word.text.find('%') == std::string::npos;
}

std::string HashOf(const GreyImage& image) {
  return Sha256Hex(
             std::string_view(reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size())) +
         fmt::format("/{}", image.width);
}

std::vector<float> Edges(const OcrWord& word) {
  std::vector<float> edges;
  std::string joined;
  for (const OcrCharacter& character : word.characters) {
    joined += character.text;
    const int32_t size = static_cast<int32_t>(character.text.size());
    int count = 0;
    for (int32_t i = 0; i < size; ++count) U8_FWD_1(character.text.data(), i, size);
    for (int k = 0; k < count; ++k)
      edges.push_back(static_cast<float>(character.left + (character.right - character.left) *
                                                              static_cast<double>(k) / std::max(1, count)));
  }
  if (joined == word.text && std::is_sorted(edges.begin(), edges.end())) {
    edges.push_back(static_cast<float>(word.box.right));
    return edges;
  }
  edges.clear();
  const int32_t size = static_cast<int32_t>(word.text.size());
  int count = 0;
  for (int32_t i = 0; i < size; ++count) U8_FWD_1(word.text.data(), i, size);
  for (int k = 0; k <= count; ++k)
    edges.push_back(
        static_cast<float>(word.box.left + word.box.width() * static_cast<double>(k) / std::max(1, count)));
  return edges;
}

// Where pixels of a picture stand on the page.
struct Placement {
  Box box;
  double x_pt = 1, y_pt = 1;  // of one pixel
  Box Of(const PixelBox& px) const {
    return {box.left + px.left * x_pt, box.top + px.top * y_pt, box.left + px.right * x_pt,
            box.top + px.bottom * y_pt};
  }
};

Word ToWord(const OcrWord& read, const Placement& place) {
  Word word;
  word.text = read.text;
  word.box = place.Of(read.box);
  for (float edge : Edges(read))
    word.x_edges.push_back(static_cast<float>(place.box.left + edge * place.x_pt));
  word.baseline = static_cast<float>(place.box.top + read.baseline * place.y_pt);
  word.font_size = static_cast<float>(read.size * place.y_pt);
  // As tall as text of the PDF would be: ink alone makes "anm." and "Åbö" stand on different rows.
  const double above = word.baseline - 0.8 * word.font_size, below = word.baseline + 0.2 * word.font_size;
  if (word.box.height() < 2.5 * word.font_size && word.font_size > 0)
    word.box.top = above, word.box.bottom = below;
  word.source = Source::kOcr;
  word.confidence = static_cast<float>(read.confidence);
  return word;
}

OcrDetail Detail(const OcrWord& first, const OcrReading& again, const Judgement& judgement) {
  OcrDetail detail{first.text, again.text, judgement.reason, {}};
  const std::vector<OcrCharacter>& characters = judgement.second ? again.characters : first.characters;
  for (const OcrCharacter& character : characters) {
    OcrDetail::Character kept{static_cast<float>(character.confidence), ""};
    for (const auto& [text, confidence] : character.others) kept.others += text;
    detail.characters.push_back(std::move(kept));
  }
  return detail;
}

// The words that a second reading makes of one: "715kt" may be "715 kr".
std::vector<OcrWord> Split(const OcrWord& first, const OcrReading& again, const Judgement& judgement) {
  std::vector<OcrWord> out;
  size_t at = 0, character = 0;
  const bool known = judgement.second && judgement.text == again.text;
  const std::string& text = judgement.text;
  while (at < text.size()) {
    size_t end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    OcrWord word = first;
    word.text = text.substr(at, end - at);
    if (judgement.reason != "kept") {
      word.confidence = again.confidence;
      word.characters.clear();
    }
    size_t bytes = 0;
    while (known && character < again.characters.size() && bytes < word.text.size()) {
      bytes += again.characters[character].text.size();
      word.characters.push_back(again.characters[character++]);
    }
    if ((end < text.size() || at > 0) && !word.characters.empty()) {
      word.box.left = at == 0 ? first.box.left : word.characters.front().left;
      word.box.right = end == text.size() ? first.box.right : word.characters.back().right;
      if (word.box.right <= word.box.left) word.box.right = word.box.left + 1;
    }
    if (!word.text.empty()) out.push_back(std::move(word));
    at = end + 1;
  }
  return out;
}

// What was read into an e-mail address and still stands behind it.
void DropRepeated(std::vector<OcrWord>* words, std::vector<int>* detail_of) {
  for (size_t i = 0; i < words->size(); ++i) {
    const std::string& address = (*words)[i].text;
    if (address.find('@') == std::string::npos) continue;
    size_t end = i + 1;
    for (size_t k = i + 1; k < std::min(i + 3, words->size()); ++k) {
      const std::string& text = (*words)[k].text;
      if (text.size() > 3 && address.size() > text.size() && address.ends_with(text)) end = k + 1;
    }
    words->erase(words->begin() + static_cast<long>(i) + 1, words->begin() + static_cast<long>(end));
    detail_of->erase(detail_of->begin() + static_cast<long>(i) + 1,
                     detail_of->begin() + static_cast<long>(end));
  }
}

void FailOcr(PageState state, std::string_view code, const std::string& why, Page* page, Document* document) {
  const bool text = std::any_of(page->words.begin(), page->words.end(), Visible);
  page->state = text ? PageState::kWarnings : state;
  page->messages.insert(page->messages.begin(), fmt::format("{}: {}", code, why));
  document->diagnostics.push_back({std::string(code), page->number, why});
}

bool Covered(const Word& word, const std::vector<Word>& others) {
  const double area = word.box.width() * word.box.height();
  return std::any_of(others.begin(), others.end(), [&](const Word& other) {
    const double x = word.box.OverlapX(other.box), y = word.box.OverlapY(other.box);
    return x > 0 && y > 0 && x * y > 0.4 * std::min(area, other.box.width() * other.box.height());
  });
}

Box TurnedBox(const Box& box, int degrees, double width, double height) {
  switch (degrees) {
    case 90:
      return {height - box.bottom, box.left, height - box.top, box.right};
    case 180:
      return {width - box.right, height - box.bottom, width - box.left, height - box.top};
    case 270:
      return {box.top, width - box.right, box.bottom, width - box.left};
    default:
      return box;
  }
}

void TurnPage(int degrees, Page* page) {
  page->turned = degrees;
  for (Image& image : page->images)
    image.box = TurnedBox(image.box, degrees, page->width_pt, page->height_pt);
  for (FilledArea& area : page->areas)
    area.box = TurnedBox(area.box, degrees, page->width_pt, page->height_pt);
  for (Ruling& ruling : page->rulings) {
    ruling.box = TurnedBox(ruling.box, degrees, page->width_pt, page->height_pt);
    if (degrees % 180 == 90) ruling.horizontal = !ruling.horizontal;
  }
  if (degrees % 180 == 90) std::swap(page->width_pt, page->height_pt);
}

void SetConfidence(Page* page) {
  double sum = 0, characters = 0;
  bool text = false, ocr = false;
  for (const Word& word : page->words) {
    const auto size = static_cast<double>(word.text.size());
    sum += size * static_cast<double>(word.confidence), characters += size;
    (word.source == Source::kOcr ? ocr : text) = true;
  }
  page->confidence = characters > 0 ? sum / characters : 1;
  page->source = text && ocr ? Source::kMixed : ocr ? Source::kOcr : text ? Source::kText : Source::kNone;
}

// The picture that is the page, if one is.
std::optional<size_t> WholePagePicture(const Page& page) {
  const double area = page.width_pt * page.height_pt;
  std::optional<size_t> found;
  for (size_t i = 0; i < page.images.size(); ++i) {
    const double share = page.images[i].box.width() * page.images[i].box.height() / area;
    if (share < kSpeckShare) continue;
    if (found || share < kScanShare) return std::nullopt;
    found = i;
  }
  return page.shapes == 0 && !std::any_of(page.words.begin(), page.words.end(), Visible) ? found
                                                                                         : std::nullopt;
}

}  // namespace

void OcrReader::SecondReading(const GreyImage& image, std::vector<OcrWord>* words,
                              std::vector<OcrDetail>* details, std::vector<int>* detail_of) {
  const std::vector<Look> looks = PlanLooks(*words);
  std::vector<PixelBox> boxes;
  for (const Look& look : looks) boxes.push_back(look.box);
  const std::vector<OcrReading> again = engine_->ReadAgain(image, boxes);

  std::vector<Judgement> judgements;
  std::vector<size_t> disputed;
  std::vector<PixelBox> wide_boxes;
  for (size_t i = 0; i < looks.size(); ++i) {
    judgements.push_back(Judge(looks[i], *words, again[i]));
    const bool company = looks[i].before >= 0 || looks[i].after >= 0;
    if (!judgements[i].disputed || !company) continue;
    disputed.push_back(i);
    wide_boxes.push_back(WideBox(looks[i], *words));
  }
  const std::vector<OcrReading> wide = engine_->ReadAgain(image, wide_boxes);
  for (size_t k = 0; k < disputed.size(); ++k) {
    const size_t i = disputed[k];
    judgements[i] = Settle(judgements[i], (*words)[looks[i].word], again[i], wide[k]);
  }

  std::vector<int> look_of(words->size(), -1);
  std::vector<bool> gone(words->size(), false);
  for (size_t i = 0; i < looks.size(); ++i) {
    look_of[looks[i].word] = static_cast<int>(i);
    if (!judgements[i].whole) continue;
    OcrWord& word = (*words)[looks[i].word];
    for (size_t part : looks[i].parts) {
      word.box.left = std::min(word.box.left, (*words)[part].box.left);
      gone[part] = true;
    }
  }
  std::vector<OcrWord> out;
  for (size_t i = 0; i < words->size(); ++i) {
    if (gone[i]) continue;
    if (look_of[i] < 0) {
      out.push_back(std::move((*words)[i]));
      detail_of->push_back(-1);
      continue;
    }
    const size_t look = static_cast<size_t>(look_of[i]);
    for (OcrWord& piece : Split((*words)[i], again[look], judgements[look])) {
      out.push_back(std::move(piece));
      detail_of->push_back(static_cast<int>(details->size()));
    }
    details->push_back(Detail((*words)[i], again[look], judgements[look]));
  }
  DropRepeated(&out, detail_of);
  *words = std::move(out);
}

OcrReader::Result OcrReader::ReadImage(const GreyImage& image, const Box& box) {
  Result result;
  const CleanScan clean = CleanForOcr(image);
  result.blank = clean.blank;
  result.dpi = static_cast<int>(std::lround(image.dpi));
  result.skew_degrees = clean.skew_degrees;
  if (clean.blank) return result;
  const Placement place{box, box.width() / clean.image.width, box.height() / clean.image.height};
  std::vector<OcrWord> words = engine_->ReadPage(clean.image);
  std::vector<int> detail_of;
  SecondReading(clean.image, &words, &result.details, &detail_of);
  double characters = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (IsDirt(words[i])) continue;
    Word word = ToWord(words[i], place);
    word.ocr = detail_of[i];
    word.space_before = i > 0 && words[i].line == words[i - 1].line &&
                        words[i].box.left - words[i - 1].box.right < words[i].size;
    const auto size = static_cast<double>(words[i].text.size());
    result.sure_characters += size * words[i].confidence;
    characters += size;
    result.words.push_back(std::move(word));
  }
  result.confidence = characters > 0 ? result.sure_characters / characters : 0;
  for (const PixelRuling& ruling : clean.rulings)
    result.rulings.push_back({place.Of(ruling.box), ruling.horizontal});
  return result;
}

OcrReader::Result OcrReader::ReadUpright(const GreyImage& image, const Box& box, const Page& page,
                                         bool may_turn) {
  if (!may_turn) return ReadImage(image, box);
  const std::vector<int> turns = RunsUpright(image) ? std::vector<int>{270, 90, 0} : std::vector<int>{0, 180};
  Result best;
  for (size_t i = 0; i < turns.size(); ++i) {
    const Box turned = TurnedBox(box, turns[i], page.width_pt, page.height_pt);
    Result result = ReadImage(Turned(image, turns[i]), turned);
    result.turned = turns[i];
    if (i == 0 || result.sure_characters > best.sure_characters) best = std::move(result);
    if (best.blank || (best.confidence >= kPoor && best.sure_characters >= kFewCharacters)) break;
  }
  // What reads as nonsense whichever way it is turned stays as it is shown.
  if (best.turned != 0 && best.confidence < kPoor) best.turned = -1;
  return best;
}

void OcrReader::ReadPage(const PagePlan& plan, Page* page, Document* document) {
  std::string why;
  std::optional<GreyImage> image;
  Box box{0, 0, page->width_pt, page->height_pt};
  const std::optional<size_t> whole = WholePagePicture(*page);
  if (whole) image = DecodeImage(file_, *page, *whole, options_.images, &why);
  if (image) {
    box = page->images[*whole].box;
  } else if (why.empty()) {
    image = RenderPage(file_, *page, box, kRenderDpi, options_.images, &why);
  }
  if (!image) return FailOcr(PageState::kFailed, "picture-not-read", why, page, document);

  const std::string hash = HashOf(*image);
  const auto [seen, is_new] = pages_by_picture_.emplace(hash, page->number);
  const bool text = std::any_of(page->words.begin(), page->words.end(), Visible);
  if (!is_new && !text) {
    const Page& twin = document->pages[static_cast<size_t>(seen->second - 1)];
    const int number = page->number;
    *page = twin;
    page->number = number;
    document->diagnostics.push_back(
        {"duplicate-page", number, fmt::format("the same picture as page {}", seen->second)});
    return;
  }
  const bool may_turn = !text;
  Result result = ReadUpright(*image, box, *page, may_turn);
  if (result.turned < 0) {
    result = {};
    result.dpi = static_cast<int>(std::lround(image->dpi));
  }
  if (result.blank && !text) {
    page->source_reason = "a blank page";
    document->diagnostics.push_back({"blank-page", page->number, "nothing is printed on the page"});
    return;
  }
  std::string reason = plan.reason;
  if (plan.compare && !page->words.empty()) {
    const TextQuality before = JudgeText(page->words, options_.common_words);
    const TextQuality now = JudgeText(result.words, options_.common_words);
    if (before.Score() >= now.Score() && before.letters > 0.8 * now.letters) {
      page->source_reason = plan.reason + ", but OCR reads no better";
      return;
    }
    page->words.clear();
  }
  // Words of the PDF are better than any reading of their picture; invisible ones and unreadable ones are
  // not.
  const std::set<int> shifted = ShiftedFonts(page->words);
  std::erase_if(page->words, [&](const Word& word) {
    return !Visible(word) || Unreadable(word) || shifted.contains(word.font);
  });
  std::erase_if(result.words, [&](const Word& word) { return Covered(word, page->words); });
  if (result.turned > 0) {
    box = TurnedBox(box, result.turned, page->width_pt, page->height_pt);
    TurnPage(result.turned, page);
  }
  page->skew_degrees = page->words.empty() ? result.skew_degrees : 0;
  page->words.insert(page->words.end(), std::make_move_iterator(result.words.begin()),
                     std::make_move_iterator(result.words.end()));
  page->ocr = std::move(result.details);
  // Where letters are drawn as shapes, the stems of an l and an i are among the page's own lines.
  page->rulings.clear();
  std::vector<RulingPiece> pieces;
  for (const Ruling& ruling : result.rulings) pieces.push_back({ruling, 0, false});
  JoinRulings(pieces, page);
  MarkStruckOut(page);
  SetConfidence(page);
  page->regions.push_back({box, Source::kOcr, reason, result.dpi});
  page->source_reason = reason;
  if (page->words.empty())
    document->diagnostics.push_back(
        {"ocr-without-words", page->number, "a picture in which OCR finds no words"});
}

void OcrReader::ReadPictures(const PagePlan& plan, Page* page, Document* document) {
  for (size_t index : plan.pictures) {
    const Image picture = page->images[index];
    auto known = text_in_picture_.find(picture.object);
    if (picture.object != 0 && known != text_in_picture_.end() && !known->second) continue;
    std::string why;
    std::optional<GreyImage> image = DecodeImage(file_, *page, index, options_.images, &why);
    if (!image && why.empty())
      image = RenderPage(file_, *page, picture.box, kRenderDpi, options_.images, &why);
    if (!image) {
      document->diagnostics.push_back({"picture-not-read", page->number, why});
      page->messages.push_back("picture-not-read: " + why);
      if (page->state == PageState::kOk) page->state = PageState::kWarnings;
      continue;
    }
    const bool text = LooksLikeText(*image, 3);
    text_in_picture_[picture.object] = text;
    if (!text) continue;
    Result result = ReadImage(*image, picture.box);
    // A map, a photograph: letters here and there that nobody wrote as lines.
    if (result.words.empty() || result.confidence < kPoor) continue;
    std::erase_if(result.words, [&](const Word& word) { return Covered(word, page->words); });
    const int base = static_cast<int>(page->ocr.size());
    for (Word& word : result.words)
      if (word.ocr >= 0) word.ocr += base;
    page->ocr.insert(page->ocr.end(), std::make_move_iterator(result.details.begin()),
                     std::make_move_iterator(result.details.end()));
    page->words.insert(page->words.end(), std::make_move_iterator(result.words.begin()),
                       std::make_move_iterator(result.words.end()));
    std::vector<RulingPiece> pieces;
    for (const Ruling& ruling : result.rulings) pieces.push_back({ruling, 0, false});
    JoinRulings(pieces, page);
    page->regions.push_back({picture.box, Source::kOcr, "a picture with text", result.dpi});
  }
  if (page->regions.empty()) return;
  MarkStruckOut(page);
  SetConfidence(page);
  page->source_reason = "text, and OCR of the pictures in it";
}

void OcrReader::Complete(Page* page, Document* document) {
  if (page->state == PageState::kFailed || page->state == PageState::kSkipped) return;
  const OcrMode mode = engine_ == nullptr ? OcrMode::kNever : options_.ocr;
  const PagePlan plan = PlanPage(*page, mode, options_.common_words);
  if (plan.need != OcrNeed::kPictures) page->source_reason = plan.reason;
  const bool visible = std::any_of(page->words.begin(), page->words.end(), Visible);
  if (plan.need == OcrNeed::kNone) {
    if (page->words.empty()) {
      page->source_reason = "nothing is printed on the page";
      document->diagnostics.push_back({"blank-page", page->number, page->source_reason});
    } else if (!visible) {
      for (Word& word : page->words) word.source = Source::kOcr;
      SetConfidence(page);
    }
    return;
  }
  if (mode == OcrMode::kNever) {
    if (!plan.code.empty())
      document->diagnostics.push_back(
          {plan.code, page->number, plan.reason + ": it needs OCR, which is switched off"});
    return;
  }
  try {
    if (plan.need == OcrNeed::kPage) return ReadPage(plan, page, document);
    ReadPictures(plan, page, document);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kOcr) throw;
    FailOcr(PageState::kSkipped, "ocr-unavailable", error.what(), page, document);
  }
}

}  // namespace avstam::extract
