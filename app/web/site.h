// The whole site: which address shows what, to whom, in which language and form.
//
//   Site site({.database = "avstam.db"});
//   Response r = site.Answer({"GET", "/decisions.json", {{"q", "avgift"}}, {}, {}});
//
// Reads the archive as other programs write to it.  Answers to the same question are kept until the archive
// changes.  Any number of threads may ask; as many are answered at once as there are readers of the archive.
#ifndef AVSTAM_APP_WEB_SITE_H_
#define AVSTAM_APP_WEB_SITE_H_

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "app/filter_words.h"
#include "app/picture_reader.h"
#include "app/web/message.h"
#include "app/web/overview_watch.h"
#include "app/web/renderer.h"
#include "app/web/visit.h"
#include "store/archive.h"

namespace avstam::app::web {

struct SiteOptions {
  std::string database = "avstam.db", rules;
  bool review = false;            // people may decide about findings
  bool closed = false;            // reading needs the token, too
  std::string token;              // of whoever may decide (and read); empty: neither is set
  std::string person;             // who decides; empty: the login name
  std::string cookie = "avstam";  // name of the cookie: those of one host are shared between ports
  std::map<std::string, int64_t> inhabitants;  // by county code
  PictureOptions pictures;
  int readers = 4;
  int question_ms = 5000;                // the longest that one statement of SQL may take
  size_t kept_bytes = size_t{32} << 20;  // of answers, made small
};

class Site {
 public:
  // Throws what opening the archive throws.
  explicit Site(const SiteOptions& options);
  ~Site();
  Response Answer(const Request& request);

 private:
  struct Reader;
  class Lease;
  struct Route;

  Response AnswerIn(const Request& request, const std::string& language);
  Response Show(const Request& request, const Route& route, const std::string& language);
  Response ShowKept(const Request& request, const Route& route, const std::string& language);
  Response ShowView(const Request& request, const Route& route, const std::string& language, Reader& reader);
  Response ShowPicture(const Route& route);
  Response ShowCutout(const Route& route);
  Response ShowPdf(const Route& route);
  Response Decide(const Request& request, const std::string& id);
  Response Trouble(int status, const std::string& what, const std::string& language,
                   const std::string& format);
  View ViewOf(const Visit& visit, const Route& route);
  Json Frame(const Request& request, const Route& route, const std::string& language) const;
  bool HasToken(const Request& request) const;
  int64_t Version();

  SiteOptions options_;
  struct Waiting {
    Reader* reader = nullptr;
    std::condition_variable served;
  };
  Reader* TakeReader();
  void GiveBack(Reader* reader);
  std::vector<std::unique_ptr<Reader>> readers_;
  std::vector<Reader*> free_;
  std::deque<Waiting*> waiting_;  // longest first; none while a reader is free
  std::mutex readers_guard_;

  std::mutex kept_guard_;
  std::set<std::string> in_work_;  // answers that somebody makes just now
  std::condition_variable work_done_;
  store::Archive version_reader_;
  int64_t version_ = -1;
  ByteCache kept_;

  std::mutex words_guard_;
  FilterWords words_;
  OverviewWatch overview_;
  PictureReader pictures_;
};

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_SITE_H_
