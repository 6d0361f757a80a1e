#include "app/picture_reader.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace avstam::app {
namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr size_t kLongestPicture = size_t{32} << 20;
constexpr std::chrono::seconds kStart{30};
constexpr std::string_view kPngMagic = "\x89PNG\r\n\x1a\n";

Json ToJson(const Box& box) { return {box.left, box.top, box.right, box.bottom}; }
Box ToBox(const Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3)}; }

// The next message; nothing when the other end is gone, sends nonsense or takes too long.
std::optional<worker::Message> Await(const worker::Child& child, Clock::time_point until) {
  worker::Inbox inbox(kLongestPicture);
  while (Clock::now() < until) {
    pollfd ends[2] = {{child.socket.get(), POLLIN, 0}, {child.errors.get(), POLLIN, 0}};
    poll(ends, 2, 100);
    // What it complains is of no use here, but a full pipe would hold it up.
    char dropped[4096];
    for (int i = 0; i < 16 && ends[1].revents != 0 && read(child.errors.get(), dropped, sizeof dropped) > 0;
         ++i) {
    }
    if (ends[0].revents == 0) continue;
    const worker::Inbox::State state = inbox.Fill(child.socket.get());
    if (std::optional<worker::Message> message = inbox.Next()) return message;
    if (state != worker::Inbox::State::kOpen) return {};
  }
  return {};
}

}  // namespace

const std::string* ByteCache::Find(const std::string& name) {
  const auto at = by_name_.find(name);
  if (at == by_name_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, at->second);
  return &entries_.front().second;
}

void ByteCache::Put(const std::string& name, std::string bytes) {
  if (bytes.size() > most_ / 4 || by_name_.contains(name)) return;
  bytes_ += bytes.size() + name.size();
  entries_.emplace_front(name, std::move(bytes));
  by_name_[name] = entries_.begin();
  while (bytes_ > most_) {
    bytes_ -= entries_.back().first.size() + entries_.back().second.size();
    by_name_.erase(entries_.back().first);
    entries_.pop_back();
  }
}

void ByteCache::Clear() {
  entries_.clear();
  by_name_.clear();
  bytes_ = 0;
}

std::string PictureOrder(const extract::Page& page, const PictureWish& wish) {
  Json out = {{"page", page.number},
              {"width", page.width_pt},
              {"height", page.height_pt},
              {"turned", page.turned},
              {"dpi", wish.dpi}};
  if (wish.piece) out["piece"] = ToJson(*wish.piece);
  for (const Frame& frame : wish.frames)
    out["frames"].push_back(
        {ToJson(frame.box), frame.colour.red, frame.colour.green, frame.colour.blue, frame.pen_px});
  return out.dump();
}

void ReadPictureOrder(const std::string& order, extract::Page* page, PictureWish* wish) {
  try {
    const Json json = Json::parse(order);
    page->number = json.at("page");
    page->width_pt = json.at("width");
    page->height_pt = json.at("height");
    page->turned = json.at("turned");
    wish->dpi = json.at("dpi");
    if (json.contains("piece")) wish->piece = ToBox(json["piece"]);
    for (const Json& frame : json.value("frames", Json::array()))
      wish->frames.push_back(
          {ToBox(frame.at(0)),
           {frame.at(1).get<uint8_t>(), frame.at(2).get<uint8_t>(), frame.at(3).get<uint8_t>()},
           frame.at(4).get<int>()});
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kUsage, error.what());
  }
}

Frame Marking(const Box& box) {
  constexpr double kMargin_pt = 2;
  return {{box.left - kMargin_pt, box.top - kMargin_pt, box.right + kMargin_pt, box.bottom + kMargin_pt},
          {220, 0, 0},
          3};
}

std::string DrawPicture(const PictureOptions& options, const std::string& pdf, const extract::Page& page,
                        const PictureWish& wish) {
  Picture picture = PictureReader(options).Get("", page, wish, [&] { return pdf; });
  if (picture.png.empty()) throw Error(ErrorCode::kUnreadable, picture.why);
  return std::move(picture.png);
}

PictureReader::PictureReader(const PictureOptions& options) : options_(options), kept_(options.kept_bytes) {}

PictureReader::~PictureReader() { StopWorker(); }

void PictureReader::StopWorker() {
  if (child_.process > 0) worker::Reap(child_.process);
  child_ = {};
}

void PictureReader::StartWorker() {
  std::vector<std::string> arguments{"picture-worker", "--memory-mib", std::to_string(options_.memory_mib)};
  if (!options_.sandbox) arguments.emplace_back("--no-sandbox");
  child_ = worker::StartChild("/proc/self/exe", arguments);
  const std::optional<worker::Message> ready = Await(child_, Clock::now() + kStart);
  if (ready && ready->kind == worker::Message::kReady) return;
  const std::string why = ready ? EscapeForTerminal(ready->bytes.substr(0, 500)) : "it does not answer";
  StopWorker();
  throw Error(ErrorCode::kSandbox, "pages cannot be shown: " + why);
}

Picture PictureReader::Make(const std::string& pdf, const std::string& order) {
  if (child_.process <= 0) StartWorker();
  worker::Send(child_.socket.get(), {worker::Message::kDocument, order}, worker::SealedFile(pdf).get());
  const std::optional<worker::Message> answer =
      Await(child_, Clock::now() + std::chrono::seconds(options_.seconds));
  if (!answer || answer->kind != worker::Message::kReport || answer->bytes.empty()) {
    StopWorker();  // it crashed, hangs or has lost its way: the next picture gets a fresh one
    return {"", "the page cannot be shown: its reader crashed or took too long"};
  }
  std::string rest = answer->bytes.substr(1);
  if (answer->bytes[0] == 'P' && rest.starts_with(kPngMagic)) return {std::move(rest), ""};
  return {"", EscapeForTerminal(rest.substr(0, 500))};
}

Picture PictureReader::Get(const std::string& sha256, const extract::Page& page, const PictureWish& wish,
                           const std::function<std::string()>& bytes) {
  const std::string order = PictureOrder(page, wish), name = sha256 + order;
  {
    const std::lock_guard guard(kept_guard_);
    if (const std::string* kept = kept_.Find(name)) return {*kept, ""};
    if (waiting_ >= options_.waiting) return {"", "many pages are asked for; try again", true};
    ++waiting_;
  }
  struct Leave {
    PictureReader* reader;
    ~Leave() {
      const std::lock_guard guard(reader->kept_guard_);
      --reader->waiting_;
    }
  } leave{this};
  const std::lock_guard work(work_);
  {
    const std::lock_guard guard(kept_guard_);  // somebody else may have asked for the same
    if (const std::string* kept = kept_.Find(name)) return {*kept, ""};
  }
  const std::string pdf = bytes();
  if (pdf.empty()) return {"", "the PDF is not where it was read"};
  Picture out = Make(pdf, order);
  if (!out.png.empty()) {
    const std::lock_guard guard(kept_guard_);
    kept_.Put(name, out.png);
  }
  return out;
}

}  // namespace avstam::app
