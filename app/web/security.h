// Who and what is let in: looked at on the bytes of a request's head, before anything is made of them.
//
//   Door door({.hosts = {"127.0.0.1:8017"}, .posts = false});
//   if (std::optional<Refusal> no = door.Judge(head)) ... no->status, no->reason
//
// A page of another site must not be able to ask through the user's browser: the Host must be one of ours
// (DNS rebinding), Origin and Sec-Fetch-Site must not be another's. Sources: RFC 9110, RFC 9112 (messages),
// the Fetch standard (Origin, Sec-Fetch-Site).
#ifndef AVSTAM_APP_WEB_SECURITY_H_
#define AVSTAM_APP_WEB_SECURITY_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace avstam::app::web {

struct Limits {
  size_t line_bytes = 8192, head_bytes = 32'768, headers = 100, body_bytes = 16'384;
};

struct DoorOptions {
  std::vector<std::string> hosts;  // "name:port", small letters
  bool posts = false;              // something can be changed
  Limits limits = {};
};

struct Refusal {
  int status = 400;
  std::string reason;
};

class Door {
 public:
  explicit Door(DoorOptions options) : options_(std::move(options)) {}

  // `head` ends with the empty line.  What is too long is judged before it is complete: TooLong.
  std::optional<Refusal> Judge(std::string_view head) const;
  // Of what has come so far of a head without an end.
  std::optional<Refusal> TooLong(std::string_view start) const;
  const Limits& limits() const { return options_.limits; }

 private:
  DoorOptions options_;
};

// Of a judged head: what Content-Length says, and whether the connection is to be closed after it.
size_t BodyLength(std::string_view head);
bool WantsClose(std::string_view head);
// The same with only those headers that are of use here: nobody can ask for a thousand ranges of an answer,
// or for the slowest way of compressing it.
std::string WithoutOtherHeaders(std::string_view head);

// The names under which a server at `address` (as bound) is asked for: of loopback the three usual ones.
std::vector<std::string> HostNames(const std::string& address, int port,
                                   const std::vector<std::string>& allowed);
bool IsLoopback(const std::string& address);

// What every answer carries.  `posts`: forms are sent from its pages; under "no-referrer" a browser would not
// tell that they come from here (Fetch: Origin is null).
std::vector<std::pair<std::string, std::string>> SecurityHeaders(bool posts);

// 256 bits from the system, in hex.  Throws std::runtime_error when there are none.
std::string NewToken();
// Takes as long wherever they differ.
bool SameSecret(std::string_view a, std::string_view b);
// What a form must send back: follows from the token and tells nothing of it.
std::string FormToken(const std::string& token);

// "name=value" of a Cookie header, by name.
std::vector<std::pair<std::string, std::string>> ParseCookies(std::string_view header);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_SECURITY_H_
