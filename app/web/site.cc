#include "app/web/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/decide.h"
#include "app/explain.h"
#include "app/input_files.h"
#include "app/web/assets.h"
#include "app/web/deflate.h"
#include "app/web/security.h"
#include "app/web/views.h"
#include "base/error.h"
#include "base/sha256.h"
#include "store/browse.h"
#include "store/sqlite.h"

namespace avstam::app::web {
namespace {

constexpr double kPageDpi = 110, kSmallDpi = 30;

// "a/b/c" of "/a/b/c".
std::vector<std::string> Parts(const std::string& path) {
  std::vector<std::string> out;
  for (size_t at = 1; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    out.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

std::optional<int> SmallNumber(const std::string& text) {
  int value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 6 || error != std::errc() || stop != text.data() + text.size()) return {};
  return value;
}

const char* AssetType(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  return name.ends_with(".svg") ? "image/svg+xml" : nullptr;
}

// The bytes that were read, where one of the names still leads to them; else nothing.
std::string BytesOf(const store::StoredDocument& document) {
  for (const std::string& name : document.file_names) {
    InputBytes input = ReadInput(NamedFile(PathOfName(name)));
    if (!input.problem && Sha256Hex(input.bytes) == document.sha256) return std::move(input.bytes);
  }
  return {};
}

extract::Page ToPage(const store::PageFacts& facts) {
  extract::Page out;
  out.number = facts.page;
  out.width_pt = facts.width_pt;
  out.height_pt = facts.height_pt;
  out.turned = facts.turned;
  return out;
}

Response PictureResponse(const Picture& picture) {
  // Of these bytes and this place: it never changes.
  if (!picture.png.empty())
    return {200, "image/png", picture.png, {{"Cache-Control", "private, max-age=86400, immutable"}}};
  if (picture.busy) return {503, "text/plain; charset=utf-8", picture.why + "\n", {{"Retry-After", "2"}}};
  return {404, "text/plain; charset=utf-8", picture.why + "\n"};
}

}  // namespace

struct Site::Reader {
  store::Archive archive;
  Renderer renderer;
};

// What a path asks for.
struct Site::Route {
  std::string view;               // "decision"; empty: nothing
  std::vector<std::string> rest;  // what follows in the path
  std::string format = "html", plain_path;

  explicit Route(const std::string& path) : plain_path(path) {
    for (const char* suffix : {".json", ".csv", ".png", ".pdf"})
      if (path.ends_with(suffix)) {
        format = suffix + 1;
        plain_path = path.substr(0, path.size() - format.size() - 1);
      }
    rest = Parts(plain_path);
    if (plain_path == "/overview" || rest.empty()) plain_path = "/";
    view = rest.empty() ? "overview" : rest.front();
    if (!rest.empty()) rest.erase(rest.begin());
  }
};

// A reader for a while, with a fresh deadline, on one state of the archive.
class Site::Lease {
 public:
  explicit Lease(Site* site)
      : reader_(site->TakeReader(), GiveBack{site}), snapshot_(reader_->archive.database()) {
    reader_->archive.database()->SetDeadline(site->options_.question_ms);
  }
  Reader* operator->() const { return reader_.get(); }
  Reader& operator*() const { return *reader_; }

 private:
  struct GiveBack {
    Site* site;
    void operator()(Reader* reader) const { site->GiveBack(reader); }
  };
  std::unique_ptr<Reader, GiveBack> reader_;
  store::Snapshot snapshot_;
};

// Who came first is served first: whoever is woken by chance may wait long.
Site::Reader* Site::TakeReader() {
  std::unique_lock lock(readers_guard_);
  if (free_.empty()) {
    Waiting self;
    waiting_.push_back(&self);
    self.served.wait(lock, [&self] { return self.reader != nullptr; });
    return self.reader;
  }
  Reader* out = free_.back();
  free_.pop_back();
  return out;
}

void Site::GiveBack(Reader* reader) {
  const std::lock_guard guard(readers_guard_);
  if (waiting_.empty()) return free_.push_back(reader);
  waiting_.front()->reader = reader;
  waiting_.front()->served.notify_one();
  waiting_.pop_front();
}

Site::Site(const SiteOptions& options)
    : options_(options),
      version_reader_(store::Archive::OpenForReading(options.database)),
      kept_(options.kept_bytes),
      words_(options.rules),
      overview_(options.database),
      pictures_(options.pictures) {
  for (int i = 0; i < std::max(1, options.readers); ++i) {
    readers_.push_back(
        std::make_unique<Reader>(Reader{store::Archive::OpenForReading(options.database), {}}));
    // A file for what is being sorted could be made in no folder (worker::Confine).
    readers_.back()->archive.database()->Execute("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768");
    free_.push_back(readers_.back().get());
  }
}

Site::~Site() = default;

bool Site::HasToken(const Request& request) const {
  const auto cookie = request.cookies.find(options_.cookie);
  return !options_.token.empty() && cookie != request.cookies.end() &&
         SameSecret(cookie->second, options_.token);
}

Response Site::Answer(const Request& request) {
  const auto cookie = request.cookies.find("lang");
  const std::string asked = request.Query("lang");
  const std::string language = asked == "en" || asked == "sv"                              ? asked
                               : cookie != request.cookies.end() && cookie->second == "en" ? "en"
                                                                                           : "sv";
  // The address that the terminal shows: the token becomes a cookie, and leaves the address line.
  if (const std::string token = request.Query("token"); !token.empty() && !options_.token.empty()) {
    if (!SameSecret(token, options_.token)) return Trouble(403, "forbidden", language, "html");
    Response out = Redirect(request.path);
    out.headers.emplace_back("Set-Cookie",
                             options_.cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict");
    return out;
  }
  if (options_.closed && !HasToken(request)) return Trouble(403, "forbidden", language, "html");
  Response out = AnswerIn(request, language);
  if (!asked.empty())
    out.headers.emplace_back("Set-Cookie",
                             "lang=" + language + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000");
  return out;
}

Response Site::AnswerIn(const Request& request, const std::string& language) {
  const Route route(request.path);
  try {
    if (request.method == "POST") {
      if (route.view == "review" && route.rest.size() == 1 && options_.review) {
        if (!HasToken(request) || !SameSecret(request.Form("form"), FormToken(options_.token)))
          return Trouble(403, "forbidden", language, "html");
        return Decide(request, route.rest.front());
      }
      return Trouble(405, "read_only", language, "html");
    }
    if (route.view == "static" && route.rest.size() == 1) {
      const NamedAsset* asset = FindAsset(route.rest.front());
      if (asset != nullptr && AssetType(asset->name) != nullptr)
        return {200,
                AssetType(asset->name),
                std::string(asset->bytes),
                {{"Cache-Control", "max-age=31536000, immutable"}}};
      return Trouble(404, "not_found", language, "html");
    }
    if (route.view == "favicon.ico") return {204, "text/plain", ""};
    return Show(request, route, language);
  } catch (const Error& error) {
    Response out = error.code() == ErrorCode::kTooLarge  ? Trouble(503, "too_long", language, route.format)
                   : error.code() == ErrorCode::kArchive ? Trouble(503, "archive", language, route.format)
                   : request.query.empty()               ? Trouble(404, "not_found", language, route.format)
                                                         : Trouble(400, "wrong", language, route.format);
    // What exactly was wrong is of use to programs, and never more than what they said themselves.
    if (route.format != "html")
      out.body = Json{{"error", error.what()}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return out;
  }
}

int64_t Site::Version() { return store::DataVersion(version_reader_); }

Response Site::Show(const Request& request, const Route& route, const std::string& language) {
  if (route.view == "picture" && route.format == "png" && route.rest.size() == 2) return ShowPicture(route);
  if (route.view == "cutout" && route.format == "png" && route.rest.size() == 1) return ShowCutout(route);
  if (route.view == "document" && route.format == "pdf" && route.rest.size() == 1) return ShowPdf(route);
  if (route.format == "png" || route.format == "pdf") return Trouble(404, "not_found", language, "html");
  Response out = ShowKept(request, route, language);
  if (route.format == "csv" && out.status == 200)
    out.headers.emplace_back("Content-Disposition",
                             fmt::format("attachment; filename=\"{}.csv\"", route.view));
  return out;
}

Response Site::ShowKept(const Request& request, const Route& route, const std::string& language) {
  // What is counted in the background changes without the archive; reviews show what this person may do.
  const bool keeps = route.view != "overview" && route.view != "review";
  std::string name = language + " " + request.path + (HasToken(request) ? "!" : "?");
  for (const auto& [key, value] : request.query)
    if (key != "lang") name += fmt::format("{}:{}={}:{}&", key.size(), key, value.size(), value);
  // Answers that are kept wait for their turn as well: few at once, in the order in which they came, are all
  // served sooner than many that take the processors from one another.
  std::optional<Lease> turn(this);
  if (!keeps) return ShowView(request, route, language, **turn);
  int64_t version = 0;
  for (;; turn.emplace(this)) {
    std::unique_lock lock(kept_guard_);
    version = Version();
    if (version != version_) kept_.Clear();
    version_ = version;
    if (const std::string* found = kept_.Find(name)) {
      const std::string kept = *found;
      lock.unlock();
      const size_t line = kept.find('\n');
      return {200, kept.substr(0, line), Inflated(std::string_view(kept).substr(line + 1))};
    }
    if (in_work_.insert(name).second) break;
    // Somebody asks the same just now: twice the work would make both wait.
    turn.reset();
    work_done_.wait(lock);
  }
  struct Done {
    Site* site;
    const std::string& name;
    ~Done() {
      const std::lock_guard guard(site->kept_guard_);
      site->in_work_.erase(name);
      site->work_done_.notify_all();
    }
  } done{this, name};
  Response out = ShowView(request, route, language, **turn);
  if (out.status == 200) {
    std::string kept = out.type + "\n" + Deflated(out.body);
    const std::lock_guard guard(kept_guard_);
    // Not what was read from an archive that has changed since.
    if (version == version_) kept_.Put(name, std::move(kept));
  }
  return out;
}

Response Site::ShowView(const Request& request, const Route& route, const std::string& language,
                        Reader& reader) {
  const Texts& texts = Texts::Of(language);
  Request plain = request;
  plain.path = route.plain_path;
  const Visit visit{reader.archive,
                    plain,
                    texts,
                    route.format,
                    options_.review && HasToken(request),
                    &overview_,
                    [this](const std::string& text) {
                      const std::lock_guard guard(words_guard_);
                      return words_.Ore(text);
                    },
                    &options_.inhabitants};
  const View view = ViewOf(visit, route);
  if (view.page.empty()) return Trouble(404, "not_found", language, route.format);
  if (route.format == "json") return {view.status, "application/json", JsonOf(view)};
  if (route.format == "csv") return {view.status, "text/csv; charset=utf-8; header=present", CsvOf(view)};
  return {view.status, "text/html; charset=utf-8",
          reader.renderer.Page(view, Frame(plain, route, language), texts)};
}

View Site::ViewOf(const Visit& visit, const Route& route) {
  const std::vector<std::string>& rest = route.rest;
  using List = View (*)(const Visit&);
  using One = View (*)(const Visit&, const std::string&);
  static const std::map<std::string, List> lists = {
      {"overview", &OverviewView}, {"decisions", &DecisionsView}, {"tables", &TablesView},
      {"checks", &ChecksView},     {"documents", &DocumentsView}, {"failures", &FailuresView},
      {"search", &SearchView}};
  static const std::map<std::string, One> ones = {{"decision", &DecisionView},
                                                  {"table", &TableView},
                                                  {"check", &CheckView},
                                                  {"document", &DocumentView},
                                                  {"review", &ReviewView}};
  if (rest.empty() && route.view == "review") return ReviewView(visit, "");
  if (rest.empty() && lists.contains(route.view)) return lists.at(route.view)(visit);
  if (rest.size() == 1 && ones.contains(route.view)) return ones.at(route.view)(visit, rest.front());
  if (route.view == "case" && !rest.empty()) return CaseView(visit, fmt::format("{}", fmt::join(rest, "/")));
  if (rest.size() == 3 && route.view == "document" && rest[1] == "page")
    return PageView(visit, rest[0], SmallNumber(rest[2]).value_or(0));
  return {"", Json::object(), ""};
}

Json Site::Frame(const Request& request, const Route& route, const std::string& language) const {
  const std::string other = language == "sv" ? "en" : "sv";
  std::string query;
  for (const auto& [key, value] : request.query)
    if (key != "lang") query += (query.empty() ? "?" : "&") + EscapeUrl(key) + "=" + EscapeUrl(value);
  const std::string stem = route.plain_path == "/" ? "/overview" : route.plain_path;
  std::string address;
  for (const std::string& part : Parts(stem)) address += "/" + EscapeUrl(part);
  const auto in = [&](std::initializer_list<const char*> views) {
    return std::any_of(views.begin(), views.end(), [&](const char* view) { return route.view == view; });
  };
  return {{"lang", language},
          {"english", language == "en"},
          {"other_lang", other},
          {"lang_url",
           (route.plain_path == "/" ? "/" : address) + (query.empty() ? "?" : query + "&") + "lang=" + other},
          {"json_url", address + ".json" + query},
          {"csv_url", address + ".csv" + query},
          {"version", std::string(AssetsVersion())},
          {"program", AVSTAM_VERSION},
          {"archive", options_.database},
          {"on_overview", in({"overview"})},
          {"on_decisions", in({"decisions", "decision", "case"})},
          {"on_tables", in({"tables", "table"})},
          {"on_checks", in({"checks", "check"})},
          {"on_documents", in({"documents", "document", "failures"})},
          {"on_review", in({"review"})},
          {"q", request.Query("q")},
          {"today", Today()},
          {"form_token", options_.review && HasToken(request) ? FormToken(options_.token) : ""},
          {"page_title", Texts::Of(language).Word("title", route.view)}};
}

Response Site::Trouble(int status, const std::string& what, const std::string& language,
                       const std::string& format) {
  const Texts& texts = Texts::Of(language);
  if (format == "json" || format == "csv")
    return {status, "application/json", Json{{"error", texts.Word("trouble", what)}}.dump() + "\n"};
  Renderer renderer;
  const Route route("/");
  Json frame = Frame({"GET", "/", {}, {}, {}}, route, language);
  frame["on_overview"] = false;
  frame["page_title"] = texts.Word("trouble_title", what);
  frame["plain"] = true;
  return {
      status, "text/html; charset=utf-8",
      renderer.Page({"trouble",
                     {{"title", texts.Word("trouble_title", what)}, {"text", texts.Word("trouble", what)}},
                     ""},
                    frame, texts)};
}

Response Site::ShowPicture(const Route& route) {
  std::string number = route.rest[1];
  const bool small = number.ends_with(".small");
  if (small) number.resize(number.size() - 6);
  store::StoredDocument document;
  std::vector<store::PageFacts> pages;
  {
    const Lease reader(this);
    document = FindDocument(reader->archive, route.rest[0]);
    pages = store::PagesOf(reader->archive, document.sha256);
  }
  const int page = SmallNumber(number).value_or(0);
  if (page < 1 || page > static_cast<int>(pages.size())) throw Error(ErrorCode::kUsage, "no such page");
  return PictureResponse(pictures_.Get(document.sha256, ToPage(pages[static_cast<size_t>(page - 1)]),
                                       {.dpi = small ? kSmallDpi : kPageDpi},
                                       [&] { return BytesOf(document); }));
}

Response Site::ShowCutout(const Route& route) {
  const std::optional<store::Ref> ref = store::ParseRef(route.rest.front());
  if (!ref || ref->document.empty() || ref->kind == 0) throw Error(ErrorCode::kUsage, "no such thing");
  Opened opened;
  {
    const Lease reader(this);
    opened = OpenDocument(reader->archive, ref->document);
  }
  const Where where = PlaceOf(opened.read, *ref);
  const std::optional<Box> piece = CutoutPiece(opened, where);
  if (!piece) throw Error(ErrorCode::kUsage, "it stands on no page");
  return PictureResponse(pictures_.Get(opened.document.sha256,
                                       ToPage(opened.pages[static_cast<size_t>(where.page - 1)]),
                                       {.dpi = kCutoutDpi, .piece = piece, .frames = {Marking(where.box)}},
                                       [&] { return BytesOf(opened.document); }));
}

Response Site::ShowPdf(const Route& route) {
  store::StoredDocument document;
  {
    const Lease reader(this);
    document = FindDocument(reader->archive, route.rest.front());
  }
  std::string bytes = BytesOf(document);
  if (bytes.empty()) throw Error(ErrorCode::kUsage, "the PDF is not where it was read");
  return {200,
          "application/pdf",
          std::move(bytes),
          {{"Content-Disposition",
            fmt::format("attachment; filename=\"{}.pdf\"", document.sha256.substr(0, 12))}}};
}

Response Site::Decide(const Request& request, const std::string& id) {
  Ruling ruling{request.Form("decision"), request.Form("id"), request.Form("reason"), "", options_.person};
  const auto is = [&](const char* name) { return ruling.decision == name; };
  if (!is("accept") && !is("reject") && !is("waive") && !is("withdraw"))
    throw Error(ErrorCode::kUsage, "no such decision");
  if (is("waive")) ruling.until = request.Form("until");
  if (ruling.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Error(ErrorCode::kUsage, "no reason");
  store::Archive archive = store::Archive::OpenForWriting(options_.database);
  web::FindDocument(archive, RefOf(id, 'c', 1).document);
  avstam::app::Decide(&archive, ruling);
  archive.Close();
  overview_.Refresh();
  return Redirect(AddressOf("review", id));
}

}  // namespace avstam::app::web
