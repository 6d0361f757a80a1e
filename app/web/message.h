// A request that has passed the door (security.h), and what is answered.
#ifndef AVSTAM_APP_WEB_MESSAGE_H_
#define AVSTAM_APP_WEB_MESSAGE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace avstam::app::web {

struct Request {
  std::string method;                                       // GET, HEAD or POST
  std::string path;                                         // decoded
  std::map<std::string, std::string> query, form, cookies;  // of several of a name the first

  // Empty when there is none.
  std::string Query(const std::string& name) const {
    const auto at = query.find(name);
    return at == query.end() ? "" : at->second;
  }
  std::string Form(const std::string& name) const {
    const auto at = form.find(name);
    return at == form.end() ? "" : at->second;
  }
};

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

inline Response Redirect(const std::string& to) {
  return {303, "text/plain; charset=utf-8", "", {{"Location", to}}};
}

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_MESSAGE_H_
