#include "app/web/security.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/sha256.h"

namespace avstam::app::web {
namespace {

std::string Small(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

struct Head {
  std::string_view method, target, version;
  std::vector<std::pair<std::string, std::string_view>> headers;  // names in small letters
  bool sound = false;

  std::vector<std::string_view> All(std::string_view name) const {
    std::vector<std::string_view> out;
    for (const auto& [key, value] : headers)
      if (key == name) out.push_back(value);
    return out;
  }
};

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

Head Parse(std::string_view head) {
  Head out;
  size_t end = head.find("\r\n");
  if (end == std::string_view::npos) return out;
  const std::string_view line = head.substr(0, end);
  const size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return out;
  out.method = line.substr(0, first);
  out.target = line.substr(first + 1, last - first - 1);
  out.version = line.substr(last + 1);
  for (head.remove_prefix(end + 2); !head.starts_with("\r\n"); head.remove_prefix(end + 2)) {
    end = head.find("\r\n");
    if (end == std::string_view::npos) return out;
    const std::string_view header = head.substr(0, end);
    const size_t colon = header.find(':');
    if (colon == std::string_view::npos || !IsToken(header.substr(0, colon))) return out;
    const std::string_view value = Trimmed(header.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(),
                    [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 127; }))
      return out;
    out.headers.emplace_back(Small(header.substr(0, colon)), value);
  }
  out.sound = true;
  return out;
}

// "Name.:80" as "name:80".
std::string PlainHost(std::string_view host) {
  std::string out = Small(host);
  const size_t colon = out.rfind(':');
  const size_t end =
      colon == std::string::npos || out.find(']', colon) != std::string::npos ? out.size() : colon;
  if (end > 0 && out[end - 1] == '.') out.erase(end - 1, 1);
  return out;
}

std::optional<size_t> ToNumber(std::string_view text) {
  size_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size()) return {};
  return value;
}

}  // namespace

std::optional<Refusal> Door::TooLong(std::string_view start) const {
  const size_t line = std::min(start.find("\r\n"), start.size());
  if (line > options_.limits.line_bytes) return Refusal{414, "the address is too long"};
  if (start.size() > options_.limits.head_bytes) return Refusal{431, "there are too many headers"};
  return {};
}

std::optional<Refusal> Door::Judge(std::string_view bytes) const {
  if (std::optional<Refusal> refusal = TooLong(bytes)) return refusal;
  const Head head = Parse(bytes);
  if (!head.sound || (head.version != "HTTP/1.1" && head.version != "HTTP/1.0"))
    return Refusal{400, "this is no request"};
  if (head.headers.size() > options_.limits.headers) return Refusal{431, "there are too many headers"};
  const std::vector<std::string_view> hosts = head.All("host");
  if (hosts.size() != 1) return Refusal{400, "one Host is expected"};
  const std::string host = PlainHost(hosts.front());
  if (std::find(options_.hosts.begin(), options_.hosts.end(), host) == options_.hosts.end())
    return Refusal{421, "this is not the host that was asked for"};
  const bool post = head.method == "POST";
  if (head.method != "GET" && head.method != "HEAD" && !(post && options_.posts))
    return Refusal{405, "nothing can be changed here"};
  for (std::string_view site : head.All("sec-fetch-site"))
    if (site == "cross-site" || site == "same-site") return Refusal{403, "another page asks"};
  const std::vector<std::string_view> origins = head.All("origin");
  for (std::string_view origin : origins)
    if (origin != "http://" + host) return Refusal{403, "another page asks"};
  if (post && origins.size() != 1) return Refusal{403, "one Origin is expected"};
  if (!head.target.starts_with("/") || head.target.starts_with("//"))
    return Refusal{400, "no address of this server"};
  for (char c : head.target)
    if (c <= ' ' || c == 127 || c == '\\') return Refusal{400, "no address of this server"};
  if (head.target.find("%00") != std::string_view::npos) return Refusal{400, "no address of this server"};
  if (!head.All("transfer-encoding").empty() || !head.All("expect").empty())
    return Refusal{411, "a body needs a length"};
  const std::vector<std::string_view> lengths = head.All("content-length");
  if (lengths.size() > 1) return Refusal{400, "one length is expected"};
  const size_t length = lengths.empty() ? 0 : ToNumber(lengths.front()).value_or(SIZE_MAX);
  if (length > options_.limits.body_bytes) return Refusal{413, "that is too much"};
  if (!post && length > 0) return Refusal{400, "a question has no body"};
  if (post) {
    const std::vector<std::string_view> types = head.All("content-type");
    if (types.size() != 1 || !types.front().starts_with("application/x-www-form-urlencoded"))
      return Refusal{415, "a form is expected"};
  }
  return {};
}

size_t BodyLength(std::string_view bytes) {
  const std::vector<std::string_view> lengths = Parse(bytes).All("content-length");
  return lengths.empty() ? 0 : ToNumber(lengths.front()).value_or(0);
}

bool WantsClose(std::string_view bytes) {
  const Head head = Parse(bytes);
  for (std::string_view connection : head.All("connection"))
    if (Small(connection) == "close") return true;
  return head.version == "HTTP/1.0";
}

std::string WithoutOtherHeaders(std::string_view bytes) {
  const Head head = Parse(bytes);
  std::string out = fmt::format("{} {} {}\r\n", head.method, head.target, head.version);
  for (const char* wanted : {"host", "cookie", "connection", "content-type", "content-length"})
    for (std::string_view value : head.All(wanted)) out += fmt::format("{}: {}\r\n", wanted, value);
  return out + "\r\n";
}

bool IsLoopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

std::vector<std::string> HostNames(const std::string& address, int port,
                                   const std::vector<std::string>& allowed) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    out.push_back(fmt::format("{}:{}", Small(name), port));
    if (port == 80) out.push_back(Small(name));  // browsers leave the usual port out
  };
  if (IsLoopback(address))
    for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) add(name);
  for (const std::string& name : allowed) {
    add(name);
    out.push_back(Small(name));  // as somebody in front may pass it on, or with a port of its own
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> SecurityHeaders(bool posts) {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
           "base-uri "
           "'none'; form-action 'self'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", posts ? "same-origin" : "no-referrer"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
          {"X-Frame-Options", "DENY"}};
}

std::string NewToken() {
  unsigned char bytes[32];
  if (getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes))
    throw std::runtime_error("the system gives no random numbers");
  std::string out;
  for (unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

bool SameSecret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  return difference == 0;
}

std::string FormToken(const std::string& token) { return Sha256Hex("avstam form " + token); }

std::vector<std::pair<std::string, std::string>> ParseCookies(std::string_view header) {
  std::vector<std::pair<std::string, std::string>> out;
  while (!header.empty()) {
    const size_t end = std::min(header.find(';'), header.size());
    const std::string_view one = Trimmed(header.substr(0, end));
    if (const size_t equals = one.find('='); equals != std::string_view::npos)
      out.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return out;
}

}  // namespace avstam::app::web
